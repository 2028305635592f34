/* Rows counted by hand. */
#include "base/buf.h"
#include "review/diary_test.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define N(a) (sizeof(a) / sizeof(a)[0])

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

/* CASES C005: six ratings 0 6 0 6 0 6 in ten days. */
static void zero_is_an_answer(void **state)
{
  static const double want[] = {0, 6, NAN, 0, 6, NAN, NAN, 0, NAN, 6};
  const struct review_course *c;

  (void)state;
  diary_init(&d, "2026-06-10T22:00:00+02:00");
  for (size_t i = 0; i < N(want); i++) {
    char at[40];

    snprintf(at, sizeof at, "2026-06-%02zuT20:00:00+02:00", i + 1);
    if (!isnan(want[i]))
      pain(at, want[i]);
  }
  look();
  c = diary_scale(&r, "pain");
  assert_int_equal(c->n, 6);
  assert_int_equal(c->days, 6);
  assert_int_equal(c->days_of, 10);
  diary_near(c->mean, 3, "mean");
  diary_near(c->median, 3, "median");
  for (size_t i = 0; i < N(want); i++)
    diary_near(c->daily[i], want[i], "day");
  assert_int_equal(r.written, 6);
  assert_int_equal(r.blank, 4);
  assert_string_equal(r.helps.sentence[1],
                      "Pain, 0 to 10: average 3.0 of 6 ratings on 6 of 10 days, lowest 0, highest 6.");
}

/* CASES C004: a day is the date of the entry's own offset, whatever the order of instants. */
static void days_are_local(void **state)
{
  (void)state;
  diary_init(&d, "2026-05-05T12:00:00+00:00");
  pain("2026-05-04T23:30:00-04:00", 7);
  pain("2026-05-05T01:00:00+02:00", 4);
  pain("2026-05-05T00:10:00+00:00", 5);
  leaf("2026-05-05T08:30:00+09:30", 2);
  look();
  assert_int_equal(r.days, 2);
  diary_near(diary_scale(&r, "pain")->daily[0], 7, "4 May");
  diary_near(diary_scale(&r, "pain")->daily[1], 4.5, "5 May");
  diary_near(r.mitragynine.daily[0].median, 0, "no dose on 4 May");
  diary_near(r.mitragynine.daily[1].median, 20, "2 g on 5 May");
  assert_int_equal(r.future, 0);
}

/* Further east it is already tomorrow: still not the future. */
static void tomorrow_in_the_east(void **state)
{
  (void)state;
  diary_init(&d, "2026-05-04T20:00:00+02:00");
  pain("2026-05-05T03:00:00+09:00", 4);
  pain("2026-05-05T03:00:01+09:00", 4); /* one second after now */
  look();
  assert_int_equal(r.future, 1);
  assert_int_equal(diary_scale(&r, "pain")->n, 1);
  assert_int_equal(r.until_day, date_to_day(2026, 5, 5));
}

/* Two entries of one instant in two offsets: the hours of the days do not depend on which came first. */
static void one_instant_in_two_zones(void **state)
{
  double mg[2];

  (void)state;
  for (int k = 0; k < 2; k++) {
    diary_init(&d, "2026-05-06T22:00:00+02:00");
    leaf("2026-05-03T12:00:00+02:00", 1);
    pain(k == 0 ? "2026-05-04T12:00:00+02:00" : "2026-05-04T06:00:00-04:00", 3);
    pain(k == 0 ? "2026-05-04T06:00:00-04:00" : "2026-05-04T12:00:00+02:00", 3);
    leaf("2026-05-05T12:00:00+02:00", 2);
    look();
    mg[k] = r.mitragynine.per_day.median;
  }
  diary_near(mg[0], mg[1], "mg a day");
}

