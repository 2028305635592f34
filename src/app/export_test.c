/* Out and in again: assay CSV to the byte, everything as JSON. */
#include "app/import_world.h"

#include "out/json.h"
#include "person/profile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct how plain = {0};

static size_t lines(const char *text)
{
  size_t n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n';
  return n;
}

/* --- any entries there may be ------------------------------------------------------------------------------------- */

static uint32_t next(uint32_t *chance)
{
  *chance = *chance * 1664525 + 1013904223;
  return *chance >> 8;
}

static const char *pick(uint32_t *chance, const char *const *from, size_t n)
{
  return from[next(chance) % n];
}

#define PICK(chance, list) pick(chance, list, sizeof(list) / sizeof(list)[0])

static void put_time(uint32_t *chance, struct buf *out)
{
  static const char *const offset[] = {"+02:00", "-04:00", "+05:45", "+14:00", "-02:30", "+00:00"};
  unsigned kind = next(chance) % 4, day = 1 + next(chance) % 5, hour = next(chance) % 24, minute = next(chance) % 3;

  buf_printf(out, "2026-04-%02u", day);
  if (kind == 0)
    return;
  buf_printf(out, "T%02u", hour);
  if (kind > 1)
    buf_printf(out, ":%02u", minute * 20);
  if (kind > 2)
    buf_printf(out, ":%02u", minute * 7);
  buf_puts(out, PICK(chance, offset));
}

static void put_note(uint32_t *chance, struct buf *out)
{
  static const char *const piece[] = {
    "rain", "\"well, yes\"", "one\ntwo", "=1+1", "\tx", "'", "\xc3\xbc\xc3\x9f", "\xf0\x9f\x90\xa2", "a;b", "\\n", " ",
    "at,kind", "\r\n", "<b>", "+49", "e\xcc\x81", "\xef\xbb\xbf", "1,500", "@", "-",
  };
  struct buf note = {0};

  for (unsigned n = next(chance) % 4; n > 0; n--)
    buf_puts(&note, PICK(chance, piece));
  csv_put(out, buf_span(&note), false);
  buf_done(&note);
}

static void put_row(uint32_t *chance, struct buf *out)
{
  static const char *const scale[] = {"pain", "mood", "pain.knee", "Ache two", "sleep"};
  static const char *const product[] = {"red bali", "=cmd|leaf", "leaf, green", "2\" leaf", "\xd0\x91\xd0\xb0"};
  static const char *const unit[] = {"g", "mg", "ug", "iu", "ml", "capsule", "tsp", "mg_7oh", "session", "min"};
  static const char *const value[] = {"0", "6", "6.5", "0.1", "0.30000000000000004", "1500", "1e-07", "123456.789"};
  static const char *const effect[] = {"nausea", "twitchy thumbs", "itch"};

  put_time(chance, out);
  switch (next(chance) % 7) {
  case 0:
  case 1:
    buf_printf(out, ",rating,%s,%u.%u,", PICK(chance, scale), next(chance) % 10, 1 + next(chance) % 9);
    break;
  case 2:
    buf_puts(out, ",dose");
    csv_put(out, span_of(PICK(chance, product)), false);
    if (next(chance) % 5 == 0)
      buf_puts(out, ",,");
    else
      buf_printf(out, ",%s,%s", PICK(chance, value), PICK(chance, unit));
    break;
  case 3:
    buf_printf(out, ",side_effect,%s,%s,", PICK(chance, effect), next(chance) % 2 ? "" : "2");
    break;
  case 4:
    buf_printf(out, ",medicine,sertraline,%s,", next(chance) % 2 ? "start" : "stop");
    break;
  case 5:
    buf_printf(out, ",lab,flurbase,%s12,U/L", next(chance) % 3 ? "" : "<");
    break;
  default:
    buf_printf(out, ",not_tracked,,%u,", 1 + next(chance) % 9);
  }
  put_note(chance, out);
  buf_putc(out, '\n');
}

