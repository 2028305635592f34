/* The lookups, row by row, as people type. */
#include "base/buf.h"
#include "base/utf8.h"
#include "facts/facts.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define ROWS(row) (sizeof(row) / sizeof((row)[0]))

static const struct {
  const char *typed, *key;
  double to_base;
  enum fact_dimension dimension;
} unit_row[] = {
  { "g", "g", 1, DIM_MASS },
  { "Grams", "g", 1, DIM_MASS },
  { "gr", "g", 1, DIM_MASS },
  { "Milligram", "mg", 0.001, DIM_MASS },
  { "mcg", "ug", 1e-6, DIM_MASS },
  { "µg", "ug", 1e-6, DIM_MASS },
  { "μg", "ug", 1e-6, DIM_MASS },
  { "IU", "iu", 1, DIM_ACTIVITY },
  { "millilitre", "ml", 1, DIM_VOLUME },
  { "caps", "capsule", 1, DIM_COUNT },
  { "pills", "tablet", 1, DIM_COUNT },
  { "Teelöffel", "tsp", 1, DIM_COUNT },
  { "tablespoons", "tbsp", 1, DIM_COUNT },
  { "puffs", "puff", 1, DIM_COUNT },
  { "patches", "patch", 1, DIM_COUNT },
  { "hours", "h", 60, DIM_TIME },
  { "mins", "min", 1, DIM_TIME },
  { "mg mitragynine", "mg_mitragynine", 1, DIM_MITRAGYNINE },
  { "mg 7-OH", "mg_7oh", 1, DIM_7OH },
  { "m", NULL, 0, DIM_TIME }, /* metres, minutes, milligrams? */
  { "stone", NULL, 0, DIM_MASS },
  { "kg", NULL, 0, DIM_MASS },
};

static void test_units(void **state)
{
  (void)state;
  for (size_t i = 0; i < ROWS(unit_row); i++) {
    struct buf folded = {0};
    const struct fact_unit *u;

    utf8_fold(span_of(unit_row[i].typed), &folded);
    u = fact_unit_by_name(buf_span(&folded));
    buf_done(&folded);
    if (!unit_row[i].key) {
      assert_null(u);
      continue;
    }
    if (!u)
      fail_msg("%s is not known", unit_row[i].typed);
    assert_string_equal(u->key, unit_row[i].key);
    assert_true(u->to_base == unit_row[i].to_base);
    assert_int_equal(u->dimension, unit_row[i].dimension);
    assert_true(u->form[0] == '\0' || fact_form_by_key(span_of(u->form)));
  }
  assert_int_equal(fact_unit_n, 19);
}

static void test_scales(void **state)
{
  const struct fact_scale *pain = fact_scale_by_key(SPAN("pain")), *sleep = fact_scale_by_name(SPAN("slept"));

  (void)state;
  assert_int_equal(pain->better, BETTER_DOWN);
  assert_int_equal(pain->day, DAY_MEDIAN);
  assert_true(pain->lo == 0 && pain->hi == 10);
  assert_string_equal(sleep->key, "sleep");
  assert_string_equal(sleep->unit, "h");
  assert_int_equal(sleep->day, DAY_SUM);
  assert_true(sleep->hi == 24);
  assert_string_equal(fact_scale_by_name(SPAN("worse soon"))->key, "worse_soon");
  assert_null(fact_scale_by_name(SPAN("pain.knee")));
}

