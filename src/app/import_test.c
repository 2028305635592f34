/* What is the same, what has changed, what is new: CONTRACT section 4, and what becomes of each row. */
#include "app/import_world.h"

#include "measure/repo.h"
#include "source/repo.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "at,kind,what,value,unit,note\n"
#define A "2026-04-11T09:00:00+02:00,dose,Green Malay,1.5,g,\n"
#define B "2026-04-11T09:00:00+02:00,rating,pain,6,,\n"
#define B7 "2026-04-11T09:00:00+02:00,rating,pain,7,,\n"
#define B8 "2026-04-11T09:00:00+02:00,rating,pain,8,,\n"
#define B9 "2026-04-11T09:00:00+02:00,rating,pain,9,,\n"
#define C "2026-04-11T15:00:00+02:00,rating,pain,6,,\n"
#define D "2026-04-12,note,,,,rain all day\n"
#define E "2026-04-12T08:00:00+02:00,rating,mood,4,,\n"

static const struct how plain = {0}, again = {.again = true}, update = {.update = true};

static size_t lines(const char *text)
{
  size_t n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n';
  return n;
}

static size_t entries(struct world *w)
{
  return lines(world_csv(w)) - 1;
}

static void expect(struct world *w, const char *why, const char *file, struct how how, const char *counts)
{
  const char *got = world_counts(w, file, how);

  if (strcmp(got, counts) != 0)
    fail_msg("%s: %s, not %s (%s)", why, got, counts, w->e.message);
}

static void test_same_and_new(void **state)
{
  static const struct {
    const char *why;
    const char *file[3], *counts[3];
    size_t entries;
  } row[] = {
    {"once", {HEAD A B C}, {"3 3 0 0"}, 3},
    {"twice", {HEAD A B C, HEAD A B C}, {"3 3 0 0", "3 0 3 0"}, 3},
    {"three times", {HEAD A B, HEAD A B, HEAD A B}, {"2 2 0 0", "2 0 2 0", "2 0 2 0"}, 2},
    {"true repeats are kept", {HEAD A A B, HEAD A A B}, {"3 3 0 0", "3 0 3 0"}, 3},
    {"one repeat more", {HEAD A A, HEAD A A A, HEAD A A A}, {"2 2 0 0", "3 1 2 0", "3 0 3 0"}, 3},
    {"one repeat fewer", {HEAD A A A, HEAD A A}, {"3 3 0 0", "2 0 2 0"}, 3},
    {"repeats that stand apart", {HEAD A B A C A, HEAD A C A B A A}, {"5 5 0 0", "6 1 5 0"}, 6},
    {"files that overlap", {HEAD A B C, HEAD B C D E}, {"3 3 0 0", "4 2 2 0"}, 5},
    {"another order", {HEAD A B C, HEAD C A B}, {"3 3 0 0", "3 0 3 0"}, 3},
    {"another name at the same time", {HEAD B, HEAD "2026-04-11T09:00:00+02:00,rating,mood,6,,\n"},
     {"1 1 0 0", "1 1 0 0"}, 2},
    {"another kind on the same day", {HEAD D, HEAD "2026-04-12,rating,pain,6,,\n"}, {"1 1 0 0", "1 1 0 0"}, 2},
    {"another minute", {HEAD B, HEAD "2026-04-11T09:01:00+02:00,rating,pain,6,,\n"}, {"1 1 0 0", "1 1 0 0"}, 2},
    {"other seconds of the minute", {HEAD B, HEAD "2026-04-11T09:00:40+02:00,rating,pain,6,,\n"},
     {"1 1 0 0", "1 0 1 0"}, 1},
    {"the same instant with another offset is another row as written, and the same entry now",
     {HEAD B, HEAD "2026-04-11T07:00:00Z,rating,pain,6,,\n"}, {"1 1 0 0", "1 1 0 0"}, 2},
    {"without an offset, the same wall time here", {HEAD B, HEAD "2026-04-11T09:00,rating,pain,6,,\n"},
     {"1 1 0 0", "1 0 1 0"}, 1},
    {"another case of a product", {HEAD A, HEAD "2026-04-11T09:00:00+02:00,dose,green malay,1.5,g,\n"},
     {"1 1 0 0", "1 0 1 0"}, 1},
    {"another value: changed, not added", {HEAD B, HEAD B7}, {"1 1 0 0", "1 0 0 1"}, 1},
    {"a second value beside the first is new", {HEAD B, HEAD B B8}, {"1 1 0 0", "2 1 1 0"}, 2},
    {"exact ones first: only the other has changed", {HEAD B B8, HEAD B9 B}, {"2 2 0 0", "2 0 1 1"}, 2},
    {"two changed", {HEAD B B8, HEAD B7 B9}, {"2 2 0 0", "2 0 0 2"}, 2},
    {"two alike become two others alike", {HEAD B B, HEAD B7 B7}, {"2 2 0 0", "2 0 0 2"}, 2},
    {"a second alike has another running number than the one left over", {HEAD B B8, HEAD B B},
     {"2 2 0 0", "2 1 1 0"}, 3},
    {"three where two were", {HEAD B B8, HEAD B7 B9 "2026-04-11T09:00:00+02:00,rating,pain,1,,\n"},
     {"2 2 0 0", "3 1 0 2"}, 3},
    {"a note was added", {HEAD E, HEAD "2026-04-12T08:00:00+02:00,rating,mood,4,,after a walk\n"},
     {"1 1 0 0", "1 0 0 1"}, 1},
    {"another unit", {HEAD A, HEAD "2026-04-11T09:00:00+02:00,dose,Green Malay,1500,mg,\n"}, {"1 1 0 0", "1 0 0 1"}, 1},
    {"refused rows count as skipped", {HEAD A "someday,rating,pain,6,,\n" B}, {"3 2 1 0"}, 2},
    {"nothing", {HEAD}, {"0 0 0 0"}, 0},
  };

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    struct world *w = world_new(i);

    for (size_t k = 0; k < 3 && row[i].file[k] != NULL; k++)
      expect(w, row[i].why, row[i].file[k], plain, row[i].counts[k]);
    if (entries(w) != row[i].entries)
      fail_msg("%s: %zu entries, not %zu", row[i].why, entries(w), row[i].entries);
    world_free(w);
  }
}

