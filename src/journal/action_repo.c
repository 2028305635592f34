#include "journal/record.h"

#include "store/query.h"

#include <string.h>

static const char *const table_name[RECORD_TABLE_COUNT] = {"entry", "product", "scale", "condition", "profile"};

static const char *const select_row[RECORD_TABLE_COUNT] = {
  "SELECT * FROM entry WHERE id = :id",
  "SELECT * FROM product WHERE id = :id",
  "SELECT * FROM scale WHERE id = :id",
  "SELECT * FROM condition WHERE id = :id",
  "SELECT * FROM profile WHERE id = :id",
};

/* Everything of a row but its id, from a body of `past`. */
static const char *const restore_row[RECORD_TABLE_COUNT] = {
  "UPDATE entry SET uid = :uid, state = :state, kind = :kind, what = :what, at_s = :at_s, offset_s = :offset_s,"
  " precision = :precision, value = :value, bound = :bound, unit = :unit, note = :note, range_lo = :range_lo,"
  " range_hi = :range_hi, entered_s = :entered_s, entered_offset_s = :entered_offset_s, action = :action,"
  " source = :source, imported = :imported, import_key = :import_key WHERE id = :id",
  "UPDATE product SET uid = :uid, state = :state, action = :action, name = :name, class = :class,"
  " ingredient = :ingredient, form = :form, label_mitragynine_mg = :label_mitragynine_mg,"
  " label_mitragynine_per = :label_mitragynine_per, label_hydroxy_mg = :label_hydroxy_mg,"
  " label_hydroxy_per = :label_hydroxy_per, certificate_mitragynine_mg = :certificate_mitragynine_mg,"
  " certificate_mitragynine_per = :certificate_mitragynine_per, certificate_hydroxy_mg = :certificate_hydroxy_mg,"
  " certificate_hydroxy_per = :certificate_hydroxy_per, unit_mass_g = :unit_mass_g WHERE id = :id",
  "UPDATE scale SET uid = :uid, state = :state, action = :action, name = :name, lo = :lo, hi = :hi, step = :step,"
  " better = :better, day = :day, unit = :unit WHERE id = :id",
  "UPDATE condition SET uid = :uid, state = :state, action = :action, name = :name, since = :since, ended = :ended"
  " WHERE id = :id",
  "UPDATE profile SET uid = :uid, state = :state, action = :action, key = :key, value = :value WHERE id = :id",
};

/* Rows an action made: from state :from to state :to. Entries lie between its first and last. */
static const char *const turn_made[RECORD_TABLE_COUNT] = {
  "UPDATE entry SET state = :to WHERE action = :action AND state = :from"
  " AND id BETWEEN (SELECT first_entry FROM action WHERE id = :action)"
  " AND (SELECT last_entry FROM action WHERE id = :action)",
  "UPDATE product SET state = :to WHERE action = :action AND state = :from",
  "UPDATE scale SET state = :to WHERE action = :action AND state = :from",
  "UPDATE condition SET state = :to WHERE action = :action AND state = :from",
  "UPDATE profile SET state = :to WHERE action = :action AND state = :from",
};

enum rc action_begin(struct store *st, const struct env *env, const char *verb, struct span said, struct action *out,
                     struct err *e)
{
  unsigned char chance[10];
  struct action a = {.at = env_now(env)};
  struct query q;
  enum rc rc;

  if (!env->random(env->random_ctx, chance, sizeof chance))
    return err_set(e, RC_IO, "The system gave no random bytes.");
  a.uid = uid_make(env->now_s * 1000, chance);
  a.next = uid_next(&a.uid);
  q = query_of(st, "UPDATE action SET state = 2 WHERE state = 1");
  rc = query_run(&q, e);
  if (rc != RC_OK)
    return rc;
  q = query_of(st, "INSERT INTO action (uid, verb, said, at_s, offset_s)"
                   " VALUES (:uid, :verb, :said, :at_s, :offset_s) RETURNING id");
  query_blob(&q, ":uid", a.uid.b, sizeof a.uid.b);
  query_text(&q, ":verb", span_of(verb));
  query_text(&q, ":said", said);
  query_int(&q, ":at_s", a.at.at_s);
  query_int(&q, ":offset_s", a.at.offset_s);
  if (query_row(&q))
    a.id = query_get_int(&q, 0);
  rc = query_run(&q, e);
  if (rc == RC_OK)
    *out = a;
  return rc;
}

