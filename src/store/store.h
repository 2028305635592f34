/* The journal file as a database: opening, versions, transactions, statements.
 *
 * One writer at a time; a second process waits up to STORE_WAIT_MS, then RC_BUSY. Files on disk are
 * store/native/file.h; what stands here works on any open SQLite handle, in memory too. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/env.h"
#include "base/err.h"
#include "base/uid.h"

#include <stdint.h>

enum {
  STORE_APPLICATION_ID = 0x61737361, /* "assa" */
  STORE_WAIT_MS = 10000,
};

struct sqlite3;
struct store;

/* Takes over an open handle. On failure the handle is closed. Errors: RC_NO_MEMORY, RC_DATA, RC_IO. */
enum rc store_attach(struct sqlite3 *db, bool read_only, struct store **out, struct err *e);
/* In memory, with the newest schema: for tests and for what needs no journal. */
enum rc store_memory(const struct env *env, struct store **out, struct err *e);
/* Finalises statements, copies the log into the file, closes. NULL is accepted. */
void store_close(struct store *st);

bool store_read_only(const struct store *st);
bool store_invented(const struct store *st); /* a demo journal */
enum rc store_mark_invented(struct store *st, struct err *e); /* inside a transaction */
int store_version(const struct store *st);   /* of its schema; 0: empty file */
const char *store_needs(void);               /* the first version of assay that reads the newest schema */

/* Makes the tables of an empty database, or runs the steps it lacks, all in one transaction. */
enum rc store_migrate(struct store *st, const struct env *env, struct err *e);
/* The same with other steps, for tests of the road from version to version. */
struct schema_step;
enum rc store_migrate_by(struct store *st, const struct env *env, const struct schema_step *step, size_t n,
                         struct err *e);

/* Transactions begin only in app/. store_end commits when rc is RC_OK, else rolls back; it returns rc, or why the
 * commit failed. */
enum rc store_begin(struct store *st, struct err *e);
enum rc store_end(struct store *st, enum rc rc, struct err *e);
/* For what may be left undone: false when another process is writing, without waiting. */
bool store_begin_at_once(struct store *st);
void store_wait(struct store *st, int wait_ms); /* how long to wait for other processes */

/* revision: goes up with every change of the record. */
enum rc store_touch(struct store *st, struct err *e);
int64_t store_revision(struct store *st); /* -1 when it cannot be read */

struct sqlite3 *store_handle(struct store *st);

#endif
