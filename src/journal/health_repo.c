#include "journal/health.h"

#include "store/query.h"

static enum rc count(struct store *st, const char *literal, int64_t *out, struct err *e)
{
  struct query q = query_of(st, literal);

  if (query_row(&q))
    *out = query_get_int(&q, 0);
  return query_end(&q, e);
}

static enum rc check(struct store *st, struct arena *a, struct journal_health *h, struct err *e)
{
  struct query q = query_of(st, "PRAGMA integrity_check(1)");
  enum rc rc;

  if (query_row(&q) && !span_is(query_get_text(&q, 0), "ok"))
    h->integrity = arena_copy(a, query_get_text(&q, 0));
  rc = query_end(&q, e);
  if (rc != RC_OK)
    return rc;
  q = query_of(st, "PRAGMA foreign_key_check");
  while (query_row(&q))
    h->loose++;
  return query_end(&q, e);
}

enum rc journal_health(struct store *st, int64_t now_s, struct arena *a, struct journal_health *out, struct err *e)
{
  static const char *const literal[] = {
    "SELECT count(*) FROM entry WHERE state = 0",
    "SELECT count(*) FROM entry WHERE state = 1",
    "SELECT count(*) FROM entry WHERE state = 2",
    "SELECT count(*) FROM action",
    "SELECT count(*) FROM past",
    "SELECT count(*) FROM product WHERE state = 0",
    ("SELECT count(*) FROM (SELECT DISTINCT what FROM entry WHERE state = 0 AND kind = 'dose'"
     " EXCEPT SELECT name FROM product WHERE state = 0)"),
  };
  struct journal_health h = {0};
  int64_t *const into[] = {&h.entries, &h.deleted, &h.undone, &h.actions, &h.past, &h.products,
                           &h.dose_without_product};
  struct query q;
  enum rc rc = check(st, a, &h, e);

  for (size_t i = 0; rc == RC_OK && i < sizeof literal / sizeof literal[0]; i++)
    rc = count(st, literal[i], into[i], e);
  if (rc != RC_OK)
    return rc;
  q = query_of(st, "SELECT count(*) FROM entry WHERE state = 0 AND at_s > :now_s");
  query_int(&q, ":now_s", now_s);
  if (query_row(&q))
    h.future = query_get_int(&q, 0);
  rc = query_end(&q, e);
  if (rc == RC_OK)
    *out = h;
  return rc;
}
