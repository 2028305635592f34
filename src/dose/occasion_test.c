#include "dose/occasion.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define N(a) (sizeof(a) / sizeof(a)[0])

enum { KRATOM, SEVEN_OH, OTHER, MOST = 12 };

/* minute on the clock, treatment, amount, unit, mg mitragynine */
struct brief {
  double at_min;
  int treatment;
  double amount;
  const char *unit;
  double mg;
  bool untimed;
  int64_t action;
};

static struct dose dose_of(const struct brief *b, size_t i)
{
  return (struct dose){
    .at_s = (int64_t)lround(b->at_min * 60.0), .timed = !b->untimed, .treatment = b->treatment, .amount = b->amount,
    .unit = b->unit, .mitragynine_mg = { b->mg, b->mg, b->mg }, .hydroxy_mg = { b->mg / 100, NAN, NAN },
    .order = (int64_t)i + 1, .action = b->action,
  };
}

static bool same(double a, double b)
{
  return isnan(a) ? isnan(b) : fabs(a - b) < 1e-12;
}

/* A dose with a clock time, from a file; one of kratom. */
#define D(min, treatment, amount, unit, mg) { min, treatment, amount, unit, mg, false, 0 }
#define K(min, amount, unit, mg) D(min, KRATOM, amount, unit, mg)

static const struct {
  const char *why;
  struct brief dose[MOST];
  size_t n;
  struct { double at_min, mg, amount; const char *unit; size_t n; } want[MOST];
  size_t want_n;
} group_row[] = {
  { "29 minutes 59 is one occasion, half an hour is two",
    { K(0, 2, "g", 30), K(29 + 59.0 / 60, 1, "g", 15), K(30, 1, "g", 15) }, 3,
    { { 0, 45, 3, "g", 2 }, { 30, 15, 1, "g", 1 } }, 2 },
  { "counted from the first dose, not from the last",
    { K(0, 1, "g", 15), K(20, 1, "g", 15), K(40, 1, "g", 15), K(60, 1, "g", 15) }, 4,
    { { 0, 30, 2, "g", 2 }, { 40, 30, 2, "g", 2 } }, 2 },
  { "treatments do not mix",
    { K(0, 2, "g", 30), D(5, SEVEN_OH, 1, "tablet", NAN), K(10, 1, "g", 15), D(20, SEVEN_OH, 2, "tablet", NAN),
      D(25, OTHER, 400, "mg", NAN) },
    5, { { 0, 45, 3, "g", 2 }, { 5, NAN, 3, "tablet", 2 }, { 25, NAN, 400, "mg", 1 } }, 3 },
  { "an unknown part makes an unknown sum, in either order",
    { K(0, 2, "g", 30), K(5, 1, "shot", NAN), K(100, 1, "shot", NAN), K(105, 2, "g", 30) }, 4,
    { { 0, NAN, NAN, NULL, 2 }, { 100, NAN, NAN, NULL, 2 } }, 2 },
  { "capsules and grams: no common amount, but common mg",
    { K(0, 2, "g", 30), K(1, 2, "capsule", 18), K(2, 1, "g", 15) }, 3, { { 0, 63, NAN, NULL, 3 } }, 1 },
  { "an amount not known, no unit", { K(0, NAN, NULL, NAN), K(90, NAN, "", NAN), K(180, NAN, "g", NAN) }, 3,
    { { 0, NAN, NAN, NULL, 1 }, { 90, NAN, NAN, NULL, 1 }, { 180, NAN, NAN, "g", 1 } }, 3 },
  { "the same instant", { K(0, 2, "g", 30), K(0, 2, "g", 30) }, 2, { { 0, 60, 4, "g", 2 } }, 1 },
  { "no clock time: one sentence is one occasion, two sentences are two",
    { { 0, KRATOM, 2, "g", 30, true, 7 }, { 0, KRATOM, 1, "g", 15, true, 7 }, { 0, KRATOM, 1, "g", 15, true, 8 } }, 3,
    { { 0, 45, 3, "g", 2 }, { 0, 15, 1, "g", 1 } }, 2 },
  { "no clock time and no sentence (a file): each row is one",
    { { 0, KRATOM, 2, "g", 30, true, 0 }, { 0, KRATOM, 1, "g", 15, true, 0 } }, 2,
    { { 0, 30, 2, "g", 1 }, { 0, 15, 1, "g", 1 } }, 2 },
  { "a part of the day takes no clock time in",
    { { 540, KRATOM, 2, "g", 30, true, 7 }, { 545, KRATOM, 1, "g", 15, false, 7 },
      { 550, KRATOM, 1, "g", 15, false, 9 } },
    3, { { 540, 30, 2, "g", 1 }, { 545, 30, 2, "g", 2 } }, 2 },
  { "before 1970", { K(-100, 2, "g", 30), K(-71, 2, "g", 30), K(-70, 2, "g", 30) }, 3,
    { { -100, 60, 4, "g", 2 }, { -70, 30, 2, "g", 1 } }, 2 },
};

