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
  if (at < s.n && s.p[at] == '_')
    return at + 1 >= s.n || white(s.p[at + 1]) || s.p[at + 1] == '_' || s.p[at + 1] == ':';
  if (at + 1 < s.n && s.p[at] == ':' && s.p[at + 1] >= '0' && s.p[at + 1] <= '9')
    return false; /* a time goes on there */
  return at >= s.n || white(s.p[at]) || (s.p[at] != '-' && s.p[at] != '.' && mark_at(s, at) > 0);
}

/* "[ ] ", "[x] " */
static size_t skip_box(struct span s, size_t at)
{
  bool box = at + 3 < s.n && s.p[at] == '[' && strchr(" xX", s.p[at + 1]) != NULL && s.p[at + 1] != '\0' &&
             s.p[at + 2] == ']' && white(s.p[at + 3]);

  return box ? skip_white(s, at + 3) : at;
}

size_t words_line_marks(struct span line)
{
  size_t at = skip_white(line, 0);

  for (;;) {
    size_t marks = at;

    if (span_starts(span_from(line, at), "\xe2\x80\xa2")) {
      marks += 3;
    } else {
      while (marks < line.n && line.p[marks] != '\0' && strchr("#-*+>", line.p[marks]) != NULL)
        marks++;
      if (marks == at || marks == line.n || !white(line.p[marks]))
        return skip_box(line, at);
    }
    at = skip_box(line, skip_white(line, marks));
  }
}

/* Stars and low lines of bold and slanted words. */
static size_t skip_bold(struct span s, size_t at)
{
  while (at < s.n && (s.p[at] == '*' || s.p[at] == '_'))
    at++;
  return at;
}

/* Before the date: marks of lists, of bold words, a bracket. */
static size_t skip_front(struct span s, bool *bold)
{
  size_t marks = words_line_marks(s), at = skip_bold(s, marks);

  *bold = at > marks;
  if (at < s.n && (s.p[at] == '[' || s.p[at] == '(' || s.p[at] == '<'))
    at = skip_white(s, at + 1);
  return at;
}

/* am, PM, p.m.: bytes, 0 none. */
static size_t half_bytes(struct span s, size_t at, bool *pm)
{
  static const char *const half[] = {"a.m.", "p.m.", "am", "pm"};

  for (size_t i = 0; i < 4; i++) {
    size_t n = strlen(half[i]);

    if (at + n > s.n || !span_is_fold(span_part(s, at, n), half[i]) || !ends(s, at + n))
      continue;
    *pm = half[i][0] == 'p';
    return n;
  }
  return 0;
}

/* ":30", ":30.5" behind a minute: bytes. */
static size_t second_bytes(struct span s, size_t at, int *second)
{
  size_t end = at + 3;
  int v;

  if (at >= s.n || s.p[at] != ':' || !digits_at(s, at + 1, 2, &v) || v > 59)
    return 0;
  *second = v;
  if (end + 1 < s.n && s.p[end] == '.' && s.p[end + 1] >= '0' && s.p[end + 1] <= '9')
    for (end++; end < s.n && s.p[end] >= '0' && s.p[end] <= '9';)
      end++;
  return end - at;
}

/* H:MM, HH:MM:SS, with am or pm: bytes, 0 none. c->second is -1 when it was not said. */
static size_t clock_bytes(struct span s, size_t at, struct civil *c)
{
  size_t n = digits_at(s, at, 2, &c->hour) ? 2 : digits_at(s, at, 1, &c->hour) ? 1 : 0, end = at + n, half;
  bool pm = false;

  c->second = -1;
  if (n == 0 || end >= s.n || s.p[end] != ':' || !digits_at(s, end + 1, 2, &c->minute) || c->hour > 23 ||
      c->minute > 59)
    return 0;
  end += 3;
  end += second_bytes(s, end, &c->second);
  half = skip_white(s, end);
  n = half <= end + 1 ? half_bytes(s, half, &pm) : 0;
  if (n > 0) {
    if (c->hour < 1 || c->hour > 12)
      return 0;
    c->hour = c->hour % 12 + (pm ? 12 : 0);
    end = half + n;
  }
  return ends(s, end) ? end - at : 0;
}

