/* SCALE NUMBER, the forms of sleep, worse soon. */
#include "words/sentence.h"

#include "base/number.h"

#include <math.h>
#include <stdio.h>

static void fill(struct words_entry *out, const struct named_scale *scale, double value)
{
  out->entry.kind = KIND_RATING;
  out->entry.what = scale->name;
  out->entry.value = value;
}

static enum rc nothing_behind(struct reader *r, const struct part *p, size_t at)
{
  return at < p->n ? words_not_understood(r, p, at) : RC_OK;
}

/* A number of the scale, to be shown: not the middle of anything, only one that is on it; never the one `typed` begins
 * with, which may be only a part of what was meant. */
static void scale_example(const struct named_scale *scale, struct span typed, char out[96])
{
  char v[NUMBER_TEXT_MAX];
  double some = scale->hi >= 6 && scale->lo <= 6 ? 6 : scale->lo, begun;

  if (words_number(span_part(typed, 0, words_number_front(typed)), &begun) == NUMBER_YES && begun == some)
    some = some == 6 && scale->lo <= 4 ? 4 : scale->hi;
  size_t n = number_text(scale->sleep ? 5 : some, v);

  snprintf(out, 96, "%.*s %.*s%s", scale->name.n > 60 ? 60 : (int)scale->name.n, scale->name.p, (int)n, v,
           scale->sleep ? "h" : "");
}

static void range_words(const struct named_scale *scale, char out[80])
{
  char lo[NUMBER_TEXT_MAX], hi[NUMBER_TEXT_MAX];

  snprintf(out, 80, "%.*s to %.*s", (int)number_text(scale->lo, lo), lo, (int)number_text(scale->hi, hi), hi);
}

static enum rc refuse_no_number(struct reader *r, const struct part *p, const struct named_scale *scale, size_t at)
{
  struct span typed = span_part(r->text, p->said.from, p->said.to - p->said.from);
  const struct token *t = p->live + at;
  char example[96], range[80];

  scale_example(scale, SPAN(""), example);
  if (scale->sleep && (p->said.has & SAID_CLOCK) && p->said.trouble == TIME_GOOD) /* "slept 7:30" */
    snprintf(example, sizeof example, "slept %dh%02d", p->said.hour, p->said.minute);
  range_words(scale, range);
  if (t->kind == TOKEN_END && (p->said.has & SAID_CLOCK))
    words_refuse(r->text, p->live->from, r->e, "\"%.*s\" was read as the time, so %.*s has no number yet.",
                 SPAN_FMT(words_shown(typed)), SPAN_FMT(words_shown(scale->name)));
  else if (t->kind == TOKEN_END)
    words_refuse(r->text, p->live->from, r->e, "\"%.*s\" wants a number from %s behind it.",
                 SPAN_FMT(words_shown(p->live->raw)), range);
  else
    words_refuse(r->text, t->from, r->e, "\"%.*s\" is not a number; %.*s wants one from %s.",
                 SPAN_FMT(words_shown(t->raw)), SPAN_FMT(words_shown(scale->name)), range);
  if (words_hint_number(r, p, at))
    return RC_DATA;
  if (scale->sleep && (p->said.has & SAID_CLOCK) && p->said.trouble == TIME_GOOD)
    err_fix(r->e, "Write \"%s\".", example);
  else
    err_fix(r->e, "Write a number from %s, as in \"%s\".", range, example);
  if (words_severity(t) > 0)
    words_fix_more(r, p, p->live->from, p->live->from, "side ", "As a side effect it is");
  return RC_DATA;
}

static enum rc refuse_outside(struct reader *r, const struct named_scale *scale, const struct token *t)
{
  char example[96], range[80];

  scale_example(scale, t->fold, example);
  range_words(scale, range);
  words_refuse(r->text, t->from, r->e, "%.*s goes from %s; \"%.*s\" lies outside.", SPAN_FMT(words_shown(scale->name)),
               range, SPAN_FMT(words_shown(t->raw)));
  err_fix(r->e, "Write a number from %s, as in \"%s\".", range, example);
  return RC_DATA;
}

