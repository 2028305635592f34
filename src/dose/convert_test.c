#include "dose/convert.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define N(a) (sizeof(a) / sizeof(a)[0])
#define NONE { NAN, { NULL, 0 } }
#define MG(value, unit) { value, { unit, sizeof(unit) - 1 } }
#define Q(median, lo, hi) { median, lo, hi }
#define UNKNOWN { NAN, NAN, NAN }
#define EXACT(mg) { mg, mg, mg }

/* 5, 50 and 95 % of tests/data/dose/spread.csv, times what a gram of the median leaf holds (15 mg; 7-OH 0.1 to 0.4 mg)
 * or what the label says. */
#define LEAF_G(g) Q(15.0 * (g), 15.0 * 0.562311805 * (g), 15.0 * 1.77837277 * (g))
#define LEAF_7OH_G(g) Q(0.25 * (g), 0.115 * (g), 0.385 * (g))
#define TEA_G(g) Q(15.0 * 0.479962866 * (g), 15.0 * 0.191713103 * (g), 15.0 * 1.04917054 * (g))
#define TEA_7OH_G(g) Q(0.112400675 * (g), 0.0417817382 * (g), 0.247168734 * (g))
#define CAPSULES(n) Q(15.0 * 0.597290325 * (n), 15.0 * 0.328536071 * (n), 15.0 * 1.08505588 * (n))
#define CAPSULES_7OH(n) Q(0.148600671 * (n), 0.0682940169 * (n), 0.240024899 * (n))
#define LABEL(mg) Q(mg, (mg) * 0.610514, (mg) * 1.637964) /* exp of 0.3 times 1.644854 */

struct row {
  const char *why;
  double amount;
  const char *unit;
  struct product p; /* class_, form, contents and unit mass; filled by the macros below */
  const char *words;
  enum content_source source;
  struct quantity mitragynine, hydroxy;
  const char *form, *says;
};

#define PRODUCT(cls, formkey, lm, lh, cm, ch, mass) \
  { .class_ = cls, .form = { formkey, sizeof(formkey) - 1 }, .label_mitragynine = lm, .label_hydroxy = lh, \
    .certificate_mitragynine = cm, .certificate_hydroxy = ch, .unit_mass_g = mass }
#define PLAIN(cls, formkey) PRODUCT(cls, formkey, NONE, NONE, NONE, NONE, NAN)

