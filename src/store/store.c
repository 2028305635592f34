#include "store/store.h"

#include "store/query.h"
#include "store/schema.h"
#include "store/store_impl.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The version of assay that first reads the newest schema; written into journal.needs. */
static const char needs[] = "0.1.0";

static enum rc run(struct store *st, const char *sql, struct err *e)
{
  int code = sqlite3_exec(st->db, sql, NULL, NULL, NULL);

  return code == SQLITE_OK ? RC_OK : store_code(st, code, e);
}

enum rc store_code(struct store *st, int code, struct err *e)
{
  switch (code & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    err_set(e, RC_BUSY, "The journal is in use by another assay that is still writing.");
    err_fix(e, "Wait a moment and try again.");
    return RC_BUSY;
  case SQLITE_FULL:
    err_set(e, RC_IO, "The disk is full; nothing was changed.");
    err_fix(e, "Free some space and try again.");
    return RC_IO;
  case SQLITE_READONLY:
  case SQLITE_PERM:
    err_set(e, RC_IO, "The journal can be read but not written; nothing was changed.");
    err_fix(e, "Check who owns the file and its folder, or name another journal with --journal.");
    return RC_IO;
  case SQLITE_CANTOPEN:
  case SQLITE_IOERR:
    err_set(e, RC_IO, "The journal could not be read or written (%s).", sqlite3_errmsg(st->db));
    err_fix(e, "Check the disk; `assay doctor` looks the journal over.");
    return RC_IO;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    err_set(e, RC_DATA, "The journal is damaged (%s); nothing was changed.", sqlite3_errmsg(st->db));
    err_fix(e, "Keep the file, and restore the newest backup with `assay restore FILE`.");
    return RC_DATA;
  case SQLITE_TOOBIG:
    return err_set(e, RC_DATA, "That is longer than a journal can hold in one piece.");
  case SQLITE_NOMEM:
    return err_set(e, RC_NO_MEMORY, "There is not enough memory.");
  case SQLITE_INTERRUPT:
    return err_set(e, RC_INTERRUPTED, "Stopped; nothing was changed.");
  default:
    return err_set(e, RC_BUG, "The journal refused a change it should take (%s). This is a fault of assay.",
                   sqlite3_errmsg(st->db));
  }
}

sqlite3 *store_handle(struct store *st)
{
  return st->db;
}

enum rc store_attach(sqlite3 *db, bool read_only, struct store **out, struct err *e)
{
  struct store *st = calloc(1, sizeof *st);
  enum rc rc;

  if (st == NULL) {
    sqlite3_close(db);
    return err_set(e, RC_NO_MEMORY, "There is not enough memory.");
  }
  st->db = db;
  st->read_only = read_only;
  sqlite3_busy_timeout(db, STORE_WAIT_MS);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  rc = run(st,
           "PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;"
           "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000; PRAGMA secure_delete = OFF;",
           e);
  if (rc != RC_OK) {
    store_close(st);
    return rc;
  }
  *out = st;
  return RC_OK;
}

enum rc store_memory(const struct env *env, struct store **out, struct err *e)
{
  sqlite3 *db = NULL;
  struct store *st = NULL;
  enum rc rc;

  if (sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY, NULL) !=
      SQLITE_OK) {
    sqlite3_close(db);
    return err_set(e, RC_NO_MEMORY, "There is not enough memory.");
  }
  rc = store_attach(db, false, &st, e);
  if (rc == RC_OK)
    rc = store_migrate(st, env, e);
  if (rc != RC_OK) {
    store_close(st);
    return rc;
  }
  *out = st;
  return RC_OK;
}

