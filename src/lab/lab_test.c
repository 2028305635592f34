#include "lab/lab.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define N(a) (sizeof(a) / sizeof(a)[0])
#define MICRO "\xc2\xb5" /* the sign */
#define MU "\xce\xbc"    /* the letter */

static const struct {
  const char *what, *value, *unit;
  const char *code; /* of the table; "": not in it, kept as typed */
  double want;
  char bound;
  const char *ucum;
  double conventional;
  bool ask;
} row[] = {
  /* instruments B4: the lines "unit", both ways round where the table has the way */
  { "bilirubin", "44.46", "umol/L", "bilirubin", 44.46, 0, "umol/L", 2.6, false },
  { "bilirubin", "20", "umol/L", "bilirubin", 20, 0, "umol/L", 1.1696, false },
  { "bilirubin", "2.6", "mg/dL", "bilirubin", 2.6, 0, "mg/dL", 2.6, false },
  { "creatinine", "106.08", "umol/L", "creatinine", 106.08, 0, "umol/L", 1.2, false },
  { "creatinine", "97", "umol/L", "creatinine", 97, 0, "umol/L", 1.0973, false },
  { "ALT", "2.5", "ukat/L", "ALT", 2.5, 0, "ukat/L", 150, false },
  { "ALT", "0.66666667", "ukat/L", "ALT", 0.66666667, 0, "ukat/L", 40, false },
  { "BUN", "4.998", "mmol/L", "BUN", 4.998, 0, "mmol/L", 14, false },
  { "glucose", "5.2725", "mmol/L", "glucose", 5.2725, 0, "mmol/L", 95, false },
  { "magnesium", "0.8228", "mmol/L", "magnesium", 0.8228, 0, "mmol/L", 2.0, false },
  { "calcium", "2.3703", "mmol/L", "calcium", 2.3703, 0, "mmol/L", 9.5002, false },
  { "testosterone", "15.615", "nmol/L", "testosterone", 15.615, 0, "nmol/L", 450, false },
  { "hemoglobin", "135", "g/L", "hemoglobin", 135, 0, "g/L", 13.5, false },
  { "lead", "0.16905", "umol/L", "lead", 0.16905, 0, "umol/L", 3.5, false },
  { "bilirubin", "24", "umol/l", "bilirubin", 24, 0, "umol/L", 1.4035, false }, /* and no emergency */

  /* B2: the other factors */
  { "albumin", "42", "g/L", "albumin", 42, 0, "g/L", 4.2, false },
  { "urea", "30", "mg/dL", "urea", 30, 0, "mg/dL", 4.995, false },
  { "prolactin", "212", "mIU/L", "prolactin", 212, 0, "m[IU]/L", 10, false },
  { "Hb", "8.3784", "mmol/L", "hemoglobin", 8.3784, 0, "mmol/L", 13.5005, false },
  { "CRP", "1.2", "mg/dL", "CRP", 1.2, 0, "mg/dL", 12, false },
  { "K", "4.1", "mEq/L", "potassium", 4.1, 0, "meq/L", 4.1, false },
  { "Na", "140", "meq/l", "sodium", 140, 0, "meq/L", 140, false },
  { "ferritin", "80", "ng/mL", "ferritin", 80, 0, "ug/L", 80, false },
  { "TSH", "2.1", "uIU/mL", "TSH", 2.1, 0, "m[IU]/L", 2.1, false },
  { "PLT", "250", "K/uL", "platelets", 250, 0, "10*3/uL", 250, false },
  { "platelets", "250", "G/L", "platelets", 250, 0, "10*9/L", 250, false },
  { "WBC", "6.5", "10^9/L", "WBC", 6.5, 0, "10*9/L", 6.5, false },

  /* spellings of units */
  { "ALT", "34", "U/L", "ALT", 34, 0, "U/L", 34, false },
  { "ALT", "34", "u/l", "ALT", 34, 0, "U/L", 34, false },
  { "ALT", "34", "IU/L", "ALT", 34, 0, "U/L", 34, false },
  { "ALT", "34", " I U / L ", "ALT", 34, 0, "U/L", 34, false },
  { "ALT", "34", "U per L", "ALT", 34, 0, "U/L", 34, false },
  { "ALT", "0.6", MICRO "kat/l", "ALT", 0.6, 0, "ukat/L", 36, false },
  { "ALT", "0.6", MU "kat/L", "ALT", 0.6, 0, "ukat/L", 36, false },
  { "bilirubin", "20", MICRO "mol/L", "bilirubin", 20, 0, "umol/L", 1.1696, false },
  { "bilirubin", "20", MU "mol/l", "bilirubin", 20, 0, "umol/L", 1.1696, false },
  { "bilirubin", "20", "mcmol/L", "bilirubin", 20, 0, "umol/L", 1.1696, false },
  { "bilirubin", "20", "umol", "bilirubin", 20, 0, "umol/L", 1.1696, false },
  { "bilirubin", "1.2", "mg%", "bilirubin", 1.2, 0, "mg/dL", 1.2, false },
  { "bilirubin", "1.2", "mg / 100 ml", "bilirubin", 1.2, 0, "mg/dL", 1.2, false },
  { "albumin", "4.2", "gm/dl", "albumin", 4.2, 0, "g/dL", 4.2, false },
  { "platelets", "250", "thou/ul", "platelets", 250, 0, "10*3/uL", 250, false },
  { "platelets", "250", "x10^9/L", "platelets", 250, 0, "10*9/L", 250, false },
  { "platelets", "250", "\xc3\x97" "10\xe2\x81\xb9/L", "platelets", 250, 0, "10*9/L", 250, false }, /* x10 raised 9 */
  { "platelets", "250", "10\xc2\xb3/" MICRO "L", "platelets", 250, 0, "10*3/uL", 250, false },
  { "eGFR", "75", "mL/min/1.73 m\xc2\xb2", "eGFR", 75, 0, "mL/min/{1.73_m2}", 75, false },
  { "eGFR", "75", "mL/min/{1.73_m2}", "eGFR", 75, 0, "mL/min/{1.73_m2}", 75, false },
  { "hCG", "3", "mIU/mL", "hCG", 3, 0, "[IU]/L", 3, false },
  { "hCG", "3", "[IU]/L", "hCG", 3, 0, "[IU]/L", 3, false },
  { "QTc", "430", "msec", "QTc", 430, 0, "ms", 430, false },
  { "pulse", "72", "bpm", "heart_rate", 72, 0, "/min", 72, false },
  { "weight", "150", "lbs", "weight", 150, 0, "[lb_av]", 68.0389, false },
  { "weight", "150", "[lb_av]", "weight", 150, 0, "[lb_av]", 68.0389, false },
  { "INR", "1.1", "", "INR", 1.1, 0, "{INR}", 1.1, false },
  { "INR", "1.1", "{INR}", "INR", 1.1, 0, "{INR}", 1.1, false },

  /* names */
  { "alt", "34", "U/L", "ALT", 34, 0, "U/L", 34, false },
  { "SGPT", "34", "U/L", "ALT", 34, 0, "U/L", 34, false },
  { "ALT (SGPT)", "34", "U/L", "ALT", 34, 0, "U/L", 34, false },
  { "Bilirubin, total", "1", "mg/dL", "bilirubin", 1, 0, "mg/dL", 1, false },
  { "T.Bil", "1", "mg/dL", "bilirubin", 1, 0, "mg/dL", 1, false },
  { "direct", "0.2", "mg/dL", "bilirubin_direct", 0.2, 0, "mg/dL", 0.2, false },
  { "Alk Phos", "90", "U/L", "ALP", 90, 0, "U/L", 90, false },
  { "\xce\xb3GT", "30", "U/L", "GGT", 30, 0, "U/L", 30, false }, /* Greek gamma */
  { "H\xc3\xa4moglobin", "13.5", "g/dl", "hemoglobin", 13.5, 0, "g/dL", 13.5, false },
  { "serum potassium", "4.1", "mmol/L", "potassium", 4.1, 0, "mmol/L", 4.1, false },
  { "PT INR", "1.1", "ratio", "INR", 1.1, 0, "{INR}", 1.1, false },
  { "Mg", "2", "mg/dL", "magnesium", 2, 0, "mg/dL", 2, false },

  /* numbers */
  { "hCG", "<5", "IU/L", "hCG", 5, '<', "[IU]/L", 5, false },
  { "hCG", "< 5", "IU/L", "hCG", 5, '<', "[IU]/L", 5, false },
  { "CRP", "\xe2\x89\xa4" "5", "mg/L", "CRP", 5, '<', "mg/L", 5, false },
  { "eGFR", ">90", "mL/min/1.73m2", "eGFR", 90, '>', "mL/min/{1.73_m2}", 90, false },
  { "eGFR", ">= 90", "mL/min/1.73m2", "eGFR", 90, '>', "mL/min/{1.73_m2}", 90, false },
  { "bilirubin", "1,2", "mg/dL", "bilirubin", 1.2, 0, "mg/dL", 1.2, false },
  { "potassium", "4.100", "mmol/L", "potassium", 4.1, 0, "mmol/L", 4.1, false },   /* 4100 cannot be */
  { "platelets", "250,000", "/uL", "platelets", 250000, 0, "/uL", 250, false },    /* 250.000 cannot be */
  { "TSH", "0.500", "mIU/L", "TSH", 0.5, 0, "m[IU]/L", 0.5, false },
  { "ALT", "34 U/L", "", "ALT", 34, 0, "U/L", 34, false },
  { "TSH", "<0.01mIU/L", "", "TSH", 0.01, '<', "m[IU]/L", 0.01, false },

  /* just plausible: asked about, kept */
  { "ALT", "3000", "U/L", "ALT", 3000, 0, "U/L", 3000, false },
  { "ALT", "3001", "U/L", "ALT", 3001, 0, "U/L", 3001, true },
  { "ALT", "30000", "U/L", "ALT", 30000, 0, "U/L", 30000, true },
  { "ALT", "2", "U/L", "ALT", 2, 0, "U/L", 2, true },
  { "bilirubin", "80", "mg/dL", "bilirubin", 80, 0, "mg/dL", 80, true },
  { "bilirubin", "600", "umol/L", "bilirubin", 600, 0, "umol/L", 35.0877, true },
  { "INR", "0.4", "", "INR", 0.4, 0, "{INR}", 0.4, true },
  { "TSH", "<0.005", "mIU/L", "TSH", 0.005, '<', "m[IU]/L", 0.005, true },
  { "hCG", "250000", "IU/L", "hCG", 250000, 0, "[IU]/L", 250000, false }, /* any */

  /* not in the table: kept as written, without range or rule */
  { "Vitamin B12", "300", "pg/mL", "", 300, 0, "pg/mL", NAN, false },
  { "zinc", "80", MICRO "g/dL", "", 80, 0, "ug/dL", NAN, false },
  { "base excess", "-3", "mmol/l", "", -3, 0, "mmol/L", NAN, false },
  { "Quick", "85", "%", "", 85, 0, "%", NAN, false },
  { "pH", "7.4", "", "", 7.4, 0, "", NAN, false },
  { "anti-X", "<10", "AU/mL", "", 10, '<', "AU/mL", NAN, false },
};

