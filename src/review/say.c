/* The four answers in plain words: what can be said, and what is missing. Nothing here proposes to take anything. */
#include "review/say.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void say(struct sayer *s, const char *fmt, ...)
{
  va_list ap;
  char *text = NULL;
  int n;

  if (s->n == SENTENCES_MAX)
    return;
  va_start(ap, fmt);
  n = vsnprintf(NULL, 0, fmt, ap);
  va_end(ap);
  if (n >= 0)
    text = arena_alloc(s->a, (size_t)n + 1);
  if (text == NULL) {
    s->failed = true;
    return;
  }
  va_start(ap, fmt);
  vsnprintf(text, (size_t)n + 1, fmt, ap);
  va_end(ap);
  s->list[s->n++] = text;
}

bool said(struct sayer *s, struct review_answer *out)
{
  out->sentence = arena_array(s->a, s->n, sizeof *out->sentence);
  if (s->failed || out->sentence == NULL || s->n == 0)
    return false;
  memcpy(out->sentence, s->list, s->n * sizeof *s->list);
  out->n = s->n;
  out->lead = s->list[0];
  return true;
}

const struct review_course *course_named(const struct review *r, const char *name)
{
  for (size_t i = 0; i < r->course_n; i++)
    if (span_is(r->course[i].name, name))
      return &r->course[i];
  return NULL;
}

const struct review_treatment *treatment_numbered(const struct review *r, int number)
{
  for (size_t i = 0; i < r->treatment_n; i++)
    if (r->treatment[i].number == number)
      return &r->treatment[i];
  return NULL;
}

/* --- does it help ------------------------------------------------------------------------------------------------- */

static void helps_lead(struct sayer *s)
{
  const struct review *r = s->r;

  if (!r->any)
    say(s, "Cannot tell yet: nothing is written down for these days.");
  else if (course_named(r, "pain") == NULL)
    say(s, "Cannot tell yet: no overall pain (the scale `pain`) is written down.");
  else if (r->n_of[KIND_DOSE] == 0)
    say(s, "Cannot tell yet: nothing that you take is written down.");
  else
    say(s, "Cannot tell yet. This version describes your diary, it does not weigh a dose against pain.");
}

bool say_helps(struct arena *a, struct review *r)
{
  const struct review_course *pain = course_named(r, "pain");
  const struct review_treatment *t = r->treatment_n > 0 ? &r->treatment[0] : NULL;
  bool kratom = treatment_numbered(r, 0) || treatment_numbered(r, 1);
  char mean[PHRASE_MAX], low[PHRASE_MAX], high[PHRASE_MAX];
  struct sayer s = {.a = a, .r = r};

  helps_lead(&s);
  if (!r->any) {
    say(&s, "The one next step: rate your pain right now: assay log \"pain 5\"");
    return said(&s, &r->helps);
  }
  if (pain)
    say(&s, "Pain, 0 to 10: average %s of %zu rating%s on %zu of %zu days, lowest %s, highest %s.",
        phrase_mean(pain->mean, mean), pain->n, pain->n == 1 ? "" : "s", pain->days, pain->days_of,
        phrase_number(pain->lowest, low), phrase_number(pain->highest, high));
  if (pain && t)
    say(&s, "That pain is lower after a dose proves little: high pain often falls by itself%s.",
        kratom ? ", and a dip can also be withdrawal easing" : "");
  if (t && t->timed > 0)
    say(&s,
        "An answer will rest on pain around the doses. So far, for %.*s: pain in the half hour before for %zu of %s, "
        "and 1.5 to 3 hours after for %zu.",
        SPAN_FMT(t->name), t->anchored, phrase_count(t->timed, "time", "times", mean), t->followed);
  if (r->coarse_doses > 0)
    say(&s, "%s clock time, so nobody can say what came before or after.",
        phrase_count(r->coarse_doses, "dose has no", "doses have no", mean));
  say(&s,
      "What will help to settle it: pain written down just before a dose and about two hours after, and also at hours "
      "when you take nothing.");
  return said(&s, &r->helps);
}

