/* Time words: in a sentence, as an option, as a day, at the front of a dated line. Expected instants are written by
 * hand and, for the changes of the clock, after the zones' rules; now is Monday 4 May 2026, 15:00 in Berlin unless
 * said. */
#include "words/words.h"

#include "base/buf.h"
#include "base/rng.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static const char berlin[] = "CET-1CEST,M3.5.0,M10.5.0/3";
static const char monday[] = "2026-05-04T15:00:00+02:00";

/* An env of a zone's rule and an instant; done by env_free. */
static struct env env_at(const char *rule, const char *now)
{
  struct zone *zone = NULL;
  struct iso iso;
  struct err e;

  assert_int_equal(zone_from_posix(span_of(rule), &zone, &e), RC_OK);
  assert_true(iso_parse(span_of(now), &iso));
  return (struct env){.now_s = civil_to_local_s(&iso.c) - iso.offset_s, .now_given = true, .zone = zone};
}

static void env_free(struct env *env)
{
  struct zone *zone;

  memcpy(&zone, &env->zone, sizeof zone); /* env only looks at it */
  zone_free(zone);
}

static const struct {
  const char *why, *zone, *now, *words;
  const char *want; /* the instant, or the reason it is refused */
  const char *offer; /* held by the fix of a refusal */
} row[] = {
  {"a clock time", berlin, monday, "8:15", "2026-05-04T08:15+02:00", NULL},
  {"a leading zero", berlin, monday, "08:15", "2026-05-04T08:15+02:00", NULL},
  {"at H", berlin, monday, "at 9", "2026-05-04T09:00+02:00", NULL},
  {"at 0", berlin, monday, "at 0", "2026-05-04T00:00+02:00", NULL},
  {"H am", berlin, monday, "9 am", "2026-05-04T09:00+02:00", NULL},
  {"Ham", berlin, monday, "9AM", "2026-05-04T09:00+02:00", NULL},
  {"H a.m.", berlin, monday, "9 a.m.", "2026-05-04T09:00+02:00", NULL},
  {"at H:MM pm", berlin, monday, "at 1:05 pm", "2026-05-04T13:05+02:00", NULL},
  {"12 am is midnight", berlin, monday, "12 am", "2026-05-04T00:00+02:00", NULL},
  {"12:30 am", berlin, monday, "12:30am", "2026-05-04T00:30+02:00", NULL},
  {"12 pm is noon", berlin, monday, "at 12 pm", "2026-05-04T12:00+02:00", NULL},
  {"now to the second", berlin, "2026-05-04T15:00:42+02:00", "now", "2026-05-04T15:00:42+02:00", NULL},
  {"minutes ago are whole minutes", berlin, "2026-05-04T15:00:42+02:00", "30m ago", "2026-05-04T14:30+02:00", NULL},
  {"min", berlin, monday, "90 min ago", "2026-05-04T13:30+02:00", NULL},
  {"hours", berlin, monday, "26 hours ago", "2026-05-03T13:00+02:00", NULL},
  {"part of an hour", berlin, monday, "1,5h ago", "2026-05-04T13:30+02:00", NULL},
  {"hours and minutes", berlin, monday, "1h 30m ago", "2026-05-04T13:30+02:00", NULL},
  {"hours and minutes in one", berlin, monday, "1h30 ago", "2026-05-04T13:30+02:00", NULL},
  {"today", berlin, monday, "today", "2026-05-04", NULL},
  {"yesterday", berlin, monday, "yesterday", "2026-05-03", NULL},
  {"a date", berlin, monday, "2026-04-30", "2026-04-30", NULL},
  {"on a date", berlin, monday, "on 2026-04-30 at 9", "2026-04-30T09:00+02:00", NULL},
  {"yesterday with a time", berlin, monday, "yesterday at 22:00", "2026-05-03T22:00+02:00", NULL},
  {"the other way round", berlin, monday, "9pm yesterday", "2026-05-03T21:00+02:00", NULL},
  {"a winter date has its own offset", berlin, monday, "2026-01-15 7:45", "2026-01-15T07:45+01:00", NULL},
  {"a weekday is the last one", berlin, monday, "Sun 9:00", "2026-05-03T09:00+02:00", NULL},
  {"a weekday of last week", berlin, monday, "tuesday 9:00", "2026-04-28T09:00+02:00", NULL},
  {"a weekday behind", berlin, monday, "9pm on sat", "2026-05-02T21:00+02:00", NULL},
  {"the weekday of today", berlin, monday, "Mon 9:00", "2026-05-04T09:00+02:00", NULL},
  {"ISO", berlin, monday, "2026-05-01T07:45", "2026-05-01T07:45+02:00", NULL},
  {"ISO with an offset of elsewhere", berlin, monday, "2026-05-01T07:45-04:00", "2026-05-01T07:45-04:00", NULL},
  {"ISO in UTC", berlin, monday, "2026-05-01T07:45Z", "2026-05-01T07:45+00:00", NULL},
  {"ISO with seconds", berlin, monday, "2026-05-01 07:45:30+02:00", "2026-05-01T07:45:30+02:00", NULL},
  {"ISO part of a day", berlin, monday, "2026-05-01T09+02:00", "2026-05-01T09+02:00", NULL},
  {"ISO part of a day here", berlin, monday, "2026-05-01T09", "2026-05-01T09+02:00", NULL},
  {"this morning", berlin, monday, "this morning", "2026-05-04T09+02:00", NULL},
  {"this noon", berlin, monday, "this noon", "2026-05-04T13+02:00", NULL},
  {"this afternoon", berlin, monday, "this afternoon", "2026-05-04T15+02:00", NULL},
  {"this evening is to come: now's hour", berlin, monday, "this evening", "2026-05-04T15+02:00", NULL},
  {"tonight", berlin, "2026-05-04T23:10:00+02:00", "tonight", "2026-05-04T22+02:00", NULL},
  {"tonight after midnight: now's hour", berlin, "2026-05-04T00:30:00+02:00", "tonight", "2026-05-04T00+02:00", NULL},
  {"last night", berlin, monday, "last night", "2026-05-03T22+02:00", NULL},
  {"yesterday evening", berlin, monday, "yesterday evening", "2026-05-03T18+02:00", NULL},
  {"a part and a time of it", berlin, monday, "this morning at 8", "2026-05-04T08:00+02:00", NULL},
  {"last night before midnight", berlin, monday, "last night 23:00", "2026-05-03T23:00+02:00", NULL},
  {"last night after midnight", berlin, monday, "at 2:00 last night", "2026-05-04T02:00+02:00", NULL},
  {"the turn of the year", berlin, "2027-01-01T00:10:00+01:00", "yesterday 23:50", "2026-12-31T23:50+01:00", NULL},
  {"a leap day", berlin, "2028-03-01T10:00:00+01:00", "yesterday", "2028-02-29", NULL},
  {"an hour ago through the fold", berlin, "2026-10-25T02:30:00+01:00", "1h ago", "2026-10-25T02:30+02:00", NULL},
  {"24 h ago is elapsed time", berlin, "2026-03-29T09:00:00+02:00", "24h ago", "2026-03-28T08:00+01:00", NULL},
  {"yesterday is wall clock", berlin, "2026-03-29T09:00:00+02:00", "yesterday 9:00", "2026-03-28T09:00+01:00", NULL},
  {"before the gap", berlin, "2026-03-29T09:00:00+02:00", "1:59", "2026-03-29T01:59+01:00", NULL},
  {"after the gap", berlin, "2026-03-29T09:00:00+02:00", "3:00", "2026-03-29T03:00+02:00", NULL},
  {"lived twice: the second", berlin, "2026-10-25T12:00:00+01:00", "2:30", "2026-10-25T02:30+01:00", NULL},
  {"between the two: the first", berlin, "2026-10-25T02:40:00+02:00", "2:30", "2026-10-25T02:30+02:00", NULL},
  {"in the second, that minute to come: the first", berlin, "2026-10-25T02:10:00+01:00", "2:30",
   "2026-10-25T02:30+02:00", NULL},
  {"a day that begins at 1:00", "<-04>4<-03>,M9.1.6/24,M4.1.6/24", "2026-09-07T12:00:00-03:00", "2026-09-06",
   "2026-09-06", NULL},
  {"four minutes after now by date", berlin, monday, "2026-05-04T15:04", "2026-05-04T15:04+02:00", NULL},

  {"a bare number", berlin, monday, "9", "is not a time", "8:15"},
  {"words", berlin, monday, "soon", "is not a time", "8:15"},
  {"nothing", berlin, monday, "", "missing", "8:15"},
  {"more than a time", berlin, monday, "8:15 pain 6", "is not a time", NULL},
  {"no hour", berlin, monday, "25:00", "no such time of day", NULL},
  {"no minute", berlin, monday, "8:75", "no such time of day", NULL},
  {"13 pm", berlin, monday, "at 13 pm", "no such time of day", "13:00"},
  {"0 am", berlin, monday, "0 am", "no such time of day", "0:00"},
  {"a point", berlin, monday, "at 9.30", "has a colon", "\"9:30\""},
  {"a point and am", berlin, monday, "9.30am", "has a colon", "\"9:30 am\""},
  {"no such date", berlin, monday, "2026-02-30", "not a date", NULL},
  {"a date without zeros", berlin, monday, "2026-5-4", "not a date", "\"2026-05-04\""},
  {"two clock times", berlin, monday, "8:15 9:15", "second time", NULL},
  {"two days", berlin, monday, "today yesterday", "second time", NULL},
  {"days ago", berlin, monday, "2 days ago", "Only minutes and hours", "\"2026-05-02\""},
  {"weeks ago", berlin, monday, "a week ago", "is not a time", NULL},
  {"two weeks ago", berlin, monday, "2 weeks ago", "Only minutes and hours", "\"2026-04-20\""},
  {"less than nothing ago", berlin, monday, "-1h ago", "counted back", NULL},
  {"later today", berlin, "2026-05-04T07:00:00+02:00", "8:15", "08:15 is still to come: yesterday 8:15?",
   "\"yesterday 8:15\""},
  {"later today by a minute", berlin, monday, "15:01", "15:01 is still to come", "\"yesterday 15:01\""},
  {"later today with pm", berlin, monday, "11pm", "23:00 is still to come: yesterday 23:00?", NULL},
  {"six minutes after now by date", berlin, monday, "2026-05-04T15:06+02:00", "still to come", NULL},
  {"tomorrow by date", berlin, monday, "2026-05-05", "still to come", NULL},
  {"the weekday of today, later", berlin, monday, "Mon 16:00", "still to come: 2026-04-27 16:00?", NULL},
  {"a weekday alone", berlin, monday, "friday", "wants a clock time", "\"2026-05-01\""},
  {"not of that part", berlin, "2026-05-04T21:00:00+02:00", "this evening at 7", "outside that part",
   "\"today 19:00\""},
  {"before 1900", berlin, monday, "0226-05-04", "before 1900", NULL},
  {"Berlin's gap", berlin, "2026-03-29T09:00:00+02:00", "at 2:30", "did not exist", "\"1:30\" or \"3:30\""},
  {"its first minute", berlin, "2026-03-29T09:00:00+02:00", "2:00", "01:00 and 03:00", NULL},
  {"the day after", berlin, "2026-03-30T09:00:00+02:00", "yesterday 2:30", "01:30 and 03:30",
   "\"yesterday 1:30\" or \"yesterday 3:30\""},
  {"New York", "EST5EDT,M3.2.0,M11.1.0", "2026-03-08T12:00:00-04:00", "2:30 am", "01:30 and 03:30", NULL},
  {"half an hour in Lord Howe", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-10-04T12:00:00+11:00", "2:15",
   "01:45 and 02:45", NULL},
  {"at midnight in Beirut", "EET-2EEST,M3.5.0/0,M10.5.0/0", "2026-03-29T12:00:00+03:00", "0:30",
   "23:30 on yesterday and 01:30", NULL},
};

