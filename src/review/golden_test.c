/* golden_test DIR: reviews as a person sees them, compared with the texts in DIR. golden_test DIR --write makes them
 * anew: read them before keeping them. */
#include "base/buf.h"
#include "base/rng.h"
#include "out/doc.h"
#include "review/diary_test.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define N(a) (sizeof(a) / sizeof(a)[0])

static const char *dir;
static bool writing;
static struct diary d;

/* CASES C005 */
static void ten_days(void)
{
  static const int day[] = {1, 2, 4, 5, 8, 10}, value[] = {0, 6, 0, 6, 0, 6};

  diary_init(&d, "2026-06-10T22:00:00+02:00");
  for (size_t i = 0; i < N(day); i++) {
    diary_add(&d, KIND_RATING, "2026-06-01T20:00:00+02:00", "pain", value[i], "");
    d.entry[d.n - 1].at.at_s += (day[i] - 1) * 86400;
  }
}

static void empty(void)
{
  diary_init(&d, "2026-06-10T22:00:00+02:00");
}

/* One day, one pain, one dose that nobody can turn into mg. */
static void first_day(void)
{
  diary_init(&d, "2026-06-10T22:00:00+02:00");
  diary_add(&d, KIND_RATING, "2026-06-10T20:00:00+02:00", "pain", 6, "");
  diary_add(&d, KIND_DOSE, "2026-06-10T20:10:00+02:00", "mystery extract", 1, "ml");
}

static void on(int64_t day, int minute, enum kind k, const char *what, double value, const char *unit)
{
  struct entry *en = diary_add(&d, k, "2026-10-01T00:00:00-05:00", what, value, unit);

  en->at.at_s += day * 86400 + minute * 60;
  en->entered = en->at;
  en->entered.at_s += day % 9 == 0 ? 86400 : 60;
}

static void a_day(struct rng *r, int64_t day, double *level)
{
  double amount = rng_unit(r) < 0.7 ? 2.5 : 3, severity = rng_unit(r) < 0.5 ? 1 : 2;
  int morning = 490 + (int)rng_below(r, 60), evening = 1100 + (int)rng_below(r, 90);
  bool soon = rng_unit(r) < 0.4;

  *level += 0.2 * (5.5 - *level) + 0.6 * rng_normal(r);
  for (int k = 0; k < 3; k++)
    if (rng_unit(r) < 0.75)
      on(day, 485 + 290 * k, KIND_RATING, "pain", round(fmin(10, fmax(0, *level + rng_normal(r)))), "");
  on(day, 440, KIND_RATING, "sleep", round(2 * (6 + rng_normal(r))) / 2, "");
  if (rng_unit(r) < 0.5)
    on(day, 1200, KIND_RATING, "mood", round(5 + rng_normal(r)), "");
  if (rng_unit(r) < 0.3)
    on(day, 1210, KIND_RATING, "worse_soon", soon, "");
  if (rng_unit(r) < 0.9)
    on(day, morning, KIND_DOSE, "plain powder", amount, "g");
  if (rng_unit(r) < 0.6)
    on(day, evening, KIND_DOSE, day == 40 ? "mystery extract" : "plain powder", 2.5, day == 40 ? "ml" : "g");
  if (rng_unit(r) < 0.2)
    on(day, 780, KIND_DOSE, "ibuprofen", 400, "mg");
  if (rng_unit(r) < 0.4)
    on(day, 1140, KIND_SIDE_EFFECT, "constipation", severity, "");
  if (rng_unit(r) < 0.1)
    on(day, 600, KIND_SIDE_EFFECT, "nausea", NAN, "");
}

/* Eight weeks of somebody who does not exist. */
static void eight_weeks(void)
{
  double level = 6;
  struct rng r;

  rng_init(&r, 21);
  diary_init(&d, "2026-11-25T20:52:00-05:00");
  for (int64_t day = 0; day < 56; day++)
    if (day < 32 || day > 36)
      a_day(&r, day, &level);
  on(20, 0, KIND_NOT_TRACKED, "", 2, "");
  on(3, 600, KIND_MEDICINE, "sertraline", MEDICINE_START, "");
  d.entry[d.n - 1].note = SPAN("50 mg");
  on(48, 600, KIND_LAB, "ALT", 71, "U/L");
  d.set.invented = true;
}

