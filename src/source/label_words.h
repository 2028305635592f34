/* The words of a label, for label.c: numbers, units, alkaloids, "per". Pure. */
#ifndef SOURCE_LABEL_WORDS_H
#define SOURCE_LABEL_WORDS_H

#include "base/span.h"
#include "facts/facts.h"

enum label_kind {
  LABEL_END,
  LABEL_NUMBER,
  LABEL_UNIT,      /* a row of units.csv */
  LABEL_PIECE,     /* "piece", "bottle": the whole thing */
  LABEL_PER_CENT,
  LABEL_PER,
  LABEL_EACH,      /* "15 mg each", "15 mg in each capsule" */
  LABEL_ALKALOID,
  LABEL_AND,
  LABEL_NOISE,     /* may stand there, says nothing */
  LABEL_SERVING,   /* nobody knows how much that is */
  LABEL_OTHER_ALKALOID,
  LABEL_BOUND,     /* < > ~ and the hyphen of a range */
  LABEL_UNKNOWN,
};

struct label_word {
  enum label_kind kind;
  struct span text;
  double value, other; /* the number, and its second reading ("1,500") or NAN */
  const struct fact_unit *unit;
  bool hydroxy;
};

/* Takes the next word off the folded text. */
struct label_word label_next(struct span *rest);

#endif
