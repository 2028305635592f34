/* Side effects, medicines, days not tracked. */
#include "words/sentence.h"

#include "base/utf8.h"

#include <math.h>
#include <stdio.h>

/* --- names -------------------------------------------------------------------------------------------------------- */

static bool has_letter(struct span s)
{
  for (size_t at = 0; at < s.n;) {
    uint32_t c = utf8_next(s, &at);

    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xc0)
      return true;
  }
  return false;
}

enum rc words_plain_name(struct reader *r, const struct part *p, size_t at, size_t n, struct span *out)
{
  *out = words_join(p->live + at, n, r->a);
  if (out->p == NULL)
    return err_set(r->e, RC_NO_MEMORY, "There is not enough memory to read these words.");
  if (!has_letter(*out)) {
    words_refuse(r->text, p->live[at].from, r->e, "\"%.*s\" is no name: it has no letters.",
                 SPAN_FMT(words_shown(*out)));
    err_fix(r->e, "Write for example \"2.5g red bali\" or \"side weird dreams\".");
    return RC_DATA;
  }
  if (out->n > NAME_BYTES_MAX) {
    words_refuse(r->text, p->live[at].from, r->e, "That is a very long name; %d letters are the most.", NAME_BYTES_MAX);
    err_fix(r->e, "Write a shorter name, as in \"2.5g red bali\" or \"side weird dreams\".");
    return RC_DATA;
  }
  return RC_OK;
}

/* --- side effects ------------------------------------------------------------------------------------------------- */

/* Severity at t as a word or 1 to 3: words taken. */
static size_t severity_at(const struct token *t, double *severity)
{
  double v;

  if (words_severity(t) > 0) {
    *severity = words_severity(t);
    return 1;
  }
  if (words_number_token(t, &v) != NUMBER_YES || v < 1 || v > 3 || v != floor(v))
    return 0;
  *severity = v;
  return 1;
}

static enum rc refuse_severity(struct reader *r, const struct part *p, size_t at)
{
  words_refuse(r->text, p->live[at].from, r->e,
               "A side effect is mild, moderate or severe (1, 2 or 3); \"%.*s\" is "
               "none of these.",
               SPAN_FMT(words_shown(p->live[at].raw)));
  words_fix(r, p, p->live[at].from, r->t[p->end - 1].to, "moderate", "Write for example");
  return RC_DATA;
}

enum rc words_effect(struct reader *r, const struct part *p, struct words_entry *out)
{
  struct span key = {0};
  size_t at = 0, n;

  out->entry.kind = KIND_SIDE_EFFECT;
  if (words_severity(p->live) > 0)
    at += severity_at(p->live, &out->entry.value);
  n = words_effect_at(p->live + at, &key);
  out->entry.what = key;
  at += n;
  if (words_starts_number(p->live + at) && words_effect_is_scale(p->live + at - n, n))
    return refuse_severity(r, p, at); /* "chest pain 5": of which scale? */
  if (isnan(out->entry.value) && severity_at(p->live + at, &out->entry.value) > 0) {
    if (at + 1 < p->n && words_severity(p->live + at) == 0)
      return words_not_understood(r, p, at); /* "constipated 3 days" */
    at++;
  }
  if (at == p->n)
    return RC_OK;
  if (words_starts_number(p->live + at) && isnan(out->entry.value))
    return refuse_severity(r, p, at);
  return words_not_understood(r, p, at);
}

/* Words that only a time, or a number, would have in the name of a side effect. */
static enum rc check_side(struct reader *r, const struct part *p, size_t from, size_t to)
{
  static const char *const wrong[] = {"ago",  "tomorrow", "at",      "since",  "note", "side",
                                      "took", "started",  "stopped", "taking", NULL};

  struct words_amount amount = {0};
  struct named_scale scale;

  for (size_t k = from; k < to; k++) {
    size_t n = words_scale_at(&r->names, p->live + k, &scale);

    if (words_token_in(p->live + k, wrong) || words_severity(p->live + k) > 0 ||
        words_amount(p->live + k, &amount) == AMOUNT_YES)
      return words_not_understood(r, p, k);
    if (n > 0 && (scale.worse || words_starts_number(p->live + k + n)))
      return words_not_understood(r, p, scale.worse ? k : k + n);
  }
  if (words_starts_number(p->live + to - 1))
    return refuse_severity(r, p, to - 1);
  return RC_OK;
}

