#include "app/check.h"

#include "base/number.h"
#include "base/utf8.h"
#include "lab/lab.h"

#include <math.h>
#include <string.h>

enum { WHAT_MAX = 200, NOTE_MAX = 1 << 16 };

static enum rc refuse(struct err *e, struct span subject, const char *problem, const char *fix)
{
  err_set(e, RC_DATA, "`%.*s` %s", SPAN_FMT(subject), problem);
  err_fix(e, "%s", fix);
  return RC_DATA;
}

static enum rc check_rating(struct entry *en, const struct scale *scale, struct err *e)
{
  char lo[NUMBER_TEXT_MAX], hi[NUMBER_TEXT_MAX], value[NUMBER_TEXT_MAX];

  if (!isfinite(en->value))
    return refuse(e, en->what, "has no number.",
                  "Write a number, as in `pain 6`.");
  if (en->unit.n > 0)
    return refuse(e, en->what, "is a rating and takes no unit.",
                  "Leave the unit empty for ratings.");
  if (scale == NULL)
    return RC_OK;
  en->what = scale->name;
  if (en->value >= scale->lo && en->value <= scale->hi)
    return RC_OK;
  err_set(e, RC_DATA, "%.*s %.*s is outside its scale: %.*s goes from %.*s to %.*s.", SPAN_FMT(en->what),
          (int)number_text(en->value, value), value, SPAN_FMT(en->what), (int)number_text(scale->lo, lo), lo,
          (int)number_text(scale->hi, hi), hi);
  err_fix(e, "Write a number between them.");
  return RC_DATA;
}

static enum rc check_dose(struct entry *en, struct err *e)
{
  const struct fact_unit *unit;
  struct buf folded = {0};

  if (isnan(en->value) && en->unit.n == 0)
    return RC_OK; /* amount not known */
  if (!isfinite(en->value) || en->value < 0) {
    char value[ENTRY_VALUE_MAX];

    value[entry_value_text(en, value)] = '\0';
    err_set(e, RC_DATA, "The amount of %.*s must be a number of 0 or more, not `%s`.", SPAN_FMT(en->what), value);
    err_fix(e, "Leave value and unit empty when the amount is not known.");
    return RC_DATA;
  }
  utf8_fold(en->unit, &folded);
  unit = fact_unit_by_key(en->unit);
  if (unit == NULL)
    unit = fact_unit_by_name(buf_span(&folded));
  buf_done(&folded);
  if (unit == NULL && en->unit.n == 0) {
    err_set(e, RC_DATA, "The amount of %.*s has no unit.", SPAN_FMT(en->what));
    err_fix(e, "Say g, mg, ml, capsule, tablet, tsp ...");
    return RC_DATA;
  }
  if (unit == NULL)
    return refuse(e, en->unit, "is not a unit assay knows.",
                  "Units are g mg ug iu ml capsule tablet tsp tbsp drop shot cup patch puff session min h "
                  "mg_mitragynine mg_7oh.");
  en->unit = span_of(unit->key);
  return RC_OK;
}

static enum rc check_side_effect(struct entry *en, struct err *e)
{
  char value[NUMBER_TEXT_MAX];

  if (en->unit.n > 0)
    return refuse(e, en->what, "is a side effect and takes no unit.",
                  "Leave the unit empty for side effects.");
  if (isnan(en->value) || (en->value >= 1 && en->value <= 3 && floor(en->value) == en->value))
    return RC_OK;
  value[number_text(en->value, value)] = '\0';
  err_set(e, RC_DATA, "`%s` is not a severity of %.*s.", value, SPAN_FMT(en->what));
  err_fix(e, "1 is mild, 2 moderate, 3 severe; empty when it was not said.");
  return RC_DATA;
}

static enum rc check_medicine(struct entry *en, struct err *e)
{
  if (en->unit.n > 0)
    return refuse(e, en->what, "is a medicine entry and takes no unit.",
                  "The dose of a medicine stands in its note.");
  if (en->value == MEDICINE_START || en->value == MEDICINE_STOP)
    return RC_OK;
  return refuse(e, en->what, "needs start or stop.",
                  "The value of a medicine is start or stop.");
}

