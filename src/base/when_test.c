#include "base/when.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include <time.h>

static void valid(void **state)
{
  static const struct { int y, m, d; bool ok; } row[] = {
    { 2024, 2, 29, true },  { 2023, 2, 29, false }, { 1900, 2, 29, false }, { 2000, 2, 29, true },
    { 2026, 4, 31, false }, { 2026, 12, 31, true }, { 2026, 0, 1, false },  { 2026, 13, 1, false },
    { 2026, 1, 0, false },  { 2026, 1, 32, false }, { 0, 1, 1, false },     { 1, 1, 1, true },
    { 9999, 12, 31, true }, { 10000, 1, 1, false }, { -4, 2, 29, false },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
    assert_int_equal(date_valid(row[i].y, row[i].m, row[i].d), row[i].ok);
}

/* All 3.65 million days against the calendar of the C library. */
static void every_day(void **state)
{
  int64_t first = date_to_day(1, 1, 1), last = date_to_day(9999, 12, 31);

  (void)state;
  assert_int_equal(first, -719162);
  assert_int_equal(last, 2932896);
  for (int64_t day = first; day <= last; day++) {
    time_t at = (time_t)(day * 86400);
    struct tm tm;
    int y, m, d;

    assert_ptr_equal(gmtime_r(&at, &tm), &tm);
    day_to_date(day, &y, &m, &d);
    if (y != tm.tm_year + 1900 || m != tm.tm_mon + 1 || d != tm.tm_mday || date_to_day(y, m, d) != day ||
        day_weekday(day) != (tm.tm_wday + 6) % 7 || !date_valid(y, m, d))
      fail_msg("day %lld", (long long)day);
  }
}

static void beyond_the_calendar(void **state)
{
  static const struct { int64_t at_s; const char *want; } row[] = {
    { INT64_MAX, "9999-12-31T23:59:59+00:00" },
    { INT64_MIN, "0001-01-01T00:00:00+00:00" },
    { INT64_C(253402300800), "9999-12-31T23:59:59+00:00" },
    { INT64_C(253402300799), "9999-12-31T23:59:59+00:00" },
    { INT64_C(-62135596800), "0001-01-01T00:00:00+00:00" },
    { INT64_C(-62135596801), "0001-01-01T00:00:00+00:00" },
  };
  char text[INSTANT_TEXT_MAX];
  int y, m, d;

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
    struct instant at = { row[i].at_s, 0, PRECISION_SECOND };

    assert_int_equal(instant_text(&at, text), strlen(row[i].want));
    assert_string_equal(text, row[i].want);
  }
  day_to_date(INT64_MAX, &y, &m, &d);
  assert_int_equal(y, 9999);
  day_to_date(INT64_MIN, &y, &m, &d);
  assert_int_equal(y, 1);
  assert_in_range(day_weekday(INT64_MAX), 0, 6);
  assert_in_range(day_weekday(INT64_MIN), 0, 6);
}

static void dates(void **state)
{
  static const struct { const char *in, *want; } row[] = {
    { "2026-05-04", "2026-05-04" }, { "0001-01-01", "0001-01-01" }, { "9999-12-31", "9999-12-31" },
    { "2024-02-29", "2024-02-29" }, { "2023-02-29", NULL },         { "2026-5-4", NULL },
    { "2026-05-04 ", NULL },        { " 2026-05-04", NULL },        { "2026/05/04", NULL },
    { "20260504", NULL },           { "+026-05-04", NULL },         { "0000-01-01", NULL },
    { "2026-05-0a", NULL },         { "2026-05-04T", NULL },        { "", NULL },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
    int64_t day = 12345;
    char text[DATE_TEXT_MAX];

    assert_int_equal(date_parse(span_of(row[i].in), &day), row[i].want != NULL);
    if (row[i].want == NULL) {
      assert_int_equal(day, 12345);
      continue;
    }
    assert_int_equal(date_text(day, text), 10);
    assert_string_equal(text, row[i].want);
  }
}

