/* What must hold for every diary: invented ones with travel, gaps, ties, unknown amounts and not-tracked days.
 *
 * properties_test --diary SEED prints one such diary as lines and its review as JSON, for review_oracle.py. */
#include "base/buf.h"
#include "base/rng.h"
#include "out/doc.h"
#include "review/diary_test.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define N(a) (sizeof(a) / sizeof(a)[0])

enum { DAYS = 70, RUNS = 40 };

static void add(struct diary *d, enum kind k, int64_t at_s, int32_t offset_s, enum precision p, const char *what,
                double value, const char *unit)
{
  struct entry *en = diary_add(d, k, "2026-01-01T00:00:00+00:00", what, value, unit);

  en->at = (struct instant){at_s, offset_s, p};
  en->entered = (struct instant){at_s + 60, offset_s, PRECISION_SECOND};
}

static void one_day(struct diary *d, struct rng *r, int64_t day, int32_t offset_s)
{
  static const char *const product[] = {"leaf",  "leaf",      "leaf", "leaf",
                                        "seven", "ibuprofen", "walk", "mystery extract"};
  static const char *const unit[] = {"g", "g", "g", "g", "tablet", "mg", "min", "ml"};
  static const char *const scale[] = {"pain", "pain", "pain", "mood", "sleep", "steps", "pain.knee"};
  int64_t midnight_s = day * 86400 - offset_s;
  size_t ratings = rng_below(r, 6), doses = rng_below(r, 4);

  for (size_t i = 0; i < ratings; i++) {
    const char *what = scale[rng_below(r, N(scale))];
    double value = (double)rng_below(r, 21) / 2;

    add(d, KIND_RATING, midnight_s + (int64_t)rng_below(r, 96) * 900, offset_s, PRECISION_MINUTE, what, value, "");
    if (rng_below(r, 5) == 0)
      d->entry[d->n - 1].imported = true;
    if (rng_below(r, 5) == 0)
      d->entry[d->n - 1].entered.at_s += 86400;
  }
  for (size_t i = 0; i < doses; i++) {
    size_t k = rng_below(r, N(product));
    bool coarse = rng_below(r, 12) == 0, amount = rng_below(r, 12) != 0;
    int64_t clock_s = (int64_t)rng_below(r, 96) * 900;
    double value = (double)(1 + rng_below(r, 8)) / 2;

    add(d, KIND_DOSE, midnight_s + (coarse ? 0 : clock_s), offset_s, coarse ? PRECISION_DAY : PRECISION_MINUTE,
        product[k], amount ? value : NAN, amount ? unit[k] : "");
  }
  if (rng_below(r, 4) == 0) {
    bool nausea = rng_below(r, 2) == 0;

    add(d, KIND_SIDE_EFFECT, midnight_s + 50000, offset_s, PRECISION_MINUTE, nausea ? "nausea" : "itching",
        (double)(1 + rng_below(r, 3)), "");
  }
  if (rng_below(r, 20) == 0)
    add(d, KIND_NOT_TRACKED, midnight_s, offset_s, PRECISION_DAY, "", (double)(1 + rng_below(r, 3)), "");
  if (rng_below(r, 10) == 0)
    add(d, KIND_NOTE, midnight_s + 60000, offset_s, PRECISION_MINUTE, "", NAN, "");
}

static void invent(struct diary *d, uint64_t seed)
{
  static const int32_t offset_h[] = {2, 2, 2, 1, -4, 9};
  int32_t offset_s = 7200;
  struct rng r;

  rng_init(&r, seed);
  diary_init(d, "2026-06-30T23:59:00+02:00");
  d->set.pattern_since_day = seed % 2 ? REVIEW_FROM_FIRST : d->set.today - 40;
  for (int64_t day = d->set.today - DAYS; day < d->set.today - 2; day++) {
    if (rng_below(&r, 8) == 0)
      continue;
    if (rng_below(&r, 10) == 0)
      offset_s = 3600 * offset_h[rng_below(&r, N(offset_h))];
    one_day(d, &r, day, offset_s);
  }
}

static void as_json(const struct diary *d, struct buf *out)
{
  struct arena a = {0};
  struct review r;

  diary_review(d, &a, &r);
  review_json(&r, out);
  arena_done(&a);
}

static bool tied(const struct entry *x, const struct entry *y)
{
  return x->at.at_s == y->at.at_s;
}

