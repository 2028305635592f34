#include "exchange/value.h"

#include "base/number.h"
#include "base/utf8.h"
#include "facts/facts.h"
#include "measure/scale.h"
#include "words/numbers.h"

#include <math.h>

static bool has_digit(struct span s)
{
  for (size_t i = 0; i < s.n; i++)
    if (s.p[i] >= '0' && s.p[i] <= '9')
      return true;
  return false;
}

static enum rc no_number(struct span typed, struct err *e)
{
  struct span cut = utf8_cut(typed, 60);

  err_set(e, RC_DATA, "The value `%.*s` is not a number.", SPAN_FMT(cut));
  err_fix(e, "Write digits with a point, as in 2.5.");
  return RC_DATA;
}

static enum rc two_ways(struct span typed, struct err *e)
{
  char point[32], whole[32];

  words_two_ways(typed, point, whole);
  err_set(e, RC_DATA, "The value `%.*s` has two readings: %s or %s.", SPAN_FMT(typed), point, whole);
  err_fix(e, "Write it without a comma.");
  return RC_DATA;
}

static enum rc medicine(struct span value, struct entry *en, struct err *e)
{
  if (span_is_fold(value, "start") || span_is_fold(value, "started"))
    en->value = MEDICINE_START;
  else if (span_is_fold(value, "stop") || span_is_fold(value, "stopped"))
    en->value = MEDICINE_STOP;
  else {
    err_set(e, RC_DATA, "The value `%.*s` of a medicine is neither start nor stop.", SPAN_FMT(value));
    err_fix(e, "The value of a medicine is start or stop; its dose stands in the note.");
    return RC_DATA;
  }
  return RC_OK;
}

/* A limit of a laboratory: <5. */
static struct span take_bound(struct span value, struct entry *en)
{
  if (en->kind != KIND_LAB || value.n == 0 || (value.p[0] != '<' && value.p[0] != '>'))
    return value;
  en->bound = value.p[0];
  return span_trim(span_from(value, 1));
}

enum rc value_read(struct span value, struct span unit, struct entry *en, struct err *e)
{
  struct span number;
  double v;

  en->unit = unit;
  en->value = NAN;
  en->bound = 0;
  if (en->kind == KIND_MEDICINE)
    return medicine(value, en, e);
  if (value.n == 0)
    return RC_OK;
  if (en->kind == KIND_NOTE) {
    err_set(e, RC_DATA, "A note takes no value; this one has `%.*s`.", SPAN_FMT(value));
    err_fix(e, "Leave its value empty.");
    return RC_DATA;
  }
  number = take_bound(value, en);
  if (number_parse(number, &en->value))
    return RC_OK;
  return words_number(number, &v) == NUMBER_TWO_WAYS ? two_ways(number, e) : no_number(value, e);
}

/* The unit behind a number, which goes before a unit said for the whole column; "%" of a rating is none. */
static enum rc unit_behind(struct span word, struct span typed, struct entry *en, struct err *e)
{
  struct buf folded = {0};
  const struct fact_unit *u;

  if (en->kind == KIND_RATING && span_is(word, "%"))
    return RC_OK;
  if (en->kind == KIND_LAB) {
    en->unit = word;
    return RC_OK;
  }
  utf8_fold(word, &folded);
  u = fact_unit_by_name(buf_span(&folded));
  buf_done(&folded);
  if (u == NULL)
    return no_number(typed, e);
  en->unit = span_of(u->key);
  return RC_OK;
}

/* Hours of sleep say so in their scale. */
static void drop_unit_of_scale(struct entry *en)
{
  struct scale s;

  if (en->kind == KIND_RATING && en->unit.n > 0 && scale_built_in(en->what, &s) && span_eq(s.unit, en->unit))
    en->unit = SPAN("");
}

enum rc value_read_loose(struct span value, struct span unit, struct entry *en, struct err *e)
{
  struct span typed = span_trim(value), number, word;
  size_t front;
  enum rc rc;

  en->unit = span_trim(unit);
  en->value = NAN;
  en->bound = 0;
  if (en->kind == KIND_DOSE && typed.n == 0)
    en->unit = SPAN(""); /* a column's fixed unit says nothing where there is no amount */
  if (en->kind == KIND_MEDICINE || typed.n == 0 || en->kind == KIND_NOTE)
    return value_read(typed, en->unit, en, e);
  number = take_bound(typed, en);
  if (number_parse(number, &en->value)) {
    drop_unit_of_scale(en);
    return RC_OK;
  }
  front = words_number_front(number);
  word = span_trim(span_from(number, front));
  number = span_part(number, 0, front);
  if (!has_digit(number))
    return no_number(typed, e);
  if (!number_parse(number, &en->value)) {
    switch (words_number(number, &en->value)) {
    case NUMBER_YES:
      break;
    case NUMBER_TWO_WAYS:
      return two_ways(number, e);
    case NUMBER_NO:
      return no_number(typed, e);
    }
  }
  if (word.n == 0)
    return RC_OK;
  rc = unit_behind(word, typed, en, e);
  if (rc == RC_OK)
    drop_unit_of_scale(en);
  return rc;
}
