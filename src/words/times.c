/* Which words are a time. What instant they are is resolve.c. */
#include "words/times.h"

#include "words/numbers.h"

#include <stdio.h>
#include <string.h>

static const char *const weekday_name[7] = {"monday", "tuesday",  "wednesday", "thursday",
                                            "friday", "saturday", "sunday"};
static const char *const weekday_short[7][5] = {
  {"mon"}, {"tue", "tues"}, {"wed", "weds"}, {"thu", "thur", "thurs"}, {"fri"}, {"sat"}, {"sun"},
};

bool words_weekday(const struct token *t, bool short_too, int *weekday)
{
  for (int i = 0; i < 7; i++) {
    if (words_token_is(t, weekday_name[i]) || (short_too && words_token_in(t, weekday_short[i]))) {
      *weekday = i;
      return true;
    }
  }
  return false;
}

static void trouble(struct words_said *s, enum time_trouble what, const struct token *t, size_t n)
{
  if (s->trouble != TIME_GOOD)
    return;
  s->trouble = what;
  s->trouble_from = t[0].from;
  s->trouble_to = t[n - 1].to;
}

/* Adds n words to what was said; two clock times or two days are too many. */
static size_t add(struct words_said *s, unsigned has, const struct token *t, size_t n)
{
  const unsigned one_each = SAID_DAY | SAID_PART | SAID_CLOCK | SAID_EXACT;
  unsigned both = s->has | has;
  bool twice = (s->has & has & one_each) != 0 || (s->has != 0 && (both & SAID_EXACT) != 0);

  if ((both & SAID_THIS) && (both & SAID_DAY) && !(both & SAID_TODAY))
    twice = true;
  if (twice)
    trouble(s, TIME_TWICE, t, n);
  if (s->has == 0)
    s->from = t[0].from;
  s->has = both;
  s->to = t[n - 1].to;
  return n;
}

/* --- 30m ago ------------------------------------------------------------------------------------------------------ */

enum span_unit { SPAN_NONE, SPAN_MINUTES, SPAN_HOURS, SPAN_DAYS, SPAN_WEEKS, SPAN_LONGER };

static enum span_unit span_unit(struct span word)
{
  static const struct {
    const char *word;
    enum span_unit unit;
  } known[] = {
      {"m", SPAN_MINUTES},       {"min", SPAN_MINUTES},   {"mins", SPAN_MINUTES}, {"minute", SPAN_MINUTES},
      {"minutes", SPAN_MINUTES}, {"h", SPAN_HOURS},       {"hr", SPAN_HOURS},     {"hrs", SPAN_HOURS},
      {"hour", SPAN_HOURS},      {"hours", SPAN_HOURS},   {"d", SPAN_DAYS},       {"day", SPAN_DAYS},
      {"days", SPAN_DAYS},       {"w", SPAN_WEEKS},       {"week", SPAN_WEEKS},   {"weeks", SPAN_WEEKS},
      {"month", SPAN_LONGER},    {"months", SPAN_LONGER}, {"year", SPAN_LONGER},  {"years", SPAN_LONGER},
  };

  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
    if (span_is(word, known[i].word))
      return known[i].unit;
  return SPAN_NONE;
}

struct elapsed {
  double minutes;
  double days;
  bool bad; /* negative, or a number with two readings */
  bool longer;
};

static void elapsed_add(struct elapsed *e, double v, enum span_unit unit)
{
  if (v < 0)
    e->bad = true;
  if (unit == SPAN_MINUTES)
    e->minutes += v;
  if (unit == SPAN_HOURS)
    e->minutes += v * 60;
  if (unit == SPAN_DAYS)
    e->days += v;
  if (unit == SPAN_WEEKS)
    e->days += v * 7;
  if (unit == SPAN_LONGER)
    e->longer = true;
}

/* "30m", "30 min", "1h30", "1h30m" at t: words taken, 0 none. */
static size_t pair_at(const struct token *t, struct elapsed *e)
{
  struct span rest = t->fold;
  size_t used = 1;

  if (!words_starts_number(t))
    return 0;
  for (int i = 0; i < 2 && rest.n > 0; i++) {
    size_t front = words_number_front(rest), letters = 0;
    enum span_unit unit = SPAN_NONE;
    double v = 0;

    if (front == 0)
      return 0;
    if (words_number(span_part(rest, 0, front), &v) != NUMBER_YES)
      e->bad = true;
    rest = span_from(rest, front);
    while (letters < rest.n && rest.p[letters] >= 'a' && rest.p[letters] <= 'z')
      letters++;
    if (letters > 0)
      unit = span_unit(span_part(rest, 0, letters));
    else if (i > 0 && rest.n == 0)
      unit = SPAN_MINUTES; /* 1h30 */
    else if (rest.n == 0 && t[1].kind == TOKEN_WORD && (unit = span_unit(t[1].fold)) != SPAN_NONE)
      used = 2;
    if (unit == SPAN_NONE || (i > 0 && unit != SPAN_MINUTES))
      return 0;
    elapsed_add(e, v, unit);
    rest = span_from(rest, letters);
  }
  return rest.n == 0 ? used : 0;
}

