#include "harm/flag_repo.h"

#include "base/buf.h"
#include "store/query.h"

#include <stdlib.h>
#include <string.h>

enum { DAY_S = 86400, HOUR_S = 3600 };

size_t flag_scan_entry(struct flag_matcher *m, const struct entry *en, struct flag_hit out[FLAG_HITS_MAX])
{
  struct flag_hit more[FLAG_HITS_MAX];
  size_t n = flag_scan(m, en->note, out);
  size_t k = en->kind == KIND_SIDE_EFFECT ? flag_scan(m, en->what, more) : 0;

  for (size_t i = 0; i < k; i++) {
    size_t same = 0;

    while (same < n && out[same].flag != more[i].flag)
      same++;
    if (same == n && n < FLAG_HITS_MAX)
      out[n++] = more[i];
    else if (same < n && more[i].level > out[same].level)
      out[same] = more[i];
  }
  return n;
}

enum rc flag_drop(struct store *st, int64_t entry, struct err *e)
{
  struct query q = query_of(st, "DELETE FROM flag WHERE entry = :entry");

  query_int(&q, ":entry", entry);
  return query_run(&q, e);
}

/* What the person sees of the entry that fired: the effect's own words, the note, or both. */
static void words_of(const struct entry *en, struct buf *out)
{
  if (en->kind == KIND_SIDE_EFFECT) {
    buf_put(out, en->what);
    if (en->note.n > 0)
      buf_puts(out, ", ");
  }
  buf_put(out, en->note);
}

struct known { /* a flag of the entry, before it is made anew */
  const struct fact_red_flag *flag;
  int64_t found_s; /* -1: not said */
};

static enum rc known_flags(struct store *st, int64_t entry, struct known *out, size_t *n, struct err *e)
{
  struct query q = query_of(st, "SELECT flag, coalesce(found_s, -1) FROM flag WHERE entry = :entry");

  *n = 0;
  query_int(&q, ":entry", entry);
  while (query_row(&q) && *n < FLAG_HITS_MAX)
    out[(*n)++] = (struct known){fact_red_flag_by_key(query_get_text(&q, 0)), query_get_int(&q, 1)};
  return query_end(&q, e);
}

static enum rc put(struct store *st, const struct entry *en, int64_t found_s, const struct flag_hit *hit, struct err *e)
{
  struct query q = query_of(st, "INSERT OR REPLACE INTO flag (entry, flag, level, words, found_s)"
                                " VALUES (:entry, :flag, :level, :words, :found_s)");
  struct buf words = {0};
  enum rc rc;

  words_of(en, &words);
  query_int(&q, ":entry", en->id);
  query_text(&q, ":flag", span_of(hit->flag->key));
  query_int(&q, ":level", hit->level);
  query_text(&q, ":words", buf_span(&words));
  if (found_s >= 0)
    query_int(&q, ":found_s", found_s);
  rc = query_run(&q, e);
  buf_done(&words);
  return rc;
}

enum rc flag_store(struct store *st, const struct entry *en, const struct flag_hit *hit, size_t n, struct err *e)
{
  enum rc rc = RC_OK;

  for (size_t i = 0; rc == RC_OK && i < n; i++)
    rc = put(st, en, -1, &hit[i], e);
  return rc;
}

enum rc flag_found(struct store *st, const struct entry *en, int64_t now_s, const struct flag_hit *hit, size_t n,
                   struct err *e)
{
  struct known known[FLAG_HITS_MAX];
  size_t known_n = 0;
  enum rc rc = known_flags(st, en->id, known, &known_n, e);

  if (rc == RC_OK && known_n > 0)
    rc = flag_drop(st, en->id, e);
  for (size_t i = 0; rc == RC_OK && i < n; i++) {
    int64_t found_s = now_s;

    for (size_t k = 0; k < known_n; k++)
      if (known[k].flag == hit[i].flag)
        found_s = known[k].found_s;
    rc = put(st, en, found_s, &hit[i], e);
  }
  return rc;
}

/* When a finding stops being first: DESIGN section 2 rule 4. */
static int64_t standing_until_s(struct query *q, enum fact_level level)
{
  int64_t at_s = query_get_int(q, 4), found_s = query_get_int(q, 7);
  double hours = fact_value(level == LEVEL_EMERGENCY ? "flag_emergency_h" : "flag_urgent_h");

  if (query_get_int(q, 6) == PRECISION_DAY)
    at_s += DAY_S; /* only the day is known: its end */
  if (found_s > at_s)
    at_s = found_s; /* typed words count from when they were typed */
  return at_s + (int64_t)(hours * HOUR_S);
}

static int worse_first(const void *x, const void *y)
{
  const struct flag_finding *a = x, *b = y;

  if (a->level != b->level)
    return a->level > b->level ? -1 : 1;
  if (a->at.at_s != b->at.at_s)
    return a->at.at_s > b->at.at_s ? -1 : 1;
  return a->entry > b->entry ? -1 : a->entry < b->entry;
}

enum rc flag_standing(struct store *st, int64_t now_s, struct arena *a, struct flag_finding **out, size_t *n,
                      struct err *e)
{
  struct query q = query_of(
    st, "SELECT flag.flag, flag.level, entry.id, entry.uid, entry.at_s, entry.offset_s, entry.precision,"
        " coalesce(flag.found_s, 0), flag.words FROM flag CROSS JOIN entry ON entry.id = flag.entry"
        " WHERE entry.state = 0 AND flag.level >= 2 AND flag.dealt_s IS NULL AND entry.at_s <= :until_s");
  struct flag_finding *f = NULL;
  size_t count = 0, room = 0;

  query_int(&q, ":until_s", now_s + (int64_t)(fact_value("future_tolerance_min") * 60));
  while (query_row(&q)) {
    const struct fact_red_flag *flag = fact_red_flag_by_key(query_get_text(&q, 0));
    enum fact_level level = (enum fact_level)query_get_int(&q, 1);
    struct span uid = query_get_blob(&q, 3);

    if (flag == NULL || now_s >= standing_until_s(&q, level))
      continue;
    if (count == room) {
      size_t more = room == 0 ? 8 : room * 2;
      struct flag_finding *bigger = arena_array(a, more, sizeof *f);

      if (bigger == NULL) {
        query_end(&q, NULL);
        return err_set(e, RC_NO_MEMORY, "There is not enough memory.");
      }
      if (count > 0)
        memcpy(bigger, f, count * sizeof *f);
      f = bigger;
      room = more;
    }
    f[count] = (struct flag_finding){
      .flag = flag,
      .level = level,
      .entry = query_get_int(&q, 2),
      .at = {query_get_int(&q, 4), (int32_t)query_get_int(&q, 5), (enum precision)query_get_int(&q, 6)},
      .words = arena_copy(a, query_get_text(&q, 8)),
    };
    if (uid.n == UID_BYTES)
      memcpy(f[count].entry_uid.b, uid.p, UID_BYTES);
    count++;
  }
  enum rc rc = query_end(&q, e);

  if (rc != RC_OK)
    return rc;
  if (count > 1)
    qsort(f, count, sizeof *f, worse_first);
  *out = f;
  *n = count;
  return RC_OK;
}
