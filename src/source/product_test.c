#include "source/product.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define N(a) (sizeof(a) / sizeof(a)[0])

static const struct {
  const char *why, *name, *unit;
  enum product_class want;
  const char *ingredient, *form;
} guess_row[] = {
  { "a strain word", "red bali", "g", PRODUCT_KRATOM, "", "" },
  { "capitals and marks", "R\xc3\xa9" "d B\xc3\x81LI", "g", PRODUCT_KRATOM, "", "" },
  { "a phrase of the strain table", "White Maeng Da", "g", PRODUCT_KRATOM, "", "" },
  { "the phrase with a hyphen", "white maeng-da", "g", PRODUCT_KRATOM, "", "" },
  { "kratom by name", "kratom", "g", PRODUCT_KRATOM, "", "" },
  { "kratom as part of a word", "KratomX ultra", "g", PRODUCT_KRATOM, "", "" },
  { "ketum", "air ketum", "ml", PRODUCT_KRATOM, "", "" },
  { "the plant", "Mitragyna speciosa leaf", "g", PRODUCT_KRATOM, "", "leaf" },
  { "mitragynine itself", "mitragynine", "mg_mitragynine", PRODUCT_KRATOM, "", "" },
  { "a brand of the ingredients table", "Feel Free tonic", "ml", PRODUCT_KRATOM, "", "" },
  { "by its unit alone", "the green stuff", "mg_mitragynine", PRODUCT_KRATOM, "", "" },
  { "by its unit alone, 7-OH (CONTRACT section 3)", "the white stuff", "mg_7oh", PRODUCT_KRATOM, "", "" },

  { "7-OH", "7-OH tablets", "tablet", PRODUCT_7OH, "", "tablet_7oh" },
  { "7-OH, whatever else the name holds", "7-OH kratom gummies", "tablet", PRODUCT_7OH, "", "tablet_7oh" },
  { "7-OH behind the strain", "red bali 7oh", "g", PRODUCT_7OH, "", "product_7oh" },
  { "with a typographic hyphen", "7\xe2\x80\x91OH shot", "shot", PRODUCT_7OH, "", "shot" },
  { "with a blank", "7 OH chewables", "tablet", PRODUCT_7OH, "", "tablet_7oh" },
  { "the whole word", "7-Hydroxymitragynine", "mg", PRODUCT_7OH, "", "product_7oh" },
  { "hydroxymitragynine alone is not mitragynine", "hydroxymitragynine powder", "mg", PRODUCT_7OH, "", "product_7oh" },
  { "a brand that goes on", "7OHMZ tablets", "tablet", PRODUCT_7OH, "", "tablet_7oh" },
  { "a name glued to it", "7ohtabs blue", "tablet", PRODUCT_7OH, "", "product_7oh" },
  { "pseudoindoxyl", "mitragynine pseudoindoxyl", "mg", PRODUCT_7OH, "", "product_7oh" },
  { "MGM-15", "MGM-15 tabs", "tablet", PRODUCT_7OH, "", "tablet_7oh" },
  { "a 7-OH extract", "7-oh extract", "g", PRODUCT_7OH, "", "extract" },
  { "17-OH is something else", "17-OH progesterone", "mg", PRODUCT_OTHER, "", "" },
  { "7-ketone is something else", "7-keto DHEA", "mg", PRODUCT_OTHER, "", "" },

  { "a medicine", "ibuprofen", "mg", PRODUCT_MEDICINE, "ibuprofen", "" },
  { "a brand", "Advil", "tablet", PRODUCT_MEDICINE, "ibuprofen", "" },
  { "with its strength", "Ibuprofen 400 mg tablets", "tablet", PRODUCT_MEDICINE, "ibuprofen", "" },
  { "with its strength, glued", "ibuprofen 400mg", "", PRODUCT_MEDICINE, "ibuprofen", "" },
  { "slow release", "tramadol XR 100", "tablet", PRODUCT_MEDICINE, "tramadol", "" },
  { "a name that begins with a figure", "5-HTP 100 mg", "capsule", PRODUCT_MEDICINE, "5-htp", "" },
  { "part of a name is not the name", "ibuprofenum", "mg", PRODUCT_OTHER, "", "" },

  { "bali is not in Balinese", "Balinese coffee", "cup", PRODUCT_OTHER, "", "" },
  { "coffee from Bali", "bali coffee", "cup", PRODUCT_OTHER, "", "" },
  { "a massage", "thai massage", "session", PRODUCT_OTHER, "", "" },
  { "a curry", "green thai curry", "g", PRODUCT_OTHER, "", "" },
  { "thai is kratom with a colour before it", "green thai", "g", PRODUCT_KRATOM, "", "" },
  { "a colour is not kratom", "green tea", "cup", PRODUCT_OTHER, "", "" },
  { "exercise", "walk", "min", PRODUCT_OTHER, "", "" },
  { "unknown", "magic powder", "g", PRODUCT_OTHER, "", "" },
  { "nothing", "", "", PRODUCT_OTHER, "", "" },
  { "no letters", "--- 7 ---", "g", PRODUCT_OTHER, "", "" },
  { "not UTF-8", "red \xff\xfe bali", "g", PRODUCT_KRATOM, "", "" },

  { "form: tea", "red bali tea", "g", PRODUCT_KRATOM, "", "tea" },
  { "form: capsules", "green malay capsules", "capsule", PRODUCT_KRATOM, "", "capsule" },
  { "form: an extract in capsules is an extract", "kratom extract capsules", "capsule", PRODUCT_KRATOM, "", "extract" },
  { "form: powder in a tea is a tea", "kratom powder tea", "g", PRODUCT_KRATOM, "", "tea" },
  { "form: tea is not in teak", "kratom from teak", "g", PRODUCT_KRATOM, "", "" },
  { "the unit is no form of the product", "red bali", "capsule", PRODUCT_KRATOM, "", "" },
};