static const struct row row[] = {
  { "leaf, form not said", 2.5, "g", PLAIN(PRODUCT_KRATOM, ""), "red bali", CONTENT_FORM, LEAF_G(2.5), LEAF_7OH_G(2.5),
    "leaf_unsaid", "from the usual range of leaf, form not said" },
  { "mg is mass of product, never of alkaloid", 2500, "mg", PLAIN(PRODUCT_KRATOM, ""), "red bali", CONTENT_FORM,
    LEAF_G(2.5), LEAF_7OH_G(2.5), "leaf_unsaid", "from the usual range of leaf, form not said" },
  { "powder", 2.5, "g", PLAIN(PRODUCT_KRATOM, "powder"), "", CONTENT_FORM, LEAF_G(2.5), LEAF_7OH_G(2.5), "powder",
    "from the usual range of leaf powder" },
  { "nothing taken", 0, "g", PLAIN(PRODUCT_KRATOM, "powder"), "", CONTENT_FORM, EXACT(0), EXACT(0), "powder",
    "from the usual range of leaf powder" },
  { "tea, from a word of the entry", 2, "g", PLAIN(PRODUCT_KRATOM, ""), "red bali brewed as Tea", CONTENT_FORM,
    TEA_G(2), TEA_7OH_G(2), "tea", "from the usual range of leaf; tea: how much ends in the cup is unknown" },
  { "the product's form goes before a word of the entry", 2, "g", PLAIN(PRODUCT_KRATOM, "powder"), "tea", CONTENT_FORM,
    LEAF_G(2), LEAF_7OH_G(2), "powder", "from the usual range of leaf powder" },
  { "capsules of unknown size, from the unit", 4, "capsule", PLAIN(PRODUCT_KRATOM, ""), "red bali", CONTENT_FORM,
    CAPSULES(4), CAPSULES_7OH(4), "capsule",
    "from the usual range of leaf powder; what one capsule weighs is the usual range" },
  { "capsules that were weighed", 4, "capsule", PRODUCT(PRODUCT_KRATOM, "capsule", NONE, NONE, NONE, NONE, 0.5), "",
    CONTENT_FORM, LEAF_G(2), LEAF_7OH_G(2), "capsule", "from the usual range of leaf powder" },
  { "pills of a capsule product", 4, "tablet", PLAIN(PRODUCT_KRATOM, "capsule"), "", CONTENT_FORM, CAPSULES(4),
    CAPSULES_7OH(4), "capsule", "from the usual range of leaf powder; what one capsule weighs is the usual range" },
  { "capsules brewed as tea", 4, "capsule", PLAIN(PRODUCT_KRATOM, ""), "as tea", CONTENT_FORM,
    Q(60 * 0.286244287, 60 * 0.112954028, 60 * 0.63720489), Q(4 * 6.71142315e-2, 4 * 2.46766343e-2, 4 * 1.49756145e-1),
    "tea",
    "from the usual range of leaf; what one capsule weighs is the usual range; "
    "tea: how much ends in the cup is unknown" },
  { "grams of a capsule product", 2, "g", PLAIN(PRODUCT_KRATOM, "capsule"), "", CONTENT_FORM, LEAF_G(2), LEAF_7OH_G(2),
    "capsule", "from the usual range of leaf powder" },
  { "a spoon", 1, "tsp", PLAIN(PRODUCT_KRATOM, ""), "red bali", CONTENT_FORM,
    Q(37.5, 37.5 * 0.468484, 37.5 * 2.134546), Q(0.241445 * 2.5, 0.100561 * 2.5, 0.492811 * 2.5), "teaspoon",
    "from the usual range of leaf powder; a spoon holds more or less" },
  { "a tablespoon is three", 1, "tbsp", PLAIN(PRODUCT_KRATOM, "powder"), "", CONTENT_FORM,
    Q(112.5, 112.5 * 0.468484, 112.5 * 2.134546), Q(0.241445 * 7.5, 0.100561 * 7.5, 0.492811 * 7.5), "powder",
    "from the usual range of leaf powder; a spoon holds more or less" },
  { "a spoon in a tea", 1, "tsp", PLAIN(PRODUCT_KRATOM, "tea"), "", CONTENT_FORM,
    Q(37.5 * 0.475502265, 37.5 * 0.169657718, 37.5 * 1.21519397),
    Q(2500 * 0.000112068172, 2500 * 3.75673677e-5, 2500 * 0.000286040945), "tea",
    "from the usual range of leaf; a spoon holds more or less; tea: how much ends in the cup is unknown" },
  { "a cup of tea holds nobody knows what", 1, "cup", PLAIN(PRODUCT_KRATOM, "tea"), "", CONTENT_UNKNOWN, UNKNOWN,
    UNKNOWN, "tea", "not known: how much leaf this unit holds" },
  { "millilitres of tea", 250, "ml", PLAIN(PRODUCT_KRATOM, "tea"), "", CONTENT_UNKNOWN, UNKNOWN, UNKNOWN, "tea",
    "not known: how much leaf this unit holds" },
  { "an hour of kratom is no amount", 1, "h", PLAIN(PRODUCT_KRATOM, ""), "", CONTENT_UNKNOWN, UNKNOWN, UNKNOWN,
    "leaf_unsaid", "not known: how much leaf this unit holds" },

  { "an extract without a label", 1, "g", PLAIN(PRODUCT_KRATOM, "extract"), "", CONTENT_UNKNOWN, UNKNOWN, UNKNOWN,
    "extract", "not known: there is no label or certificate to go by" },
  { "an extract, from a word of the entry", 2, "capsule", PLAIN(PRODUCT_KRATOM, ""), "enhanced red bali capsules",
    CONTENT_UNKNOWN, UNKNOWN, UNKNOWN, "extract", "not known: there is no label or certificate to go by" },
  { "a shot without a label", 1, "shot", PLAIN(PRODUCT_KRATOM, ""), "", CONTENT_UNKNOWN, UNKNOWN, UNKNOWN, "shot",
    "not known: there is no label or certificate to go by" },
  { "an extract by its label in per cent", 0.25, "g",
    PRODUCT(PRODUCT_KRATOM, "extract", MG(450, "g"), NONE, NONE, NONE, NAN), "", CONTENT_LABEL, LABEL(112.5), UNKNOWN,
    "extract", "from the label" },
  { "the same in mg of product", 250, "mg", PRODUCT(PRODUCT_KRATOM, "extract", MG(450, "g"), NONE, NONE, NONE, NAN),
    "", CONTENT_LABEL, LABEL(112.5), UNKNOWN, "extract", "from the label" },
  { "a liquid by its label", 2, "ml", PRODUCT(PRODUCT_KRATOM, "liquid", MG(150, "ml"), MG(3, "ml"), NONE, NONE, NAN),
    "", CONTENT_LABEL, LABEL(300.0), LABEL(6.0), "liquid", "from the label" },
  { "a shot by its label", 0.5, "shot", PRODUCT(PRODUCT_KRATOM, "", MG(100, "shot"), MG(2, "shot"), NONE, NONE, NAN),
    "", CONTENT_LABEL, LABEL(50.0), LABEL(1.0), "shot", "from the label" },
  { "a label for the whole piece", 0.5, "shot", PRODUCT(PRODUCT_KRATOM, "", MG(100, ""), NONE, NONE, NONE, NAN), "",
    CONTENT_LABEL, LABEL(50.0), UNKNOWN, "shot", "from the label" },
  { "a label per ml says nothing of a shot", 1, "shot",
    PRODUCT(PRODUCT_KRATOM, "", MG(150, "ml"), NONE, NONE, NONE, NAN), "", CONTENT_UNKNOWN, UNKNOWN, UNKNOWN, "shot",
    "not known: what the label says does not fit this unit" },
  { "extract capsules by per cent, weight unknown", 2, "capsule",
    PRODUCT(PRODUCT_KRATOM, "extract", MG(450, "g"), NONE, NONE, NONE, NAN), "", CONTENT_UNKNOWN, UNKNOWN, UNKNOWN,
    "extract", "not known: what the label says does not fit this unit" },
  { "extract capsules by per cent, weighed", 2, "capsule",
    PRODUCT(PRODUCT_KRATOM, "extract", MG(450, "g"), NONE, NONE, NONE, 0.25), "", CONTENT_LABEL, LABEL(225.0), UNKNOWN,
    "extract", "from the label" },
  { "a label per capsule, grams taken, weight known", 1, "g",
    PRODUCT(PRODUCT_KRATOM, "capsule", MG(8, "capsule"), NONE, NONE, NONE, 0.5), "", CONTENT_LABEL, LABEL(16.0),
    LEAF_7OH_G(1), "capsule", "from the label" },
  { "a label per capsule, grams taken, weight unknown: the form", 1, "g",
    PRODUCT(PRODUCT_KRATOM, "capsule", MG(8, "capsule"), NONE, NONE, NONE, NAN), "", CONTENT_FORM, LEAF_G(1),
    LEAF_7OH_G(1), "capsule", "from the usual range of leaf powder" },
  { "a label per tablet, capsules said", 2, "capsule",
    PRODUCT(PRODUCT_KRATOM, "tablet", MG(20, "tablet"), NONE, NONE, NONE, NAN), "", CONTENT_LABEL, LABEL(40.0),
    UNKNOWN, "tablet", "from the label" },
  { "leaf capsules by per cent: the weight is the usual range", 2, "capsule",
    PRODUCT(PRODUCT_KRATOM, "capsule", NONE, NONE, MG(15, "g"), NONE, NAN), "", CONTENT_CERTIFICATE,
    Q(18, 2 * 15 * 0.51, 2 * 15 * 0.69), CAPSULES_7OH(2), "capsule",
    "from the certificate of the lot; what one capsule weighs is the usual range" },

  { "certificate before label", 2, "g",
    PRODUCT(PRODUCT_KRATOM, "powder", MG(30, "g"), NONE, MG(16, "g"), MG(0.2, "g"), NAN), "", CONTENT_CERTIFICATE,
    EXACT(32.0), EXACT(0.4), "powder", "from the certificate of the lot" },
  { "label before form", 2, "g", PRODUCT(PRODUCT_KRATOM, "powder", MG(20, "g"), NONE, NONE, NONE, NAN), "",
    CONTENT_LABEL, LABEL(40.0), LEAF_7OH_G(2), "powder", "from the label" },
  { "certified leaf in a tea", 2, "g", PRODUCT(PRODUCT_KRATOM, "tea", NONE, NONE, MG(16, "g"), NONE, NAN), "",
    CONTENT_CERTIFICATE, Q(16, 32 * 0.23, 32 * 0.77), TEA_7OH_G(2), "tea",
    "from the certificate of the lot; tea: how much ends in the cup is unknown" },
  { "a tea by the label of the drink is drunk whole", 500, "ml",
    PRODUCT(PRODUCT_KRATOM, "tea", MG(0.1, "ml"), NONE, NONE, NONE, NAN), "", CONTENT_LABEL, LABEL(50.0), UNKNOWN,
    "tea", "from the label" },
  { "45 % is no leaf, whatever was not said", 1, "g", PRODUCT(PRODUCT_KRATOM, "", MG(450, "g"), NONE, NONE, NONE, NAN),
    "", CONTENT_LABEL, LABEL(450.0), UNKNOWN, "leaf_unsaid", "from the label" },
  { "a certificate of nothing", 2, "g", PRODUCT(PRODUCT_KRATOM, "powder", NONE, NONE, MG(16, "g"), MG(0, "g"), NAN),
    "", CONTENT_CERTIFICATE, EXACT(32.0), EXACT(0), "powder", "from the certificate of the lot" },

  { "7-OH without a label", 1, "tablet", PLAIN(PRODUCT_7OH, "tablet_7oh"), "", CONTENT_UNKNOWN, UNKNOWN, UNKNOWN,
    "tablet_7oh", "not known: there is no label or certificate to go by" },
  { "7-OH in grams is never leaf", 1, "g", PLAIN(PRODUCT_7OH, ""), "powder", CONTENT_UNKNOWN, UNKNOWN, UNKNOWN,
    "product_7oh", "not known: there is no label or certificate to go by" },
  { "mg of a 7-OH product is its mass", 15, "mg", PLAIN(PRODUCT_7OH, ""), "", CONTENT_UNKNOWN, UNKNOWN, UNKNOWN,
    "product_7oh", "not known: there is no label or certificate to go by" },
  { "7-OH by its label", 2, "tablet", PRODUCT(PRODUCT_7OH, "tablet_7oh", NONE, MG(15, "tablet"), NONE, NONE, NAN), "",
    CONTENT_LABEL, UNKNOWN, LABEL(30.0), "tablet_7oh", "from the label" },
  { "7-OH by its certificate, both alkaloids", 2, "tablet",
    PRODUCT(PRODUCT_7OH, "tablet_7oh", NONE, MG(15, "tablet"), MG(3, "tablet"), MG(17, "tablet"), NAN), "",
    CONTENT_CERTIFICATE, EXACT(6.0), EXACT(34.0), "tablet_7oh", "from the certificate of the lot" },
  { "given in mg of 7-OH", 15, "mg_7oh", PLAIN(PRODUCT_7OH, "tablet_7oh"), "", CONTENT_DIRECT, UNKNOWN, EXACT(15.0),
    "", "given in mg of 7-OH" },
  { "given in mg of mitragynine", 30, "mg_mitragynine", PLAIN(PRODUCT_KRATOM, "extract"), "", CONTENT_DIRECT,
    EXACT(30.0), UNKNOWN, "", "given in mg of mitragynine" },

  { "amount not known", NAN, "g", PLAIN(PRODUCT_KRATOM, "powder"), "", CONTENT_UNKNOWN, UNKNOWN, UNKNOWN, "",
    "not known: how much was taken" },
  { "no unit", 2, "", PLAIN(PRODUCT_KRATOM, "powder"), "", CONTENT_UNKNOWN, UNKNOWN, UNKNOWN, "",
    "not known: how much was taken" },
  { "a negative amount is a slip", -2, "g", PLAIN(PRODUCT_KRATOM, "powder"), "", CONTENT_UNKNOWN, UNKNOWN, UNKNOWN, "",
    "not known: how much was taken" },
  { "a medicine", 400, "mg", PLAIN(PRODUCT_MEDICINE, ""), "ibuprofen", CONTENT_NONE, UNKNOWN, UNKNOWN, "",
    "not kratom" },
  { "something else", 1, "cup", PLAIN(PRODUCT_OTHER, ""), "coffee", CONTENT_NONE, UNKNOWN, UNKNOWN, "", "not kratom" },
};

