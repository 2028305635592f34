#include "journal/journal.h"

#include "base/buf.h"
#include "base/number.h"
#include "base/utf8.h"
#include "store/query.h"

#include <math.h>
#include <string.h>

enum { DAY_S = 86400, OFFSET_MAX_S = 64800 };

#define ENTRY_COLUMNS \
  "id, uid, kind, what, at_s, offset_s, precision, value, bound, unit, note, range_lo, range_hi, entered_s," \
  " entered_offset_s, action, source, imported, state"

static void bind_content(struct query *q, const struct entry *en)
{
  query_text(q, ":kind", span_of(kind_name(en->kind)));
  query_text(q, ":what", en->what);
  query_int(q, ":at_s", en->at.at_s);
  query_int(q, ":offset_s", en->at.offset_s);
  query_int(q, ":precision", en->at.precision);
  query_real(q, ":value", en->value);
  if (en->bound == 0)
    query_null(q, ":bound");
  else
    query_text(q, ":bound", en->bound == '<' ? SPAN("<") : SPAN(">"));
  query_text(q, ":unit", en->unit);
  query_text(q, ":note", en->note);
  query_real(q, ":range_lo", en->range_lo);
  query_real(q, ":range_hi", en->range_hi);
}

enum rc entry_add(struct store *st, struct action *a, struct entry *en, const struct import_key *key, struct err *e)
{
  struct query q = query_of(
    st, "INSERT INTO entry (uid, kind, what, at_s, offset_s, precision, value, bound, unit, note, range_lo, range_hi,"
        " entered_s, entered_offset_s, action, source, imported, import_key)"
        " VALUES (:uid, :kind, :what, :at_s, :offset_s, :precision, :value, :bound, :unit, :note, :range_lo, :range_hi,"
        " :entered_s, :entered_offset_s, :action, :source, :imported, :import_key) RETURNING id");
  struct import_key own;
  int64_t id = 0;

  if (key == NULL) {
    own = key_of_entry(en);
    key = &own;
  }
  en->uid = action_uid(a);
  en->action = a->id;
  query_blob(&q, ":uid", en->uid.b, sizeof en->uid.b);
  bind_content(&q, en);
  query_int(&q, ":entered_s", en->entered.at_s);
  query_int(&q, ":entered_offset_s", en->entered.offset_s);
  query_int(&q, ":action", a->id);
  query_text(&q, ":source", en->source);
  query_int(&q, ":imported", en->imported);
  query_blob(&q, ":import_key", key->b, sizeof key->b);
  if (query_row(&q))
    id = query_get_int(&q, 0);
  enum rc rc = query_run(&q, e);

  if (rc != RC_OK)
    return rc;
  en->id = id;
  if (a->first_entry == 0)
    a->first_entry = id;
  a->last_entry = id;
  return RC_OK;
}

enum rc entry_change(struct store *st, const struct action *a, const struct entry *en, struct err *e)
{
  struct query q;
  enum rc rc = record_keep(st, a, RECORD_ENTRY, en->id, e);

  if (rc != RC_OK)
    return rc;
  q = query_of(st, "UPDATE entry SET kind = :kind, what = :what, at_s = :at_s, offset_s = :offset_s,"
                   " precision = :precision, value = :value, bound = :bound, unit = :unit, note = :note,"
                   " range_lo = :range_lo, range_hi = :range_hi WHERE id = :id");
  bind_content(&q, en);
  query_int(&q, ":id", en->id);
  return query_run(&q, e);
}

enum rc entry_delete(struct store *st, const struct action *a, int64_t id, struct err *e)
{
  struct query q;
  enum rc rc = record_keep(st, a, RECORD_ENTRY, id, e);

  if (rc != RC_OK)
    return rc;
  q = query_of(st, "UPDATE entry SET state = 1 WHERE id = :id");
  query_int(&q, ":id", id);
  return query_run(&q, e);
}

