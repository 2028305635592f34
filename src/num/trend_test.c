#include "num/trend.h"

#include "base/rng.h"
#include "num/quantile.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define N(a) (sizeof(a) / sizeof(a)[0])

enum { MOST = 12 };

static const struct {
  const char *why;
  size_t n;
  double x[MOST], y[MOST];
  double z;
  double slope, lo, hi;
} row[] = {
  /* P. K. Sen, J. Am. Stat. Assoc. 63 (1968) 1379, the worked example: 4, 93 % interval 3.71 (26/7) to 4.38 (35/8). */
  { "Sen's example", 7, { 1, 2, 3, 4, 10, 12, 18 }, { 9, 15, 19, 20, 45, 55, 78 }, 1.8119106729525978, 4, 26.0 / 7,
    35.0 / 8 },
  { "a straight line has no doubt left", 6, { 0, 1, 2, 3, 4, 5 }, { 1, 3, 5, 7, 9, 11 }, TREND_Z90, 2, 2, 2 },
  { "one wild day bends nothing", 7, { 0, 1, 2, 3, 4, 5, 6 }, { 0, 1, 2, 300, 4, 5, 6 }, TREND_Z90, 1, 1, 1 },
  { "a constant", 5, { 0, 1, 2, 3, 4 }, { 6, 6, 6, 6, 6 }, TREND_Z90, 0, 0, 0 },
  { "two points: a slope without an interval", 2, { 0, 4 }, { 1, 3 }, TREND_Z90, 0.5, -INFINITY, INFINITY },
  { "one point: no slope", 1, { 0 }, { 1 }, TREND_Z90, NAN, -INFINITY, INFINITY },
};

static int same(double got, double want)
{
  if (isnan(want))
    return isnan(got);
  if (isinf(want))
    return isinf(got) && (got > 0) == (want > 0);
  return fabs(got - want) <= 1e-9 * (1 + fabs(want));
}

static void rows(void **state)
{
  (void)state;
  for (size_t i = 0; i < N(row); i++) {
    struct trend t;

    assert_int_equal(trend_theil_sen(row[i].x, row[i].y, row[i].n, row[i].z, true, &t, NULL), RC_OK);
    if (!same(t.slope, row[i].slope) || !same(t.lo, row[i].lo) || !same(t.hi, row[i].hi))
      fail_msg("%s: %.12g (%.12g to %.12g)", row[i].why, t.slope, t.lo, t.hi);
  }
}

static void what_is_refused(void **state)
{
  static const double good[] = {1, 2}, back[] = {2, 1}, twice[] = {1, 1}, wild[] = {1, NAN};
  struct trend t = {.slope = 42};
  struct err e;

  (void)state;
  assert_int_equal(trend_theil_sen(back, good, 2, TREND_Z90, false, &t, &e), RC_DATA);
  assert_int_equal(trend_theil_sen(twice, good, 2, TREND_Z90, false, &t, &e), RC_DATA);
  assert_int_equal(trend_theil_sen(good, wild, 2, TREND_Z90, false, &t, &e), RC_DATA);
  assert_true(t.slope > 41);
}

/* Above PAIRS_EXACT_N the slopes are counted, not kept: the same answer as keeping all of them. */
static void counting_is_keeping(void **state)
{
  enum { LONG = 700 };
  static double x[LONG], y[LONG], s[LONG * (LONG - 1) / 2];

  (void)state;
  for (int shape = 0; shape < 3; shape++) {
    struct trend t;
    struct rng r;
    size_t k = 0;

    rng_init(&r, 11 + (uint64_t)shape);
    for (size_t i = 0; i < LONG; i++) {
      x[i] = (double)(i + i / 7);
      y[i] = shape == 0 ? 0.01 * x[i] + rng_normal(&r) : shape == 1 ? (double)rng_below(&r, 4) * 37.5 : 1e6 - 3 * x[i];
    }
    for (size_t i = 0; i < LONG; i++)
      for (size_t j = i + 1; j < LONG; j++)
        s[k++] = (y[j] - y[i]) / (x[j] - x[i]);
    assert_int_equal(trend_theil_sen(x, y, LONG, TREND_Z90, true, &t, NULL), RC_OK);
    if (fabs(t.slope - quantile_median(s, k)) > 1e-6)
      fail_msg("shape %d: %.12g, want %.12g", shape, t.slope, quantile_median(s, k));
    assert_true(t.lo <= t.slope + 1e-6 && t.slope <= t.hi + 1e-6);
  }
}

