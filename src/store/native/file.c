#include "store/native/file.h"

#include "store/schema.h"
#include "store/store_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 4096, SQLITE_HEADER = 100, HEADER_USER_VERSION = 60, HEADER_APPLICATION_ID = 68 };

bool file_exists(const char *path)
{
  struct stat s;

  return stat(path, &s) == 0;
}

/* The folder a file lies in, in `out`, which is as long as the path: "." for a bare name. */
static void folder_of(const char *path, char out[PATH_BYTES])
{
  char *slash;

  snprintf(out, PATH_BYTES, "%s", path);
  slash = strrchr(out, '/');
  if (slash == NULL)
    snprintf(out, PATH_BYTES, ".");
  else
    slash[slash == out] = '\0'; /* "/x" lies in "/" */
}

enum rc file_sync_folder_of(const char *path, struct err *e)
{
  char folder[PATH_BYTES];
  int fd;

  folder_of(path, folder);
  fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL && errno != EROFS)) {
    if (fd >= 0)
      close(fd);
    return err_set(e, RC_IO, "The folder of %s could not be written (%s).", path, strerror(errno));
  }
  close(fd);
  return RC_OK;
}

enum rc file_make_folder_of(const char *path, struct err *e)
{
  char folder[PATH_BYTES];

  if (strlen(path) >= sizeof folder)
    return err_set(e, RC_USAGE, "The path of the journal is too long.");
  folder_of(path, folder);
  for (char *p = folder + 1;; p++) {
    if (*p != '/' && *p != '\0')
      continue;
    char was = *p;

    *p = '\0';
    if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
      err_set(e, RC_CANNOT_CREATE, "The folder %s cannot be made (%s).", folder, strerror(errno));
      err_fix(e, "Name a place you may write to with --journal FILE.");
      return RC_CANNOT_CREATE;
    }
    *p = was;
    if (was == '\0')
      return RC_OK;
  }
}

static bool beside_exists(const char *path, const char *suffix)
{
  char name[PATH_BYTES + 16];

  snprintf(name, sizeof name, "%s%s", path, suffix);
  return file_exists(name);
}

/* SQLite would take what an earlier journal left beside for a part of the new one. */
static enum rc no_leftover(const char *path, struct err *e)
{
  if (!beside_exists(path, "-wal") && !beside_exists(path, "-journal"))
    return RC_OK;
  err_set(e, RC_CANNOT_CREATE, "A part of an earlier journal lies at that place; nothing was written.");
  err_where(e, "%s-wal", path);
  err_fix(e, "Put the earlier journal back beside it, or move that file away.");
  return RC_CANNOT_CREATE;
}

enum rc file_place_new(const char *aside, const char *path, struct err *e)
{
  enum rc rc = no_leftover(path, e);

