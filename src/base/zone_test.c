#include "base/zone.h"

#include "base/csv.h"
#include "base/env.h"
#include "base/number.h"
#include "base/when.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DATA "tests/data/zone/"

static ptrdiff_t read_stdio(void *ctx, char *p, size_t n)
{
  return (ptrdiff_t)fread(p, 1, n, ctx);
}

struct table {
  FILE *f;
  struct csv *csv;
};

static struct table table_open(const char *path)
{
  struct table t = { fopen(path, "rb"), NULL };
  struct csv_row row;

  if (t.f == NULL)
    fail_msg("%s is missing; tests run from the top of the source", path);
  assert_int_equal(csv_open(&t.csv, read_stdio, t.f, ',', NULL), RC_OK);
  assert_int_equal(csv_next(t.csv, &row, NULL), RC_OK);
  return t;
}

static bool table_next(struct table *t, struct csv_row *row)
{
  assert_int_equal(csv_next(t->csv, row, NULL), RC_OK);
  return row->n > 0;
}

static void table_close(struct table *t)
{
  csv_close(t->csv);
  fclose(t->f);
}

static int64_t whole(struct csv_field f)
{
  int64_t v = 0;

  assert_true(number_parse_int(f.text, &v));
  return v;
}

static struct span file_read(const char *name)
{
  static char bytes[8192];
  char path[200];
  FILE *f;
  size_t n;

  snprintf(path, sizeof(path), DATA "%s.tzif", name);
  f = fopen(path, "rb");
  assert_non_null(f);
  n = fread(bytes, 1, sizeof(bytes), f);
  assert_true(n > 0 && n < sizeof(bytes));
  fclose(f);
  return (struct span){ bytes, n };
}

/* The zone of a row's first field, parsed again only when the name changes. */
static struct zone *zone_of(struct span name, struct zone *before, bool rule)
{
  struct zone *z = NULL;
  char text[100];

  if (before && span_is(name, zone_name(before)))
    return before;
  zone_free(before);
  assert_true(name.n < sizeof(text));
  snprintf(text, sizeof(text), "%.*s", SPAN_FMT(name));
  if (rule)
    assert_int_equal(zone_from_posix(name, &z, NULL), RC_OK);
  else
    assert_int_equal(zone_parse(file_read(text), text, &z, NULL), RC_OK);
  assert_string_equal(zone_name(z), text);
  return z;
}

static void compare_offsets(const char *path, bool rule)
{
  struct table t = table_open(path);
  struct zone *z = NULL;
  struct csv_row row;
  size_t n = 0;

  for (; table_next(&t, &row); n++) {
    int64_t at_s = whole(row.field[1]), want_s = whole(row.field[2]);

    z = zone_of(row.field[0].text, z, rule);
    if (zone_offset_s(z, at_s) != want_s)
      fail_msg("%s at %lld: %d, not %d", zone_name(z), (long long)at_s, zone_offset_s(z, at_s), (int)want_s);
  }
  assert_true(n > 300);
  zone_free(z);
  table_close(&t);
}

static void offsets(void **state)
{
  (void)state;
  compare_offsets(DATA "offsets.csv", false);
}

static void rules(void **state)
{
  (void)state;
  compare_offsets(DATA "rules.csv", true);
}

static void walls(void **state)
{
  static const char *const kind[] = { [ZONE_ONE] = "one", [ZONE_GAP] = "gap", [ZONE_FOLD] = "fold" };
  struct table t = table_open(DATA "walls.csv");
  struct zone *z = NULL;
  struct csv_row row;
  size_t seen[3] = { 0 };

  (void)state;
  while (table_next(&t, &row)) {
    int64_t local_s = whole(row.field[1]), at_s[2];
    enum zone_local got;

    z = zone_of(row.field[0].text, z, false);
    got = zone_resolve(z, local_s, at_s);
    seen[got]++;
    if (!span_is(row.field[2].text, kind[got]) || at_s[0] != whole(row.field[3]) || at_s[1] != whole(row.field[4]))
      fail_msg("%s %lld: %s %lld %lld", zone_name(z), (long long)local_s, kind[got], (long long)at_s[0],
               (long long)at_s[1]);
  }
  assert_true(seen[ZONE_ONE] > 300 && seen[ZONE_GAP] > 200 && seen[ZONE_FOLD] > 200);
  zone_free(z);
  table_close(&t);
}

/* The example of zone.h, in words: 02:30 in Berlin's spring night. */
static void gap_in_berlin(void **state)
{
  const struct civil gap = { 2026, 3, 29, 2, 30, 0 }, fold = { 2026, 10, 25, 2, 30, 0 };
  struct zone *z = NULL;
  struct civil c;
  int64_t at_s[2];

  (void)state;
  assert_int_equal(zone_parse(file_read("Europe-Berlin"), "Europe/Berlin", &z, NULL), RC_OK);
  assert_int_equal(zone_resolve(z, civil_to_local_s(&gap), at_s), ZONE_GAP);
  local_s_to_civil(at_s[0] + zone_offset_s(z, at_s[0]), &c);
  assert_int_equal(c.hour * 100 + c.minute, 130);
  local_s_to_civil(at_s[1] + zone_offset_s(z, at_s[1]), &c);
  assert_int_equal(c.hour * 100 + c.minute, 330);
  assert_int_equal(zone_resolve(z, civil_to_local_s(&fold), at_s), ZONE_FOLD);
  assert_int_equal(at_s[1] - at_s[0], 3600);
  zone_free(z);
}

