/* One statement of SQL: bind by name, step, read. Statements are whole literals and are kept ready by their address.
 *
 *   struct query q = query_of(st, "SELECT id FROM entry WHERE at_s > :at_s AND state = 0");
 *   query_int(&q, ":at_s", at_s);
 *   while (query_row(&q))
 *     use(query_get_int(&q, 0));
 *   return query_end(&q, e);
 *
 * Errors stick: later calls do nothing and query_end reports the first. Bound texts must live until query_end. */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include "store/store.h"

struct sqlite3_stmt;

struct query {
  struct store *st;
  struct sqlite3_stmt *s; /* NULL after a failed prepare */
  int code;               /* SQLite's last result */
};

struct query query_of(struct store *st, const char *literal);
void query_int(struct query *q, const char *name, int64_t v);
void query_real(struct query *q, const char *name, double v); /* not finite: NULL */
void query_text(struct query *q, const char *name, struct span v);
void query_blob(struct query *q, const char *name, const void *p, size_t n);
void query_null(struct query *q, const char *name);

bool query_row(struct query *q); /* true: a row is there */
int64_t query_get_int(struct query *q, int column);
double query_get_real(struct query *q, int column); /* NULL: NAN */
bool query_is_null(struct query *q, int column);
struct span query_get_text(struct query *q, int column); /* until the next query_row or query_end */
struct span query_get_blob(struct query *q, int column);

enum rc query_end(struct query *q, struct err *e);
/* No rows wanted: steps to the end and ends. */
enum rc query_run(struct query *q, struct err *e);

/* Rows as JSON objects and back, for history and for the export of everything: column -> value, blobs as hex, numbers
 * to the last digit. query_json appends the current row. query_bind_json binds every parameter whose name is a key. */
struct buf;
void query_json(struct query *q, struct buf *out);
enum rc query_bind_json(struct query *q, struct span object, struct err *e);

#endif
