/* From time words to an instant: days, zones, what is still to come. CONTRACT section 1. */
#include "words/times.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { DAY_S = 86400, GRACE_S = 300, NOON_H = 12 };

static const int64_t OLDEST_S = -2208988800; /* 1900 */

/* The hour a part stands for, and the clock hours that may be said with it. */
static const struct {
  const char *name;
  int hour, lo, hi;
} part_of[] = {
  [PART_MORNING] = {"this morning", PART_MORNING_H, 0, 11},
  [PART_NOON] = {"this noon", PART_NOON_H, 11, 14},
  [PART_AFTERNOON] = {"this afternoon", PART_AFTERNOON_H, 12, 18},
  [PART_EVENING] = {"this evening", PART_EVENING_H, 16, 23},
  [PART_TONIGHT] = {"tonight", PART_NIGHT_H, 17, 23},
  [PART_LAST_NIGHT] = {"last night", PART_NIGHT_H, 17, 23},
};
enum { SMALL_HOURS = 6 }; /* the end of a night */

/* --- texts -------------------------------------------------------------------------------------------------------- */

static void day_words(const struct words_clock *c, int64_t day, char out[DATE_TEXT_MAX])
{
  if (day == c->today)
    snprintf(out, DATE_TEXT_MAX, "today");
  else if (day == c->today - 1)
    snprintf(out, DATE_TEXT_MAX, "yesterday");
  else
    date_text(day, out);
}

static void clock_words(int hour, int minute, char out[8])
{
  snprintf(out, 8, "%d:%02d", hour % 24, minute % 60);
}

static void offer(struct words_when *w, const struct words_clock *c, int64_t day, int hour, int minute)
{
  char d[DATE_TEXT_MAX], h[8];
  char *to = w->offer[0][0] == '\0' ? w->offer[0] : w->offer[1];

  day_words(c, day, d);
  clock_words(hour, minute, h);
  snprintf(to, TIME_OFFER_MAX, "%s %s", d, h);
}

/* The wall clock of one instant, with its day when that is another one. */
static void neighbour(const struct words_clock *c, int64_t at_s, int64_t day, char near[TIME_OFFER_MAX],
                      char example[TIME_OFFER_MAX])
{
  struct instant i = {at_s, zone_offset_s(c->env->zone, at_s), PRECISION_MINUTE};
  struct civil civil;
  char d[DATE_TEXT_MAX], h[8];

  instant_civil(&i, &civil);
  clock_words(civil.hour, civil.minute, h);
  day_words(c, instant_day(&i), d);
  snprintf(near, TIME_OFFER_MAX, "%02d:%02d%s%s", civil.hour, civil.minute, instant_day(&i) != day ? " on " : "",
           instant_day(&i) != day ? d : "");
  if (instant_day(&i) == c->today)
    snprintf(example, TIME_OFFER_MAX, "%s", h);
  else
    snprintf(example, TIME_OFFER_MAX, "%s %s", d, h);
}

/* --- instants ----------------------------------------------------------------------------------------------------- */

static int64_t wall_s(int64_t day, int hour, int minute, int second)
{
  return day * DAY_S + hour * 3600 + minute * 60 + second;
}

/* The instant of a wall time; of two the last one not after now. In a gap the later neighbour: false. */
static bool place(const struct words_clock *c, int64_t local_s, enum precision precision, struct words_when *w)
{
  int64_t at_s[2];
  enum zone_local found = zone_resolve(c->env->zone, local_s, at_s);

  w->fold = found == ZONE_FOLD && precision <= PRECISION_MINUTE;
  w->at.at_s = at_s[1];
  if (found == ZONE_FOLD && at_s[1] > c->env->now_s)
    w->at.at_s = at_s[0];
  if (found == ZONE_FOLD && precision == PRECISION_DAY)
    w->at.at_s = at_s[0];
  w->at.offset_s = zone_offset_s(c->env->zone, w->at.at_s);
  w->at.precision = precision;
  return found != ZONE_GAP;
}

static void gap(const struct words_said *s, const struct words_clock *c, int64_t day, int64_t local_s,
                struct words_when *w)
{
  int64_t at_s[2];

  w->trouble = TIME_GAP;
  zone_resolve(c->env->zone, local_s, at_s);
  snprintf(w->what, sizeof w->what, "%02d:%02d", s->hour, s->minute);
  for (int i = 0; i < 2; i++)
    neighbour(c, at_s[i], day, w->near[i], w->offer[i]);
}

static bool may_come(const struct words_clock *c)
{
  return c->from_file || c->future_ok;
}