/* CONTRACT section 1: the precision is visible. */
static void texts(void **state)
{
  static const struct { const char *why; struct instant at; const char *text, *full; } row[] = {
    { "seconds", { 1777875330, 7200, PRECISION_SECOND }, "2026-05-04T08:15:30+02:00", "2026-05-04T08:15:30+02:00" },
    { "minute", { 1777875300, 7200, PRECISION_MINUTE }, "2026-05-04T08:15+02:00", "2026-05-04T08:15:00+02:00" },
    { "part", { 1777878000, 7200, PRECISION_PART }, "2026-05-04T09+02:00", "2026-05-04T09:00:00+02:00" },
    { "day", { 1777845600, 7200, PRECISION_DAY }, "2026-05-04", "2026-05-04T00:00:00+02:00" },
    { "UTC", { 1777875300, 0, PRECISION_MINUTE }, "2026-05-04T06:15+00:00", "2026-05-04T06:15:00+00:00" },
    { "west", { 1777875300, -12600, PRECISION_MINUTE }, "2026-05-04T02:45-03:30", "2026-05-04T02:45:00-03:30" },
    { "Kathmandu", { 1777875300, 20700, PRECISION_MINUTE }, "2026-05-04T12:00+05:45", "2026-05-04T12:00:00+05:45" },
    { "local mean time", { 0, 3208, PRECISION_MINUTE }, "1970-01-01T00:53+00:53:28", "1970-01-01T00:53:28+00:53:28" },
    { "before 1970", { -1, 0, PRECISION_SECOND }, "1969-12-31T23:59:59+00:00", "1969-12-31T23:59:59+00:00" },
    { "before 1970, day of its offset", { -1, 3600, PRECISION_DAY }, "1970-01-01", "1970-01-01T00:59:59+01:00" },
  };
  char text[INSTANT_TEXT_MAX];

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
    assert_int_equal(instant_text(&row[i].at, text), strlen(row[i].text));
    assert_string_equal(text, row[i].text);
    assert_int_equal(instant_text_full(&row[i].at, text), strlen(row[i].full));
    assert_string_equal(text, row[i].full);
  }
}