static void group(void **state)
{
  (void)state;
  for (size_t r = 0; r < N(group_row); r++) {
    struct dose dose[MOST];
    struct occasion got[MOST];
    size_t n;

    for (size_t i = 0; i < group_row[r].n; i++)
      dose[i] = dose_of(&group_row[r].dose[i], i);
    n = occasion_group(dose, group_row[r].n, got);
    if (n != group_row[r].want_n)
      fail_msg("%s: %zu occasions, not %zu", group_row[r].why, n, group_row[r].want_n);
    for (size_t i = 0; i < n; i++) {
      if (got[i].at_s != (int64_t)lround(group_row[r].want[i].at_min * 60.0) || got[i].n != group_row[r].want[i].n)
        fail_msg("%s: occasion %zu at %lld with %zu doses", group_row[r].why, i, (long long)got[i].at_s, got[i].n);
      if (!same(got[i].mitragynine_mg, group_row[r].want[i].mg) || !same(got[i].amount, group_row[r].want[i].amount) ||
          !same(got[i].hydroxy_mg, group_row[r].want[i].mg / 100))
        fail_msg("%s: occasion %zu holds %g mg, %g", group_row[r].why, i, got[i].mitragynine_mg, got[i].amount);
      if (group_row[r].want[i].unit == NULL)
        assert_null(got[i].unit);
      else
        assert_string_equal(got[i].unit, group_row[r].want[i].unit);
    }
  }
}

static void keeps_the_first(void **state)
{
  static const struct brief two[] = {
    { 10, KRATOM, 2, "g", 30, false, 5 }, { 12, KRATOM, 1, "g", 15, false, 6 },
  };
  struct dose dose[2] = { dose_of(&two[0], 0), dose_of(&two[1], 1) };
  struct occasion got[2];

  (void)state;
  dose[0].offset_s = 7200;
  dose[1].offset_s = 3600;
  assert_int_equal(occasion_group(dose, 2, got), 1);
  assert_int_equal(got[0].offset_s, 7200);
  assert_int_equal(got[0].order, 1);
  assert_int_equal(got[0].action, 5);
  assert_true(got[0].timed);
  assert_int_equal(got[0].treatment, KRATOM);
}

static void nothing(void **state)
{
  struct usual_dose usual_of_none = occasion_usual(NULL, 0, KRATOM, true);

  (void)state;
  assert_int_equal(occasion_group(NULL, 0, NULL), 0);
  assert_true(isnan(usual_of_none.amount));
  assert_null(usual_of_none.unit);
  assert_int_equal(usual_of_none.n, 0);
}

static const struct {
  const char *why;
  int treatment;
  bool kratom;
  struct { int treatment; double mg, amount; const char *unit; } o[MOST];
  size_t n;
  double want;
  const char *unit;
  size_t want_n;
} usual_row[] = {
  { "mg of kratom, odd", KRATOM, true,
    { { KRATOM, 40, 2, "g" }, { KRATOM, 10, 1, "g" }, { KRATOM, 30, 3, "capsule" }, { OTHER, 999, 1, "g" } }, 4, 30,
    "mg_mitragynine", 3 },
  { "mg of kratom, even", KRATOM, true,
    { { KRATOM, 40, 2, "g" }, { KRATOM, 10, 1, "g" }, { KRATOM, 30, 3, "g" }, { KRATOM, 30.5, 3, "g" } }, 4, 30.25,
    "mg_mitragynine", 4 },
  { "unknown mg is left out", KRATOM, true,
    { { KRATOM, 40, 2, "g" }, { KRATOM, NAN, 1, "shot" }, { KRATOM, NAN, 1, "shot" } }, 3, 40, "mg_mitragynine", 1 },
  { "an extract without a label only: its own unit", KRATOM, true,
    { { KRATOM, NAN, 1, "shot" }, { KRATOM, NAN, 2, "shot" }, { KRATOM, NAN, 1, "ml" } }, 3, 1.5, "shot", 2 },
  { "the most frequent unit", OTHER, false,
    { { OTHER, NAN, 400, "mg" }, { OTHER, NAN, 2, "tablet" }, { OTHER, NAN, 600, "mg" }, { OTHER, NAN, 1, "tablet" },
      { OTHER, NAN, 200, "mg" } },
    5, 400, "mg", 3 },
  { "of equals the last used", OTHER, false, { { OTHER, NAN, 400, "mg" }, { OTHER, NAN, 2, "tablet" } }, 2, 2,
    "tablet", 1 },
  { "no amount was ever said", OTHER, false, { { OTHER, NAN, NAN, NULL }, { OTHER, NAN, NAN, "g" } }, 2, NAN, NULL,
    0 },
  { "nothing taken is an amount", OTHER, false,
    { { OTHER, NAN, 0, "g" }, { OTHER, NAN, 0, "g" }, { OTHER, NAN, 5, "g" } }, 3, 0, "g", 3 },
  { "7-OH in its own unit", SEVEN_OH, false,
    { { SEVEN_OH, 1, 15, "mg_7oh" }, { SEVEN_OH, 1, 30, "mg_7oh" }, { KRATOM, 30, 2, "g" } }, 3, 22.5, "mg_7oh", 2 },
};