static void as_an_option(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    struct env env = env_at(row[i].zone, row[i].now);
    struct instant at = {7, 7, PRECISION_DAY};
    char text[INSTANT_TEXT_MAX] = "";
    struct err e = {0};
    enum rc rc = words_time(span_of(row[i].words), &env, false, &at, &e);

    if (rc == RC_OK) {
      instant_text(&at, text);
      if (strcmp(text, row[i].want) != 0)
        fail_msg("%s: \"%s\" is %s, not %s", row[i].why, row[i].words, text, row[i].want);
    } else {
      assert_true(at.at_s == 7 && at.offset_s == 7);
      if (rc != RC_DATA || strstr(e.message, row[i].want) == NULL ||
          (row[i].offer != NULL && strstr(e.fix, row[i].offer) == NULL))
        fail_msg("%s: \"%s\" refused: %s (%s)", row[i].why, row[i].words, e.message, e.fix);
    }
    env_free(&env);
  }
}

/* The same words in a sentence, on either side of it and in the middle. */
static void in_a_sentence(void **state)
{
  static const char *const form[] = {"pain 6 %s", "%s pain 6", "pain %s 6", "2.5 g %s red bali", "mood 5; %s note x"};

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    if (strcmp(row[i].want, "is not a time") == 0 || strcmp(row[i].want, "missing") == 0)
      continue; /* other words may stand in a sentence */
    for (size_t f = 0; f < sizeof form / sizeof form[0]; f++) {
      struct env env = env_at(row[i].zone, row[i].now);
      struct words_context c = {.env = &env};
      struct arena a = {0};
      struct words_result r = {0};
      struct err e = {0};
      struct buf words = {0};
      char text[INSTANT_TEXT_MAX] = "";
      size_t cut = (size_t)(strchr(form[f], '%') - form[f]);

      buf_put(&words, (struct span){form[f], cut});
      buf_puts(&words, row[i].words);
      buf_puts(&words, form[f] + cut + 2);
      if (words_read(buf_span(&words), &c, &a, &r, &e) == RC_OK) {
        instant_text(&r.entry[r.n - 1].entry.at, text);
        if (strcmp(text, row[i].want) != 0)
          fail_msg("%s: \"%s\" is at %s, not %s", row[i].why, buf_text(&words), text, row[i].want);
      } else if (strncmp(row[i].want, "20", 2) == 0 && strchr(row[i].want, ' ') == NULL) {
        fail_msg("%s: \"%s\" refused: %s\n%s", row[i].why, buf_text(&words), e.message, e.where);
      }
      buf_done(&words);
      arena_done(&a);
      env_free(&env);
    }
  }
}