static size_t elapsed_at(const struct token *t, const struct words_clock *c, struct words_said *s)
{
  enum { YEAR_MIN = 366 * 24 * 60, OLDEST_DAYS = 36600 };
  struct elapsed e = {0};
  size_t n = pair_at(t, &e), more;

  if (n == 0)
    return 0;
  more = e.minutes > 0 ? pair_at(t + n, &e) : 0; /* 1 h 30 min */
  n += more;
  if (!words_token_is(t + n, "ago"))
    return 0;
  n++;
  add(s, SAID_EXACT, t, n);
  if (e.bad || e.longer || e.minutes > YEAR_MIN || e.days > OLDEST_DAYS) {
    trouble(s, TIME_AGO, t, n);
  } else if (e.days > 0) {
    trouble(s, TIME_DAYS_AGO, t, n);
    if (s->trouble_offer[0] == '\0')
      date_text(c->today - (int64_t)(e.days + 0.5), s->trouble_offer);
  } else if (c->now.precision > PRECISION_MINUTE) {
    trouble(s, TIME_AGO_OF_DAY, t, n);
  } else {
    s->exact = (struct instant){.at_s = c->now.at_s - (int64_t)(e.minutes * 60 + 0.5), .precision = PRECISION_MINUTE};
    s->exact.at_s -= ((s->exact.at_s % 60) + 60) % 60;
    s->exact.offset_s = zone_offset_s(c->env->zone, s->exact.at_s);
  }
  return n;
}

/* --- 2026-05-04T08:15+02:00 --------------------------------------------------------------------------------------- */

static bool all_digits(struct span s)
{
  for (size_t i = 0; i < s.n; i++)
    if (s.p[i] < '0' || s.p[i] > '9')
      return false;
  return s.n > 0;
}

static int small_number(struct span s)
{
  int v = 0;

  for (size_t i = 0; i < s.n; i++)
    v = v * 10 + (s.p[i] - '0');
  return v;
}

/* Is it meant as year-month-day, perhaps with more behind it? The three parts of it. */
static bool date_shape(struct span s, struct span part[3])
{
  size_t end = 0;

  for (int i = 0; i < 3; i++) {
    end = 0;
    while (end < s.n && s.p[end] >= '0' && s.p[end] <= '9')
      end++;
    part[i] = span_part(s, 0, end);
    if (i == 0 ? end != 4 : end < 1 || end > 2)
      return false;
    s = span_from(s, end);
    if (i < 2 && (s.n == 0 || s.p[0] != '-'))
      return false;
    if (i < 2)
      s = span_from(s, 1);
  }
  return s.n == 0 || s.p[0] == 't';
}

static void iso_said(const struct iso *iso, struct words_said *s)
{
  if (iso->has_offset) {
    s->exact = (struct instant){civil_to_local_s(&iso->c) - iso->offset_s, iso->offset_s, iso->precision};
    return;
  }
  s->day = date_to_day(iso->c.year, iso->c.month, iso->c.day);
  if (!iso->has_time)
    return;
  s->hour = iso->c.hour;
  s->minute = iso->c.minute;
  s->second = iso->precision == PRECISION_SECOND ? iso->c.second : -1;
  s->hour_only = iso->precision == PRECISION_PART;
}

static unsigned iso_has(const struct iso *iso)
{
  if (iso->has_offset)
    return SAID_EXACT;
  return iso->has_time ? SAID_DAY | SAID_CLOCK : SAID_DAY;
}

static bool clock_word(struct span s, int *hour, int *minute, int *half);

