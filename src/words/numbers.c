#include "words/numbers.h"

#include "base/number.h"

#include <string.h>

enum { DIGITS_MAX = 24, UNIT_WORDS_MAX = 3 };

static bool digit(char c)
{
  return c >= '0' && c <= '9';
}

size_t words_number_front(struct span s)
{
  size_t at = 0, digits = 0, marks = 0;

  if (at < s.n && s.p[at] == '-')
    at++;
  for (; at < s.n; at++) {
    if (digit(s.p[at]))
      digits++;
    else if ((s.p[at] == '.' || s.p[at] == ',') && marks == 0)
      marks++;
    else
      break;
  }
  return digits > 0 ? at : 0;
}

enum number_read words_number(struct span s, double *value)
{
  char text[DIGITS_MAX + 1];
  size_t whole = 0, fraction = 0;
  bool mark = false, not_zero = false;

  if (s.n == 0 || s.n > DIGITS_MAX || words_number_front(s) != s.n || s.p[0] == ',' || s.p[s.n - 1] == ',')
    return NUMBER_NO;
  for (size_t i = 0; i < s.n; i++) {
    text[i] = s.p[i] == ',' ? '.' : s.p[i];
    if (text[i] == '.')
      mark = true;
    if (digit(text[i]) && mark)
      fraction++;
    if (digit(text[i]) && !mark) {
      whole++;
      not_zero = not_zero || text[i] != '0';
    }
  }
  text[s.n] = '\0';
  if (mark && whole > 0 && not_zero && fraction == 3)
    return NUMBER_TWO_WAYS;
  return number_parse((struct span){text, s.n}, value) ? NUMBER_YES : NUMBER_NO;
}

void words_two_ways(struct span number, char point[32], char whole[32])
{
  char text[DIGITS_MAX + 1];
  double v = 0;
  size_t n = 0;

  point[0] = whole[0] = '\0';
  if (number.n > DIGITS_MAX)
    return;
  for (size_t i = 0; i < number.n; i++) {
    text[i] = number.p[i] == ',' ? '.' : number.p[i];
    if (number.p[i] != ',' && number.p[i] != '.')
      whole[n++] = number.p[i];
  }
  whole[n] = '\0';
  if (!number_parse((struct span){text, number.n}, &v))
    return;
  n = number_text(v, point);
  /* 2.125 would be asked about again: a fourth digit has one reading. */
  if (n >= 4 && n + 1 < 32 && point[n - 4] == '.')
    point[n++] = '0';
  point[n] = '\0';
}

const struct fact_unit *words_unit(const struct token *t, size_t *used)
{
  char text[WORDS_PHRASE_MAX];

  for (size_t k = UNIT_WORDS_MAX; k > 0; k--) {
    struct span name = words_phrase(t, k, text);
    const struct fact_unit *unit = name.n > 0 ? fact_unit_by_name(name) : NULL;

    /* "mg 7-oh tablets": the alkaloid belongs to the name; source/product.h makes the unit of it. */
    if (unit != NULL && k > 1 && (unit->dimension == DIM_MITRAGYNINE || unit->dimension == DIM_7OH))
      continue;
    if (unit != NULL) {
      *used = k;
      return unit;
    }
  }
  return NULL;
}

/* The number at the front of a word. Digits of another width or script are none; a point at the end of a word that
 * others follow ("1. g") is none either. */
static size_t front_of(const struct token *t)
{
  size_t front = t->kind == TOKEN_WORD ? words_number_front(t->fold) : 0;

  if (front == 0 || t->raw.n < front || memcmp(t->raw.p, t->fold.p, front) != 0)
    return 0;
  return front;
}

static bool point_before_more(const struct token *t)
{
  return t->raw.n > t->fold.n && t->raw.p[t->raw.n - 1] == '.' && t[1].kind == TOKEN_WORD;
}

enum number_read words_number_token(const struct token *t, double *value)
{
  size_t front = front_of(t);

  if (front == 0 || front != t->fold.n || point_before_more(t))
    return NUMBER_NO;
  return words_number(t->fold, value);
}

bool words_starts_number(const struct token *t)
{
  return front_of(t) > 0;
}

enum amount_read words_amount(const struct token *t, struct words_amount *out)
{
  size_t front = front_of(t), used = 0;
  struct span rest;
  enum number_read read;

  if (front == 0)
    return AMOUNT_NO;
  *out = (struct words_amount){.number = span_part(t->fold, 0, front), .used = 1, .from = t->from};
  rest = span_from(t->fold, front);
  if (rest.n > 0) {
    out->unit = fact_unit_by_name(rest);
    if (out->unit == NULL)
      return AMOUNT_BAD;
  } else if (point_before_more(t)) {
    return AMOUNT_BAD;
  } else {
    out->unit = words_unit(t + 1, &used);
    out->used += used;
    out->from = t[1].kind == TOKEN_WORD ? t[1].from : t->from;
  }
  read = words_number(out->number, &out->value);
  if (read == NUMBER_NO)
    return AMOUNT_BAD;
  if (out->unit == NULL)
    return AMOUNT_NO_UNIT;
  if (read == NUMBER_TWO_WAYS)
    out->from = t->from;
  return read == NUMBER_TWO_WAYS ? AMOUNT_TWO_WAYS : AMOUNT_YES;
}