static void test_round_trip(void **state)
{
  (void)state;
  for (uint32_t seed = 1; seed <= 60; seed++) {
    struct world *here = world_new(seed), *there = world_new(seed + 1000);
    struct buf file = {0};
    uint32_t chance = seed;
    struct import_result r;
    const char *first, *second;
    char counts[40];
    size_t n = 1 + next(&chance) % 120;

    buf_puts(&file, "at,kind,what,value,unit,note\n");
    for (size_t i = 0; i < n; i++)
      put_row(&chance, &file);
    assert_int_equal(world_import(here, buf_span(&file), plain, &r), RC_OK);
    if (r.read != n || r.added != n)
      fail_msg("seed %u: %d of %zu, %s\n%s", seed, (int)r.added, n, r.warnings ? r.warning[0].message.p : "",
               buf_text(&file));
    first = world_csv(here);
    assert_int_equal(world_import(there, span_of(first), plain, &r), RC_OK);
    assert_int_equal(r.added, n);
    second = world_csv(there);
    if (strcmp(first, second) != 0)
      fail_msg("seed %u: not the same bytes\n%s---\n%s", seed, first, second);
    snprintf(counts, sizeof counts, "%zu 0 %zu 0", n, n);
    assert_string_equal(world_counts(there, first, plain), counts);
    assert_string_equal(world_counts(here, second, plain), counts);
    buf_done(&file);
    world_free(here);
    world_free(there);
  }
}

/* --- everything --------------------------------------------------------------------------------------------------- */

#define CSV_FILE \
  "at,kind,what,value,unit,note\n" \
  "2026-04-20T08:15+02:00,rating,pain,6,,\n2026-04-20,dose,Green Malay,1.5,g,tea\n" \
  "2026-04-21,rating,flurbness,70,,\n2026-04-24,lab,flurbase,12,U/L,\n2026-04-25,note,,,,my eyes are yellow\n"

static void fill(struct world *w)
{
  struct condition_form c = {.name = SPAN("asthma"), .has_since = true, .since_day = 18262};
  struct condition condition;
  struct scale_form s = {SPAN("stiffness"), 0, 20, BETTER_DOWN};
  struct scale scale;
  struct profile profile;

  world_log(w, "2.5g red bali at 8:15, pain 6");
  world_edit(w, "2", "value", "5");
  assert_string_equal(world_counts(w, CSV_FILE, plain), "5 5 0 0");
  world_log(w, "mood 4");
  world_delete(w, "8");
  assert_int_equal(app_condition(&w->app, &c, &condition, &w->e), RC_OK);
  assert_int_equal(app_scale(&w->app, &s, &scale, &w->e), RC_OK);
  assert_int_equal(app_profile(&w->app, PROFILE_COUNTRY, SPAN("DE"), &profile, &w->e), RC_OK);
  world_log(w, "stiffness 13, note it said \"\xc3\xbc\\/\"");
  world_log(w, "pain 2");
  world_turn(w, false);
}

static void test_everything_restored(void **state)
{
  struct world *here = world_new(1), *there = world_new(2);
  const char *all;
  struct import_result r;

  (void)state;
  fill(here);
  all = world_json(here);
  assert_int_equal(world_import(there, span_of(all), plain, &r), RC_OK);
  assert_true(r.restored && !r.merged && r.action == 0);
  assert_int_equal(r.added, lines(world_csv(here)) - 1);
  assert_string_equal(world_json(there), all); /* actions, history, ids, small numbers: all of it */
  assert_string_equal(world_csv(there), world_csv(here));
  world_turn(there, true); /* what was undone there can be redone here */
  assert_non_null(strstr(world_csv(there), "pain,2"));
  for (int i = 0; i < 8; i++)
    world_turn(there, false);
  assert_string_equal(world_csv(there), "at,kind,what,value,unit,note\n2026-05-04T08:15+02:00,dose,red bali,2.5,g,\n"
                                        "2026-05-04T15:00:00+02:00,rating,pain,5,,\n");
  world_turn(there, false);
  assert_non_null(strstr(world_csv(there), "pain,6"));
  world_free(here);
  world_free(there);
}

static void test_everything_twice(void **state)
{
  struct world *w = world_new(1);
  const char *all;
  struct import_result r;

  (void)state;
  fill(w);
  all = world_json(w);
  assert_int_equal(world_import(w, span_of(all), plain, &r), RC_OK);
  assert_true(r.merged && r.added == 0 && r.changed == 0 && r.skipped == r.read);
  assert_string_equal(world_json(w), all);
  world_free(w);
}

