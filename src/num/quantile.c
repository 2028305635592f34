#include "num/quantile.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

static int ascending(const void *a, const void *b)
{
  const double *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

void quantile_sort(double *v, size_t n)
{
  if (n > 1)
    qsort(v, n, sizeof *v, ascending);
}

static void swap(double *a, double *b)
{
  double t = *a;

  *a = *b;
  *b = t;
}

static double middle_of_three(double a, double b, double c)
{
  if (a > b)
    swap(&a, &b);
  return c <= a ? a : c >= b ? b : c;
}

/* Brings the k-th smallest (from 0) to v[k], smaller or equal ones before it, larger or equal ones behind. Parts in
 * three, so that many equal numbers cost nothing; an order made to hurt is simply sorted. */
static void select_kth(double *v, size_t n, size_t k)
{
  size_t from = 0, to = n; /* v[k] lies in [from, to) */
  int patience = 64;

  while (to - from > 1) {
    double pivot = middle_of_three(v[from], v[from + (to - from) / 2], v[to - 1]);
    size_t less = from, at = from, more = to;

    if (patience-- == 0) {
      quantile_sort(v + from, to - from);
      return;
    }
    while (at < more) {
      if (v[at] < pivot)
        swap(&v[at++], &v[less++]);
      else if (v[at] > pivot)
        swap(&v[at], &v[--more]);
      else
        at++;
    }
    if (k < less)
      to = less;
    else if (k >= more)
      from = more;
    else
      return;
  }
}

/* Rank (n - 1) p as a whole part and the way to the next. */
static size_t rank_of(size_t n, double p, double *part)
{
  double rank = (double)(n - 1) * p;
  size_t k = (size_t)rank;

  assert(p >= 0 && p <= 1);
  if (k > n - 1)
    k = n - 1;
  *part = rank - (double)k;
  return k;
}

double quantile_sorted(const double *v, size_t n, double p)
{
  double part;
  size_t k;

  if (n == 0)
    return NAN;
  k = rank_of(n, p, &part);
  return part > 0 && k + 1 < n ? v[k] + part * (v[k + 1] - v[k]) : v[k];
}

double quantile_of(double *v, size_t n, double p)
{
  double part, next;
  size_t k;

  if (n == 0)
    return NAN;
  k = rank_of(n, p, &part);
  select_kth(v, n, k);
  if (part <= 0 || k + 1 >= n)
    return v[k];
  next = v[k + 1];
  for (size_t i = k + 2; i < n; i++)
    if (v[i] < next)
      next = v[i];
  return v[k] + part * (next - v[k]);
}

double quantile_median(double *v, size_t n)
{
  return quantile_of(v, n, 0.5);
}