static bool near(double got, double want)
{
  return isnan(want) ? isnan(got) : fabs(got - want) <= 1e-4 * (fabs(want) > 1.0 ? fabs(want) : 1.0);
}

static void reads(void **state)
{
  (void)state;
  for (size_t i = 0; i < N(row); i++) {
    struct lab_value got;
    struct err e = {0};

    if (lab_read(span_of(row[i].what), span_of(row[i].value), span_of(row[i].unit), &got, &e) != RC_OK)
      fail_msg("%s %s %s: %s", row[i].what, row[i].value, row[i].unit, e.message);
    if (row[i].code[0] == '\0' ? got.analyte != NULL || !span_is(got.what, row[i].what)
                               : got.analyte == NULL || !span_is(got.what, row[i].code))
      fail_msg("%s is \"%.*s\"", row[i].what, SPAN_FMT(got.what));
    if (got.value != row[i].want || got.bound != row[i].bound)
      fail_msg("%s %s: %.17g", row[i].what, row[i].value, got.value);
    if (!span_is(got.unit, row[i].ucum) || !near(got.conventional, row[i].conventional))
      fail_msg("%s %s %s: %.10g, \"%.*s\"", row[i].what, row[i].value, row[i].unit, got.conventional,
      SPAN_FMT(got.unit));
    if (got.ask != row[i].ask)
      fail_msg("%s %s %s: %s", row[i].what, row[i].value, row[i].unit, got.ask ? "asked" : "not asked");
    assert_int_equal(e.rc, RC_OK);
  }
}