enum rc words_side(struct reader *r, const struct part *p, struct words_entry *out)
{
  static const char *const effect[] = {"effect", "effects", NULL};
  size_t from = 1, to = p->n;
  struct span key;
  enum rc rc;

  out->entry.kind = KIND_SIDE_EFFECT;
  if (words_token_in(p->live + 1, effect))
    from++;
  if (from < to)
    to -= severity_at(p->live + to - 1, &out->entry.value);
  if (from < to && isnan(out->entry.value) && words_severity(p->live + from) > 0)
    from += severity_at(p->live + from, &out->entry.value);
  if (from >= to) {
    words_refuse(r->text, p->live->from, r->e, "\"side\" wants the side effect behind it.");
    err_fix(r->e, "Write \"side weird dreams mild\".");
    return RC_DATA;
  }
  rc = check_side(r, p, from, to);
  if (rc == RC_OK)
    rc = words_plain_name(r, p, from, to - from, &out->entry.what);
  if (rc == RC_OK && words_effect_at(p->live + from, &key) == to - from)
    out->entry.what = key;
  return rc;
}

/* --- medicines ---------------------------------------------------------------------------------------------------- */

/* The first word of a medicine's dose: an amount, or how often, when, what for. */
static size_t dose_text_at(const struct part *p, size_t at)
{
  static const char *const how[] = {
      "daily",    "twice", "once",   "every",   "each",   "as",      "prn", "for",   "with",    "after",    "before",
      "because",  "due",   "at",     "in",      "weekly", "nightly", "per", "when",  "morning", "mornings", "evening",
      "evenings", "night", "nights", "bedtime", "half",   "one",     "two", "three", NULL};
  struct words_amount amount = {0};

  for (; at < p->n; at++) {
    enum amount_read read = words_amount(p->live + at, &amount);

    if (read == AMOUNT_YES || read == AMOUNT_TWO_WAYS || words_token_in(p->live + at, how))
      break;
  }
  return at;
}

static enum rc refuse_medicine(struct reader *r, const struct part *p)
{
  words_refuse(r->text, p->live->from, r->e, "\"%.*s\" wants the name of a medicine behind it.",
               SPAN_FMT(words_shown(p->live->raw)));
  err_fix(r->e, "Write \"%.*s sertraline 50 mg\". What was taken just now is \"2.5g red bali\" or \"took red bali\".",
          SPAN_FMT(words_shown(p->live->fold)));
  return RC_DATA;
}

/* "started amitriptyline 10": ten of what? "tylenol 3" is a name. */
static enum rc check_bare_number(struct reader *r, const struct part *p, size_t from, size_t to)
{
  char text[WORDS_PHRASE_MAX];
  double v;

  if ((to < p->n && !words_token_is(p->live + to, "since")) || to - from < 2 ||
      words_number(p->live[to - 1].fold, &v) == NUMBER_NO)
    return RC_OK;
  if (fact_ingredient_by_name(words_phrase(p->live + from, to - from, text)) != NULL)
    return RC_OK;
  words_refuse(r->text, p->live[to - 1].from, r->e, "%.*s of what? A dose has a unit.",
               SPAN_FMT(words_shown(p->live[to - 1].raw)));
  err_fix(r->e, "Write the unit too, as in \"started sertraline 50 mg\".");
  return RC_DATA;
}

static enum rc refuse_since(struct reader *r, const struct part *p, size_t at)
{
  char day[DATE_TEXT_MAX], with[DATE_TEXT_MAX + 8];

  date_text(r->clock.today - 30, day);
  snprintf(with, sizeof with, "since %s", day);
  words_refuse(r->text, p->live[at].from, r->e, "\"since\" wants a date behind it.");
  words_fix(r, p, p->live[at].from, r->t[p->end - 1].to, with, "A date is written as in");
  return RC_DATA;
}

/* "since" with a day that was taken as the time, or with something else. */
static enum rc check_since(struct reader *r, const struct part *p, size_t *end)
{
  for (size_t k = 1; k < p->n; k++) {
    if (!words_token_is(p->live + k, "since"))
      continue;
    if (k + 1 == p->n && p->said.has != 0 && p->said.from >= p->live[k].to && !(p->said.has & SAID_PART)) {
      *end = k;
      return RC_OK;
    }
    return refuse_since(r, p, k);
  }
  return RC_OK;
}

/* Words of other entries are in no name of a medicine. */
static enum rc check_medicine(struct reader *r, const struct part *p, size_t from, size_t to)
{
  static const char *const verbs[] = {"taking", "started", "stopped", "took",     "side",  "note", "slept",
                                      "since",  "ago",     "and",     "tomorrow", "until", NULL};