/* What is wrong with a time that was placed. */
static void judge(const struct words_said *s, const struct words_clock *c, int64_t day, struct words_when *w)
{
  int64_t late_s = w->at.at_s - c->env->now_s;
  bool date_said = (s->has & SAID_DAY) && !(s->has & (SAID_TODAY | SAID_WEEKDAY));

  if (w->at.at_s < OLDEST_S) {
    w->trouble = TIME_TOO_OLD;
    return;
  }
  if (may_come(c) || late_s <= 0 || (late_s <= GRACE_S && (date_said || (s->has & SAID_EXACT))))
    return;
  w->trouble = TIME_FUTURE;
  if (!(s->has & SAID_CLOCK) || day != env_today(c->env) || s->hour_only) {
    date_text(instant_day(&w->at), w->what);
    return;
  }
  w->trouble = TIME_TO_COME;
  snprintf(w->what, sizeof w->what, "%02d:%02d", s->hour, s->minute);
  offer(w, c, s->has & SAID_WEEKDAY ? day - 7 : day - 1, s->hour, s->minute);
}

/* Is the clock hour one of that part? Night goes on after midnight: *day moves. */
static bool part_holds(const struct words_said *s, const struct words_clock *c, int64_t *day)
{
  struct civil now;

  if (s->hour >= part_of[s->part].lo && s->hour <= part_of[s->part].hi)
    return true;
  if (s->hour >= SMALL_HOURS || !(s->has & SAID_THIS))
    return false;
  instant_civil(&c->now, &now);
  if (s->part == PART_LAST_NIGHT) {
    *day = c->today;
    return true;
  }
  return s->part == PART_TONIGHT && now.hour < SMALL_HOURS;
}

static void other_part(const struct words_said *s, const struct words_clock *c, int64_t day, struct words_when *w)
{
  int later = s->hour + NOON_H;

  w->trouble = TIME_OTHER_PART;
  snprintf(w->what, sizeof w->what, "%02d:%02d", s->hour, s->minute);
  for (int i = 0; i < 2; i++) {
    int hour = i == 0 ? later : s->hour;
    struct words_when try = {0};

    if (hour > 23 || (i == 0 && (later < part_of[s->part].lo || later > part_of[s->part].hi)))
      continue;
    if (place(c, wall_s(day, hour, s->minute, 0), PRECISION_MINUTE, &try) && try.at.at_s <= c->env->now_s)
      offer(w, c, day, hour, s->minute);
  }
}

/* A clock time without a day of its own behind a time of another day. */
static bool two_days(const struct words_said *s, const struct words_head *head, const struct words_clock *c,
                     int64_t *day, struct words_when *w)
{
  *day = c->today;
  if (head == NULL || !head->set || head->day == c->today)
    return false;
  *day = head->day;
  if (head->day_only || c->from_file)
    return false;
  *day = c->today;
  if (place(c, wall_s(c->today, s->hour, s->minute, 0), PRECISION_MINUTE, w) && w->at.at_s > c->env->now_s &&
      !may_come(c)) {
    w->trouble = TIME_TO_COME;
    offer(w, c, head->day, s->hour, s->minute);
  } else {
    w->trouble = TIME_TWO_DAYS;
    offer(w, c, c->today, s->hour, s->minute);
    offer(w, c, head->day, s->hour, s->minute);
  }
  snprintf(w->what, sizeof w->what, "%02d:%02d", s->hour, s->minute);
  return true;
}

static void clock_time(const struct words_said *s, const struct words_head *head, const struct words_clock *c,
                       int64_t day, struct words_when *w)
{
  enum precision precision = s->second >= 0 ? PRECISION_SECOND : PRECISION_MINUTE;
  int64_t local_s;

  if ((s->has & SAID_PART) && !part_holds(s, c, &day)) {
    other_part(s, c, day, w);
    return;
  }
  if (!(s->has & (SAID_DAY | SAID_PART)) && two_days(s, head, c, &day, w))
    return;
  local_s = wall_s(day, s->hour, s->minute, s->second >= 0 ? s->second : 0);
  w->moved = !place(c, local_s, s->hour_only ? PRECISION_PART : precision, w) && !s->hour_only;
  judge(s, c, day, w);
  if (w->moved && !c->from_file && w->trouble == TIME_GOOD)
    gap(s, c, day, local_s, w);
}