static void test_typed_and_own_export(void **state)
{
  static const char *const words[] = {
    "2.5g red bali at 8:15, pain 6 at 8:10", "pain 4", "slept 5,5h", "nausea mild yesterday", "note rain, all day",
    "started sertraline 50 mg", "took red bali this morning", "pain 4", "not tracked 2026-04-20 to 2026-04-26",
  };
  struct world *w = world_new(1);
  const char *before, *after;
  char want[40];

  (void)state;
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    world_log(w, words[i]);
  before = world_csv(w);
  snprintf(want, sizeof want, "%zu 0 %zu 0", lines(before) - 1, lines(before) - 1);
  expect(w, "its own export", before, plain, want);
  world_edit(w, "2", "value", "3");
  world_edit(w, "2", "note", "thought again");
  after = world_csv(w);
  expect(w, "after an edit", after, plain, want);
  expect(w, "from before the edit", before, plain, want);
  world_edit(w, "1", "at", "2026-05-04T08:20+02:00");
  expect(w, "after a move", world_csv(w), plain, want);
  world_delete(w, "3");
  after = world_csv(w);
  expect(w, "from before a delete", before, plain, want);
  assert_string_equal(world_csv(w), after);
  world_free(w);
}

/* What came from another program and goes out and in again as assay CSV; in another zone too. */
static void test_foreign_through_own_export(void **state)
{
  static const char file[] = "d,t,w,v\n2026-04-01,8:15,pain,6\n2026-04-01,8:15,pain,6\n2026-04-02,,mood,4\n";
  const struct how map = {.map = "at=d+t,what=w,value=v"};
  struct world *w = world_new(1);
  const char *out;

  (void)state;
  expect(w, "map", file, map, "3 3 0 0");
  out = world_csv(w);
  expect(w, "own export", out, plain, "3 0 3 0");
  expect(w, "the file again", file, map, "3 0 3 0");
  zone_free(w->zone);
  assert_int_equal(zone_from_posix(SPAN("EST5EDT,M3.2.0,M11.1.0"), &w->zone, NULL), RC_OK);
  w->env.zone = w->zone;
  expect(w, "own export, elsewhere", out, plain, "3 0 3 0");
  expect(w, "the file, elsewhere", file, map, "3 0 3 0");
  assert_string_equal(world_csv(w), out);
  world_free(w);
}