/* Whatever the instant: the wall time it shows leads back to it. */
static void there_and_back(void **state)
{
  static const char *const name[] = { "Africa-Casablanca", "America-New_York", "Australia-Lord_Howe" };

  (void)state;
  for (size_t i = 0; i < sizeof(name) / sizeof(name[0]); i++) {
    struct zone *z = NULL;

    assert_int_equal(zone_parse(file_read(name[i]), name[i], &z, NULL), RC_OK);
    for (int64_t at_s = -INT64_C(3000000000); at_s < INT64_C(16000000000); at_s += 99991) {
      int64_t back_s[2];
      enum zone_local kind = zone_resolve(z, at_s + zone_offset_s(z, at_s), back_s);

      if (kind == ZONE_GAP || (back_s[0] != at_s && back_s[1] != at_s))
        fail_msg("%s %lld", name[i], (long long)at_s);
    }
    zone_free(z);
  }
}

/* Version 1 holds 32-bit times only: the same until 2037, then the last offset stays. */
static void first_version(void **state)
{
  static char bytes[8192];
  struct span file = file_read("America-New_York");
  struct zone *new_york = NULL, *old = NULL;

  (void)state;
  memcpy(bytes, file.p, file.n);
  bytes[4] = 0;
  assert_int_equal(zone_parse(file, "2", &new_york, NULL), RC_OK);
  assert_int_equal(zone_parse((struct span){ bytes, file.n }, "1", &old, NULL), RC_OK);
  for (int64_t at_s = -INT64_C(2000000000); at_s < INT64_C(2140000000); at_s += 7200)
    if (zone_offset_s(new_york, at_s) != zone_offset_s(old, at_s))
      fail_msg("%lld", (long long)at_s);
  assert_int_equal(zone_offset_s(new_york, 4087000000), -14400); /* July 2099 */
  assert_int_equal(zone_offset_s(old, 4087000000), -18000);
  zone_free(new_york);
  zone_free(old);
}

static void far_instants(void **state)
{
  static const int64_t far[] = { INT64_MIN, INT64_MIN + 1, INT64_MAX, INT64_MAX - 1 };
  struct zone *z = NULL;

  (void)state;
  assert_int_equal(zone_from_posix(SPAN("CET-1CEST,M3.5.0,M10.5.0/3"), &z, NULL), RC_OK);
  for (size_t i = 0; i < sizeof(far) / sizeof(far[0]); i++) {
    int64_t at_s[2];
    int32_t offset_s = zone_offset_s(z, far[i]);

    assert_true(offset_s == 3600 || offset_s == 7200);
    zone_resolve(z, far[i], at_s);
  }
  zone_free(z);
}

/* RFC 8536 section 3.3.1: summer that ends when the next one begins lasts all year. */
static void summer_all_year(void **state)
{
  struct zone *z = NULL;

  (void)state;
  assert_int_equal(zone_from_posix(SPAN("EST5EDT,0/0,J365/25"), &z, NULL), RC_OK);
  for (int64_t at_s = -INT64_C(4000000000); at_s < INT64_C(20000000000); at_s += 3600)
    if (zone_offset_s(z, at_s) != -14400)
      fail_msg("%lld", (long long)at_s);
  zone_free(z);
}

static void refused_rules(void **state)
{
  static const char *const row[] = {
    "", "Mars/Olympus", "CET", "C-1", "CET-25", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,M10.5.0/3x",
    "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.0.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0",
    "CET-1CEST,J0,J365", "CET-1CEST,J1,J366", "CET-1CEST,0,366", "CET-1CEST,M3.5.0/168,M10.5.0", "<+1-1", "<+>1",
    "CET-1:60", "CET-1CEST,M3.5.0,M10.5.0,", "utc", "UTC0 ", ":Europe/Berlin", "CET-1CEST-,M3.5.0,M10.5.0",
  };

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
    struct zone *z = NULL;
    struct err e = { 0 };

    if (zone_from_posix(span_of(row[i]), &z, &e) != RC_DATA)
      fail_msg("%s is no rule", row[i]);
    assert_null(z);
    assert_int_equal(e.rc, RC_DATA);
    assert_non_null(strstr(e.fix, "Europe/Berlin"));
  }
}

static void utc(void **state)
{
  static const char *const row[] = { "UTC", "UTC0", "<UTC>0", "UTC+0", "GMT-0:00:00" };

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
    struct zone *z = NULL;
    int64_t at_s[2];

    assert_int_equal(zone_from_posix(span_of(row[i]), &z, NULL), RC_OK);
    assert_int_equal(zone_offset_s(z, 1777875300), 0);
    assert_int_equal(zone_resolve(z, 1777875300, at_s), ZONE_ONE);
    assert_int_equal(at_s[0], 1777875300);
    zone_free(z);
  }
  zone_free(NULL);
}