static void with_a_finding(void)
{
  static struct review_finding found[2];

  eight_weeks();
  found[0] = (struct review_finding){
      .id = SPAN("7"),
      .level = LEVEL_URGENT,
      .what = SPAN("dark urine. You wrote \"urine dark brown\" on 24 November."),
      .since = instant_of("2026-11-24T20:52:00-05:00"),
      .now = SPAN("Pause kratom until a doctor has seen you, today. Poison line: 1-800-222-1222."),
      .grade = SPAN("B"),
      .cite = SPAN("INSTRUMENTS-C"),
  };
  found[1] = (struct review_finding){
      .id = SPAN("8"),
      .level = LEVEL_ATTENTION,
      .what = SPAN("very sleepy. You wrote it on 20 November."),
      .since = instant_of("2026-11-20T20:52:00-05:00"),
      .now = SPAN("Do not drive."),
      .grade = SPAN("C"),
      .cite = SPAN(""),
  };
  d.set.finding = found;
  d.set.finding_n = 2;
}

static const struct {
  const char *file;
  void (*invent)(void);
  int columns; /* 0: JSON */
  bool unicode;
} golden[] = {
  {"c005-80.txt", ten_days, 80, true},
  {"c005-ascii.txt", ten_days, 80, false},
  {"c005.json", ten_days, 0, false},
  {"empty-80.txt", empty, 80, true},
  {"empty.json", empty, 0, false},
  {"first-day-80.txt", first_day, 80, true},
  {"eight-weeks-80.txt", eight_weeks, 80, true},
  {"eight-weeks-44.txt", eight_weeks, 44, true},
  {"finding-80.txt", with_a_finding, 80, true},
  {"finding.json", with_a_finding, 0, false},
};

static void shown(size_t i, struct buf *out)
{
  struct arena a = {0};
  struct review r;
  struct doc doc;

  golden[i].invent();
  diary_review(&d, &a, &r);
  doc_init(&doc, &a);
  if (golden[i].columns == 0) {
    review_json(&r, out);
    buf_putc(out, '\n');
  } else {
    review_doc(&r, &doc);
    doc_text(&doc, &(struct doc_terminal){golden[i].columns, false, golden[i].unicode}, out);
  }
  arena_done(&a);
}

static void read_file(const char *path, struct buf *out)
{
  FILE *f = fopen(path, "rb");
  char piece[4096];
  size_t n;

  if (f == NULL)
    fail_msg("%s is missing; golden_test DIR --write makes it", path);
  while ((n = fread(piece, 1, sizeof piece, f)) > 0)
    buf_put(out, (struct span){piece, n});
  fclose(f);
}

static void write_file(const char *path, const struct buf *b)
{
  FILE *f = fopen(path, "wb");

  assert_non_null(f);
  assert_int_equal(fwrite(b->p, 1, b->n, f), b->n);
  assert_int_equal(fclose(f), 0);
}

static void as_a_person_sees_it(void **state)
{
  (void)state;
  for (size_t i = 0; i < N(golden); i++) {
    struct buf got = {0}, want = {0};
    char path[1024];

    snprintf(path, sizeof path, "%s/%s", dir, golden[i].file);
    shown(i, &got);
    assert_false(got.failed);
    if (writing)
      write_file(path, &got);
    read_file(path, &want);
    if (strcmp(buf_text(&got), buf_text(&want)) != 0)
      fail_msg("%s is not what is shown now:\n%s", golden[i].file, buf_text(&got));
    buf_done(&got);
    buf_done(&want);
  }
}

/* Whatever stands further down: a screen of 24 lines holds what needs help and the four answers. */
static void the_first_screen_is_enough(void **state)
{
  static const char *const wanted[] = {"!! URGENT: dark urine", "Does it help me?", "What does it cost me?",
                                       "Is it getting dangerous?", "What do I show my clinician?"};
  struct buf b = {0};
  struct span rest, first;

  (void)state;
  shown(N(golden) - 2, &b);
  rest = buf_span(&b);
  for (int line = 0; line < 24; line++)
    span_cut(&rest, '\n');
  first = span_part(buf_span(&b), 0, (size_t)(rest.p - b.p));
  for (size_t i = 0; i < N(wanted); i++)
    if (memmem(first.p, first.n, wanted[i], strlen(wanted[i])) == NULL)
      fail_msg("not on the first screen: %s", wanted[i]);
  buf_done(&b);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(as_a_person_sees_it),
      cmocka_unit_test(the_first_screen_is_enough),
  };

  dir = argc > 1 ? argv[1] : "tests/data/review";
  writing = argc > 2 && strcmp(argv[2], "--write") == 0;
  return cmocka_run_group_tests(tests, NULL, NULL);
}