static void test_update(void **state)
{
  struct world *w = world_new(1);
  const char *first, *second;
  struct entry *list;
  struct import_result r;
  size_t n;

  (void)state;
  expect(w, "first", HEAD A B E, plain, "3 3 0 0");
  first = world_csv(w);
  assert_int_equal(world_import(w, SPAN(HEAD A B7 E), plain, &r), RC_OK);
  assert_int_equal(r.change_n, 1);
  assert_int_equal(r.change[0].line, 3);
  assert_true(r.change[0].before.value == 6 && r.change[0].entry.value == 7);
  assert_false(r.updated);
  assert_int_equal(r.action, 0);
  assert_string_equal(world_csv(w), first);
  assert_int_equal(world_import(w, SPAN(HEAD A B7 E), update, &r), RC_OK);
  assert_true(r.updated && r.changed == 1 && r.added == 0 && r.action != 0);
  second = world_csv(w);
  assert_non_null(strstr(second, "pain,7"));
  assert_int_equal(app_list(&w->app, &(struct entry_filter){0}, &list, &n, &w->e), RC_OK);
  assert_int_equal(n, 3);
  expect(w, "the same again", HEAD A B7 E, plain, "3 0 3 0");
  expect(w, "the same again with --update", HEAD A B7 E, update, "3 0 3 0");
  world_turn(w, false);
  assert_string_equal(world_csv(w), first);
  expect(w, "undone, the old file", HEAD A B E, plain, "3 0 3 0");
  world_turn(w, true);
  assert_string_equal(world_csv(w), second);
  expect(w, "redone, the new file", HEAD A B7 E, plain, "3 0 3 0");
  world_free(w);
}

/* A night that grew between two exports of another program. */
static void test_update_of_a_foreign_row(void **state)
{
  const struct how map = {.map = "at=d,sleep=h"}, take = {.map = "at=d,sleep=h", .update = true};
  struct world *w = world_new(1);

  (void)state;
  expect(w, "first", "d,h\n2026-04-01,4\n2026-04-02,6\n", map, "2 2 0 0");
  expect(w, "grown", "d,h\n2026-04-01,7\n2026-04-02,6\n", map, "2 0 1 1");
  expect(w, "taken", "d,h\n2026-04-01,7\n2026-04-02,6\n", take, "2 0 1 1");
  expect(w, "settled", "d,h\n2026-04-01,7\n2026-04-02,6\n", map, "2 0 2 0");
  assert_non_null(strstr(world_csv(w), "2026-04-01,rating,sleep,7,,"));
  world_edit(w, "1", "value", "7.5");
  expect(w, "edited since", "d,h\n2026-04-01,7\n2026-04-02,6\n", take, "2 0 2 0");
  expect(w, "what the person wrote is what the file now says", "d,h\n2026-04-01,7.5\n2026-04-02,6\n", map, "2 0 2 0");
  world_free(w);
}

static void test_edited_and_deleted(void **state)
{
  struct world *w = world_new(1);

  (void)state;
  expect(w, "first", HEAD A B E, plain, "3 3 0 0");
  world_edit(w, "2", "value", "3");
  expect(w, "edited is not restored", HEAD A B E, plain, "3 0 3 0");
  assert_non_null(strstr(world_csv(w), "pain,3"));
  expect(w, "again restores it", HEAD A B E, again, "3 0 2 1");
  assert_non_null(strstr(world_csv(w), "pain,6"));
  assert_int_equal(entries(w), 3);
  world_turn(w, false);
  assert_non_null(strstr(world_csv(w), "pain,3"));
  world_delete(w, "2");
  expect(w, "deleted is not restored", HEAD A B E, plain, "3 0 3 0");
  expect(w, "nor with --update", HEAD A B7 E, update, "3 0 2 1");
  assert_int_equal(entries(w), 2);
  expect(w, "again restores it as the file has it", HEAD A B E, again, "3 1 2 0");
  assert_non_null(strstr(world_csv(w), "pain,6"));
  assert_int_equal(entries(w), 3);
  expect(w, "once", HEAD A B E, again, "3 0 3 0");
  expect(w, "and the running numbers are as before", HEAD A B B E, plain, "4 1 3 0");
  world_turn(w, false);
  world_turn(w, false);
  assert_int_equal(entries(w), 2);
  world_free(w);
}

