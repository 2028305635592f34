/* The profile's values: one spelling each, everything else refused with what is accepted. */
#include "person/profile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TODAY = 20577 }; /* 2026-05-04 */

static const struct {
  enum profile_key key;
  const char *typed, *kept; /* kept NULL: refused */
} row[] = {
  {PROFILE_BIRTH_YEAR, "1975", "1975"},  {PROFILE_BIRTH_YEAR, " 1975 ", "1975"}, {PROFILE_BIRTH_YEAR, "75", NULL},
  {PROFILE_BIRTH_YEAR, "2027", NULL},    {PROFILE_BIRTH_YEAR, "1905", NULL},     {PROFILE_BIRTH_YEAR, "1975.5", NULL},
  {PROFILE_SEX, "F", "female"},          {PROFILE_SEX, "man", "male"},           {PROFILE_SEX, "x", NULL},
  {PROFILE_WEIGHT, "72.5", "72.5"},      {PROFILE_WEIGHT, "72.5 kg", "72.5"},    {PROFILE_WEIGHT, "19", NULL},
  {PROFILE_WEIGHT, "nan", NULL},         {PROFILE_WEIGHT, "160 lb", NULL},       {PROFILE_COUNTRY, "de", "DE"},
  {PROFILE_COUNTRY, "uk", "GB"},         {PROFILE_COUNTRY, "Germany", NULL},     {PROFILE_COUNTRY, "1x", NULL},
  {PROFILE_LIMIT_UNTIL, "2026-12-31", "2026-12-31"}, {PROFILE_LIMIT_UNTIL, "31.12.2026", NULL},
  {PROFILE_LIMIT_UNTIL, "2026-02-30", NULL},         {PROFILE_DAY_STARTS, "04:00", "04:00"},
  {PROFILE_DAY_STARTS, "4", "04:00"},    {PROFILE_DAY_STARTS, "23:59", "23:59"}, {PROFILE_DAY_STARTS, "24:00", NULL},
  {PROFILE_DAY_STARTS, "4:5", NULL},     {PROFILE_DAY_STARTS, "", NULL},
};

static void values(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    char out[PROFILE_VALUE_MAX] = "untouched";
    struct err e = {0};
    enum rc rc = profile_value(row[i].key, span_of(row[i].typed), TODAY, out, &e);

    if (row[i].kept == NULL) {
      assert_int_equal(rc, RC_DATA);
      assert_string_not_equal(e.fix, "");
    } else {
      assert_int_equal(rc, RC_OK);
      assert_string_equal(out, row[i].kept);
    }
  }
}

static void day_starts(void **state)
{
  struct profile p = {0};

  (void)state;
  assert_int_equal(profile_day_starts_s(&p), 4 * 3600);
  p.value[PROFILE_DAY_STARTS] = SPAN("12:30");
  assert_int_equal(profile_day_starts_s(&p), 12 * 3600 + 30 * 60);
}

static void keys(void **state)
{
  enum profile_key k;

  (void)state;
  assert_true(profile_key_parse(SPAN("Weight"), &k) && k == PROFILE_WEIGHT);
  assert_true(profile_key_parse(SPAN("country"), &k) && k == PROFILE_COUNTRY);
  assert_false(profile_key_parse(SPAN("name"), &k));
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(values), cmocka_unit_test(day_starts), cmocka_unit_test(keys)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}