static void read_entry(struct query *q, struct entry *en, enum row_state *state)
{
  struct span uid = query_get_blob(q, 1);
  struct span bound = query_get_text(q, 8);

  *en = entry_blank(KIND_NOTE);
  en->id = query_get_int(q, 0);
  if (uid.n == UID_BYTES)
    memcpy(en->uid.b, uid.p, UID_BYTES);
  kind_parse(query_get_text(q, 2), &en->kind);
  en->what = query_get_text(q, 3);
  en->at = (struct instant){query_get_int(q, 4), (int32_t)query_get_int(q, 5), (enum precision)query_get_int(q, 6)};
  en->value = query_get_real(q, 7);
  en->bound = bound.n > 0 ? bound.p[0] : 0;
  en->unit = query_get_text(q, 9);
  en->note = query_get_text(q, 10);
  en->range_lo = query_get_real(q, 11);
  en->range_hi = query_get_real(q, 12);
  en->entered = (struct instant){query_get_int(q, 13), (int32_t)query_get_int(q, 14), PRECISION_SECOND};
  en->action = query_get_int(q, 15);
  en->source = query_get_text(q, 16);
  en->imported = query_get_int(q, 17) != 0;
  if (state != NULL)
    *state = (enum row_state)query_get_int(q, 18);
}

bool entry_keep(struct entry *en, struct arena *a)
{
  struct span *const text[] = {&en->what, &en->unit, &en->note, &en->source};

  for (size_t i = 0; i < sizeof text / sizeof text[0]; i++) {
    *text[i] = arena_copy(a, *text[i]);
    if (text[i]->p == NULL)
      return false;
  }
  return true;
}

static enum rc no_such(struct span id, struct err *e)
{
  err_set(e, RC_DATA, "There is no entry %.*s.", SPAN_FMT(id));
  err_fix(e, "`assay list` shows the entries with their numbers.");
  return RC_DATA;
}

/* The first 8 to 31 digits of a public id, as the range of ids that begin so. */
static bool uid_range(struct span hex, unsigned char lo[UID_BYTES], unsigned char hi[UID_BYTES])
{
  char low[UID_HEX], high[UID_HEX];
  struct uid a, b;

  if (hex.n < 8 || hex.n >= UID_HEX)
    return false;
  for (size_t i = 0; i < UID_HEX - 1; i++) {
    low[i] = i < hex.n ? hex.p[i] : '0';
    high[i] = i < hex.n ? hex.p[i] : 'f';
  }
  if (!uid_parse((struct span){low, UID_HEX - 1}, &a) || !uid_parse((struct span){high, UID_HEX - 1}, &b))
    return false;
  memcpy(lo, a.b, UID_BYTES);
  memcpy(hi, b.b, UID_BYTES);
  return true;
}

static bool small_number(struct span s, int64_t *out)
{
  int64_t v = 0;

  if (s.n > 0 && s.p[0] == '#')
    s = span_from(s, 1);
  if (s.n == 0 || s.n > 15)
    return false;
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] < '0' || s.p[i] > '9')
      return false;
    v = v * 10 + (s.p[i] - '0');
  }
  *out = v;
  return true;
}

enum rc entry_find(struct store *st, struct span id, struct arena *a, struct entry *out, enum row_state *state,
                   struct err *e)
{
  unsigned char lo[UID_BYTES], hi[UID_BYTES];
  struct query q;
  int64_t number;
  int found = 0;
  bool kept = true;
  struct entry en;

  if (small_number(id, &number)) {
    q = query_of(st, "SELECT " ENTRY_COLUMNS " FROM entry WHERE id = :id");
    query_int(&q, ":id", number);
  } else if (uid_range(id, lo, hi)) {
    q = query_of(st, "SELECT " ENTRY_COLUMNS " FROM entry WHERE uid BETWEEN :lo AND :hi LIMIT 2");
    query_blob(&q, ":lo", lo, sizeof lo);
    query_blob(&q, ":hi", hi, sizeof hi);
  } else {
    return no_such(id, e);
  }
  while (query_row(&q)) {
    if (found++ == 0) {
      read_entry(&q, &en, state);
      kept = entry_keep(&en, a);
    }
  }
  enum rc rc = query_end(&q, e);

  if (rc != RC_OK)
    return rc;
  if (!kept)
    return err_set(e, RC_NO_MEMORY, "There is not enough memory.");
  if (found == 0)
    return no_such(id, e);
  if (found > 1) {
    err_set(e, RC_DATA, "Several entries have ids that begin with %.*s.", SPAN_FMT(id));
    err_fix(e, "Give more of its digits, or its small number from `assay list`.");
    return RC_DATA;
  }
  *out = en;
  return RC_OK;
}

