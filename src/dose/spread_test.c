#include "dose/spread.h"

#include "base/csv.h"
#include "base/number.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define N(a) (sizeof(a) / sizeof(a)[0])

static const char *figures; /* tests/data/dose/spread.csv */

static ptrdiff_t read_file(void *ctx, char *p, size_t n)
{
  return (ptrdiff_t)fread(p, 1, n, ctx);
}

static double number(const struct csv_field *f)
{
  double v = NAN;

  assert_true(number_parse(f->text, &v));
  return v;
}

static void near(const char *why, double got, double want, double relative)
{
  if (!(fabs(got - want) <= relative * fabs(want)))
    fail_msg("%s: %.12g, not %.12g", why, got, want);
}

/* why,log_sd,lo1,hi1,lo2,hi2,lo3,hi3,p,quantile */
static void against_gsl(void **state)
{
  FILE *file = fopen(figures, "rb");
  struct csv *csv = NULL;
  struct csv_row row;
  struct err e;
  size_t rows = 0;

  (void)state;
  assert_non_null(file);
  assert_int_equal(csv_open(&csv, read_file, file, ',', &e), RC_OK);
  assert_int_equal(csv_next(csv, &row, &e), RC_OK);
  while (csv_next(csv, &row, &e) == RC_OK && row.n > 0) {
    struct fact_spread_of part = { .shape = SPREAD_LOGNORMAL, .a = 1.0, .b = number(&row.field[1]) };
    struct spread s = spread_exactly(1.0);
    char why[80];

    assert_true(spread_times(&s, &part));
    for (size_t i = 2; i < 8; i += 2) {
      if (row.field[i].text.n == 0)
        continue;
      part = (struct fact_spread_of){ SPREAD_UNIFORM, number(&row.field[i]), number(&row.field[i + 1]) };
      assert_true(spread_times(&s, &part));
    }
    snprintf(why, sizeof(why), "%.*s", SPAN_FMT(row.field[0].text));
    near(why, spread_quantile(&s, number(&row.field[8])), number(&row.field[9]), 1e-6);
    /* amounts only scale */
    s.scale *= 2500.0;
    near(why, spread_quantile(&s, number(&row.field[8])), 2500.0 * number(&row.field[9]), 1e-6);
    rows++;
  }
  assert_int_equal(rows, 54);
  csv_close(csv);
  fclose(file);
}

/* The order in which the parts come changes nothing, and the quantiles keep their order. */
static void order(void **state)
{
  static const struct fact_spread_of part[] = {
    { SPREAD_UNIFORM, 0.2, 0.8 }, { SPREAD_UNIFORM, 0.5, 0.7 }, { SPREAD_LOGNORMAL, 0.015, 0.35 },
    { SPREAD_UNIFORM, 0.1, 3.0 }, { SPREAD_FIXED, 4.0, 0.0 },
  };
  static const double p[] = { 0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999 };
  struct spread there = spread_exactly(3.0), back = spread_exactly(3.0);

  (void)state;
  for (size_t i = 0; i < N(part); i++) {
    assert_true(spread_times(&there, &part[i]));
    assert_true(spread_times(&back, &part[N(part) - 1 - i]));
  }
  for (size_t i = 0; i < N(p); i++) {
    near("order", spread_quantile(&back, p[i]), spread_quantile(&there, p[i]), 1e-7);
    if (i > 0)
      assert_true(spread_quantile(&there, p[i]) > spread_quantile(&there, p[i - 1]));
  }
}

static void exact(void **state)
{
  static const struct fact_spread_of fixed = { SPREAD_FIXED, 0.5, 0.0 }, certain = { SPREAD_LOGNORMAL, 2.0, 0.0 };
  struct spread s = spread_exactly(30.0);

  (void)state;
  assert_true(spread_times(&s, &fixed));
  assert_true(spread_times(&s, &certain));
  assert_true(spread_is_exact(&s));
  assert_true(spread_quantile(&s, 0.05) == 30.0);
  assert_true(spread_quantile(&s, 0.95) == 30.0);
}

static void nothing(void **state)
{
  static const struct fact_spread_of leaf = { SPREAD_LOGNORMAL, 0.015, 0.35 }, tea = { SPREAD_UNIFORM, 0.2, 0.8 };
  struct spread s = spread_exactly(0.0);

  (void)state;
  assert_true(spread_times(&s, &leaf));
  assert_true(spread_times(&s, &tea));
  assert_true(spread_quantile(&s, 0.95) == 0.0);
}

static void refused(void **state)
{
  static const struct { const char *why; struct fact_spread_of part; } row[] = {
    { "not known", { SPREAD_NONE, 0, 0 } },
    { "a negative share", { SPREAD_FIXED, -0.1, 0 } },
    { "a log-normal around nothing", { SPREAD_LOGNORMAL, 0, 0.3 } },
    { "a negative spread", { SPREAD_LOGNORMAL, 1, -0.3 } },
    { "an empty range", { SPREAD_UNIFORM, 0.8, 0.8 } },
    { "a range upside down", { SPREAD_UNIFORM, 0.8, 0.2 } },
    { "below nothing", { SPREAD_UNIFORM, -0.1, 0.2 } },
    { "no number", { SPREAD_UNIFORM, 0, NAN } },
    { "no end", { SPREAD_FIXED, INFINITY, 0 } },
  };
  static const struct fact_spread_of tea = { SPREAD_UNIFORM, 0.2, 0.8 };
  struct spread s = spread_exactly(2.0);

  (void)state;
  for (size_t i = 0; i < N(row); i++) {
    if (spread_times(&s, &row[i].part))
      fail_msg("%s", row[i].why);
    assert_true(s.scale == 2.0 && s.n == 0 && s.log_var == 0.0);
  }
  for (int i = 0; i < SPREAD_UNIFORMS_MAX; i++)
    assert_true(spread_times(&s, &tea));
  assert_false(spread_times(&s, &tea));
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(against_gsl), cmocka_unit_test(order), cmocka_unit_test(exact),
    cmocka_unit_test(nothing), cmocka_unit_test(refused),
  };

  if (argc < 2)
    return 2;
  figures = argv[1];
  return cmocka_run_group_tests_name("spread", tests, NULL, NULL);
}