/* Figures of evidence/pharmacology.md section 5, typed again by hand. */
static void test_forms(void **state)
{
  const struct fact_form *leaf = fact_form_by_key(SPAN("leaf_unsaid")), *tea = fact_form_by_name(SPAN("brew"));
  const struct fact_form *capsule = fact_form_by_name(SPAN("caps")), *spoon = fact_form_by_name(SPAN("tsp"));

  (void)state;
  assert_int_equal(leaf->mitragynine_share.shape, SPREAD_LOGNORMAL);
  assert_true(leaf->mitragynine_share.a == 0.015 && leaf->mitragynine_share.b == 0.35);
  assert_int_equal(leaf->mark, FACT_DERIVED);
  assert_int_equal(leaf->hydroxy_share.shape, SPREAD_UNIFORM);
  assert_true(leaf->hydroxy_share.a == 0.0001 && leaf->hydroxy_share.b == 0.0004);
  assert_int_equal(leaf->hydroxy_mark, FACT_SECOND_HAND);
  assert_int_equal(leaf->recovery.shape, SPREAD_FIXED);
  assert_true(leaf->recovery.a == 1);
  assert_int_equal(leaf->unit_mass_g.shape, SPREAD_NONE);
  assert_string_equal(tea->key, "tea");
  assert_int_equal(tea->recovery.shape, SPREAD_UNIFORM);
  assert_true(tea->recovery.a == 0.2 && tea->recovery.b == 0.8);
  assert_true(capsule->unit_mass_g.a == 0.5 && capsule->unit_mass_g.b == 0.7);
  assert_true(fact_form_by_key(SPAN("tablespoon"))->unit_mass_g.a == 3 * spoon->unit_mass_g.a);
  for (size_t i = 0; i < fact_form_n; i++) {
    const struct fact_form *f = &fact_form[i];

    assert_true(f->needs_label == (f->mitragynine_share.shape == SPREAD_NONE));
    assert_true(f->recovery.shape != SPREAD_NONE);
    assert_true(f->hydroxy_share.shape == SPREAD_NONE || fact_citation_by_key(span_of(f->hydroxy_cite)));
    assert_true(f->unit_mass_g.shape == SPREAD_NONE || fact_citation_by_key(span_of(f->unit_mass_cite)));
  }
}

static const struct {
  const char *name;
  bool kratom;
} strain_row[] = {
  { "red bali", true },
  { "Red-Bali (250 g bag)", true },
  { "Maeng Da", true },
  { "green maeng  da powder", true },
  { "borneo", true },
  { "white vein", true },
  { "green thai", true },
  { "super green malay", true },
  { "white horn tea", true },
  { "RMD", true },
  { "Hulu Kapuas", true },
  { "bentuangie", true },
  { "red", false },
  { "green", false },
  { "white", false },
  { "", false },
  { "green tea", false },
  { "red wine", false },
  { "white rice", false },
  { "thai massage", false },
  { "thai curry", false },
  { "green thai curry", false },
  { "bali coffee", false },
  { "sumatra coffee", false },
  { "red meat", false },
  { "yellow pepper", false },
  { "balinese dance", false },
  { "maeng", false },
  { "vein", false },
  { "varicose vein cream", false },
  { "turmeric", false },
  { "redbull", false },
};

static void test_strains(void **state)
{
  (void)state;
  for (size_t i = 0; i < ROWS(strain_row); i++) {
    struct buf folded = {0};
    bool found;

    utf8_fold(span_of(strain_row[i].name), &folded);
    found = fact_strain_in(buf_span(&folded)) != NULL;
    buf_done(&folded);
    if (found != strain_row[i].kratom)
      fail_msg("%s: %s", strain_row[i].name, found ? "taken for kratom" : "not known as kratom");
  }
  for (size_t i = 0; i < fact_strain_n; i++)
    assert_non_null(fact_strain_in(span_of(fact_strain[i].word)));
}

static const struct {
  const char *name;
  bool concentrate;
} concentrate_row[] = {
  { "7-OH tabs", true },
  { "7OH", true },
  { "hydro 7 oh 30 mg", true },
  { "7-hydroxymitragynine", true },
  { "red bali with 7-hydroxy", true },
  { "mitragynine pseudoindoxyl", true },
  { "MGM-15", true },
  { "mitragynine", false },
  { "red bali", false },
  { "7 up", false },
  { "omega 7", false },
  { "oh henry", false },
  { "vitamin b7", false },
  { "pseudoephedrine", false },
  { "17-OH progesterone", false },
  { "", false },
};

static void test_concentrates(void **state)
{
  (void)state;
  for (size_t i = 0; i < ROWS(concentrate_row); i++) {
    struct buf folded = {0};
    bool found;

    utf8_fold(span_of(concentrate_row[i].name), &folded);
    found = fact_concentrate_in(buf_span(&folded)) != NULL;
    buf_done(&folded);
    if (found != concentrate_row[i].concentrate)
      fail_msg("%s: %s", concentrate_row[i].name, found ? "taken for a concentrate" : "not known");
  }
  for (size_t i = 0; i < fact_concentrate_n; i++)
    assert_non_null(fact_concentrate_in(span_of(fact_concentrate[i].word)));
  for (size_t i = 0; i < fact_ingredient_n; i++) /* every name of a concentrate in the other table is one here */
    if (fact_ingredient_has_class(&fact_ingredient[i], "kratom_concentrate"))
      for (const char *const *name = fact_ingredient[i].names; *name; name++)
        assert_non_null(fact_concentrate_in(span_of(*name)));
}