static void days_of_offsets(void **state)
{
  static const struct { struct instant at; int64_t day; } row[] = {
    { { 0, 0, PRECISION_MINUTE }, 0 },      { { -1, 0, PRECISION_MINUTE }, -1 },
    { { 86399, 0, PRECISION_MINUTE }, 0 },  { { 86399, 1, PRECISION_MINUTE }, 1 },
    { { 0, -1, PRECISION_MINUTE }, -1 },    { { -7200, 7200, PRECISION_MINUTE }, 0 },
    { { 86400, -43200, PRECISION_MINUTE }, 0 },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
    assert_int_equal(instant_day(&row[i].at), row[i].day);
}

static void iso(void **state)
{
  static const struct { const char *in; bool ok; struct iso want; } row[] = {
    { "2026-05-04T08:15:30+02:00", true, { { 2026, 5, 4, 8, 15, 30 }, true, true, 7200, PRECISION_SECOND } },
    { "2026-05-04T08:15+02:00", true, { { 2026, 5, 4, 8, 15, 0 }, true, true, 7200, PRECISION_MINUTE } },
    { "2026-05-04T09+02:00", true, { { 2026, 5, 4, 9, 0, 0 }, true, true, 7200, PRECISION_PART } },
    { "2026-05-04", true, { { 2026, 5, 4, 0, 0, 0 }, false, false, 0, PRECISION_DAY } },
    { "2026-05-04 08:15", true, { { 2026, 5, 4, 8, 15, 0 }, true, false, 0, PRECISION_MINUTE } },
    { "2026-05-04t08:15z", true, { { 2026, 5, 4, 8, 15, 0 }, true, true, 0, PRECISION_MINUTE } },
    { "2026-05-04T08Z", true, { { 2026, 5, 4, 8, 0, 0 }, true, true, 0, PRECISION_PART } },
    { "2026-05-04T08:15:30.999Z", true, { { 2026, 5, 4, 8, 15, 30 }, true, true, 0, PRECISION_SECOND } },
    { "2026-05-04T08:15:30,5-0330", true, { { 2026, 5, 4, 8, 15, 30 }, true, true, -12600, PRECISION_SECOND } },
    { "2026-05-04 08:15:30 +0200", true, { { 2026, 5, 4, 8, 15, 30 }, true, true, 7200, PRECISION_SECOND } },
    { "2026-05-04T08:15+02", true, { { 2026, 5, 4, 8, 15, 0 }, true, true, 7200, PRECISION_MINUTE } },
    { "1890-05-04T08:15+00:53:28", true, { { 1890, 5, 4, 8, 15, 0 }, true, true, 3208, PRECISION_MINUTE } },
    { "2026-05-04T08:15+18:00", true, { { 2026, 5, 4, 8, 15, 0 }, true, true, 64800, PRECISION_MINUTE } },
    { "2016-12-31T23:59:60Z", true, { { 2016, 12, 31, 23, 59, 59 }, true, true, 0, PRECISION_SECOND } },
    { .in = "2026-05-04T24:00" },      { .in = "2026-05-04T08:60" },       { .in = "2026-05-04T08:15:61" },
    { .in = "2026-05-04T8:15" },       { .in = "2026-05-04T" },            { .in = "2026-05-04T08:" },
    { .in = "2026-05-04T08:15:" },     { .in = "2026-05-04T08:15:30." },   { .in = "2026-05-04  08:15" },
    { .in = "2026-05-04Z" },           { .in = "2026-05-04+02:00" },       { .in = "2026-05-04T08:15+" },
    { .in = "2026-05-04T08:15+18:01" }, { .in = "2026-05-04T08:15+2" },    { .in = "2026-05-04T08:15+02:0" },
    { .in = "2026-05-04T08:15+02:60" }, { .in = "2026-05-04T08:15Zx" },    { .in = "2026-05-04T08:15 " },
    { .in = "2026-02-30T08:15" },      { .in = "2026-05-04T08.5" },        { .in = "26-05-04T08:15" },
    { .in = "2026-05-04T08:15:30 UTC" }, { .in = "2026-05-04T-8:15" },     { .in = "" },
    { .in = "2026-05-04T08:15+02:00:" }, { .in = "2026-05-04T08:15+0200:00" },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
    struct iso got;
    bool ok = iso_parse(span_of(row[i].in), &got);
    const struct iso *want = &row[i].want;

    if (ok != row[i].ok)
      fail_msg("%s", row[i].in);
    if (ok && (memcmp(&got.c, &want->c, sizeof(got.c)) != 0 || got.has_time != want->has_time ||
               got.has_offset != want->has_offset || got.offset_s != want->offset_s ||
               got.precision != want->precision))
      fail_msg("%s read differently", row[i].in);
  }
}

/* What is written is read back as the same instant. */
static void there_and_back(void **state)
{
  uint64_t x = 88172645463325252u;

  (void)state;
  for (int i = 0; i < 200000; i++) {
    static const int unit_s[PRECISION_COUNT] = { 1, 60, 3600, 86400 };
    struct instant at;
    struct iso got;
    char text[INSTANT_TEXT_MAX];
    size_t n;
    int64_t local_s;

    x ^= x << 13, x ^= x >> 7, x ^= x << 17;
    at.precision = (enum precision)(x >> 60 & 3);
    at.offset_s = (int32_t)((x & 63) * 900) - 28800;
    local_s = (int64_t)(x >> 20 & 0x3fffffffff) - INT64_C(60000000000);
    local_s -= (local_s % unit_s[at.precision] + unit_s[at.precision]) % unit_s[at.precision];
    at.at_s = local_s - at.offset_s;
    n = instant_text(&at, text);
    if (!iso_parse((struct span){ text, n }, &got) || got.precision != at.precision ||
        civil_to_local_s(&got.c) != local_s || (got.has_offset && got.offset_s != at.offset_s))
      fail_msg("%s", text);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(valid),
    cmocka_unit_test(every_day),
    cmocka_unit_test(beyond_the_calendar),
    cmocka_unit_test(dates),
    cmocka_unit_test(texts),
    cmocka_unit_test(days_of_offsets),
    cmocka_unit_test(iso),
    cmocka_unit_test(there_and_back),
  };

  return cmocka_run_group_tests_name("when", tests, NULL, NULL);
}