static size_t iso_at(const struct token *t, struct words_said *s)
{
  char joined[WORDS_PHRASE_MAX];
  struct span part[3], both;
  struct iso iso;
  int h, m, half;
  size_t n = 1;

  if (!words_starts_number(t) || !date_shape(t->fold, part))
    return 0;
  if (!iso_parse(t->fold, &iso)) {
    add(s, SAID_DAY, t, 1);
    if (s->trouble == TIME_GOOD && part[1].n + part[2].n < 4 &&
        date_valid(small_number(part[0]), small_number(part[1]), small_number(part[2])))
      snprintf(s->trouble_offer, sizeof s->trouble_offer, "%.*s-%s%.*s-%s%.*s", SPAN_FMT(part[0]),
               part[1].n < 2 ? "0" : "", SPAN_FMT(part[1]), part[2].n < 2 ? "0" : "", SPAN_FMT(part[2]));
    trouble(s, TIME_NO_DATE, t, 1);
    return 1;
  }
  /* A time with seconds or offset behind a blank; a plain clock time is read by itself. */
  if (!iso.has_time && words_starts_number(t + 1) && span_find(t[1].fold, ':') < t[1].fold.n &&
      !clock_word(t[1].fold, &h, &m, &half)) {
    both = words_phrase(t, 2, joined);
    if (both.n > 0 && iso_parse(both, &iso))
      n = 2;
  }
  add(s, iso_has(&iso), t, n);
  iso_said(&iso, s);
  return n;
}

/* --- clock times -------------------------------------------------------------------------------------------------- */

enum { HALF_NONE, HALF_AM, HALF_PM };

static int half_of(struct span s)
{
  if (span_is(s, "am") || span_is(s, "a.m") || span_is(s, "a.m."))
    return HALF_AM;
  if (span_is(s, "pm") || span_is(s, "p.m") || span_is(s, "p.m."))
    return HALF_PM;
  return HALF_NONE;
}

/* 8:15, 8:15am, 9am, and 9 alone (minute -1, half none). */
static bool clock_word(struct span s, int *hour, int *minute, int *half)
{
  size_t digits = 0;

  while (digits < s.n && digits < 3 && s.p[digits] >= '0' && s.p[digits] <= '9')
    digits++;
  if (digits < 1 || digits > 2)
    return false;
  *hour = small_number(span_part(s, 0, digits));
  *minute = -1;
  s = span_from(s, digits);
  if (s.n >= 3 && s.p[0] == ':' && all_digits(span_part(s, 1, 2))) {
    *minute = small_number(span_part(s, 1, 2));
    s = span_from(s, 3);
  }
  *half = half_of(s);
  return s.n == 0 || *half != HALF_NONE;
}

/* "9.30" where a time is meant: offered with a colon. */
static size_t pointed_at(const struct token *t, size_t skip, struct words_said *s)
{
  struct span w = t[skip].fold, after;
  size_t point = span_find(w, '.'), n = skip + 1;
  int half;

  if (!words_starts_number(t + skip) || point < 1 || point > 2 || !all_digits(span_part(w, 0, point)) ||
      !all_digits(span_part(w, point + 1, 2)) || w.n < point + 3)
    return 0;
  after = span_from(w, point + 3);
  half = half_of(after);
  if (after.n == 0 && t[n].kind == TOKEN_WORD && (half = half_of(t[n].fold)) != HALF_NONE)
    n++;
  if ((after.n > 0 && half == HALF_NONE) || (half == HALF_NONE && skip == 0))
    return 0;
  add(s, SAID_CLOCK, t, n);
  if (s->trouble == TIME_GOOD)
    snprintf(s->trouble_offer, sizeof s->trouble_offer, "%.*s:%.*s%s", SPAN_FMT(span_part(w, 0, point)),
             SPAN_FMT(span_part(w, point + 1, 2)),
             half == HALF_AM   ? " am"
             : half == HALF_PM ? " pm"
                               : "");
  trouble(s, TIME_POINT, t, n);
  return n;
}

static size_t clock_at(const struct token *t, struct words_said *s)
{
  size_t skip = words_token_is(t, "at") ? 1 : 0, n = skip + 1;
  int hour, minute, half = HALF_NONE;
  size_t pointed = pointed_at(t, skip, s);

  if (pointed > 0)
    return pointed;
  if (!words_starts_number(t + skip) || !clock_word(t[skip].fold, &hour, &minute, &half))
    return 0;
  if (half == HALF_NONE && t[n].kind == TOKEN_WORD && (half = half_of(t[n].fold)) != HALF_NONE)
    n++;
  if (minute < 0 && half == HALF_NONE && skip == 0)
    return 0; /* a bare number is never a time */
  add(s, SAID_CLOCK, t, n);
  if (hour > 23 || minute > 59 || (half != HALF_NONE && (hour < 1 || hour > 12))) {
    /* 13 pm and 0 am say one time; 13 am and 0 pm do not. */
    if (s->trouble == TIME_GOOD && hour <= 23 && minute <= 59 && (hour > 12) == (half == HALF_PM))
      snprintf(s->trouble_offer, sizeof s->trouble_offer, "%d:%02d", hour, minute < 0 ? 0 : minute);
    trouble(s, TIME_NO_HOUR, t, n);
    return n;
  }
  if (half != HALF_NONE)
    hour = hour % 12 + (half == HALF_PM ? 12 : 0);
  s->hour = hour;
  s->minute = minute < 0 ? 0 : minute;
  s->second = -1;
  return n;
}

