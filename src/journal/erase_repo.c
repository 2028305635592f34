/* Erase: what is gone leaves no row, no history, no key. */
#include "journal/journal.h"

#include "store/query.h"

enum { DAY_S = 86400 };

static enum rc run_all(struct store *st, const char *const *literals, size_t n, const char *name, int64_t value,
                       struct err *e)
{
  enum rc rc = RC_OK;

  for (size_t i = 0; rc == RC_OK && i < n; i++) {
    struct query q = query_of(st, literals[i]);

    if (name != NULL)
      query_int(&q, name, value);
    rc = query_run(&q, e);
  }
  return rc;
}

/* The words of an action may hold what its entries held. */
enum rc erase_entry(struct store *st, int64_t id, struct err *e)
{
  static const char *const sql[] = {
    ("UPDATE action SET said = '' WHERE id = (SELECT action FROM entry WHERE id = :id)"
     " OR id IN (SELECT action FROM past WHERE tbl = 'entry' AND row = :id)"),
    "DELETE FROM past WHERE tbl = 'entry' AND row = :id",
    "DELETE FROM flag WHERE entry = :id",
    "DELETE FROM entry WHERE id = :id",
  };
  static const char *const answers[] = {"DELETE FROM answer"};
  enum rc rc = run_all(st, sql, sizeof sql / sizeof sql[0], ":id", id, e);

  if (rc == RC_OK)
    rc = run_all(st, answers, 1, NULL, 0, e);
  return rc == RC_OK ? store_touch(st, e) : rc;
}

enum rc erase_would(struct store *st, int64_t day, int64_t *n, struct err *e)
{
  struct query q = query_of(st, "SELECT count(*) FROM entry WHERE at_s + offset_s < :before");

  query_int(&q, ":before", day * DAY_S);
  if (query_row(&q))
    *n = query_get_int(&q, 0);
  return query_end(&q, e);
}

enum rc erase_before(struct store *st, int64_t day, int64_t *erased, struct err *e)
{
  static const char *const sql[] = {
    ("UPDATE action SET said = '' WHERE id IN"
     " (SELECT action FROM entry WHERE at_s + offset_s < :before"
     "  UNION SELECT action FROM past WHERE tbl = 'entry'"
     "  AND row IN (SELECT id FROM entry WHERE at_s + offset_s < :before))"),
    "DELETE FROM past WHERE tbl = 'entry' AND row IN (SELECT id FROM entry WHERE at_s + offset_s < :before)",
    "DELETE FROM flag WHERE entry IN (SELECT id FROM entry WHERE at_s + offset_s < :before)",
    "DELETE FROM entry WHERE at_s + offset_s < :before",
  };
  static const char *const answers[] = {"DELETE FROM answer"};
  int64_t n = 0;
  enum rc rc = erase_would(st, day, &n, e);

  if (rc == RC_OK)
    rc = run_all(st, sql, sizeof sql / sizeof sql[0], ":before", day * DAY_S, e);
  if (rc == RC_OK)
    rc = run_all(st, answers, 1, NULL, 0, e);
  if (rc == RC_OK)
    rc = store_touch(st, e);
  if (rc == RC_OK)
    *erased = n;
  return rc;
}

enum rc erase_all(struct store *st, struct err *e)
{
  static const char *const sql[] = {
    "DELETE FROM past",    "DELETE FROM flag",      "DELETE FROM entry",   "DELETE FROM product", "DELETE FROM scale",
    "DELETE FROM condition", "DELETE FROM profile", "DELETE FROM answer",  "DELETE FROM action",
  };
  enum rc rc = run_all(st, sql, sizeof sql / sizeof sql[0], NULL, 0, e);

  return rc == RC_OK ? store_touch(st, e) : rc;
}

enum rc erase_scrub(struct store *st, struct err *e)
{
  static const char *const sql[] = {
    "PRAGMA wal_checkpoint(TRUNCATE)",
    "VACUUM",
    "PRAGMA wal_checkpoint(TRUNCATE)",
  };

  return run_all(st, sql, sizeof sql / sizeof sql[0], NULL, 0, e);
}