/* A file cut anywhere, or with any one byte changed, is read or refused, never more than that. */
static void damaged_files(void **state)
{
  static char bytes[8192];
  struct span file = file_read("Europe-Berlin");
  struct zone *z = NULL;
  struct err e;

  (void)state;
  for (size_t n = 0; n < file.n; n++) {
    char *exact = malloc(n ? n : 1);

    assert_non_null(exact);
    memcpy(exact, file.p, n);
    e = (struct err){ 0 };
    assert_int_equal(zone_parse((struct span){ exact, n }, "Europe/Berlin", &z, &e), RC_DATA);
    assert_null(z);
    assert_non_null(strstr(e.message, "Europe/Berlin"));
    free(exact);
  }
  for (size_t i = 0; i < file.n; i++) {
    static const unsigned char wrong[] = { 0x00, 0x01, 0x7f, 0x80, 0xff };

    for (size_t k = 0; k < sizeof(wrong); k++) {
      int64_t at_s[2];

      memcpy(bytes, file.p, file.n);
      bytes[i] = (char)wrong[k];
      if (zone_parse((struct span){ bytes, file.n }, "x", &z, NULL) == RC_OK) {
        zone_resolve(z, 1777875300, at_s);
        zone_free(z);
        z = NULL;
      }
    }
  }
}

/* Now and today are those of the zone that was handed in: it is already tomorrow in Kathmandu. */
static void env(void **state)
{
  struct env env = { .now_s = 1777919400 }; /* 2026-05-04T18:30Z */
  struct zone *z = NULL;
  struct instant now;
  char text[DATE_TEXT_MAX];

  (void)state;
  assert_int_equal(zone_parse(file_read("Asia-Kathmandu"), "Asia/Kathmandu", &z, NULL), RC_OK);
  env.zone = z;
  now = env_now(&env);
  assert_int_equal(now.at_s, 1777919400);
  assert_int_equal(now.offset_s, 20700);
  assert_int_equal(now.precision, PRECISION_SECOND);
  date_text(env_today(&env), text);
  assert_string_equal(text, "2026-05-05");
  zone_free(z);
}

/* Files that are whole and still make no sense. */
static void impossible_files(void **state)
{
  enum { HEADER = 44, TIMES = 32 };
  static char bytes[8192];
  struct span file = file_read("Europe-Berlin");
  size_t second = HEADER, n, index;

  (void)state;
  while (memcmp(file.p + second, "TZif", 4) != 0)
    second++;
  n = (size_t)(unsigned char)file.p[second + TIMES + 3];
  index = second + HEADER + 8 * n;
  {
    const struct { const char *why; size_t to, from, bytes; const char *said; } row[] = {
      { "an offset that is not there", index, second + TIMES + 3, 1, "offset" },
      { "two changes at once", second + HEADER + 8, second + HEADER, 8, "order" },
      { "an offset of years", index + n, 0, 4, "offset" },
      { "nothing behind the rule", file.n - 1, 0, 1, "last line" },
      { "a rule of another kind", file.n - 2, 0, 1, "rule" },
    };

    for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
      struct zone *z = NULL;
      struct err e = { 0 };

      memcpy(bytes, file.p, file.n);
      memcpy(bytes + row[i].to, file.p + row[i].from, row[i].bytes);
      assert_int_equal(zone_parse((struct span){ bytes, file.n }, "x", &z, &e), RC_DATA);
      if (strstr(e.message, row[i].said) == NULL)
        fail_msg("%s: %s", row[i].why, e.message);
    }
  }
}

/* Zones under right/ count leap seconds: nothing else on the machine does. */
static void leap_seconds(void **state)
{
  static const char header[] = "TZif\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                               "\0\0\0\0" "\0\0\0\0" "\0\0\0\1" "\0\0\0\0" "\0\0\0\1" "\0\0\0\4"
                               "\0\0\0\0\0\0" "UTC\0" "\4\xb2\x58\0" "\0\0\0\1";
  struct zone *z = NULL;
  struct err e;

  (void)state;
  assert_int_equal(zone_parse((struct span){ header, sizeof(header) - 1 }, "right/UTC", &z, &e), RC_DATA);
  assert_non_null(strstr(e.message, "leap seconds"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(offsets),       cmocka_unit_test(walls),         cmocka_unit_test(rules),
    cmocka_unit_test(gap_in_berlin), cmocka_unit_test(there_and_back), cmocka_unit_test(first_version),
    cmocka_unit_test(far_instants),  cmocka_unit_test(summer_all_year), cmocka_unit_test(refused_rules),
    cmocka_unit_test(utc),           cmocka_unit_test(damaged_files), cmocka_unit_test(impossible_files),
    cmocka_unit_test(leap_seconds),  cmocka_unit_test(env),
  };

  return cmocka_run_group_tests_name("zone", tests, NULL, NULL);
}
