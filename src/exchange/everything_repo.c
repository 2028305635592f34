/* The record with its history out, and into an empty journal. Merging into another one is merge_repo.c. */
#include "exchange/everything_repo.h"

#include "base/buf.h"
#include "base/number.h"
#include "exchange/json_scan.h"
#include "exchange/readers.h"
#include "store/query.h"
#include "store/schema.h"

#include <sqlite3.h>
#include <string.h>

enum { HAND_ON = 1 << 16 };

const struct everything_table everything_table[EVERYTHING_TABLES] = {
  {"action", 9, "SELECT * FROM action ORDER BY id",
   "INSERT INTO action (id, uid, state, verb, said, at_s, offset_s, first_entry, last_entry) VALUES (:id,"
   " :uid, :state, :verb, :said, :at_s, :offset_s, :first_entry, :last_entry)",
   "INSERT INTO temp.in_action (id, uid, state, verb, said, at_s, offset_s, first_entry, last_entry) VALUES"
   " (:id, :uid, :state, :verb, :said, :at_s, :offset_s, :first_entry, :last_entry)"},
  {"product", 17, "SELECT * FROM product ORDER BY id",
   "INSERT INTO product (id, uid, state, action, name, class, ingredient, form, label_mitragynine_mg,"
   " label_mitragynine_per, label_hydroxy_mg, label_hydroxy_per, certificate_mitragynine_mg,"
   " certificate_mitragynine_per, certificate_hydroxy_mg, certificate_hydroxy_per, unit_mass_g) VALUES (:id,"
   " :uid, :state, :action, :name, :class, :ingredient, :form, :label_mitragynine_mg, :label_mitragynine_per,"
   " :label_hydroxy_mg, :label_hydroxy_per, :certificate_mitragynine_mg, :certificate_mitragynine_per,"
   " :certificate_hydroxy_mg, :certificate_hydroxy_per, :unit_mass_g)",
   "INSERT INTO temp.in_product (id, uid, state, action, name, class, ingredient, form, label_mitragynine_mg,"
   " label_mitragynine_per, label_hydroxy_mg, label_hydroxy_per, certificate_mitragynine_mg,"
   " certificate_mitragynine_per, certificate_hydroxy_mg, certificate_hydroxy_per, unit_mass_g) VALUES (:id,"
   " :uid, :state, :action, :name, :class, :ingredient, :form, :label_mitragynine_mg, :label_mitragynine_per,"
   " :label_hydroxy_mg, :label_hydroxy_per, :certificate_mitragynine_mg, :certificate_mitragynine_per,"
   " :certificate_hydroxy_mg, :certificate_hydroxy_per, :unit_mass_g)"},
  {"scale", 11, "SELECT * FROM scale ORDER BY id",
   "INSERT INTO scale (id, uid, state, action, name, lo, hi, step, better, day, unit) VALUES (:id, :uid,"
   " :state, :action, :name, :lo, :hi, :step, :better, :day, :unit)",
   "INSERT INTO temp.in_scale (id, uid, state, action, name, lo, hi, step, better, day, unit) VALUES (:id,"
   " :uid, :state, :action, :name, :lo, :hi, :step, :better, :day, :unit)"},
  {"condition", 7, "SELECT * FROM condition ORDER BY id",
   "INSERT INTO condition (id, uid, state, action, name, since, ended) VALUES (:id, :uid, :state, :action,"
   " :name, :since, :ended)",
   "INSERT INTO temp.in_condition (id, uid, state, action, name, since, ended) VALUES (:id, :uid, :state,"
   " :action, :name, :since, :ended)"},
  {"profile", 6, "SELECT * FROM profile ORDER BY id",
   "INSERT INTO profile (id, uid, state, action, key, value) VALUES (:id, :uid, :state, :action, :key,"
   " :value)",
   "INSERT INTO temp.in_profile (id, uid, state, action, key, value) VALUES (:id, :uid, :state, :action,"
   " :key, :value)"},
  {"entry", 20, "SELECT * FROM entry ORDER BY id",
   "INSERT INTO entry (id, uid, state, kind, what, at_s, offset_s, precision, value, bound, unit, note,"
   " range_lo, range_hi, entered_s, entered_offset_s, action, source, imported, import_key) VALUES (:id, :uid,"
   " :state, :kind, :what, :at_s, :offset_s, :precision, :value, :bound, :unit, :note, :range_lo, :range_hi,"
   " :entered_s, :entered_offset_s, :action, :source, :imported, :import_key)",
   "INSERT INTO temp.in_entry (id, uid, state, kind, what, at_s, offset_s, precision, value, bound, unit,"
   " note, range_lo, range_hi, entered_s, entered_offset_s, action, source, imported, import_key) VALUES (:id,"
   " :uid, :state, :kind, :what, :at_s, :offset_s, :precision, :value, :bound, :unit, :note, :range_lo,"
   " :range_hi, :entered_s, :entered_offset_s, :action, :source, :imported, :import_key)"},
  {"past", 5, "SELECT * FROM past ORDER BY id",
   "INSERT INTO past (id, action, tbl, row, body) VALUES (:id, :action, :tbl, :row, :body)",
   "INSERT INTO temp.in_past (id, action, tbl, row, body) VALUES (:id, :action, :tbl, :row, :body)"},
  {"flag", 6, "SELECT * FROM flag ORDER BY entry, flag",
   "INSERT INTO flag (entry, flag, level, words, found_s, dealt_s) VALUES (:entry, :flag, :level, :words,"
   " :found_s, :dealt_s)",
   "INSERT INTO temp.in_flag (entry, flag, level, words, found_s, dealt_s) VALUES (:entry, :flag, :level,"
   " :words, :found_s, :dealt_s)"},
};