void store_close(struct store *st)
{
  if (st == NULL)
    return;
  for (size_t i = 0; i < STORE_KEPT; i++)
    sqlite3_finalize(st->kept[i].s);
  sqlite3_busy_timeout(st->db, 0); /* whoever reads meanwhile folds the log in when it ends */
  if (st->wrote && !st->read_only)
    sqlite3_wal_checkpoint_v2(st->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  sqlite3_close(st->db);
  free(st);
}

bool store_read_only(const struct store *st)
{
  return st->read_only;
}

static int64_t one_int(struct store *st, const char *literal, int64_t otherwise)
{
  struct query q = query_of(st, literal);
  int64_t v = otherwise;

  if (query_row(&q))
    v = query_get_int(&q, 0);
  return query_end(&q, NULL) == RC_OK ? v : otherwise;
}

static int64_t pragma_int(const struct store *st, const char *literal)
{
  sqlite3_stmt *s = NULL;
  int64_t v = 0;

  if (sqlite3_prepare_v2(st->db, literal, -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
    v = sqlite3_column_int64(s, 0);
  sqlite3_finalize(s);
  return v;
}

const char *store_needs(void)
{
  return needs;
}

int store_version(const struct store *st)
{
  return (int)pragma_int(st, "PRAGMA user_version");
}

bool store_invented(const struct store *st)
{
  return pragma_int(st, "SELECT invented FROM journal") == 1;
}

enum rc store_mark_invented(struct store *st, struct err *e)
{
  struct query q = query_of(st, "UPDATE journal SET invented = 1");

  return query_run(&q, e);
}

int64_t store_revision(struct store *st)
{
  return one_int(st, "SELECT revision FROM journal", -1);
}

enum rc store_touch(struct store *st, struct err *e)
{
  struct query q = query_of(st, "UPDATE journal SET revision = revision + 1");

  return query_run(&q, e);
}

static enum rc describe(struct store *st, const struct env *env, struct err *e)
{
  unsigned char chance[10];
  struct uid uid;
  struct query q;

  if (!env->random(env->random_ctx, chance, sizeof chance))
    return err_set(e, RC_IO, "The system gave no random bytes.");
  uid = uid_make(env->now_s * 1000, chance);
  q = query_of(st, "INSERT INTO journal (one, uid, created_s, needs) VALUES (1, :uid, :created_s, :needs)");
  query_blob(&q, ":uid", uid.b, sizeof uid.b);
  query_int(&q, ":created_s", env->now_s);
  query_text(&q, ":needs", span_of(needs));
  return query_run(&q, e);
}

static enum rc renew_needs(struct store *st, struct err *e)
{
  struct query q = query_of(st, "UPDATE journal SET needs = :needs");

  query_text(&q, ":needs", span_of(needs));
  return query_run(&q, e);
}

static enum rc set_version(struct store *st, int version, struct err *e)
{
  char sql[96];

  /* PRAGMA takes no parameters; both figures are our own. */
  sqlite3_snprintf((int)sizeof sql, sql, "PRAGMA application_id = %d; PRAGMA user_version = %d;",
                   (int)STORE_APPLICATION_ID, version);
  return run(st, sql, e);
}

enum rc store_migrate(struct store *st, const struct env *env, struct err *e)
{
  return store_migrate_by(st, env, schema_step, schema_step_n, e);
}

enum rc store_migrate_by(struct store *st, const struct env *env, const struct schema_step *step, size_t n,
                         struct err *e)
{
  enum rc rc;
  int from;

  rc = store_begin(st, e);
  if (rc != RC_OK)
    return rc;
  from = store_version(st); /* read under the lock: another process may have been faster */
  for (size_t i = (size_t)from; rc == RC_OK && i < n; i++)
    rc = run(st, step[i].sql, e);
  if (rc == RC_OK && from == 0)
    rc = describe(st, env, e);
  if (rc == RC_OK && from > 0 && (size_t)from < n)
    rc = renew_needs(st, e);
  if (rc == RC_OK && (size_t)from < n)
    rc = set_version(st, (int)n, e);
  return store_end(st, rc, e);
}

void store_wait(struct store *st, int wait_ms)
{
  sqlite3_busy_timeout(st->db, wait_ms);
}

bool store_begin_at_once(struct store *st)
{
  bool begun;

  store_wait(st, 0);
  begun = store_begin(st, NULL) == RC_OK;
  store_wait(st, STORE_WAIT_MS);
  return begun;
}

enum rc store_begin(struct store *st, struct err *e)
{
  struct query q;

  if (st->depth++ > 0)
    return RC_OK;
  q = query_of(st, "BEGIN IMMEDIATE");
  enum rc rc = query_run(&q, e);

  if (rc != RC_OK)
    st->depth--;
  else
    st->wrote = true;
  return rc;
}

enum rc store_end(struct store *st, enum rc rc, struct err *e)
{
  assert(st->depth > 0);
  if (--st->depth > 0)
    return rc;
  if (rc == RC_OK) {
    struct query q = query_of(st, "COMMIT");

    rc = query_run(&q, e);
    if (rc == RC_OK)
      return RC_OK;
  }
  sqlite3_exec(st->db, "ROLLBACK", NULL, NULL, NULL);
  return rc;
}
