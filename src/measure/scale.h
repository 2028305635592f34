/* A scale: what a rating is a number of. Built-in ones come from facts, own ones from the journal. */
#ifndef MEASURE_SCALE_H
#define MEASURE_SCALE_H

#include "base/span.h"
#include "facts/facts.h"

struct scale {
  int64_t id; /* 0: built in */
  struct span name;
  double lo, hi, step;
  enum fact_better better;
  enum fact_day day;
  struct span unit; /* "h" for sleep */
};

/* The built-in scale of that name, or false. */
bool scale_built_in(struct span name, struct scale *out);
/* A scale for values met in a file under an unknown name: 0-10, else 0-100, whichever holds them all; false when
 * neither does. */
bool scale_for_values(struct span name, double lowest, double highest, struct scale *out);
/* A good name for a new scale: letters, digits, blank, . - _ ; at most 60 bytes; not empty, not only digits. */
bool scale_name_good(struct span name);

#endif