/* "6,2g": a comma where a blank is missing, or a unit that has no place here. */
static enum rc refuse_glued(struct reader *r, const struct part *p, const struct named_scale *scale,
                            const struct token *t)
{
  size_t front = words_number_front(t->fold), comma = span_find(span_part(t->fold, 0, front), ',');
  size_t at = t->from + (comma < front ? comma : front);
  char point[32], whole[32], one[64], example[96], range[80];

  if (comma < front) { /* an entry and the next, or a decimal comma */
    words_refuse(r->text, t->from, r->e, "\"%.*s\" can be read two ways.", SPAN_FMT(words_shown(t->raw)));
    words_two_ways(span_part(t->fold, 0, front), point, whole);
    snprintf(one, sizeof one, "%s", point);
    words_fix(r, p, at, at + 1, ", ", "For two entries write a blank behind the comma:");
    words_fix_more(r, p, t->from, r->t[p->end - 1].to, one, "For one number write it with a point:");
    return RC_DATA;
  }
  words_refuse(r->text, t->from, r->e, "\"%.*s\" was not understood behind %.*s.", SPAN_FMT(words_shown(t->raw)),
               SPAN_FMT(words_shown(scale->name)));
  scale_example(scale, t->fold, example);
  range_words(scale, range);
  err_fix(r->e, "Write one number from %s with nothing at its end, as in \"%s\".", range, example);
  return RC_DATA;
}

/* "6/10", "6 / 10": the words behind the number that repeat the end of the scale. 0 none; *bad: another end. */
static size_t out_of(const struct named_scale *scale, const struct token *t, bool *bad)
{
  struct span end = t->fold;
  size_t used = 1;
  double hi;

  *bad = false;
  if (t->kind != TOKEN_WORD || end.n == 0 || end.p[0] != '/')
    return 0;
  end = span_from(end, 1);
  if (end.n == 0) {
    end = t[1].kind == TOKEN_WORD ? t[1].fold : SPAN("");
    used = 2;
  }
  *bad = words_number(end, &hi) != NUMBER_YES || hi != scale->hi || scale->lo != 0;
  return used;
}

/* The number behind a scale's name at live[at]; *used words. */
static enum rc scale_number(struct reader *r, const struct part *p, const struct named_scale *scale, size_t at,
                            double *value, size_t *used)
{
  struct token t[3] = {p->live[at], {.kind = TOKEN_END}, {.kind = TOKEN_END}};
  size_t slash = t->kind == TOKEN_WORD ? span_find(t->fold, '/') : 0, more;
  enum number_read read;
  bool bad = false;

  if (t->kind != TOKEN_WORD || !words_starts_number(t))
    return refuse_no_number(r, p, scale, at);
  if (slash > 0 && slash < t->fold.n) { /* one word: made two */
    t[1] = t[0];
    t[1].fold = span_from(t->fold, slash);
    t[0].fold = span_part(t->fold, 0, slash);
    t[0].raw = t[0].fold;
    if (t[1].fold.n == 1 && at + 1 < p->n)
      t[2] = p->live[at + 1];
    more = out_of(scale, t + 1, &bad);
    *used = more;
    read = words_number(t[0].fold, value);
  } else {
    read = words_number_token(p->live + at, value);
    more = read == NUMBER_YES ? out_of(scale, p->live + at + 1, &bad) : 0;
    *used = 1 + more;
  }
  if (read == NUMBER_TWO_WAYS)
    return words_two_readings(r, p, p->live + at, span_part(t->fold, 0, words_number_front(t->fold)));
  if (read == NUMBER_NO)
    return refuse_glued(r, p, scale, p->live + at);
  if (bad || *value < scale->lo || *value > scale->hi)
    return refuse_outside(r, scale, p->live + at);
  return RC_OK;
}

/* --- sleep -------------------------------------------------------------------------------------------------------- */

static double hours_of(const struct words_amount *a)
{
  return span_is(span_of(a->unit->key), "h") ? a->value : a->value * a->unit->to_base / 60;
}

static bool in_hours(const struct words_amount *a)
{
  return a->unit->dimension == DIM_TIME;
}