/* Whose time: "A time belongs to its own entry; one that opens the line holds for what follows until another is
 * named". */
static const struct {
  const char *why, *words;
  const char *want; /* the times of all entries; "-" none said; or what the refusal says */
} whose[] = {
  {"none", "pain 6, mood 5", "- -"},
  {"behind the first", "pain 6 at 9, mood 5", "09:00 -"},
  {"behind the last", "pain 6, mood 5 at 9", "- 09:00"},
  {"in front of the line", "8:15 pain 6, mood 5; energy 4", "08:15 08:15 08:15"},
  {"only to the end of the line", "8:15 pain 6, mood 5\nenergy 4", "08:15 08:15 -"},
  {"in front with a mark", "8:15 - pain 6 and mood 5", "08:15 08:15"},
  {"in front with a comma", "yesterday 22:00, pain 6, mood 5", "2026-05-03T22:00 2026-05-03T22:00"},
  {"a day in front", "yesterday pain 6; mood 5", "2026-05-03 2026-05-03"},
  {"a part of the day in front", "this morning pain 6, mood 5", "09 09"},
  {"until another is named", "8:15 pain 6, mood 5 at 9:30", "08:15 09:30"},
  {"which takes over when it stands in front", "8:15 pain 6, 9:15 mood 5, energy 4", "08:15 09:15 09:15"},
  {"and leaves it open when it does not", "8:15 pain 6, mood 5 at 9:30, energy 4", "not clear"},
  {"not the line's when it does not open it", "pain 6, 9:15 mood 5, energy 4", "- 09:15 -"},
  {"a clock time on the line's day", "yesterday pain 6, mood 5 at 22:00", "2026-05-03 2026-05-03T22:00"},
  {"both in one entry, apart", "yesterday pain 6 at 22:00, mood 5", "2026-05-03T22:00 2026-05-03"},
  {"a clock time behind a time of another day", "yesterday 22:00 pain 6, mood 5 at 8:00", "two readings"},
  {"the day said", "yesterday 22:00 pain 6, mood 5 today 8:00", "2026-05-03T22:00 08:00"},
  {"only yesterday can be meant", "yesterday 22:00 pain 6, mood 5 at 16:00", "yesterday 16:00?"},
  {"without a comma the time of the first is its own", "pain 6 at 9 mood 5", "09:00 -"},
  {"without a comma a later time could be of both", "pain 6 mood 5 at 9", "not clear which"},
  {"with and it is its own", "pain 6 and mood 5 at 9", "- 09:00"},
  {"a time alone behind", "pain 6, 30m ago", "alone"},
  {"a time alone", "8:15", "alone"},
  {"and two of them", "pain 6 at 9 and at 10", "\"and\" was not understood"},
  {"a weekday alone in front", "Friday pain 6, mood 5", "wants a clock time"},
  {"a time word in a name that meets another", "2g red bali at now 9", "two ways"},
};

