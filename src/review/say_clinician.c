/* The short factual summary to read out to a clinician. */
#include "review/say.h"

#include <math.h>

#define NO_CHANGE_MG 0.05 /* shown as 0.0 */

const char *say_per_day(struct arena *a, const struct review_alkaloid *v, const char *alkaloid)
{
  char mg[PHRASE_MAX], lo[PHRASE_MAX], hi[PHRASE_MAX];
  bool exact = !(v->per_day.hi90 > v->per_day.lo90);

  if (v->days == 0)
    return phrase(a, "%s: not known in mg for any day.", alkaloid);
  phrase_estimate(v->per_day.lo90, lo);
  phrase_estimate(v->per_day.hi90, hi);
  if (exact)
    return phrase(a, "%s: %s mg a day on average over %zu day%s (%zu without a dose).", alkaloid,
                  phrase_number(v->per_day.median, mg), v->days, v->days == 1 ? "" : "s", v->days_zero);
  return phrase(a,
                "%s: about %s mg a day on average over %zu day%s (%zu without a dose). It could be %s to %s mg, 9 "
                "chances in 10%s%s.",
                alkaloid, phrase_estimate(v->per_day.median, mg), v->days, v->days == 1 ? "" : "s", v->days_zero, lo,
                hi, v->from ? ": " : "", v->from ? v->from : "");
}

const char *say_unknown(struct arena *a, const struct review_alkaloid *v, const char *name)
{
  char days[PHRASE_MAX];

  return phrase(a, "%zu of %zu %s doses cannot be turned into mg%s%s. %s with such a dose %s in no total.",
                v->doses_unknown, v->doses, name, v->why_unknown ? ": " : "", v->why_unknown ? v->why_unknown : "",
                phrase_count(v->days_unknown, "day", "days", days), v->days_unknown == 1 ? "is" : "are");
}

/* "between 1.2 mg a day less and 3 mg a day more", "0 to 3 mg a day more" */
static const char *span_of_change(struct arena *a, double lo, double hi)
{
  char from[PHRASE_MAX], to[PHRASE_MAX];

  phrase_estimate(fabs(lo), from);
  phrase_estimate(fabs(hi), to);
  if (lo < 0 && hi > 0)
    return phrase(a, "from %s mg a day less to %s mg a day more", from, to);
  return lo < 0 ? phrase(a, "%s to %s mg a day less", to, from) : phrase(a, "%s to %s mg a day more", from, to);
}

const char *say_trend(struct arena *a, const struct review_alkaloid *v, const char *alkaloid)
{
  const struct review_trend *t = &v->trend;
  const char *range;
  char mg[PHRASE_MAX];

  if (!t->known)
    return phrase(a, "%s: no trend yet, it needs 14 days with known mg and there %s %zu.", alkaloid,
                  t->days == 1 ? "is" : "are", t->days);
  if (!isfinite(t->lo) || !isfinite(t->hi))
    return phrase(a, "%s: no trend can be told from %zu days.", alkaloid, t->days);
  if (fabs(t->lo) < NO_CHANGE_MG && fabs(t->hi) < NO_CHANGE_MG)
    return phrase(a, "%s: no change over %zu days.", alkaloid, t->days);
  range = span_of_change(a, t->lo, t->hi);
  if (range == NULL)
    return NULL;
  if (!(t->lo > 0) && !(t->hi < 0))
    return phrase(a, "%s: no clear change. Every 4 weeks it could be %s (9 chances in 10, %zu days).", alkaloid, range,
                  t->days);
  return phrase(a, "%s is %s: every 4 weeks by about %s mg a day (9 chances in 10: %s, %zu days).", alkaloid,
                t->per > 0 ? "rising" : "falling", phrase_estimate(fabs(t->per), mg), range, t->days);
}

static void diary(struct sayer *s)
{
  const struct review *r = s->r;
  char days[PHRASE_MAX];

  if (!r->any) {
    say(s, "Nothing to show yet: nothing is written down for these days.");
    return;
  }
  say(s, "My own diary, %s: written on %zu of %zu days%s.", phrase_days(r->first_day, r->until_day, days), r->written,
      r->days, r->not_tracked > 0 ? ", some said to be not tracked" : "");
  if (r->same_day_of > 0)
    say(s, "Made on the same day: %zu of %zu entries typed by hand.", r->same_day, r->same_day_of);
  if (r->imported > 0)
    say(s, "%zu entr%s from a file.", r->imported, r->imported == 1 ? "y comes" : "ies come");
}

static void findings(struct sayer *s)
{
  for (size_t i = 0; i < s->r->finding_n; i++)
    say(s, "To check first: %.*s", SPAN_FMT(s->r->finding[i].what));
}

