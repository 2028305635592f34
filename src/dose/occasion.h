/* Occasions: doses of one treatment less than 30 minutes after its first dose. CONTRACT section 3. Pure. */
#ifndef DOSE_OCCASION_H
#define DOSE_OCCASION_H

#include "dose/convert.h"

#include <stdint.h>

struct dose {
  int64_t at_s;
  int32_t offset_s;
  bool timed;     /* precision minute or second: anchors, spacing */
  int treatment;  /* the caller's number for it: 0 kratom, 1 7-OH, 2.. others */
  double amount;  /* NAN unknown */
  const char *unit; /* units.csv key; compared by text */
  struct quantity mitragynine_mg;
  struct quantity hydroxy_mg;
  int64_t order;  /* entry id: order of writing */
  int64_t action; /* the sentence or form it came with; 0: none of its own (a row of a file) */
};

struct occasion {
  int64_t at_s; /* of its first dose */
  int32_t offset_s;
  bool timed;
  int treatment;
  size_t n;              /* doses in it */
  double mitragynine_mg; /* sum of medians; NAN when a part is unknown */
  double hydroxy_mg;
  double amount;         /* sum when all parts share a unit, else NAN */
  const char *unit;      /* that unit, or NULL */
  int64_t order, action; /* of its first dose */
};

/* dose[n] sorted by at_s. Writes at most n occasions, sorted by at_s; returns their number. Doses that are not timed
 * never join timed ones, and each other only with the same at_s and action. */
size_t occasion_group(const struct dose *dose, size_t n, struct occasion *out);

/* Median amount per occasion: mg mitragynine for kratom, else the most frequent unit. unit NULL and NAN when there is
 * none. Kratom whose mg are nowhere known (an extract without a label) has its most frequent unit too. */
struct usual_dose {
  double amount;
  const char *unit; /* "mg_mitragynine" for kratom with known mg */
  size_t n;         /* occasions it rests on */
};
struct usual_dose occasion_usual(const struct occasion *o, size_t n, int treatment, bool kratom);

/* Anchored: 0 <= t_dose - t_pain <= 30 min; in the same minute when the rating was entered first or came with the same
 * action (0 equals none). rating[m] sorted by at_s, clock times only; returns the number of occasions of `treatment`
 * (negative: all) with timed doses that are anchored, and *timed_n how many could be. */
struct anchor_rating {
  int64_t at_s;
  int64_t order, action;
};
size_t occasion_anchored(const struct occasion *o, size_t n, int treatment, const struct anchor_rating *rating,
                         size_t m, size_t *timed_n);

#endif