static void amounts_a_day(void **state)
{
  (void)state;
  diary_init(&d, "2026-05-06T22:00:00+02:00");
  leaf("2026-05-01T08:00:00+02:00", 2); /* 20 + 10 mg */
  leaf("2026-05-01T20:00:00+02:00", 1);
  pain("2026-05-02T08:00:00+02:00", 5); /* written without a dose: zero */
  leaf("2026-05-04T08:00:00+02:00", 5); /* the 3rd is blank; 50 mg */
  leaf("2026-05-05T08:00:00+02:00", 3); /* with an extract nobody knows: left out */
  diary_add(&d, KIND_DOSE, "2026-05-05T15:00:00+02:00", "mystery extract", 1, "ml");
  diary_add(&d, KIND_DOSE, "2026-05-06T08:00:00+02:00", "leaf", NAN, ""); /* "took leaf": left out */
  look();
  assert_int_equal(r.mitragynine.doses, 6);
  assert_int_equal(r.mitragynine.doses_unknown, 2);
  assert_int_equal(r.mitragynine.days, 3);
  assert_int_equal(r.mitragynine.days_zero, 1);
  assert_int_equal(r.mitragynine.days_unknown, 2);
  diary_near(r.mitragynine.per_day.median, 80.0 / 3, "mg a day");
  diary_near(r.mitragynine.per_day.lo90, 80.0 / 3, "a certificate leaves no doubt");
  diary_near(r.mitragynine.median, 30, "middle day");
  diary_near(r.mitragynine.lowest, 0, "lowest");
  diary_near(r.mitragynine.highest, 50, "highest");
  assert_false(r.mitragynine.trend.known);
  assert_int_equal(diary_treatment(&r, "kratom")->days_with, 4);
  assert_int_equal(diary_treatment(&r, "kratom")->days_counted, 5);
  diary_near(diary_treatment(&r, "kratom")->per_day, 8.0 / 3, "g a day");
  assert_int_equal(diary_treatment(&r, "kratom")->days_unknown, 2);
}

static void seven_oh_apart(void **state)
{
  (void)state;
  diary_init(&d, "2026-05-02T22:00:00+02:00");
  leaf("2026-05-01T08:00:00+02:00", 2);
  diary_add(&d, KIND_DOSE, "2026-05-01T12:00:00+02:00", "seven", 2, "tablet");
  diary_add(&d, KIND_DOSE, "2026-05-02T12:00:00+02:00", "ibuprofen", 200, "mg");
  diary_add(&d, KIND_DOSE, "2026-05-02T13:00:00+02:00", "ibuprofen", 0.2, "g");
  diary_add(&d, KIND_DOSE, "2026-05-02T18:00:00+02:00", "ibuprofen", 200, "mg");
  look();
  diary_near(r.mitragynine.per_day.median, 10, "20 mg of leaf over two days; that of the tablets is not kratom's");
  diary_near(r.hydroxy.per_day.median, 30.2 / 2, "7-OH of both");
  diary_near(diary_treatment(&r, "7-OH")->per_day, 1, "tablets a day");
  assert_string_equal(diary_treatment(&r, "7-OH")->unit, "tablet");
  diary_near(diary_treatment(&r, "ibuprofen")->per_day, 300, "mg and g add up");
  assert_string_equal(diary_treatment(&r, "ibuprofen")->unit, "mg");
  assert_int_equal(diary_treatment(&r, "ibuprofen")->days_with, 1);
  assert_int_equal(diary_treatment(&r, "ibuprofen")->days_counted, 2);
}

/* What nobody measured is an interval: 2 g of powder are 30 mg, 9 in 10 sure 16.9 to 53.4 (1.5 %, log-sd 0.35). */
static void doubt_adds_up(void **state)
{
  double spread = exp(0.35 * 1.6448536269514722);

  (void)state;
  diary_init(&d, "2026-05-02T22:00:00+02:00");
  diary_add(&d, KIND_DOSE, "2026-05-01T08:00:00+02:00", "plain powder", 2, "g");
  diary_add(&d, KIND_DOSE, "2026-05-01T18:00:00+02:00", "plain powder", 2, "g");
  diary_add(&d, KIND_DOSE, "2026-05-02T08:00:00+02:00", "plain powder", 2, "g");
  look();
  diary_near(r.mitragynine.per_day.median, 45, "middle");
  assert_true(fabs(r.mitragynine.per_day.lo90 - 45 / spread) < 0.05);
  assert_true(fabs(r.mitragynine.per_day.hi90 - 45 * spread) < 0.1);
  diary_near(diary_treatment(&r, "kratom")->usual.amount, 30, "usual");
}

static void not_tracked_is_neither(void **state)
{
  (void)state;
  diary_init(&d, "2026-05-05T22:00:00+02:00");
  leaf("2026-05-01T08:00:00+02:00", 2);
  pain("2026-05-02T08:00:00+02:00", 8);
  diary_add(&d, KIND_NOT_TRACKED, "2026-05-02", "", 3, ""); /* 2 to 4 May */
  leaf("2026-05-05T08:00:00+02:00", 4);
  look();
  assert_int_equal(r.not_tracked, 3);
  assert_int_equal(r.blank, 0);
  assert_int_equal(r.written, 3);
  diary_near(diary_scale(&r, "pain")->mean, 8, "a rating on such a day counts");
  assert_int_equal(diary_scale(&r, "pain")->days_of, 3); /* the two other days are no gap */
  assert_int_equal(r.mitragynine.days, 2);
  assert_int_equal(r.mitragynine.days_zero, 0);
  diary_near(r.mitragynine.per_day.median, 30, "no zero from it");
  diary_near(r.mitragynine.daily[1].median, NAN, "not known");
  assert_int_equal(r.state[2], REVIEW_NOT_TRACKED);
}