static void test_two_journals_merge(void **state)
{
  struct world *here = world_new(1), *there = world_new(2);
  struct import_result r;
  const char *once;

  (void)state;
  fill(here);
  assert_int_equal(world_import(there, span_of(world_json(here)), plain, &r), RC_OK);
  world_now(there, "2026-05-04T16:00:00+02:00");
  world_log(there, "stress 7, 1g white elm");
  world_edit(there, "4", "note", "tea, two cups");
  world_log(here, "anxiety 2, 1g White Elm");
  assert_int_equal(world_import(here, span_of(world_json(there)), plain, &r), RC_OK);
  assert_int_equal(r.added, 2);
  assert_int_equal(r.changed, 1);
  once = world_csv(here);
  assert_non_null(strstr(once, "stress,7"));
  assert_non_null(strstr(once, "anxiety,2"));
  assert_non_null(strstr(once, "tea, two cups"));
  assert_int_equal(world_import(here, span_of(world_json(there)), plain, &r), RC_OK);
  assert_true(r.added == 0 && r.changed == 0);
  assert_string_equal(world_csv(here), once);
  assert_int_equal(world_import(there, span_of(world_json(here)), plain, &r), RC_OK);
  assert_int_equal(r.added, 2); /* anxiety and its dose */
  /* The actions of the file can be taken back like our own, the newest first. */
  world_turn(here, false);
  assert_null(strstr(world_csv(here), "two cups"));
  world_turn(here, false);
  assert_null(strstr(world_csv(here), "stress"));
  assert_non_null(strstr(world_csv(here), "anxiety"));
  world_free(here);
  world_free(there);
}

/* Both changed one entry: the later words stand, the others are kept as history. */
static void test_merge_of_two_changes(void **state)
{
  static const struct {
    const char *why, *now_here, *now_there, *value;
  } row[] = {
    {"there later", "2026-05-04T16:00:00+02:00", "2026-05-04T17:00:00+02:00", "pain,3,"},
    {"here later", "2026-05-04T18:00:00+02:00", "2026-05-04T17:00:00+02:00", "pain,9,"},
  };

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    struct world *here = world_new(1), *there = world_new(2);
    struct import_result r;
    struct shown now;
    struct version_of *past;
    size_t n;

    world_log(here, "pain 6");
    assert_int_equal(world_import(there, span_of(world_json(here)), plain, &r), RC_OK);
    world_now(here, row[i].now_here);
    world_now(there, row[i].now_there);
    world_edit(here, "1", "value", "9");
    world_edit(there, "1", "value", "3");
    assert_int_equal(world_import(here, span_of(world_json(there)), plain, &r), RC_OK);
    if (strstr(world_csv(here), row[i].value) == NULL)
      fail_msg("%s: %s", row[i].why, world_csv(here));
    assert_int_equal(app_history(&here->app, SPAN("1"), &now, &past, &n, &here->e), RC_OK);
    assert_true(n >= 2);
    if (i == 0)
      assert_true(past[n - 1].entry.value == 9 || past[n - 2].entry.value == 9);
    world_free(here);
    world_free(there);
  }
}

static void test_merge_of_a_delete(void **state)
{
  struct world *here = world_new(1), *there = world_new(2);
  struct import_result r;

  (void)state;
  world_log(here, "pain 6, mood 4");
  assert_int_equal(world_import(there, span_of(world_json(here)), plain, &r), RC_OK);
  world_now(there, "2026-05-04T17:00:00+02:00");
  world_delete(there, "1");
  assert_int_equal(world_import(here, span_of(world_json(there)), plain, &r), RC_OK);
  assert_null(strstr(world_csv(here), "pain"));
  world_turn(here, false);
  assert_non_null(strstr(world_csv(here), "pain,6"));
  world_free(here);
  world_free(there);
}

/* Words of the file put in the place of others. */
static const char *spoilt(struct world *w, const char *text, const char *was, const char *is)
{
  const char *at = strstr(text, was);
  struct buf b = {0};
  const char *out;

  if (at == NULL)
    fail_msg("no %s in the export", was);
  buf_put(&b, (struct span){text, (size_t)(at - text)});
  buf_puts(&b, is);
  buf_puts(&b, at + strlen(was));
  out = arena_copy(&w->arena, buf_span(&b)).p;
  buf_done(&b);
  return out;
}