static void guess(void **state)
{
  (void)state;
  for (size_t i = 0; i < N(guess_row); i++) {
    struct product p;

    product_guess(span_of(guess_row[i].name), span_of(guess_row[i].unit), &p);
    if (p.class_ != guess_row[i].want)
      fail_msg("%s: \"%s\" is %s", guess_row[i].why, guess_row[i].name, product_class_name(p.class_));
    if (!span_is(p.ingredient, guess_row[i].ingredient) || !span_is(p.form, guess_row[i].form))
      fail_msg("%s: \"%s\": ingredient \"%.*s\", form \"%.*s\"", guess_row[i].why, guess_row[i].name,
               SPAN_FMT(p.ingredient), SPAN_FMT(p.form));
    assert_true(span_is(p.name, guess_row[i].name));
    assert_true(isnan(p.label_mitragynine.mg) && isnan(p.certificate_hydroxy.mg) && isnan(p.unit_mass_g));
  }
}

static const struct {
  const char *unit, *name, *want;
} unit_row[] = {
  { "mg", "7-oh tablets", "mg_7oh" },
  { "mg", "7OH", "mg_7oh" },
  { "mg", "of 7-hydroxymitragynine", "mg_7oh" },
  { "mg", "pseudoindoxyl", "mg_7oh" },
  { "mg", "Mitragynine pseudoindoxyl", "mg_7oh" },
  { "mg", "mitragynine", "mg_mitragynine" },
  { "mg", "Mitragynine extract", "mg_mitragynine" },
  { "mg", "kratom", "mg" },                /* mass of product */
  { "mg", "mitragyna speciosa", "mg" },
  { "mg", "kratom 7-oh tablets", "mg" },   /* not straight before */
  { "g", "7-oh", "g" },
  { "tablet", "7-oh", "tablet" },
  { "mg", "ibuprofen", "mg" },
  { "mg", "", "mg" },
  { "", "7-oh", "" },
};

static void unit_of_name(void **state)
{
  (void)state;
  for (size_t i = 0; i < N(unit_row); i++) {
    struct span got = product_unit_of_name(span_of(unit_row[i].unit), span_of(unit_row[i].name));

    if (!span_is(got, unit_row[i].want))
      fail_msg("%s %s: %.*s", unit_row[i].unit, unit_row[i].name, SPAN_FMT(got));
  }
}

static void form_word(void **state)
{
  static const struct { const char *in, *want; } row[] = {
    { "red bali Tea with honey", "tea" },
    { "stirred into yoghurt", "" },
    { "2 capsules", "capsule" },
    { "a teaspoon of powder", "teaspoon" },
    { "leaf powder", "powder" },
    { "resin", "extract" },
    { "team", "" },
    { "Tee aus Bl\xc3\xa4ttern", "tea" },
    { "", "" },
  };

  (void)state;
  for (size_t i = 0; i < N(row); i++) {
    struct span got = product_form_word(span_of(row[i].in));

    if (!span_is(got, row[i].want))
      fail_msg("\"%s\": \"%.*s\"", row[i].in, SPAN_FMT(got));
  }
}