static void test_again_on_an_untouched_record(void **state)
{
  struct world *w = world_new(1);
  int64_t revision;

  (void)state;
  expect(w, "first", HEAD A A B E, plain, "4 4 0 0");
  revision = store_revision(w->app.st);
  expect(w, "again", HEAD A A B E, again, "4 0 4 0");
  assert_int_equal(store_revision(w->app.st), revision);
  world_free(w);
}

static void test_undo_and_redo(void **state)
{
  struct world *w = world_new(1);
  const char *first;

  (void)state;
  expect(w, "first", HEAD A B "2026-04-12,rating,flurbness,4,,\n", plain, "3 3 0 0");
  first = world_csv(w);
  world_turn(w, false);
  assert_int_equal(entries(w), 0);
  world_turn(w, true);
  assert_string_equal(world_csv(w), first);
  expect(w, "redo returns the keys", HEAD A B, plain, "2 0 2 0");
  world_turn(w, false);
  expect(w, "undo frees them", HEAD A B, plain, "2 2 0 0");
  expect(w, "and they are taken again", HEAD A B, plain, "2 0 2 0");
  world_turn(w, false);
  assert_int_equal(entries(w), 0);
  world_free(w);
}

static void test_what_adds_nothing_is_no_action(void **state)
{
  struct world *w = world_new(1);

  (void)state;
  expect(w, "first", HEAD A B, plain, "2 2 0 0");
  world_log(w, "pain 3");
  world_log(w, "pain 2");
  world_turn(w, false);
  expect(w, "nothing", HEAD A B "someday,rating,pain,1,,\n", plain, "3 0 3 0");
  world_turn(w, true); /* an action would have ended redo */
  assert_int_equal(entries(w), 4);
  world_turn(w, false);
  world_turn(w, false);
  assert_int_equal(entries(w), 2);
  world_free(w);
}

static void test_dry_run(void **state)
{
  struct world *w = world_new(1);
  struct how dry = {.dry_run = true};
  struct import_result r;
  struct store *st;
  int64_t revision;

  (void)state;
  expect(w, "first", HEAD A B, plain, "2 2 0 0");
  revision = store_revision(w->app.st);
  assert_int_equal(world_import(w, SPAN(HEAD A B7 C "2026-04-12,dose,Elm Leaf,1,g,\n"
                                        "2026-04-12,rating,flurbness,44,,\n"), dry, &r), RC_OK);
  assert_int_equal(r.read, 5);
  assert_int_equal(r.added, 3);
  assert_int_equal(r.skipped, 1);
  assert_int_equal(r.changed, 1);
  assert_int_equal(r.row_n, 5);
  assert_int_equal(r.row[0].fate, IMPORT_SKIPPED);
  assert_int_equal(r.row[1].fate, IMPORT_CHANGED);
  assert_true(r.row[1].before.value == 6);
  assert_int_equal(r.row[2].fate, IMPORT_ADDED);
  assert_int_equal(r.row[3].line, 5);
  assert_int_equal(r.made_product_n, 1);
  assert_int_equal(r.made_scale_n, 1);
  assert_true(r.made_scale[0].hi == 100);
  assert_int_equal(store_revision(w->app.st), revision);
  assert_int_equal(entries(w), 2);
  st = w->app.st;
  w->app.st = NULL; /* no journal yet */
  assert_int_equal(world_import(w, SPAN(HEAD A B), dry, &r), RC_OK);
  assert_int_equal(r.added, 2);
  w->app.st = st;
  world_free(w);
}

