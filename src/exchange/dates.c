#include "exchange/dates.h"

#include <string.h>

enum { NUMBER_DIGITS_MAX = 15, SECONDS_DIGITS = 10, MILLISECONDS_DIGITS = 13 };

static const int64_t SECONDS_FIRST = 631152000, SECONDS_LAST = 4102444800; /* 1990 to 2100 */

bool dates_order_parse(struct span s, int *order)
{
  static const char *const name[] = {"dmy", "mdy", "ymd"};

  for (int i = 0; i < 3; i++) {
    if (span_is_fold(span_trim(s), name[i])) {
      *order = 1 << i;
      return true;
    }
  }
  return false;
}

/* --- pieces ------------------------------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool one_of(char c, const char *set)
{
  return c != '\0' && strchr(set, c) != NULL;
}

static size_t digits_at(struct span s)
{
  size_t n = 0;

  while (n < s.n && is_digit(s.p[n]))
    n++;
  return n;
}

static size_t letters_at(struct span s)
{
  size_t n = 0;

  while (n < s.n && is_letter(s.p[n]))
    n++;
  return n;
}

static int64_t value_of(struct span digits)
{
  int64_t v = 0;

  for (size_t i = 0; i < digits.n; i++)
    v = v * 10 + (digits.p[i] - '0');
  return v;
}

static struct span skip_blanks(struct span s)
{
  while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t'))
    s = span_from(s, 1);
  return s;
}

/* --- times -------------------------------------------------------------------------------------------------------- */

static bool take_offset(struct span s, struct iso *iso)
{
  char text[40] = "2000-01-01T00:00";
  struct iso probe;
  size_t n = strlen(text);

  s = span_trim(s);
  if (s.n == 0)
    return true;
  if (span_is_fold(s, "utc") || span_is_fold(s, "gmt"))
    s = SPAN("Z");
  if (s.n + n > sizeof text)
    return false;
  memcpy(text + n, s.p, s.n);
  if (!iso_parse((struct span){text, n + s.n}, &probe) || !probe.has_offset)
    return false;
  iso->has_offset = true;
  iso->offset_s = probe.offset_s;
  return true;
}

static bool part_of_day(struct span word, struct iso *iso)
{
  static const struct {
    const char *word;
    int hour;
  } part[] = {
    {"morning", PART_MORNING_H}, {"noon", PART_NOON_H},   {"midday", PART_NOON_H}, {"afternoon", PART_AFTERNOON_H},
    {"evening", PART_EVENING_H}, {"night", PART_NIGHT_H},
  };

  for (size_t i = 0; i < sizeof part / sizeof part[0]; i++) {
    if (span_is_fold(word, part[i].word)) {
      iso->c.hour = part[i].hour;
      iso->precision = PRECISION_PART;
      return iso->has_time = true;
    }
  }
  return false;
}

/* ":SS.fff" off the front. */
static bool take_seconds(struct span *s, struct iso *iso)
{
  size_t n;

  if (s->n == 0 || s->p[0] != ':')
    return true;
  n = digits_at(span_from(*s, 1));
  iso->c.second = (int)value_of(span_part(*s, 1, n > 2 ? 2 : n));
  if (n != 2 || iso->c.second > 60)
    return false;
  if (iso->c.second == 60)
    iso->c.second = 59;
  iso->precision = PRECISION_SECOND;
  *s = span_from(*s, 3);
  if (s->n > 1 && (s->p[0] == '.' || s->p[0] == ',') && is_digit(s->p[1]))
    *s = span_from(*s, 1 + digits_at(span_from(*s, 1)));
  return true;
}

/* am or pm off the front, with or without points. */
static bool take_half(struct span *s, struct iso *iso)
{
  static const char *const word[] = {"am", "a.m.", "pm", "p.m."};
  struct span rest = skip_blanks(*s);

  for (size_t i = 0; i < 4; i++) {
    size_t n = strlen(word[i]);

    if (rest.n < n || !span_is_fold(span_part(rest, 0, n), word[i]) || (rest.n > n && is_letter(rest.p[n])))
      continue;
    if (iso->c.hour < 1 || iso->c.hour > 12)
      return false;
    iso->c.hour = iso->c.hour % 12 + (i >= 2 ? 12 : 0);
    if (iso->precision == PRECISION_PART)
      iso->precision = PRECISION_MINUTE;
    *s = span_from(rest, n);
    return true;
  }
  return true;
}

