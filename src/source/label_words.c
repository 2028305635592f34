#include "source/label_words.h"

#include "base/number.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { NUMBER_MAX = 40 };

static const struct {
  const char *word;
  enum label_kind kind;
} words[] = {
  { "and", LABEL_AND },           { "und", LABEL_AND },           { "plus", LABEL_AND },
  { "with", LABEL_AND },          { "per cent", LABEL_PER_CENT }, { "percent", LABEL_PER_CENT },
  { "prozent", LABEL_PER_CENT },  { "per", LABEL_PER },           { "each", LABEL_EACH },
  { "a", LABEL_PER },             { "in", LABEL_PER },            { "pro", LABEL_PER },
  { "je", LABEL_PER },            { "piece", LABEL_PIECE },       { "pieces", LABEL_PIECE },
  { "pc", LABEL_PIECE },          { "unit", LABEL_PIECE },        { "item", LABEL_PIECE },
  { "bottle", LABEL_PIECE },      { "pouch", LABEL_PIECE },       { "stuck", LABEL_PIECE },
  { "serving", LABEL_SERVING },   { "servings", LABEL_SERVING },  { "dose", LABEL_SERVING },
  { "doses", LABEL_SERVING },     { "portion", LABEL_SERVING },   { "w/w", LABEL_NOISE },
  { "by weight", LABEL_NOISE },   { "by mass", LABEL_NOISE },     { "dry weight", LABEL_NOISE },
  { "of", LABEL_NOISE },          { "contains", LABEL_NOISE },    { "content", LABEL_NOISE },
  { "label", LABEL_NOISE },       { "extract", LABEL_NOISE },     { "leaf", LABEL_NOISE },
  { "powder", LABEL_NOISE },
};

static const struct {
  const char *word;
  enum label_kind kind;
  bool hydroxy;
} alkaloids[] = {
  { "mitragynine pseudoindoxyl", LABEL_OTHER_ALKALOID, false },
  { "pseudoindoxyl", LABEL_OTHER_ALKALOID, false },
  { "pseudo", LABEL_OTHER_ALKALOID, false },
  { "mgm-15", LABEL_OTHER_ALKALOID, false },
  { "mgm-16", LABEL_OTHER_ALKALOID, false },
  { "total alkaloids", LABEL_OTHER_ALKALOID, false },
  { "total alkaloid", LABEL_OTHER_ALKALOID, false },
  { "alkaloids", LABEL_OTHER_ALKALOID, false },
  { "alkaloid", LABEL_OTHER_ALKALOID, false },
  { "kratom alkaloids", LABEL_OTHER_ALKALOID, false },
  { "speciociliatine", LABEL_OTHER_ALKALOID, false },
  { "speciogynine", LABEL_OTHER_ALKALOID, false },
  { "paynantheine", LABEL_OTHER_ALKALOID, false },
  { "7-hydroxymitragynine", LABEL_ALKALOID, true },
  { "7 hydroxymitragynine", LABEL_ALKALOID, true },
  { "7-hydroxy-mitragynine", LABEL_ALKALOID, true },
  { "7-hydroxy mitragynine", LABEL_ALKALOID, true },
  { "7 hydroxy mitragynine", LABEL_ALKALOID, true },
  { "7hydroxymitragynine", LABEL_ALKALOID, true },
  { "7-oh-mitragynine", LABEL_ALKALOID, true },
  { "7-oh mitragynine", LABEL_ALKALOID, true },
  { "7-hydroxy", LABEL_ALKALOID, true },
  { "7 hydroxy", LABEL_ALKALOID, true },
  { "7hydroxy", LABEL_ALKALOID, true },
  { "7-ohm", LABEL_ALKALOID, true },
  { "7-hmg", LABEL_ALKALOID, true },
  { "7-oh", LABEL_ALKALOID, true },
  { "7 oh", LABEL_ALKALOID, true },
  { "7ohm", LABEL_ALKALOID, true },
  { "7hmg", LABEL_ALKALOID, true },
  { "7oh", LABEL_ALKALOID, true },
  { "hydroxymitragynine", LABEL_ALKALOID, true },
  { "seven oh", LABEL_ALKALOID, true },
  { "mitragynine", LABEL_ALKALOID, false },
  { "mitragynin", LABEL_ALKALOID, false },
  { "mitra", LABEL_ALKALOID, false },
  { "mit", LABEL_ALKALOID, false },
};

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
  return (c >= 'a' && c <= 'z') || is_digit(c) || (unsigned char)c >= 0x80;
}

