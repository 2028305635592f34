/* Copies of the journal: backup and restore. */
#include "store/native/file.h"

#include "store/schema.h"
#include "store/store_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 4200 };

static enum rc copy_pages(sqlite3 *to, sqlite3 *from, struct err *e)
{
  sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
  int code = SQLITE_ERROR;

  if (b != NULL) {
    int tries = 0;

    do {
      code = sqlite3_backup_step(b, -1);
      if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        sqlite3_sleep(50);
    } while ((code == SQLITE_BUSY || code == SQLITE_LOCKED) && ++tries < STORE_WAIT_MS / 50);
    sqlite3_backup_finish(b);
  }
  if (code == SQLITE_DONE)
    return RC_OK;
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
    return err_set(e, RC_BUSY, "The journal is in use by another assay; nothing was changed.");
  return err_set(e, RC_IO, "The copy failed (%s); nothing was changed.", sqlite3_errmsg(to));
}

static enum rc plain_open(const char *path, int flags, sqlite3 **db, struct err *e)
{
  if (sqlite3_open_v2(path, db, flags, NULL) == SQLITE_OK)
    return RC_OK;
  err_set(e, RC_IO, "The file cannot be opened (%s).", *db == NULL ? "memory is short" : sqlite3_errmsg(*db));
  err_where(e, "%s", path);
  sqlite3_close(*db);
  *db = NULL;
  return RC_IO;
}

static enum rc check_integrity(sqlite3 *db, const char *path, struct err *e)
{
  sqlite3_stmt *s = NULL;
  bool good = sqlite3_prepare_v2(db, "PRAGMA integrity_check(1)", -1, &s, NULL) == SQLITE_OK &&
              sqlite3_step(s) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(s, 0), "ok") == 0;

  sqlite3_finalize(s);
  if (good)
    return RC_OK;
  err_set(e, RC_DATA, "The copy is damaged; nothing was changed.");
  err_where(e, "%s", path);
  err_fix(e, "Try an older backup.");
  return RC_DATA;
}

/* from -> a new file aside -> verified -> synced -> path. */
static enum rc copy_to_file(sqlite3 *from, const char *path, bool replace, struct err *e)
{
  char aside[PATH_BYTES];
  sqlite3 *to = NULL;
  enum rc rc;
  int fd;

  if (!replace && file_exists(path)) {
    err_set(e, RC_CANNOT_CREATE, "There is a file of that name already; it was left as it is.");
    err_where(e, "%s", path);
    err_fix(e, "Choose another name.");
    return RC_CANNOT_CREATE;
  }
  if (snprintf(aside, sizeof aside, "%s.part-%ld", path, (long)getpid()) >= (int)sizeof aside)
    return err_set(e, RC_USAGE, "The path %.80s... is too long.", path);
  unlink(aside);
  fd = open(aside, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) {
    err_set(e, RC_CANNOT_CREATE, "The file cannot be made (%s).", strerror(errno));
    err_where(e, "%s", path);
    err_fix(e, "Choose a folder that exists and that you may write to.");
    return RC_CANNOT_CREATE;
  }
  rc = plain_open(aside, SQLITE_OPEN_READWRITE, &to, e);
  if (rc == RC_OK)
    rc = copy_pages(to, from, e);
  if (rc == RC_OK)
    rc = check_integrity(to, path, e);
  sqlite3_close(to);
  if (rc == RC_OK && fsync(fd) != 0)
    rc = err_set(e, RC_IO, "The file could not be written (%s).", strerror(errno));
  close(fd);
  if (rc == RC_OK && !replace)
    rc = file_place_new(aside, path, e);
  else if (rc == RC_OK && rename(aside, path) != 0)
    rc = err_set(e, RC_CANNOT_CREATE, "The file cannot be put in its place (%s).", strerror(errno));
  else if (rc == RC_OK)
    rc = file_sync_folder_of(path, e);
  unlink(aside);
  return rc;
}

enum rc file_backup(struct store *st, const char *to, bool replace, struct err *e)
{
  enum rc rc = copy_to_file(st->db, to, replace, e);

  /* Verified by reopening: as a person would get it back. */
  return rc == RC_OK ? file_check(to, e) : rc;
}

/* Changes that were never folded into the file would be missing from what is restored. */
static enum rc no_open_log(const char *path, struct err *e)
{
  char wal[PATH_BYTES];
  struct stat s;

  if (snprintf(wal, sizeof wal, "%s-wal", path) >= (int)sizeof wal || stat(wal, &s) != 0 || s.st_size == 0)
    return RC_OK;
  err_set(e, RC_DATA, "A write to this file was not finished, so it is not whole by itself.");
  err_where(e, "%s", path);
  err_fix(e, "Open it once with `assay --journal FILE list`, then try again.");
  return RC_DATA;
}

enum rc file_check(const char *path, struct err *e)
{
  struct store *st = NULL;
  sqlite3 *db = NULL;
  enum rc rc = file_look(path, e);

  if (rc == RC_OK)
    rc = no_open_log(path, e);
  if (rc != RC_OK)
    return rc;
  rc = file_open_immutable(path, &st, NULL);
  if (rc != RC_OK) {
    err_set(e, RC_DATA, "This backup is damaged; nothing was changed.");
    err_where(e, "%s", path);
    err_fix(e, "Try an older backup.");
    return RC_DATA;
  }
  db = st->db;
  rc = check_integrity(db, path, e);
  store_close(st);
  return rc;
}

enum rc file_restore_new(const char *from, const char *path, struct err *e)
{
  struct store *st = NULL;
  enum rc rc = file_make_folder_of(path, e);

  if (rc == RC_OK)
    rc = file_open_immutable(from, &st, e);
  if (rc == RC_OK)
    rc = copy_to_file(st->db, path, false, e);
  store_close(st);
  return rc;
}

enum rc file_restore_over(const char *from, struct store *st, struct err *e)
{
  struct store *source = NULL;
  enum rc rc = file_open_immutable(from, &source, e);

  if (rc != RC_OK)
    return rc;
  rc = copy_pages(st->db, source->db, e);
  st->wrote = true;
  store_close(source);
  return rc;
}