/* Entries of the same instant may come in any order: the same bytes. */
static void ties_do_not_matter(void **state)
{
  static struct diary d;
  size_t swapped = 0;

  (void)state;
  for (uint64_t seed = 1; seed <= RUNS; seed++) {
    struct buf before = {0}, after = {0};

    invent(&d, seed);
    as_json(&d, &before);
    for (size_t i = 0; i < d.n; i++)
      for (size_t k = i + 1; k < d.n; k++)
        if (tied(&d.entry[i], &d.entry[k])) {
          struct entry t = d.entry[i];

          d.entry[i] = d.entry[k];
          d.entry[k] = t;
          swapped++;
        }
    as_json(&d, &after);
    assert_string_equal(buf_text(&before), buf_text(&after));
    buf_done(&before);
    buf_done(&after);
  }
  assert_true(swapped > RUNS);
}

static void same(double x, double y, const char *what, uint64_t seed)
{
  if (isnan(x) ? !isnan(y) : isinf(x) ? x < y || x > y : !(fabs(x - y) <= 1e-9 * (1 + fabs(x))))
    fail_msg("seed %d, %s: %.12g and %.12g", (int)seed, what, x, y);
}

/* Looking three blank days later changes no mean, middle, trend or spacing, only how many days there were. */
static void blank_days_change_nothing(void **state)
{
  static struct diary d;

  (void)state;
  for (uint64_t seed = 1; seed <= RUNS; seed += 2) {
    struct arena a = {0};
    struct review r, later;

    invent(&d, seed);
    diary_review(&d, &a, &r);
    d.set.today += 3;
    d.set.until_day += 3;
    d.set.now_s += 3 * 86400;
    diary_review(&d, &a, &later);
    assert_int_equal(later.days, r.days + 3);
    assert_int_equal(later.written, r.written);
    for (size_t i = 0; i < r.course_n; i++) {
      same(r.course[i].mean, later.course[i].mean, "mean", seed);
      same(r.course[i].median, later.course[i].median, "median", seed);
      assert_int_equal(r.course[i].days, later.course[i].days);
    }
    same(r.mitragynine.per_day.median, later.mitragynine.per_day.median, "mg a day", seed);
    same(r.mitragynine.trend.per, later.mitragynine.trend.per, "trend", seed);
    same(r.hydroxy.per_day.median, later.hydroxy.per_day.median, "7-OH a day", seed);
    for (size_t i = 0; i < r.treatment_n; i++) {
      same(r.treatment[i].per_day, later.treatment[i].per_day, "amount a day", seed);
      same(r.treatment[i].gap_median_h, later.treatment[i].gap_median_h, "gap", seed);
    }
    arena_done(&a);
  }
}

/* Twice the leaf, twice the mg, and nothing else. Three more on every scale, three more in every mean. */
static void rescaling(void **state)
{
  static struct diary d;

  (void)state;
  for (uint64_t seed = 1; seed <= RUNS; seed++) {
    struct arena a = {0};
    struct review r, more;

    invent(&d, seed);
    diary_review(&d, &a, &r);
    for (size_t i = 0; i < d.n; i++)
      if (d.entry[i].kind == KIND_DOSE && span_is(d.entry[i].what, "leaf"))
        d.entry[i].value *= 2;
      else if (d.entry[i].kind == KIND_RATING)
        d.entry[i].value += 3;
    diary_review(&d, &a, &more);
    same(2 * r.mitragynine.per_day.median, more.mitragynine.per_day.median, "mg a day", seed);
    same(2 * r.mitragynine.median, more.mitragynine.median, "middle mg", seed);
    same(2 * r.mitragynine.trend.hi, more.mitragynine.trend.hi, "trend", seed);
    assert_int_equal(r.mitragynine.days, more.mitragynine.days);
    for (size_t i = 0; i < r.course_n; i++)
      if (r.course[i].scale.day == DAY_MEDIAN)
        same(r.course[i].mean + 3, more.course[i].mean, "mean", seed);
    arena_done(&a);
  }
}

/* What must never be said to a person, in any diary, on any width, in JSON. */
static void what_is_never_said(void **state)
{
  static const char *const never[] = {"safe",       "streak",    "missed",        "failed to", "recommend", "increase",
                                      "try taking", "take more", "nothing known", "effective", "works",     "well done",
                                      "(null)",     "nan"};
  static struct diary d;

  (void)state;
  for (uint64_t seed = 0; seed <= RUNS; seed++) {
    struct buf b = {0};
    struct arena a = {0};
    struct review r;
    struct doc doc;

    invent(&d, seed + 1);
    d.n = seed == 0 ? 0 : d.n;
    d.set.invented = true;
    diary_review(&d, &a, &r);
    doc_init(&doc, &a);
    review_doc(&r, &doc);
    assert_false(doc.failed);
    doc_text(&doc, &(struct doc_terminal){(int)(40 + seed), false, seed % 2 == 0}, &b);
    assert_true(strstr(buf_text(&b), "INVENTED") != NULL);
    review_json(&r, &b);
    assert_false(b.failed);
    for (size_t i = 0; i < N(never); i++)
      if (strcasestr(buf_text(&b), never[i]))
        fail_msg("seed %d says \"%s\":\n%s", (int)seed, never[i], buf_text(&b));
    arena_done(&a);
    buf_done(&b);
  }
}

