/* The course of every scale: days as median or sum, windows, gaps as gaps. */
#include "num/quantile.h"
#include "review/build.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const int back_days[REVIEW_WINDOWS] = { 30, 90, 365, 0 };

/* Days from index `from` on that could hold a value: all but those not tracked that hold none. *with: those that do. */
static size_t days_of(const struct work *w, const struct series *s, size_t from, size_t *with)
{
  size_t k = 0, of = 0;

  *with = 0;
  while (k < s->n && s->at[k] < from)
    k++;
  for (size_t i = from; i < w->r->days; i++) {
    bool has = k < s->n && s->at[k] == i;

    while (k < s->n && s->at[k] == i)
      k++;
    *with += has;
    of += has || !w->untracked[i];
  }
  return of;
}

void windows_fill(const struct work *w, const struct series *s, double *scratch,
                  struct review_window out[REVIEW_WINDOWS])
{
  for (size_t k = 0; k < REVIEW_WINDOWS; k++) {
    size_t back = (size_t)back_days[k], days = w->r->days;
    size_t from = back > 0 && back < days ? days - back : 0;
    struct review_window *v = &out[k];
    double sum = 0, weight = 0;

    *v = (struct review_window){.back_days = back_days[k]};
    for (size_t i = 0; i < s->n; i++) {
      if (s->at[i] < from)
        continue;
      scratch[v->n++] = s->value[i];
      sum += s->value[i];
      weight += s->hours ? s->hours[s->at[i]] / 24 : 1;
    }
    v->mean = v->n > 0 ? sum / weight : NAN;
    v->median = quantile_median(scratch, v->n);
    v->days_of = days_of(w, s, from, &v->days);
  }
}

static struct scale scale_named(const struct review_builder *b, struct span name, double lowest, double highest,
                                bool *unknown)
{
  struct scale s;

  *unknown = false;
  for (size_t i = 0; i < b->set.scale_n; i++)
    if (span_eq(b->set.scale[i].name, name))
      return b->set.scale[i];
  if (scale_built_in(name, &s))
    return s;
  /* A site of pain is counted like pain, as long as its numbers fit. */
  if (span_starts(name, "pain.") && scale_built_in(SPAN("pain"), &s) && lowest >= s.lo && highest <= s.hi)
    return s;
  *unknown = true;
  if (!scale_for_values(name, lowest, highest, &s))
    s = (struct scale){.name = name,
                       .lo = fmin(0, lowest),
                       .hi = highest,
                       .step = 1,
                       .better = BETTER_UNKNOWN,
                       .day = DAY_MEDIAN,
                       .unit = SPAN("")};
  return s;
}

/* The ratings of one scale, ordered by day; within a day by time. */
struct gathered {
  double *value, *scratch;
  size_t *at;
  size_t n;
};

static bool gather(struct work *w, const struct rating *rating, size_t n, struct gathered *g)
{
  size_t days = w->r->days, *from = arena_array(&w->scratch, days + 1, sizeof *from);

  g->value = arena_array(&w->scratch, n, sizeof *g->value);
  g->scratch = arena_array(&w->scratch, n, sizeof *g->scratch);
  g->at = arena_array(&w->scratch, n, sizeof *g->at);
  g->n = 0;
  if (!from || !g->value || !g->scratch || !g->at)
    return false;
  for (size_t i = 0; i < n; i++) {
    size_t at = day_index(w->r, rating[i].day);

    if (at < days)
      from[at + 1]++;
  }
  for (size_t i = 0; i < days; i++)
    from[i + 1] += from[i];
  g->n = from[days];
  for (size_t i = 0; i < n; i++) {
    size_t at = day_index(w->r, rating[i].day);

    if (at == days)
      continue;
    g->at[from[at]] = at;
    g->value[from[at]++] = rating[i].value;
  }
  return true;
}

/* Each day's own value; for sums the gathered values become one a day. */
static void daily(const struct gathered *g, struct review_course *c)
{
  for (size_t from = 0, to; from < g->n; from = to) {
    size_t day = g->at[from];
    double sum = 0;

    for (to = from; to < g->n && g->at[to] == day; to++) {
      g->scratch[to - from] = g->value[to];
      sum += g->value[to];
    }
    c->daily_n[day] = (uint32_t)(to - from);
    c->daily[day] = c->scale.day == DAY_SUM ? sum : quantile_median(g->scratch, to - from);
  }
}

