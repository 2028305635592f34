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

/* What an erased entry leaves elsewhere: products and scales that were made by writing it and that no other entry
 * names, their history, stored answers, and actions that have nothing left to undo. */
static enum rc sweep(struct store *st, struct err *e)
{
  static const char *const sql[] = {
    ("DELETE FROM product WHERE action IN (SELECT id FROM action WHERE verb NOT IN ('product'))"
     " AND id NOT IN (SELECT row FROM past WHERE tbl = 'product')"
     " AND NOT EXISTS (SELECT 1 FROM entry WHERE kind = 'dose' AND what = product.name COLLATE NOCASE)"
     " AND NOT EXISTS (SELECT 1 FROM past WHERE tbl = 'entry' AND body ->> 'kind' = 'dose'"
     "  AND body ->> 'what' = product.name COLLATE NOCASE)"),
    ("DELETE FROM scale WHERE action IN (SELECT id FROM action WHERE verb NOT IN ('scale'))"
     " AND id NOT IN (SELECT row FROM past WHERE tbl = 'scale')"
     " AND NOT EXISTS (SELECT 1 FROM entry WHERE kind = 'rating' AND what = scale.name COLLATE NOCASE)"
     " AND NOT EXISTS (SELECT 1 FROM past WHERE tbl = 'entry' AND body ->> 'kind' = 'rating'"
     "  AND body ->> 'what' = scale.name COLLATE NOCASE)"),
    "DELETE FROM answer",
    "UPDATE journal SET scrub_due = 1",
    ("UPDATE action SET state = 2, said = '' WHERE state < 2"
     " AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.action = action.id"
     "  AND entry.id BETWEEN action.first_entry AND action.last_entry)"
     " AND NOT EXISTS (SELECT 1 FROM past WHERE past.action = action.id)"
     " AND NOT EXISTS (SELECT 1 FROM product WHERE product.action = action.id)"
     " AND NOT EXISTS (SELECT 1 FROM scale WHERE scale.action = action.id)"
     " AND NOT EXISTS (SELECT 1 FROM condition WHERE condition.action = action.id)"
     " AND NOT EXISTS (SELECT 1 FROM profile WHERE profile.action = action.id)"),
  };
  enum rc rc = run_all(st, sql, sizeof sql / sizeof sql[0], NULL, 0, e);

  return rc == RC_OK ? store_touch(st, e) : rc;
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
  enum rc rc = run_all(st, sql, sizeof sql / sizeof sql[0], ":id", id, e);

  return rc == RC_OK ? sweep(st, e) : rc;
}

enum rc erase_would(struct store *st, int64_t day, int64_t *n, struct err *e)
{
  struct query q = query_of(st, "SELECT count(*) FROM entry WHERE at_s + offset_s < :before");

  query_int(&q, ":before", day * DAY_S);
  if (query_row(&q))
    *n = query_get_int(&q, 0);
  return query_end(&q, e);
}

/* Entries of before the day, and what later ones were when they stood before it. */
enum rc erase_before(struct store *st, int64_t day, int64_t *erased, struct err *e)
{
  static const char *const sql[] = {
    ("UPDATE action SET said = '' WHERE id IN"
     " (SELECT action FROM entry WHERE at_s + offset_s < :before"
     "  UNION SELECT action FROM past WHERE tbl = 'entry'"
     "  AND row IN (SELECT id FROM entry WHERE at_s + offset_s < :before)"
     "  UNION SELECT entry.action FROM past JOIN entry ON entry.id = past.row WHERE tbl = 'entry'"
     "  AND (body ->> 'at_s') + (body ->> 'offset_s') < :before"
     "  UNION SELECT action FROM past WHERE tbl = 'entry'"
     "  AND (body ->> 'at_s') + (body ->> 'offset_s') < :before)"),
    ("DELETE FROM past WHERE tbl = 'entry' AND (row IN (SELECT id FROM entry WHERE at_s + offset_s < :before)"
     " OR (body ->> 'at_s') + (body ->> 'offset_s') < :before)"),
    "DELETE FROM flag WHERE entry IN (SELECT id FROM entry WHERE at_s + offset_s < :before)",
    "DELETE FROM entry WHERE at_s + offset_s < :before",
  };
  int64_t n = 0;
  enum rc rc = erase_would(st, day, &n, e);

  if (rc == RC_OK)
    rc = run_all(st, sql, sizeof sql / sizeof sql[0], ":before", day * DAY_S, e);
  if (rc == RC_OK)
    rc = sweep(st, e);
  if (rc == RC_OK)
    *erased = n;
  return rc;
}

enum rc erase_all(struct store *st, struct err *e)
{
  static const char *const sql[] = {
    "DELETE FROM past",    "DELETE FROM flag",      "DELETE FROM entry",   "DELETE FROM product", "DELETE FROM scale",
    "DELETE FROM condition", "DELETE FROM profile", "DELETE FROM answer",  "DELETE FROM action",
    "UPDATE journal SET scrub_due = 1",
  };
  enum rc rc = run_all(st, sql, sizeof sql / sizeof sql[0], NULL, 0, e);

  return rc == RC_OK ? store_touch(st, e) : rc;
}

enum rc erase_prepare(struct store *st, struct err *e)
{
  static const char *const sql[] = {"PRAGMA secure_delete = ON"};

  return run_all(st, sql, 1, NULL, 0, e);
}

/* Folds the log into the file and empties it; a reader elsewhere can keep that from happening. */
static enum rc fold(struct store *st)
{
  struct query q = query_of(st, "PRAGMA wal_checkpoint(TRUNCATE)");
  bool busy = query_row(&q) && query_get_int(&q, 0) != 0;
  enum rc rc = query_run(&q, NULL);

  return rc == RC_OK && busy ? RC_BUSY : rc;
}

bool erase_due(struct store *st)
{
  struct query q = query_of(st, "SELECT scrub_due FROM journal");
  bool due = query_row(&q) && query_get_int(&q, 0) == 1;

  return query_end(&q, NULL) == RC_OK && due;
}

enum rc erase_scrub(struct store *st, struct err *e)
{
  static const char *const anew[] = {"VACUUM"};
  static const char *const done[] = {"UPDATE journal SET scrub_due = 0"};
  enum rc rc = fold(st);

  if (rc == RC_OK)
    rc = run_all(st, anew, 1, NULL, 0, NULL);
  if (rc == RC_OK)
    rc = run_all(st, done, 1, NULL, 0, NULL);
  if (rc == RC_OK)
    rc = fold(st);
  if (rc == RC_OK)
    return RC_OK;
  err_set(e, rc == RC_BUSY ? RC_BUSY : RC_IO,
          "The entries are erased from the record, but traces may still lie in the file%s.",
          rc == RC_BUSY ? ", because another assay has it open" : ": there was no room to write it anew");
  err_fix(e, "Nothing more to do: the next command cleans it as soon as it can.");
  return rc == RC_BUSY ? RC_BUSY : RC_IO;
}