/* How often of 100 the 90 % interval holds the true slope, for days that depend on the day before by rho. */
static int covers(double rho, bool independent, uint64_t seed)
{
  enum { DAYS = 84, RUNS = 500 };
  double x[DAYS], y[DAYS], state_y = 0;
  int inside = 0;
  struct rng r;

  rng_init(&r, seed);
  for (int run = 0; run < RUNS; run++) {
    struct trend t;

    for (size_t i = 0; i < DAYS; i++) {
      state_y = rho * state_y + rng_normal(&r);
      x[i] = (double)i;
      y[i] = 40 + 0.2 * x[i] + 10 * state_y;
    }
    assert_int_equal(trend_theil_sen(x, y, DAYS, TREND_Z90, independent, &t, NULL), RC_OK);
    inside += t.lo <= 0.2 && 0.2 <= t.hi;
  }
  return inside * 100 / RUNS;
}

static void the_interval_covers(void **state)
{
  (void)state;
  assert_in_range(covers(0, true, 1), 86, 94);
  assert_in_range(covers(0, false, 2), 87, 97);
  assert_in_range(covers(0.5, false, 3), 85, 97);
  assert_true(covers(0.5, true, 4) < 80); /* what the plain interval would promise in vain */
}

static void blocks(void **state)
{
  static const double day[] = {1, 2, 3, 7, 8, 9, 10}, value[] = {9, 10, 20, 30, 40, 50, 60};
  static const double hours[] = {24, 24, 24, 30, 18, 24, 24};
  double x[7], y[7];

  (void)state;
  assert_true(same(trend_block_days(1, 14), 2));
  assert_true(same(trend_block_days(1, 56), 4));
  assert_true(same(trend_block_days(1, 3650), 7));
  /* from the end: 8-10, then 5-7, 2-4, and 1 alone */
  assert_int_equal(trend_blocks(day, value, hours, 7, 3, x, y), 4);
  assert_true(same(x[0], 1.0 / 3) && same(y[0], 9.0 / 24));
  assert_true(same(x[1], 2.5 / 3) && same(y[1], 30.0 / 48));
  assert_true(same(x[2], 7.0 / 3) && same(y[2], 1));
  assert_true(same(x[3], 3) && same(y[3], 150.0 / 66));
}

/* Two chances a day of a dose of 37.5 or 45 mg, getting rarer from 95 to 50 in 100 over 84 days. */
static void whole_doses_do_not_hide_a_change(void **state)
{
  enum { DAYS = 84, RUNS = 400 };
  double day[DAYS], mg[DAYS], one[DAYS], x[DAYS], y[DAYS];
  double truth = -2 * 0.45 / (DAYS - 1) * (0.7 * 37.5 + 0.3 * 45), by_day = 0, by_block = 0;
  int inside = 0;
  struct rng r;

  (void)state;
  rng_init(&r, 6);
  for (int run = 0; run < RUNS; run++) {
    double block = trend_block_days(0, DAYS - 1);
    struct trend t;
    size_t n;

    for (size_t i = 0; i < DAYS; i++) {
      day[i] = (double)i;
      one[i] = 1;
      mg[i] = 0;
      for (int k = 0; k < 2; k++)
        if (rng_unit(&r) < 0.95 - 0.45 * (double)i / (DAYS - 1))
          mg[i] += rng_unit(&r) < 0.7 ? 37.5 : 45;
    }
    assert_int_equal(trend_theil_sen(day, mg, DAYS, TREND_Z90, false, &t, NULL), RC_OK);
    by_day += t.slope / RUNS;
    n = trend_blocks(day, mg, one, DAYS, block, x, y);
    assert_int_equal(trend_theil_sen(x, y, n, TREND_Z90, false, &t, NULL), RC_OK);
    by_block += t.slope / block / RUNS;
    inside += t.lo / block <= truth && truth <= t.hi / block;
  }
  assert_true(by_day / truth < 0.5);
  assert_true(by_block / truth > 0.9 && by_block / truth < 1.1);
  assert_in_range(inside, RUNS * 88 / 100, RUNS * 99 / 100);
}

/* Another unit of y or x changes the slope by that much and nothing else; moving the days changes nothing. */
static void rescaling(void **state)
{
  double x[30], y[30], x2[30], y2[30];
  struct trend a, b;
  struct rng r;

  (void)state;
  rng_init(&r, 5);
  for (size_t i = 0; i < N(x); i++) {
    x[i] = (double)i;
    y[i] = rng_normal(&r);
    x2[i] = 1000 + x[i];
    y2[i] = 3 - 4 * y[i];
  }
  assert_int_equal(trend_theil_sen(x, y, N(x), TREND_Z90, false, &a, NULL), RC_OK);
  assert_int_equal(trend_theil_sen(x2, y2, N(x), TREND_Z90, false, &b, NULL), RC_OK);
  assert_true(same(b.slope, -4 * a.slope));
  assert_true(same(b.lo, -4 * a.hi));
  assert_true(same(b.hi, -4 * a.lo));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows),
      cmocka_unit_test(what_is_refused),
      cmocka_unit_test(counting_is_keeping),
      cmocka_unit_test(the_interval_covers),
      cmocka_unit_test(blocks),
      cmocka_unit_test(whole_doses_do_not_hide_a_change),
      cmocka_unit_test(rescaling),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
