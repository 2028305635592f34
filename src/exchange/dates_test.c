/* Dates and times as other programs write them. */
#include "exchange/dates.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

/* What was read, as "2026-05-04T08:15+02:00", "day 31 T20:21", or the trouble. */
static void show(struct span text, int orders, char out[80])
{
  static const char *const trouble[] = {"good", "empty", "none", "doubtful", "number", "no time"};
  struct dates d;
  enum dates_read read = dates_parse(text, orders, &d);
  char time[40] = "", offset[16] = "";

  if (d.iso.has_time && d.iso.precision == PRECISION_PART)
    snprintf(time, sizeof time, "T%02d", d.iso.c.hour);
  else if (d.iso.has_time && d.iso.precision == PRECISION_MINUTE)
    snprintf(time, sizeof time, "T%02d:%02d", d.iso.c.hour, d.iso.c.minute);
  else if (d.iso.has_time)
    snprintf(time, sizeof time, "T%02d:%02d:%02d", d.iso.c.hour, d.iso.c.minute, d.iso.c.second);
  if (d.iso.has_offset)
    snprintf(offset, sizeof offset, "%+d", (int)d.iso.offset_s / 60);
  if (read == DATES_GOOD)
    snprintf(out, 80, "%04d-%02d-%02d%s%s", d.iso.c.year, d.iso.c.month, d.iso.c.day, time, offset);
  else if (read == DATES_NUMBER)
    snprintf(out, 80, "day %lld%s", (long long)d.number, time);
  else
    snprintf(out, 80, "%s", trouble[read]);
}

static const struct {
  const char *text;
  int orders;
  const char *want;
} parse_row[] = {
  {"2026-05-04", DATES_ANY, "2026-05-04"},
  {"2026-05-04T08:15:30+02:00", DATES_ANY, "2026-05-04T08:15:30+120"},
  {"2026-05-04 08:15", DATES_ANY, "2026-05-04T08:15"},
  {"2026-05-04 8:15", DATES_ANY, "2026-05-04T08:15"},
  {"2026-05-04T09", DATES_ANY, "2026-05-04T09"},
  {"2026/5/4", DATES_ANY, "2026-05-04"},
  {"2026.05.04", DATES_ANY, "2026-05-04"},
  {"20260504", DATES_ANY, "2026-05-04"},
  {"202605040815", DATES_ANY, "2026-05-04T08:15"},
  {"20260504081530", DATES_ANY, "2026-05-04T08:15:30"},
  {"20260504 0815", DATES_ANY, "2026-05-04T08:15"},
  {"  2026-05-04  ", DATES_ANY, "2026-05-04"},
  /* order */
  {"13/04/2026", DATES_ANY, "2026-04-13"},
  {"04/13/2026", DATES_ANY, "2026-04-13"},
  {"13.4.2026", DATES_ANY, "2026-04-13"},
  {"13-04-2026", DATES_ANY, "2026-04-13"},
  {"03/04/2026", DATES_ANY, "doubtful"},
  {"03/04/2026", DATES_DMY, "2026-04-03"},
  {"03/04/2026", DATES_MDY, "2026-03-04"},
  {"03/04/2026", DATES_YMD, "none"},
  {"04/04/2026", DATES_ANY, "2026-04-04"},
  {"13/04/2026", DATES_MDY, "none"},
  {"26-05-04", DATES_ANY, "doubtful"},
  {"26-05-04", DATES_YMD, "2026-05-04"},
  {"04.05.26", DATES_DMY, "2026-05-04"},
  {"04.05.69", DATES_DMY, "1969-05-04"},
  {"04.05.68", DATES_DMY, "2068-05-04"},
  {"31/12/26", DATES_ANY, "doubtful"},
  {"29.02.2026", DATES_ANY, "none"},
  {"29.02.2024", DATES_ANY, "2024-02-29"},
  {"13/04-2026", DATES_ANY, "none"},
  {"1/2/3", DATES_ANY, "none"},
  {"1/2/123", DATES_ANY, "none"},
  /* names of months */
  {"4 May 2026", DATES_ANY, "2026-05-04"},
  {"May 4, 2026", DATES_ANY, "2026-05-04"},
  {"04-May-2026", DATES_ANY, "2026-05-04"},
  {"Mon, 4 May 2026", DATES_ANY, "2026-05-04"},
  {"Monday, May 4, 2026 8:15 PM", DATES_ANY, "2026-05-04T20:15"},
  {"4 sept 2026", DATES_ANY, "2026-09-04"},
  {"4 Ma 2026", DATES_ANY, "none"},
  {"4 Mayor 2026", DATES_ANY, "none"},
  {"31 April 2026", DATES_ANY, "none"},
  {"4 May 26", DATES_ANY, "none"},
  /* times behind a date */
  {"13/04/2026 9:00", DATES_ANY, "2026-04-13T09:00"},
  {"13/04/2026, 09:00:05", DATES_ANY, "2026-04-13T09:00:05"},
  {"13/04/2026 9:00:05.75", DATES_ANY, "2026-04-13T09:00:05"},
  {"13/04/2026 9 am", DATES_ANY, "2026-04-13T09:00"},
  {"13/04/2026 12 am", DATES_ANY, "2026-04-13T00:00"},
  {"13/04/2026 12:30pm", DATES_ANY, "2026-04-13T12:30"},
  {"13/04/2026 9h15", DATES_ANY, "2026-04-13T09:15"},
  {"13/04/2026 evening", DATES_ANY, "2026-04-13T18"},
  {"13/04/2026 9:00 +02:00", DATES_ANY, "2026-04-13T09:00+120"},
  {"13/04/2026 9:00Z", DATES_ANY, "2026-04-13T09:00+0"},
  {"13/04/2026 9:00 UTC", DATES_ANY, "2026-04-13T09:00+0"},
  {"13/04/2026 9:00:60", DATES_ANY, "2026-04-13T09:00:59"},
  {"13/04/2026 24:00", DATES_ANY, "no time"},
  {"13/04/2026 9:75", DATES_ANY, "no time"},
  {"13/04/2026 13 pm", DATES_ANY, "no time"},
  {"13/04/2026 9", DATES_ANY, "no time"},
  {"13/04/2026 soon", DATES_ANY, "no time"},
  {"13/04/2026 9:00 9:00", DATES_ANY, "no time"},
  {"2026-05-04x", DATES_ANY, "none"},
  {"2026-05-048", DATES_ANY, "none"},
  /* seconds and milliseconds since 1970, UTC (date -u -d @1773478800) */
  {"1773478800", DATES_ANY, "2026-03-14T09:00:00+0"},
  {"1773500400000", DATES_ANY, "2026-03-14T15:00:00+0"},
  {"0000000000", DATES_ANY, "none"},
  {"177347880", DATES_ANY, "none"},
  /* day numbers */
  {"0", DATES_ANY, "day 0"},
  {"31", DATES_ANY, "day 31"},
  {"-3", DATES_ANY, "day -3"},
  {"12.0", DATES_ANY, "day 12"},
  {"0 20:21", DATES_ANY, "day 0T20:21"},
  {"91 815", DATES_ANY, "day 91T08:15"},
  {"1.5", DATES_ANY, "none"},
  {"1e3", DATES_ANY, "none"},
  {"9999999999999999999999", DATES_ANY, "none"},
  {"", DATES_ANY, "empty"},
  {"   ", DATES_ANY, "empty"},
  {"someday", DATES_ANY, "none"},
  {"8:15", DATES_ANY, "none"},
};