static void whose_time(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof whose / sizeof whose[0]; i++) {
    struct env env = env_at(berlin, monday);
    struct words_context c = {.env = &env};
    struct arena a = {0};
    struct words_result r = {0};
    struct err e = {0};
    struct buf got = {0};

    if (words_read(span_of(whose[i].words), &c, &a, &r, &e) == RC_OK) {
      for (size_t k = 0; k < r.n; k++) {
        char text[INSTANT_TEXT_MAX];
        struct span shown = {text, instant_text(&r.entry[k].entry.at, text)};

        if (shown.n > 10)
          shown.n -= 6; /* the offset */
        if (span_starts(shown, "2026-05-04T"))
          shown = span_from(shown, 11);
        buf_puts(&got, k > 0 ? " " : "");
        buf_put(&got, r.entry[k].time_said ? shown : SPAN("-"));
      }
      if (strcmp(buf_text(&got), whose[i].want) != 0)
        fail_msg("%s: \"%s\" gave %s, not %s", whose[i].why, whose[i].words, buf_text(&got), whose[i].want);
    } else if (strstr(e.message, whose[i].want) == NULL) {
      fail_msg("%s: \"%s\" refused: %s", whose[i].why, whose[i].words, e.message);
    }
    buf_done(&got);
    arena_done(&a);
    env_free(&env);
  }
}