/* --- out ---------------------------------------------------------------------------------------------------------- */

struct writer {
  everything_sink sink;
  void *ctx;
  struct buf out;
};

static enum rc hand_on(struct writer *w, struct err *e)
{
  enum rc rc;

  if (w->out.failed)
    return err_set(e, RC_NO_MEMORY, "There is not enough memory.");
  rc = w->out.n > 0 ? w->sink(w->ctx, buf_span(&w->out), e) : RC_OK;
  buf_clear(&w->out);
  return rc;
}

static enum rc write_table(struct store *st, const struct everything_table *t, struct writer *w, struct err *e)
{
  struct query q = query_of(st, t->select);
  bool first = true;
  enum rc rc = RC_OK;

  buf_printf(&w->out, ",\n\"%s\":[", t->name);
  while (rc == RC_OK && query_row(&q)) {
    buf_puts(&w->out, first ? "\n" : ",\n");
    first = false;
    query_json(&q, &w->out);
    if (w->out.n >= HAND_ON)
      rc = hand_on(w, e);
  }
  buf_putc(&w->out, ']');
  if (rc != RC_OK) {
    query_end(&q, NULL);
    return rc;
  }
  return query_end(&q, e);
}

enum rc everything_write(struct store *st, struct span versions, everything_sink sink, void *ctx, struct err *e)
{
  struct writer w = {.sink = sink, .ctx = ctx};
  /* While this row is being read the connection sees one state of the journal. */
  struct query journal = query_of(st, "SELECT uid, created_s, invented, revision FROM journal");
  enum rc rc = RC_OK;

  buf_puts(&w.out, "{\"schema\":\"assay/1\",\"kind\":\"everything\",\"versions\":");
  buf_put(&w.out, versions);
  buf_puts(&w.out, ",\n\"journal\":");
  if (query_row(&journal))
    query_json(&journal, &w.out);
  else
    rc = query_end(&journal, e) != RC_OK ? RC_DATA : err_set(e, RC_DATA, "The journal is damaged.");
  for (size_t i = 0; rc == RC_OK && i < EVERYTHING_TABLES; i++)
    rc = write_table(st, &everything_table[i], &w, e);
  buf_puts(&w.out, "}\n");
  if (rc == RC_OK)
    rc = hand_on(&w, e);
  buf_done(&w.out);
  if (rc != RC_OK) {
    query_end(&journal, NULL);
    return rc;
  }
  return query_end(&journal, e);
}