static void usual(void **state)
{
  (void)state;
  for (size_t r = 0; r < N(usual_row); r++) {
    struct occasion o[MOST] = {0};
    struct usual_dose got;

    for (size_t i = 0; i < usual_row[r].n; i++)
      o[i] = (struct occasion){ .treatment = usual_row[r].o[i].treatment, .mitragynine_mg = usual_row[r].o[i].mg,
                                .amount = usual_row[r].o[i].amount, .unit = usual_row[r].o[i].unit };
    got = occasion_usual(o, usual_row[r].n, usual_row[r].treatment, usual_row[r].kratom);
    if (!same(got.amount, usual_row[r].want) || got.n != usual_row[r].want_n)
      fail_msg("%s: %g of %zu", usual_row[r].why, got.amount, got.n);
    if (usual_row[r].unit == NULL)
      assert_null(got.unit);
    else
      assert_string_equal(got.unit, usual_row[r].unit);
  }
}

static int ascending(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

/* Against sorting, on numbers of every size. */
static void usual_of_many(void **state)
{
  enum { MANY = 501 };
  struct occasion o[MANY] = {0};
  double sorted[MANY];
  uint64_t seed = 12345;

  (void)state;
  for (size_t n = 1; n <= MANY; n += 25) {
    for (size_t i = 0; i < n; i++) {
      seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
      sorted[i] = ldexp((double)(seed >> 40), -(int)(seed >> 60) - 10);
      o[i] = (struct occasion){ .treatment = KRATOM, .mitragynine_mg = sorted[i] };
    }
    qsort(sorted, n, sizeof(sorted[0]), ascending);
    assert_true(occasion_usual(o, n, KRATOM, true).amount == 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]));
  }
}

static const struct {
  const char *why;
  int64_t dose_s, dose_order, dose_action;
  int64_t rating_s, rating_order, rating_action;
  bool want;
} anchor_row[] = {
  { "half an hour before", 6000, 2, 0, 4200, 1, 0, true },
  { "a second more", 6000, 2, 0, 4199, 1, 0, false },
  { "ten minutes before, entered later", 6000, 1, 0, 5400, 2, 0, true },
  { "a minute before, entered later", 6000, 1, 0, 5999, 2, 0, true },
  { "the same minute, rated first", 6000, 2, 0, 6000, 1, 0, true },
  { "the same minute, dose first", 6000, 1, 0, 6000, 2, 0, false },
  { "the same minute, dose first, one sentence", 6000, 1, 4, 6000, 2, 4, true },
  { "the same minute, dose first, no sentence (a file)", 6000, 1, 0, 6000, 2, 0, false },
  { "the same minute, another sentence", 6000, 1, 4, 6000, 2, 5, false },
  { "seconds known: rated in the same minute before the dose was written", 6000, 2, 0, 6030, 1, 0, true },
  { "seconds known: the same minute, dose written first", 6030, 1, 0, 6000, 2, 0, false },
  { "after the dose", 6000, 2, 0, 6060, 1, 0, false },
  { "after the dose, in one sentence", 6000, 2, 4, 6060, 1, 4, false },
  { "before 1970, same minute", -30, 2, 0, -10, 1, 0, true },
  { "before 1970, the minute after", -70, 2, 0, -60, 1, 0, false },
};

static void anchor(void **state)
{
  (void)state;
  for (size_t r = 0; r < N(anchor_row); r++) {
    struct occasion o = { .at_s = anchor_row[r].dose_s, .timed = true, .treatment = KRATOM,
                          .order = anchor_row[r].dose_order, .action = anchor_row[r].dose_action };
    /* neighbours that never count */
    struct anchor_rating rating[] = {
      { anchor_row[r].dose_s - 90000, 0, 0 },
      { anchor_row[r].rating_s, anchor_row[r].rating_order, anchor_row[r].rating_action },
      { anchor_row[r].dose_s + 90000, 0, 0 },
    };
    size_t timed;

    if (occasion_anchored(&o, 1, KRATOM, rating, N(rating), &timed) != anchor_row[r].want)
      fail_msg("%s", anchor_row[r].why);
    assert_int_equal(timed, 1);
    assert_int_equal(occasion_anchored(&o, 1, -1, rating, N(rating), &timed), anchor_row[r].want);
    assert_int_equal(occasion_anchored(&o, 1, OTHER, rating, N(rating), &timed), 0);
    assert_int_equal(timed, 0);
    assert_int_equal(occasion_anchored(&o, 1, KRATOM, NULL, 0, &timed), 0);
    o.timed = false;
    assert_int_equal(occasion_anchored(&o, 1, KRATOM, rating, N(rating), &timed), 0);
    assert_int_equal(timed, 0);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(group), cmocka_unit_test(keeps_the_first), cmocka_unit_test(nothing), cmocka_unit_test(usual),
    cmocka_unit_test(usual_of_many), cmocka_unit_test(anchor),
  };

  return cmocka_run_group_tests_name("occasion", tests, NULL, NULL);
}
