/* The record with all of its history as one JSON document, and back. CONTRACT section 7 (Everything).
 *
 *   {"schema":"assay/1","kind":"everything","versions":{...},
 *    "journal":{...},"action":[...],"product":[...],"scale":[...],"condition":[...],"profile":[...],"entry":[...],
 *    "past":[...],"flag":[...]}
 *
 * Rows stand as they are in the tables, column by column; ids of 16 bytes and keys in hexadecimal. Stored answers are
 * left out: they are made anew from the record. */
#ifndef EXCHANGE_EVERYTHING_H
#define EXCHANGE_EVERYTHING_H

#include "base/csv.h"
#include "store/store.h"

/* Takes the next bytes. */
typedef enum rc (*everything_sink)(void *ctx, struct span bytes, struct err *e);
/* versions: a JSON object. One state of the journal, whatever is written meanwhile. Memory stays flat. */
enum rc everything_write(struct store *st, struct span versions, everything_sink sink, void *ctx, struct err *e);

struct everything_counts {
  uint64_t read;    /* entries in the record of the file */
  uint64_t added, skipped, changed;
  uint64_t kept;    /* products, scales, conditions, profile values that both have under ids of their own: ours stay */
  bool restored;    /* into an empty journal: as it was; else merged by ids */
};
/* Expects an open transaction; on failure it must be rolled back. st NULL: the file is only looked over.
 * Into an empty journal: everything as it was, to the small numbers. Into another: what it does not have is added; a
 * row that both have and the file changed later takes the file's words, and what it was is kept.
 * Errors: RC_DATA (not such a file, broken, from a newer version, rows that do not hold together, a demo into a record
 * of one's own or the other way round). */
enum rc everything_read(struct store *st, read_fn read, void *read_ctx, struct everything_counts *out, struct err *e);

#endif