/* --- what does it cost -------------------------------------------------------------------------------------------- */

const char *say_effects(struct arena *a, const struct review *r, size_t most)
{
  const char *text = "";

  for (size_t i = 0; text && i < r->effect_n && i < most; i++)
    text = phrase(a, "%s%s%.*s on %zu", text, i == 0 ? "" : ", ", SPAN_FMT(r->effect[i].name), r->effect[i].days);
  if (text && r->effect_n > 0)
    text = phrase(a, "%s of %zu written days", text, r->pattern_written);
  return text;
}

static void costs_lead(struct sayer *s)
{
  const struct review *r = s->r;
  const char *effects = say_effects(s->a, r, 2);

  if (effects == NULL)
    s->failed = true;
  else if (!r->any)
    say(s, "Cannot tell yet: nothing is written down for these days.");
  else if (r->effect_n == 0)
    say(s, "No side effect is written down. That is not the same as none.");
  else if (r->effect_n > 2)
    say(s, "Side effects: %s, and %zu more.", effects, r->effect_n - 2);
  else
    say(s, "Side effect%s: %s.", r->effect_n == 1 ? "" : "s", effects);
}

bool say_costs(struct arena *a, struct review *r)
{
  const struct review_course *sleep = course_named(r, "sleep");
  char mean[PHRASE_MAX];
  struct sayer s = {.a = a, .r = r};

  costs_lead(&s);
  if (r->effect_n > 0)
    say(&s, "Whether something that you take is the cause cannot be told yet.");
  if (sleep)
    say(&s, "Sleep: %s h a day on average, from %zu of %zu days. Why it is so cannot be told yet.",
        phrase_mean(sleep->mean, mean), sleep->days, sleep->days_of);
  say(&s, "Not known: money, since no prices are kept.");
  return said(&s, &r->costs);
}

/* --- is it dangerous ---------------------------------------------------------------------------------------------- */

const char *say_medicines(struct arena *a, const struct review *r)
{
  const char *text = "";

  for (size_t i = 0; text && i < r->medicine_n; i++)
    text = phrase(a, "%s%s%.*s%s%.*s", text, i == 0 ? "" : ", ", SPAN_FMT(r->medicine[i].name),
                  r->medicine[i].dose.n > 0 ? " " : "", SPAN_FMT(r->medicine[i].dose));
  return text;
}

static void danger_lead(struct sayer *s)
{
  const struct review *r = s->r;
  enum fact_level worst = LEVEL_NOTE;

  for (size_t i = 0; i < r->finding_n; i++)
    worst = r->finding[i].level > worst ? r->finding[i].level : worst;
  if (r->finding_n == 0)
    say(s, "No danger sign stands in what you wrote. More than that is not checked yet.");
  else if (worst == LEVEL_EMERGENCY)
    say(s, "An emergency sign stands at the top. Act on it first.");
  else if (worst == LEVEL_URGENT)
    say(s, "An urgent sign stands at the top. Act on it first.");
  else
    say(s, "%zu point%s at the top need%s attention.", r->finding_n, r->finding_n == 1 ? "" : "s",
        r->finding_n == 1 ? "s" : "");
}

bool say_danger(struct arena *a, struct review *r)
{
  const char *medicines = say_medicines(a, r);
  struct sayer s = {.a = a, .r = r};

  if (medicines == NULL)
    return false;
  danger_lead(&s);
  say(&s, "Your words are read for danger signs in English only.");
  say(&s, "Not checked yet: medicines taken together, blood results, a dose that creeps up, doses that come sooner, "
          "withdrawal between doses. Silence about them means nothing.");
  if (r->medicine_n > 0)
    say(&s, "On your list now: %s. Please show a pharmacist this list together with everything that you log here.",
        medicines);
  else
    say(&s, "No medicine stands on your list. If you take one, a pharmacist should know it together with what you log "
            "here.");
  return said(&s, &r->danger);
}

/* --- what is missing ---------------------------------------------------------------------------------------------- */

struct missings {
  struct review_missing at[SENTENCES_MAX];
  size_t n;
};