static void fold_is_told(void **state)
{
  struct env env = env_at(berlin, "2026-10-25T12:00:00+01:00");
  struct words_context c = {.env = &env};
  struct arena a = {0};
  struct words_result r = {0};
  struct err e = {0};

  (void)state;
  assert_int_equal(words_read(SPAN("2:30 pain 5, mood 4, energy 3 at 4:00"), &c, &a, &r, &e), RC_OK);
  assert_true(r.entry[0].fold && r.entry[1].fold && !r.entry[2].fold);
  arena_done(&a);
  env_free(&env);
}

/* The caller's time: what entries without one get. From a file it is also what relative words count from. */
static void given_time(void **state)
{
  static const struct {
    const char *why, *at, *words;
    bool from_file;
    const char *want;
  } given[] = {
      {"without a time", "2026-05-01T21:00+02:00", "pain 6", false, "2026-05-01T21:00+02:00"},
      {"with its own", "2026-05-04T09:00+02:00", "pain 6 at 8", false, "2026-05-04T08:00+02:00"},
      {"a clock time on a given day", "2026-05-01", "pain 6 at 8", false, "2026-05-01T08:00+02:00"},
      {"in a file: on that day", "2026-05-01T21:00+02:00", "pain 6 at 8", true, "2026-05-01T08:00+02:00"},
      {"in a file: counted from it", "2026-05-01T21:00+02:00", "pain 6 30m ago", true, "2026-05-01T20:30+02:00"},
      {"in a file: yesterday of it", "2026-05-01T21:00+02:00", "pain 6 yesterday", true, "2026-04-30"},
      {"in a file: that evening", "2026-05-01", "pain 6 this evening", true, "2026-05-01T18+02:00"},
      {"in a file: later than now is the caller's", "2026-05-04", "pain 6 23:00", true, "2026-05-04T23:00+02:00"},
      {"in a file: a gap moves on", "2026-03-29", "pain 6 2:30", true, "2026-03-29T03:30+02:00"},
      {"in a file: a given day not tracked", "2026-05-01", "not tracked", true, "2026-05-01"},
      {"in a file: no minutes of a day", "2026-05-01", "pain 6 30m ago", true, NULL},
  };

  (void)state;
  for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
    struct env env = env_at(berlin, monday);
    struct instant at;
    struct words_context c = {.env = &env, .at = &at, .from_file = given[i].from_file};
    struct arena a = {0};
    struct words_result r = {0};
    struct err e = {0};
    char text[INSTANT_TEXT_MAX] = "";

    assert_int_equal(words_time(span_of(given[i].at), &env, true, &at, &e), RC_OK);
    if (words_read(span_of(given[i].words), &c, &a, &r, &e) != RC_OK) {
      if (given[i].want != NULL)
        fail_msg("%s: %s", given[i].why, e.message);
    } else {
      instant_text(&r.entry[0].entry.at, text);
      if (given[i].want == NULL || strcmp(text, given[i].want) != 0)
        fail_msg("%s: %s", given[i].why, text);
      assert_int_equal(r.entry[0].moved, strstr(given[i].why, "gap") != NULL);
    }
    arena_done(&a);
    env_free(&env);
  }
}