static void test_scales(void **state)
{
  static const struct {
    const char *why, *file, *counts;
    double lo, hi;
  } row[] = {
    {"ten holds them", HEAD "2026-04-01,rating,x y,7,,\n2026-04-02,rating,X Y,10,,\n", "2 2 0 0", 0, 10},
    {"a hundred holds them", HEAD "2026-04-01,rating,x y,7,,\n2026-04-02,rating,x y,10.5,,\n", "2 2 0 0", 0, 100},
    {"more than a hundred", HEAD "2026-04-01,rating,x y,7,,\n2026-04-02,rating,x y,8000,,\n", "2 2 0 0", 0, 10000},
    {"below zero", HEAD "2026-04-01,rating,x y,-0.4,,\n2026-04-02,rating,x y,55,,\n", "2 2 0 0", -1, 100},
    {"far below zero", HEAD "2026-04-01,rating,x y,-5,,\n", "1 1 0 0", -10, 10},
    {"out of reason", HEAD "2026-04-01,rating,x y,1e12,,\n2026-04-02,rating,x y,1,,\n", "2 1 1 0", 0, 10},
  };

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    struct world *w = world_new(i);
    struct scale *s;
    size_t n;

    expect(w, row[i].why, row[i].file, plain, row[i].counts);
    assert_int_equal(scale_all(w->app.st, &w->arena, &s, &n, NULL), RC_OK);
    if (n != 1 || !span_is(s[0].name, "x y") || s[0].lo != row[i].lo || s[0].hi != row[i].hi ||
        s[0].better != BETTER_UNKNOWN)
      fail_msg("%s: %zu scales, %g to %g", row[i].why, n, n > 0 ? s[0].lo : 0, n > 0 ? s[0].hi : 0);
    world_turn(w, false);
    assert_int_equal(scale_all(w->app.st, &w->arena, &s, &n, NULL), RC_OK);
    assert_int_equal(n, 0);
    world_free(w);
  }
}

static void test_scales_that_are_there(void **state)
{
  struct world *w = world_new(1);
  struct scale_form f = {SPAN("knee stiffness"), 0, 5, BETTER_DOWN};
  struct scale s;

  (void)state;
  assert_int_equal(app_scale(&w->app, &f, &s, &w->e), RC_OK);
  expect(w, "in it", HEAD "2026-04-01,rating,Knee Stiffness,5,,\n", plain, "1 1 0 0");
  expect(w, "above it", HEAD "2026-04-02,rating,knee stiffness,6,,\n", plain, "1 0 1 0");
  expect(w, "built in, another case", HEAD "2026-04-01,rating,Pain,6,,\n", plain, "1 1 0 0");
  assert_non_null(strstr(world_csv(w), "rating,pain,6"));
  assert_non_null(strstr(world_csv(w), "rating,knee stiffness,5"));
  expect(w, "a name that cannot be one", HEAD "2026-04-01,rating,(knee),6,,\n", plain, "1 0 1 0");
  world_free(w);
}

static void test_products(void **state)
{
  struct world *w = world_new(1);
  struct product *p;
  size_t n;

  (void)state;
  expect(w, "two spellings", HEAD "2026-04-01,dose,Red Bali,1,g,\n2026-04-02,dose,red bali,2,grams,\n", plain,
         "2 2 0 0");
  assert_int_equal(product_all(w->app.st, &w->arena, &p, &n, NULL), RC_OK);
  assert_int_equal(n, 1);
  assert_true(span_is(p[0].name, "Red Bali") && p[0].class_ == PRODUCT_KRATOM);
  assert_non_null(strstr(world_csv(w), "2026-04-02,dose,Red Bali,2,g,"));
  expect(w, "known by then", HEAD "2026-04-03,dose,RED BALI,3,g,\n", plain, "1 1 0 0");
  assert_int_equal(product_all(w->app.st, &w->arena, &p, &n, NULL), RC_OK);
  assert_int_equal(n, 1);
  world_free(w);
}

