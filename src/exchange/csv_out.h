/* Entries out as assay CSV, to the byte the same for the same record. Pure. CONTRACT section 7. */
#ifndef EXCHANGE_CSV_OUT_H
#define EXCHANGE_CSV_OUT_H

#include "base/buf.h"
#include "base/err.h"
#include "journal/entry.h"

enum { CSV_OUT_FIELDS = 6 };

struct csv_out_row { /* where its fields stand in texts */
  size_t from[CSV_OUT_FIELDS + 1];
};

struct csv_out {
  enum rc (*sink)(void *ctx, struct span bytes, struct err *e);
  void *ctx;
  bool for_spreadsheet; /* cells that would be taken for a formula begin with an apostrophe */
  struct buf out;       /* written and not handed on yet */
  /* Rows of one instant, to be sorted by kind, what, value, unit, note as bytes. */
  int64_t at_s;
  struct buf texts;
  struct csv_out_row *row;
  size_t row_n, row_room;
};

/* Set sink, ctx and for_spreadsheet before, everything else zero. The header. */
void csv_out_begin(struct csv_out *o);
/* In the order of their instants. */
enum rc csv_out_add(struct csv_out *o, const struct entry *en, struct err *e);
/* Hands everything on when rc is RC_OK; frees. Returns rc, or why it could not. */
enum rc csv_out_end(struct csv_out *o, enum rc rc, struct err *e);

#endif