enum rc entry_of_body(struct store *st, struct span body, struct arena *a, struct entry *out, struct err *e)
{
  /* The value is read from the text of the number, to the last digit. */
  struct query q = query_of(
    st, "SELECT :body ->> 'id', zeroblob(0), :body ->> 'kind', :body ->> 'what', :body ->> 'at_s',"
        " :body ->> 'offset_s', :body ->> 'precision', :body -> 'value', :body ->> 'bound', :body ->> 'unit',"
        " :body ->> 'note',"
        " :body ->> 'range_lo', :body ->> 'range_hi', :body ->> 'entered_s', :body ->> 'entered_offset_s',"
        " :body ->> 'action', :body ->> 'source', :body ->> 'imported', :body ->> 'state'");
  struct entry en = entry_blank(KIND_NOTE);
  bool kept = true;

  query_text(&q, ":body", body);
  if (query_row(&q)) {
    read_entry(&q, &en, NULL);
    if (!number_parse(query_get_text(&q, 7), &en.value))
      en.value = NAN;
    kept = entry_keep(&en, a);
  }
  enum rc rc = query_end(&q, e);

  if (rc == RC_OK && !kept)
    return err_set(e, RC_NO_MEMORY, "There is not enough memory.");
  if (rc == RC_OK)
    *out = en;
  return rc;
}

/* --- many --------------------------------------------------------------------------------------------------------- */

static bool contains_fold(struct span text, struct span folded, struct buf *scratch)
{
  buf_clear(scratch);
  utf8_fold(text, scratch);
  return folded.n == 0 || memmem(scratch->p, scratch->n, folded.p, folded.n) != NULL;
}

static bool wanted(const struct entry_filter *f, const struct entry *en, struct span folded, struct buf *scratch)
{
  int64_t day = instant_day(&en->at);

  if ((f->has_since && day < f->since_day) || (f->has_until && day > f->until_day))
    return false;
  if (f->has_kind && en->kind != f->kind)
    return false;
  if (f->what.n > 0 && !span_eq(f->what, en->what))
    return false;
  return folded.n == 0 || contains_fold(en->what, folded, scratch) || contains_fold(en->note, folded, scratch);
}

static struct query query_for(struct store *st, const struct entry_filter *f)
{
  static const char by_time[] = "SELECT " ENTRY_COLUMNS " FROM entry WHERE state = 0 AND at_s BETWEEN :since AND :until"
                                " ORDER BY at_s, id";
  static const char by_time_back[] = "SELECT " ENTRY_COLUMNS " FROM entry WHERE state = 0 AND at_s BETWEEN :since AND"
                                     " :until ORDER BY at_s DESC, id DESC";
  static const char by_what[] = "SELECT " ENTRY_COLUMNS " FROM entry WHERE state = 0 AND kind = :kind AND what = :what"
                                " AND at_s BETWEEN :since AND :until ORDER BY at_s, id";
  static const char by_what_back[] = "SELECT " ENTRY_COLUMNS " FROM entry WHERE state = 0 AND kind = :kind AND"
                                     " what = :what AND at_s BETWEEN :since AND :until ORDER BY at_s DESC, id DESC";
  bool what = f->has_kind && f->what.n > 0;
  struct query q =
    query_of(st, f->newest_first ? (what ? by_what_back : by_time_back) : (what ? by_what : by_time));

  if (what) {
    query_text(&q, ":kind", span_of(kind_name(f->kind)));
    query_text(&q, ":what", f->what);
  }
  query_int(&q, ":since", f->has_since ? f->since_day * DAY_S - OFFSET_MAX_S : INT64_MIN);
  query_int(&q, ":until", f->has_until ? (f->until_day + 1) * DAY_S + OFFSET_MAX_S : INT64_MAX);
  return q;
}

enum rc entry_each(struct store *st, const struct entry_filter *f, entry_fn fn, void *ctx, struct err *e)
{
  struct query q = query_for(st, f);
  struct buf folded = {0}, scratch = {0};

