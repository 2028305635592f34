#include "app/demo.h"

#include "app/check.h"
#include "app/demo_body.h"
#include "dose/occasion.h"
#include "measure/repo.h"
#include "source/repo.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define N(a) (sizeof(a) / sizeof(a)[0])

enum { DAY_S = 86400, YEAR = 365, MANY = 8000 };

static const char berlin[] = "CET-1CEST,M3.5.0,M10.5.0/3";
static const char new_york[] = "EST5EDT,M3.2.0,M11.1.0";

/* Days and places a demo may be made on: midnight, the nights the clocks change, both sides of Greenwich. */
static const struct {
  const char *why, *zone, *now;
} row[] = {
  {"an ordinary noon", berlin, "2026-05-04T12:00:00+02:00"},
  {"half a minute after midnight", berlin, "2026-05-04T00:00:30+02:00"},
  {"the day the clocks go forward", berlin, "2026-03-29T09:00:00+02:00"},
  {"the day after they went back", berlin, "2026-10-26T00:05:00+01:00"},
  {"west of Greenwich", new_york, "2026-11-25T19:00:00-05:00"},
  {"UTC", "UTC0", "2026-11-25T23:59:59Z"},
  {"three quarters of an hour off", "<+0545>-5:45", "2027-01-01T08:00:00+05:45"},
  {"the far east", "<+14>-14", "2026-02-28T08:00:00+14:00"},
  {"the day after a leap day", "UTC0", "2028-03-01T08:00:00Z"},
};

struct year {
  struct zone *zone;
  struct env env;
  struct arena arena;
  struct app app;
  struct entry *entry; /* [n], in order of time */
  size_t n;
  int64_t first_day;
};

static bool chance(void *ctx, void *p, size_t n)
{
  memset(p, *(const int *)ctx, n);
  return true;
}

static bool collect(void *ctx, const struct entry *en)
{
  struct year *y = ctx;
  struct entry *to = &y->entry[y->n++];

  assert_true(y->n <= MANY);
  *to = *en;
  to->what = arena_copy(&y->arena, en->what);
  to->unit = arena_copy(&y->arena, en->unit);
  to->note = arena_copy(&y->arena, en->note);
  to->source = arena_copy(&y->arena, en->source);
  return true;
}

static struct year year_of(const char *zone, const char *now, int *luck)
{
  struct year y = {0};
  struct iso iso;
  struct err e = {0};

  assert_int_equal(zone_from_posix(span_of(zone), &y.zone, &e), RC_OK);
  assert_true(iso_parse(span_of(now), &iso));
  y.env = (struct env){.now_s = civil_to_local_s(&iso.c) - iso.offset_s, .zone = y.zone, .random = chance,
                       .random_ctx = luck};
  y.first_day = env_today(&y.env) - YEAR;
  y.app = (struct app){.version = "0"};
  assert_int_equal(store_memory(&y.env, &y.app.st, &e), RC_OK);
  return y;
}

static void fill(struct year *y)
{
  struct entry_filter all = {0};
  struct err e = {0};
  int64_t said = 0;

  y->app.env = &y->env;
  y->app.arena = &y->arena;
  if (app_demo(&y->app, &said, &e) != RC_OK)
    fail_msg("%s", e.message);
  y->entry = arena_array(&y->arena, MANY, sizeof *y->entry);
  assert_int_equal(entry_each(y->app.st, &all, collect, y, &e), RC_OK);
  assert_int_equal(said, y->n);
}

static void year_done(struct year *y)
{
  app_done(&y->app);
  store_close(y->app.st);
  arena_done(&y->arena);
  zone_free(y->zone);
}

static int64_t day_in(const struct year *y, const struct entry *en)
{
  return instant_day(&en->at) - y->first_day;
}

static size_t count(const struct year *y, enum kind k, const char *what)
{
  size_t n = 0;

  for (size_t i = 0; i < y->n; i++)
    n += y->entry[i].kind == k && (what == NULL || span_is(y->entry[i].what, what));
  return n;
}

