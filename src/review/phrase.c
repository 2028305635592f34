#include "review/phrase.h"

#include "base/number.h"
#include "base/when.h"
#include "facts/facts.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

const char *phrase(struct arena *a, const char *fmt, ...)
{
  va_list ap;
  char *text;
  int n;

  va_start(ap, fmt);
  n = vsnprintf(NULL, 0, fmt, ap);
  va_end(ap);
  text = n >= 0 ? arena_alloc(a, (size_t)n + 1) : NULL;
  if (text == NULL)
    return NULL;
  va_start(ap, fmt);
  vsnprintf(text, (size_t)n + 1, fmt, ap);
  va_end(ap);
  return text;
}

const char *phrase_capital(struct arena *a, struct span name)
{
  char *text = arena_alloc(a, name.n + 1);

  if (text == NULL)
    return NULL;
  for (size_t i = 0; i < name.n; i++)
    text[i] = name.p[i];
  if (text[0] >= 'a' && text[0] <= 'z')
    text[0] = (char)(text[0] - 'a' + 'A');
  return text;
}

static const char *month_name(int month)
{
  static const char *const name[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

  return name[month - 1];
}

const char *phrase_day(int64_t day, char out[PHRASE_MAX])
{
  int y, m, d;

  day_to_date(day, &y, &m, &d);
  snprintf(out, PHRASE_MAX, "%d %s %d", d, month_name(m), y);
  return out;
}

const char *phrase_short_day(int64_t day, char out[PHRASE_MAX])
{
  int y, m, d;

  day_to_date(day, &y, &m, &d);
  snprintf(out, PHRASE_MAX, "%d %s", d, month_name(m));
  return out;
}

const char *phrase_days(int64_t from, int64_t to, char out[PHRASE_MAX])
{
  int y, m, d, to_y, to_m, to_d;

  day_to_date(from, &y, &m, &d);
  day_to_date(to, &to_y, &to_m, &to_d);
  if (from == to)
    snprintf(out, PHRASE_MAX, "%d %s %d", d, month_name(m), y);
  else if (y == to_y && m == to_m)
    snprintf(out, PHRASE_MAX, "%d to %d %s %d", d, to_d, month_name(m), y);
  else if (y == to_y)
    snprintf(out, PHRASE_MAX, "%d %s to %d %s %d", d, month_name(m), to_d, month_name(to_m), y);
  else
    snprintf(out, PHRASE_MAX, "%d %s %d to %d %s %d", d, month_name(m), y, to_d, month_name(to_m), to_y);
  return out;
}

const char *phrase_clock(double minutes, char out[PHRASE_MAX])
{
  int whole = ((int)floor(minutes + 0.5) + 24 * 60) % (24 * 60);

  snprintf(out, PHRASE_MAX, "%d:%02d", whole / 60, whole % 60);
  return out;
}

const char *phrase_mean(double v, char out[PHRASE_MAX])
{
  char text[NUMBER_TEXT_MAX];

  number_fixed(v, fabs(v) >= 1000 ? 0 : 1, text);
  snprintf(out, PHRASE_MAX, "%s", text);
  return out;
}

/* At most `digits` digits that mean something. */
static const char *rounded(double v, int digits, char out[PHRASE_MAX])
{
  char text[NUMBER_TEXT_MAX];
  double size = fabs(v) > 0 ? pow(10, digits - 1 - floor(log10(fabs(v)))) : 1;
  double r = size >= 1 ? round(v * size) / size : round(v / round(1 / size)) * round(1 / size);

  if (number_text(r, text) == 0)
    number_fixed(v, 0, text);
  snprintf(out, PHRASE_MAX, "%s", text);
  return out;
}

const char *phrase_number(double v, char out[PHRASE_MAX])
{
  return rounded(v, fabs(v) >= 1000 ? 15 : 3, out);
}

const char *phrase_estimate(double v, char out[PHRASE_MAX])
{
  return rounded(v, 2, out);
}

const char *phrase_count(size_t n, const char *one, const char *many, char out[PHRASE_MAX])
{
  snprintf(out, PHRASE_MAX, "%zu %s", n, n == 1 ? one : many);
  return out;
}

const char *phrase_unit(const char *key, double amount)
{
  const struct fact_unit *unit = key ? fact_unit_by_key(span_of(key)) : NULL;

  if (unit == NULL)
    return key ? key : "";
  return fabs(amount - 1) < 1e-9 ? unit->singular : unit->plural;
}
