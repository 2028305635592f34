/* Readers of diaries: bytes become rows of one shape, whatever program wrote them. CONTRACT sections 4 and 7.
 *
 * A reader never touches the journal: it hands rows to a sink in the order of the file. */
#ifndef EXCHANGE_ROW_H
#define EXCHANGE_ROW_H

#include "base/csv.h"
#include "base/env.h"
#include "journal/entry.h"
#include "journal/key.h"

struct exchange_row {
  uint64_t line;         /* where its record begins, from 1 */
  struct entry entry;    /* id, uid, entered, action not set; imported set; source = the program */
  struct import_key key; /* made from what the file said, before any reading of it */
  bool own;              /* of an assay CSV: it also matches what an entry says now, and what was typed */
  bool has_offset;       /* the file said the offset */
};

struct words_context;

/* What a reader may ask and tell. It may run several times over one file and hands out the same rows each time. */
struct reader {
  const struct env *env;
  read_fn read; /* the bytes of the file as UTF-8 (exchange/text.h), from its beginning */
  bool (*rewind)(void *ctx);
  void *read_ctx;

  /* --map, --start, --dates, --scale; empty when not given */
  struct span map;
  bool has_start;
  int64_t start_day;
  struct span dates; /* dmy, mdy or ymd */
  struct span scale; /* "happiness=mood,x=y" */
  /* Own scales and products, so that words are read as `log` reads them. */
  const struct words_context *words;

  /* One row. RC_OK to go on; anything else stops the reading and is returned. Spans live during the call. */
  enum rc (*row)(void *ctx, const struct exchange_row *row, struct err *e);
  /* One row or field that was refused, dropped or read with a doubt. line 0: the whole file. refused: the record of
   * that line, or a part of it, gives no row. */
  void (*warn)(void *ctx, uint64_t line, bool refused, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
  void *ctx;

  uint64_t records; /* counted by the reader: lines after the header, or entries */
  int dates_found;  /* kept from one run to the next: the order of dates that the file settled (exchange/dates.h) */
};

struct format {
  const char *name;  /* csv, map, notes, json */
  const char *shown; /* "assay CSV" */
  /* Does the head of the file (its first 64 kB as UTF-8) look like it? By content, never by name alone. NULL: only when
   * asked for. */
  bool (*recognise)(struct span head);
  enum rc (*read)(struct reader *r, struct err *e); /* NULL: no rows; the everything format has functions of its own */
};

/* In the order they are tried. */
extern const struct format exchange_format[];
extern const size_t exchange_format_n;
const struct format *format_by_name(struct span name); /* NULL: none */
/* NULL: none; then *e says what the file looks like instead and what can be done. */
const struct format *format_recognise(struct span head, struct err *e);
/* Is it text at all? RC_DATA with what it looks like instead: an archive, a picture, UTF-16 without a mark ... */
enum rc format_check_text(struct span head, struct err *e);
/* "json, csv, map, notes" */
void format_names(struct buf *out);

/* A time a file wrote, as an instant. Without an offset it is wall-clock time of env's zone; one lived twice is the
 * last one not after now. False when it never was and moved on by the gap. */
bool exchange_instant(const struct env *env, const struct iso *iso, struct instant *out);
/* How the file wrote it, for the key. */
struct key_time exchange_key_time(const struct iso *iso);

#endif