static void class_names(void **state)
{
  enum product_class c = PRODUCT_OTHER;

  (void)state;
  for (int i = 0; i < PRODUCT_CLASS_COUNT; i++) {
    assert_true(product_class_parse(span_of(product_class_name((enum product_class)i)), &c));
    assert_int_equal(c, i);
  }
  assert_true(product_class_parse(SPAN(" Kratom "), &c));
  assert_int_equal(c, PRODUCT_KRATOM);
  assert_true(product_class_parse(SPAN("7-OH"), &c));
  assert_int_equal(c, PRODUCT_7OH);
  c = PRODUCT_MEDICINE;
  assert_false(product_class_parse(SPAN("herb"), &c));
  assert_int_equal(c, PRODUCT_MEDICINE);
  assert_string_equal(product_class_name(PRODUCT_KRATOM), "kratom");
  assert_string_equal(product_class_name(PRODUCT_7OH), "kratom_7oh");
}

/* mg NAN: not said */
static const struct {
  const char *in;
  enum product_class class_;
  double mg;
  const char *per;
  double hydroxy_mg;
  const char *hydroxy_per;
} label_row[] = {
  { "150 mg/ml", PRODUCT_KRATOM, 150, "ml", NAN, "" },
  { "150mg/mL", PRODUCT_KRATOM, 150, "ml", NAN, "" },
  { "150 mg / 1 ml", PRODUCT_KRATOM, 150, "ml", NAN, "" },
  { "1500 mg per 10 ml bottle", PRODUCT_KRATOM, 150, "ml", NAN, "" },
  { "45 %", PRODUCT_KRATOM, 450, "g", NAN, "" },
  { "45%", PRODUCT_KRATOM, 450, "g", NAN, "" },
  { "45 percent mitragynine", PRODUCT_KRATOM, 450, "g", NAN, "" },
  { "mitragynine: 1.1 % w/w", PRODUCT_KRATOM, 11, "g", NAN, "" },
  { "MIT 1,4 %", PRODUCT_KRATOM, 14, "g", NAN, "" },
  { "1.234 %", PRODUCT_KRATOM, 12.34, "g", NAN, "" }, /* 1234 % cannot be */
  { "15 mg/g", PRODUCT_KRATOM, 15, "g", NAN, "" },
  { "0.015 g per g", PRODUCT_KRATOM, 15, "g", NAN, "" },
  { "45 mg per 500 mg", PRODUCT_KRATOM, 90, "g", NAN, "" },
  { "15 mg/tablet", PRODUCT_KRATOM, 15, "tablet", NAN, "" },
  { "15 mg/tablet", PRODUCT_7OH, NAN, "", 15, "tablet" },
  { "15mg/tab", PRODUCT_7OH, NAN, "", 15, "tablet" },
  { "15 mg per pill.", PRODUCT_7OH, NAN, "", 15, "tablet" },
  { "15 mg a gummy", PRODUCT_7OH, NAN, "", 15, "tablet" },
  { "15 mg", PRODUCT_7OH, NAN, "", 15, "" },
  { "15 mg each", PRODUCT_7OH, NAN, "", 15, "" },
  { "15 mg in each capsule", PRODUCT_7OH, NAN, "", 15, "capsule" },
  { "15 mg each tablet", PRODUCT_7OH, NAN, "", 15, "tablet" },
  { "15 mg per piece", PRODUCT_7OH, NAN, "", 15, "" },
  { "15 mg 7-oh per tablet", PRODUCT_KRATOM, NAN, "", 15, "tablet" },
  { "15 mg/tablet 7-OH", PRODUCT_KRATOM, NAN, "", 15, "tablet" },
  { "7-OH: 15 mg (per tablet)", PRODUCT_OTHER, NAN, "", 15, "tablet" },
  { "15 mg of 7-hydroxymitragynine per capsule", PRODUCT_7OH, NAN, "", 15, "capsule" },
  { "30 mg 7-oh-mitragynine / softgel", PRODUCT_7OH, NAN, "", 30, "capsule" },
  { "15000 \xc2\xb5g 7\xe2\x80\x91OH per tablet", PRODUCT_7OH, NAN, "", 15, "tablet" },
  { "100 mg mitragynine, 2 mg 7-oh per shot", PRODUCT_KRATOM, 100, "shot", 2, "shot" },
  { "100 mg mitragynine + 2 mg 7-oh per shot", PRODUCT_KRATOM, 100, "shot", 2, "shot" },
  { "100 mg mitragynine and 2 mg 7-oh / shot", PRODUCT_KRATOM, 100, "shot", 2, "shot" },
  { "mitragynine 100 mg 7-oh 2 mg per shot", PRODUCT_KRATOM, 100, "shot", 2, "shot" },
  { "100 mg mitragynine per shot; 2 mg 7-oh", PRODUCT_KRATOM, 100, "shot", 2, "shot" },
  { "150 mg, 2 mg 7-oh per ml", PRODUCT_KRATOM, 150, "ml", 2, "ml" },
  { "1.6 % mitragynine, 0.02 % 7-OH", PRODUCT_KRATOM, 16, "g", 0.2, "g" },
  { "45 % mitragynine, 2 mg 7-oh per capsule", PRODUCT_KRATOM, 450, "g", 2, "capsule" },
  { "1.6 %, 7-OH 0.07 %", PRODUCT_KRATOM, 16, "g", 0.7, "g" }, /* not 0.7000000000000001 */
  { "0 % 7-oh, 1.5 %", PRODUCT_KRATOM, 15, "g", 0, "g" },
  { "2 mg_7oh per drop", PRODUCT_KRATOM, NAN, "", 2, "drop" },
  { "20 mg per 0.5 g capsule", PRODUCT_KRATOM, 40, "g", NAN, "" },
  { "150 mg in 2 ml", PRODUCT_KRATOM, 75, "ml", NAN, "" },
  { ".5 mg/ml", PRODUCT_KRATOM, 0.5, "ml", NAN, "" },
  { "1,500 mg / ml, 2 mg 7-oh", PRODUCT_KRATOM, 1.5, "ml", 2, "ml" }, /* 1500 mg in a ml cannot be */
};