static void course(struct sayer *s, const char *name)
{
  const struct review_course *c = course_named(s->r, name);
  const struct review_window *last;
  char mean[PHRASE_MAX], median[PHRASE_MAX], low[PHRASE_MAX], high[PHRASE_MAX], lo[PHRASE_MAX], hi[PHRASE_MAX];
  char n[PHRASE_MAX];

  if (c == NULL)
    return;
  say(s, "Pain, %s to %s: average %s, middle %s, from %s to %s (%s on %zu of %zu days).",
      phrase_number(c->scale.lo, lo), phrase_number(c->scale.hi, hi), phrase_mean(c->mean, mean),
      phrase_number(c->median, median), phrase_number(c->lowest, low), phrase_number(c->highest, high),
      phrase_count(c->n, "rating", "ratings", n), c->days, c->days_of);
  last = &c->window[0];
  if (last->n > 0 && last->n < c->n)
    say(s, "Pain in the last 30 days: average %s (%s on %zu of %zu days).", phrase_mean(last->mean, mean),
        phrase_count(last->n, "rating", "ratings", n), last->days, last->days_of);
}

static void kratom(struct sayer *s)
{
  const struct review_treatment *t = treatment_numbered(s->r, 0);
  const struct review_alkaloid *v = &s->r->mitragynine;
  char gap[PHRASE_MAX], from[PHRASE_MAX], to[PHRASE_MAX];
  double begins = s->r->day_starts_s / 60.0, night = 60 * fact_value("night_before_day_starts_h");
  const char *per_day = say_per_day(s->a, v, "Mitragynine"), *trend = say_trend(s->a, v, "Mitragynine a day");
  const char *unknown = say_unknown(s->a, v, "kratom");

  if (per_day == NULL || trend == NULL || unknown == NULL) {
    s->failed = true;
    return;
  }
  if (t == NULL)
    return;
  say(s, "Kratom on %zu of %zu written days, %s.", t->days_with, t->days_counted,
      phrase_count(t->occasions, "time", "times", gap));
  say(s, "%s", per_day);
  if (v->doses_unknown > 0)
    say(s, "%s", unknown);
  if (v->trend.known)
    say(s, "%s", trend);
  if (t->gap_n > 0)
    say(s, "Middle gap between kratom doses: %s h (%s).", phrase_number(t->gap_median_h, gap),
        phrase_count(t->gap_n, "gap", "gaps", from));
  if (t->timed > 0)
    say(s, "At night, %s to %s: %zu of %s.", phrase_clock(begins - night, from), phrase_clock(begins, to), t->night,
        phrase_count(t->timed, "time", "times", gap));
}

static void others(struct sayer *s)
{
  enum { NAMED_MOST = 8 };
  char amount[PHRASE_MAX], times[PHRASE_MAX];
  size_t named = 0;

  for (size_t i = 0; i < s->r->treatment_n; i++) {
    const struct review_treatment *t = &s->r->treatment[i];

    if (t->number == 0)
      continue;
    if (named++ == NAMED_MOST) {
      say(s, "Others that were taken or done: %zu, see the table.", s->r->treatment_n - i);
      return;
    }
    phrase_count(t->occasions, "time", "times", times);
    if (isnan(t->per_day))
      say(s, "%.*s on %zu of %zu written days, %s; the amount a day is not known.", SPAN_FMT(t->name), t->days_with,
          t->days_counted, times);
    else
      say(s, "%.*s on %zu of %zu written days, %s; %s %s a day on average.", SPAN_FMT(t->name), t->days_with,
          t->days_counted, times, phrase_number(t->per_day, amount), phrase_unit(t->unit, t->per_day));
  }
}

bool say_clinician(struct arena *a, struct review *r)
{
  const char *effects = say_effects(a, r, 6), *medicines = say_medicines(a, r);
  struct sayer s = {.a = a, .r = r};

  if (effects == NULL || medicines == NULL)
    return false;
  if (r->any)
    say(&s, "A summary to read out, at the end of this review.");
  if (r->any && r->invented)
    say(&s, "Invented: this diary belongs to nobody.");
  diary(&s);
  findings(&s);
  course(&s, "pain");
  kratom(&s);
  others(&s);
  if (r->any)
    say(&s, "Side effects: %s.", r->effect_n > 0 ? effects : "none written down");
  if (r->any)
    say(&s, "Medicines on the list now: %s.", r->medicine_n > 0 ? medicines : "none");
  if (r->n_of[KIND_LAB] > 0)
    say(&s, "Blood results written down: %zu.", r->n_of[KIND_LAB]);
  if (r->any)
    say(&s, "What helps and what causes what is not worked out here.");
  return said(&s, &r->clinician);
}