static void test_times(void **state)
{
  static const struct {
    const char *why, *row, *counts, *says;
  } row[] = {
    {"four minutes after now", "2026-05-04T15:04:00+02:00,rating,pain,6,,\n", "1 1 0 0", NULL},
    {"six minutes after now", "2026-05-04T15:06:00+02:00,rating,pain,6,,\n", "1 0 1 0", "still to come"},
    {"today", "2026-05-04,rating,pain,6,,\n", "1 1 0 0", NULL},
    {"tomorrow", "2026-05-05,rating,pain,6,,\n", "1 0 1 0", "still to come"},
    {"before 1900", "1899-12-31T23:59Z,rating,pain,6,,\n", "1 0 1 0", "before 1900"},
    {"1900", "1900-01-01,rating,pain,6,,\n", "1 1 0 0", NULL},
    {"the beginning of the clocks", "1970-01-01,rating,pain,6,,\n", "1 1 0 0", "clock that was not set"},
    {"seconds taken as milliseconds", "1970-01-21T12:37:58Z,rating,pain,6,,\n", "1 1 0 0", "other units"},
    {"later in 1970", "1970-03-01,rating,pain,6,,\n", "1 1 0 0", NULL},
    {"in the spring gap", "2026-03-29T02:30,rating,pain,6,,\n", "1 1 0 0", "did not exist"},
  };

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    struct world *w = world_new(i);
    struct import_result r = {0};
    char file[200], counts[80];

    snprintf(file, sizeof file, HEAD "%s", row[i].row);
    assert_int_equal(world_import(w, span_of(file), plain, &r), RC_OK);
    snprintf(counts, sizeof counts, "%d %d %d %d", (int)r.read, (int)r.added, (int)r.skipped, (int)r.changed);
    if (strcmp(counts, row[i].counts) != 0 || r.warnings != (row[i].says != NULL) ||
        (row[i].says != NULL && (r.warning[0].line != 2 || strstr(r.warning[0].message.p, row[i].says) == NULL)))
      fail_msg("%s: %s, %s", row[i].why, counts, r.warnings > 0 ? r.warning[0].message.p : "no warning");
    world_free(w);
  }
}

static void test_red_flags(void **state)
{
  static const char file[] = HEAD "2026-05-04T12:00:00+02:00,note,,,,yellow eyes since noon\n"
                                  "2026-05-04T12:00:00+02:00,side_effect,chest pain,3,,\n";
  struct world *w = world_new(1);
  struct flag_finding *f;
  size_t n;

  (void)state;
  expect(w, "first", file, plain, "2 2 0 0");
  assert_int_equal(app_findings(&w->app, &f, &n, &w->e), RC_OK);
  assert_int_equal(n, 2);
  world_turn(w, false);
  assert_int_equal(app_findings(&w->app, &f, &n, &w->e), RC_OK);
  assert_int_equal(n, 0);
  expect(w, "a plain note", HEAD "2026-05-04T12:00:00+02:00,note,,,,rain\n", plain, "1 1 0 0");
  expect(w, "which now says more", HEAD "2026-05-04T12:00:00+02:00,note,,,,yellow eyes\n", update, "1 0 0 1");
  assert_int_equal(app_findings(&w->app, &f, &n, &w->e), RC_OK);
  assert_int_equal(n, 1);
  world_turn(w, false);
  assert_int_equal(app_findings(&w->app, &f, &n, &w->e), RC_OK);
  assert_int_equal(n, 0);
  world_free(w);
}

static void test_warnings_are_bounded(void **state)
{
  struct world *w = world_new(1);
  struct buf file = {0};
  struct import_result r;

  (void)state;
  buf_puts(&file, HEAD);
  for (int i = 0; i < 2500; i++)
    buf_puts(&file, "someday,rating,pain,6,,\n");
  assert_int_equal(world_import(w, buf_span(&file), plain, &r), RC_OK);
  assert_int_equal(r.warnings, 2500);
  assert_int_equal(r.warning_n, IMPORT_WARNINGS_KEPT);
  assert_int_equal(r.warning[999].line, 1001);
  assert_int_equal(r.skipped, 2500);
  buf_done(&file);
  world_free(w);
}

