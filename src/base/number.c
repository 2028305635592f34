#include "base/number.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 767 digits decide the rounding of every double; what stands behind them only says "a little more". */
enum { DIGITS_MAX = 770, EXPONENT_MAX = 99999 };

/* 0.digits times ten to the power of exp10, without leading zeros; n = 0 is nothing. */
struct decimal {
  char digit[DIGITS_MAX];
  size_t n;
  int64_t exp10; /* of the last digit */
  bool negative;
};

static const double power_of_ten[] = {
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

/* Keeps one more digit; behind point they lower the exponent, dropped ones raise it. */
static void digit_add(struct decimal *d, char c, bool behind_point)
{
  if (d->n == 0 && c == '0') {
    d->exp10 -= behind_point;
  } else if (d->n < DIGITS_MAX) {
    d->digit[d->n++] = c;
    d->exp10 -= behind_point;
  } else {
    if (c != '0')
      d->digit[DIGITS_MAX - 1] = '1'; /* beyond what can decide, only "not exactly half" matters */
    d->exp10 += !behind_point;
  }
}

/* The exponent behind e; false when it is none. */
static bool exponent_add(struct decimal *d, struct span s)
{
  bool negative = false;
  int64_t x = 0;

  if (s.n > 0 && (s.p[0] == '-' || s.p[0] == '+')) {
    negative = s.p[0] == '-';
    s = span_from(s, 1);
  }
  if (s.n == 0)
    return false;
  for (size_t i = 0; i < s.n; i++) {
    if (!is_digit(s.p[i]))
      return false;
    if (x < INT64_C(1000000000000000))
      x = x * 10 + (s.p[i] - '0');
  }
  d->exp10 += negative ? -x : x;
  return true;
}

static bool decimal_read(struct span s, struct decimal *d)
{
  bool point = false, any = false;
  size_t i = 0;

  d->n = 0;
  d->exp10 = 0;
  d->negative = s.n > 0 && s.p[0] == '-';
  if (d->negative || (s.n > 0 && s.p[0] == '+'))
    i++;
  for (; i < s.n; i++) {
    char c = s.p[i];

    if (is_digit(c)) {
      digit_add(d, c, point);
      any = true;
    } else if (c == '.' && !point) {
      point = true;
    } else {
      return any && (c == 'e' || c == 'E') && exponent_add(d, span_from(s, i + 1));
    }
  }
  return any;
}

/* Digits and power both exact in a double, so that one operation rounds once, correctly. */
static bool decimal_quick(const struct decimal *d, double *out)
{
  uint64_t m = 0;

  if (FLT_EVAL_METHOD != 0 || d->n > 15 || d->exp10 < -22 || d->exp10 > 22)
    return false;
  for (size_t i = 0; i < d->n; i++)
    m = m * 10 + (uint64_t)(d->digit[i] - '0');
  *out = d->exp10 < 0 ? (double)m / power_of_ten[-d->exp10] : (double)m * power_of_ten[d->exp10];
  return true;
}

/* Digits and an exponent, no point: strtod cannot meet a locale's decimal comma here. */
static bool decimal_exact(const struct decimal *d, double *out)
{
  char text[DIGITS_MAX + 16];
  int64_t exp10 = d->exp10;

  if (exp10 > EXPONENT_MAX)
    exp10 = EXPONENT_MAX;
  if (exp10 < -EXPONENT_MAX)
    exp10 = -EXPONENT_MAX;
  memcpy(text, d->digit, d->n);
  snprintf(text + d->n, sizeof(text) - d->n, "e%d", (int)exp10);
  *out = strtod(text, NULL);
  return isfinite(*out) && *out != 0.0;
}

bool number_parse(struct span s, double *out)
{
  struct decimal d;
  double v = 0.0;

  if (!decimal_read(s, &d))
    return false;
  if (d.n > 0 && !decimal_quick(&d, &v) && !decimal_exact(&d, &v))
    return false;
  *out = d.negative ? -v : v;
  return true;
}

bool number_parse_int(struct span s, int64_t *out)
{
  bool negative = s.n > 0 && s.p[0] == '-';
  uint64_t limit = negative ? (uint64_t)INT64_MAX + 1 : INT64_MAX;
  uint64_t x = 0;

  if (negative || (s.n > 0 && s.p[0] == '+'))
    s = span_from(s, 1);
  if (s.n == 0)
    return false;
  for (size_t i = 0; i < s.n; i++) {
    unsigned digit = (unsigned)(s.p[i] - '0');

    if (!is_digit(s.p[i]) || x > (limit - digit) / 10)
      return false;
    x = x * 10 + digit;
  }
  if (negative)
    *out = x == limit ? INT64_MIN : -(int64_t)x;
  else
    *out = (int64_t)x;
  return true;
}

/* m with its last `decimals` digits behind a point; m has at most 15 digits. */
static size_t write_digits(bool negative, uint64_t m, int decimals, char *out)
{
  char back[NUMBER_TEXT_MAX];
  size_t n = 0, len = 0;

  for (int i = 0; m > 0 || i <= decimals; i++) {
    if (i == decimals && i > 0)
      back[n++] = '.';
    back[n++] = (char)('0' + m % 10);
    m /= 10;
  }
  if (negative)
    out[len++] = '-';
  while (n > 0)
    out[len++] = back[--n];
  out[len] = '\0';
  return len;
}

/* At most six decimals and fifteen digits: found by trying, proved by reading back (the division is what number_parse
 * does with such a text). */
static size_t text_quick(double v, char *out)
{
  double size = fabs(v);

  if (FLT_EVAL_METHOD != 0 || size < 1e-4 || size >= 1e15)
    return 0;
  for (int decimals = 0; decimals <= 6; decimals++) {
    double scaled = size * power_of_ten[decimals];
    uint64_t m;

    if (scaled >= 999999999999999.0)
      return 0;
    m = (uint64_t)(scaled + 0.5);
    if ((double)m / power_of_ten[decimals] == size)
      return write_digits(v < 0.0, m, decimals, out);
  }
  return 0;
}

size_t number_text(double v, char out[NUMBER_TEXT_MAX])
{
  size_t n;
  double back;

  out[0] = '\0';
  if (!isfinite(v))
    return 0;
  if (v == 0.0)
    return write_digits(false, 0, 0, out);
  n = text_quick(v, out);
  if (n > 0)
    return n;
  /* Every double is told by 17 digits; the smallest ones (subnormal) by fewer than 15. */
  for (int digits = fabs(v) < DBL_MIN ? 1 : 15; digits <= 17; digits++) {
    n = (size_t)snprintf(out, NUMBER_TEXT_MAX, "%.*g", digits, v);
    if (number_parse((struct span){ out, n }, &back) && back == v)
      break;
  }
  return n;
}

size_t number_fixed(double v, int decimals, char out[NUMBER_TEXT_MAX])
{
  int n;

  if (!isfinite(v)) {
    memcpy(out, "\xe2\x80\x93", 4);
    return 3;
  }
  if (decimals < 0)
    decimals = 0;
  if (decimals > 15)
    decimals = 15;
  n = snprintf(out, NUMBER_TEXT_MAX, "%.*f", decimals, v);
  if (n >= NUMBER_TEXT_MAX)
    return number_text(v, out);
  if (out[0] == '-' && strspn(out + 1, "0.") == (size_t)n - 1) {
    memmove(out, out + 1, (size_t)n);
    n--;
  }
  return (size_t)n;
}
