/* mg of mitragynine and of 7-OH: by day, a day on average with its doubt, and where it is going. */
#include "num/quantile.h"
#include "num/trend.h"
#include "review/build.h"

#include <math.h>
#include <string.h>

/* A day of travel: no middle, no lowest and no highest. */
static bool odd(const struct work *w, size_t i)
{
  return fabs(w->hours[i] - 24) > 2;
}

static void add(struct quantity *to, struct quantity q, double amount)
{
  to->median += q.median * amount;
  to->lo90 += q.lo90 * amount;
  to->hi90 += q.hi90 * amount;
}

/* What most doses rest on, and why most of the others rest on nothing. */
static void reasons(const struct work *w, bool hydroxy, const size_t *uses, struct review_alkaloid *v)
{
  static const char not_known[] = "not known: ";
  size_t known = 0, unknown = 0;

  for (size_t i = 0; i < w->b->content.n; i++) {
    const struct alkaloids *one = &w->b->content.at[i].one;
    bool is_known = !isnan(hydroxy ? one->hydroxy_mg.median : one->mitragynine_mg.median);

    if (is_known && uses[i] > known) {
      known = uses[i];
      v->from = one->says;
      v->source = one->source;
    } else if (!is_known && uses[i] > unknown) {
      unknown = uses[i];
      v->why_unknown = one->says;
      if (strncmp(one->says, not_known, sizeof not_known - 1) == 0)
        v->why_unknown += sizeof not_known - 1;
    }
  }
}

/* Sums of each calendar day. The doubt is that of the product, the same in each of its doses, so both ends add up. */
static bool by_day(struct work *w, int treatments, bool hydroxy, struct review_alkaloid *v)
{
  const struct quantity unknown = {NAN, NAN, NAN};
  size_t *uses = arena_array(&w->scratch, w->b->content.n, sizeof *uses);
  bool any = false;

  v->daily = arena_array(w->a, w->r->days, sizeof *v->daily);
  if (!v->daily || !uses)
    return false;
  for (size_t i = 0; i < w->b->taken.n; i++) {
    const struct taken *t = &w->b->taken.at[i];
    const struct content *c = &w->b->content.at[t->content];
    struct quantity one = hydroxy ? c->one.hydroxy_mg : c->one.mitragynine_mg;
    size_t at = day_index(w->r, t->day);

    if (w->b->product.at[c->product].treatment >= treatments || at == w->r->days)
      continue;
    any = true;
    add(&v->daily[at], one, t->amount);
    if (at < w->pattern_from)
      continue;
    v->doses++;
    v->doses_unknown += isnan(one.median * t->amount);
    uses[t->content]++;
  }
  reasons(w, hydroxy, uses, v);
  for (size_t i = 0; i < w->r->days; i++)
    if (!any || !day_counts(w, i))
      v->daily[i] = unknown;
  return true;
}

static void average(struct work *w, struct review_alkaloid *v)
{
  struct quantity sum = {0, 0, 0};
  double hours = 0;

  for (size_t i = w->pattern_from; i < w->r->days; i++) {
    if (!day_counts(w, i))
      continue;
    if (isnan(v->daily[i].median)) {
      v->days_unknown++;
      continue;
    }
    v->days++;
    v->days_zero += !(v->daily[i].median > 0);
    v->days_odd += odd(w, i);
    add(&sum, v->daily[i], 1);
    hours += w->hours[i];
  }
  v->per_day = (struct quantity){NAN, NAN, NAN};
  if (v->days > 0)
    v->per_day = (struct quantity){24 * sum.median / hours, 24 * sum.lo90 / hours, 24 * sum.hi90 / hours};
}

/* The days a trend rests on. */
struct points {
  double *day, *mg, *hours, *x, *y;
  size_t n;
};

static bool points_of(struct work *w, const struct review_alkaloid *v, struct points *p)
{
  size_t days = w->r->days;

  *p = (struct points){
      .day = arena_array(&w->scratch, days, sizeof(double)),
      .mg = arena_array(&w->scratch, days, sizeof(double)),
      .hours = arena_array(&w->scratch, days, sizeof(double)),
      .x = arena_array(&w->scratch, days, sizeof(double)),
      .y = arena_array(&w->scratch, days, sizeof(double)),
  };
  if (!p->day || !p->mg || !p->hours || !p->x || !p->y)
    return false;
  for (size_t i = w->pattern_from; i < days; i++) {
    if (isnan(v->daily[i].median))
      continue;
    p->day[p->n] = (double)i;
    p->mg[p->n] = v->daily[i].median;
    p->hours[p->n++] = w->hours[i];
  }
  return true;
}

/* mg a day over blocks of days: see trend_blocks. */
static bool trend(struct work *w, struct review_alkaloid *v)
{
  struct points p;
  struct trend t;
  double block, to_28;
  size_t n;

  if (!points_of(w, v, &p))
    return false;
  v->trend = (struct review_trend){.per = NAN, .lo = NAN, .hi = NAN, .days = p.n};
  if (p.n < REVIEW_TREND_DAYS) {
    v->trend.why_not = "A trend needs at least 14 days on which the amount in mg is known.";
    return true;
  }
  block = trend_block_days(p.day[0], p.day[p.n - 1]);
  n = trend_blocks(p.day, p.mg, p.hours, p.n, block, p.x, p.y);
  if (trend_theil_sen(p.x, p.y, n, TREND_Z90, false, &t, NULL) != RC_OK)
    return false;
  to_28 = 24 * REVIEW_TREND_PER / block; /* from mg an hour per block */
  v->trend.known = true;
  v->trend.per = t.slope * to_28;
  v->trend.lo = t.lo * to_28;
  v->trend.hi = t.hi * to_28;
  return true;
}

static bool middles(struct work *w, struct review_alkaloid *v)
{
  double *y = arena_array(&w->scratch, w->r->days, sizeof *y);
  size_t n = 0;

  if (!y)
    return false;
  v->lowest = v->highest = NAN;
  for (size_t i = w->pattern_from; i < w->r->days; i++) {
    if (isnan(v->daily[i].median) || odd(w, i))
      continue;
    y[n++] = v->daily[i].median;
    v->lowest = fmin(v->lowest, v->daily[i].median);
    v->highest = fmax(v->highest, v->daily[i].median);
  }
  v->median = quantile_median(y, n);
  return true;
}

static bool windows(struct work *w, struct review_alkaloid *v)
{
  size_t n = 0, days = w->r->days, *at = arena_array(&w->scratch, days, sizeof *at);
  double *value = arena_array(&w->scratch, days, sizeof *value),
         *scratch = arena_array(&w->scratch, days, sizeof *scratch);

  if (!at || !value || !scratch)
    return false;
  for (size_t i = 0; i < days; i++) {
    if (isnan(v->daily[i].median))
      continue;
    at[n] = i;
    value[n++] = v->daily[i].median;
  }
  windows_fill(w, &(struct series){.value = value, .at = at, .hours = w->hours, .n = n}, scratch, v->window);
  return true;
}

static bool fill(struct work *w, int treatments, bool hydroxy, struct review_alkaloid *v)
{
  if (!by_day(w, treatments, hydroxy, v))
    return false;
  average(w, v);
  if (v->doses == 0 && v->days == 0)
    v->days_unknown = 0; /* nothing of it was ever written down */
  return trend(w, v) && middles(w, v) && windows(w, v);
}

bool alkaloids_fill(struct work *w)
{
  return fill(w, 1, false, &w->r->mitragynine) && fill(w, 2, true, &w->r->hydroxy);
}