/* --- days and parts of the day ------------------------------------------------------------------------------------ */

/* The last such day that is not after today. */
static int64_t last_weekday(int64_t today, int weekday)
{
  return today - (day_weekday(today) - weekday + 7) % 7;
}

size_t words_day_at(const struct token *t, size_t i, const struct words_clock *c, int64_t *day)
{
  int weekday;

  if (words_token_is(t + i, "today"))
    *day = c->today;
  else if (words_token_is(t + i, "yesterday"))
    *day = c->today - 1;
  else if (words_weekday(t + i, true, &weekday))
    *day = last_weekday(c->today, weekday);
  else if (t[i].kind != TOKEN_WORD || !words_starts_number(t + i) || !date_parse(t[i].fold, day))
    return 0;
  return 1;
}

static bool part_word(const struct token *t, enum day_part *part)
{
  static const char *const word[] = {"morning", "noon", "afternoon", "evening"};

  for (int i = 0; i < 4; i++) {
    if (words_token_is(t, word[i])) {
      *part = (enum day_part)i;
      return true;
    }
  }
  return false;
}

static size_t part_at(const struct token *t, bool before, struct words_said *s)
{
  enum day_part part;
  size_t n = 0;

  if (words_token_is(t, "this") && part_word(t + 1, &part))
    n = 2;
  else if (words_token_is(t, "tonight"))
    part = PART_TONIGHT, n = 1;
  else if (words_token_is(t, "last") && words_token_is(t + 1, "night"))
    part = PART_LAST_NIGHT, n = 2;
  if (n > 0) {
    add(s, SAID_PART | SAID_THIS, t, n);
    s->part = part;
    return n;
  }
  /* "yesterday evening" */
  if (!before || !(s->has & SAID_DAY) || (s->has & SAID_CLOCK))
    return 0;
  if (words_token_is(t, "night"))
    part = PART_TONIGHT;
  else if (!part_word(t, &part))
    return 0;
  add(s, SAID_PART, t, 1);
  s->part = part;
  return 1;
}

/* Does a clock time stand here? Only looks. */
static bool clock_here(const struct token *t)
{
  struct words_said none = {0};

  return clock_at(t, &none) > 0;
}

static size_t weekday_at(const struct token *t, size_t i, bool before, const struct words_clock *c,
                         struct words_said *s)
{
  static const char *const lead[] = {"on", "since", "last", NULL};
  size_t skip = words_token_is(t + i, "on") ? 1 : 0, n = skip + 1;
  bool short_too = skip == 1 || (before && (s->has & SAID_CLOCK)) || clock_here(t + i + 1) ||
                   (i > 0 && words_token_in(t + i - 1, lead));
  int weekday;

  if (!words_weekday(t + i + skip, short_too, &weekday))
    return 0;
  add(s, SAID_DAY | SAID_WEEKDAY, t + i, n);
  s->day = last_weekday(c->today, weekday);
  return n;
}

size_t words_time_at(const struct token *t, size_t i, bool before, const struct words_clock *c, struct words_said *said)
{
  const struct token *at = t + i;
  size_t n;

  if (at->kind != TOKEN_WORD)
    return 0;
  if ((n = elapsed_at(at, c, said)) > 0 || (n = iso_at(at, said)) > 0 || (n = clock_at(at, said)) > 0 ||
      (n = part_at(at, before, said)) > 0 || (n = weekday_at(t, i, before, c, said)) > 0)
    return n;
  if (words_token_is(at, "on") && words_starts_number(at + 1) && (n = iso_at(at + 1, said)) > 0) {
    if (said->from == at[1].from)
      said->from = at->from;
    return n + 1;
  }
  if (words_token_is(at, "today") || words_token_is(at, "yesterday")) {
    bool today = words_token_is(at, "today");

    add(said, today ? SAID_DAY | SAID_TODAY : SAID_DAY, at, 1);
    said->day = today ? c->today : c->today - 1;
    return 1;
  }
  if (words_token_is(at, "now")) {
    add(said, SAID_EXACT, at, 1);
    said->exact = c->now;
    return 1;
  }
  return 0;
}
