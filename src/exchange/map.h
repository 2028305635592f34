/* What --map and --scale say, before a file is looked at. Pure. CONTRACT section 7 (Map).
 *
 *   at=day+hhmm,what=symptom,value=intensity     at=hours:t_h,pain=col3,mood=col5     kind='dose',unit='g'
 *
 * Left: at, kind, what, value, unit, note, or the name of a scale (a wide file). Right: columns, or 'words' that are
 * the same in each row, joined with +. A name that holds a comma stands in "quotation marks". */
#ifndef EXCHANGE_MAP_H
#define EXCHANGE_MAP_H

#include "base/arena.h"
#include "base/csv.h"
#include "journal/entry.h"

enum { MAP_PARTS_MAX = 8, MAP_WIDE_MAX = 200 };

struct map_part {
  struct span text;  /* name of a column, or the words */
  bool fixed;        /* 'words' */
  size_t column;     /* found by map_bind */
};

struct map_field {
  bool said;
  struct span text; /* the right side as it stands */
  struct map_part part[MAP_PARTS_MAX];
  size_t n;
};

enum map_key { MAP_AT, MAP_KIND, MAP_WHAT, MAP_VALUE, MAP_UNIT, MAP_NOTE, MAP_KEYS };

struct map_wide {
  struct span name; /* scale (or product, with kind='dose') */
  struct map_field field;
};

struct map_rename {
  struct span theirs, ours;
};

struct map {
  struct map_field field[MAP_KEYS];
  bool hours;      /* at=hours:column: hours since the beginning of --start */
  bool has_kind;   /* kind is fixed */
  enum kind kind;  /* then; else rating, or note when only a note is mapped */
  struct map_wide *wide;
  size_t wide_n;
  struct map_rename *rename;
  size_t rename_n;
};

/* Errors: RC_USAGE, saying which piece and how it should be; RC_NO_MEMORY. Spans point into the texts. */
enum rc map_parse(struct span map, struct span scale, struct arena *a, struct map *out, struct err *e);

/* Finds the columns in the header of the file: the exact name, else the same letters in another case, else colN for the
 * N-th. Errors: RC_DATA, naming the columns there are. */
enum rc map_bind(struct map *m, const struct csv_row *header, struct err *e);

/* The text of a field in a row; in scratch when it has several parts: columns with a blank between, 'words' as they
 * stand. Cells that a short row lacks are empty. */
struct span map_text(const struct map_field *f, const struct csv_row *row, struct buf *scratch);

/* The name a scale has here. */
struct span map_renamed(const struct map *m, struct span what);

#endif
