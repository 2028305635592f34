/* Times outside a sentence: options, days, the front of a line of a notes program. */
#include "words/sentence.h"

#include <stdio.h>
#include <string.h>

static enum rc check_option(struct span text, struct err *e)
{
  enum { OPTION_MAX = 200 };

  for (size_t i = 0; i < text.n; i++)
    if ((unsigned char)text.p[i] < ' ' && text.p[i] != '\t')
      return err_set(e, RC_DATA, "A time is written on one line.");
  return text.n <= OPTION_MAX ? RC_OK : err_set(e, RC_DATA, "That is too long for a time.");
}

static void time_examples(struct err *e)
{
  err_fix(
      e, "Write \"8:15\", \"yesterday 22:00\", \"30m ago\", \"this morning\", \"2026-05-04\" or \"2026-05-04T08:15\".");
}

enum rc words_time(struct span text, const struct env *env, bool future_ok, struct instant *out, struct err *e)
{
  struct err own = {0};
  struct words_clock clock = {.env = env, .now = env_now(env), .today = env_today(env), .future_ok = future_ok};
  struct words_said said = {0};
  struct words_when w;
  struct arena a = {0};
  struct tokens tokens = {0};
  char sentence[TIME_SENTENCE_MAX];
  bool before = false;
  size_t k = 0, n;
  enum rc rc;

  if (e == NULL)
    e = &own;
  rc = check_option(text, e);
  if (rc == RC_OK)
    rc = words_tokens(text, &a, &tokens, e);
  while (rc == RC_OK && k < tokens.n && (n = words_time_at(tokens.t, k, before, &clock, &said)) > 0) {
    k += n;
    before = true;
  }
  if (rc == RC_OK && tokens.n == 0) {
    rc = err_set(e, RC_DATA, "A time is missing here.");
    time_examples(e);
  } else if (rc == RC_OK && k < tokens.n) {
    rc = words_refuse(text, tokens.t[k].from, e, "\"%.*s\" is not a time.", SPAN_FMT(words_shown(text)));
    time_examples(e);
  }
  if (rc == RC_OK) {
    words_resolve(&said, NULL, &clock, &w);
    if (w.trouble == TIME_GOOD) {
      *out = w.at;
    } else {
      words_trouble_text(&w, text, sentence);
      rc = words_refuse(text, tokens.t[0].from, e, "%s", sentence);
      if (w.offer[0][0] != '\0')
        err_fix(e, "Write \"%s\"%s%s%s.", w.offer[0], w.offer[1][0] ? " or \"" : "", w.offer[1],
                w.offer[1][0] ? "\"" : "");
      else
        time_examples(e);
    }
  }
  arena_done(&a);
  return rc;
}

enum rc words_day(struct span text, const struct env *env, int64_t *day, struct err *e)
{
  struct err own = {0};
  struct words_clock clock = {.env = env, .now = env_now(env), .today = env_today(env)};
  struct arena a = {0};
  struct tokens tokens = {0};
  char today[DATE_TEXT_MAX];
  enum rc rc;

  if (e == NULL)
    e = &own;
  rc = check_option(text, e);
  if (rc == RC_OK)
    rc = words_tokens(text, &a, &tokens, e);
  if (rc == RC_OK && !(tokens.n == 1 && words_day_at(tokens.t, 0, &clock, day) == 1)) {
    date_text(clock.today, today);
    rc = words_refuse(text, tokens.t[0].from, e, "\"%.*s\" is not a day.", SPAN_FMT(words_shown(text)));
    err_fix(e, "A day is written as %s, today, yesterday or Monday.", today);
  }
  arena_done(&a);
  return rc;
}

/* --- dated lines -------------------------------------------------------------------------------------------------- */

