#include "base/number.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t chance_state = 88172645463325252u;

static uint64_t chance(void)
{
  chance_state ^= chance_state << 13;
  chance_state ^= chance_state >> 7;
  chance_state ^= chance_state << 17;
  return chance_state;
}

static bool same(double a, double b)
{
  return memcmp(&a, &b, sizeof(a)) == 0;
}

static void parsed(void **state)
{
  static const struct { const char *in; bool ok; double want; } row[] = {
    { "0", true, 0.0 },        { "-0", true, -0.0 },      { "-3", true, -3.0 },     { "+3", true, 3.0 },
    { "2.5", true, 2.5 },      { "1e-3", true, 1e-3 },    { ".5", true, 0.5 },      { "5.", true, 5.0 },
    { "1E3", true, 1e3 },      { "1e+3", true, 1e3 },     { "007", true, 7.0 },     { "0.1", true, 0.1 },
    { "0.10", true, 0.1 },     { "36500", true, 36500 },  { "000.000e9", true, 0.0 },
    { "1.7976931348623157e308", true, DBL_MAX },          { "1.7976931348623158e308", true, DBL_MAX },
    { "1.7976931348623159e308", false, 0 },               { "1e309", false, 0 },    { "-1e309", false, 0 },
    { "5e-324", true, 0x1p-1074 }, { "2.5e-324", true, 0x1p-1074 },                 { "2.4e-324", false, 0 },
    { "1e-400", false, 0 },    { "0e400", true, 0.0 },    { "0e-99999999999999999999", true, 0.0 },
    { "1e99999999999999999999", false, 0 },               { "1e-99999999999999999999", false, 0 },
    { "9007199254740993", true, 9007199254740992.0 },     { "9007199254740993.0000000001", true, 9007199254740994.0 },
    { "", false, 0 },          { "-", false, 0 },         { "+", false, 0 },        { ".", false, 0 },
    { "e5", false, 0 },        { ".e5", false, 0 },       { "1e", false, 0 },       { "1e+", false, 0 },
    { "1e5.0", false, 0 },     { "1.2.3", false, 0 },     { "1,5", false, 0 },      { "1 ", false, 0 },
    { " 1", false, 0 },        { "--1", false, 0 },       { "+-1", false, 0 },      { "1a", false, 0 },
    { "nan", false, 0 },       { "inf", false, 0 },       { "infinity", false, 0 }, { "0x10", false, 0 },
    { "1e5x", false, 0 },      { "1_000", false, 0 },     { "\xd9\xa1", false, 0 }, { "1d5", false, 0 },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
    double v = 123.0;

    if (number_parse(span_of(row[i].in), &v) != row[i].ok || !same(v, row[i].ok ? row[i].want : 123.0))
      fail_msg("\"%s\"", row[i].in);
  }
  assert_false(number_parse((struct span){ "1\0", 2 }, &(double){ 0 }));
  assert_false(number_parse((struct span){ NULL, 0 }, &(double){ 0 }));
}

/* The text stands in the middle of a longer one: only the span counts. */
static void bounded(void **state)
{
  double v;

  (void)state;
  assert_false(number_parse((struct span){ "12.5e31", 5 }, &v));
  assert_true(number_parse((struct span){ "12.5e31", 4 }, &v));
  assert_true(same(v, 12.5));
  assert_true(number_parse((struct span){ "12.5e31", 6 }, &v));
  assert_true(same(v, 12500));
}

/* Random texts of all lengths and sizes: the C library's strtod rounds correctly. */
static void parsed_as_the_library(void **state)
{
  static char text[1200];

  (void)state;
  for (int i = 0; i < 200000; i++) {
    size_t digits = chance() % 8 == 0 ? 1 + chance() % 1000 : 1 + chance() % 25, n = 0, point = chance() % (digits + 1);
    double got = 0.0, want;
    bool nothing;

    for (size_t k = 0; k < digits; k++) {
      if (k == point)
        text[n++] = '.';
      text[n++] = (char)('0' + (chance() % 3 == 0 ? 0 : chance() % 10));
    }
    text[n] = '\0';
    if (chance() % 2)
      n += (size_t)snprintf(text + n, sizeof(text) - n, "e%d",
                            chance() % 2 ? (int)(chance() % 61) - 30 : (int)(chance() % 661) - 330);
    want = strtod(text, NULL);
    nothing = strcspn(text, "123456789") >= strcspn(text, "e");
    if (number_parse((struct span){ text, n }, &got) != (isfinite(want) && (want != 0.0 || nothing)))
      fail_msg("%s", text);
    if (isfinite(want) && (want != 0.0 || nothing) && !same(got, want))
      fail_msg("%s: %a, not %a", text, got, want);
  }
}

/* Exactly between two doubles, and a trifle beside: up to 767 digits decide. */
static void halfway(void **state)
{
  static char text[2400];

  (void)state;
  for (int i = 0; i < 2000; i++) {
    uint64_t bits = chance() & UINT64_C(0x7fefffffffffffff);
    double v, got = 0.0;
    size_t n;

    if (i % 2) /* around the small ones, where most digits are needed */
      bits &= UINT64_C(0x01ffffffffffffff);
    memcpy(&v, &bits, sizeof(v));
    if (v == 0.0)
      continue;
    n = (size_t)snprintf(text, sizeof(text), "%.1080Lf", ((long double)v + (long double)nextafter(v, INFINITY)) / 2);
    if (n >= sizeof(text) - 40)
      continue;
    for (int beside = 0; beside < 2; beside++) {
      if (beside)
        n += (size_t)snprintf(text + n, sizeof(text) - n, "00000000000000000001");
      if (!number_parse((struct span){ text, n }, &got) || !same(got, strtod(text, NULL)))
        fail_msg("%a %d", v, beside);
      if (beside && !same(got, nextafter(v, INFINITY)))
        fail_msg("%a is rounded down", v);
    }
  }
}