/* Pairs as laboratories print them; tolerance is the rounding of the printed pair. */
static const struct {
  const char *analyte, *unit;
  double typed, want, tolerance;
  const char *why;
} lab_row[] = {
  { "bilirubin", "umol/l", 17.1, 1.0, 1e-9, "one" },
  { "bilirubin", "umol/l", 24, 1.40, 0.005, "attention, no emergency" },
  { "total bili", "mg/dl", 20, 20, 0, "an emergency" },
  { "bilirubin", "mg/l", 12, 1.2, 1e-9, "as in France" },
  { "creatinine", "\xce\xbcmol/l", 97, 1.10, 0.005, "normal" },
  { "crea", "mg/100ml", 1.1, 1.1, 0, "same unit" },
  { "hb", "g/l", 140, 14.0, 1e-9, "" },
  { "hb", "mmol/l", 8.7, 14.0, 0.05, "as in the Netherlands" },
  { "glucose", "mmol/l", 5.55, 100, 0.1, "" },
  { "calcium", "mmol/l", 2.5, 10.0, 0.05, "" },
  { "mg", "mmol/l", 0.8, 1.94, 0.01, "" },
  { "bun", "mmol/l", 5.0, 14.0, 0.05, "" },
  { "alt", "ukat/l", 1, 60, 0, "by definition" },
  { "alt", "iu/l", 33, 33, 0, "same number" },
  { "k", "meq/l", 4.1, 4.1, 0, "same number" },
  { "tsh", "uiu/ml", 2.5, 2.5, 0, "same number" },
  { "ferritin", "ng/ml", 80, 80, 0, "same number" },
  { "platelets", "k/ul", 250, 250, 0, "same number" },
  { "platelets", "/ul", 250000, 250, 1e-9, "" },
  { "wbc", "g/l", 6.1, 6.1, 0, "giga, not gram" },
  { "crp", "mg/dl", 0.5, 5, 1e-9, "" },
  { "testosterone", "nmol/l", 17.35, 500, 0.1, "" },
  { "lead", "ug/l", 35, 3.5, 1e-9, "" },
  { "weight", "lb", 154.32, 70, 0.005, "" },
  { "hcg", "miu/ml", 25, 25, 0, "same number" },
};

static const struct {
  const char *analyte, *unit;
} lab_refused[] = {
  { "bilirubin", "" }, { "bilirubin", "u/l" }, { "bilirubin", "mmol/l" }, { "alt", "umol/l" },   { "qtc", "sec" },
  { "qtc", "s" },      { "inr", "%" },         { "inr", "sec" },          { "egfr", "ml/min" },  { "hb", "%" },
  { "weight", "g" },   { "tsh", "u/l" },       { "wbc", "mg/dl" },        { "albumin", "mmol/l" },
};

static void test_lab_units(void **state)
{
  (void)state;
  for (size_t i = 0; i < ROWS(lab_row); i++) {
    const struct fact_analyte *a = fact_analyte_by_name(span_of(lab_row[i].analyte));
    const struct fact_lab_unit *u = a ? fact_lab_unit_for(a, span_of(lab_row[i].unit)) : NULL;

    if (!u)
      fail_msg("%s in %s is not known", lab_row[i].analyte, lab_row[i].unit);
    else if (fabs(lab_row[i].typed * u->factor - lab_row[i].want) > lab_row[i].tolerance)
      fail_msg("%s %g %s gives %.17g", a->key, lab_row[i].typed, u->ucum, lab_row[i].typed * u->factor);
  }
  for (size_t i = 0; i < ROWS(lab_refused); i++)
    if (fact_lab_unit_for(fact_analyte_by_name(span_of(lab_refused[i].analyte)), span_of(lab_refused[i].unit)))
      fail_msg("%s is taken in \"%s\"", lab_refused[i].analyte, lab_refused[i].unit);
  for (size_t i = 0; i < fact_analyte_n;
       i++) { /* what an export writes must be read again: the UCUM unit itself, folded */
    struct buf folded = {0};
    const struct fact_lab_unit *u;

    utf8_fold(span_of(fact_analyte[i].unit), &folded);
    u = fact_lab_unit_for(&fact_analyte[i], buf_span(&folded));
    buf_done(&folded);
    if (!u || u->factor != 1)
      fail_msg("%s is not taken in its own unit %s", fact_analyte[i].key, fact_analyte[i].unit);
  }
}