static void future_when_allowed(void **state)
{
  struct env env = env_at(berlin, monday);
  struct instant at;
  struct err e;
  char text[INSTANT_TEXT_MAX];

  (void)state;
  assert_int_equal(words_time(SPAN("2027-01-01T08:00Z"), &env, true, &at, &e), RC_OK);
  assert_int_equal(words_time(SPAN("23:00"), &env, true, &at, &e), RC_OK);
  instant_text(&at, text);
  assert_string_equal(text, "2026-05-04T23:00+02:00");
  env_free(&env);
}

static void days(void **state)
{
  static const struct {
    const char *words, *want;
  } day[] = {
      {"2026-05-04", "2026-05-04"},
      {" today ", "2026-05-04"},
      {"Yesterday", "2026-05-03"},
      {"Mon", "2026-05-04"},
      {"tues", "2026-04-28"},
      {"Sunday", "2026-05-03"},
      {"2027-01-01", "2027-01-01"},
      {"", NULL},
      {"2026-02-29", NULL},
      {"tomorrow", NULL},
      {"4", NULL},
      {"today 9:00", NULL},
      {"04/05/2026", NULL},
      {"2026-05-04\n", NULL},
  };
  struct env env = env_at(berlin, monday);

  (void)state;
  for (size_t i = 0; i < sizeof day / sizeof day[0]; i++) {
    int64_t got = -77;
    char text[DATE_TEXT_MAX];
    struct err e = {0};
    enum rc rc = words_day(span_of(day[i].words), &env, &got, &e);

    if ((rc == RC_OK) != (day[i].want != NULL))
      fail_msg("\"%s\": %s", day[i].words, e.message);
    if (rc != RC_OK) {
      assert_int_equal(got, -77);
      continue;
    }
    date_text(got, text);
    assert_string_equal(text, day[i].want);
  }
  env_free(&env);
}