/* 8:15, 08:15:30.5, 8:15 pm, 0815, 8h15, 8 am, evening; then perhaps an offset. */
static bool take_time(struct span s, struct iso *iso)
{
  size_t n = digits_at(s);

  if (n == 0)
    return part_of_day(span_trim(s), iso);
  iso->has_time = true;
  iso->precision = PRECISION_MINUTE;
  if (n == 3 || n == 4) {
    iso->c.hour = (int)value_of(span_part(s, 0, n - 2));
    iso->c.minute = (int)value_of(span_part(s, n - 2, 2));
    s = span_from(s, n);
  } else if (n <= 2) {
    bool marked = s.n > n + 2 && one_of(s.p[n], ":hH") && digits_at(span_from(s, n + 1)) == 2;

    iso->c.hour = (int)value_of(span_part(s, 0, n));
    iso->c.minute = marked ? (int)value_of(span_part(s, n + 1, 2)) : 0;
    if (!marked)
      iso->precision = PRECISION_PART; /* good only with am or pm */
    s = span_from(s, marked ? n + 3 : n);
  } else {
    return false;
  }
  if (!take_seconds(&s, iso) || !take_half(&s, iso) || iso->precision == PRECISION_PART)
    return false;
  return iso->c.hour <= 23 && iso->c.minute <= 59 && take_offset(s, iso);
}

/* --- dates -------------------------------------------------------------------------------------------------------- */

static int full_year(int64_t year, size_t digits)
{
  if (digits == 4)
    return (int)year;
  return (int)(year < 69 ? 2000 + year : 1900 + year);
}

static bool set_date(struct iso *iso, int64_t year, int64_t month, int64_t day)
{
  if (!date_valid((int)year, (int)month, (int)day))
    return false;
  iso->c.year = (int)year;
  iso->c.month = (int)month;
  iso->c.day = (int)day;
  return true;
}

/* The orders in which three numbers are a date, and how many different dates that makes. */
static int fit_orders(const int64_t v[3], const size_t digits[3], int orders, struct iso *iso, int *dates)
{
  static const int place[3][3] = {{2, 1, 0}, {2, 0, 1}, {0, 1, 2}}; /* year, month, day of dmy, mdy, ymd */
  int fits = 0;
  int64_t found[3];

  *dates = 0;
  for (int i = 2; i >= 0; i--) {
    const int *p = place[i];
    int year = full_year(v[p[0]], digits[p[0]]);
    int64_t day;
    bool known = false;

    if (!(orders & 1 << i) || (digits[p[0]] != 2 && digits[p[0]] != 4) || digits[p[1]] > 2 || digits[p[2]] > 2 ||
        !set_date(iso, year, v[p[1]], v[p[2]]))
      continue;
    day = date_to_day(iso->c.year, iso->c.month, iso->c.day);
    for (int k = 0; k < *dates; k++)
      known = known || found[k] == day;
    if (!known)
      found[(*dates)++] = day;
    fits |= 1 << i;
  }
  return fits;
}

/* 03/04/2026, 3.4.26, 2026/04/03. *used 0: not three numbers. */
static enum dates_read three_numbers(struct span s, int orders, struct dates *out, size_t *used)
{
  int64_t v[3];
  size_t digits[3], at = 0;
  int found;

  *used = 0;
  for (int i = 0; i < 3; i++) {
    digits[i] = digits_at(span_from(s, at));
    if (digits[i] == 0 || digits[i] > 4)
      return DATES_NONE;
    v[i] = value_of(span_part(s, at, digits[i]));
    at += digits[i];
    if (i < 2 && (at == s.n || !one_of(s.p[at], "/.-") || (i == 1 && s.p[at] != s.p[at - digits[1] - 1])))
      return DATES_NONE;
    at += i < 2;
  }
  *used = at;
  if (digits[0] == 4) {
    out->fits = 0;
    return digits[1] <= 2 && digits[2] <= 2 && set_date(&out->iso, v[0], v[1], v[2]) ? DATES_GOOD : DATES_NONE;
  }
  out->fits = fit_orders(v, digits, orders, &out->iso, &found);
  return found == 0 ? DATES_NONE : found == 1 ? DATES_GOOD : DATES_DOUBTFUL;
}

static int month_of(struct span word)
{
  static const char *const name[] = {"january", "february", "march",     "april",   "may",      "june",
                                     "july",    "august",   "september", "october", "november", "december"};

  for (int i = 0; i < 12 && word.n >= 3; i++)
    if (word.n <= strlen(name[i]) && span_eq_fold(word, (struct span){name[i], word.n}))
      return i + 1;
  return word.n == 4 && span_is_fold(word, "sept") ? 9 : 0;
}

