/* Two journals become one by the ids of their rows. What the file holds lies in temporary tables in_*; in_map says
 * which row of the journal (new) each of its rows (old) is. fresh: 0 both had it, 1 it came with the file, 2 the
 * journal has the same thing under another id (a product of the same name) and keeps its own. */
#include "exchange/everything_repo.h"

#include "journal/record.h"
#include "store/query.h"

static enum rc run_all(struct store *st, const char *const *literal, size_t n, struct err *e)
{
  enum rc rc = RC_OK;

  for (size_t i = 0; rc == RC_OK && i < n; i++)
    rc = everything_run(st, literal[i], e);
  return rc;
}

#define RUN_ALL(st, list, e) run_all(st, list, sizeof(list) / sizeof(list)[0], e)

static enum rc one_int(struct store *st, const char *literal, int64_t *out, struct err *e)
{
  struct query q = query_of(st, literal);

  if (query_row(&q))
    *out = query_get_int(&q, 0);
  return query_end(&q, e);
}

enum rc merge_begin(struct store *st, struct err *e)
{
  static const char *const sql[] = {
    "CREATE TEMP TABLE in_action AS SELECT * FROM main.action WHERE 0",
    "CREATE TEMP TABLE in_product AS SELECT * FROM main.product WHERE 0",
    "CREATE TEMP TABLE in_scale AS SELECT * FROM main.scale WHERE 0",
    "CREATE TEMP TABLE in_condition AS SELECT * FROM main.condition WHERE 0",
    "CREATE TEMP TABLE in_profile AS SELECT * FROM main.profile WHERE 0",
    "CREATE TEMP TABLE in_entry AS SELECT * FROM main.entry WHERE 0",
    "CREATE TEMP TABLE in_past AS SELECT * FROM main.past WHERE 0",
    "CREATE TEMP TABLE in_flag AS SELECT * FROM main.flag WHERE 0",
    ("CREATE TEMP TABLE in_map (tbl TEXT NOT NULL, old INTEGER NOT NULL, new INTEGER NOT NULL,"
     " fresh INTEGER NOT NULL, PRIMARY KEY (tbl, old)) WITHOUT ROWID"),
    /* The journal before: its last action and entry, by number. */
    ("CREATE TEMP TABLE in_before AS SELECT (SELECT coalesce(max(id), 0) FROM main.action) AS action,"
     " (SELECT coalesce(max(id), 0) FROM main.entry) AS entry"),
  };

  return RUN_ALL(st, sql, e);
}

static enum rc drop_staged(struct store *st, struct err *e)
{
  static const char *const sql[] = {
    "DROP TABLE temp.in_action",  "DROP TABLE temp.in_product", "DROP TABLE temp.in_scale",
    "DROP TABLE temp.in_condition", "DROP TABLE temp.in_profile", "DROP TABLE temp.in_entry",
    "DROP TABLE temp.in_past",    "DROP TABLE temp.in_flag",    "DROP TABLE temp.in_map",
    "DROP TABLE temp.in_before",
  };

  return RUN_ALL(st, sql, e);
}

/* Actions of both, the file's behind ours; what the file had undone stays undone for good. */
static enum rc merge_actions(struct store *st, struct err *e)
{
  static const char *const sql[] = {
    "CREATE UNIQUE INDEX temp.in_action_id ON in_action (id)",
    "CREATE INDEX temp.in_past_row ON in_past (tbl, row)",
    ("INSERT INTO in_map SELECT 'action', i.id, a.id, 0 FROM in_action AS i JOIN main.action AS a ON a.uid = i.uid"),
    ("INSERT INTO main.action (uid, state, verb, said, at_s, offset_s)"
     " SELECT uid, CASE state WHEN 1 THEN 2 ELSE state END, verb, said, at_s, offset_s FROM in_action"
     " WHERE id NOT IN (SELECT old FROM in_map WHERE tbl = 'action') ORDER BY id"),
    ("INSERT OR IGNORE INTO in_map SELECT 'action', i.id, a.id, 1 FROM in_action AS i"
     " JOIN main.action AS a ON a.uid = i.uid"),
  };

  return RUN_ALL(st, sql, e);
}

