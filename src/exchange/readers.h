/* The readers there are, and how each knows its files. Only exchange/ includes it. */
#ifndef EXCHANGE_READERS_H
#define EXCHANGE_READERS_H

#include "exchange/row.h"

/* assay CSV: at,kind,what,value,unit,note in any order. Errors: RC_DATA when it cannot be read to its end. */
bool assay_csv_recognise(struct span head);
enum rc assay_csv_read(struct reader *r, struct err *e);

/* Any CSV by --map. Errors besides: RC_USAGE for what is wrong with the map itself. */
enum rc map_read(struct reader *r, struct err *e);

/* Dated lines of any notes program, read with the grammar of `log`. */
bool notes_recognise(struct span head);
enum rc notes_read(struct reader *r, struct err *e);

bool everything_recognise(struct span head);

/* Rows of a CSV one after the other. A broken line that others follow is named and passed over; one that ends the
 * reading, and text that is not UTF-8, stop it. row->n == 0 at the end. */
struct csv_lines {
  struct csv *csv;
  struct reader *r;
  bool quiet;        /* nothing is named or counted */
  struct err broken; /* of the line before; rc RC_OK: none */
};
enum rc csv_lines_next(struct csv_lines *l, struct csv_row *row, struct err *e);

/* The one entry a row stands for goes to the sink, with the key of these words. */
struct row_words {
  const struct iso *iso;     /* when it was */
  const struct iso *written; /* as the file has it, mostly the same */
  struct span what, value, unit, note; /* as first read */
};
enum rc reader_row(struct reader *r, uint64_t line, const struct entry *en, const struct row_words *w, bool own,
                   struct err *e);
/* A row that is refused: the failure becomes a warning; RC_NO_MEMORY and the like stay failures. */
enum rc reader_refuse(struct reader *r, uint64_t line, const struct err *why, struct err *e);
/* A cell as it is shown in a message. */
struct span reader_shown(struct span cell);

#endif
