/* The tables of the everything format, between everything_repo.c and merge_repo.c. Only these two include it. */
#ifndef EXCHANGE_EVERYTHING_REPO_H
#define EXCHANGE_EVERYTHING_REPO_H

#include "exchange/everything.h"

#include <stddef.h>

enum { EVERYTHING_TABLES = 8 };

struct everything_table {
  const char *name;
  size_t columns;
  const char *select;
  const char *insert; /* into an empty journal, as it was */
  const char *stage;  /* beside the record, to be merged */
};
extern const struct everything_table everything_table[EVERYTHING_TABLES];

/* Temporary tables for what the file holds. */
enum rc merge_begin(struct store *st, struct err *e);
/* What stands there becomes part of the record. */
enum rc merge_end(struct store *st, struct everything_counts *out, struct err *e);

/* Runs one literal; a row that the journal cannot take is RC_DATA, not a fault of ours. */
enum rc everything_run(struct store *st, const char *literal, struct err *e);
/* A literal that counts rows which do not hold together: RC_DATA when there are any, "3 `what`". */
enum rc everything_none(struct store *st, const char *literal, const char *what, struct err *e);

/* What no assay writes, though the tables would take it. */
#define EVERYTHING_ENTRY_WRONG \
  "coalesce(at_s BETWEEN -62135683200 AND 253402387199 AND entered_s BETWEEN -62135683200 AND 253402387199" \
  " AND CASE kind" \
  "  WHEN 'rating' THEN what <> '' AND value IS NOT NULL AND unit = ''" \
  "  WHEN 'dose' THEN what <> '' AND (value IS NULL) = (unit = '') AND coalesce(value, 0) >= 0" \
  "  WHEN 'side_effect' THEN what <> '' AND coalesce(value, 1) IN (1, 2, 3)" \
  "  WHEN 'medicine' THEN what <> '' AND value IN (0, 1)" \
  "  WHEN 'lab' THEN what <> '' AND value IS NOT NULL" \
  "  WHEN 'not_tracked' THEN value >= 1" \
  "  ELSE note <> '' END, 0) = 0"
#define EVERYTHING_PAST_WRONG \
  "CASE WHEN json_valid(body) THEN coalesce(body ->> 'id' = row AND length(body ->> 'uid') = 32" \
  " AND body ->> 'state' IN (0, 1, 2), 0) ELSE 0 END = 0"

#endif