/* Berlin to Boston: the second day has 30 hours. */
static void travel_has_hours(void **state)
{
  (void)state;
  diary_init(&d, "2026-05-03T22:00:00-04:00");
  leaf("2026-05-01T20:00:00+02:00", 1);
  leaf("2026-05-02T08:00:00+02:00", 1);
  leaf("2026-05-02T20:00:00-04:00", 1);
  leaf("2026-05-03T08:00:00-04:00", 1);
  look();
  diary_near(r.mitragynine.per_day.median, 24 * 40.0 / (24 + 30 + 24), "mg per 24 hours lived");
  diary_near(diary_treatment(&r, "kratom")->per_day, 24 * 4.0 / 78, "g per 24 hours lived");
  diary_near(r.mitragynine.median, 10, "the long day is no middle");
  diary_near(r.mitragynine.highest, 10, "and no highest");
  assert_int_equal(r.mitragynine.days_odd, 1);
  assert_int_equal(r.mitragynine.days, 3);
  diary_near(diary_treatment(&r, "kratom")->gap_median_h, 12, "12, 18 and 12 hours");
}

/* Clocks go forward in Berlin on 29 March 2026: 23 hours, and 11 hours from 20:00 to 8:00. */
static void spring_has_an_hour_less(void **state)
{
  (void)state;
  diary_init(&d, "2026-03-30T22:00:00+02:00");
  leaf("2026-03-28T20:00:00+01:00", 1);
  leaf("2026-03-29T08:00:00+02:00", 1);
  leaf("2026-03-30T08:00:00+02:00", 1);
  look();
  diary_near(r.mitragynine.per_day.median, 24 * 30.0 / 71, "mg per 24 hours lived");
  assert_int_equal(r.mitragynine.days_odd, 0);
  diary_near(diary_treatment(&r, "kratom")->gap_median_h, (11 + 24) / 2.0, "11 and 24 hours");
  assert_int_equal(diary_treatment(&r, "kratom")->gap_n, 2);
}

static void sleep_belongs_to_waking(void **state)
{
  const struct review_course *c;

  (void)state;
  diary_init(&d, "2026-05-06T22:00:00+02:00");
  pain("2026-05-03T12:00:00+02:00", 4);
  diary_add(&d, KIND_RATING, "2026-05-04T07:30:00+02:00", "sleep", 6, "");
  diary_add(&d, KIND_RATING, "2026-05-04T15:00:00+02:00", "sleep", 1, ""); /* a nap: 7 h that day */
  diary_add(&d, KIND_RATING, "2026-05-06T01:00:00+02:00", "sleep", 5, ""); /* before 4:00: still the 5th */
  diary_add(&d, KIND_RATING, "2026-05-06", "sleep", 4, "");                /* "that day" */
  look();
  c = diary_scale(&r, "sleep");
  assert_int_equal(c->n, 4);
  assert_int_equal(c->days, 3);
  diary_near(c->daily[1], 7, "4 May");
  diary_near(c->daily[2], 5, "5 May");
  diary_near(c->daily[3], 4, "6 May");
  diary_near(c->mean, 16.0 / 3, "of days");
  assert_int_equal(c->daily_n[1], 2);
}