static bool white(char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

static size_t skip_white(struct span s, size_t at)
{
  while (at < s.n && white(s.p[at]))
    at++;
  return at;
}

static bool digits_at(struct span s, size_t at, size_t n, int *v)
{
  *v = 0;
  if (at + n > s.n)
    return false;
  for (size_t i = 0; i < n; i++) {
    if (s.p[at + i] < '0' || s.p[at + i] > '9')
      return false;
    *v = *v * 10 + (s.p[at + i] - '0');
  }
  return true;
}

/* Bytes of a dash, bar, colon, bullet or closing bracket at `at`, 0 none. */
static size_t mark_at(struct span s, size_t at)
{
  static const char *const long_mark[] = {"\xe2\x80\x93", "\xe2\x80\x94", "\xe2\x80\xa2"};

  if (at >= s.n)
    return 0;
  if (strchr("-|:])>*,", s.p[at]) != NULL && s.p[at] != '\0')
    return 1;
  for (size_t i = 0; i < sizeof long_mark / sizeof long_mark[0]; i++)
    if (span_starts(span_from(s, at), long_mark[i]))
      return 3;
  return 0;
}

/* A date or time ends where a word ends. */
static bool ends(struct span s, size_t at)
{
  return at >= s.n || white(s.p[at]) || (s.p[at] != '-' && s.p[at] != '.' && mark_at(s, at) > 0);
}

/* Before the date: blanks, "- ", "* ", "+ ", "# ", "## ", a bracket. */
static size_t skip_front(struct span s)
{
  size_t at = skip_white(s, 0), marks = at;

  while (marks < s.n && (s.p[marks] == '#' || s.p[marks] == '-' || s.p[marks] == '*' || s.p[marks] == '+'))
    marks++;
  if (marks > at && marks < s.n && white(s.p[marks]))
    at = skip_white(s, marks);
  else if (span_starts(span_from(s, at), "\xe2\x80\xa2"))
    at = skip_white(s, at + 3);
  if (at < s.n && (s.p[at] == '[' || s.p[at] == '(' || s.p[at] == '<'))
    at = skip_white(s, at + 1);
  return at;
}

/* H:MM, HH:MM, with am or pm: bytes, 0 none. */
static size_t clock_bytes(struct span s, size_t at, int *hour, int *minute)
{
  size_t n = digits_at(s, at, 2, hour) ? 2 : digits_at(s, at, 1, hour) ? 1 : 0, end = at + n, half;
  bool pm;

  if (n == 0 || end >= s.n || s.p[end] != ':' || !digits_at(s, end + 1, 2, minute) || *hour > 23 || *minute > 59)
    return 0;
  end += 3;
  half = skip_white(s, end);
  if (half + 2 <= s.n && half <= end + 1 && (s.p[half + 1] | 0x20) == 'm' && ends(s, half + 2) &&
      ((s.p[half] | 0x20) == 'a' || (s.p[half] | 0x20) == 'p')) {
    pm = (s.p[half] | 0x20) == 'p';
    if (*hour < 1 || *hour > 12)
      return 0;
    *hour = *hour % 12 + (pm ? 12 : 0);
    end = half + 2;
  }
  return ends(s, end) ? end - at : 0;
}

/* "2026-05-04 Mon 08:15": a weekday between date and time says nothing new. */
static size_t skip_weekday(struct span s, size_t at)
{
  static const char *const day[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  size_t from = skip_white(s, at), end = from;

  while (end < s.n && ((s.p[end] | 0x20) >= 'a' && (s.p[end] | 0x20) <= 'z'))
    end++;
  for (size_t i = 0; i < 7; i++) {
    struct span word = span_part(s, from, end - from);

    if ((word.n == 3 || (word.n >= 6 && span_is_fold(span_from(word, word.n - 3), "day"))) &&
        span_is_fold(span_part(word, 0, 3), day[i]) && ends(s, end))
      return end;
  }
  return at;
}

static void place(const struct env *env, int64_t day, const struct civil *c, enum precision precision,
                  struct instant *at)
{
  int64_t at_s[2], local_s = day * 86400 + c->hour * 3600 + c->minute * 60 + c->second;
  enum zone_local found = zone_resolve(env->zone, local_s, at_s);
  bool first = found == ZONE_FOLD && (precision == PRECISION_DAY || at_s[1] > env->now_s);

  at->at_s = at_s[first ? 0 : 1];
  at->offset_s = zone_offset_s(env->zone, at->at_s);
  at->precision = precision;
}

/* An ISO word with a date: bytes, 0 none. Without an offset it is of env's zone. */
static size_t iso_bytes(struct span s, size_t from, const struct env *env, struct instant *at, int64_t *day)
{
  size_t end = from;
  struct iso iso;

  while (end < s.n && (strchr("0123456789-+:.TtZz", s.p[end]) != NULL && s.p[end] != '\0'))
    end++;
  while (end > from && (s.p[end - 1] == ':' || s.p[end - 1] == '.' || s.p[end - 1] == '-'))
    end--;
  if (!ends(s, end) || !iso_parse(span_part(s, from, end - from), &iso))
    return 0;
  *day = date_to_day(iso.c.year, iso.c.month, iso.c.day);
  if (iso.has_offset)
    *at = (struct instant){civil_to_local_s(&iso.c) - iso.offset_s, iso.offset_s, iso.precision};
  else
    place(env, *day, &iso.c, iso.precision, at);
  return end - from;
}

/* White space and one mark behind a date or time; brackets close before it. */
static size_t skip_behind(struct span s, size_t at)
{
  size_t next;

  if (at < s.n && (s.p[at] == ']' || s.p[at] == ')' || s.p[at] == '>'))
    at++;
  next = skip_white(s, at);
  if (mark_at(s, next) > 0 && (next > at || s.p[next] == ':' || s.p[next] == '|' || s.p[next] == ',')) {
    size_t end = next + mark_at(s, next);

    /* "-3" and "*word" are of the text. */
    if (end >= s.n || white(s.p[end]) || s.p[next] == ':' || s.p[next] == '|' || s.p[next] == ',')
      return skip_white(s, end);
  }
  return next;
}

bool words_dated(struct span line, const struct env *env, const struct instant *last, struct instant *at, size_t *used)
{
  size_t from = skip_front(line), n, behind;
  struct civil c = {0};
  struct instant found;
  int64_t day = last ? instant_day(last) : env_today(env);

  n = iso_bytes(line, from, env, &found, &day);
  if (n > 0) {
    from += n;
    behind = skip_white(line, skip_weekday(line, from));
    if (behind < line.n && line.p[behind] == ',')
      behind = skip_white(line, behind + 1);
    n = found.precision == PRECISION_DAY && behind > from ? clock_bytes(line, behind, &c.hour, &c.minute) : 0;
    if (n > 0)
      from = behind + n;
    else
      from = skip_weekday(line, from);
    if (n > 0)
      place(env, day, &c, PRECISION_MINUTE, &found);
  } else {
    n = clock_bytes(line, from, &c.hour, &c.minute);
    if (n == 0)
      return false;
    place(env, day, &c, PRECISION_MINUTE, &found);
    from += n;
  }
  *at = found;
  *used = skip_behind(line, from);
  return true;
}