static void label(void **state)
{
  (void)state;
  for (size_t i = 0; i < N(label_row); i++) {
    struct product_content m = { 1, SPAN("x") }, h = { 1, SPAN("x") };
    struct err e = {0};
    enum rc rc = product_label_parse(span_of(label_row[i].in), label_row[i].class_, &m, &h, &e);

    if (rc != RC_OK)
      fail_msg("\"%s\": %s", label_row[i].in, e.message);
    if (isnan(label_row[i].mg) ? !isnan(m.mg) : m.mg != label_row[i].mg)
      fail_msg("\"%s\": %.17g mg mitragynine", label_row[i].in, m.mg);
    if (isnan(label_row[i].hydroxy_mg) ? !isnan(h.mg) : h.mg != label_row[i].hydroxy_mg)
      fail_msg("\"%s\": %.17g mg 7-OH", label_row[i].in, h.mg);
    if (!span_is(m.per, label_row[i].per) || !span_is(h.per, label_row[i].hydroxy_per))
      fail_msg("\"%s\": per \"%.*s\", per \"%.*s\"", label_row[i].in, SPAN_FMT(m.per), SPAN_FMT(h.per));
    assert_int_equal(e.rc, RC_OK);
  }
}

/* What the sentence must name. */
static const struct {
  const char *in, *says;
} bad_row[] = {
  { "", "nothing is written" },
  { "   ", "nothing is written" },
  { "strong", "\"strong\"" },
  { "150", "no unit" },
  { "150 mg/", "after \"per\"" },
  { "mg/ml", "no number before \"mg\"" },
  { "mitragynine", "no number" },
  { "150 ml", "not \"ml\"" },
  { "2 tablets", "not \"tablets\"" },
  { "150 mg/furlong", "\"furlong\"" },
  { "150 mg/h", "not in \"h\"" },
  { "150 mg/ml/ml", "\"per\" twice" },
  { "120 %", "more than 100 %" },
  { "1200 mg/g", "more than it can hold" },
  { "1,500 mg per tablet", "two ways" },
  { "1.500 mg per tablet", "two ways" },
  { "1,500.5 mg", "\"1,500.5\"" },
  { "<0.04 % 7-oh", "\"<\"" },
  { "1.4-1.6 %", "\"-\"" },
  { "1.4 \xe2\x80\x93 1.6 %", "\"-\"" },
  { "-5 mg", "\"-\"" },
  { "nan mg", "\"nan\"" },
  { "1e3 mg", "\"e3\"" },
  { "0x10 mg", "\"x10\"" },
  { "15 mg per serving", "how much is a \"serving\"" },
  { "50 % alkaloids", "not \"alkaloids\"" },
  { "20 mg 7-oh, 5 mg pseudoindoxyl per tablet", "not \"pseudoindoxyl\"" },
  { "15 mg 7-oh, 20 mg 7-oh per tablet", "two figures for 7-OH" },
  { "15 mg, 20 mg", "two figures for mitragynine" },
  { "15 20 mg", "two numbers" },
  { "15 mg/0 ml", "not clear" },
  { "15 mg mitragynine 7-oh", "no number" },
  { "1 mg 1 mg 1 mg 1 mg 1 mg", "too many figures" },
  { "\xff\xff", "unknown word" },
};