/* Rows both have, then those that are the same thing under another id, then the rest. */
static enum rc merge_things(struct store *st, struct err *e)
{
  static const char *const sql[] = {
    ("INSERT INTO in_map SELECT 'product', i.id, m.id, 0 FROM in_product AS i JOIN main.product AS m ON m.uid = i.uid"),
    ("INSERT OR IGNORE INTO in_map SELECT 'product', i.id, m.id, 2 FROM in_product AS i JOIN main.product AS m"
     " ON m.name = i.name COLLATE NOCASE AND m.state = 0 WHERE i.state = 0"),
    ("INSERT INTO main.product (uid, state, action, name, class, ingredient, form, label_mitragynine_mg,"
     " label_mitragynine_per, label_hydroxy_mg, label_hydroxy_per, certificate_mitragynine_mg,"
     " certificate_mitragynine_per, certificate_hydroxy_mg, certificate_hydroxy_per, unit_mass_g)"
     " SELECT i.uid, i.state, a.new, i.name, i.class, i.ingredient, i.form, i.label_mitragynine_mg,"
     " i.label_mitragynine_per, i.label_hydroxy_mg, i.label_hydroxy_per, i.certificate_mitragynine_mg,"
     " i.certificate_mitragynine_per, i.certificate_hydroxy_mg, i.certificate_hydroxy_per, i.unit_mass_g"
     " FROM in_product AS i JOIN in_map AS a ON a.tbl = 'action' AND a.old = i.action"
     " WHERE i.id NOT IN (SELECT old FROM in_map WHERE tbl = 'product') ORDER BY i.id"),
    ("INSERT OR IGNORE INTO in_map SELECT 'product', i.id, m.id, 1 FROM in_product AS i"
     " JOIN main.product AS m ON m.uid = i.uid"),

    ("INSERT INTO in_map SELECT 'scale', i.id, m.id, 0 FROM in_scale AS i JOIN main.scale AS m ON m.uid = i.uid"),
    ("INSERT OR IGNORE INTO in_map SELECT 'scale', i.id, m.id, 2 FROM in_scale AS i JOIN main.scale AS m"
     " ON m.name = i.name COLLATE NOCASE AND m.state = 0 WHERE i.state = 0"),
    ("INSERT INTO main.scale (uid, state, action, name, lo, hi, step, better, day, unit)"
     " SELECT i.uid, i.state, a.new, i.name, i.lo, i.hi, i.step, i.better, i.day, i.unit"
     " FROM in_scale AS i JOIN in_map AS a ON a.tbl = 'action' AND a.old = i.action"
     " WHERE i.id NOT IN (SELECT old FROM in_map WHERE tbl = 'scale') ORDER BY i.id"),
    ("INSERT OR IGNORE INTO in_map SELECT 'scale', i.id, m.id, 1 FROM in_scale AS i"
     " JOIN main.scale AS m ON m.uid = i.uid"),

    ("INSERT INTO in_map SELECT 'condition', i.id, m.id, 0 FROM in_condition AS i"
     " JOIN main.condition AS m ON m.uid = i.uid"),
    ("INSERT OR IGNORE INTO in_map SELECT 'condition', i.id, m.id, 2 FROM in_condition AS i JOIN main.condition AS m"
     " ON m.name = i.name COLLATE NOCASE AND m.state = 0 AND m.ended IS NULL WHERE i.state = 0 AND i.ended IS NULL"),
    ("INSERT INTO main.condition (uid, state, action, name, since, ended)"
     " SELECT i.uid, i.state, a.new, i.name, i.since, i.ended FROM in_condition AS i JOIN in_map AS a"
     " ON a.tbl = 'action' AND a.old = i.action"
     " WHERE i.id NOT IN (SELECT old FROM in_map WHERE tbl = 'condition') ORDER BY i.id"),
    ("INSERT OR IGNORE INTO in_map SELECT 'condition', i.id, m.id, 1 FROM in_condition AS i"
     " JOIN main.condition AS m ON m.uid = i.uid"),

    ("INSERT INTO in_map SELECT 'profile', i.id, m.id, 0 FROM in_profile AS i JOIN main.profile AS m ON m.uid = i.uid"),
    ("INSERT OR IGNORE INTO in_map SELECT 'profile', i.id, m.id, 2 FROM in_profile AS i JOIN main.profile AS m"
     " ON m.key = i.key AND m.state = 0 WHERE i.state = 0"),
    ("INSERT INTO main.profile (uid, state, action, key, value)"
     " SELECT i.uid, i.state, a.new, i.key, i.value FROM in_profile AS i JOIN in_map AS a"
     " ON a.tbl = 'action' AND a.old = i.action"
     " WHERE i.id NOT IN (SELECT old FROM in_map WHERE tbl = 'profile') ORDER BY i.id"),
    ("INSERT OR IGNORE INTO in_map SELECT 'profile', i.id, m.id, 1 FROM in_profile AS i"
     " JOIN main.profile AS m ON m.uid = i.uid"),
  };