static const struct {
  const char *what, *value, *unit;
  const char *says, *fix; /* parts of the sentence */
} bad_row[] = {
  { "bilirubin", "20", "", "20 mg/dL, 20 umol/L (1.17 mg/dL) or", "never guessed" },
  { "creatinine", "97", "", "is it 97 umol/L (1.1 mg/dL)", "never guessed" },
  { "creatinine", "5000000", "", "is it mg/dL, umol/L or mg/L?", "never guessed" },
  { "creatinine", "1.1", "", "1.1 mg/dL", "never guessed" },
  { "ALT", "34", "", "34 U/L", "" },
  { "weight", "70", "", "70 kg", "" },
  { "weight", "70", "", "70 [lb_av] (31.8 kg)", "" },
  { "ALT", "34", "mg/dL", "\"mg/dL\" does not fit ALT", "U/L" },
  { "INR", "85", "%", "\"%\" does not fit INR", "{INR}" },
  { "QTc", "0.43", "sec", "\"sec\" does not fit QTc", "ms" },
  { "QTc", "0.43", "s", "\"s\" does not fit QTc", "ms" },
  { "potassium", "4", "mg/dL", "does not fit potassium", "mmol/L" },
  { "bilirubin", "81", "mg/dL", "cannot be 81 mg/dL: from 0 to 80 mg/dL", "81 umol/L would be possible" },
  { "bilirubin", "200", "mg/dL", "cannot be 200 mg/dL", "200 umol/L" },
  { "creatinine", "97", "mg/dL", "cannot be 97 mg/dL", "97 umol/L" },
  { "ALT", "30001", "U/L", "cannot be 30001 U/L", "Check" },
  { "INR", "0.39", "", "cannot be 0.39", "Check" },
  { "INR", "<0.3", "", "cannot be 0.3", "Check" },
  { "ALT", "-5", "U/L", "cannot be -5", "Check" },
  { "hCG", "-5", "IU/L", "cannot be -5", "Check" },
  { "ferritin", "1,500", "ug/L", "1.5 or 1500", "Write 1.5 or 1500" },
  { "ALT", "1.500", "U/L", "1.5 or 1500", "Write" },
  { "zinc", "1.500", "ug/dL", "1.5 or 1500", "Write" },
  { "ALT", "", "U/L", "value is missing", "Write it like" },
  { "ALT", "high", "U/L", "\"high\" is not a number", "Write it like" },
  { "ALT", "high", "", "\"high\" is not a number", "Write it like" },
  { "ALT", "<", "U/L", "\"<\" is not a number", "Write it like" },
  { "ALT", "nan", "U/L", "\"nan\" is not a number", "" },
  { "ALT", "inf", "U/L", "\"inf\" is not a number", "" },
  { "ALT", "0x22", "U/L", "\"0x22\" is not a number", "" },
  { "ALT", "1e999", "U/L", "\"1e999\" is not a number", "" },
  { "ALT", "1,2,3", "U/L", "\"1,2,3\" is not a number", "" },
  { "ALT", "1.2.3", "U/L", "\"1.2.3\" is not a number", "" },
  { "ALT", "30-40", "U/L", "\"30-40\" is not a number", "" },
  { "", "34", "U/L", "What was measured is missing", "ALT 34 U/L" },
};