static void test_analytes(void **state)
{
  const struct fact_analyte *hcg = fact_analyte_by_name(SPAN("hcg")), *ck = fact_analyte_by_name(SPAN("cpk"));

  (void)state;
  assert_int_equal(fact_analyte_n, 32);
  assert_true(isinf(hcg->refuse_hi) && isinf(hcg->refuse_lo) && hcg->refuse_lo < 0);
  assert_true(ck->range_f_hi == 170 && ck->range_m_hi == 200);
  assert_string_equal(ck->loinc, "2157-6");
  assert_int_equal(ck->range_mark, FACT_MEMORY);
  assert_int_equal(ck->limits_mark, FACT_DESIGN);
}

static const struct {
  const char *typed, *country, *emergency;
} crisis_row[] = {
  { "US", "US", "911" },
  { "us", "US", "911" },
  { " de ", "DE", "112" },
  { "Germany", "DE", "112" },
  { "GB", "GB", "999" },
  { "uk", "GB", "999" },
  { "PT", "EU", "112" },
  { "portugal", "EU", "112" },
  { "el", "EU", "112" },
  { "EU", "EU", "112" },
  { "eu", "EU", "112" },
  { "NO", "NO", "113" },
  { "ID", "ID", "112 or 119 (not verified)" },
  { "XX", "", "your local emergency number" },
  { "", "", "your local emergency number" },
  { "U", "", "your local emergency number" },
  { "\xc3\xa9", "", "your local emergency number" },
  { "somewhere with a name that is far longer than any country's", "", "your local emergency number" },
};

static void test_crisis(void **state)
{
  size_t eu = 0;

  (void)state;
  for (size_t i = 0; i < ROWS(crisis_row); i++) {
    const struct fact_crisis *c = fact_crisis_for(span_of(crisis_row[i].typed));

    assert_string_equal(c->country, crisis_row[i].country);
    assert_string_equal(c->emergency, crisis_row[i].emergency);
  }
  assert_string_equal(fact_crisis_for((struct span){0})->country, "");
  for (size_t i = 0; i < fact_country_n; i++) {
    eu += fact_country[i].eu;
    assert_string_equal(fact_crisis_for(span_of(fact_country[i].key))->country, fact_country[i].crisis);
  }
  assert_int_equal(eu, 27);
  for (size_t i = 0; i < fact_crisis_n; i++)
    if (fact_crisis[i].emergency_mark == FACT_MEMORY)
      assert_non_null(strstr(fact_crisis[i].emergency, "not verified"));
}

static void test_side_effects(void **state)
{
  (void)state;
  assert_string_equal(fact_side_effect_by_name(SPAN("nauseous"))->key, "nausea");
  assert_string_equal(fact_side_effect_by_name(SPAN("hair loss"))->grade, "anecdote");
  assert_string_equal(fact_side_effect_by_name(SPAN("itchy"))->key, "itching");
  assert_string_equal(fact_side_effect_by_name(SPAN("light headed"))->key, "dizziness");
  for (size_t i = 0; i < fact_side_effect_n; i++) /* a word cannot be a rating and a side effect */
    for (const char *const *name = fact_side_effect[i].names; *name; name++)
      assert_null(fact_scale_by_name(span_of(*name)));
}

static void test_constants(void **state)
{
  (void)state;
  assert_true(fact_value("occasion_window_min") == 30);
  assert_true(fact_value("anchored_min") == 30);
  assert_true(fact_value("worse_soon_min") == 5);
  assert_true(fact_value("flag_emergency_h") == 48);
  assert_true(fact_value("flag_urgent_h") == 7 * 24);
  assert_true(fact_value("mitragynine_g_mol") == 398.5);
  assert_int_equal(strlen(fact_version), 12);
  assert_int_equal(strspn(fact_version, "0123456789abcdef"), 12);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_units),     cmocka_unit_test(test_scales),       cmocka_unit_test(test_forms),
      cmocka_unit_test(test_strains),   cmocka_unit_test(test_concentrates), cmocka_unit_test(test_lab_units),
      cmocka_unit_test(test_analytes),  cmocka_unit_test(test_crisis),       cmocka_unit_test(test_side_effects),
      cmocka_unit_test(test_constants),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
