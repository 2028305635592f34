#include "num/trend.h"

#include "num/quantile.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { PAIRS_EXACT_N = 512, BISECTIONS = 60 };

struct work {
  const double *x, *y;
  size_t n;
  double *slope;       /* all pairs, sorted; NULL when there are too many to keep */
  double *value, *aux; /* n each */
  size_t pairs;
  double steepest; /* no slope is steeper */
};

static bool usable(const double *x, const double *y, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (!isfinite(x[i]) || !isfinite(y[i]) || (i > 0 && x[i] <= x[i - 1]))
      return false;
  return true;
}

/* Kendall's variance of S, with groups of equal y. */
static double variance_of_s(struct work *w)
{
  double n = (double)w->n, var = n * (n - 1) * (2 * n + 5);

  memcpy(w->value, w->y, w->n * sizeof *w->value);
  quantile_sort(w->value, w->n);
  for (size_t i = 0, end; i < w->n; i = end) {
    double t;

    for (end = i + 1; end < w->n && !(w->value[end] > w->value[i]); end++)
      ;
    t = (double)(end - i);
    var -= t * (t - 1) * (2 * t + 5);
  }
  return var / 18;
}

/* Lag-one autocorrelation of the residuals, over neighbours that lie one apart. */
static double lag_one(struct work *w, double slope)
{
  double middle, top = 0, all = 0, r;
  size_t neighbours = 0;

  for (size_t i = 0; i < w->n; i++)
    w->value[i] = w->aux[i] = w->y[i] - slope * (w->x[i] - w->x[0]);
  middle = quantile_median(w->aux, w->n);
  for (size_t i = 0; i < w->n; i++) {
    double here = w->value[i] - middle;

    all += here * here;
    if (i > 0 && w->x[i] - w->x[i - 1] < 1.5) {
      top += here * (w->value[i - 1] - middle);
      neighbours++;
    }
  }
  if (neighbours < 5 || !(all > 0))
    return 0;
  r = top / (double)neighbours / (all / (double)w->n);
  r = ((double)w->n * r + 1) / ((double)w->n - 4);
  return r < 0 ? 0 : r > 0.95 ? 0.95 : r;
}

/* Sorts v[n] and counts the pairs i < j with v[j] <= v[i]. */
static size_t falls(double *v, double *aux, size_t n)
{
  size_t half = n / 2, i = 0, j = half, k = 0, found;

  if (n < 2)
    return 0;
  found = falls(v, aux, half) + falls(v + half, aux, n - half);
  while (i < half && j < n) {
    if (v[j] <= v[i]) {
      found += half - i;
      aux[k++] = v[j++];
    } else {
      aux[k++] = v[i++];
    }
  }
  while (i < half)
    aux[k++] = v[i++];
  while (j < n)
    aux[k++] = v[j++];
  memcpy(v, aux, n * sizeof *v);
  return found;
}

/* How many of all pairs have a slope of at most s. */
static size_t slopes_up_to(struct work *w, double s)
{
  for (size_t i = 0; i < w->n; i++)
    w->value[i] = w->y[i] - s * (w->x[i] - w->x[0]);
  return falls(w->value, w->aux, w->n);
}

/* The slope of rank k, from 0. */
static double slope_at(struct work *w, size_t k)
{
  double lo = -w->steepest, hi = w->steepest;

  if (w->slope)
    return w->slope[k];
  for (int i = 0; i < BISECTIONS && hi - lo > 1e-10 * w->steepest; i++) {
    double mid = lo + (hi - lo) / 2;

    if (slopes_up_to(w, mid) > k)
      hi = mid;
    else
      lo = mid;
  }
  lo += (hi - lo) / 2;
  return fabs(lo) <= 1e-9 * w->steepest ? 0 : lo;
}

static bool work_begin(struct work *w, const double *x, const double *y, size_t n)
{
  double least = INFINITY, low = INFINITY, high = -INFINITY;

  *w = (struct work){.x = x, .y = y, .n = n, .pairs = n * (n - 1) / 2};
  w->value = malloc(n * sizeof *w->value);
  w->aux = malloc(n * sizeof *w->aux);
  if (w->value == NULL || w->aux == NULL)
    return false;
  for (size_t i = 0; i < n; i++) {
    low = fmin(low, y[i]);
    high = fmax(high, y[i]);
    if (i > 0)
      least = fmin(least, x[i] - x[i - 1]);
  }
  w->steepest = (high - low) / least;
  if (n > PAIRS_EXACT_N)
    return true;
  w->slope = malloc(w->pairs * sizeof *w->slope);
  if (w->slope == NULL)
    return false;
  for (size_t i = 0, k = 0; i < n; i++)
    for (size_t j = i + 1; j < n; j++)
      w->slope[k++] = (y[j] - y[i]) / (x[j] - x[i]);
  quantile_sort(w->slope, w->pairs);
  return true;
}

static void work_done(struct work *w)
{
  free(w->slope);
  free(w->value);
  free(w->aux);
}

static void interval(struct work *w, double z, bool independent, struct trend *out)
{
  double all = (double)w->pairs, var = variance_of_s(w), below;

  out->lag1 = independent ? 0 : lag_one(w, out->slope);
  below = floor((all - z * sqrt(var * (1 + out->lag1) / (1 - out->lag1))) / 2);
  if (below < 1)
    return;
  out->lo = slope_at(w, (size_t)below - 1);
  out->hi = slope_at(w, w->pairs - (size_t)below);
}

enum rc trend_theil_sen(const double *x, const double *y, size_t n, double z, bool independent, struct trend *out,
                        struct err *e)
{
  struct trend t = {NAN, -INFINITY, INFINITY, 0};
  struct work w;

  if (!usable(x, y, n))
    return err_set(e, RC_DATA, "A trend needs finite numbers in order of time.");
  if (n >= 2) {
    if (!work_begin(&w, x, y, n)) {
      work_done(&w);
      return err_set(e, RC_NO_MEMORY, "There is not enough memory for a trend over %zu points.", n);
    }
    t.slope = slope_at(&w, (w.pairs - 1) / 2);
    if (w.pairs % 2 == 0)
      t.slope = (t.slope + slope_at(&w, w.pairs / 2)) / 2;
    interval(&w, z, independent, &t);
    work_done(&w);
  }
  *out = t;
  return RC_OK;
}

double trend_block_days(double first, double last)
{
  double days = floor((last - first + 1) / 14);

  return days < 2 ? 2 : days > 7 ? 7 : days;
}

size_t trend_blocks(const double *day, const double *value, const double *weight, size_t n, double block_days,
                    double *x, double *y)
{
  size_t blocks = 0;

  for (size_t from = 0, to; from < n; from = to) {
    double number = floor((day[n - 1] - day[from]) / block_days), days = 0, values = 0, weights = 0;

    for (to = from; to < n && floor((day[n - 1] - day[to]) / block_days) >= number; to++) {
      days += day[to];
      values += value[to];
      weights += weight[to];
    }
    x[blocks] = days / (double)(to - from) / block_days;
    y[blocks++] = values / weights;
  }
  return blocks;
}