static void parsed_whole(void **state)
{
  static const struct { const char *in; bool ok; int64_t want; } row[] = {
    { "0", true, 0 },     { "-0", true, 0 },    { "+7", true, 7 },    { "007", true, 7 },    { "-36500", true, -36500 },
    { "9223372036854775807", true, INT64_MAX }, { "9223372036854775808", false, 0 },
    { "-9223372036854775808", true, INT64_MIN }, { "-9223372036854775809", false, 0 },
    { "99999999999999999999999", false, 0 },    { "18446744073709551616", false, 0 },
    { "", false, 0 },     { "-", false, 0 },    { "+", false, 0 },    { "1.0", false, 0 },   { "1e3", false, 0 },
    { " 1", false, 0 },   { "1 ", false, 0 },   { "0x1", false, 0 },  { "a", false, 0 },     { "1/", false, 0 },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
    int64_t v = 123;

    if (number_parse_int(span_of(row[i].in), &v) != row[i].ok || v != (row[i].ok ? row[i].want : 123))
      fail_msg("\"%s\"", row[i].in);
  }
}

static void written(void **state)
{
  static const struct { double v; const char *want; } row[] = {
    { 0.0, "0" },       { -0.0, "0" },        { 2.5, "2.5" },       { 1e-7, "1e-07" },   { 36500, "36500" },
    { -3, "-3" },       { 0.1, "0.1" },       { 1.0 / 3, "0.3333333333333333" },         { 100, "100" },
    { 0.1 + 0.2, "0.30000000000000004" },     { 1e15, "1e+15" },    { 999999999999999, "999999999999999" },
    { 1e22, "1e+22" },  { 0.0001, "0.0001" }, { 0.00012, "0.00012" }, { 0.00001, "1e-05" },
    { 1.25e-5, "1.25e-05" },                  { DBL_MAX, "1.7976931348623157e+308" },    { 0x1p-1074, "5e-324" },
    { DBL_MIN, "2.2250738585072014e-308" },   { -0.000001, "-1e-06" },                   { 123456.789, "123456.789" },
    { 9007199254740993.0, "9007199254740992" },                     { 0.35, "0.35" },   { -0.05, "-0.05" },
    { 1234567.000001, "1234567.000001" },
    { NAN, "" },        { INFINITY, "" },     { -INFINITY, "" },
  };
  char text[NUMBER_TEXT_MAX];

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
    assert_int_equal(number_text(row[i].v, text), strlen(row[i].want));
    assert_string_equal(text, row[i].want);
  }
}

/* Significant digits of a text, without zeros at either end. */
static size_t significant(const char *text)
{
  size_t n = 0, trailing = 0;

  for (; *text != '\0' && *text != 'e'; text++) {
    if (*text < '0' || *text > '9' || (n == 0 && *text == '0'))
      continue;
    n++;
    trailing = *text == '0' ? trailing + 1 : 0;
  }
  return n - trailing;
}

static void written_shortest(double v)
{
  char text[NUMBER_TEXT_MAX], other[40];
  int digits = 0;

  number_text(v, text);
  if (!same(strtod(text, NULL), v))
    fail_msg("%a is written as %s", v, text);
  do
    snprintf(other, sizeof(other), "%.*e", digits, v);
  while (!same(strtod(other, NULL), v) && digits++ < 17);
  if (significant(text) > significant(other))
    fail_msg("%s would do for %s", other, text);
}

static void written_as_the_library_reads(void **state)
{
  (void)state;
  for (int i = 0; i < 30000; i++) {
    uint64_t bits = chance();
    double v;

    memcpy(&v, &bits, sizeof(v));
    if (isfinite(v) && v != 0.0)
      written_shortest(v);
    bits &= UINT64_C(0x800fffffffffffff) >> (chance() % 40); /* subnormal */
    memcpy(&v, &bits, sizeof(v));
    if (v != 0.0)
      written_shortest(v);
    v = (double)(int64_t)(chance() % 2000000000) / pow(10, (double)(chance() % 9)); /* what people write */
    if (v != 0.0)
      written_shortest(-v);
    written_shortest(nextafter(v, INFINITY));
    written_shortest(ldexp(1.0, (int)(chance() % 2000) - 1000));
  }
}

static void fixed(void **state)
{
  static const struct { double v; int decimals; const char *want; } row[] = {
    { 2.5, 1, "2.5" },    { 2.0, 1, "2.0" },    { 2.449, 1, "2.4" },  { 2.5, 0, "2" },       { 3.5, 0, "4" },
    { -0.04, 1, "0.0" },  { -0.0, 0, "0" },     { -0.4, 0, "0" },     { -0.06, 1, "-0.1" },  { -12.34, 1, "-12.3" },
    { 1e5, 2, "100000.00" },
    { NAN, 1, "\xe2\x80\x93" },                { INFINITY, 1, "\xe2\x80\x93" },   { -INFINITY, 0, "\xe2\x80\x93" },
    { 1.5, -3, "2" },     { 1e300, 2, "1e+300" },       { 0.1, 99, "0.100000000000000" },
  };
  char text[NUMBER_TEXT_MAX];

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
    assert_int_equal(number_fixed(row[i].v, row[i].decimals, text), strlen(row[i].want));
    assert_string_equal(text, row[i].want);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(parsed),       cmocka_unit_test(bounded), cmocka_unit_test(parsed_as_the_library),
    cmocka_unit_test(halfway),      cmocka_unit_test(parsed_whole), cmocka_unit_test(written),
    cmocka_unit_test(written_as_the_library_reads), cmocka_unit_test(fixed),
  };

  return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
