/* The invented year: a person with fibromyalgia writes down what they feel and take. What is true in it, and what an
 * answer should therefore find, stands in demo_body.h; what happens on which day in demo_story.c.
 *
 * Doses: about 2 a day of 2 to 3 g at first; from day 110 on amounts rise from 2.4 to 3.6 g, the first dose moves from
 * about 9:30 to 7:30, and the gaps shrink. Numbers stand before most doses, and 1.5 to 3 h after many moments with and
 * without one. Not written: 9 days of holiday (not tracked) and some blank days; nothing was taken on them either. */
#include "app/demo.h"

#include "app/demo_body.h"
#include "app/demo_story.h"

#include <math.h>
#include <stdlib.h>

enum {
  DAY_S = 86400,
  HOUR_S = 3600,
  STEPS_MAX = (YEAR_D + 2) * DAY_S / DEMO_STEP_S,
  RATINGS_A_DAY = 4,
};

static const double KRATOM_POINTS = 0.8, IBUPROFEN_POINTS = 0.5;

enum what { POWDER, TEA, IBUPROFEN, PHYSIOTHERAPY, WHAT_COUNT };

static const struct {
  const char *name, *unit;
} thing[WHAT_COUNT] = {
  [POWDER] = {"red bali powder", "g"},
  [TEA] = {"green malay tea", "g"},
  [IBUPROFEN] = {"ibuprofen", "mg"},
  [PHYSIOTHERAPY] = {"physiotherapy", "session"},
};

/* Wall minutes of a moment, on the first and on the last day; how likely a number is written there without a dose; how
 * likely a dose is there at pain 5, on the first and on the last day. */
static const struct {
  double from_min, to_min, written, dose_from, dose_to;
} moment_of[SLOT_COUNT] = {
  [WAKING] = {530, 425, 0.80, 0.48, 0.86}, [MIDDAY] = {780, 690, 0.60, 0.60, 0.74},
  [AFTERNOON] = {960, 900, 0.20, 0.06, 0.72}, [EVENING] = {1090, 1110, 0.70, 0.60, 0.74},
  [BEDTIME] = {1320, 1290, 0.55, 0.26, 0.36},
};

struct demo {
  struct app *app;
  struct action *act;
  struct rng rng;
  struct product product[WHAT_COUNT];
  int64_t first_day, today;
  int64_t entries;

  int64_t trip_from_s, trip_to_s; /* another offset between them */
  int32_t trip_shift_s;

  struct demo_body body;

  int day; /* from the first one */
  bool blank;
  double slot_min[SLOT_COUNT];
  bool slot_past[SLOT_COUNT];
  int ratings;
  int64_t last_dose_s, follow_s; /* 0: none */
  int doses_in_cut; /* on this day */
  size_t note_at;
  size_t note_order[DAY_NOTES];
};

/* One time something is written for: when it was lived, when it was typed. */
struct stamp {
  struct instant at, entered;
};

static double clamp(double x, double lo, double hi)
{
  return x < lo ? lo : x > hi ? hi : x;
}

static bool happens(struct demo *d, double share)
{
  return rng_unit(&d->rng) < share;
}

/* How far the year is, 0 to 1. */
static double progress(const struct demo *d)
{
  return (double)d->day / (YEAR_D - 1);
}

static double creep(const struct demo *d)
{
  return clamp((double)(d->day - CREEP_FROM) / (YEAR_D - CREEP_FROM), 0, 1);
}

static bool between(const struct demo *d, int from, int to)
{
  return d->day >= from && d->day <= to;
}

static int64_t day_of(int64_t local_s)
{
  return local_s / DAY_S - (local_s % DAY_S < 0);
}

static int64_t second_of_day(int64_t local_s)
{
  return local_s - day_of(local_s) * DAY_S;
}