static enum rc check_lab(struct entry *en, struct err *e)
{
  struct lab_value v;
  char value[ENTRY_VALUE_MAX];
  size_t n = entry_value_text(en, value);
  enum rc rc = lab_read(en->what, (struct span){value, n}, en->unit, &v, e);

  if (rc != RC_OK)
    return rc;
  en->what = v.what;
  en->unit = v.unit;
  en->bound = v.bound;
  if ((isfinite(en->range_lo) && isfinite(en->range_hi)) && en->range_lo > en->range_hi)
    return refuse(e, en->what, "has a range that is upside down.",
                  "Write the lower end first: --range 10-40.");
  return RC_OK;
}

static enum rc check_not_tracked(struct entry *en, struct err *e)
{
  if (en->value >= 1 && en->value <= 36525 && floor(en->value) == en->value)
    return RC_OK;
  return refuse(e, SPAN("not tracked"), "is not a number of days (1 or more).",
                  "Say how many days, as in `not tracked 2026-05-04 to 2026-05-10`.");
}

bool check_name(struct span name)
{
  size_t at = 0;

  while (at < name.n) {
    uint32_t ch = utf8_next(name, &at);

    if (ch < 0x20 || (ch >= 0x7f && ch < 0xa0))
      return false;
  }
  return true;
}

static enum rc check_texts(const struct entry *en, struct err *e)
{
  if (en->what.n > WHAT_MAX)
    return err_set(e, RC_DATA, "A name is longer than %d bytes.", WHAT_MAX);
  if (en->note.n > NOTE_MAX)
    return err_set(e, RC_DATA, "A note is longer than %d bytes.", NOTE_MAX);
  if (!utf8_check(en->what, NULL) || !utf8_check(en->note, NULL) || !utf8_check(en->unit, NULL))
    return err_set(e, RC_DATA, "A text is not UTF-8.");
  if (memchr(en->what.n > 0 ? en->what.p : "x", '\0', en->what.n > 0 ? en->what.n : 1) != NULL ||
      memchr(en->note.n > 0 ? en->note.p : "x", '\0', en->note.n > 0 ? en->note.n : 1) != NULL)
    return err_set(e, RC_DATA, "A text holds a zero byte.");
  if (!check_name(en->what) || !check_name(en->unit)) {
    err_set(e, RC_DATA, "A name holds a control character.");
    err_fix(e, "Write names with letters, digits and signs only; notes may hold anything.");
    return RC_DATA;
  }
  if (en->kind != KIND_NOTE && en->kind != KIND_NOT_TRACKED && span_trim(en->what).n == 0) {
    err_set(e, RC_DATA, "A %s needs a name.", kind_name(en->kind));
    err_fix(e, "Say what it is of: the scale, product, effect, medicine or analyte.");
    return RC_DATA;
  }
  return RC_OK;
}

enum rc check_entry(struct entry *en, const struct scale *scale, struct err *e)
{
  enum rc rc = check_texts(en, e);

  if (rc != RC_OK)
    return rc;
  switch (en->kind) {
  case KIND_RATING:
    return check_rating(en, scale, e);
  case KIND_DOSE:
    return check_dose(en, e);
  case KIND_SIDE_EFFECT:
    return check_side_effect(en, e);
  case KIND_MEDICINE:
    return check_medicine(en, e);
  case KIND_LAB:
    return check_lab(en, e);
  case KIND_NOT_TRACKED:
    return check_not_tracked(en, e);
  case KIND_NOTE:
    if (en->note.n == 0)
      return err_set(e, RC_DATA, "The note is empty.");
    return RC_OK;
  case KIND_COUNT:
    break;
  }
  return err_set(e, RC_BUG, "An entry of no kind. This is a fault of assay.");
}

enum rc check_time(const struct entry *en, const struct env *env, struct err *e)
{
  char at[INSTANT_TEXT_MAX];
  int64_t slack_s = (int64_t)(fact_value("future_tolerance_min") * 60);

  if (en->at.at_s <= env->now_s + slack_s)
    return RC_OK;
  at[instant_text(&en->at, at)] = '\0';
  err_set(e, RC_DATA, "%s is still to come.", at);
  err_fix(e, "A diary holds what has happened; give an earlier time.");
  return RC_DATA;
}
