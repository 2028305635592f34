#include "base/when.h"

#include <stdio.h>

enum { DAY_S = 86400, CYCLE_DAYS = 146097 /* 400 years */, OFFSET_MAX_S = 18 * 3600 };

static const int64_t DAY_FIRST = -719162; /* 0001-01-01 */
static const int64_t DAY_LAST = 2932896;  /* 9999-12-31 */

static int64_t floor_div(int64_t a, int64_t b)
{
  return a / b - (a % b < 0);
}

static int month_days(int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return days[month - 1] + (month == 2 && leap);
}

bool date_valid(int year, int month, int day)
{
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= month_days(year, month);
}

/* The year is counted from March, so that the leap day is its last. */
int64_t date_to_day(int year, int month, int day)
{
  int64_t y = month > 2 ? year : year - 1;
  int64_t month_from_march = month > 2 ? month - 3 : month + 9;
  int64_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;

  return y * 365 + floor_div(y, 4) - floor_div(y, 100) + floor_div(y, 400) + day_of_year - 719468;
}

void day_to_date(int64_t day, int *year, int *month, int *day_of_month)
{
  int64_t cycle, in_cycle, in_year, y, m;

  if (day < DAY_FIRST)
    day = DAY_FIRST;
  if (day > DAY_LAST)
    day = DAY_LAST;
  day += 719468; /* from 0000-03-01 */
  cycle = floor_div(day, CYCLE_DAYS);
  in_cycle = day - cycle * CYCLE_DAYS;
  y = (in_cycle - in_cycle / 1460 + in_cycle / 36524 - in_cycle / 146096) / 365;
  in_year = in_cycle - (365 * y + y / 4 - y / 100);
  m = (5 * in_year + 2) / 153;
  *day_of_month = (int)(in_year - (153 * m + 2) / 5 + 1);
  *month = (int)(m < 10 ? m + 3 : m - 9);
  *year = (int)(y + cycle * 400 + (*month <= 2));
}

int day_weekday(int64_t day)
{
  int64_t r = (day % 7 + 3) % 7; /* 1970-01-01 was a Thursday */

  return (int)(r < 0 ? r + 7 : r);
}

int64_t civil_to_local_s(const struct civil *c)
{
  return date_to_day(c->year, c->month, c->day) * DAY_S + c->hour * 3600 + c->minute * 60 + c->second;
}

void local_s_to_civil(int64_t local_s, struct civil *out)
{
  int64_t day, rest;

  if (local_s < DAY_FIRST * DAY_S)
    local_s = DAY_FIRST * DAY_S;
  if (local_s > DAY_LAST * DAY_S + DAY_S - 1)
    local_s = DAY_LAST * DAY_S + DAY_S - 1;
  day = floor_div(local_s, DAY_S);
  rest = local_s - day * DAY_S;
  day_to_date(day, &out->year, &out->month, &out->day);
  out->hour = (int)(rest / 3600);
  out->minute = (int)(rest / 60 % 60);
  out->second = (int)(rest % 60);
}

static int64_t instant_local_s(const struct instant *i)
{
  int64_t s = i->at_s;

  if (s < 2 * DAY_FIRST * DAY_S)
    s = 2 * DAY_FIRST * DAY_S;
  if (s > 2 * DAY_LAST * DAY_S)
    s = 2 * DAY_LAST * DAY_S;
  return s + i->offset_s;
}

int64_t instant_day(const struct instant *i)
{
  return floor_div(instant_local_s(i), DAY_S);
}

void instant_civil(const struct instant *i, struct civil *out)
{
  local_s_to_civil(instant_local_s(i), out);
}

/* The fixed shapes below are written by hand: an export writes them hundreds of thousands of times a second. */
static char *put_number(char *p, int v, int width)
{
  for (int i = width - 1; i >= 0; i--) {
    p[i] = (char)('0' + v % 10);
    v /= 10;
  }
  return p + width;
}

static char *put_date(char *p, int year, int month, int day)
{
  p = put_number(p, year, 4);
  *p++ = '-';
  p = put_number(p, month, 2);
  *p++ = '-';
  return put_number(p, day, 2);
}

/* Old local mean times have seconds: +00:53:28. */
static char *put_offset(char *p, int32_t offset_s)
{
  int size = offset_s < 0 ? -offset_s : offset_s;

  if (size > 99 * 3600)
    size = 99 * 3600;
  *p++ = offset_s < 0 ? '-' : '+';
  p = put_number(p, size / 3600, 2);
  *p++ = ':';
  p = put_number(p, size / 60 % 60, 2);
  if (size % 60 == 0)
    return p;
  *p++ = ':';
  return put_number(p, size % 60, 2);
}