/* A file that cannot be read to its end, and options that are none: nothing is added. */
static void test_refused(void **state)
{
  static const struct {
    const char *why, *file;
    struct how how;
    enum rc rc;
    const char *message, *where;
  } row[] = {
    {"a quote that never ends", HEAD A "2026-05-01,note,,,,\"never\n", {0}, RC_DATA, "never closed", "diary.csv:3:20"},
    {"not UTF-8", HEAD A "2026-05-01,note,,,,m\xfc" "de and more\n", {0}, RC_DATA, "UTF-8", "diary.csv:3"},
    {"empty", "", {0}, RC_DATA, "empty", "diary.csv"},
    {"strangers", "day,score\n2026-05-01,6\n", {0}, RC_DATA, "none that assay knows", "diary.csv"},
    {"an unknown format", HEAD A, {.format = "flurb"}, RC_USAGE, "flurb", ""},
    {"an empty format", HEAD A, {.format = ""}, RC_USAGE, "not a format", ""},
    {"map without --map", HEAD A, {.format = "map"}, RC_USAGE, "--map", ""},
    {"csv with --map", HEAD A, {.format = "csv", .map = "at=at"}, RC_USAGE, "--map", ""},
    {"a start without --map", HEAD A, {.start = "2020-01-01"}, RC_USAGE, "--map", ""},
    {"a start that is no date", HEAD A, {.map = "at=at,pain=value", .start = "soon"}, RC_USAGE, "soon", ""},
    {"an order that is none", HEAD A, {.map = "at=at,pain=value", .dates = "flurb"}, RC_USAGE, "flurb", ""},
    {"a broken map", HEAD A, {.map = "at at"}, RC_USAGE, "equals", ""},
    {"a column that is not there", HEAD A, {.map = "at=at,pain=scor"}, RC_DATA, "scor", "diary.csv"},
    {"JSON of somebody else", "{\"entries\":[1,2]}", {0}, RC_DATA, "not one that assay wrote", "diary.csv:1"},
  };

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    struct world *w = world_new(i);
    struct import_result r = {.format = "untouched"};
    enum rc rc;

    world_log(w, "pain 3");
    rc = world_import(w, span_of(row[i].file), row[i].how, &r);
    if (rc != row[i].rc || strstr(w->e.message, row[i].message) == NULL || strstr(w->e.where, row[i].where) == NULL ||
        w->e.fix[0] == '\0' || strcmp(r.format, "untouched") != 0)
      fail_msg("%s: rc %d %s | %s | %s", row[i].why, (int)rc, w->e.message, w->e.where, w->e.fix);
    assert_int_equal(entries(w), 1);
    world_free(w);
  }
}

static void test_read_error(void **state)
{
  /* UTF-16 that is cut off: damage that shows only at the end. */
  static const char file[] = "\xff\xfe" "a\0t\0,\0k\0i\0n\0d\0,\0w\0h\0a\0t\0\n\0" "x";
  struct world *w = world_new(1);
  struct import_result r;

  (void)state;
  assert_int_equal(world_import(w, (struct span){file, sizeof file - 1}, plain, &r), RC_DATA);
  assert_non_null(strstr(w->e.message, "UTF-16"));
  world_free(w);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_same_and_new),
    cmocka_unit_test(test_typed_and_own_export),
    cmocka_unit_test(test_foreign_through_own_export),
    cmocka_unit_test(test_update),
    cmocka_unit_test(test_update_of_a_foreign_row),
    cmocka_unit_test(test_edited_and_deleted),
    cmocka_unit_test(test_again_on_an_untouched_record),
    cmocka_unit_test(test_undo_and_redo),
    cmocka_unit_test(test_what_adds_nothing_is_no_action),
    cmocka_unit_test(test_dry_run),
    cmocka_unit_test(test_scales),
    cmocka_unit_test(test_scales_that_are_there),
    cmocka_unit_test(test_products),
    cmocka_unit_test(test_times),
    cmocka_unit_test(test_red_flags),
    cmocka_unit_test(test_warnings_are_bounded),
    cmocka_unit_test(test_refused),
    cmocka_unit_test(test_read_error),
  };

  return cmocka_run_group_tests_name("import", tests, NULL, NULL);
}
