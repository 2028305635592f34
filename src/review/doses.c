/* What was taken: each treatment in its own unit. Alkaloids are in alkaloids.c, occasions in habits.c. */
#include "review/build.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct content *content(const struct work *w, const struct taken *t)
{
  return &w->b->content.at[t->content];
}

static int treatment(const struct work *w, const struct taken *t)
{
  return w->b->product.at[content(w, t)->product].treatment;
}

static bool in_pattern(const struct work *w, const struct taken *t)
{
  size_t at = day_index(w->r, t->day);

  return at < w->r->days && at >= w->pattern_from;
}

/* Doses of one treatment in the pattern window. */
struct doses {
  struct taken *at;
  size_t n;
};

/* The unit of most doses; of equals the one used last, as in occasion_usual. uses: room for fact_unit_n. */
static const struct fact_unit *usual_unit(const struct work *w, const struct doses *d, size_t *uses)
{
  const struct fact_unit *best = NULL;

  memset(uses, 0, fact_unit_n * sizeof *uses);
  for (size_t i = 0; i < d->n; i++)
    if (content(w, &d->at[i])->unit)
      uses[content(w, &d->at[i])->unit - fact_unit]++;
  for (size_t i = d->n; i > 0; i--) {
    const struct fact_unit *unit = content(w, &d->at[i - 1])->unit;

    if (unit && (best == NULL || uses[unit - fact_unit] > uses[best - fact_unit]))
      best = unit;
  }
  return best;
}

/* An amount in another unit of the same dimension; NAN when it has none. */
static double in_unit(double amount, const struct fact_unit *from, const struct fact_unit *to)
{
  if (from == NULL || to == NULL)
    return NAN;
  if (from == to)
    return amount;
  if (from->dimension != to->dimension || from->dimension == DIM_COUNT)
    return NAN;
  return amount * from->to_base / to->to_base;
}

/* Amount a day, and on how many days there was any. day[] and any[] are room for r->days. */
static void per_day(const struct work *w, const struct doses *d, const struct fact_unit *unit, double *day, bool *any,
                    struct review_treatment *v)
{
  double sum = 0, hours = 0;

  memset(any, 0, w->r->days * sizeof *any);
  for (size_t i = 0; i < w->r->days; i++)
    day[i] = 0;
  for (size_t i = 0; i < d->n; i++) {
    size_t at = day_index(w->r, d->at[i].day);

    day[at] += in_unit(d->at[i].amount, content(w, &d->at[i])->unit, unit);
    any[at] = true;
  }
  v->doses = d->n;
  for (size_t i = w->pattern_from; i < w->r->days; i++) {
    if (!day_counts(w, i))
      continue;
    v->days_counted++;
    v->days_with += any[i];
    v->days_unknown += isnan(day[i]);
    sum += isnan(day[i]) ? 0 : day[i];
    hours += isnan(day[i]) ? 0 : w->hours[i];
  }
  v->unit = unit ? unit->key : NULL;
  v->per_day = unit && hours > 0 ? 24 * sum / hours : NAN;
}

/* All doses of the pattern window, those of one treatment together: from[k] to from[k + 1]. */
static bool grouped(struct work *w, size_t numbers, struct taken **out, size_t **from)
{
  size_t n = w->b->taken.n, kept = 0;

  for (size_t i = 0; i < n; i++)
    kept += in_pattern(w, &w->b->taken.at[i]);
  *out = arena_array(&w->scratch, kept, sizeof **out);
  *from = arena_array(&w->scratch, numbers + 2, sizeof **from);
  if (!*out || !*from)
    return false;
  for (size_t i = 0; i < n; i++)
    if (in_pattern(w, &w->b->taken.at[i]))
      (*from)[treatment(w, &w->b->taken.at[i]) + 2]++;
  for (size_t k = 2; k < numbers + 2; k++)
    (*from)[k] += (*from)[k - 1];
  for (size_t i = 0; i < n; i++)
    if (in_pattern(w, &w->b->taken.at[i]))
      (*out)[(*from)[treatment(w, &w->b->taken.at[i]) + 1]++] = w->b->taken.at[i];
  return true;
}