size_t date_text(int64_t day, char out[DATE_TEXT_MAX])
{
  int year, month, day_of_month;
  char *p;

  day_to_date(day, &year, &month, &day_of_month);
  p = put_date(out, year, month, day_of_month);
  *p = '\0';
  return (size_t)(p - out);
}

static size_t write_instant(const struct instant *i, enum precision precision, char *out)
{
  struct civil c;
  char *p;

  instant_civil(i, &c);
  p = put_date(out, c.year, c.month, c.day);
  if (precision != PRECISION_DAY) {
    *p++ = 'T';
    p = put_number(p, c.hour, 2);
    if (precision != PRECISION_PART) {
      *p++ = ':';
      p = put_number(p, c.minute, 2);
    }
    if (precision == PRECISION_SECOND) {
      *p++ = ':';
      p = put_number(p, c.second, 2);
    }
    p = put_offset(p, i->offset_s);
  }
  *p = '\0';
  return (size_t)(p - out);
}

size_t instant_text(const struct instant *i, char out[INSTANT_TEXT_MAX])
{
  return write_instant(i, i->precision, out);
}

size_t instant_text_full(const struct instant *i, char out[INSTANT_TEXT_MAX])
{
  return write_instant(i, PRECISION_SECOND, out);
}

/* Exactly n digits off the front of *s. */
static bool take_digits(struct span *s, size_t n, int *out)
{
  int v = 0;

  if (s->n < n)
    return false;
  for (size_t i = 0; i < n; i++) {
    if (s->p[i] < '0' || s->p[i] > '9')
      return false;
    v = v * 10 + (s->p[i] - '0');
  }
  *s = span_from(*s, n);
  *out = v;
  return true;
}

static bool take(struct span *s, char c)
{
  if (s->n == 0 || s->p[0] != c)
    return false;
  *s = span_from(*s, 1);
  return true;
}

static bool take_date(struct span *s, int *year, int *month, int *day)
{
  return take_digits(s, 4, year) && take(s, '-') && take_digits(s, 2, month) && take(s, '-') &&
         take_digits(s, 2, day) && date_valid(*year, *month, *day);
}

bool date_parse(struct span s, int64_t *day)
{
  int year, month, day_of_month;

  if (!take_date(&s, &year, &month, &day_of_month) || s.n > 0)
    return false;
  *day = date_to_day(year, month, day_of_month);
  return true;
}

static bool take_fraction(struct span *s)
{
  size_t n = 0;

  if (!take(s, '.') && !take(s, ','))
    return true;
  while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
    n++;
  *s = span_from(*s, n);
  return n > 0;
}

static bool take_time(struct span *s, struct iso *out)
{
  struct civil *c = &out->c;

  out->precision = PRECISION_PART;
  if (!take_digits(s, 2, &c->hour) || c->hour > 23)
    return false;
  if (!take(s, ':'))
    return true;
  out->precision = PRECISION_MINUTE;
  if (!take_digits(s, 2, &c->minute) || c->minute > 59)
    return false;
  if (!take(s, ':'))
    return true;
  out->precision = PRECISION_SECOND;
  if (!take_digits(s, 2, &c->second) || c->second > 60)
    return false;
  if (c->second == 60)
    c->second = 59;
  return take_fraction(s);
}

/* Z, +HH, +HHMM, +HH:MM, +HH:MM:SS up to the end of the text. */
static bool take_offset(struct span *s, int32_t *offset_s)
{
  int hour = 0, minute = 0, second = 0;
  bool west;

  *offset_s = 0;
  if (take(s, 'Z') || take(s, 'z'))
    return s->n == 0;
  west = take(s, '-');
  if ((!west && !take(s, '+')) || !take_digits(s, 2, &hour))
    return false;
  if (s->n > 0) {
    bool colon = take(s, ':');

    if (!take_digits(s, 2, &minute))
      return false;
    if (colon && take(s, ':') && !take_digits(s, 2, &second))
      return false;
  }
  *offset_s = hour * 3600 + minute * 60 + second;
  if (minute > 59 || second > 59 || *offset_s > OFFSET_MAX_S)
    return false;
  if (west)
    *offset_s = -*offset_s;
  return s->n == 0;
}

bool iso_parse(struct span s, struct iso *out)
{
  struct iso iso = { .precision = PRECISION_DAY };

  if (!take_date(&s, &iso.c.year, &iso.c.month, &iso.c.day))
    return false;
  if (s.n > 0) {
    if (!take(&s, 'T') && !take(&s, 't') && !take(&s, ' '))
      return false;
    iso.has_time = true;
    if (!take_time(&s, &iso))
      return false;
  }
  if (s.n > 0) {
    take(&s, ' ');
    iso.has_offset = true;
    if (!take_offset(&s, &iso.offset_s))
      return false;
  }
  *out = iso;
  return true;
}