  return RUN_ALL(st, sql, e);
}

static enum rc merge_entries(struct store *st, struct err *e)
{
  static const char *const sql[] = {
    ("INSERT INTO in_map SELECT 'entry', i.id, m.id, 0 FROM in_entry AS i JOIN main.entry AS m ON m.uid = i.uid"),
    ("INSERT INTO main.entry (uid, state, kind, what, at_s, offset_s, precision, value, bound, unit, note, range_lo,"
     " range_hi, entered_s, entered_offset_s, action, source, imported, import_key)"
     " SELECT i.uid, i.state, i.kind, i.what, i.at_s, i.offset_s, i.precision, i.value, i.bound, i.unit, i.note,"
     " i.range_lo, i.range_hi, i.entered_s, i.entered_offset_s, a.new, i.source, i.imported, i.import_key"
     " FROM in_entry AS i JOIN in_map AS a ON a.tbl = 'action' AND a.old = i.action"
     " WHERE i.id NOT IN (SELECT old FROM in_map WHERE tbl = 'entry') ORDER BY i.id"),
    ("INSERT OR IGNORE INTO in_map SELECT 'entry', i.id, m.id, 1 FROM in_entry AS i"
     " JOIN main.entry AS m ON m.uid = i.uid"),
    /* Where undo finds what an action made. */
    ("UPDATE main.action SET first_entry = min(coalesce(first_entry, g.lo), g.lo),"
     " last_entry = max(coalesce(last_entry, g.hi), g.hi)"
     " FROM (SELECT action AS made_by, min(id) AS lo, max(id) AS hi FROM main.entry"
     "  WHERE id > (SELECT entry FROM in_before) GROUP BY action) AS g WHERE main.action.id = g.made_by"),
    /* History of actions that came with the file. */
    ("INSERT INTO main.past (action, tbl, row, body)"
     " SELECT a.new, p.tbl, m.new, json_set(p.body, '$.id', m.new, '$.action',"
     "  coalesce((SELECT new FROM in_map WHERE tbl = 'action' AND old = p.body ->> 'action'), a.new))"
     " FROM in_past AS p JOIN in_map AS a ON a.tbl = 'action' AND a.old = p.action AND a.fresh = 1"
     " JOIN in_map AS m ON m.tbl = p.tbl AND m.old = p.row AND m.fresh < 2 ORDER BY p.id"),
    ("INSERT OR IGNORE INTO main.flag (entry, flag, level, words, found_s, dealt_s)"
     " SELECT m.new, f.flag, f.level, f.words, f.found_s, f.dealt_s FROM in_flag AS f"
     " JOIN in_map AS m ON m.tbl = 'entry' AND m.old = f.entry AND m.fresh = 1"),
    ("UPDATE main.flag SET dealt_s = d.dealt_s FROM (SELECT m.new AS entry, f.flag AS flag, f.dealt_s AS dealt_s"
     "  FROM in_flag AS f JOIN in_map AS m ON m.tbl = 'entry' AND m.old = f.entry) AS d"
     " WHERE main.flag.entry = d.entry AND main.flag.flag = d.flag AND main.flag.dealt_s IS NULL"),
  };

  return RUN_ALL(st, sql, e);
}

/* --- rows both have, changed since -------------------------------------------------------------------------------- */

/* Rows that the file changed after they were last changed here: the file's last action on them, and whether they were
 * changed here too since the two parted. */
