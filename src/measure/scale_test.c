/* Scales: built in, made for the values of a file, names. */
#include "measure/scale.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void built_in(void **state)
{
  struct scale s;

  (void)state;
  assert_true(scale_built_in(SPAN("pain"), &s));
  assert_float_equal(s.lo, 0, 0);
  assert_float_equal(s.hi, 10, 0);
  assert_int_equal(s.better, BETTER_DOWN);
  assert_true(scale_built_in(SPAN("sleep"), &s));
  assert_int_equal(s.day, DAY_SUM);
  assert_false(scale_built_in(SPAN("pain.knee"), &s)); /* a site is a scale of its own */
  assert_false(scale_built_in(SPAN("dose"), &s));
}

static void made_for_values(void **state)
{
  static const struct {
    double lowest, highest, hi; /* hi 0: refused */
  } row[] = {{0, 10, 10}, {0.5, 9.5, 10}, {0, 10.5, 100}, {1, 100, 100}, {0, 101, 0}, {-1, 5, 0}};

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    struct scale s = {.hi = 0};
    bool made = scale_for_values(SPAN("x"), row[i].lowest, row[i].highest, &s);

    assert_int_equal(made, row[i].hi > 0);
    if (made) {
      assert_float_equal(s.hi, row[i].hi, 0);
      assert_int_equal(s.better, BETTER_UNKNOWN); /* asked, not guessed */
    }
  }
}

static void names(void **state)
{
  static const char *const good[] = {"stiffness", "pain.knee", "knee stiffness", "Müdigkeit", "brain_fog", "c-1"};
  static const char *const bad[] = {"", "12", "a,b", "a=b", "\"x\"", "a\nb", "..", "=1+1",
                                    "a name that is far too long to be the name of a scale, as anybody can see"};

  (void)state;
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
    assert_true(scale_name_good(span_of(good[i])));
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    assert_false(scale_name_good(span_of(bad[i])));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(built_in), cmocka_unit_test(made_for_values), cmocka_unit_test(names),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