static void test_everything_refused(void **state)
{
  static const struct {
    const char *why, *was, *is, *says;
  } row[] = {
    {"another schema", "assay/1", "other/1", "not one that assay wrote"},
    {"a newer one", "assay/1", "assay/99", "newer assay"},
    {"a newer journal", "\"schema\":1", "\"schema\":99", "newer assay (0.1.0)"},
    {"another answer of assay", "\"everything\"", "\"list\"", "not the export of everything"},
    {"no schema at all", "\"schema\":\"assay/1\",", "", "not the export of everything"},
    {"an unknown part", "\"flag\":[", "\"trial\":[", "does not know"},
    {"a table is missing", ",\n\"flag\":[]", "", "not the export of everything"},
    {"a field too many", "\"kind\":\"rating\"", "\"kind\":\"rating\",\"x\":1", "other fields"},
    {"a field too few", "\"kind\":\"rating\",", "", "other fields"},
    {"a name twice", "\"kind\":\"rating\"", "\"unit\":\"\"", "twice"},
    {"an unknown kind", "\"kind\":\"rating\"", "\"kind\":\"flurb\"", "does not fit"},
    {"a kind that is a number", "\"kind\":\"rating\"", "\"kind\":5", "does not fit"},
    {"a dose below zero", "\"value\":2.5", "\"value\":-2.5", "none that assay writes"},
    {"a rating without value", "\"value\":5,", "\"value\":null,", "none that assay writes"},
    {"a number that is none", "\"value\":5,", "\"value\":1e999,", "does not fit"},
    {"an id that is none", "\"import_key\":\"", "\"import_key\":\"zz", "does not fit"},
    {"an action that is not there", "\"action\":1,", "\"action\":77,", "not there"},
    {"a row that is none", "\"entry\":[\n", "\"entry\":[\n1,", "is no row"},
    {"a table that is none", "\"flag\":[", "\"flag\":{\"a\":[", "is no row"},
    {"bytes behind it", "]}\n", "]}x", "behind the end"},
    {"half of it", "\"past\":[", "", "name is missing"},
    {"history of nothing", "\\\"state\\\":0", "\\\"state\\\":7", "history"},
  };

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    for (int full = 0; full < 2; full++) {
      struct world *here = world_new(1), *there = world_new(2);
      struct import_result r;
      const char *before, *file;
      enum rc rc;

      world_log(here, "2.5g red bali at 8:15, pain 6");
      world_edit(here, "2", "value", "5");
      if (full == 1)
        world_log(there, "mood 3");
      before = world_json(there);
      file = spoilt(here, world_json(here), row[i].was, row[i].is);
      rc = world_import(there, span_of(file), plain, &r);
      /* A contradiction shows at another place when the record is not empty. */
      if (rc != RC_DATA || there->e.message[0] == '\0' || (full == 0 && strstr(there->e.message, row[i].says) == NULL))
        fail_msg("%s: rc %d %s", row[i].why, (int)rc, there->e.message);
      if (strcmp(world_json(there), before) != 0)
        fail_msg("%s: the journal has changed\n%s\n%s", row[i].why, before, world_json(there));
      world_free(here);
      world_free(there);
    }
  }
}

/* Sorted by name, with blanks and new lines: another program has written it anew. */
static void test_everything_written_anew(void **state)
{
  static const char *const part[] = {"action", "condition", "entry", "flag", "journal", "kind", "past", "product",
                                     "profile", "scale", "schema", "versions"};
  struct world *here = world_new(1), *there = world_new(2);
  struct buf b = {0};
  const char *all;
  struct import_result r;

  (void)state;
  fill(here);
  all = world_json(here);
  buf_putc(&b, '{');
  for (size_t i = 0; i < sizeof part / sizeof part[0]; i++) {
    char name[40];
    const char *at, *end;
    int depth = 0;

    snprintf(name, sizeof name, "\"%s\":", part[i]);
    at = strstr(all, name);
    assert_non_null(at);
    at += strlen(name);
    for (end = at; depth > 0 || (*end != ',' && *end != '}'); end++) {
      if (*end == '"')
        for (end++; *end != '"'; end++)
          end += *end == '\\';
      depth += *end == '{' || *end == '[';
      depth -= *end == '}' || *end == ']';
    }
    buf_printf(&b, "%s\n  %s ", i > 0 ? "," : "", name);
    buf_put(&b, (struct span){at, (size_t)(end - at)});
  }
  buf_puts(&b, "\n}\n");
  assert_int_equal(world_import(there, buf_span(&b), plain, &r), RC_OK);
  assert_string_equal(world_json(there), all);
  buf_done(&b);
  world_free(here);
  world_free(there);
}

