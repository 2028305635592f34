#include "num/quantile.h"

#include "base/rng.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define N(a) (sizeof(a) / sizeof(a)[0])

enum { MOST = 12 };

/* Expected values: Python 3.11 statistics.quantiles(v, n=100, method='inclusive') and statistics.median. */
static const struct {
  const char *why;
  size_t n;
  double v[MOST];
  double p, want;
} row[] = {
  { "one number is every quantile", 1, { 7.5 }, 0.05, 7.5 },
  { "even count, median between", 4, { 4, 1, 3, 2 }, 0.5, 2.5 },
  { "odd count, median is one of them", 5, { 9, 1, 8, 2, 7 }, 0.5, 7 },
  { "ties", 6, { 5, 5, 5, 5, 5, 6 }, 0.5, 5 },
  { "lowest", 3, { 3, -2, 8 }, 0, -2 },
  { "highest", 3, { 3, -2, 8 }, 1, 8 },
  { "5 %", 10, { 12, 3, 45, 7, 7, 1, 88, 23, 9, 30 }, 0.05, 1.9 },
  { "25 %", 10, { 12, 3, 45, 7, 7, 1, 88, 23, 9, 30 }, 0.25, 7.0 },
  { "90 %", 10, { 12, 3, 45, 7, 7, 1, 88, 23, 9, 30 }, 0.90, 49.3 },
  { "95 %", 10, { 12, 3, 45, 7, 7, 1, 88, 23, 9, 30 }, 0.95, 68.65 },
  { "40 % of twelve", 12, { 0.5, -1.25, 3, 2.75, 10, -4, 8, 6.5, 1, 0, 2, 7 }, 0.40, 1.4 },
};

static void rows(void **state)
{
  (void)state;
  for (size_t i = 0; i < N(row); i++) {
    double a[MOST], b[MOST], got, sorted;

    memcpy(a, row[i].v, sizeof a);
    memcpy(b, row[i].v, sizeof b);
    got = quantile_of(a, row[i].n, row[i].p);
    quantile_sort(b, row[i].n);
    sorted = quantile_sorted(b, row[i].n, row[i].p);
    if (!(fabs(got - row[i].want) < 1e-12) || !(fabs(sorted - row[i].want) < 1e-12))
      fail_msg("%s: got %.17g and %.17g, want %.17g", row[i].why, got, sorted, row[i].want);
  }
}

static void nothing_is_nan(void **state)
{
  (void)state;
  assert_true(isnan(quantile_of(NULL, 0, 0.5)));
  assert_true(isnan(quantile_sorted(NULL, 0, 0.5)));
}

/* Selecting gives what sorting gives, for chance, few values, sorted, reversed and saw-tooth orders. */
static void selecting_is_sorting(void **state)
{
  enum { LONG = 5000 };
  static double a[LONG], b[LONG];
  struct rng r;

  (void)state;
  rng_init(&r, 7);
  for (int shape = 0; shape < 5; shape++) {
    for (size_t i = 0; i < LONG; i++)
      b[i] = shape == 0   ? rng_normal(&r)
             : shape == 1 ? (double)rng_below(&r, 3)
             : shape == 2 ? (double)i
             : shape == 3 ? -(double)i
                          : (double)(i < LONG / 2 ? i : LONG - i);
    memcpy(a, b, sizeof a);
    quantile_sort(b, LONG);
    for (int k = 0; k <= 20; k++) {
      double got = quantile_of(a, LONG, k / 20.0), want = quantile_sorted(b, LONG, k / 20.0);

      if (fabs(got - want) > 0)
        fail_msg("shape %d p %d/20: got %g, want %g", shape, k, got, want);
    }
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows),
      cmocka_unit_test(nothing_is_nan),
      cmocka_unit_test(selecting_is_sorting),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