static const char later_there[] =
  "CREATE TEMP TABLE in_later AS SELECT m.tbl AS tbl, m.old AS old, m.new AS new,"
  " (SELECT max(a.new) FROM in_past AS p JOIN in_map AS a ON a.tbl = 'action' AND a.old = p.action AND a.fresh = 1"
  "  WHERE p.tbl = m.tbl AND p.row = m.old) AS by_action,"
  " (SELECT max(c.at_s) FROM in_past AS p JOIN in_action AS c ON c.id = p.action JOIN in_map AS a"
  "  ON a.tbl = 'action' AND a.old = p.action AND a.fresh = 1"
  "  WHERE p.tbl = m.tbl AND p.row = m.old AND c.state = 0) AS theirs_s,"
  " (SELECT max(c.at_s) FROM main.past AS p JOIN main.action AS c ON c.id = p.action"
  "  WHERE p.tbl = m.tbl AND p.row = m.new AND c.state = 0 AND c.id <= (SELECT action FROM in_before)"
  "  AND c.uid NOT IN (SELECT uid FROM in_action)) AS ours_s"
  " FROM in_map AS m WHERE m.fresh = 0 AND m.tbl <> 'action'"
  " AND EXISTS (SELECT 1 FROM in_past AS p WHERE p.tbl = m.tbl AND p.row = m.old)";

static bool table_of(struct span name, enum record_table *out)
{
  static const char *const known[RECORD_TABLE_COUNT] = {"entry", "product", "scale", "condition", "profile"};

  for (size_t i = 0; i < RECORD_TABLE_COUNT; i++) {
    if (span_is(name, known[i])) {
      *out = (enum record_table)i;
      return true;
    }
  }
  return false;
}

/* What was changed on both sides is kept as it was here before the file's words replace it. */
static enum rc keep_ours(struct store *st, struct err *e)
{
  struct query q = query_of(st, "SELECT tbl, new, by_action FROM in_later WHERE ours_s IS NOT NULL ORDER BY tbl, new");
  enum rc rc = RC_OK;

  while (rc == RC_OK && query_row(&q)) {
    struct action by = {.id = query_get_int(&q, 2)};
    enum record_table t;

    if (table_of(query_get_text(&q, 0), &t))
      rc = record_keep(st, &by, t, query_get_int(&q, 1), e);
  }
  if (rc != RC_OK) {
    query_end(&q, NULL);
    return rc;
  }
  return query_end(&q, e);
}

static enum rc take_theirs(struct store *st, struct err *e)
{
  static const char *const sql[] = {
    ("UPDATE main.entry SET state = i.state, kind = i.kind, what = i.what, at_s = i.at_s, offset_s = i.offset_s,"
     " precision = i.precision, value = i.value, bound = i.bound, unit = i.unit, note = i.note,"
     " range_lo = i.range_lo, range_hi = i.range_hi, import_key = i.import_key"
     " FROM in_entry AS i JOIN in_later AS l ON l.tbl = 'entry' AND l.old = i.id WHERE main.entry.id = l.new"),
    ("DELETE FROM main.flag WHERE entry IN (SELECT new FROM in_later WHERE tbl = 'entry')"),
    ("INSERT OR IGNORE INTO main.flag (entry, flag, level, words, found_s, dealt_s)"
     " SELECT l.new, f.flag, f.level, f.words, f.found_s, f.dealt_s FROM in_flag AS f"
     " JOIN in_later AS l ON l.tbl = 'entry' AND l.old = f.entry"),
    ("UPDATE main.product SET state = i.state, name = i.name, class = i.class, ingredient = i.ingredient,"
     " form = i.form, label_mitragynine_mg = i.label_mitragynine_mg, label_mitragynine_per = i.label_mitragynine_per,"
     " label_hydroxy_mg = i.label_hydroxy_mg, label_hydroxy_per = i.label_hydroxy_per,"
     " certificate_mitragynine_mg = i.certificate_mitragynine_mg,"
     " certificate_mitragynine_per = i.certificate_mitragynine_per,"
     " certificate_hydroxy_mg = i.certificate_hydroxy_mg, certificate_hydroxy_per = i.certificate_hydroxy_per,"
     " unit_mass_g = i.unit_mass_g"
     " FROM in_product AS i JOIN in_later AS l ON l.tbl = 'product' AND l.old = i.id WHERE main.product.id = l.new"),
    ("UPDATE main.scale SET state = i.state, name = i.name, lo = i.lo, hi = i.hi, step = i.step, better = i.better,"
     " day = i.day, unit = i.unit"
     " FROM in_scale AS i JOIN in_later AS l ON l.tbl = 'scale' AND l.old = i.id WHERE main.scale.id = l.new"),
    ("UPDATE main.condition SET state = i.state, name = i.name, since = i.since, ended = i.ended"
     " FROM in_condition AS i JOIN in_later AS l ON l.tbl = 'condition' AND l.old = i.id"
     " WHERE main.condition.id = l.new"),
    ("UPDATE main.profile SET state = i.state, key = i.key, value = i.value"
     " FROM in_profile AS i JOIN in_later AS l ON l.tbl = 'profile' AND l.old = i.id WHERE main.profile.id = l.new"),
  };

