/* Spacing, time of day, what was written around a dose, and when: rows counted by hand. */
#include "review/diary_test.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct diary d;
static struct arena a;
static struct review r;

static void look(void)
{
  arena_reset(&a);
  diary_review(&d, &a, &r);
}

static void pain(const char *at, double value)
{
  diary_add(&d, KIND_RATING, at, "pain", value, "");
}

static void leaf(const char *at, double g)
{
  diary_add(&d, KIND_DOSE, at, "leaf", g, "g");
}

/* Gaps count only where nothing between two occasions is unknown. */
static void spacing(void **state)
{
  (void)state;
  diary_init(&d, "2026-05-12T22:00:00+02:00");
  leaf("2026-05-01T08:00:00+02:00", 1);
  leaf("2026-05-01T08:29:00+02:00", 1); /* the same occasion */
  leaf("2026-05-01T18:00:00+02:00", 1); /* 10 h */
  leaf("2026-05-02T10:00:00+02:00", 1); /* 16 h */
  leaf("2026-05-04T10:00:00+02:00", 1); /* the 3rd is blank: nobody knows */
  leaf("2026-05-05", 1);                /* without a clock time: breaks both sides */
  leaf("2026-05-06T10:00:00+02:00", 1);
  leaf("2026-05-06T22:00:00+02:00", 1); /* 12 h */
  diary_add(&d, KIND_NOT_TRACKED, "2026-05-08", "", 1, "");
  pain("2026-05-07T10:00:00+02:00", 3);
  leaf("2026-05-09T10:00:00+02:00", 1); /* the 8th was not tracked */
  look();
  assert_int_equal(diary_treatment(&r, "kratom")->doses, 9);
  assert_int_equal(diary_treatment(&r, "kratom")->occasions, 8);
  assert_int_equal(diary_treatment(&r, "kratom")->timed, 7);
  assert_int_equal(diary_treatment(&r, "kratom")->gap_n, 3);
  diary_near(diary_treatment(&r, "kratom")->gap_median_h, 12, "of 10, 16 and 12 h");
  diary_near(diary_treatment(&r, "kratom")->per_dose_day, 8.0 / 6, "occasions a day with any");
  assert_int_equal(r.coarse_doses, 1);
}

static void time_of_day(void **state)
{
  const struct review_treatment *t;

  (void)state;
  diary_init(&d, "2026-05-05T22:00:00+02:00");
  leaf("2026-05-01T08:10:00+02:00", 1);
  leaf("2026-05-01T23:59:00+02:00", 1); /* night */
  leaf("2026-05-02T03:59:00+02:00", 1); /* night, and still the diary day of 1 May */
  leaf("2026-05-02T09:30:00+02:00", 1);
  leaf("2026-05-03T04:00:00+02:00", 1); /* the first of 3 May, no night */
  leaf("2026-05-03T21:59:00+02:00", 1); /* no night */
  look();
  t = diary_treatment(&r, "kratom");
  assert_int_equal(t->timed, 6);
  assert_int_equal(t->night, 2);
  assert_int_equal(t->hour[3], 1);
  assert_int_equal(t->hour[4], 1);
  assert_int_equal(t->hour[8], 1);
  assert_int_equal(t->hour[23], 1);
  assert_int_equal(t->first_n, 3);
  diary_near(t->first_min, 8 * 60 + 10, "of 4:00, 8:10 and 9:30");
}

/* A night worker's day begins at 16:00. */
static void a_day_that_begins_later(void **state)
{
  const struct review_treatment *t;

  (void)state;
  diary_init(&d, "2026-05-03T22:00:00+02:00");
  d.set.day_starts_s = 16 * 3600;
  leaf("2026-05-01T17:00:00+02:00", 1);
  leaf("2026-05-02T11:00:00+02:00", 1); /* in the six hours before 16:00 */
  leaf("2026-05-02T23:00:00+02:00", 1);
  look();
  t = diary_treatment(&r, "kratom");
  assert_int_equal(t->night, 1);
  assert_int_equal(t->first_n, 2);
  diary_near(t->first_min, 20 * 60, "between 17:00 and 23:00");
}

static void pain_before_and_after(void **state)
{
  const struct review_treatment *t;

  (void)state;
  diary_init(&d, "2026-05-05T22:00:00+02:00");
  pain("2026-05-01T08:00:00+02:00", 6);
  leaf("2026-05-01T08:30:00+02:00", 1); /* 30 min: before; the next pain comes 90 min after */
  pain("2026-05-01T10:00:00+02:00", 4);
  pain("2026-05-02T08:00:00+02:00", 6);
  leaf("2026-05-02T08:31:00+02:00", 1); /* 31 min: no; nothing after */
  leaf("2026-05-03T08:00:00+02:00", 1); /* entered before its pain in the same minute: no */
  pain("2026-05-03T08:00:00+02:00", 6);
  pain("2026-05-03T11:00:00+02:00", 5); /* 180 min after */
  pain("2026-05-04T08:00:00+02:00", 6); /* the same minute, first: yes */
  leaf("2026-05-04T08:00:00+02:00", 1);
  pain("2026-05-04T11:01:00+02:00", 5); /* 181 min: too late */
  look();
  t = diary_treatment(&r, "kratom");
  assert_int_equal(t->timed, 4);
  assert_int_equal(t->anchored, 2);
  assert_int_equal(t->followed, 2);
  assert_int_equal(r.anchored, 2);
  assert_int_equal(r.anchored_of, 4);
}

static void made_on_the_same_day(void **state)
{
  struct entry *en;

  (void)state;
  diary_init(&d, "2026-05-05T22:00:00+02:00");
  pain("2026-05-01T08:00:00+02:00", 6);
  pain("2026-05-01T09:00:00+02:00", 6);
  en = diary_add(&d, KIND_RATING, "2026-05-01T10:00:00+02:00", "pain", 6, "");
  en->entered = instant_of("2026-05-02T00:10:00+02:00"); /* the day after */
  en = diary_add(&d, KIND_RATING, "2026-05-01T11:00:00+02:00", "pain", 6, "");
  en->imported = true; /* left out */
  en->entered = instant_of("2026-05-05T10:00:00+02:00");
  diary_add(&d, KIND_LAB, "2026-05-01T12:00:00+02:00", "ALT", 30, "U/L")->entered =
      instant_of("2026-05-05T10:00:00+02:00");
  look();
  assert_int_equal(r.same_day, 2);
  assert_int_equal(r.same_day_of, 3);
  assert_int_equal(r.imported, 1);
  assert_int_equal(r.n_of[KIND_LAB], 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(spacing),
      cmocka_unit_test(time_of_day),
      cmocka_unit_test(a_day_that_begins_later),
      cmocka_unit_test(pain_before_and_after),
      cmocka_unit_test(made_on_the_same_day),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);

  arena_done(&a);
  return failed;
}