  if (f->grep.n > 0)
    utf8_fold(f->grep, &folded);
  while (query_row(&q)) {
    struct entry en;

    read_entry(&q, &en, NULL);
    if (!wanted(f, &en, buf_span(&folded), &scratch))
      continue;
    if (!fn(ctx, &en))
      break;
  }
  buf_done(&folded);
  buf_done(&scratch);
  return query_end(&q, e);
}

enum rc journal_counts(struct store *st, int64_t now_s, bool count_all, struct journal_counts *out, struct err *e)
{
  struct query q = query_of(
    st, "SELECT coalesce((SELECT max(at_s) FROM entry WHERE state = 0), 0),"
        " coalesce((SELECT max(entered_s) FROM (SELECT entered_s FROM entry ORDER BY id DESC LIMIT 100)), 0),"
        " (SELECT count(*) FROM entry WHERE state = 0 AND at_s > :now_s)");
  struct journal_counts c = {0};
  enum rc rc;

  query_int(&q, ":now_s", now_s);
  if (query_row(&q)) {
    c.newest_at_s = query_get_int(&q, 0);
    c.newest_entry_s = query_get_int(&q, 1);
    c.future = query_get_int(&q, 2);
  }
  rc = query_end(&q, e);
  if (rc == RC_OK && count_all) {
    q = query_of(st, "SELECT count(*) FROM entry WHERE state = 0");
    if (query_row(&q))
      c.entries = query_get_int(&q, 0);
    rc = query_end(&q, e);
  }
  if (rc == RC_OK)
    *out = c;
  return rc;
}

/* --- import looks ------------------------------------------------------------------------------------------------- */

int64_t entry_last_id(struct store *st)
{
  struct query q = query_of(st, "SELECT coalesce(max(id), 0) FROM entry");
  int64_t id = 0;

  if (query_row(&q))
    id = query_get_int(&q, 0);
  return query_end(&q, NULL) == RC_OK ? id : 0;
}

enum rc key_each(struct store *st, const struct import_key *key, int64_t up_to_id, key_fn fn, void *ctx, struct err *e)
{
  struct query q = query_of(st, "SELECT id, import_key, state FROM entry WHERE import_key BETWEEN :lo AND :hi"
                                " AND state <> 2 AND id <= :up_to ORDER BY id");
  struct import_key lo = *key, hi = *key;

  memset(lo.b + KEY_PLACE_BYTES, 0x00, KEY_BYTES - KEY_PLACE_BYTES);
  memset(hi.b + KEY_PLACE_BYTES, 0xff, KEY_BYTES - KEY_PLACE_BYTES);
  query_blob(&q, ":lo", lo.b, KEY_BYTES);
  query_blob(&q, ":hi", hi.b, KEY_BYTES);
  query_int(&q, ":up_to", up_to_id);
  while (query_row(&q)) {
    struct key_record r = {.id = query_get_int(&q, 0), .deleted = query_get_int(&q, 2) == ROW_DELETED};
    struct span b = query_get_blob(&q, 1);

    memcpy(r.key.b, b.p, b.n < KEY_BYTES ? b.n : KEY_BYTES);
    fn(ctx, &r);
  }
  return query_end(&q, e);
}

enum rc present_each(struct store *st, const struct entry *like, int64_t up_to_id, entry_fn fn, void *ctx,
                     struct err *e)
{
  struct query q = query_of(st, "SELECT " ENTRY_COLUMNS " FROM entry WHERE state = 0 AND kind = :kind AND what = :what"
                                " AND at_s BETWEEN :from AND :to AND id <= :up_to ORDER BY id");
  int64_t minute_s = like->at.at_s - ((like->at.at_s % 60) + 60) % 60;
  bool go_on = true;

  query_text(&q, ":kind", span_of(kind_name(like->kind)));
  query_text(&q, ":what", like->what);
  query_int(&q, ":from", minute_s);
  query_int(&q, ":to", minute_s + 59);
  query_int(&q, ":up_to", up_to_id);
  while (go_on && query_row(&q)) {
    struct entry en;

    read_entry(&q, &en, NULL);
    go_on = fn(ctx, &en);
  }
  return query_end(&q, e);
}
