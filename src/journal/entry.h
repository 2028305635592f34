/* One entry of the diary: what a person wrote or a file brought. CONTRACT sections 1, 3 and 7. */
#ifndef JOURNAL_ENTRY_H
#define JOURNAL_ENTRY_H

#include "base/span.h"
#include "base/uid.h"
#include "base/when.h"

#include <stdint.h>

enum kind {
  KIND_RATING,      /* what = scale, value on it */
  KIND_DOSE,        /* what = product, value and unit (none: amount not known) */
  KIND_SIDE_EFFECT, /* what = effect, value 1..3 or none */
  KIND_MEDICINE,    /* what = medicine, value MEDICINE_START or _STOP, note = dose text */
  KIND_LAB,         /* what = analyte, value and unit (UCUM) */
  KIND_NOT_TRACKED, /* value = number of days from that date on */
  KIND_NOTE,        /* note only */
  KIND_COUNT
};

enum { MEDICINE_STOP = 0, MEDICINE_START = 1 };

struct entry {
  int64_t id;     /* small number for the terminal; 0: not stored yet */
  struct uid uid; /* public id */
  enum kind kind;
  struct instant at;      /* when it was lived */
  struct instant entered; /* when it was written down */
  struct span what;
  double value; /* NAN: none */
  char bound;   /* 0, '<' or '>' before a lab value */
  struct span unit; /* units.csv key, UCUM for labs, else empty */
  struct span note;
  double range_lo, range_hi; /* the laboratory's own range; NAN: not given */
  struct span source;        /* the program it came from; "assay" when typed */
  bool imported;             /* came with a file */
  int64_t action;            /* action.id that made it */
};

struct entry entry_blank(enum kind kind); /* value and range NAN, texts empty */

const char *kind_name(enum kind k); /* the CSV's word */
bool kind_parse(struct span s, enum kind *out);

enum { ENTRY_VALUE_MAX = 40 };
/* The CSV's value field: a number, "<5", "start"/"stop" for medicines, or "". Returns its length. */
size_t entry_value_text(const struct entry *en, char out[ENTRY_VALUE_MAX]);

#endif
