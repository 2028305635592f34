#include "base/rng.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

/* Widely published first outputs: splitmix64 from 1234567, xoshiro256** from 1, 2, 3, 4. */
static void published_numbers(void **state)
{
  static const uint64_t seeds[] = { UINT64_C(6457827717110365317), UINT64_C(3203168211198807973),
                                    UINT64_C(9817491932198370423), UINT64_C(4593380528125082431) };
  static const uint64_t outputs[] = { 11520, 0, 1509978240, UINT64_C(1215971899390074240),
                                      UINT64_C(1216172134540287360), UINT64_C(607988272756665600),
                                      UINT64_C(16172922978634559625), UINT64_C(8476171486693032832),
                                      UINT64_C(10595114339597558777), UINT64_C(2904607092377533576) };
  struct rng r;

  (void)state;
  rng_init(&r, 1234567);
  for (size_t i = 0; i < 4; i++)
    assert_true(r.s[i] == seeds[i]);
  r = (struct rng){ { 1, 2, 3, 4 } };
  for (size_t i = 0; i < sizeof(outputs) / sizeof(outputs[0]); i++)
    assert_true(rng_u64(&r) == outputs[i]);
}

static void unit_is_even(void **state)
{
  enum { N = 1000000, BINS = 100 };
  static int count[BINS];
  struct rng r;
  double chi2 = 0.0;

  (void)state;
  rng_init(&r, 1);
  for (int i = 0; i < N; i++) {
    double u = rng_unit(&r);

    assert_true(u >= 0.0 && u < 1.0);
    count[(int)(u * BINS)]++;
  }
  for (int i = 0; i < BINS; i++)
    chi2 += (count[i] - N / BINS) * (double)(count[i] - N / BINS) / (N / BINS);
  assert_true(chi2 > 50.0 && chi2 < 160.0); /* 99 degrees of freedom; beyond 160 once in 10,000 seeds */
}

/* The empirical distribution against the error function of the C library. */
static int by_size(const void *a, const void *b)
{
  const double *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

static void normal_is_normal(void **state)
{
  enum { N = 400000 };
  double *x = malloc(N * sizeof(*x)), sum = 0.0, squares = 0.0, worst = 0.0;
  struct rng r;

  (void)state;
  assert_non_null(x);
  rng_init(&r, 2);
  for (int i = 0; i < N; i++) {
    x[i] = rng_normal(&r);
    sum += x[i];
    squares += x[i] * x[i];
  }
  qsort(x, N, sizeof(*x), by_size);
  for (int i = 0; i < N; i++) {
    double gap = fabs(0.5 * erfc(-x[i] * 0.70710678118654752) - (i + 0.5) / N);

    if (gap > worst)
      worst = gap;
  }
  assert_true(fabs(sum / N) < 4.0 / sqrt(N));
  assert_true(fabs(squares / N - 1.0) < 4.0 * sqrt(2.0 / N));
  assert_true(worst < 1.95 / sqrt(N)); /* Kolmogorov: beyond it once in 1,000 seeds */
  assert_true(x[0] < -4.0 && x[N - 1] > 4.0);
  free(x);
}

static void below_is_even(void **state)
{
  static int count[7];
  struct rng r;
  uint64_t large = UINT64_C(3) << 62, high = 0;

  (void)state;
  rng_init(&r, 3);
  for (int i = 0; i < 70000; i++)
    count[rng_below(&r, 7)]++;
  for (int i = 0; i < 7; i++)
    assert_in_range(count[i], 9600, 10400);
  assert_true(rng_below(&r, 1) == 0);
  /* A plain remainder would give the lowest third twice as often. */
  for (int i = 0; i < 30000; i++) {
    uint64_t v = rng_below(&r, large);

    assert_true(v < large);
    high += v >= large / 3;
  }
  assert_in_range(high, 19600, 20400);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(published_numbers),
    cmocka_unit_test(unit_is_even),
    cmocka_unit_test(normal_is_normal),
    cmocka_unit_test(below_is_even),
  };

  return cmocka_run_group_tests_name("rng", tests, NULL, NULL);
}
