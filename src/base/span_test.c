#include "base/span.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static const struct span nothing = { NULL, 0 };

static void equal(void **state)
{
  (void)state;
  assert_true(span_eq(nothing, SPAN("")));
  assert_true(span_is(nothing, ""));
  assert_true(span_is(nothing, NULL));
  assert_true(span_is(SPAN("pain"), "pain"));
  assert_false(span_is(SPAN("pain"), "pai"));
  assert_false(span_is(SPAN("Pain"), "pain"));
  assert_true(span_is_fold(SPAN("PaIn[Z"), "pain[z"));
  assert_false(span_is_fold(SPAN("["), "{")); /* neighbours of the letters are no letters */
  assert_false(span_is_fold(SPAN("@"), "`"));
  assert_true(span_eq_fold(SPAN("\xc3\x84"), SPAN("\xc3\x84")));
  assert_false(span_eq_fold(SPAN("\xc3\x84"), SPAN("\xc3\xa4"))); /* ASCII only */
  assert_true(span_eq((struct span){ "a\0b", 3 }, (struct span){ "a\0b", 3 }));
  assert_false(span_eq((struct span){ "a\0b", 3 }, (struct span){ "a\0c", 3 }));
}

static void starts(void **state)
{
  (void)state;
  assert_true(span_starts(SPAN("2.5g"), "2."));
  assert_true(span_starts(SPAN("2.5g"), ""));
  assert_true(span_starts(nothing, ""));
  assert_false(span_starts(SPAN("2"), "2."));
  assert_false(span_starts(nothing, "a"));
}

static void order(void **state)
{
  static const struct { const char *a, *b; int want; } row[] = {
    { "", "", 0 }, { "", "a", -1 }, { "a", "", 1 }, { "a", "b", -1 }, { "ab", "a", 1 },
    { "a", "ab", -1 }, { "b", "ab", 1 }, { "\xff", "a", 1 }, { "B", "a", -1 },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
    assert_int_equal(span_compare(span_of(row[i].a), span_of(row[i].b)), row[i].want);
  assert_int_equal(span_compare(nothing, SPAN("")), 0);
}

static void trim(void **state)
{
  static const struct { const char *in, *want; } row[] = {
    { "", "" }, { " \t\r\n\v\f ", "" }, { " a b ", "a b" }, { "a", "a" }, { "\ta", "a" }, { "a\n", "a" },
    { "\xc2\xa0" "a", "\xc2\xa0" "a" },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
    assert_true(span_is(span_trim(span_of(row[i].in)), row[i].want));
  assert_int_equal(span_trim(nothing).n, 0);
}

static void parts(void **state)
{
  struct span s = SPAN("abcdef");

  (void)state;
  assert_true(span_is(span_from(s, 2), "cdef"));
  assert_true(span_is(span_from(s, 6), ""));
  assert_true(span_is(span_from(s, 99), ""));
  assert_true(span_is(span_part(s, 1, 2), "bc"));
  assert_true(span_is(span_part(s, 4, 99), "ef"));
  assert_true(span_is(span_part(s, 99, 1), ""));
  assert_true(span_is(span_part(s, 1, SIZE_MAX), "bcdef"));
  assert_int_equal(span_from(nothing, 3).n, 0);
  assert_int_equal(span_find(s, 'c'), 2);
  assert_int_equal(span_find(s, 'x'), 6);
  assert_int_equal(span_find(nothing, 'x'), 0);
}

static void cut(void **state)
{
  struct span rest = SPAN("a,,b");

  (void)state;
  assert_true(span_is(span_cut(&rest, ','), "a"));
  assert_true(span_is(span_cut(&rest, ','), ""));
  assert_true(span_is(span_cut(&rest, ','), "b"));
  assert_int_equal(rest.n, 0);
  assert_true(span_is(span_cut(&rest, ','), ""));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(equal), cmocka_unit_test(starts), cmocka_unit_test(order),
    cmocka_unit_test(trim),  cmocka_unit_test(parts),  cmocka_unit_test(cut),
  };

  return cmocka_run_group_tests_name("span", tests, NULL, NULL);
}