/* --- in ----------------------------------------------------------------------------------------------------------- */

enum piece_seen {
  SEEN_SCHEMA = 1,
  SEEN_KIND = 2,
  SEEN_VERSIONS = 4,
  SEEN_JOURNAL = 8,
  SEEN_TABLE = 16, /* and the next bits: one for each table */
  SEEN_ALL = (SEEN_TABLE << EVERYTHING_TABLES) - 1,
};

struct restore {
  struct store *st; /* NULL: only looked over */
  bool empty;
  unsigned seen;
  struct everything_counts counts;
};

/* An export of assay is an object; a list of things is somebody else's, and said so. */
bool everything_recognise(struct span head)
{
  head = span_trim(head);
  if (head.n == 0 || (head.p[0] != '{' && head.p[0] != '['))
    return false;
  if (head.p[0] == '{')
    return true;
  head = span_trim(span_from(head, 1));
  return head.n == 0 || strchr("{[\"]", head.p[0]) != NULL;
}

static enum rc not_ours(const struct json_piece *p, const char *what, struct err *e)
{
  err_set(e, RC_DATA, "%s", what);
  err_where(e, "%llu:1", (unsigned long long)p->line);
  err_fix(e, "assay reads the JSON that `assay export --format json` writes; nothing was changed.");
  return RC_DATA;
}

static enum rc row_wrong(const struct json_piece *p, const char *why, struct err *e)
{
  err_set(e, RC_DATA, "Row %llu of `%.*s` does not fit: %s.", (unsigned long long)p->index + 1, SPAN_FMT(p->name), why);
  err_where(e, "%llu:1", (unsigned long long)p->line);
  err_fix(e, "The file was changed or is damaged; export it once more. Nothing was changed here.");
  return RC_DATA;
}

static bool refused_by_journal(const struct query *q)
{
  return (q->code & 0xff) == SQLITE_CONSTRAINT || (q->code & 0xff) == SQLITE_MISMATCH;
}

enum rc everything_run(struct store *st, const char *literal, struct err *e)
{
  struct query q = query_of(st, literal);
  bool refused;
  enum rc rc;

  while (query_row(&q))
    continue;
  refused = refused_by_journal(&q);
  rc = query_end(&q, refused ? NULL : e);
  if (!refused)
    return rc;
  err_set(e, RC_DATA, "The file and the journal do not go together: a row of it contradicts the record.");
  err_fix(e, "Import it into an empty journal: --journal NEW. Nothing was changed here.");
  return RC_DATA;
}

static enum rc read_row(struct restore *r, const struct json_piece *p, const struct everything_table *t, struct err *e)
{
  struct query q;
  bool refused;
  enum rc rc;

  if (!p->element || p->text.n == 0 || p->text.p[0] != '{')
    return row_wrong(p, "it is no row", e);
  if (p->members != t->columns)
    return row_wrong(p, "it has other fields than this version knows", e);
  if (strcmp(t->name, "entry") == 0)
    r->counts.read += memmem(p->text.p, p->text.n, "\"state\":0", 9) != NULL;
  if (r->st == NULL)
    return RC_OK;
  q = query_of(r->st, r->empty ? t->insert : t->stage);
  rc = query_bind_json(&q, p->text, e);
  if (rc != RC_OK) {
    query_end(&q, NULL);
    return rc == RC_DATA ? row_wrong(p, "a value is of the wrong kind", e) : rc;
  }
  while (query_row(&q))
    continue;
  refused = refused_by_journal(&q);
  rc = query_end(&q, refused ? NULL : e);
  return refused ? row_wrong(p, "a value is missing, out of its range or there twice", e) : rc;
}