enum rc action_end(struct store *st, const struct action *a, struct err *e)
{
  if (a->first_entry != 0) {
    struct query q = query_of(st, "UPDATE action SET first_entry = :first, last_entry = :last WHERE id = :id");

    query_int(&q, ":first", a->first_entry);
    query_int(&q, ":last", a->last_entry);
    query_int(&q, ":id", a->id);
    enum rc rc = query_run(&q, e);

    if (rc != RC_OK)
      return rc;
  }
  return store_touch(st, e);
}

struct uid action_uid(struct action *a)
{
  struct uid u = a->next;

  a->next = uid_next(&u);
  return u;
}

static enum rc row_body(struct store *st, enum record_table t, int64_t id, struct buf *body, struct err *e)
{
  struct query q = query_of(st, select_row[t]);

  query_int(&q, ":id", id);
  if (query_row(&q))
    query_json(&q, body);
  enum rc rc = query_end(&q, e);

  if (rc == RC_OK && body->failed)
    return err_set(e, RC_NO_MEMORY, "There is not enough memory.");
  return rc;
}

enum rc record_keep(struct store *st, const struct action *a, enum record_table t, int64_t id, struct err *e)
{
  struct buf body = {0};
  enum rc rc = row_body(st, t, id, &body, e);

  if (rc == RC_OK) {
    struct query q = query_of(st, "INSERT INTO past (action, tbl, row, body) VALUES (:action, :tbl, :row, :body)");

    query_int(&q, ":action", a->id);
    query_text(&q, ":tbl", span_of(table_name[t]));
    query_int(&q, ":row", id);
    query_text(&q, ":body", buf_span(&body));
    rc = query_run(&q, e);
  }
  buf_done(&body);
  return rc;
}

enum rc action_newest(struct store *st, bool redo, struct arena *arena, struct action_row *out, struct err *e)
{
  static const char undo_sql[] = "SELECT id, verb, said, at_s, offset_s, coalesce(last_entry - first_entry + 1, 0),"
                                 " (SELECT count(*) FROM past WHERE past.action = action.id)"
                                 " FROM action WHERE state = 0 ORDER BY id DESC LIMIT 1";
  static const char redo_sql[] = "SELECT id, verb, said, at_s, offset_s, coalesce(last_entry - first_entry + 1, 0),"
                                 " (SELECT count(*) FROM past WHERE past.action = action.id)"
                                 " FROM action WHERE state = 1 ORDER BY id LIMIT 1";
  struct query q = query_of(st, redo ? redo_sql : undo_sql);
  struct action_row row = {0};

  if (query_row(&q)) {
    row.id = query_get_int(&q, 0);
    row.verb = arena_copy(arena, query_get_text(&q, 1));
    row.said = arena_copy(arena, query_get_text(&q, 2));
    row.at = (struct instant){query_get_int(&q, 3), (int32_t)query_get_int(&q, 4), PRECISION_SECOND};
    row.rows = query_get_int(&q, 5) + query_get_int(&q, 6);
  }
  enum rc rc = query_end(&q, e);

  if (rc == RC_OK)
    *out = row;
  return rc;
}

static bool table_parse(struct span name, enum record_table *out)
{
  for (size_t i = 0; i < RECORD_TABLE_COUNT; i++) {
    if (span_is(name, table_name[i])) {
      *out = (enum record_table)i;
      return true;
    }
  }
  return false;
}

/* Exchanges a past body with the row as it stands, so that turning back works the same way. */
static enum rc swap_body(struct store *st, int64_t past_id, enum record_table t, int64_t row, struct span body,
                         struct err *e)
{
  struct buf now = {0};
  struct query q;
  enum rc rc = row_body(st, t, row, &now, e);