static void test_everything_could_have_been_typed(void **state)
{
  int luck = 7;

  (void)state;
  for (size_t r = 0; r < N(row); r++) {
    struct year y = year_of(row[r].zone, row[r].now, &luck);
    bool day[YEAR] = {0};

    fill(&y);
    for (size_t i = 0; i < y.n; i++) {
      struct entry en = y.entry[i];
      struct scale scale;
      bool found = true;
      struct err e = {0};

      if (day_in(&y, &en) < 0 || day_in(&y, &en) >= YEAR)
        fail_msg("%s: entry %zu lies on day %lld", row[r].why, i, (long long)day_in(&y, &en));
      day[day_in(&y, &en)] = true;
      if (en.at.at_s > en.entered.at_s || en.entered.at_s > y.env.now_s)
        fail_msg("%s: entry %zu was entered before it was lived, or later than now", row[r].why, i);
      if (en.kind == KIND_RATING)
        assert_int_equal(scale_find(y.app.st, en.what, &y.arena, &scale, &found, &e), RC_OK);
      if (!found || check_entry(&en, en.kind == KIND_RATING ? &scale : NULL, &e) != RC_OK)
        fail_msg("%s: entry %zu: %s", row[r].why, i, e.message);
      if (en.kind == KIND_SIDE_EFFECT)
        assert_non_null(fact_side_effect_by_name(en.what));
      assert_true(span_is(en.source, "assay") && !en.imported);
    }
    assert_true(day[0]);
    assert_true(day[YEAR - 1]);
    year_done(&y);
  }
}

static const struct {
  enum kind kind;
  const char *what;
  size_t from, to;
} want[] = {
  {KIND_RATING, "pain", 850, 1400},
  {KIND_RATING, "worse_soon", 400, 850},
  {KIND_RATING, "sleep", 250, 340},
  {KIND_RATING, "mood", 250, 340},
  {KIND_RATING, "function", 80, 200},
  {KIND_DOSE, "red bali powder", 420, 800},
  {KIND_DOSE, "green malay tea", 80, 300},
  {KIND_DOSE, "ibuprofen", 8, 90},
  {KIND_DOSE, "physiotherapy", 12, 21},
  {KIND_SIDE_EFFECT, NULL, 60, 250},
  {KIND_SIDE_EFFECT, "constipation", 20, 90},
  {KIND_SIDE_EFFECT, "nausea", 8, 60},
  {KIND_SIDE_EFFECT, "dizziness", 8, 60},
  {KIND_SIDE_EFFECT, "irritability", 3, 50},
  {KIND_MEDICINE, "amitriptyline", 2, 2},
  {KIND_MEDICINE, "duloxetine", 2, 2},
  {KIND_LAB, NULL, 16, 16},
  {KIND_LAB, "ALT", 4, 4},
  {KIND_NOT_TRACKED, NULL, 1, 1},
  {KIND_NOTE, NULL, 40, 100},
};

static void test_there_is_enough_of_each(void **state)
{
  int luck = 7;

  (void)state;
  for (size_t r = 0; r < N(row); r++) {
    struct year y = year_of(row[r].zone, row[r].now, &luck);
    struct condition *c;
    struct profile p;
    size_t conditions;
    struct err e = {0};

    fill(&y);
    assert_in_range(y.n, 2500, 5000);
    for (size_t i = 0; i < N(want); i++) {
      size_t n = count(&y, want[i].kind, want[i].what);

      if (n < want[i].from || n > want[i].to)
        fail_msg("%s: %zu of %s", row[r].why, n, want[i].what != NULL ? want[i].what : kind_name(want[i].kind));
    }
    assert_int_equal(condition_all(y.app.st, &y.arena, &c, &conditions, &e), RC_OK);
    assert_int_equal(conditions, 1);
    assert_int_equal(profile_get(y.app.st, &y.arena, &p, &e), RC_OK);
    for (size_t k = 0; k < PROFILE_KEY_COUNT; k++)
      assert_int_equal(p.value[k].n, 0);
    assert_true(store_invented(y.app.st));
    year_done(&y);
  }
}

/* 1 to 4 a day, from 0 to 10; blank days; one stretch with another offset. */
static void test_it_looks_like_a_diary(void **state)
{
  int luck = 7;

  (void)state;
  for (size_t r = 0; r < N(row); r++) {
    struct year y = year_of(row[r].zone, row[r].now, &luck);
    size_t pains[YEAR] = {0}, all[YEAR] = {0}, number[11] = {0};
    size_t blank = 0, away = 0, seconds = 0, parts = 0, same_day = 0;

    fill(&y);
    for (size_t i = 0; i < y.n; i++) {
      const struct entry *en = &y.entry[i];
      bool pain = en->kind == KIND_RATING && span_is(en->what, "pain");

      all[day_in(&y, en)]++;
      pains[day_in(&y, en)] += pain;
      if (pain)
        number[(int)en->value]++;
      away += en->at.offset_s != zone_offset_s(y.zone, en->at.at_s);
      seconds += en->at.precision == PRECISION_SECOND;
      parts += en->at.precision == PRECISION_PART;
      same_day += instant_day(&en->at) == instant_day(&en->entered);
    }
    for (size_t d = 0; d < YEAR; d++) {
      blank += all[d] == 0;
      assert_true(pains[d] <= 4);
      assert_true(pains[d] > 0 || all[d] <= 1); /* the day that opens the holiday says so and nothing else */
    }
    assert_in_range(blank, 11, 35);
    for (size_t v = 0; v <= 10; v++)
      if (number[v] == 0)
        fail_msg("%s: pain was never %zu", row[r].why, v);
    assert_in_range(away, 20, 90);
    assert_true(seconds > y.n / 3 && parts > 10);
    assert_true(same_day > y.n * 8 / 10 && same_day < y.n);
    year_done(&y);
  }
}