/* " +0200", " +02:00", " Z" behind a clock time: bytes, 0 none. */
static size_t offset_bytes(struct span s, size_t at, int *offset_s)
{
  size_t from = skip_white(s, at), end = from + 3;
  int h, m;

  if (from < s.n && s.p[from] == 'Z' && ends(s, from + 1)) {
    *offset_s = 0;
    return from + 1 - at;
  }
  if (from >= s.n || (s.p[from] != '+' && s.p[from] != '-') || !digits_at(s, from + 1, 2, &h))
    return 0;
  end += end < s.n && s.p[end] == ':';
  if (!digits_at(s, end, 2, &m) || h > 14 || m > 59 || !ends(s, end + 2))
    return 0;
  *offset_s = (h * 3600 + m * 60) * (s.p[from] == '-' ? -1 : 1);
  return end + 2 - at;
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
  int64_t at_s[2], local_s = day * 86400 + c->hour * 3600 + c->minute * 60 + (c->second > 0 ? c->second : 0);
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

/* Brackets and bold words close. */
static size_t skip_close(struct span s, size_t at, bool bold)
{
  if (at < s.n && (s.p[at] == ']' || s.p[at] == ')' || s.p[at] == '>'))
    at++;
  return bold ? skip_bold(s, at) : at;
}

/* White space and one mark behind a date or time; brackets close before it. */
static size_t skip_mark(struct span s, size_t at)
{
  size_t next = skip_white(s, at);

  if (mark_at(s, next) > 0 && (next > at || s.p[next] == ':' || s.p[next] == '|' || s.p[next] == ',')) {
    size_t end = next + mark_at(s, next);

    /* "-3" and "*word" are of the text. */
    if (end >= s.n || white(s.p[end]) || s.p[next] == ':' || s.p[next] == '|' || s.p[next] == ',')
      return skip_white(s, end);
  }
  return next;
}

static size_t skip_behind(struct span s, size_t at, bool bold)
{
  size_t next = skip_mark(s, skip_close(s, at, bold)), end = bold ? skip_bold(s, next) : next;

  /* "**2026-05-01:** pain 6" */
  return end > next && (end == s.n || white(s.p[end])) ? skip_white(s, end) : next;
}

/* A clock time behind the date that ends at `from`: the byte behind it, 0 none. */
static size_t clock_behind(struct span line, size_t from, bool bold, int64_t day, const struct env *env,
                           struct instant *at)
{
  size_t date_end = bold ? skip_bold(line, from) : from, behind = skip_white(line, skip_weekday(line, date_end)), n;
  struct civil c = {0};
  int offset_s;

  if (behind < line.n && line.p[behind] == ',')
    behind = skip_white(line, behind + 1);
  if (behind + 3 < line.n && span_is_fold(span_part(line, behind, 2), "at") && white(line.p[behind + 2]))
    behind = skip_white(line, behind + 3);
  n = behind > from ? clock_bytes(line, behind, &c) : 0;
  if (n == 0)
    return 0;
  place(env, day, &c, c.second >= 0 ? PRECISION_SECOND : PRECISION_MINUTE, at);
  behind += n;
  n = offset_bytes(line, behind, &offset_s);
  if (n > 0) {
    at->at_s = day * 86400 + c.hour * 3600 + c.minute * 60 + (c.second > 0 ? c.second : 0) - offset_s;
    at->offset_s = offset_s;
  }
  return behind + n;
}

bool words_dated(struct span line, const struct env *env, const struct instant *last, struct instant *at, size_t *used)
{
  bool bold;
  size_t from = skip_front(line, &bold), n;
  struct civil c = {0};
  struct instant found;
  int64_t day = last ? instant_day(last) : env_today(env);

  n = iso_bytes(line, from, env, &found, &day);
  if (n > 0) {
    from += n;
    n = found.precision == PRECISION_DAY ? clock_behind(line, from, bold, day, env, &found) : 0;
    from = n > 0 ? n : skip_weekday(line, from);
  } else {
    n = clock_bytes(line, from, &c);
    if (n == 0)
      return false;
    place(env, day, &c, c.second >= 0 ? PRECISION_SECOND : PRECISION_MINUTE, &found);
    from += n;
  }
  *at = found;
  *used = skip_behind(line, from, bold);
  return true;
}