static void label_refused(void **state)
{
  (void)state;
  for (size_t i = 0; i < N(bad_row); i++) {
    struct product_content m = { 7, SPAN("x") }, h = { 8, SPAN("y") };
    struct err e = {0};

    if (product_label_parse(span_of(bad_row[i].in), PRODUCT_KRATOM, &m, &h, &e) != RC_DATA)
      fail_msg("\"%s\" was read", bad_row[i].in);
    if (strstr(e.message, bad_row[i].says) == NULL || e.fix[0] == '\0')
      fail_msg("\"%s\": %s | %s", bad_row[i].in, e.message, e.fix);
    assert_true(m.mg == 7 && h.mg == 8 && span_is(m.per, "x") && span_is(h.per, "y"));
  }
}

static void label_too_long(void **state)
{
  char text[400];
  struct product_content m, h;

  (void)state;
  memset(text, '1', sizeof(text));
  assert_int_equal(product_label_parse((struct span){ text, sizeof(text) }, PRODUCT_KRATOM, &m, &h, NULL), RC_DATA);
  assert_int_equal(product_label_parse((struct span){ text, 150 }, PRODUCT_KRATOM, &m, &h, NULL), RC_DATA);
}

static void content_text(void **state)
{
  static const struct { struct product_content c; const char *alkaloid, *want; } row[] = {
    { { 150, { "ml", 2 } }, "mitragynine", "150 mg mitragynine per ml" },
    { { 15, { "tablet", 6 } }, "7-OH", "15 mg 7-OH per tablet" },
    { { 0.2, { "g", 1 } }, "7-OH", "0.2 mg 7-OH per g" },
    { { 15, { "", 0 } }, "7-OH", "15 mg 7-OH per piece" },
    { { 0, { "g", 1 } }, "7-OH", "0 mg 7-OH per g" },
    { { NAN, { "g", 1 } }, "7-OH", "" },
  };

  (void)state;
  for (size_t i = 0; i < N(row); i++) {
    struct buf b = {0};

    product_content_text(&row[i].c, row[i].alkaloid, &b);
    assert_string_equal(buf_text(&b), row[i].want);
    buf_done(&b);
  }
}

/* What is written can be read again. */
static void there_and_back(void **state)
{
  (void)state;
  for (size_t i = 0; i < N(label_row); i++) {
    struct product_content m, h, m2, h2;
    struct buf b = {0};

    if (product_label_parse(span_of(label_row[i].in), label_row[i].class_, &m, &h, NULL) != RC_OK)
      continue;
    product_content_text(&m, "mitragynine", &b);
    if (b.n > 0 && !isnan(h.mg))
      buf_puts(&b, ", ");
    product_content_text(&h, "7-OH", &b);
    if (product_label_parse(buf_span(&b), label_row[i].class_, &m2, &h2, NULL) != RC_OK)
      fail_msg("\"%s\" cannot be read back", buf_text(&b));
    if ((m.mg != m2.mg && !isnan(m.mg)) || (h.mg != h2.mg && !isnan(h.mg)) || !span_eq(m.per, m2.per) ||
        !span_eq(h.per, h2.per))
      fail_msg("\"%s\" became \"%s\"", label_row[i].in, buf_text(&b));
    buf_done(&b);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(guess), cmocka_unit_test(unit_of_name), cmocka_unit_test(form_word), cmocka_unit_test(class_names),
    cmocka_unit_test(label), cmocka_unit_test(label_refused), cmocka_unit_test(label_too_long),
    cmocka_unit_test(content_text), cmocka_unit_test(there_and_back),
  };

  return cmocka_run_group_tests_name("product", tests, NULL, NULL);
}