/* Does the text begin with that phrase, as whole words? */
static bool begins(struct span text, const char *phrase)
{
  size_t n = strlen(phrase);

  return span_starts(text, phrase) && (text.n == n || !is_word(text.p[n]) || !is_word(phrase[n - 1]));
}

static const struct fact_unit *unit_begins(struct span text, size_t *length)
{
  const struct fact_unit *found = NULL;

  *length = 0;
  for (size_t i = 0; i < fact_unit_n; i++) {
    bool of_alkaloid = fact_unit[i].dimension == DIM_MITRAGYNINE || fact_unit[i].dimension == DIM_7OH;

    for (const char *const *name = fact_unit[i].names; *name; name++) {
      if (of_alkaloid && strchr(*name, ' ')) /* "mg of 7-oh": the alkaloid is a word of its own here */
        continue;
      if (strlen(*name) > *length && begins(text, *name)) {
        *length = strlen(*name);
        found = &fact_unit[i];
      }
    }
  }
  return found;
}

/* "2.5", "2,5", ".5"; "1,500" and "1.500" have two readings. Returns its bytes, 0 when it is no number. */
static size_t number_begins(struct span text, struct label_word *t)
{
  char plain[NUMBER_MAX];
  size_t n = 0, mark = SIZE_MAX;

  while (n < text.n && n < sizeof(plain)) {
    char c = text.p[n];
    bool is_mark = c == '.' || (c == ',' && n > 0 && n + 1 < text.n && is_digit(text.p[n + 1]));

    if (!is_digit(c) && !is_mark)
      break;
    if (is_mark && mark != SIZE_MAX)
      return 0;
    if (is_mark)
      mark = n;
    plain[n++] = is_mark ? '.' : c;
  }
  if (!number_parse((struct span){ plain, n }, &t->value))
    return 0;
  t->other = NAN;
  if (mark != SIZE_MAX && mark > 0 && n - mark == 4 && t->value >= 1.0)
    t->other = round(t->value * 1000.0);
  return n;
}

static bool fixed_word(struct span text, struct label_word *t)
{
  for (size_t i = 0; i < sizeof(alkaloids) / sizeof(alkaloids[0]); i++) {
    if (begins(text, alkaloids[i].word)) {
      t->kind = alkaloids[i].kind;
      t->hydroxy = alkaloids[i].hydroxy;
      t->text = span_part(text, 0, strlen(alkaloids[i].word));
      return true;
    }
  }
  for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
    if (begins(text, words[i].word)) {
      t->kind = words[i].kind;
      t->text = span_part(text, 0, strlen(words[i].word));
      return true;
    }
  }
  return false;
}

static enum label_kind sign(char c)
{
  switch (c) {
  case '%':
    return LABEL_PER_CENT;
  case '/':
    return LABEL_PER;
  case ',': case ';': case '+': case '&':
    return LABEL_AND;
  case '(': case ')': case ':': case '=': case '"': case '.':
    return LABEL_NOISE;
  case '<': case '>': case '~': case '-':
    return LABEL_BOUND;
  default:
    return LABEL_UNKNOWN;
  }
}

struct label_word label_next(struct span *rest)
{
  struct label_word t = { .kind = LABEL_END, .text = SPAN(""), .value = NAN, .other = NAN };
  struct span text = span_trim(*rest);
  size_t n;

  if (text.n == 0) {
    *rest = text;
    return t;
  }
  if (fixed_word(text, &t)) {
    *rest = span_from(text, t.text.n);
    return t;
  }
  if ((n = number_begins(text, &t)) > 0) {
    t.kind = LABEL_NUMBER;
  } else if ((t.unit = unit_begins(text, &n)) != NULL) {
    t.kind = LABEL_UNIT;
  } else {
    t.kind = sign(text.p[0]);
    n = 1;
    while (t.kind == LABEL_UNKNOWN && n < text.n &&
           (is_word(text.p[n]) || (is_digit(text.p[n - 1]) && text.p[n] != ' ')))
      n++;
  }
  t.text = span_part(text, 0, n);
  *rest = span_from(text, n);
  return t;
}