static void test_parse(void **state)
{
  char got[80];

  (void)state;
  for (size_t i = 0; i < sizeof parse_row / sizeof parse_row[0]; i++) {
    show(span_of(parse_row[i].text), parse_row[i].orders, got);
    if (strcmp(got, parse_row[i].want) != 0)
      fail_msg("row %zu, \"%s\": %s, not %s", i, parse_row[i].text, got, parse_row[i].want);
  }
}

static void test_what_settles(void **state)
{
  static const struct {
    const char *text;
    int fits;
  } row[] = {
    {"2026-05-04", 0},          {"13/04/2026", DATES_DMY}, {"04/13/2026", DATES_MDY},
    {"03/04/2026", DATES_DMY | DATES_MDY}, {"31.12.26", DATES_DMY | DATES_YMD},
    {"05-31-26", DATES_MDY},    {"99-05-04", DATES_YMD},   {"4 May 2026", 0},
  };

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    struct dates d;

    dates_parse(span_of(row[i].text), DATES_ANY, &d);
    if (d.fits != row[i].fits)
      fail_msg("\"%s\": %d, not %d", row[i].text, d.fits, row[i].fits);
  }
}

static void test_orders(void **state)
{
  int order = 0;

  (void)state;
  assert_true(dates_order_parse(SPAN("dmy"), &order) && order == DATES_DMY);
  assert_true(dates_order_parse(SPAN(" MDY "), &order) && order == DATES_MDY);
  assert_true(dates_order_parse(SPAN("ymd"), &order) && order == DATES_YMD);
  assert_false(dates_order_parse(SPAN(""), &order));
  assert_false(dates_order_parse(SPAN("dym"), &order));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_parse),
    cmocka_unit_test(test_what_settles),
    cmocka_unit_test(test_orders),
  };

  return cmocka_run_group_tests_name("dates", tests, NULL, NULL);
}