static void lacks(struct missings *m, bool is_so, const char *id, const char *text)
{
  if (is_so)
    m->at[m->n++] = (struct review_missing){.id = id, .text = text};
}

/* Scales of which nobody said which way is better. */
static const char *unsaid_scales(struct arena *a, const struct review *r)
{
  const char *text = "";

  for (size_t i = 0; text && i < r->course_n; i++)
    if (r->course[i].scale.better == BETTER_UNKNOWN)
      text = phrase(a, "%s%s%.*s", text, text[0] ? ", " : "", SPAN_FMT(r->course[i].name));
  return text && text[0] ? phrase(a, "Which way is better is not said for: %s.", text) : text;
}

static void lacks_of_words(struct missings *m, const struct review *r)
{
  bool pain = course_named(r, "pain") != NULL;

  lacks(m, !r->any, "no_entries", "Nothing is written down for these days.");
  lacks(m, !pain, "no_pain", "No overall pain (the scale `pain`) is written down.");
  lacks(m, r->n_of[KIND_DOSE] == 0, "no_doses", "Nothing that you take is written down.");
  /* 7 in 10: methods/response.md, gate G1 */
  lacks(m, pain && r->anchored_of > 0 && r->anchored * 10 < r->anchored_of * 7, "pain_before",
        "Pain just before a dose is often not written down.");
  lacks(m, r->coarse_doses > 0, "coarse_times", "Some doses have no clock time: left out of spacing and time of day.");
  lacks(m,
        r->mitragynine.doses_unknown + r->hydroxy.doses_unknown > 0 &&
            (treatment_numbered(r, 0) || treatment_numbered(r, 1)),
        "amount_unknown", "Some doses have no known mg; their days are left out of the mg.");
  lacks(m, r->medicine_n == 0, "no_medicines", "No medicine stands on the list.");
}

bool say_missing(struct arena *a, struct review *r)
{
  const char *scales = unsaid_scales(a, r), *future, *few, *old = "";
  char day[PHRASE_MAX];
  struct missings m = {.n = 0};

  future =
      phrase(a, "%zu %s later than now and used nowhere.", r->future, r->future == 1 ? "entry lies" : "entries lie");
  few = phrase(a, "A trend needs 14 written days; there %s %zu.", r->pattern_written == 1 ? "is" : "are",
               r->pattern_written);
  if (r->any && r->last_written_day < r->until_day)
    old = phrase(a, "The last entry of this review is of %s.", phrase_day(r->last_written_day, day));
  if (scales == NULL || future == NULL || few == NULL || old == NULL)
    return false;
  lacks_of_words(&m, r);
  lacks(&m, r->any && r->pattern_written < REVIEW_TREND_DAYS, "few_days", few);
  lacks(&m, scales[0] != '\0', "better_unknown", scales);
  lacks(&m, r->future > 0, "future", future);
  lacks(&m, old[0] != '\0' && r->until_day - r->last_written_day >= REVIEW_TREND_DAYS, "nothing_lately", old);
  lacks(&m, true, "effect", "Whether a dose helps: not worked out by this version.");
  lacks(&m, true, "causes", "What causes a side effect: not worked out by this version.");
  lacks(&m, true, "interactions", "Medicines taken together: not checked by this version.");
  lacks(&m, true, "dependence", "Creeping doses, shrinking gaps, withdrawal: shown as numbers, not judged.");
  lacks(&m, true, "labs", "Blood results: kept, not judged by this version.");
  lacks(&m, true, "money", "Money: no prices are kept.");
  r->missing = arena_array(a, m.n, sizeof *r->missing);
  if (r->missing == NULL)
    return false;
  memcpy(r->missing, m.at, m.n * sizeof *m.at);
  r->missing_n = m.n;
  return true;
}

bool sentences_fill(struct work *w)
{
  return say_helps(w->a, w->r) && say_costs(w->a, w->r) && say_danger(w->a, w->r) && say_clinician(w->a, w->r) &&
         say_missing(w->a, w->r);
}