static const struct {
  const char *line;
  const char *at;   /* NULL: not a dated line */
  const char *rest; /* what follows */
  bool after;       /* the line before was of 2026-05-01 21:00 */
} line[] = {
  {"2026-05-02", "2026-05-02", "", false},
  {"2026-05-02 pain 6", "2026-05-02", "pain 6", false},
  {"2026-05-02: pain 6", "2026-05-02", "pain 6", false},
  {"2026-05-02 - pain 6", "2026-05-02", "pain 6", false},
  {"2026-05-02 | pain 6", "2026-05-02", "pain 6", false},
  {"2026-05-02 \xe2\x80\x93 pain 6", "2026-05-02", "pain 6", false},
  {"2026-05-02 08:15 pain 6", "2026-05-02T08:15+02:00", "pain 6", false},
  {"2026-05-02T08:15+02:00 pain 6", "2026-05-02T08:15+02:00", "pain 6", false},
  {"2026-05-02T08:15:30Z pain 6", "2026-05-02T08:15:30+00:00", "pain 6", false},
  {"[2026-05-02 08:15] pain 6", "2026-05-02T08:15+02:00", "pain 6", false},
  {"[2026-05-02] pain 6", "2026-05-02", "pain 6", false},
  {"<2026-05-02 Sat 08:15> pain 6", "2026-05-02T08:15+02:00", "pain 6", false},
  {"2026-05-02 Saturday 8:15 pm: pain 6", "2026-05-02T20:15+02:00", "pain 6", false},
  {"2026-05-02 Saturday", "2026-05-02", "", false},
  {"2026-05-02, 8:15am pain 6", "2026-05-02T08:15+02:00", "pain 6", false},
  {"# 2026-05-02", "2026-05-02", "", false},
  {"## 2026-05-02 good day", "2026-05-02", "good day", false},
  {"- 2026-05-02 pain 6", "2026-05-02", "pain 6", false},
  {"* 08:15 pain 6", "2026-05-01T08:15+02:00", "pain 6", true},
  {"08:15 pain 6", "2026-05-01T08:15+02:00", "pain 6", true},
  {"8:15 pain 6", "2026-05-04T08:15+02:00", "pain 6", false},
  {"8:15: pain 6", "2026-05-01T08:15+02:00", "pain 6", true},
  {"[08:15] pain 6", "2026-05-01T08:15+02:00", "pain 6", true},
  {"12:30 am slept", "2026-05-01T00:30+02:00", "slept", true},
  {"  22:00 tea", "2026-05-01T22:00+02:00", "tea", true},
  {"2026-03-29 2:30 pain 6", "2026-03-29T03:30+02:00", "pain 6", false},
  {"2026-10-25 2:30 pain 6", "2026-10-25T02:30+02:00", "pain 6", false}, /* later than now: the first is as good */
  {"2026-05-02 balance -3", "2026-05-02", "balance -3", false},
  {"2026-05-02 -3 degrees", "2026-05-02", "-3 degrees", false},
  {"2025-10-26 2:30", "2025-10-26T02:30+01:00", "", false},
  {"[2026-05-01 09:15:30 AM] pain 5, mood 4", "2026-05-01T09:15:30+02:00", "pain 5, mood 4", false},
  {"[2026-05-01 09:15 PM] pain 5", "2026-05-01T21:15+02:00", "pain 5", false},
  {"[2026-05-01 21:15:30] pain 5", "2026-05-01T21:15:30+02:00", "pain 5", false},
  {"[2026-05-01 09:15:30 p.m.] pain 5", "2026-05-01T21:15:30+02:00", "pain 5", false},
  {"2026-05-01 09:15:30 +0100 pain 5", "2026-05-01T09:15:30+01:00", "pain 5", false},
  {"2026-05-01 at 9:15 pm: pain 5", "2026-05-01T21:15+02:00", "pain 5", false},
  {"**2026-05-01** pain 6", "2026-05-01", "pain 6", false},
  {"**2026-05-01:** pain 6", "2026-05-01", "pain 6", false},
  {"- **2026-05-01** 8:15 pain 6", "2026-05-01T08:15+02:00", "pain 6", false},
  {"__2026-05-01 8:15__: pain 6", "2026-05-01T08:15+02:00", "pain 6", false},
  {"2026-05-01 *tired* today", "2026-05-01", "*tired* today", false},
  {"* [ ] 10:00 2 g red bali", "2026-05-01T10:00+02:00", "2 g red bali", true},
  {"- [x] **8:15** pain 6", "2026-05-01T08:15+02:00", "pain 6", true},
  {"8:15:99 pain 6", NULL, NULL, true},
  {"8:15:30:2 pain 6", NULL, NULL, true},
  {"- [x] pain 6", NULL, NULL, true},
  {"pain 6", NULL, NULL, false},
  {"- pain 6", NULL, NULL, false},
  {"", NULL, NULL, false},
  {"04/05/2026 pain 6", NULL, NULL, false},
  {"5.4.2026 pain 6", NULL, NULL, false},
  {"May 4 pain 6", NULL, NULL, false},
  {"2026-02-30 pain 6", NULL, NULL, false},
  {"2026-05-02x", NULL, NULL, false},
  {"2026 was long", NULL, NULL, false},
  {"25:00 pain 6", NULL, NULL, true},
  {"8:1 ratio", NULL, NULL, true},
  {"8:15x", NULL, NULL, true},
  {"9 pain", NULL, NULL, true},
  {"at 8:15 pain 6", NULL, NULL, true},
};

