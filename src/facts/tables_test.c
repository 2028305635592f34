/* What holds for every row of the compiled-in tables. */
#include "base/buf.h"
#include "base/utf8.h"
#include "facts/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define ROWS(row) (sizeof(row) / sizeof((row)[0]))

static void check_sorted(const char *table, const char *before, const char *key)
{
  if (before && strcmp(before, key) >= 0)
    fail_msg("%s: \"%s\" does not stand before \"%s\"", table, before, key);
}

#define SORTED(table, key) \
  do { \
    for (size_t i = 0; i < table##_n; i++) \
      check_sorted(#table, i ? table[i - 1].key : NULL, table[i].key); \
    assert_true(table##_n > 0); \
  } while (0)

static void test_sorted(void **state)
{
  (void)state;
  SORTED(fact_citation, key);
  SORTED(fact_unit, key);
  SORTED(fact_scale, key);
  SORTED(fact_side_effect, key);
  SORTED(fact_form, key);
  SORTED(fact_strain, word);
  SORTED(fact_ingredient, name);
  SORTED(fact_concentrate, word);
  SORTED(fact_analyte, key);
  SORTED(fact_crisis, country);
  SORTED(fact_country, key);
  SORTED(fact_constant, key);
}

static void check_cite(const char *table, const char *key, const char *cite)
{
  if (!fact_citation_by_key(span_of(cite)))
    fail_msg("%s: \"%s\" cites \"%s\", which is not there", table, key, cite);
}

#define CITED(table, key) \
  do { \
    for (size_t i = 0; i < table##_n; i++) \
      check_cite(#table, table[i].key, table[i].cite); \
  } while (0)

static void test_cited(void **state)
{
  (void)state;
  CITED(fact_unit, key);
  CITED(fact_scale, key);
  CITED(fact_side_effect, key);
  CITED(fact_form, key);
  CITED(fact_strain, word);
  CITED(fact_ingredient, name);
  CITED(fact_concentrate, word);
  CITED(fact_analyte, key);
  CITED(fact_lab_unit, ucum);
  CITED(fact_red_flag, key);
  CITED(fact_red_flag_pattern, pattern);
  CITED(fact_red_flag_level, pattern);
  CITED(fact_crisis, country);
  CITED(fact_country, key);
  CITED(fact_constant, key);
  assert_null(fact_citation_by_key(SPAN("NOBODY2020")));
}

/* The tables are folded by a program in another language; both must fold alike, or a typed name is never found. */
static void check_folded(const char *name)
{
  struct buf folded = {0};

  utf8_fold(span_of(name), &folded);
  assert_string_equal(buf_text(&folded), name);
  buf_done(&folded);
}

#define FOUND(table, by_name) \
  do { \
    for (size_t i = 0; i < table##_n; i++) \
      for (const char *const *name = table[i].names; *name; name++) { \
        check_folded(*name); \
        assert_ptr_equal(by_name(span_of(*name)), &table[i]); \
      } \
    assert_null(by_name((struct span){ 0 })); \
    assert_null(by_name(SPAN("no such name"))); \
    assert_null(by_name(SPAN("\xf4\x8f\xbf\xbf"))); \
  } while (0)

static void test_names_found(void **state)
{
  (void)state;
  FOUND(fact_unit, fact_unit_by_name);
  FOUND(fact_scale, fact_scale_by_name);
  FOUND(fact_side_effect, fact_side_effect_by_name);
  FOUND(fact_form, fact_form_by_name);
  FOUND(fact_analyte, fact_analyte_by_name);
  FOUND(fact_country, fact_country_by_name);
  for (size_t i = 0; i < fact_strain_n; i++)
    check_folded(fact_strain[i].word);
  for (size_t i = 0; i < fact_concentrate_n; i++)
    check_folded(fact_concentrate[i].word);
  for (size_t i = 0; i < fact_lab_unit_n; i++)
    for (const char *const *name = fact_lab_unit[i].names; *name; name++)
      check_folded(*name);
}

static void test_keys_found(void **state)
{
  (void)state;
  for (size_t i = 0; i < fact_unit_n; i++)
    assert_ptr_equal(fact_unit_by_key(span_of(fact_unit[i].key)), &fact_unit[i]);
  for (size_t i = 0; i < fact_scale_n; i++)
    assert_ptr_equal(fact_scale_by_key(span_of(fact_scale[i].key)), &fact_scale[i]);
  for (size_t i = 0; i < fact_form_n; i++)
    assert_ptr_equal(fact_form_by_key(span_of(fact_form[i].key)), &fact_form[i]);
  for (size_t i = 0; i < fact_red_flag_n; i++)
    assert_ptr_equal(fact_red_flag_by_key(span_of(fact_red_flag[i].key)), &fact_red_flag[i]);
  for (size_t i = 0; i < fact_constant_n; i++)
    assert_true(fact_value(fact_constant[i].key) == fact_constant[i].value);
  assert_null(fact_unit_by_key(SPAN("gram"))); /* a name is no key */
  assert_null(fact_scale_by_key(SPAN("")));
  assert_null(fact_form_by_key(SPAN("Tea")));
  assert_null(fact_red_flag_by_key(SPAN("fever")));
}

static void test_ingredients(void **state)
{
  const struct fact_ingredient *all[4];

  (void)state;
  for (size_t i = 0; i < fact_ingredient_n; i++)
    for (const char *const *name = fact_ingredient[i].names; *name; name++) {
      size_t n = fact_ingredient_all_by_name(span_of(*name), all, 4), here = 0;

      check_folded(*name);
      assert_in_range(n, 1, 4);
      assert_ptr_equal(fact_ingredient_by_name(span_of(*name)), all[0]);
      while (here < n && all[here] != &fact_ingredient[i])
        here++;
      assert_true(here < n);
    }
  assert_int_equal(fact_ingredient_n, 602);
  assert_int_equal(fact_ingredient_all_by_name(SPAN("excedrin"), all, 1), 3);
  assert_string_equal(all[0]->name, "acetaminophen");
  assert_int_equal(fact_ingredient_all_by_name(SPAN("aspirins"), all, 4), 0);
  assert_string_equal(fact_ingredient_by_name(SPAN("xanax"))->name, "alprazolam");
  assert_true(fact_ingredient_has_class(fact_ingredient_by_name(SPAN("xanax")), "benzodiazepine"));
  assert_false(fact_ingredient_has_class(fact_ingredient_by_name(SPAN("xanax")), "benzo"));
  /* kava and kratom */
  assert_true(fact_ingredient_has_class(fact_ingredient_by_name(SPAN("feel free")), "kratom"));
}

static void test_red_flags(void **state)
{
  static const char *const order[] = {"breathing_slow", "cannot_wake", "jaundice", "dark_urine",
                                      "seizure",        "chest_heart", "suicidal", "anaphylaxis",
                                      "vomit_blood",    "psychosis",   "pregnancy"};
  size_t flag = 0, fires = 0;

  (void)state;
  assert_int_equal(fact_red_flag_n, ROWS(order));
  for (size_t i = 0; i < fact_red_flag_n; i++) {
    assert_string_equal(fact_red_flag[i].key, order[i]);
    assert_true(fact_red_flag[i].level >= LEVEL_URGENT);
    assert_string_equal(fact_red_flag[i].reviewed_by, "");
    assert_null(strstr(fact_red_flag[i].now, "safe"));
  }
  for (size_t i = 0; i < fact_red_flag_pattern_n; i++) {
    if (strcmp(fact_red_flag_pattern[i].flag, order[flag]) != 0) {
      assert_true(fires > 0 && flag + 1 < ROWS(order));
      fires = 0;
      assert_string_equal(fact_red_flag_pattern[i].flag, order[++flag]);
    }
    fires += !fact_red_flag_pattern[i].cancels;
  }
  assert_int_equal(flag + 1, ROWS(order));
  assert_true(fact_red_flag_pattern_n >= 203); /* the list grows */
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sorted),     cmocka_unit_test(test_cited),       cmocka_unit_test(test_names_found),
      cmocka_unit_test(test_keys_found), cmocka_unit_test(test_ingredients), cmocka_unit_test(test_red_flags),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