static double number_of(struct demo *d, double true_value, double noise)
{
  return clamp(floor(true_value + noise * rng_normal(&d->rng) + 0.5), 0, 10);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static int32_t offset_at(const struct demo *d, int64_t at_s)
{
  int32_t home_s = zone_offset_s(d->app->env->zone, at_s);

  return at_s >= d->trip_from_s && at_s < d->trip_to_s ? home_s + d->trip_shift_s : home_s;
}

static struct instant instant_at(const struct demo *d, int64_t at_s, enum precision p)
{
  return (struct instant){at_s, offset_at(d, at_s), p};
}

static struct instant entered_at(const struct demo *d, int64_t at_s, int64_t lag_s)
{
  int64_t now_s = d->app->env->now_s;

  return instant_at(d, at_s + lag_s < now_s ? at_s + lag_s : now_s, PRECISION_SECOND);
}

/* The part of the day that is nearest. */
static struct instant coarse(const struct instant *at)
{
  static const int part_h[] = {PART_MORNING_H, PART_NOON_H, PART_AFTERNOON_H, PART_EVENING_H, PART_NIGHT_H};
  int64_t s = second_of_day(at->at_s + at->offset_s), best_s = part_h[0] * HOUR_S;

  for (size_t i = 1; i < sizeof part_h / sizeof part_h[0]; i++)
    if (llabs(part_h[i] * HOUR_S - s) < llabs(best_s - s))
      best_s = part_h[i] * HOUR_S;
  return (struct instant){at->at_s - s + best_s, at->offset_s, PRECISION_PART};
}

/* Typed at once, a little later, in the evening, or only the next morning: then the hour may be gone. */
static struct stamp stamp_at(struct demo *d, int64_t at_s)
{
  int64_t day_s = second_of_day(at_s + offset_at(d, at_s));
  struct stamp t = {instant_at(d, at_s, PRECISION_SECOND), entered_at(d, at_s, 0)};
  double how = rng_unit(&d->rng);

  if (how < 0.55)
    return t;
  t.at.at_s -= second_of_day(at_s) % 60;
  t.at.precision = PRECISION_MINUTE;
  if (how < 0.82)
    t.entered = entered_at(d, at_s, 60 + (int64_t)rng_below(&d->rng, 1500));
  else if (how < 0.93 && day_s < 20 * HOUR_S)
    t.entered = entered_at(d, at_s, 21 * HOUR_S - day_s + (int64_t)rng_below(&d->rng, 5000));
  else
    t.entered = entered_at(d, at_s, 32 * HOUR_S - day_s + (int64_t)rng_below(&d->rng, 7200));
  if (how >= 0.98)
    t.at = coarse(&t.at);
  return t;
}

/* A danger sign of months ago counts from then, not from the moment the demo is made: as in a file. */
static enum rc put_entry(struct demo *d, const struct stamp *t, struct entry *en, struct err *e)
{
  struct flag_hit hit[FLAG_HITS_MAX];
  struct flag_matcher *m;
  enum rc rc = app_matcher(d->app, &m, e);

  en->at = t->at;
  en->entered = t->entered;
  en->source = SPAN("assay");
  d->entries++;
  if (rc == RC_OK)
    rc = entry_add(d->app->st, d->act, en, NULL, e);
  if (rc == RC_OK && (en->note.n > 0 || en->kind == KIND_SIDE_EFFECT))
    rc = flag_store(d->app->st, en, hit, flag_scan_entry(m, en, hit), e);
  return rc;
}

static enum rc put(struct demo *d, const struct stamp *t, enum kind k, const char *what, double value, const char *note,
                   struct err *e)
{
  struct entry en = entry_blank(k);

  en.what = span_of(what);
  en.value = value;
  en.note = span_of(note);
  return put_entry(d, t, &en, e);
}

static enum rc put_rating(struct demo *d, const struct stamp *t, const char *scale, double value, struct err *e)
{
  return put(d, t, KIND_RATING, scale, value, "", e);
}

static enum rc put_effect(struct demo *d, const struct stamp *t, const char *effect, double share_moderate,
                          struct err *e)
{
  double severity = happens(d, share_moderate) ? 2 : 1;

  return put(d, t, KIND_SIDE_EFFECT, effect, happens(d, 0.8) ? severity : NAN, "", e);
}

static enum rc put_dose(struct demo *d, const struct stamp *t, enum what w, double amount, const char *note,
                        struct err *e)
{
  struct entry en = entry_blank(KIND_DOSE);

  en.what = d->product[w].name;
  en.value = amount;
  en.unit = span_of(isfinite(amount) ? thing[w].unit : "");
  en.note = span_of(note);
  return put_entry(d, t, &en, e);
}

/* --- doses -------------------------------------------------------------------------------------------------------- */

static double usual_g(struct demo *d)
{
  double g = 2.4 + 1.2 * creep(d) + 0.35 * rng_normal(&d->rng);

  if (between(d, CUT_FROM, CUT_TO))
    g *= 0.5;
  g = clamp(g, 1.0, 5.0);
  /* kitchen scales show a tenth; most days half a gram is near enough */
  return happens(d, 0.6) ? floor(g * 2 + 0.5) / 2 : floor(g * 10 + 0.5) / 10;
}

static bool wants_dose(struct demo *d, enum slot s, double pain, int64_t at_s)
{
  double share = moment_of[s].dose_from + (moment_of[s].dose_to - moment_of[s].dose_from) * creep(d);

  if (d->last_dose_s != 0 && at_s - d->last_dose_s < (int64_t)((4.0 - 1.2 * creep(d)) * HOUR_S))
    return false;
  if (between(d, NONE_FROM, NONE_TO) || (between(d, CUT_FROM, CUT_TO) && d->doses_in_cut >= 2))
    return false;
  /* what begins as an answer to pain becomes a habit */
  return happens(d, clamp(share + (0.16 - 0.05 * creep(d)) * (pain - 5), 0.04, 0.95));
}

static struct stamp minutes_later(const struct stamp *t, int minutes)
{
  struct stamp later = *t;

  if (t->at.precision == PRECISION_PART)
    return later;
  later.at.precision = PRECISION_MINUTE;
  later.at.at_s += 60 * minutes - second_of_day(t->at.at_s) % 60;
  if (later.entered.at_s < later.at.at_s)
    later.entered = (struct instant){later.at.at_s, later.at.offset_s, PRECISION_SECOND};
  return later;
}

static enum rc take_kratom(struct demo *d, const struct stamp *t, struct err *e)
{
  static const char *const with[] = {"with breakfast", "after a meal", "on an empty stomach", "in warm water"};
  enum what w = d->day >= TEA_FROM && happens(d, 0.4) ? TEA : POWDER;
  double amount = happens(d, 0.01) ? NAN : usual_g(d);
  enum rc rc = put_dose(d, t, w, amount, happens(d, 0.08) ? with[rng_below(&d->rng, 4)] : "", e);

  demo_body_take(&d->body, KRATOM_POINTS);
  d->doses_in_cut++;
  if (rc == RC_OK && happens(d, 0.04) && !between(d, CUT_FROM, CUT_TO)) { /* one more spoon: the same occasion */
    struct stamp later = minutes_later(t, 8 + (int)rng_below(&d->rng, 12));

    rc = put_dose(d, &later, w, 1, "", e);
  }
  if (rc == RC_OK && happens(d, 0.02 + (w == POWDER ? 0.02 : 0)))
    rc = put_effect(d, t, "nausea", 0.2, e);
  if (rc == RC_OK && happens(d, 0.03))
    rc = put_effect(d, t, "dizziness", 0.2, e);
  return rc;
}

/* A dose is written with the number, or up to twenty minutes after it. */
static enum rc dose_after(struct demo *d, const struct stamp *t, struct err *e)
{
  struct stamp own = *t;

  if (happens(d, 0.4))
    own = minutes_later(t, 1 + (int)rng_below(&d->rng, 20));
  return take_kratom(d, &own, e);
}

/* --- moments of a day --------------------------------------------------------------------------------------------- */

static enum rc rate_pain(struct demo *d, const struct stamp *t, double pain, int64_t day_s, struct err *e)
{
  enum rc rc = put_rating(d, t, "pain", pain, e);

  d->ratings++;
  if (rc == RC_OK && happens(d, 0.55))
    rc = put_rating(d, t, "worse_soon", demo_body_rise(&d->body, day_s) + 0.5 * rng_normal(&d->rng) > 0.7, e);
  return rc;
}

static enum rc morning(struct demo *d, const struct stamp *t, double pain, struct err *e)
{
  double h = 6.6 - 0.3 * (pain - 5) + 0.8 * rng_normal(&d->rng) - (between(d, NONE_FROM, NONE_TO + 1) ? 2.5 : 0);
  enum rc rc = RC_OK;

  if (happens(d, 0.88))
    rc = put_rating(d, t, "sleep", clamp(floor(h * 2 + 0.5) / 2, 1.5, 10), e);
  if (rc == RC_OK && between(d, 0, 57) && happens(d, 0.12))
    rc = put_effect(d, t, "dry mouth", 0.2, e);
  if (rc == RC_OK && between(d, DULOXETINE_FROM, DULOXETINE_FROM + 20) && happens(d, 0.3))
    rc = put_effect(d, t, happens(d, 0.7) ? "nausea" : "dizziness", 0.3, e);
  if (rc == RC_OK && happens(d, between(d, NONE_FROM, CUT_TO) ? 0.8 : 0.10 * creep(d)))
    rc = put_effect(d, t, "irritability", 0.3, e);
  if (rc == RC_OK && between(d, NONE_FROM, NONE_TO + 1))
    rc = put_effect(d, t, "restless legs", 0.6, e);
  return rc;
}

static enum rc evening(struct demo *d, const struct stamp *t, double pain, struct err *e)
{
  double well = 5.8 - 0.45 * (pain - 5);
  enum rc rc = RC_OK;

  if (happens(d, 0.85))
    rc = put_rating(d, t, "mood", number_of(d, well, 1.0), e);
  if (rc == RC_OK && happens(d, 0.4))
    rc = put_rating(d, t, "function", number_of(d, well - 0.3, 0.9), e);
  if (rc == RC_OK && happens(d, 0.3))
    rc = put_rating(d, t, "energy", number_of(d, well - 0.8, 1.1), e);
  if (rc == RC_OK && happens(d, 0.12))
    rc = put_rating(d, t, "thinking", number_of(d, well + 0.4, 1.0), e);
  if (rc == RC_OK && happens(d, 0.06 + 0.16 * progress(d)))
    rc = put_effect(d, t, "constipation", 0.3, e);
  return rc;
}

static enum rc notes_of(struct demo *d, enum slot s, const struct stamp *t, struct err *e)
{
  enum rc rc = RC_OK;

  for (size_t i = 0; rc == RC_OK && i < story_note_n; i++)
    if (story_note[i].day == d->day && story_note[i].slot == s)
      rc = put(d, t, KIND_NOTE, "", NAN, story_note[i].text, e);
  if (rc == RC_OK && s == BEDTIME && happens(d, 0.13))
    rc = put(d, t, KIND_NOTE, "", NAN, story_day_note[d->note_order[d->note_at++ % DAY_NOTES]], e);
  return rc;
}

static enum rc checkups_of(struct demo *d, const struct stamp *t, struct err *e)
{
  enum rc rc = RC_OK;

  for (size_t i = 0; rc == RC_OK && i < story_blood_n; i++) {
    const struct story_blood *b = &story_blood[i];
    struct entry en = entry_blank(KIND_LAB);

    en.what = span_of(b->what);
    en.unit = span_of(b->unit);
    en.value = b->value;
    en.range_lo = b->lo;
    en.range_hi = b->hi;
    if (b->day == d->day)
      rc = put_entry(d, t, &en, e);
  }
  for (size_t i = 0; rc == RC_OK && i < story_medicine_n; i++) {
    const struct story_medicine *m = &story_medicine[i];

    if (m->day == d->day)
      rc = put(d, t, KIND_MEDICINE, m->name, m->start, m->dose, e);
  }
  return rc;
}

static enum rc extras_of(struct demo *d, enum slot s, const struct stamp *t, double pain, struct err *e)
{
  bool course = between(d, 36, 105) || between(d, 262, 332);
  enum rc rc = RC_OK;

  if (s == WAKING) {
    rc = morning(d, t, pain, e);
    if (rc == RC_OK)
      rc = checkups_of(d, t, e);
  }
  if (s == EVENING && course && day_weekday(d->first_day + d->day) == 1)
    rc = put_dose(d, t, PHYSIOTHERAPY, 1, "", e);
  if (s == BEDTIME)
    rc = evening(d, t, pain, e);
  if (rc == RC_OK && pain >= 7 && happens(d, 0.13)) {
    rc = put_dose(d, t, IBUPROFEN, 400, "", e);
    demo_body_take(&d->body, IBUPROFEN_POINTS);
  }
  return rc == RC_OK ? notes_of(d, s, t, e) : rc;
}

static enum rc moment(struct demo *d, enum slot s, int64_t at_s, struct err *e)
{
  int64_t day_s = second_of_day(at_s + offset_at(d, at_s));
  struct stamp t = stamp_at(d, at_s);
  double pain = number_of(d, demo_body_pain(&d->body, day_s), 0.6);
  bool dose = wants_dose(d, s, pain, at_s);
  bool rate = d->ratings < RATINGS_A_DAY &&
              (happens(d, dose ? 0.93 : moment_of[s].written) ||
               (s == BEDTIME && (d->ratings == 0 || d->day == YEAR_D - 1)));
  enum rc rc = rate ? rate_pain(d, &t, pain, day_s, e) : RC_OK;

  if (rc == RC_OK)
    rc = extras_of(d, s, &t, pain, e);
  if (rc == RC_OK && dose) {
    d->last_dose_s = at_s;
    rc = dose_after(d, &t, e);
  }
  d->follow_s = 0;
  if (s != BEDTIME && (dose || rate) && happens(d, dose ? 0.6 : 0.4))
    d->follow_s = at_s + 3 * HOUR_S / 2 + (int64_t)rng_below(&d->rng, 4500);
  return rc;
}

static enum rc follow_up(struct demo *d, int64_t at_s, struct err *e)
{
  struct stamp t = {instant_at(d, at_s, PRECISION_SECOND), entered_at(d, at_s, 0)};
  int64_t day_s = second_of_day(at_s + offset_at(d, at_s));

  d->follow_s = 0;
  if (d->ratings >= RATINGS_A_DAY - 1) /* one is kept for the next dose */
    return RC_OK;
  return rate_pain(d, &t, number_of(d, demo_body_pain(&d->body, day_s), 0.6), day_s, e);
}

/* --- the year ----------------------------------------------------------------------------------------------------- */

static bool has_story(int day)
{
  for (size_t i = 0; i < story_note_n; i++)
    if (story_note[i].day == day)
      return true;
  for (size_t i = 0; i < story_blood_n; i++)
    if (story_blood[i].day == day)
      return true;
  return day == 0 || day >= YEAR_D - 3;
}

static enum rc begin_day(struct demo *d, int day, int64_t at_s, struct err *e)
{
  bool holiday;

  d->day = day;
  d->body.withdrawal = between(d, NONE_TO, NONE_TO + 1) ? 1.0 : 0.0;
  holiday = between(d, HOLIDAY_FROM, HOLIDAY_FROM + HOLIDAY_DAYS - 1);
  d->blank = holiday || between(d, BLANK_FROM, BLANK_TO) ||
             (happens(d, 0.035) && !has_story(day) && !between(d, CUT_FROM, CUT_TO));
  d->ratings = d->doses_in_cut = 0;
  for (int s = 0; s < SLOT_COUNT; s++) {
    double from = moment_of[s].from_min, to = moment_of[s].to_min;

    d->slot_min[s] = floor(from + (to - from) * creep(d) + 22 * clamp(rng_normal(&d->rng), -2, 2));
    d->slot_past[s] = false;
  }
  if (day == HOLIDAY_FROM) {
    struct stamp t = {instant_at(d, at_s, PRECISION_DAY), entered_at(d, at_s, HOLIDAY_DAYS * DAY_S + 20 * HOUR_S)};

    return put(d, &t, KIND_NOT_TRACKED, "", HOLIDAY_DAYS, "", e);
  }
  return RC_OK;
}

/* What happens in the quarter of an hour that begins at at_s. */
static enum rc step(struct demo *d, int64_t at_s, struct err *e)
{
  int64_t local_s = at_s + offset_at(d, at_s), day = day_of(local_s) - d->first_day;
  double minute = (double)second_of_day(local_s) / 60;
  enum rc rc = day == d->day ? RC_OK : begin_day(d, (int)day, at_s, e);

  for (int s = 0; rc == RC_OK && s < SLOT_COUNT; s++) {
    bool skipped = minute >= d->slot_min[s] + 60; /* the clock jumped over it */

    if (d->slot_past[s] || minute < d->slot_min[s])
      continue;
    d->slot_past[s] = true;
    if (!d->blank && !skipped)
      rc = moment(d, (enum slot)s, at_s + (int64_t)rng_below(&d->rng, DEMO_STEP_S), e);
  }
  if (rc == RC_OK && d->follow_s != 0 && at_s >= d->follow_s && !d->blank)
    rc = follow_up(d, at_s + (int64_t)rng_below(&d->rng, DEMO_STEP_S), e);
  demo_body_step(&d->body);
  return rc;
}

static int64_t at_wall(const struct demo *d, int64_t day, int64_t second)
{
  int64_t at_s[2];

  zone_resolve(d->app->env->zone, day * DAY_S + second, at_s);
  return at_s[1];
}

static enum rc begin_year(struct demo *d, struct err *e)
{
  const struct env *env = d->app->env;
  double *calm;
  bool made;
  enum rc rc = RC_OK;

  d->today = env_today(env);
  d->first_day = d->today - YEAR_D;
  d->day = -1;
  rng_init(&d->rng, (uint64_t)d->today);
  d->trip_from_s = at_wall(d, d->first_day + TRIP_FROM, 12 * HOUR_S);
  d->trip_to_s = at_wall(d, d->first_day + TRIP_TO, 12 * HOUR_S);
  d->trip_shift_s = zone_offset_s(env->zone, d->trip_from_s) > 0 ? -5 * HOUR_S : 5 * HOUR_S;
  calm = arena_array(d->app->arena, STEPS_MAX, sizeof *calm);
  if (calm == NULL)
    return err_set(e, RC_NO_MEMORY, "There is not enough memory.");
  demo_body_begin(&d->body, calm, STEPS_MAX, &d->rng);
  for (size_t i = 0; i < DAY_NOTES; i++) { /* in an order of this year's own */
    size_t k = (size_t)rng_below(&d->rng, i + 1);

    d->note_order[i] = d->note_order[k];
    d->note_order[k] = i;
  }
  for (int w = 0; rc == RC_OK && w < WHAT_COUNT; w++)
    rc = app_product_for(d->app, d->act, span_of(thing[w].name), span_of(thing[w].unit), &d->product[w], &made, e);
  return rc;
}

static enum rc live(struct demo *d, struct err *e)
{
  struct condition c = {.name = SPAN("fibromyalgia"), .has_since = true};
  int64_t at_s;
  enum rc rc = begin_year(d, e);

  c.since_day = d->first_day - 4 * YEAR_D;
  if (rc == RC_OK)
    rc = condition_add(d->app->st, d->act, &c, e);
  at_s = at_wall(d, d->first_day, 0);
  for (; rc == RC_OK && day_of(at_s + offset_at(d, at_s)) < d->today; at_s += DEMO_STEP_S)
    rc = step(d, at_s, e);
  return rc;
}

enum rc app_demo(struct app *app, int64_t *entries, struct err *e)
{
  struct action act;
  struct demo d = {.app = app, .act = &act};
  enum rc rc = store_begin(app->st, e);

  if (rc != RC_OK)
    return rc;
  rc = action_begin(app->st, app->env, "demo", SPAN("an invented year"), &act, e);
  if (rc == RC_OK)
    rc = live(&d, e);
  if (rc == RC_OK)
    rc = action_end(app->st, &act, e);
  if (rc == RC_OK)
    rc = store_mark_invented(app->st, e);
  rc = store_end(app->st, rc, e);
  if (rc == RC_OK)
    *entries = d.entries;
  return rc;
}