static void dated_lines(void **state)
{
  struct env env = env_at(berlin, monday);
  struct instant before;
  struct err e;

  (void)state;
  assert_int_equal(words_time(SPAN("2026-05-01 21:00"), &env, false, &before, &e), RC_OK);
  for (size_t i = 0; i < sizeof line / sizeof line[0]; i++) {
    struct instant at = {0};
    size_t used = 0;
    char text[INSTANT_TEXT_MAX] = "";
    bool dated = words_dated(span_of(line[i].line), &env, line[i].after ? &before : NULL, &at, &used);

    if (dated)
      instant_text(&at, text);
    if (dated != (line[i].at != NULL) ||
        (dated && (strcmp(text, line[i].at) != 0 || strcmp(line[i].line + used, line[i].rest) != 0)))
      fail_msg("\"%s\": %s %s, rest \"%s\"", line[i].line, dated ? "dated" : "not dated", text, line[i].line + used);
  }
  env_free(&env);
}

/* No line, and no option, brings anything to fall; what is used lies within the line. */
static void any_lines(void **state)
{
  static const char letters[] = "0123456789:::--- /.TZamp[]|#\xe2\x80\x93 x";
  struct env env = env_at(berlin, monday);
  struct rng rng;

  (void)state;
  rng_init(&rng, 11);
  for (int round = 0; round < 200000; round++) {
    char text[40];
    size_t n = (size_t)rng_below(&rng, sizeof text), used = 0;
    struct instant at = {0};
    struct err e = {0};
    int64_t day;

    for (size_t i = 0; i < n; i++)
      text[i] = round % 4 == 0 ? (char)rng_below(&rng, 256) : letters[rng_below(&rng, sizeof letters - 1)];
    if (round % 2 == 0 && n > 16)
      memcpy(text, "2026-05-02 08:15", 16);
    if (words_dated((struct span){text, n}, &env, NULL, &at, &used))
      assert_true(used > 0 && used <= n);
    if (words_time((struct span){text, n}, &env, false, &at, &e) == RC_OK)
      assert_true(at.at_s <= env.now_s + 300);
    words_day((struct span){text, n}, &env, &day, &e);
  }
  env_free(&env);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(as_an_option), cmocka_unit_test(in_a_sentence), cmocka_unit_test(whose_time),
      cmocka_unit_test(fold_is_told), cmocka_unit_test(given_time),    cmocka_unit_test(future_when_allowed),
      cmocka_unit_test(days),         cmocka_unit_test(dated_lines),   cmocka_unit_test(any_lines),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