static void side_effects_and_medicines(void **state)
{
  (void)state;
  diary_init(&d, "2026-05-06T22:00:00+02:00");
  diary_add(&d, KIND_SIDE_EFFECT, "2026-05-01T08:00:00+02:00", "nausea", NAN, "");
  diary_add(&d, KIND_SIDE_EFFECT, "2026-05-01T18:00:00+02:00", "nausea", 2, "");
  diary_add(&d, KIND_SIDE_EFFECT, "2026-05-03T08:00:00+02:00", "nausea", 1, "");
  diary_add(&d, KIND_SIDE_EFFECT, "2026-05-03T09:00:00+02:00", "itching", NAN, "");
  diary_add(&d, KIND_MEDICINE, "2019-01-01", "sertraline", MEDICINE_START, "")->note = SPAN("50 mg");
  diary_add(&d, KIND_MEDICINE, "2026-05-01T08:00:00+02:00", "omeprazole", MEDICINE_START, "");
  diary_add(&d, KIND_MEDICINE, "2026-05-02T08:00:00+02:00", "omeprazole", MEDICINE_STOP, "");
  diary_add(&d, KIND_MEDICINE, "2026-05-02T08:00:00+02:00", "codeine", MEDICINE_STOP, "");
  diary_add(&d, KIND_MEDICINE, "2026-05-02T08:00:00+02:00", "codeine", MEDICINE_START, ""); /* written later */
  diary_add(&d, KIND_MEDICINE, "2026-05-09T08:00:00+02:00", "aspirin", MEDICINE_START, ""); /* after now */
  look();
  assert_int_equal(r.effect_n, 2);
  assert_true(span_is(r.effect[0].name, "nausea"));
  assert_int_equal(r.effect[0].days, 2);
  assert_int_equal(r.effect[0].n, 3);
  diary_near(r.effect[0].worst, 2, "worst");
  diary_near(r.effect[1].worst, NAN, "never said");
  assert_int_equal(r.medicine_n, 2);
  assert_true(span_is(r.medicine[0].name, "codeine"));
  assert_true(span_is(r.medicine[1].name, "sertraline"));
  assert_true(span_is(r.medicine[1].dose, "50 mg"));
  assert_int_equal(r.first_day, date_to_day(2026, 5, 1)); /* an old start does not begin the diary */
  assert_string_equal(r.costs.lead, "Side effects: nausea on 2, itching on 1 of 3 written days.");
}

static void windows(void **state)
{
  const struct review_course *c;

  (void)state;
  diary_init(&d, "2026-05-31T22:00:00+02:00");
  d.set.since_day = date_to_day(2026, 1, 1);
  d.set.pattern_since_day = date_to_day(2026, 5, 1);
  pain("2025-12-31T12:00:00+01:00", 10); /* before the window */
  pain("2026-01-01T12:00:00+01:00", 8);
  leaf("2026-01-01T12:00:00+01:00", 9);
  pain("2026-05-01T12:00:00+02:00", 6); /* the 31st day back: not in the last 30 */
  pain("2026-05-02T12:00:00+02:00", 4);
  pain("2026-05-02T18:00:00+02:00", 1);
  leaf("2026-05-02T18:00:00+02:00", 1);
  pain("2026-05-31T12:00:00+02:00", 1);
  look();
  c = diary_scale(&r, "pain");
  assert_int_equal(r.outside, 1);
  assert_int_equal(r.days, 151);
  assert_int_equal(c->n, 5);
  diary_near(c->mean, 4, "all");
  assert_int_equal(c->window[0].n, 3);
  assert_int_equal(c->window[0].days, 2);
  assert_int_equal(c->window[0].days_of, 30);
  diary_near(c->window[0].mean, 2, "last 30 days");
  diary_near(c->window[0].median, 1, "last 30 days");
  assert_int_equal(c->window[1].n, 4);
  assert_int_equal(c->window[3].n, 5);
  assert_int_equal(r.mitragynine.doses, 1); /* of the pattern window */
  diary_near(r.mitragynine.per_day.median, 10.0 / 3, "on 1, 2 and 31 May");
  diary_near(r.mitragynine.window[3].mean, 100.0 / 4, "but the course keeps the whole window");
}

static void until_a_past_day(void **state)
{
  (void)state;
  diary_init(&d, "2026-05-31T22:00:00+02:00");
  d.set.until_day = date_to_day(2026, 5, 10);
  pain("2026-05-09T12:00:00+02:00", 8);
  pain("2026-05-10T23:59:00+02:00", 6);
  pain("2026-05-11T00:00:00+02:00", 2);
  look();
  assert_int_equal(diary_scale(&r, "pain")->n, 2);
  assert_int_equal(r.outside, 1);
  assert_int_equal(r.days, 2);
}

/* A diary that ended long ago is read to its end, unless another end was asked for. */
static void an_old_diary(void **state)
{
  (void)state;
  for (int said = 0; said <= 1; said++) {
    diary_init(&d, "2026-05-31T22:00:00+02:00");
    d.set.pattern_since_day = d.set.today - 83;
    d.set.until_said = said;
    leaf("2020-01-01T08:00:00+01:00", 1);
    leaf("2020-06-01T08:00:00+02:00", 2);
    leaf("2020-06-10T08:00:00+02:00", 4);
    look();
    assert_int_equal(r.ended, !said);
    assert_int_equal(r.until_day, said ? d.set.today : date_to_day(2020, 6, 10));
    assert_int_equal(r.mitragynine.doses, said ? 0 : 2);
    diary_near(r.mitragynine.per_day.median, said ? NAN : 30, "over the days of its last twelve weeks");
  }
  diary_init(&d, "2026-05-31T22:00:00+02:00");
  pain("2026-03-09T08:00:00+01:00", 4); /* 83 days ago: still going on */
  look();
  assert_false(r.ended);
  assert_int_equal(diary_scale(&r, "pain")->days_of, 84);
}