/* "7h30", "7h30m": one word. */
static bool glued_hours(const struct token *t, double *hours)
{
  struct span s = t->fold, h, m;
  size_t front = words_number_front(s);
  double whole, minutes;

  if (front == 0 || !words_starts_number(t) || front >= s.n || s.p[front] != 'h')
    return false;
  h = span_part(s, 0, front);
  m = span_from(s, front + 1);
  front = words_number_front(m);
  if (front == 0 || words_number(h, &whole) != NUMBER_YES ||
      words_number(span_part(m, 0, front), &minutes) != NUMBER_YES)
    return false;
  m = span_from(m, front);
  if ((m.n > 0 && !span_is(m, "m") && !span_is(m, "min")) || minutes < 0 || minutes >= 60)
    return false;
  *hours = whole + minutes / 60;
  return true;
}

/* Hours behind "slept" at live[at]: N, N h, N min, N h N min. */
static enum rc slept_number(struct reader *r, const struct part *p, const struct named_scale *scale, size_t at,
                            double *hours, size_t *used)
{
  struct words_amount a = {0}, more = {0};
  enum amount_read read = words_amount(p->live + at, &a);

  *used = 1;
  if (read == AMOUNT_TWO_WAYS)
    return words_two_readings(r, p, p->live + at, a.number);
  if (read == AMOUNT_BAD && glued_hours(p->live + at, hours))
    return RC_OK;
  if (read != AMOUNT_YES || !in_hours(&a)) {
    enum rc rc = scale_number(r, p, scale, at, hours, used);

    if (rc != RC_OK || !scale->sleep_bare)
      return rc;
    words_refuse(r->text, p->live[at].from, r->e, "Are these hours? \"%.*s\" could also say how good the night was.",
                 SPAN_FMT(words_shown(span_part(r->text, p->live->from, p->live[at].to - p->live->from))));
    words_fix(r, p, p->live[at].to, p->live[at].to, "h", "For hours write");
    return RC_DATA;
  }
  *hours = hours_of(&a);
  *used = a.used;
  if (span_is(span_of(a.unit->key), "h") && words_amount(p->live + at + a.used, &more) == AMOUNT_YES &&
      span_is(span_of(more.unit->key), "min") && more.value >= 0 && more.value < 60) {
    *hours += hours_of(&more);
    *used += more.used;
  }
  return RC_OK;
}

static enum rc check_hours(struct reader *r, const struct named_scale *scale, double hours, const struct token *t)
{
  return hours < scale->lo || hours > scale->hi ? refuse_outside(r, scale, t) : RC_OK;
}

enum rc words_sleep_behind(struct reader *r, const struct part *p, struct words_entry *out)
{
  struct words_amount a = {0};
  struct named_scale scale;
  size_t n = words_sleep_at(&r->names, p->live, &a), at = a.used;
  enum rc rc;

  if (words_token_is(p->live + at, "of"))
    at++;
  words_scale_at(&r->names, p->live + at, &scale);
  if (words_number(a.number, &a.value) == NUMBER_TWO_WAYS)
    return words_two_readings(r, p, p->live, a.number);
  rc = nothing_behind(r, p, n);
  if (rc == RC_OK)
    rc = check_hours(r, &scale, hours_of(&a), p->live);
  if (rc == RC_OK)
    fill(out, &scale, hours_of(&a));
  return rc;
}

/* --- all scales --------------------------------------------------------------------------------------------------- */

enum rc words_rating(struct reader *r, const struct part *p, struct words_entry *out)
{
  struct named_scale scale;
  bool no = words_token_is(p->live, "not");
  size_t at = no ? 1 : 0, used = 0;
  double value = 0;
  enum rc rc = RC_OK;

  at += words_scale_at(&r->names, p->live + at, &scale);
  if (no && !(at > 1 && scale.worse))
    return words_not_understood(r, p, 0);
  if (scale.worse && (no || at == p->n || !words_starts_number(p->live + at)))
    value = no ? 0 : 1;
  else if (scale.sleep)
    rc = slept_number(r, p, &scale, at, &value, &used);
  else
    rc = scale_number(r, p, &scale, at, &value, &used);
  if (rc == RC_OK)
    rc = nothing_behind(r, p, at + used);
  if (rc == RC_OK && scale.sleep)
    rc = check_hours(r, &scale, value, p->live + at);
  if (rc == RC_OK && scale.worse && value != 0 && value != 1)
    rc = refuse_outside(r, &scale, p->live + at);
  if (rc == RC_OK)
    fill(out, &scale, value);
  return rc;
}