static size_t occasions_of(const struct year *y, struct occasion *out)
{
  struct dose *dose = arena_array(y->app.arena, y->n + 1, sizeof *dose);
  size_t n = 0;

  for (size_t i = 0; i < y->n; i++) {
    const struct entry *en = &y->entry[i];

    if (en->kind == KIND_DOSE && span_is(en->unit, "g"))
      dose[n++] = (struct dose){.at_s = en->at.at_s, .offset_s = en->at.offset_s,
                                .timed = en->at.precision <= PRECISION_MINUTE, .amount = en->value, .unit = "g",
                                .order = en->id, .action = en->action};
  }
  return occasion_group(dose, n, out);
}

static int by_size(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

static double median(double *x, size_t n)
{
  qsort(x, n, sizeof *x, by_size);
  return n == 0 ? NAN : x[n / 2];
}

/* Medians of a stretch of days: grams, hours between, hour of the first, occasions a day with any. */
struct habits {
  double g, gap_h, first_h, per_day;
};

static struct habits habits_of(const struct year *y, const struct occasion *o, size_t n, int64_t from, int64_t to)
{
  double g[MANY], gap[MANY], first[YEAR];
  size_t gs = 0, gaps = 0, days = 0;
  int64_t last_day = -1;

  for (size_t i = 0; i < n; i++) {
    struct instant at = {o[i].at_s, o[i].offset_s, PRECISION_SECOND};
    int64_t day = instant_day(&at) - y->first_day;

    if (day < from || day > to || !o[i].timed)
      continue;
    g[gs++] = o[i].amount;
    if (day != last_day)
      first[days++] = (double)((at.at_s + at.offset_s) % DAY_S) / 3600;
    else
      gap[gaps++] = (double)(o[i].at_s - o[i - 1].at_s) / 3600;
    last_day = day;
  }
  return (struct habits){median(g, gs), median(gap, gaps), median(first, days), (double)gs / (double)days};
}

static void test_the_watch_of_later_has_something_to_find(void **state)
{
  static struct occasion o[MANY];
  int luck = 7;

  (void)state;
  for (size_t r = 0; r < N(row); r++) {
    struct year y = year_of(row[r].zone, row[r].now, &luck);
    struct habits early, late, cut;
    size_t n;

    fill(&y);
    n = occasions_of(&y, o);
    early = habits_of(&y, o, n, 0, 109);
    late = habits_of(&y, o, n, 305, 364);
    cut = habits_of(&y, o, n, 226, 231);
    assert_true(early.g >= 2 && early.g <= 3);
    assert_true(late.g >= early.g + 0.5);
    assert_true(late.first_h < early.first_h - 0.75);
    assert_true(late.gap_h < early.gap_h || late.per_day > early.per_day + 0.2);
    assert_true(cut.g < early.g - 0.5);
    year_done(&y);
  }
}

static void test_no_flag_stands_but_one_did(void **state)
{
  int luck = 7;

  (void)state;
  for (size_t r = 0; r < N(row); r++) {
    struct year y = year_of(row[r].zone, row[r].now, &luck);
    struct flag_finding *f;
    struct err e = {0};
    size_t n, were = 0;

    fill(&y);
    assert_int_equal(flag_standing(y.app.st, y.env.now_s, &y.arena, &f, &n, &e), RC_OK);
    assert_int_equal(n, 0);
    for (int64_t d = 0; d < YEAR; d++) {
      assert_int_equal(flag_standing(y.app.st, (y.first_day + d) * DAY_S, &y.arena, &f, &n, &e), RC_OK);
      assert_true(n <= 1);
      if (n == 1) {
        assert_string_equal(f[0].flag->key, "dark_urine");
        assert_true(d < YEAR - 200);
      }
      were += n;
    }
    assert_in_range(were, 6, 10); /* seven days, seen at midnight UTC */
    year_done(&y);
  }
}

/* A name would begin with a capital in the middle of a sentence; an address, a number or a link would hold these. */
static void test_nobody_is_named(void **state)
{
  struct year y;
  int luck = 7;

  (void)state;
  y = year_of(row[0].zone, row[0].now, &luck);
  fill(&y);
  for (size_t i = 0; i < y.n; i++) {
    struct span note = y.entry[i].note;

    for (size_t k = 0; k < note.n; k++) {
      bool capital = note.p[k] >= 'A' && note.p[k] <= 'Z';
      bool begins = k == 0 || (k > 1 && note.p[k - 1] == ' ' && strchr(".!?", note.p[k - 2]) != NULL);
      bool is_i = note.p[k] == 'I' && (k + 1 == note.n || note.p[k + 1] == ' ' || note.p[k + 1] == '\'');

      if ((capital && !begins && !is_i) || strchr("@/#+", note.p[k]) != NULL)
        fail_msg("a note that may name somebody: %.*s", SPAN_FMT(note));
    }
  }
  year_done(&y);
}

static void assert_same(const struct year *a, const struct year *b)
{
  assert_int_equal(a->n, b->n);
  for (size_t i = 0; i < a->n; i++) {
    const struct entry *x = &a->entry[i], *y = &b->entry[i];

    assert_int_equal(x->kind, y->kind);
    assert_int_equal(x->at.at_s, y->at.at_s);
    assert_int_equal(x->at.offset_s, y->at.offset_s);
    assert_int_equal(x->at.precision, y->at.precision);
    assert_int_equal(x->entered.at_s, y->entered.at_s);
    assert_true(span_eq(x->what, y->what) && span_eq(x->unit, y->unit) && span_eq(x->note, y->note));
    assert_true(isnan(x->value) ? isnan(y->value) : fabs(x->value - y->value) < 1e-12);
  }
}

static void test_the_same_day_gives_the_same_year(void **state)
{
  int luck = 7, other = 9;
  struct year a, b, c;

  (void)state;
  a = year_of(berlin, "2026-05-04T12:00:00+02:00", &luck);
  b = year_of(berlin, "2026-05-04T23:59:00+02:00", &other);
  c = year_of(berlin, "2026-05-05T12:00:00+02:00", &luck);
  fill(&a);
  fill(&b);
  fill(&c);
  assert_same(&a, &b);
  assert_int_not_equal(memcmp(&a.entry[0].uid, &b.entry[0].uid, sizeof a.entry[0].uid), 0);
  assert_true(a.n != c.n || a.entry[1].at.at_s + DAY_S != c.entry[1].at.at_s);
  year_done(&a);
  year_done(&b);
  year_done(&c);
}

static void test_it_is_one_action(void **state)
{
  struct action_row a = {0};
  struct err e = {0};
  struct year y;
  int luck = 7;

  (void)state;
  y = year_of(row[0].zone, row[0].now, &luck);
  fill(&y);
  assert_int_equal(action_newest(y.app.st, false, &y.arena, &a, &e), RC_OK);
  assert_true(span_is(a.verb, "demo"));
  assert_true(a.rows >= (int64_t)y.n);
  for (size_t i = 0; i < y.n; i++)
    assert_int_equal(y.entry[i].action, a.id);
  year_done(&y);
}

/* What demo_body.h promises of one occasion: 0.8 points as a mean over the hours 1 to 5. */
static void test_a_dose_does_what_is_said(void **state)
{
  static double calm[100], without[100];
  struct demo_body b, plain;
  struct rng r;
  double sum = 0;
  int n = 0;

  (void)state;
  rng_init(&r, 1);
  demo_body_begin(&b, calm, N(calm), &r);
  rng_init(&r, 1);
  demo_body_begin(&plain, without, N(without), &r);
  demo_body_take(&b, 0.8);
  for (int quarter = 0; quarter <= 20; quarter++) {
    double took_away = demo_body_pain(&plain, 0) - demo_body_pain(&b, 0);

    if (quarter >= 4) { /* trapezium */
      sum += took_away * (quarter == 4 || quarter == 20 ? 0.5 : 1);
      n += quarter > 4;
    }
    demo_body_step(&b);
    demo_body_step(&plain);
  }
  assert_true(fabs(sum / n - 0.8) < 0.005);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_everything_could_have_been_typed),
    cmocka_unit_test(test_there_is_enough_of_each),
    cmocka_unit_test(test_it_looks_like_a_diary),
    cmocka_unit_test(test_the_watch_of_later_has_something_to_find),
    cmocka_unit_test(test_no_flag_stands_but_one_did),
    cmocka_unit_test(test_nobody_is_named),
    cmocka_unit_test(test_the_same_day_gives_the_same_year),
    cmocka_unit_test(test_it_is_one_action),
    cmocka_unit_test(test_a_dose_does_what_is_said),
  };

  return cmocka_run_group_tests_name("demo", tests, NULL, NULL);
}