static void test_everything_dry_run(void **state)
{
  const struct how dry = {.dry_run = true};
  struct world *here = world_new(1), *there = world_new(2);
  const char *all, *before;
  struct import_result r;
  struct store *st;

  (void)state;
  fill(here);
  all = world_json(here);
  before = world_json(there);
  assert_int_equal(world_import(there, span_of(all), dry, &r), RC_OK);
  assert_int_equal(r.added, 9);
  assert_string_equal(world_json(there), before);
  world_log(there, "pain 1");
  before = world_json(there);
  assert_int_equal(world_import(there, span_of(all), dry, &r), RC_OK);
  assert_int_equal(r.added, 9);
  assert_string_equal(world_json(there), before);
  st = there->app.st;
  there->app.st = NULL;
  assert_int_equal(world_import(there, span_of(all), dry, &r), RC_OK);
  assert_int_equal(r.read, 9);
  assert_int_equal(world_import(there, SPAN("{\"schema\":\"assay/1\"}"), dry, &r), RC_DATA);
  there->app.st = st;
  world_free(here);
  world_free(there);
}

static void test_a_demo_is_not_mixed_in(void **state)
{
  struct world *here = world_new(1), *there = world_new(2);
  struct import_result r;
  const char *demo;

  (void)state;
  world_log(here, "pain 6");
  world_log(there, "pain 5");
  demo = spoilt(here, world_json(here), "\"invented\":0", "\"invented\":1");
  assert_int_equal(world_import(there, span_of(demo), plain, &r), RC_DATA);
  assert_non_null(strstr(there->e.message, "demo"));
  world_free(there);
  there = world_new(3);
  assert_int_equal(world_import(there, span_of(demo), plain, &r), RC_OK);
  assert_true(store_invented(there->app.st)); /* and still says that it is one */
  world_free(here);
  world_free(there);
}

static enum rc full(void *ctx, struct span bytes, struct err *e)
{
  (void)ctx;
  (void)bytes;
  return err_set(e, RC_IO, "The disk is full.");
}

static void test_formats(void **state)
{
  static const struct {
    struct span format;
    bool spreadsheet;
    enum rc rc;
  } row[] = {
    {{NULL, 0}, false, RC_IO},        {{"csv", 3}, false, RC_IO},  {{"CSV", 3}, true, RC_IO},
    {{"json", 4}, false, RC_IO},      {{"json", 4}, true, RC_USAGE}, {{"", 0}, false, RC_USAGE},
    {{"flurb", 5}, false, RC_USAGE},
  };
  struct world *w = world_new(1);

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    struct export_request q = {.format = row[i].format, .for_spreadsheet = row[i].spreadsheet};
    struct err e = {0};

    assert_int_equal(app_export(&w->app, &q, full, NULL, &e), row[i].rc);
    if (row[i].rc == RC_USAGE)
      assert_true(strlen(e.fix) > 0);
  }
  world_free(w);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_round_trip),
    cmocka_unit_test(test_everything_restored),
    cmocka_unit_test(test_everything_twice),
    cmocka_unit_test(test_two_journals_merge),
    cmocka_unit_test(test_merge_of_two_changes),
    cmocka_unit_test(test_merge_of_a_delete),
    cmocka_unit_test(test_everything_refused),
    cmocka_unit_test(test_everything_written_anew),
    cmocka_unit_test(test_everything_dry_run),
    cmocka_unit_test(test_a_demo_is_not_mixed_in),
    cmocka_unit_test(test_formats),
  };

  return cmocka_run_group_tests_name("export", tests, NULL, NULL);
}