static void sums_only(struct gathered *g, const struct review_course *c, size_t days)
{
  g->n = 0;
  for (size_t i = 0; i < days; i++) {
    if (isnan(c->daily[i]))
      continue;
    g->at[g->n] = i;
    g->value[g->n++] = c->daily[i];
  }
}

static void bounds(const struct gathered *g, const struct review *r, struct review_course *c)
{
  c->lowest = c->highest = NAN;
  for (size_t i = 0; i < g->n; i++) {
    c->lowest = fmin(c->lowest, g->value[i]);
    c->highest = fmax(c->highest, g->value[i]);
  }
  if (g->n > 0) {
    c->first_day = r->first_day + (int64_t)g->at[0];
    c->last_day = r->first_day + (int64_t)g->at[g->n - 1];
  }
}

static bool fill(struct work *w, uint32_t scale, const struct rating *rating, size_t n, struct review_course *c)
{
  const struct fact_scale *fact = fact_scale_by_key(w->b->scales.name[scale]);
  size_t days = w->r->days;
  struct gathered g;

  c->name = arena_copy(w->a, w->b->scales.name[scale]);
  c->daily = arena_array(w->a, days, sizeof *c->daily);
  c->daily_n = arena_array(w->a, days, sizeof *c->daily_n);
  if (c->name.p == NULL || !c->daily || !c->daily_n || !gather(w, rating, n, &g))
    return false;
  for (size_t i = 0; i < days; i++)
    c->daily[i] = NAN;
  c->n = g.n;
  bounds(&g, w->r, c);
  c->scale = scale_named(w->b, c->name, c->lowest, c->highest, &c->scale_unknown);
  c->scale.name = c->name;
  c->asks = fact && !c->scale_unknown ? fact->asks : NULL;
  daily(&g, c);
  if (c->scale.day == DAY_SUM) {
    sums_only(&g, c, days);
    bounds(&g, w->r, c);
  }
  windows_fill(w, &(struct series){.value = g.value, .at = g.at, .n = g.n}, g.scratch, c->window);
  c->mean = c->window[REVIEW_WINDOWS - 1].mean;
  c->median = c->window[REVIEW_WINDOWS - 1].median;
  c->days = c->window[REVIEW_WINDOWS - 1].days;
  c->days_of = c->window[REVIEW_WINDOWS - 1].days_of;
  return true;
}

/* Pain first, then its sites, then the most used. */
static int place_of(const struct review_course *c)
{
  return span_is(c->name, "pain") ? 0 : span_starts(c->name, "pain.") ? 1 : 2;
}

static int by_place(const void *a, const void *b)
{
  const struct review_course *x = a, *y = b;
  int p = place_of(x), q = place_of(y);

  if (p != q)
    return p - q;
  if (x->n != y->n)
    return x->n > y->n ? -1 : 1;
  return span_compare(x->name, y->name);
}

bool course_fill(struct work *w)
{
  const struct review_builder *b = w->b;
  size_t scales = b->scales.n, n = b->rating.n;
  size_t *from = arena_array(&w->scratch, scales + 2, sizeof *from);
  struct rating *sorted = arena_array(&w->scratch, n, sizeof *sorted);
  struct review *r = w->r;

  r->course = arena_array(w->a, scales, sizeof *r->course);
  if (!from || !sorted || !r->course)
    return false;
  for (size_t i = 0; i < n; i++)
    from[b->rating.at[i].scale + 2]++;
  for (size_t k = 2; k < scales + 2; k++)
    from[k] += from[k - 1];
  for (size_t i = 0; i < n; i++)
    sorted[from[b->rating.at[i].scale + 1]++] = b->rating.at[i];
  for (size_t k = 0; k < scales; k++) {
    struct review_course *c = &r->course[r->course_n];

    if (!fill(w, (uint32_t)k, sorted + from[k], from[k + 1] - from[k], c))
      return false;
    r->course_n += c->n > 0;
  }
  qsort(r->course, r->course_n, sizeof *r->course, by_place);
  return true;
}