static void refuses(void **state)
{
  (void)state;
  for (size_t i = 0; i < N(bad_row); i++) {
    struct lab_value got = { .value = 7 };
    struct err e = {0};

    if (lab_read(span_of(bad_row[i].what), span_of(bad_row[i].value), span_of(bad_row[i].unit), &got, &e) != RC_DATA)
      fail_msg("%s %s %s was read", bad_row[i].what, bad_row[i].value, bad_row[i].unit);
    if (strstr(e.message, bad_row[i].says) == NULL || strstr(e.fix, bad_row[i].fix) == NULL || e.fix[0] == '\0')
      fail_msg("%s %s %s: %s | %s", bad_row[i].what, bad_row[i].value, bad_row[i].unit, e.message, e.fix);
    assert_true(got.value == 7);
  }
}

/* Every name and every spelling of the tables is read as what it stands for. */
static void tables(void **state)
{
  (void)state;
  for (size_t i = 0; i < fact_analyte_n; i++) {
    const struct fact_analyte *a = &fact_analyte[i];

    for (size_t k = 0; k < fact_lab_unit_n; k++) {
      const struct fact_lab_unit *u = &fact_lab_unit[k];
      char text[32];
      struct lab_value got;
      struct err e;

      if (strcmp(u->to, a->unit) != 0 || (u->analyte[0] != '\0' && strcmp(u->analyte, a->key) != 0))
        continue;
      snprintf(text, sizeof(text), "%.9f", (isinf(a->ask_hi) ? 5.0 : a->ask_hi) * 0.9 / u->factor);
      for (const char *const *name = a->names; *name; name++)
        for (const char *const *unit = u->names; *unit; unit++)
          if (lab_read(span_of(*name), span_of(text), span_of(*unit), &got, &e) != RC_OK || got.analyte != a ||
              fabs(got.conventional - (isinf(a->ask_hi) ? 5.0 : a->ask_hi) * 0.9) > 1e-4 || got.ask)
            fail_msg("%s %s %s", *name, text, *unit);
    }
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(reads), cmocka_unit_test(refuses), cmocka_unit_test(tables) };

  return cmocka_run_group_tests_name("lab", tests, NULL, NULL);
}