  return RUN_ALL(st, sql, e);
}

static enum rc merge_changes(struct store *st, int64_t *changed, struct err *e)
{
  enum rc rc = everything_run(st, later_there, e);

  if (rc == RC_OK)
    rc = everything_run(
      st, "DELETE FROM temp.in_later WHERE theirs_s IS NULL OR theirs_s <= coalesce(ours_s, theirs_s - 1)", e);
  if (rc == RC_OK)
    rc = keep_ours(st, e);
  if (rc == RC_OK)
    rc = take_theirs(st, e);
  if (rc == RC_OK)
    rc = one_int(st, "SELECT count(*) FROM in_later WHERE tbl = 'entry'", changed, e);
  return rc == RC_OK ? everything_run(st, "DROP TABLE temp.in_later", e) : rc;
}

static enum rc check_staged(struct store *st, struct err *e)
{
  enum rc rc = everything_none(st, "SELECT count(*) FROM in_past WHERE " EVERYTHING_PAST_WRONG,
                               "rows of its history are none that assay writes", e);

  if (rc == RC_OK)
    rc = everything_none(st, "SELECT count(*) FROM in_entry WHERE " EVERYTHING_ENTRY_WRONG,
                         "entries are none that assay writes", e);
  return rc;
}

/* A row whose action the file does not hold has found no place. */
static enum rc check_rows(struct store *st, struct err *e)
{
  return everything_none(
    st,
    "SELECT (SELECT count(*) FROM in_entry) + (SELECT count(*) FROM in_product) + (SELECT count(*) FROM in_scale)"
    " + (SELECT count(*) FROM in_condition) + (SELECT count(*) FROM in_profile)"
    " - (SELECT count(*) FROM in_map WHERE tbl <> 'action')",
    "rows speak of others that are not there", e);
}

enum rc merge_end(struct store *st, struct everything_counts *out, struct err *e)
{
  int64_t added = 0, changed = 0, fresh = 0, kept = 0;
  enum rc rc = check_staged(st, e);

  if (rc == RC_OK)
    rc = merge_actions(st, e);
  if (rc == RC_OK)
    rc = merge_things(st, e);
  if (rc == RC_OK)
    rc = merge_entries(st, e);
  if (rc == RC_OK)
    rc = check_rows(st, e);
  if (rc == RC_OK)
    rc = merge_changes(st, &changed, e);
  if (rc == RC_OK)
    rc = one_int(st, "SELECT count(*) FROM main.entry WHERE id > (SELECT entry FROM in_before) AND state = 0", &added,
                 e);
  if (rc == RC_OK)
    rc = one_int(st, "SELECT count(*) FROM in_map WHERE fresh = 1", &fresh, e);
  if (rc == RC_OK)
    rc = one_int(st, "SELECT count(*) FROM in_map WHERE fresh = 2", &kept, e);
  if (rc == RC_OK)
    rc = drop_staged(st, e);
  if (rc == RC_OK && fresh > 0) {
    /* As after any other change nothing can be redone. */
    rc = everything_run(st, "UPDATE action SET state = 2 WHERE state = 1", e);
    if (rc == RC_OK)
      rc = store_touch(st, e);
  }
  out->added = (uint64_t)added;
  out->changed = (uint64_t)changed;
  out->kept = (uint64_t)kept;
  out->skipped = out->read > out->added + out->changed ? out->read - out->added - out->changed : 0;
  return rc;
}