static bool is_weekday(struct span word)
{
  static const char *const name[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

  for (int i = 0; i < 7 && word.n >= 3; i++)
    if (word.n <= strlen(name[i]) && span_eq_fold(word, (struct span){name[i], word.n}))
      return true;
  return false;
}

static struct span skip_marks(struct span s)
{
  while (s.n > 0 && one_of(s.p[0], " ,.-/"))
    s = span_from(s, 1);
  return s;
}

/* 4 May 2026, May 4, 2026, 04-May-2026. *used 0: no month by name. */
static enum dates_read named_month(struct span s, struct dates *out, size_t *used)
{
  struct span rest = s;
  int64_t v[2] = {0, 0};
  size_t digits[2];
  int month = month_of(span_part(s, 0, letters_at(s)));
  bool first = month > 0;

  *used = 0;
  if (first)
    rest = skip_marks(span_from(rest, letters_at(rest)));
  for (int i = 0; i < 2; i++) {
    digits[i] = digits_at(rest);
    if (digits[i] == 0 || digits[i] > 4)
      return DATES_NONE;
    v[i] = value_of(span_part(rest, 0, digits[i]));
    rest = span_from(rest, digits[i]);
    if (i == 0) {
      rest = skip_marks(rest);
      if (!first) {
        month = month_of(span_part(rest, 0, letters_at(rest)));
        if (month == 0)
          return DATES_NONE;
        rest = skip_marks(span_from(rest, letters_at(rest)));
      }
    }
  }
  if (digits[0] > 2 || digits[1] != 4 || !set_date(&out->iso, v[1], month, v[0]))
    return DATES_NONE;
  out->fits = 0;
  *used = s.n - rest.n;
  return DATES_GOOD;
}

/* Seconds or milliseconds since 1970, UTC. */
static bool epoch(int64_t number, size_t digits, struct iso *iso)
{
  int64_t at_s = digits == MILLISECONDS_DIGITS ? number / 1000 : number;

  if ((digits != SECONDS_DIGITS && digits != MILLISECONDS_DIGITS) || at_s < SECONDS_FIRST || at_s > SECONDS_LAST)
    return false;
  local_s_to_civil(at_s, &iso->c);
  iso->has_time = iso->has_offset = true;
  iso->offset_s = 0;
  iso->precision = PRECISION_SECOND;
  return true;
}

/* One run of digits: 20260504, 202605040815(30), 1773478800, or a day number. */
static enum dates_read one_number(struct span s, struct dates *out, size_t *used)
{
  bool minus = s.n > 0 && s.p[0] == '-';
  struct span digits = span_part(s, minus, digits_at(span_from(s, minus)));
  struct iso *iso = &out->iso;

  *used = 0;
  if (digits.n == 0 || digits.n > NUMBER_DIGITS_MAX)
    return DATES_NONE;
  *used = digits.n + minus;
  out->number = value_of(digits);
  if (!minus && (digits.n == 8 || digits.n == 12 || digits.n == 14) &&
      set_date(iso, value_of(span_part(digits, 0, 4)), value_of(span_part(digits, 4, 2)),
               value_of(span_part(digits, 6, 2)))) {
    if (digits.n == 8)
      return DATES_GOOD;
    iso->has_time = true;
    iso->precision = digits.n == 14 ? PRECISION_SECOND : PRECISION_MINUTE;
    iso->c.hour = (int)value_of(span_part(digits, 8, 2));
    iso->c.minute = (int)value_of(span_part(digits, 10, 2));
    iso->c.second = digits.n == 14 ? (int)value_of(span_part(digits, 12, 2)) : 0;
    return iso->c.hour <= 23 && iso->c.minute <= 59 && iso->c.second <= 59 ? DATES_GOOD : DATES_NONE;
  }
  if (!minus && epoch(out->number, digits.n, iso))
    return DATES_GOOD;
  if (digits.n > 7)
    return DATES_NONE;
  if (minus)
    out->number = -out->number;
  if (span_starts(span_from(s, *used), ".0") && digits_at(span_from(s, *used + 2)) == 0)
    *used += 2; /* 3.0, as statistics programs write whole numbers */
  return DATES_NUMBER;
}

enum dates_read dates_parse(struct span text, int orders, struct dates *out)
{
  struct span s = span_trim(text), rest;
  enum dates_read read;
  size_t used, word;

  *out = (struct dates){.date = s, .iso.precision = PRECISION_DAY};
  if (s.n == 0)
    return DATES_EMPTY;
  if (iso_parse(s, &out->iso))
    return DATES_GOOD;
  out->iso = (struct iso){.precision = PRECISION_DAY};
  word = letters_at(s);
  if (word > 0 && is_weekday(span_part(s, 0, word)))
    s = skip_marks(span_from(s, word));
  read = three_numbers(s, orders, out, &used);
  if (used == 0)
    read = named_month(s, out, &used);
  if (used == 0)
    read = one_number(s, out, &used);
  if (used == 0)
    return DATES_NONE;
  rest = span_from(s, used);
  out->date = span_part(s, 0, used);
  if (read == DATES_NONE || rest.n == 0)
    return read;
  if (!one_of(rest.p[0], " \tTt,")) {
    out->date = s;
    return DATES_NONE;
  }
  rest = span_from(rest, rest.p[0] == 'T' || rest.p[0] == 't');
  while (rest.n > 0 && (rest.p[0] == ' ' || rest.p[0] == '\t' || rest.p[0] == ','))
    rest = span_from(rest, 1);
  if (span_trim(rest).n == 0)
    return read;
  if (out->iso.has_time || !take_time(rest, &out->iso))
    return read == DATES_NUMBER ? DATES_NONE : DATES_NO_TIME;
  return read;
}
