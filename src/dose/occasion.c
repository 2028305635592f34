#include "dose/occasion.h"

#include "facts/facts.h"

#include <math.h>
#include <string.h>

enum { UNITS_MAX = 32 };

static bool same_action(int64_t a, int64_t b)
{
  return a > 0 && a == b; /* 0: came with no sentence or form of its own */
}

static bool has_unit(const char *unit)
{
  return unit != NULL && unit[0] != '\0';
}

/* The occasion in out[n] that the dose belongs to, or n. Between doses without a clock time nobody knows the minutes:
 * only what was written in one sentence is one occasion. */
static size_t occasion_of(const struct dose *d, const struct occasion *out, size_t n, int64_t window_s)
{
  for (size_t i = n; i > 0 && d->at_s - out[i - 1].at_s < window_s; i--) {
    const struct occasion *o = &out[i - 1];

    if (o->treatment != d->treatment || o->timed != d->timed)
      continue;
    if (d->timed || (o->at_s == d->at_s && same_action(o->action, d->action)))
      return i - 1;
  }
  return n;
}

static void add(struct occasion *o, const struct dose *d)
{
  bool same = o->unit != NULL && has_unit(d->unit) && strcmp(o->unit, d->unit) == 0;

  o->n++;
  o->mitragynine_mg += d->mitragynine_mg.median; /* NAN stays */
  o->hydroxy_mg += d->hydroxy_mg.median;
  o->amount = same ? o->amount + d->amount : NAN;
  o->unit = same ? o->unit : NULL;
}

size_t occasion_group(const struct dose *dose, size_t n, struct occasion *out)
{
  int64_t window_s = (int64_t)(fact_value("occasion_window_min") * 60.0);
  size_t out_n = 0;

  for (size_t i = 0; i < n; i++) {
    const struct dose *d = &dose[i];
    size_t at = occasion_of(d, out, out_n, window_s);

    if (at < out_n) {
      add(&out[at], d);
      continue;
    }
    out[out_n++] = (struct occasion){
      .at_s = d->at_s, .offset_s = d->offset_s, .timed = d->timed, .treatment = d->treatment, .n = 1,
      .mitragynine_mg = d->mitragynine_mg.median, .hydroxy_mg = d->hydroxy_mg.median,
      .amount = has_unit(d->unit) ? d->amount : NAN, .unit = has_unit(d->unit) ? d->unit : NULL,
      .order = d->order, .action = d->action,
    };
  }
  return out_n;
}

/* What is measured: mg mitragynine (unit NULL), or amounts in one unit. NAN: not this occasion. */
struct measure {
  int treatment;
  const char *unit;
};

static double measured(const struct occasion *o, const struct measure *m)
{
  double v = NAN;

  if (o->treatment == m->treatment)
    v = m->unit == NULL ? o->mitragynine_mg
        : o->unit != NULL && strcmp(o->unit, m->unit) == 0 ? o->amount
                                                            : NAN;
  return isfinite(v) && v >= 0.0 ? v : NAN;
}

static size_t count_measured(const struct occasion *o, size_t n, const struct measure *m)
{
  size_t count = 0;

  for (size_t i = 0; i < n; i++)
    count += !isnan(measured(&o[i], m));
  return count;
}

/* The k-th smallest (from 0), by halving the range of bit patterns: those of numbers >= 0 sort as the numbers do. It
 * needs no memory and so cannot fail. */
static double kth(const struct occasion *o, size_t n, const struct measure *m, size_t k)
{
  uint64_t lo = 0, hi = UINT64_C(0x7ff0000000000000);
  double v;

  while (lo < hi) {
    uint64_t mid = lo + (hi - lo) / 2;
    size_t not_above = 0;

    memcpy(&v, &mid, sizeof(v));
    for (size_t i = 0; i < n; i++)
      not_above += measured(&o[i], m) <= v;
    if (not_above > k)
      hi = mid;
    else
      lo = mid + 1;
  }
  memcpy(&v, &lo, sizeof(v));
  return v;
}

static struct usual_dose median_of(const struct occasion *o, size_t n, const struct measure *m)
{
  size_t count = count_measured(o, n, m);

  if (count == 0)
    return (struct usual_dose){ .amount = NAN, .unit = NULL, .n = 0 };
  return (struct usual_dose){
    .amount = count % 2 ? kth(o, n, m, count / 2) : 0.5 * (kth(o, n, m, count / 2 - 1) + kth(o, n, m, count / 2)),
    .unit = m->unit ? m->unit : "mg_mitragynine",
    .n = count,
  };
}

/* The unit most occasions were counted in; of equals the one used last. NULL: none. */
static const char *usual_unit(const struct occasion *o, size_t n, int treatment)
{
  const char *unit[UNITS_MAX];
  size_t count[UNITS_MAX] = {0}, last[UNITS_MAX] = {0};
  size_t units = 0, best = 0;

  for (size_t i = 0; i < n; i++) {
    size_t u = 0;

    if (o[i].treatment != treatment || o[i].unit == NULL || !isfinite(o[i].amount))
      continue;
    while (u < units && strcmp(unit[u], o[i].unit) != 0)
      u++;
    if (u == UNITS_MAX)
      continue;
    if (u == units)
      unit[units++] = o[i].unit;
    count[u]++;
    last[u] = i;
  }
  for (size_t u = 1; u < units; u++)
    if (count[u] > count[best] || (count[u] == count[best] && last[u] > last[best]))
      best = u;
  return units > 0 ? unit[best] : NULL;
}

struct usual_dose occasion_usual(const struct occasion *o, size_t n, int treatment, bool kratom)
{
  struct usual_dose usual = { .amount = NAN, .unit = NULL, .n = 0 };
  const char *unit;

  if (kratom)
    usual = median_of(o, n, &(struct measure){ .treatment = treatment, .unit = NULL });
  if (usual.n > 0)
    return usual;
  unit = usual_unit(o, n, treatment);
  return unit ? median_of(o, n, &(struct measure){ .treatment = treatment, .unit = unit }) : usual;
}

static int64_t minute_of(int64_t at_s)
{
  return at_s / 60 - (at_s % 60 < 0);
}

/* The first rating at or after at_s. */
static size_t first_from(const struct anchor_rating *rating, size_t m, int64_t at_s)
{
  size_t lo = 0;

  while (lo < m) {
    size_t mid = lo + (m - lo) / 2;

    if (rating[mid].at_s < at_s)
      lo = mid + 1;
    else
      m = mid;
  }
  return lo;
}

static bool anchored(const struct occasion *o, const struct anchor_rating *rating, size_t m, int64_t window_s)
{
  int64_t minute = minute_of(o->at_s);

  for (size_t i = first_from(rating, m, o->at_s - window_s); i < m && minute_of(rating[i].at_s) <= minute; i++)
    if (minute_of(rating[i].at_s) < minute || rating[i].order < o->order || same_action(rating[i].action, o->action))
      return true;
  return false;
}

size_t occasion_anchored(const struct occasion *o, size_t n, int treatment, const struct anchor_rating *rating,
                         size_t m, size_t *timed_n)
{
  int64_t window_s = (int64_t)(fact_value("anchored_min") * 60.0);
  size_t anchored_n = 0;

  *timed_n = 0;
  for (size_t i = 0; i < n; i++) {
    if (!o[i].timed || (treatment >= 0 && o[i].treatment != treatment))
      continue;
    ++*timed_n;
    anchored_n += anchored(&o[i], rating, m, window_s);
  }
  return anchored_n;
}