static void trends(void **state)
{
  (void)state;
  for (int days = 13; days <= 14; days++) {
    diary_init(&d, "2026-05-31T22:00:00+02:00");
    d.set.until_day = date_to_day(2026, 5, days);
    for (int i = 1; i <= days; i++) {
      char at[40];

      snprintf(at, sizeof at, "2026-05-%02dT08:00:00+02:00", i);
      leaf(at, 2 + 0.1 * i); /* one mg more each day */
    }
    look();
    assert_int_equal(r.mitragynine.trend.known, days == 14);
    assert_int_equal(r.mitragynine.trend.days, days);
    diary_near(r.mitragynine.trend.per, days == 14 ? 28 : NAN, "mg more in 28 days");
    assert_true(days == 14 || strstr(r.mitragynine.trend.why_not, "14 days") != NULL);
  }
}

static void own_and_unknown_scales(void **state)
{
  static const struct scale own = {
      .name = {"stiffness", 9}, .lo = 0, .hi = 4, .step = 1, .better = BETTER_DOWN, .day = DAY_MEDIAN, .unit = {"", 0}};

  (void)state;
  diary_init(&d, "2026-05-31T22:00:00+02:00");
  d.set.scale = &own;
  d.set.scale_n = 1;
  pain("2026-05-01T08:00:00+02:00", 5);
  diary_add(&d, KIND_RATING, "2026-05-01T08:00:00+02:00", "stiffness", 3, "");
  diary_add(&d, KIND_RATING, "2026-05-01T08:00:00+02:00", "pain.knee", 3, "");
  diary_add(&d, KIND_RATING, "2026-05-01T08:00:00+02:00", "happy", 55, "");
  diary_add(&d, KIND_RATING, "2026-05-01T09:00:00+02:00", "happy", 45, "");
  look();
  assert_int_equal(r.course_n, 4);
  assert_true(span_is(r.course[0].name, "pain"));
  assert_true(span_is(r.course[1].name, "pain.knee"));
  assert_true(span_is(r.course[2].name, "happy"));
  diary_near(diary_scale(&r, "stiffness")->scale.hi, 4, "the journal's own");
  diary_near(diary_scale(&r, "happy")->scale.hi, 100, "holds its values");
  assert_true(diary_scale(&r, "happy")->scale_unknown);
  assert_int_equal(diary_scale(&r, "happy")->scale.better, BETTER_UNKNOWN);
  diary_near(diary_scale(&r, "pain")->mean, 5, "site pains never fall into pain");
}

static void nothing_at_all(void **state)
{
  struct buf b = {0};

  (void)state;
  diary_init(&d, "2026-05-31T22:00:00+02:00");
  look();
  assert_false(r.any);
  assert_int_equal(r.days, 0);
  assert_int_equal(r.course_n, 0);
  diary_near(r.mitragynine.per_day.median, NAN, "no amount");
  review_json(&r, &b);
  assert_non_null(strstr(buf_text(&b), "\"verdict\":\"cannot_tell\""));
  assert_non_null(strstr(buf_text(&b), "\"findings\":[]"));
  buf_done(&b);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(zero_is_an_answer),
      cmocka_unit_test(days_are_local),
      cmocka_unit_test(tomorrow_in_the_east),
      cmocka_unit_test(one_instant_in_two_zones),
      cmocka_unit_test(amounts_a_day),
      cmocka_unit_test(seven_oh_apart),
      cmocka_unit_test(doubt_adds_up),
      cmocka_unit_test(not_tracked_is_neither),
      cmocka_unit_test(travel_has_hours),
      cmocka_unit_test(spring_has_an_hour_less),
      cmocka_unit_test(sleep_belongs_to_waking),
      cmocka_unit_test(side_effects_and_medicines),
      cmocka_unit_test(windows),
      cmocka_unit_test(until_a_past_day),
      cmocka_unit_test(an_old_diary),
      cmocka_unit_test(trends),
      cmocka_unit_test(own_and_unknown_scales),
      cmocka_unit_test(nothing_at_all),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);

  arena_done(&a);
  return failed;
}