static const char *part_of(const char *what, double got, double want)
{
  bool good = isnan(want) ? isnan(got) : fabs(got - want) <= 1e-3 * fabs(want);

  return good ? NULL : what;
}

static const char *differs(const struct quantity *got, const struct quantity *want)
{
  const char *bad = part_of("median", got->median, want->median);

  bad = bad ? bad : part_of("lower end", got->lo90, want->lo90);
  return bad ? bad : part_of("upper end", got->hi90, want->hi90);
}

static void rows(void **state)
{
  (void)state;
  for (size_t i = 0; i < N(row); i++) {
    struct alkaloids got;
    const char *bad;

    dose_convert(row[i].amount, span_of(row[i].unit), &row[i].p, span_of(row[i].words), &got);
    if (got.source != row[i].source)
      fail_msg("%s: source %d, not %d (%s)", row[i].why, (int)got.source, (int)row[i].source, got.says);
    if ((bad = differs(&got.mitragynine_mg, &row[i].mitragynine)) != NULL)
      fail_msg("%s: mitragynine, %s: %g %g %g", row[i].why, bad, got.mitragynine_mg.lo90, got.mitragynine_mg.median,
               got.mitragynine_mg.hi90);
    if ((bad = differs(&got.hydroxy_mg, &row[i].hydroxy)) != NULL)
      fail_msg("%s: 7-OH, %s: %g %g %g", row[i].why, bad, got.hydroxy_mg.lo90, got.hydroxy_mg.median,
      got.hydroxy_mg.hi90);
    if (strcmp(got.form, row[i].form) != 0 || strcmp(got.says, row[i].says) != 0)
      fail_msg("%s: form \"%s\", says \"%s\"", row[i].why, got.form, got.says);
  }
}