  if (rc != RC_OK)
    return rc;
  if (renameat2(AT_FDCWD, aside, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return file_sync_folder_of(path, e);
  if (errno == ENOSYS || errno == EINVAL) { /* a file system that cannot: two steps */
    if (link(aside, path) == 0) {
      unlink(aside);
      return file_sync_folder_of(path, e);
    }
  }
  err_set(e, RC_CANNOT_CREATE, "The file cannot be put in its place (%s).", strerror(errno));
  err_where(e, "%s", path);
  err_fix(e, errno == EEXIST ? "Choose another name." : "Choose a folder that exists and that you may write to.");
  return RC_CANNOT_CREATE;
}

/* --- outputs that appear whole ------------------------------------------------------------------------------------ */

enum rc file_out_begin(struct file_out *f, const char *path, struct err *e)
{
  struct stat s;

  f->fd = -1;
  if (strlen(path) >= sizeof f->path)
    return err_set(e, RC_USAGE, "The path %.80s... is too long.", path);
  snprintf(f->path, sizeof f->path, "%s", path);
  if (stat(path, &s) == 0) { /* what a link points to is replaced, not the link; a device or a folder never */
    char *real = realpath(path, NULL);

    if (!S_ISREG(s.st_mode) || real == NULL || strlen(real) >= sizeof f->path) {
      free(real);
      err_set(e, RC_CANNOT_CREATE, "That is a folder or a device, not a file.");
      err_where(e, "%s", path);
      err_fix(e, "Choose another name; without -o the output goes to standard output.");
      return RC_CANNOT_CREATE;
    }
    snprintf(f->path, sizeof f->path, "%s", real);
    free(real);
  }
  snprintf(f->aside, sizeof f->aside, "%s.part-%ld", f->path, (long)getpid());
  unlink(f->aside);
  f->fd = open(f->aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (f->fd < 0) {
    err_set(e, RC_CANNOT_CREATE, "The file cannot be made (%s).", strerror(errno));
    err_where(e, "%s", path);
    err_fix(e, "Choose a folder that exists and that you may write to.");
    return RC_CANNOT_CREATE;
  }
  return RC_OK;
}

enum rc file_out_write(struct file_out *f, struct span bytes, struct err *e)
{
  while (bytes.n > 0) {
    ssize_t n = write(f->fd, bytes.p, bytes.n);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0) {
      err_set(e, RC_IO, "The file could not be written (%s).", strerror(errno));
      err_where(e, "%s", f->path);
      return RC_IO;
    }
    bytes = span_from(bytes, (size_t)n);
  }
  return RC_OK;
}

enum rc file_out_end(struct file_out *f, enum rc rc, struct err *e)
{
  if (f->fd < 0)
    return rc;
  if (rc == RC_OK && fsync(f->fd) != 0)
    rc = err_set(e, RC_IO, "The file could not be written (%s).", strerror(errno));
  if (close(f->fd) != 0 && rc == RC_OK)
    rc = err_set(e, RC_IO, "The file could not be written (%s).", strerror(errno));
  if (rc == RC_OK && rename(f->aside, f->path) != 0)
    rc = err_set(e, RC_CANNOT_CREATE, "The file cannot be put in its place (%s).", strerror(errno));
  if (rc != RC_OK) {
    unlink(f->aside);
    return rc;
  }
  return file_sync_folder_of(f->path, e);
}

enum rc file_write(const char *path, struct span bytes, struct err *e)
{
  struct file_out f;
  enum rc rc = file_out_begin(&f, path, e);

  if (rc != RC_OK)
    return rc;
  return file_out_end(&f, file_out_write(&f, bytes, e), e);
}

/* --- what lies there ---------------------------------------------------------------------------------------------- */

static uint32_t big_endian(const unsigned char *p)
{
  return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static enum rc not_ours(const char *path, struct err *e)
{
  err_set(e, RC_DATA, "This file is not an assay journal; nothing was written.");
  err_where(e, "%s", path);
  err_fix(e, "Name another file with --journal FILE; to read a diary of another program use `assay import FILE`.");
  return RC_DATA;
}

/* "file:" plus the path with what a URI reads as its own escaped. Free with sqlite3_free. */
static char *uri_of(const char *path, const char *query)
{
  sqlite3_str *s = sqlite3_str_new(NULL);

  sqlite3_str_appendall(s, path[0] == '/' ? "file://" : "file:./");
  for (const char *p = path; *p != '\0'; p++) {
    if (strchr("%?#", *p) != NULL)
      sqlite3_str_appendf(s, "%%%02x", (unsigned)(unsigned char)*p);
    else
      sqlite3_str_appendchar(s, 1, *p);
  }
  sqlite3_str_appendf(s, "?%s", query);
  return sqlite3_str_finish(s);
}

/* The first version of assay that reads a newer journal, as the journal says; empty when it cannot be asked. */
static void ask_needs(const char *path, char *out, size_t n)
{
  char *uri = uri_of(path, "immutable=1");
  sqlite3 *db = NULL;
  sqlite3_stmt *s = NULL;

  out[0] = '\0';
  if (uri != NULL && sqlite3_open_v2(uri, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL) == SQLITE_OK &&
      sqlite3_prepare_v2(db, "SELECT needs FROM journal", -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
    snprintf(out, n, "%s", (const char *)sqlite3_column_text(s, 0));
  sqlite3_finalize(s);
  sqlite3_close(db);
  sqlite3_free(uri);
}

static enum rc too_new(const char *path, long version, struct err *e)
{
  char needed[32];

  ask_needs(path, needed, sizeof needed);
  err_set(e, RC_DATA,
          "This journal was written by a newer assay: it has version %ld, this program reads up to version %zu. "
          "Nothing was changed.",
          version, schema_step_n);
  err_where(e, "%s", path);
  if (needed[0] != '\0' && strcmp(needed, store_needs()) != 0)
    err_fix(e, "The journal says that assay %s or later can read it: install that (or the newest) version.", needed);
  else
    err_fix(e, "Install the newest assay; it can read it.");
  return RC_DATA;
}

/* Looks at the bytes before SQLite does, so that a foreign or newer file stays untouched. */
enum rc file_look(const char *path, struct err *e)
{
  unsigned char head[SQLITE_HEADER] = {0};
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat s;
  ssize_t n;

  if (fd < 0) {
    enum rc rc = errno == ENOENT || errno == ENOTDIR ? RC_NO_INPUT : RC_IO;

    err_set(e, rc, errno == ENOENT ? "There is no journal here yet." : "The journal cannot be opened (%s).",
            strerror(errno));
    err_where(e, "%s", path);
    err_fix(e, rc == RC_NO_INPUT ? "`assay init` makes one; so does the first `assay log \"pain 6\"`."
                                 : "Check who may read the file.");
    return rc;
  }
  if (fstat(fd, &s) != 0 || !S_ISREG(s.st_mode)) {
    close(fd);
    err_set(e, RC_DATA, "This is a folder or a device, not a journal.");
    err_where(e, "%s", path);
    err_fix(e, "Name a file with --journal FILE.");
    return RC_DATA;
  }
  n = read(fd, head, sizeof head);
  close(fd);
  if (n < (ssize_t)sizeof head || memcmp(head, "SQLite format 3", 16) != 0 ||
      big_endian(head + HEADER_APPLICATION_ID) != STORE_APPLICATION_ID)
    return not_ours(path, e);
  if (big_endian(head + HEADER_USER_VERSION) > schema_step_n)
    return too_new(path, (long)big_endian(head + HEADER_USER_VERSION), e);
  return RC_OK;
}

/* --- opening ------------------------------------------------------------------------------------------------------ */

static bool folder_writable(const char *path)
{
  char folder[PATH_BYTES];

  folder_of(path, folder);
  return access(folder, W_OK) == 0;
}

static enum rc open_db(const char *path, bool read_only, struct store **out, struct err *e)
{
  char *uri = uri_of(path, read_only ? "immutable=1" : "mode=rw");
  sqlite3 *db = NULL;
  int flags = SQLITE_OPEN_URI | (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
  int code = uri == NULL ? SQLITE_NOMEM : sqlite3_open_v2(uri, &db, flags, NULL);

  sqlite3_free(uri);
  if (code != SQLITE_OK) {
    err_set(e, RC_IO, "The journal cannot be opened (%s).", db == NULL ? "memory is short" : sqlite3_errmsg(db));
    err_where(e, "%s", path);
    sqlite3_close(db);
    return RC_IO;
  }
  return store_attach(db, read_only, out, e);
}

/* WAL stays set in the file; asking costs a read and brings damage to light early. */
static enum rc use_wal(struct store *st, struct err *e)
{
  int code = sqlite3_exec(st->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);

  return code == SQLITE_OK ? RC_OK : store_code(st, code, e);
}

static enum rc probe(struct store *st, struct err *e)
{
  int code = sqlite3_exec(st->db, "SELECT revision FROM journal", NULL, NULL, NULL);

  if (code == SQLITE_ERROR) { /* our number on somebody else's tables */
    err_set(e, RC_DATA, "This file is not an assay journal; nothing was written.");
    err_fix(e, "Name another file with --journal FILE.");
    return RC_DATA;
  }
  return code == SQLITE_OK ? RC_OK : store_code(st, code, e);
}

/* An older journal: keep a copy beside it, then run the missing steps. */
enum rc file_bring_up(struct store *st, const char *path, const struct env *env, const struct schema_step *step,
                      size_t n, struct err *e)
{
  char copy[PATH_BYTES + 64];
  int version = store_version(st);

  if ((size_t)version >= n)
    return RC_OK;
  snprintf(copy, sizeof copy, "%s.before-v%zu", path, n);
  enum rc rc = file_exists(copy) ? RC_OK : file_backup(st, copy, false, e); /* a copy of before stays as it is */

  return rc == RC_OK ? store_migrate_by(st, env, step, n, e) : rc;
}

static enum rc open_existing(const char *path, const struct env *env, struct store **out, struct err *e)
{
  struct store *st = NULL;
  struct err first = {0};
  bool writable = access(path, W_OK) == 0 && folder_writable(path);
  enum rc rc = file_look(path, e);

  if (rc != RC_OK)
    return rc;
  if (writable) {
    rc = open_db(path, false, &st, &first);
    if (rc == RC_OK)
      rc = probe(st, &first);
    if (rc == RC_OK)
      rc = file_bring_up(st, path, env, schema_step, schema_step_n, &first);
    if (rc == RC_OK) {
      *out = st;
      return RC_OK;
    }
    store_close(st);
    st = NULL;
    if (rc != RC_IO) {
      *e = first;
      return rc;
    }
  }
  if (beside_exists(path, "-wal")) {
    err_set(e, RC_IO, "The journal's folder is read-only and a write to it was not finished.");
    err_where(e, "%s", path);
    err_fix(e, "Copy the journal and the file %s-wal to a folder you may write to, and open it there.", path);
    return RC_IO;
  }
  return file_open_immutable(path, out, e);
}

enum rc file_open_immutable(const char *path, struct store **out, struct err *e)
{
  struct store *st = NULL;
  enum rc rc = open_db(path, true, &st, e);

  if (rc == RC_OK)
    rc = probe(st, e);
  if (rc != RC_OK) {
    store_close(st);
    return rc;
  }
  *out = st;
  return RC_OK;
}

/* A journal appears whole: made aside, closed, synced, then linked into place; who comes second uses the first's. */
static enum rc make_new(const char *path, const struct env *env, bool *made, struct err *e)
{
  char aside[PATH_BYTES + 32];
  struct store *st = NULL;
  enum rc rc = file_make_folder_of(path, e);
  int fd;

  if (rc != RC_OK)
    return rc;
  snprintf(aside, sizeof aside, "%s.new-%ld", path, (long)getpid());
  unlink(aside);
  fd = open(aside, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) {
    err_set(e, RC_CANNOT_CREATE, "The journal cannot be made (%s).", strerror(errno));
    err_where(e, "%s", path);
    err_fix(e, "Name a place you may write to with --journal FILE.");
    return RC_CANNOT_CREATE;
  }
  rc = open_db(aside, false, &st, e);
  if (rc == RC_OK)
    rc = store_migrate(st, env, e);
  if (rc == RC_OK)
    rc = use_wal(st, e);
  store_close(st);
  if (rc == RC_OK && fsync(fd) != 0)
    rc = err_set(e, RC_IO, "The journal could not be written (%s).", strerror(errno));
  close(fd);
  if (rc == RC_OK) {
    rc = file_place_new(aside, path, e);
    *made = rc == RC_OK;
    if (rc != RC_OK && file_exists(path))
      rc = RC_OK; /* another was faster: its journal is used */
  }
  unlink(aside);
  return rc;
}

enum rc file_open(const char *path, enum file_how how, const struct env *env, struct store **out, bool *made,
                  struct err *e)
{
  bool fresh = false;
  enum rc rc = RC_OK;

  if (how == FILE_MAKE && !file_exists(path))
    rc = make_new(path, env, &fresh, e);
  if (rc == RC_OK)
    rc = open_existing(path, env, out, e);
  if (made != NULL)
    *made = fresh;
  return rc;
}