static enum rc read_journal(struct restore *r, const struct json_piece *p, struct err *e)
{
  struct query q;
  int64_t differs = 0;
  enum rc rc;

  if (p->element || p->members != 4)
    return row_wrong(p, "it has other fields than this version knows", e);
  if (r->st == NULL)
    return RC_OK;
  if (r->empty) {
    q = query_of(r->st, "UPDATE journal SET uid = :uid, created_s = :created_s, invented = :invented,"
                        " revision = :revision");
    rc = query_bind_json(&q, p->text, e);
    if (rc == RC_OK)
      rc = query_run(&q, NULL);
    else
      query_end(&q, NULL);
    return rc == RC_OK ? RC_OK : row_wrong(p, "a value is of the wrong kind", e);
  }
  q = query_of(r->st, "SELECT invented IS NOT :body ->> 'invented' FROM journal");
  query_text(&q, ":body", p->text);
  if (query_row(&q))
    differs = query_get_int(&q, 0);
  rc = query_end(&q, e);
  if (rc != RC_OK || differs == 0)
    return rc;
  err_set(e, RC_DATA, "One of the two is a demo of an invented person, the other is not; they are never mixed.");
  err_fix(e, "Import it into a journal of its own: --journal NEW. Nothing was changed here.");
  return RC_DATA;
}

/* The versions it was written by: a newer schema has what this program does not know. */
static enum rc read_versions(struct restore *r, const struct json_piece *p, struct err *e)
{
  char assay[24] = "";
  int64_t schema = 0;
  struct query q;
  enum rc rc;

  if (r->st == NULL)
    return RC_OK;
  q = query_of(r->st, "SELECT :body ->> 'schema', :body ->> 'assay'");
  query_text(&q, ":body", p->text);
  if (query_row(&q)) {
    struct span text = query_get_text(&q, 1);

    schema = query_get_int(&q, 0);
    for (size_t i = 0; i < text.n && i + 1 < sizeof assay; i++)
      assay[i] = text.p[i];
  }
  rc = query_end(&q, e);
  if (rc != RC_OK)
    return rc;
  if (schema < 1)
    return not_ours(p, "The JSON does not say which assay wrote it.", e);
  if (schema <= (int64_t)schema_step_n)
    return RC_OK;
  err_set(e, RC_DATA, "The file was written by a newer assay (%s); this one cannot read it. Nothing was changed.",
          assay[0] != '\0' ? assay : "unknown");
  err_fix(e, "Take assay %s or later.", assay[0] != '\0' ? assay : "of that version");
  return RC_DATA;
}

static enum rc read_schema(const struct json_piece *p, struct err *e)
{
  if (span_is(p->text, "\"assay/1\""))
    return RC_OK;
  if (!span_starts(p->text, "\"assay/"))
    return not_ours(p, "This JSON is not one that assay wrote.", e);
  err_set(e, RC_DATA, "The file was written by a newer assay, in a form this one cannot read. Nothing was changed.");
  err_fix(e, "Take the newest version of assay.");
  return RC_DATA;
}

static enum rc read_piece(void *ctx, const struct json_piece *p, struct err *e)
{
  struct restore *r = ctx;

  if (span_is(p->name, "schema")) {
    r->seen |= SEEN_SCHEMA;
    return read_schema(p, e);
  }
  if (span_is(p->name, "kind")) {
    r->seen |= SEEN_KIND;
    return span_is(p->text, "\"everything\"")
             ? RC_OK
             : not_ours(p, "This JSON is an answer of assay, but not the export of everything.", e);
  }
  if (span_is(p->name, "versions")) {
    r->seen |= SEEN_VERSIONS;
    return read_versions(r, p, e);
  }
  if (span_is(p->name, "journal")) {
    r->seen |= SEEN_JOURNAL;
    return read_journal(r, p, e);
  }
  for (size_t i = 0; i < EVERYTHING_TABLES; i++) {
    if (span_is(p->name, everything_table[i].name)) {
      r->seen |= (unsigned)SEEN_TABLE << i;
      return !p->element && span_is(p->text, "[]") ? RC_OK : read_row(r, p, &everything_table[i], e);
    }
  }
  return not_ours(p, r->seen & SEEN_SCHEMA ? "The JSON has a part that this version of assay does not know."
                                           : "This JSON is not one that assay wrote.", e);
}