  if (rc == RC_OK) {
    q = query_of(st, restore_row[t]);
    rc = query_bind_json(&q, body, e);
    if (rc == RC_OK)
      rc = query_run(&q, e);
    else
      query_end(&q, NULL);
  }
  if (rc == RC_OK) {
    q = query_of(st, "UPDATE past SET body = :body WHERE id = :id");
    query_text(&q, ":body", buf_span(&now));
    query_int(&q, ":id", past_id);
    rc = query_run(&q, e);
  }
  buf_done(&now);
  return rc;
}

/* One past row at a time, in the order that undoes (newest first) or redoes them. */
static enum rc swap_all(struct store *st, int64_t action, bool redo, entry_changed_fn changed, void *ctx, struct err *e)
{
  static const char back[] = "SELECT id, tbl, row, body FROM past WHERE action = :action AND id < :after"
                             " ORDER BY id DESC LIMIT 1";
  static const char forth[] = "SELECT id, tbl, row, body FROM past WHERE action = :action AND id > :after"
                              " ORDER BY id LIMIT 1";
  struct arena arena = {0};
  int64_t after = redo ? 0 : INT64_MAX;
  enum rc rc = RC_OK;
  bool more = true;

  while (rc == RC_OK && more) {
    struct query q = query_of(st, redo ? forth : back);
    enum record_table t = RECORD_ENTRY;
    struct span body = {0};
    int64_t row = 0;

    arena_reset(&arena);
    query_int(&q, ":action", action);
    query_int(&q, ":after", after);
    more = query_row(&q);
    if (more) {
      after = query_get_int(&q, 0);
      more = table_parse(query_get_text(&q, 1), &t);
      row = query_get_int(&q, 2);
      body = arena_copy(&arena, query_get_text(&q, 3));
    }
    rc = query_end(&q, e);
    if (rc == RC_OK && more)
      rc = swap_body(st, after, t, row, body, e);
    if (rc == RC_OK && more && t == RECORD_ENTRY && changed != NULL)
      rc = changed(ctx, row, e);
  }
  arena_done(&arena);
  return rc;
}

static enum rc turn_rows(struct store *st, int64_t action, enum row_state from, enum row_state to, struct err *e)
{
  enum rc rc = RC_OK;

  for (size_t t = 0; rc == RC_OK && t < RECORD_TABLE_COUNT; t++) {
    struct query q = query_of(st, turn_made[t]);

    query_int(&q, ":to", to);
    query_int(&q, ":from", from);
    query_int(&q, ":action", action);
    rc = query_run(&q, e);
  }
  return rc;
}

enum rc action_turn(struct store *st, int64_t id, bool redo, entry_changed_fn changed, void *ctx, struct err *e)
{
  struct query q;
  enum rc rc;

  /* Made rows come back before their later changes do, and go after these went. */
  rc = redo ? turn_rows(st, id, ROW_UNDONE, ROW_LIVE, e) : swap_all(st, id, false, changed, ctx, e);
  if (rc == RC_OK)
    rc = redo ? swap_all(st, id, true, changed, ctx, e) : turn_rows(st, id, ROW_LIVE, ROW_UNDONE, e);
  if (rc != RC_OK)
    return rc;
  q = query_of(st, "UPDATE action SET state = :state WHERE id = :id");
  query_int(&q, ":state", redo ? 0 : 1);
  query_int(&q, ":id", id);
  rc = query_run(&q, e);
  return rc == RC_OK ? store_touch(st, e) : rc;
}

enum rc record_past(struct store *st, enum record_table t, int64_t id, past_fn fn, void *ctx, struct err *e)
{
  struct query q = query_of(st, "SELECT action.id, verb, said, at_s, offset_s, body FROM past JOIN action"
                                " ON action.id = past.action AND action.state = 0"
                                " WHERE tbl = :tbl AND row = :row ORDER BY past.id");

  query_text(&q, ":tbl", span_of(table_name[t]));
  query_int(&q, ":row", id);
  while (query_row(&q)) {
    struct action_row by = {
      .id = query_get_int(&q, 0),
      .verb = query_get_text(&q, 1),
      .said = query_get_text(&q, 2),
      .at = {query_get_int(&q, 3), (int32_t)query_get_int(&q, 4), PRECISION_SECOND},
    };

    fn(ctx, &by, query_get_text(&q, 5));
  }
  return query_end(&q, e);
}