static bool treatments(struct work *w)
{
  struct review *r = w->r;
  size_t numbers = 2 + w->b->treatment.n, *from, *uses = arena_array(&w->scratch, fact_unit_n, sizeof *uses);
  double *day = arena_array(&w->scratch, r->days, sizeof *day);
  bool *any = arena_array(&w->scratch, r->days, sizeof *any);
  struct taken *all;

  r->treatment = arena_array(w->a, numbers, sizeof *r->treatment);
  if (!day || !any || !uses || !r->treatment || !grouped(w, numbers, &all, &from))
    return false;
  for (size_t k = 0; k < numbers; k++) {
    struct doses d = {.at = all + from[k], .n = from[k + 1] - from[k]};
    struct review_treatment v = {.number = (int)k,
                                 .name = k == 0 ? SPAN("kratom") : SPAN("7-OH"),
                                 .class_ = k == 0 ? PRODUCT_KRATOM : PRODUCT_7OH};

    if (d.n == 0)
      continue;
    if (k >= 2) {
      v.name = arena_copy(w->a, w->b->treatment.at[k - 2].name);
      v.class_ = w->b->treatment.at[k - 2].class_;
    }
    if (v.name.p == NULL)
      return false;
    per_day(w, &d, usual_unit(w, &d, uses), day, any, &v);
    r->treatment[r->treatment_n++] = v;
  }
  return true;
}

static struct quantity times(struct quantity q, double amount)
{
  return (struct quantity){q.median * amount, q.lo90 * amount, q.hi90 * amount};
}

static struct dose dose_of(const struct work *w, const struct taken *t)
{
  const struct content *c = content(w, t);

  return (struct dose){
      .at_s = t->at_s,
      .offset_s = t->offset_s,
      .timed = t->timed,
      .treatment = treatment(w, t),
      .amount = t->amount,
      .unit = c->unit ? c->unit->key : NULL,
      .mitragynine_mg = times(c->one.mitragynine_mg, t->amount),
      .hydroxy_mg = times(c->one.hydroxy_mg, t->amount),
      .order = t->order,
      .action = t->action,
  };
}

/* Of the pattern window, and of the days just before it, where its first occasion may have begun. */
static bool occasions(struct work *w)
{
  enum { DAYS_BEFORE = 2 };
  int64_t from = w->r->first_day + (int64_t)w->pattern_from - DAYS_BEFORE;
  size_t n = 0, k = 0;
  struct dose *dose;
  struct occasion *o;

  for (size_t i = 0; i < w->b->taken.n; i++)
    n += w->b->taken.at[i].day >= from;
  dose = arena_array(&w->scratch, n, sizeof *dose);
  o = arena_array(&w->scratch, n, sizeof *o);
  if (!dose || !o)
    return false;
  for (size_t i = 0; i < w->b->taken.n; i++)
    if (w->b->taken.at[i].day >= from)
      dose[k++] = dose_of(w, &w->b->taken.at[i]);
  return habits_fill(w, o, occasion_group(dose, n, o));
}

/* Most occasions first; of equals by number (kratom before all) and name. */
static int by_use(const void *a, const void *b)
{
  const struct review_treatment *x = a, *y = b;

  if (x->occasions != y->occasions)
    return x->occasions > y->occasions ? -1 : 1;
  if (x->number <= 1 || y->number <= 1)
    return x->number - y->number;
  return span_compare(x->name, y->name);
}

/* Days for the ticks beneath the charts. */
static void dosed(struct work *w)
{
  bool kratom = false;

  for (size_t i = 0; i < w->b->taken.n; i++)
    kratom = kratom || treatment(w, &w->b->taken.at[i]) <= 1;
  for (size_t i = 0; i < w->b->taken.n; i++) {
    size_t at = day_index(w->r, w->b->taken.at[i].day);

    if (at < w->r->days && (!kratom || treatment(w, &w->b->taken.at[i]) <= 1))
      w->r->dosed[at] = true;
  }
}

bool doses_fill(struct work *w)
{
  if (!treatments(w) || !alkaloids_fill(w) || !occasions(w))
    return false;
  qsort(w->r->treatment, w->r->treatment_n, sizeof *w->r->treatment, by_use);
  dosed(w);
  for (size_t i = 0; i < w->b->taken.n; i++)
    w->r->coarse_doses += in_pattern(w, &w->b->taken.at[i]) && !w->b->taken.at[i].timed;
  return true;
}