/* Part of a day; one whose hour is still to come takes now's hour. */
static void part_time(const struct words_said *s, const struct words_clock *c, int64_t day, struct words_when *w)
{
  struct instant now = env_now(c->env);
  struct civil civil;
  int hour = part_of[s->part].hour;

  instant_civil(&now, &civil);
  if (day == env_today(c->env) && hour > civil.hour)
    hour = civil.hour;
  place(c, wall_s(day, hour, 0, 0), PRECISION_PART, w);
  w->fold = false;
  judge(s, c, day, w);
}

static void day_time(const struct words_said *s, const struct words_clock *c, struct words_when *w)
{
  if ((s->has & SAID_WEEKDAY) && !c->weekday_ok) {
    static const char *const name[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    int weekday = day_weekday(s->day);

    w->trouble = TIME_WEEKDAY_ALONE;
    snprintf(w->what, sizeof w->what, "%s", name[weekday]);
    date_text(s->day, w->offer[0]);
    snprintf(w->offer[1], TIME_OFFER_MAX, "%s 9:00", name[weekday]);
    return;
  }
  place(c, wall_s(s->day, 0, 0, 0), PRECISION_DAY, w);
  w->fold = false;
  if (s->day > env_today(c->env) && !may_come(c)) {
    w->trouble = TIME_FUTURE;
    date_text(s->day, w->what);
  } else if (w->at.at_s < OLDEST_S) {
    w->trouble = TIME_TOO_OLD;
  }
}

void words_resolve(const struct words_said *said, const struct words_head *head, const struct words_clock *c,
                   struct words_when *out)
{
  int64_t day = said->has & SAID_DAY ? said->day : c->today;

  *out = (struct words_when){.trouble = said->trouble};
  if (out->trouble != TIME_GOOD) {
    snprintf(out->offer[0], TIME_OFFER_MAX, "%s", said->trouble_offer);
    return;
  }
  if ((said->has & SAID_THIS) && said->part == PART_LAST_NIGHT)
    day = c->today - 1;
  if (said->has & SAID_EXACT) {
    out->at = said->exact;
    judge(said, c, day, out);
  } else if (said->has & SAID_CLOCK) {
    clock_time(said, head, c, day, out);
  } else if (said->has & SAID_PART) {
    part_time(said, c, day, out);
  } else {
    day_time(said, c, out);
  }
}

void words_trouble_text(const struct words_when *w, struct span typed, char out[TIME_SENTENCE_MAX])
{
  const size_t n = TIME_SENTENCE_MAX;
  char shown[80];

  typed = utf8_cut(typed, 60);
  snprintf(shown, sizeof shown, "\"%.*s\"", SPAN_FMT(typed));
  switch (w->trouble) {
  case TIME_NO_HOUR:
    snprintf(out, n, "There is no such time of day as %s.", shown);
    break;
  case TIME_POINT:
    snprintf(out, n, "%s looks like a clock time, but a clock time has a colon.", shown);
    break;
  case TIME_NO_DATE:
    snprintf(out, n, "%s is not a date of the calendar. A date is year-month-day, with two digits each.", shown);
    break;
  case TIME_DAYS_AGO:
    snprintf(out, n, "%s does not say a time of day. Only minutes and hours can be counted back.", shown);
    break;
  case TIME_AGO:
    snprintf(out, n, "%s could not be counted back.", shown);
    break;
  case TIME_AGO_OF_DAY:
    snprintf(out, n, "%s cannot be counted back from a day without a clock time.", shown);
    break;
  case TIME_TWICE:
    snprintf(out, n, "%s is a second time in one entry.", shown);
    break;
  case TIME_WEEKDAY_ALONE:
    snprintf(out, n, "%s alone is no time: it wants a clock time, or the date for the whole day.", w->what);
    break;
  case TIME_OTHER_PART:
    snprintf(out, n, "%s does not fit: %s lies outside that part of the day.", shown, w->what);
    break;
  case TIME_GAP:
    snprintf(out, n, "%s did not exist that night: the clocks went forward. Its neighbours are %s and %s.", w->what,
             w->near[0], w->near[1]);
    break;
  case TIME_TO_COME:
    snprintf(out, n, "%s is still to come: %s?", w->what, w->offer[0]);
    break;
  case TIME_FUTURE:
    snprintf(out, n, "%s is still to come. Only what has happened can be written down.", shown);
    break;
  case TIME_TOO_OLD:
    snprintf(out, n, "%s lies before 1900.", shown);
    break;
  case TIME_TWO_DAYS:
    snprintf(out, n, "%s has two readings here: %s, or %s.", w->what, w->offer[0], w->offer[1]);
    break;
  case TIME_GOOD:
    snprintf(out, n, "%s is a time.", shown);
    break;
  }
}
