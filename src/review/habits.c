/* Occasions: how far apart, at what time of day, and whether pain was written down before. */
#include "num/quantile.h"
#include "review/build.h"

#include <math.h>

enum { DAY_S = 86400 };

/* One treatment's occasions in the pattern window, in order of time. */
struct habit {
  const struct occasion *o;
  size_t n;
  double *scratch;       /* [n + 1] */
  size_t *uncounted;     /* [days + 1] how many days before i do not count or hold a dose without a clock time */
  unsigned char *coarse; /* [days + 1] marks of days */
};

static int64_t local_day(int64_t at_s, int32_t offset_s, int32_t day_starts_s)
{
  int64_t local_s = at_s + offset_s - day_starts_s;

  return (local_s - (local_s % DAY_S + DAY_S) % DAY_S) / DAY_S;
}

static int32_t clock_s(const struct occasion *o)
{
  return (int32_t)(((o->at_s + o->offset_s) % DAY_S + DAY_S) % DAY_S);
}

static size_t day_of(const struct work *w, const struct occasion *o)
{
  return day_index(w->r, local_day(o->at_s, o->offset_s, 0));
}

static void by_clock(const struct work *w, const struct habit *h, struct review_treatment *v)
{
  int32_t day_starts_s = w->b->set.day_starts_s;

  for (size_t i = 0; i <= w->r->days; i++)
    h->coarse[i] = 0; /* here: diary days whose first has been met; one may have begun before the first day */
  for (size_t i = 0; i < h->n; i++) {
    int32_t after_start_s = (clock_s(&h->o[i]) - day_starts_s + DAY_S) % DAY_S;
    int64_t day = local_day(h->o[i].at_s, h->o[i].offset_s, day_starts_s);

    if (!h->o[i].timed)
      continue;
    v->timed++;
    v->hour[clock_s(&h->o[i]) / 3600]++;
    v->night += after_start_s >= DAY_S - (int32_t)(3600 * fact_value("night_before_day_starts_h"));
    if (!h->coarse[day - w->r->first_day + 1])
      h->scratch[v->first_n++] = after_start_s / 60.0;
    h->coarse[day - w->r->first_day + 1] = 1;
  }
  v->first_min = fmod(quantile_median(h->scratch, v->first_n) + day_starts_s / 60.0, DAY_S / 60.0);
}

/* Hours from one occasion to the next, where nothing between them is unknown: every day from the one to the other is
 * written and tracked, and no dose of this treatment without a clock time lies on them. */
static void spacing(const struct work *w, const struct habit *h, struct review_treatment *v)
{
  size_t days = w->r->days;
  const struct occasion *last = NULL;

  for (size_t i = 0; i < days; i++)
    h->coarse[i] = 0;
  for (size_t i = 0; i < h->n; i++)
    if (!h->o[i].timed)
      h->coarse[day_of(w, &h->o[i])] = 1;
  h->uncounted[0] = 0;
  for (size_t i = 0; i < days; i++)
    h->uncounted[i + 1] = h->uncounted[i] + (!day_counts(w, i) || h->coarse[i]);
  for (size_t i = 0; i < h->n; i++) {
    if (!h->o[i].timed)
      continue;
    if (last) {
      size_t a = day_of(w, last), b = day_of(w, &h->o[i]), from = a < b ? a : b, to = a < b ? b : a;

      if (h->uncounted[to + 1] == h->uncounted[from])
        h->scratch[v->gap_n++] = (double)(h->o[i].at_s - last->at_s) / 3600;
    }
    last = &h->o[i];
  }
  v->gap_median_h = quantile_median(h->scratch, v->gap_n);
}

static void per_dose_day(const struct work *w, const struct habit *h, struct review_treatment *v)
{
  size_t days = 0;

  for (size_t i = 0; i < w->r->days; i++)
    h->coarse[i] = 0;
  for (size_t i = 0; i < h->n; i++)
    h->coarse[day_of(w, &h->o[i])] = 1;
  for (size_t i = 0; i < w->r->days; i++)
    days += h->coarse[i];
  v->per_dose_day = days > 0 ? (double)h->n / (double)days : NAN;
}

/* Pain written down 1.5 to 3 hours after. */
static size_t followed(const struct habit *h, const struct anchor_rating *pain, size_t pain_n)
{
  size_t found = 0, k = 0;

  for (size_t i = 0; i < h->n; i++) {
    if (!h->o[i].timed)
      continue;
    while (k < pain_n && pain[k].at_s < h->o[i].at_s + REVIEW_FOLLOW_FROM_S)
      k++;
    found += k < pain_n && pain[k].at_s <= h->o[i].at_s + REVIEW_FOLLOW_TO_S;
  }
  return found;
}

static bool in_pattern(const struct work *w, const struct occasion *o)
{
  size_t day = day_of(w, o);

  return day < w->r->days && day >= w->pattern_from;
}

/* Occasions of the pattern window, those of one treatment together: from[k] to from[k + 1]. from is zeroed. */
static void grouped(const struct work *w, const struct occasion *o, size_t n, size_t numbers, struct occasion *out,
                    size_t *from)
{
  for (size_t i = 0; i < n; i++)
    if (in_pattern(w, &o[i]))
      from[o[i].treatment + 2]++;
  for (size_t k = 2; k < numbers + 2; k++)
    from[k] += from[k - 1];
  for (size_t i = 0; i < n; i++)
    if (in_pattern(w, &o[i]))
      out[from[o[i].treatment + 1]++] = o[i];
}

bool habits_fill(struct work *w, const struct occasion *o, size_t n)
{
  struct review *r = w->r;
  size_t numbers = 2 + w->b->treatment.n, *from = arena_array(&w->scratch, numbers + 2, sizeof *from);
  struct occasion *sorted = arena_array(&w->scratch, n, sizeof *sorted);
  struct habit h = {
      .scratch = arena_array(&w->scratch, n + 1, sizeof *h.scratch),
      .uncounted = arena_array(&w->scratch, r->days + 1, sizeof *h.uncounted),
      .coarse = arena_array(&w->scratch, r->days + 1, sizeof *h.coarse),
  };

  if (!from || !sorted || !h.scratch || !h.uncounted || !h.coarse)
    return false;
  grouped(w, o, n, numbers, sorted, from);
  for (size_t k = 0; k < r->treatment_n; k++) {
    struct review_treatment *v = &r->treatment[k];
    size_t timed_n;

    h.o = sorted + from[v->number];
    h.n = from[v->number + 1] - from[v->number];
    v->occasions = h.n;
    v->usual = occasion_usual(h.o, h.n, v->number, v->number == 0);
    by_clock(w, &h, v);
    spacing(w, &h, v);
    per_dose_day(w, &h, v);
    v->anchored = occasion_anchored(h.o, h.n, v->number, w->b->pain.at, w->b->pain.n, &timed_n);
    v->followed = followed(&h, w->b->pain.at, w->b->pain.n);
    r->anchored += v->anchored;
    r->anchored_of += timed_n;
  }
  return true;
}
