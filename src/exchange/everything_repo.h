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
/* Entries after that id that could not have been written by assay: RC_DATA. */
enum rc everything_check(struct store *st, int64_t after_id, struct err *e);

#endif