  for (size_t k = from; k < to; k++)
    if (words_token_in(p->live + k, verbs) || p->live[k].kind == TOKEN_PLUS ||
        span_find(p->live[k].raw, ',') < p->live[k].raw.n)
      return words_not_understood(r, p, k);
  return check_bare_number(r, p, from, to);
}

enum rc words_medicine(struct reader *r, const struct part *p, struct words_entry *out)
{
  static const char *const again[] = {"taking", "using", NULL};
  bool stopped = words_token_is(p->live, "stopped");
  size_t from = 1, to, end = p->n;
  enum rc rc = check_since(r, p, &end);

  if (rc != RC_OK)
    return rc;
  if (!words_token_is(p->live, "taking") && words_token_in(p->live + 1, again))
    from++;
  to = dose_text_at(p, from);
  if (to > end)
    to = end;
  if (from >= to)
    return refuse_medicine(r, p);
  rc = check_medicine(r, p, from, to);
  if (rc == RC_OK)
    rc = words_plain_name(r, p, from, to - from, &out->entry.what);
  out->entry.kind = KIND_MEDICINE;
  out->entry.value = stopped ? MEDICINE_STOP : MEDICINE_START;
  if (rc == RC_OK && to < end) {
    out->entry.note = words_join(p->live + to, end - to, r->a);
    if (out->entry.note.p == NULL)
      rc = err_set(r->e, RC_NO_MEMORY, "There is not enough memory to read these words.");
  }
  return rc;
}

/* --- days not tracked --------------------------------------------------------------------------------------------- */

static enum rc refuse_tracked(struct reader *r, size_t at, const char *sentence)
{
  char day[DATE_TEXT_MAX], before[DATE_TEXT_MAX];

  date_text(r->clock.today - 1, day);
  date_text(r->clock.today - 3, before);
  words_refuse(r->text, at, r->e, "%s", sentence);
  err_fix(r->e, "Write \"not tracked yesterday\" or \"not tracked %s to %s\".", before, day);
  return RC_DATA;
}

/* The day said before "not tracked", or the line's, or today. */
static enum rc tracked_from(struct reader *r, const struct part *p, int64_t *day)
{
  struct words_clock clock = r->clock;
  struct words_when w;

  *day = r->head.set ? r->head.day : r->given.set ? r->given.day : r->clock.today;
  if (p->said.has == 0)
    return RC_OK;
  clock.weekday_ok = true;
  words_resolve(&p->said, NULL, &clock, &w);
  if (w.trouble != TIME_GOOD)
    return refuse_tracked(r, p->said.from, "That is not a day that has been.");
  *day = instant_day(&w.at);
  return RC_OK;
}

enum rc words_not_tracked(struct reader *r, const struct part *p, size_t h, struct words_entry *out, size_t *end)
{
  struct words_said first = {.has = SAID_DAY};
  struct words_when w;
  size_t k = p->first_word + 2;
  int64_t last;
  enum rc rc = tracked_from(r, p, &first.day);

  if (rc != RC_OK)
    return rc;
  last = first.day;
  if (k < h && words_day_at(r->t, k, &r->clock, &first.day) > 0) {
    if (p->said.has != 0)
      return refuse_tracked(r, r->t[k].from, "Two days were named.");
    last = first.day;
    k++;
    if (words_token_is(r->t + k, "to") && words_day_at(r->t, k + 1, &r->clock, &last) > 0)
      k += 2;
  }
  if (k < h && !((r->t[k].kind == TOKEN_PLUS || words_token_is(r->t + k, "and")) && words_is_entry(r, k + 1, h, false)))
    return refuse_tracked(r, r->t[k].from, "A day is written as a date, as today, yesterday or a weekday.");
  if (last < first.day)
    return refuse_tracked(r, r->t[k - 1].from, "The last day lies before the first.");
  if (last > env_today(r->c->env) && !r->c->from_file)
    return refuse_tracked(r, r->t[k - 1].from, "That day is still to come.");
  words_resolve(&first, NULL, &r->clock, &w);
  if (w.trouble != TIME_GOOD)
    return refuse_tracked(r, r->t[k - 1].from, "That is not a day that has been.");
  out->entry.at = w.at;
  out->entry.value = (double)(last - first.day + 1);
  out->time_said = k > p->first_word + 2 || p->said.has != 0;
  out->from = r->t[p->first].from;
  out->to = r->t[k - 1].to;
  *end = k;
  return RC_OK;
}