/* What rests on figures names where they are from; what is exact or unknown cites nothing. */
static void cites(void **state)
{
  (void)state;
  for (size_t i = 0; i < N(row); i++) {
    struct alkaloids got;
    bool cited;

    dose_convert(row[i].amount, span_of(row[i].unit), &row[i].p, span_of(row[i].words), &got);
    cited = got.source == CONTENT_FORM || got.source == CONTENT_LABEL;
    if ((got.cite[0] != '\0') != cited)
      fail_msg("%s: cites \"%s\"", row[i].why, got.cite);
  }
}

/* Twice the amount is twice the mg, whatever the way. */
static void scales(void **state)
{
  (void)state;
  for (size_t i = 0; i < N(row); i++) {
    struct alkaloids a, b;
    const struct quantity *one = &a.mitragynine_mg, *two = &b.mitragynine_mg;

    dose_convert(row[i].amount, span_of(row[i].unit), &row[i].p, span_of(row[i].words), &a);
    dose_convert(2.0 * row[i].amount, span_of(row[i].unit), &row[i].p, span_of(row[i].words), &b);
    assert_int_equal(a.source, b.source);
    if (isnan(one->median))
      continue;
    assert_true(fabs(two->median - 2.0 * one->median) <= 1e-9 * two->median);
    assert_true(fabs(two->hi90 - 2.0 * one->hi90) <= 1e-9 * two->hi90);
    assert_true(one->lo90 <= one->median && one->median <= one->hi90);
  }
}

/* The name of a strain never enters. */
static void strains(void **state)
{
  static const char *const name[] = { "red bali", "white maeng da", "green malay", "kratom" };
  struct alkaloids first, got;

  (void)state;
  for (size_t i = 0; i < N(name); i++) {
    struct product p;

    product_guess(span_of(name[i]), SPAN("g"), &p);
    dose_convert(2.5, SPAN("g"), &p, span_of(name[i]), &got);
    if (i == 0)
      first = got;
    assert_true(got.mitragynine_mg.median == first.mitragynine_mg.median);
    assert_true(got.mitragynine_mg.hi90 == first.mitragynine_mg.hi90);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(rows), cmocka_unit_test(cites), cmocka_unit_test(scales), cmocka_unit_test(strains),
  };

  return cmocka_run_group_tests_name("convert", tests, NULL, NULL);
}
