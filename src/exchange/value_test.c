/* Values and units: what the assay CSV holds, and what other programs write. */
#include "exchange/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

struct row {
  const char *why;
  enum kind kind;
  const char *what, *value, *unit;
  const char *want; /* "2.5 g", or "!" and a word of the refusal */
};

static void check(const struct row *r, bool loose)
{
  struct entry en = entry_blank(r->kind);
  struct err e = {0};
  char value[ENTRY_VALUE_MAX], got[200];
  enum rc rc;

  en.what = span_of(r->what);
  rc = loose ? value_read_loose(span_of(r->value), span_of(r->unit), &en, &e)
             : value_read(span_of(r->value), span_of(r->unit), &en, &e);
  if (r->want[0] == '!') {
    if (rc != RC_DATA || strstr(e.message, r->want + 1) == NULL)
      fail_msg("%s: rc %d, \"%s\"", r->why, (int)rc, e.message);
    return;
  }
  snprintf(got, sizeof got, "%.*s%s%.*s", (int)entry_value_text(&en, value), value, en.unit.n > 0 ? " " : "",
           SPAN_FMT(en.unit));
  if (rc != RC_OK || strcmp(got, r->want) != 0)
    fail_msg("%s: rc %d, \"%s\", not \"%s\" %s", r->why, (int)rc, got, r->want, e.message);
}

static void test_strict(void **state)
{
  static const struct row row[] = {
    {"a rating", KIND_RATING, "pain", "6", "", "6"},
    {"shortest form", KIND_RATING, "pain", "6.50", "", "6.5"},
    {"a dose", KIND_DOSE, "leaf", "2.5", "g", "2.5 g"},
    {"amount not known", KIND_DOSE, "leaf", "", "", ""},
    {"a limit", KIND_LAB, "ALT", "<5", "U/L", "<5 U/L"},
    {"a limit with a blank", KIND_LAB, "ALT", "> 500", "U/L", ">500 U/L"},
    {"start", KIND_MEDICINE, "sertraline", "start", "", "start"},
    {"stop", KIND_MEDICINE, "sertraline", "Stop", "", "stop"},
    {"neither", KIND_MEDICINE, "sertraline", "50", "", "!start"},
    {"a comma is not a point", KIND_DOSE, "leaf", "2,5", "g", "!not a number"},
    {"two readings", KIND_DOSE, "leaf", "1,500", "mg", "!1.5 or 1500"},
    {"unit in the value", KIND_DOSE, "leaf", "200mg", "", "!200mg"},
    {"nan", KIND_RATING, "pain", "nan", "", "!nan"},
    {"hexadecimal", KIND_RATING, "pain", "0x5", "", "!0x5"},
    {"too large", KIND_DOSE, "leaf", "1e999", "g", "!1e999"},
    {"a limit is for blood values", KIND_RATING, "pain", "<5", "", "!<5"},
    {"a note takes none", KIND_NOTE, "", "5", "", "!note"},
  };

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
    check(&row[i], false);
}

static void test_loose(void **state)
{
  static const struct row row[] = {
    {"as strict", KIND_DOSE, "leaf", "2.5", "g", "2.5 g"},
    {"unit behind", KIND_DOSE, "caffeine", "200mg", "", "200 mg"},
    {"unit behind a blank", KIND_DOSE, "caffeine", "200 mg", "", "200 mg"},
    {"unit by another name", KIND_DOSE, "leaf", "2 grams", "", "2 g"},
    {"unit with a capital letter", KIND_DOSE, "leaf", "2 G", "", "2 g"},
    {"decimal comma", KIND_DOSE, "leaf", "2,5g", "", "2.5 g"},
    {"decimal comma, unit apart", KIND_DOSE, "leaf", "2,5", "g", "2.5 g"},
    {"a point and three digits is a point in a file", KIND_DOSE, "leaf", "2.125", "g", "2.125 g"},
    {"and with its unit", KIND_DOSE, "leaf", "2.125g", "", "2.125 g"},
    {"a comma and three digits is not", KIND_DOSE, "leaf", "1,500mg", "", "!1.5 or 1500"},
    {"zero, comma and three digits", KIND_DOSE, "leaf", "0,125", "g", "0.125 g"},
    {"two units: the one behind the number", KIND_DOSE, "leaf", "2g", "mg", "2 g"},
    {"an unknown unit", KIND_DOSE, "leaf", "2 flurbs", "", "!2 flurbs"},
    {"words", KIND_RATING, "pain", "bad", "", "!bad"},
    {"per cent", KIND_RATING, "wellness", "65 %", "", "65"},
    {"hours of sleep", KIND_RATING, "sleep", "6,5 h", "", "6.5"},
    {"hours of sleep, unit apart", KIND_RATING, "sleep", "6.5", "h", "6.5"},
    {"minutes of sleep are not hours", KIND_RATING, "sleep", "30 min", "", "30 min"},
    {"a unit of pain stays, to be refused", KIND_RATING, "pain", "6", "g", "6 g"},
    {"a blood value with its unit", KIND_LAB, "ALT", "< 5 U/L", "", "<5 U/L"},
    {"nothing", KIND_DOSE, "leaf", "", "", ""},
    {"minus", KIND_RATING, "balance", "-2", "", "-2"},
    {"a blank around", KIND_RATING, "pain", " 6 ", "", "6"},
    {"only a unit", KIND_DOSE, "leaf", "mg", "", "!mg"},
    {"exponent", KIND_DOSE, "leaf", "1e3", "mg", "1000 mg"},
    {"not a fraction", KIND_RATING, "pain", "6/10", "", "!6/10"},
  };

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
    check(&row[i], true);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_strict),
    cmocka_unit_test(test_loose),
  };

  return cmocka_run_group_tests_name("value", tests, NULL, NULL);
}