/* Slips and spite: far years, huge and missing numbers, names that are none, text that means to move the cursor. */
static void wild_entries(void **state)
{
  static const double value[] = {0, -5, 1e308, -1e308, NAN, INFINITY, 4.9e-324, 1e12, 3e11, 7};
  static const char *const what[] = {"",         "pain",  "sleep", "leaf",       "\x1b[2J",
                                     "\xff\xfe", "pain.", "a\nb",  "worse_soon", "walk"};
  static const char *const unit[] = {"", "g", "mg", "nonsense", "tablet", "h", "mg_7oh"};
  static struct diary d;
  struct rng r;

  (void)state;
  rng_init(&r, 99);
  for (int run = 0; run < 60; run++) {
    struct arena a = {0};
    struct buf b = {0};
    struct review review;
    struct doc doc;

    diary_init(&d, "2026-06-30T23:59:00+02:00");
    d.set.day_starts_s = (int32_t)rng_below(&r, 86400);
    for (int i = 0; i < 150; i++) {
      enum kind k = (enum kind)rng_below(&r, KIND_COUNT);
      bool far = rng_below(&r, 30) == 0;
      int64_t at_s = d.set.now_s - (int64_t)rng_below(&r, 86400 * 300);
      int32_t offset_s = ((int32_t)rng_below(&r, 113) - 56) * 900;
      enum precision p = (enum precision)rng_below(&r, PRECISION_COUNT);
      double v = value[rng_below(&r, N(value))];
      const char *name = what[rng_below(&r, N(what))];

      if (far)
        at_s = (int64_t)rng_below(&r, UINT64_C(315000000000)) - INT64_C(62000000000);
      add(&d, k, at_s, offset_s, p, name, v, unit[rng_below(&r, N(unit))]);
      d.entry[d.n - 1].note = span_of(what[rng_below(&r, N(what))]);
    }
    diary_review(&d, &a, &review);
    doc_init(&doc, &a);
    review_doc(&review, &doc);
    doc_text(&doc, &(struct doc_terminal){80, false, run % 2 == 0}, &b);
    assert_false(b.failed || doc.failed);
    for (size_t i = 0; i < b.n; i++)
      assert_true(b.p[i] == '\n' || (unsigned char)b.p[i] >= 0x20);
    buf_clear(&b);
    review_json(&review, &b);
    assert_false(b.failed);
    assert_true(review.days <= REVIEW_DAYS_MOST + 2);
    buf_done(&b);
    arena_done(&a);
  }
}

static int print_diary(uint64_t seed)
{
  static struct diary d;
  struct buf json = {0};

  invent(&d, seed);
  printf("%lld %lld\n", (long long)d.set.today,
         (long long)(d.set.pattern_since_day == REVIEW_FROM_FIRST ? -1 : d.set.pattern_since_day));
  for (size_t i = 0; i < d.n; i++) {
    const struct entry *en = &d.entry[i];

    printf("%s\t%lld\t%d\t%d\t%.*s\t%.17g\t%.*s\t%d\t%lld\t%lld\t%lld\n", kind_name(en->kind), (long long)en->at.at_s,
           en->at.offset_s, en->at.precision == PRECISION_MINUTE, SPAN_FMT(en->what), en->value, SPAN_FMT(en->unit),
           en->imported, (long long)en->entered.at_s, (long long)en->id, (long long)en->action);
  }
  as_json(&d, &json);
  printf("JSON\n%s\n", buf_text(&json));
  buf_done(&json);
  return 0;
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ties_do_not_matter), cmocka_unit_test(blank_days_change_nothing),
      cmocka_unit_test(rescaling),          cmocka_unit_test(what_is_never_said),
      cmocka_unit_test(wild_entries),
  };

  if (argc > 2 && strcmp(argv[1], "--diary") == 0)
    return print_diary(strtoull(argv[2], NULL, 10));
  return cmocka_run_group_tests(tests, NULL, NULL);
}
