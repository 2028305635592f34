/* The journal as a file: found, made, opened, copied, put back. The only part of the store that knows folders. */
#ifndef STORE_NATIVE_FILE_H
#define STORE_NATIVE_FILE_H

#include "store/store.h"

enum file_how { FILE_MUST_EXIST, FILE_MAKE };

/* Opens the journal, moving an older one to the newest schema (a copy is kept beside it first).
 * FILE_MAKE makes a missing one whole (0600, folders too); *made says so. A journal in a read-only folder opens for
 * reading. Errors: RC_NO_INPUT missing; RC_DATA not a journal, damaged, from a newer assay (nothing is written, no side
 * file is left); RC_CANNOT_CREATE; RC_BUSY. */
enum rc file_open(const char *path, enum file_how how, const struct env *env, struct store **out, bool *made,
                  struct err *e);

/* A verified copy, 0600, whole or not at all; over a file only with replace. Errors: RC_CANNOT_CREATE, RC_IO. */
enum rc file_backup(struct store *st, const char *to, bool replace, struct err *e);
/* Looks a backup over without writing: RC_OK when it can be restored, RC_DATA or RC_NO_INPUT otherwise. */
enum rc file_check(const char *path, struct err *e);
/* Puts a checked backup into a missing journal (whole or not at all), or over an open one in one transaction. */
enum rc file_restore_new(const char *from, const char *path, struct err *e);
enum rc file_restore_over(const char *from, struct store *st, struct err *e);

/* Is it an assay journal this program can read? Looks at the bytes only. RC_NO_INPUT, RC_DATA, RC_IO otherwise. */
enum rc file_look(const char *path, struct err *e);
/* For reading only, leaving no side file, as on a read-only medium. */
enum rc file_open_immutable(const char *path, struct store **out, struct err *e);

/* A closed file takes its place only when nothing stands there, and nothing that SQLite would read with it
 * (RC_CANNOT_CREATE); the folder is synced. */
enum rc file_place_new(const char *aside, const char *path, struct err *e);
enum rc file_sync_folder_of(const char *path, struct err *e);

/* Moves an older journal to the newest of n steps; a copy named PATH.before-vN is made first. */
struct schema_step;
enum rc file_bring_up(struct store *st, const char *path, const struct env *env, const struct schema_step *step,
                      size_t n, struct err *e);

bool file_exists(const char *path);
/* Writes bytes to a file that appears whole or not at all: aside, sync, rename; 0600. */
enum rc file_write(const char *path, struct span bytes, struct err *e);
/* A file of its own that becomes `path` at the end; for long outputs. */
struct file_out {
  int fd;
  char path[4096];
  char aside[4200];
};
enum rc file_out_begin(struct file_out *f, const char *path, struct err *e);
enum rc file_out_write(struct file_out *f, struct span bytes, struct err *e);
/* Keeps it when rc is RC_OK, else removes it; returns rc or why it could not be kept. */
enum rc file_out_end(struct file_out *f, enum rc rc, struct err *e);
/* mkdir -p of the folder a file will stand in, 0700. */
enum rc file_make_folder_of(const char *path, struct err *e);

#endif
