#include "exchange/import_repo.h"

#include "store/query.h"

#include <math.h>
#include <sqlite3.h>

enum rc import_rekey(struct store *st, int64_t id, const struct import_key *key, struct err *e)
{
  struct query q = query_of(st, "UPDATE entry SET import_key = :import_key WHERE id = :id");

  query_blob(&q, ":import_key", key->b, sizeof key->b);
  query_int(&q, ":id", id);
  return query_run(&q, e);
}

enum rc import_revive(struct store *st, int64_t id, struct err *e)
{
  struct query q = query_of(st, "UPDATE entry SET state = 0 WHERE id = :id");

  query_int(&q, ":id", id);
  return query_run(&q, e);
}

static int bind_text(sqlite3_stmt *s, int at, struct span v)
{
  return sqlite3_bind_text64(s, at, v.n > 0 ? v.p : "", v.n, SQLITE_STATIC, SQLITE_UTF8);
}

static int bind_real(sqlite3_stmt *s, int at, double v)
{
  return isfinite(v) ? sqlite3_bind_double(s, at, v) : sqlite3_bind_null(s, at);
}

enum rc import_add(struct store *st, struct action *a, struct entry *en, const struct import_key *key, struct err *e)
{
  struct query q = query_of(
    st, "INSERT INTO entry (uid, kind, what, at_s, offset_s, precision, value, bound, unit, note, range_lo, range_hi,"
        " entered_s, entered_offset_s, action, source, imported, import_key)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)");
  sqlite3_stmt *s = q.s;
  int bad = 0;
  enum rc rc;

  en->uid = action_uid(a);
  en->action = a->id;
  if (s != NULL) {
    bad |= sqlite3_bind_blob(s, 1, en->uid.b, sizeof en->uid.b, SQLITE_STATIC);
    bad |= bind_text(s, 2, span_of(kind_name(en->kind)));
    bad |= bind_text(s, 3, en->what);
    bad |= sqlite3_bind_int64(s, 4, en->at.at_s);
    bad |= sqlite3_bind_int(s, 5, en->at.offset_s);
    bad |= sqlite3_bind_int(s, 6, (int)en->at.precision);
    bad |= bind_real(s, 7, en->value);
    bad |= en->bound == 0 ? sqlite3_bind_null(s, 8) : bind_text(s, 8, en->bound == '<' ? SPAN("<") : SPAN(">"));
    bad |= bind_text(s, 9, en->unit);
    bad |= bind_text(s, 10, en->note);
    bad |= bind_real(s, 11, en->range_lo);
    bad |= bind_real(s, 12, en->range_hi);
    bad |= sqlite3_bind_int64(s, 13, en->entered.at_s);
    bad |= sqlite3_bind_int(s, 14, en->entered.offset_s);
    bad |= sqlite3_bind_int64(s, 15, a->id);
    bad |= bind_text(s, 16, en->source);
    bad |= sqlite3_bind_int(s, 17, en->imported);
    bad |= sqlite3_bind_blob(s, 18, key->b, sizeof key->b, SQLITE_STATIC);
  }
  if (bad != SQLITE_OK)
    q.code = SQLITE_NOMEM; /* nothing else can go wrong with a place that is there */
  rc = query_run(&q, e);
  if (rc != RC_OK)
    return rc;
  en->id = sqlite3_last_insert_rowid(store_handle(st));
  if (a->first_entry == 0)
    a->first_entry = en->id;
  a->last_entry = en->id;
  return RC_OK;
}