/* --- does it hold together? --------------------------------------------------------------------------------------- */

enum rc everything_none(struct store *st, const char *literal, const char *what, struct err *e)
{
  struct query q = query_of(st, literal);
  int64_t n = 0;
  enum rc rc;

  if (query_row(&q))
    n = query_get_int(&q, 0);
  rc = query_end(&q, e);
  if (rc != RC_OK || n == 0)
    return rc;
  err_set(e, RC_DATA, "The file does not hold together: %lld %s.", (long long)n, what);
  err_fix(e, "It was changed or is damaged; export it once more. Nothing was changed here.");
  return RC_DATA;
}

static enum rc check_restored(struct store *st, struct err *e)
{
  enum rc rc = everything_none(st, "SELECT count(*) FROM pragma_foreign_key_check",
                               "rows speak of others that are not there", e);

  if (rc == RC_OK)
    rc = everything_none(st, "SELECT count(*) FROM past WHERE " EVERYTHING_PAST_WRONG,
                         "rows of its history are none that assay writes", e);
  if (rc == RC_OK)
    rc = everything_none(st, "SELECT count(*) FROM entry WHERE " EVERYTHING_ENTRY_WRONG,
                         "entries are none that assay writes", e);
  return rc;
}

static enum rc look(struct restore *r, struct err *e)
{
  struct query q = query_of(
    r->st, "SELECT EXISTS (SELECT 1 FROM action) OR EXISTS (SELECT 1 FROM entry) OR EXISTS (SELECT 1 FROM product)"
           " OR EXISTS (SELECT 1 FROM scale) OR EXISTS (SELECT 1 FROM condition) OR EXISTS (SELECT 1 FROM profile)");

  if (query_row(&q))
    r->empty = query_get_int(&q, 0) == 0;
  return query_end(&q, e);
}

static enum rc begin(struct restore *r, struct err *e)
{
  enum rc rc;

  if (r->st == NULL)
    return RC_OK;
  rc = look(r, e);
  if (rc == RC_OK && r->empty)
    rc = everything_run(r->st, "DELETE FROM answer", e); /* of a record that was erased */
  if (rc == RC_OK)
    rc = everything_run(r->st, "PRAGMA defer_foreign_keys = ON", e); /* rows may come in any order */
  if (rc == RC_OK && !r->empty)
    rc = merge_begin(r->st, e);
  return rc;
}

static enum rc finish(struct restore *r, struct err *e)
{
  if (r->seen != SEEN_ALL) {
    err_set(e, RC_DATA, "This JSON is not the export of everything that assay writes.");
    err_fix(e, "Make it with `assay export --format json`; nothing was changed.");
    return RC_DATA;
  }
  if (r->st == NULL || r->empty) {
    r->counts.restored = true;
    r->counts.added = r->counts.read;
    return r->st == NULL ? RC_OK : check_restored(r->st, e);
  }
  return merge_end(r->st, &r->counts, e);
}

enum rc everything_read(struct store *st, read_fn read, void *read_ctx, struct everything_counts *out, struct err *e)
{
  struct restore r = {.st = st};
  enum rc rc = begin(&r, e);

  if (rc == RC_OK)
    rc = json_scan(read, read_ctx, read_piece, &r, e);
  if (rc == RC_OK)
    rc = finish(&r, e);
  if (rc == RC_OK)
    *out = r.counts;
  return rc;
}
