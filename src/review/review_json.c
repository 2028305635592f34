/* The review as JSON. CONTRACT section 6. */
#include "out/json.h"
#include "review/phrase.h"
#include "review/review.h"

#include <math.h>

/* Of a day: to a thousandth of a milligram. */
static void mg(struct json *j, const char *key, double v)
{
  json_key_number(j, key, round(v * 1000) / 1000);
}

/* KEY_share (0 to 1, null of nothing), KEY_n, KEY_of. */
static void share(struct json *j, const char *key, size_t n, size_t of)
{
  struct buf b = {0};

  buf_printf(&b, "%s_share", key);
  json_key_number(j, buf_text(&b), of > 0 ? (double)n / (double)of : NAN);
  buf_clear(&b);
  buf_printf(&b, "%s_n", key);
  json_key_int(j, buf_text(&b), (int64_t)n);
  buf_clear(&b);
  buf_printf(&b, "%s_of", key);
  json_key_int(j, buf_text(&b), (int64_t)of);
  j->b->failed = j->b->failed || b.failed;
  buf_done(&b);
}

static void count(struct json *j, const char *key, size_t n)
{
  json_key_int(j, key, (int64_t)n);
}

static const char *level_name(enum fact_level level)
{
  static const char *const name[] = {"note", "attention", "urgent", "emergency"};

  return name[level];
}

static void findings(struct json *j, const struct review *r)
{
  json_key(j, "findings");
  json_array(j);
  for (size_t i = 0; i < r->finding_n; i++) {
    const struct review_finding *f = &r->finding[i];

    json_object(j);
    json_key_string(j, "id", f->id);
    json_key_text(j, "level", level_name(f->level));
    json_key_string(j, "what", f->what);
    json_key_instant(j, "since", &f->since);
    json_key_string(j, "do", f->now);
    json_key_string(j, "grade", f->grade);
    json_key(j, "citations");
    json_array(j);
    if (f->cite.n > 0)
      json_string(j, f->cite);
    json_array_end(j);
    json_object_end(j);
  }
  json_array_end(j);
}

static void sentences(struct json *j, const struct review_answer *a)
{
  json_key(j, "sentences");
  json_array(j);
  for (size_t i = 0; i < a->n; i++)
    json_text(j, a->sentence[i]);
  json_array_end(j);
}

static void window(struct json *j, const struct review *r)
{
  json_key(j, "window");
  json_object(j);
  if (r->any)
    json_key_date(j, "since", r->since_day);
  else
    json_key_null(j, "since");
  json_key_date(j, "until", r->until_day);
  if (r->any)
    json_key_date(j, "first", r->first_day);
  else
    json_key_null(j, "first");
  count(j, "days", r->days);
  count(j, "written", r->written);
  count(j, "blank", r->blank);
  count(j, "not_tracked", r->not_tracked);
  json_key_bool(j, "ended", r->ended);
  json_object_end(j);
  json_key(j, "patterns");
  json_object(j);
  if (r->any)
    json_key_date(j, "since", r->pattern_since_day);
  else
    json_key_null(j, "since");
  json_key_date(j, "until", r->until_day);
  count(j, "days", r->pattern_days);
  count(j, "written", r->pattern_written);
  count(j, "counted", r->pattern_counted);
  json_object_end(j);
}

static void usual(struct json *j, const struct usual_dose *u)
{
  json_key(j, "usual_dose");
  json_object(j);
  json_key_number(j, "amount", u->amount);
  json_key_text(j, "unit", u->unit);
  count(j, "n", u->n);
  json_object_end(j);
}

/* The shape of an effect with nothing in it yet, so that a reader of later versions finds what it looks for. */
static void helps(struct json *j, const struct review *r)
{
  static const char *const unknown[] = {"mean", "sd", "lo90", "hi90", "p_benefit", "p_worthwhile"};
  const struct review_treatment *t = r->treatment_n > 0 ? &r->treatment[0] : NULL;
  bool pain = r->course_n > 0 && span_is(r->course[0].name, "pain");

  json_key(j, "helps");
  json_object(j);
  if (t)
    json_key_string(j, "treatment", t->name);
  else
    json_key_null(j, "treatment");
  json_key_text(j, "outcome", "pain");
  json_key_text(j, "method", "diary");
  json_key_text(j, "verdict", "cannot_tell");
  json_key(j, "effect");
  json_object(j);
  for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++)
    json_key_null(j, unknown[i]);
  json_key_text(j, "unit", "points");
  json_object_end(j);
  json_key_null(j, "net");
  usual(j, t ? &t->usual : &(struct usual_dose){.amount = NAN});
  json_key(j, "n");
  json_object(j);
  count(j, "ratings", pain ? r->course[0].n : 0);
  count(j, "doses", t ? t->occasions : 0);
  count(j, "days", r->written);
  json_key_null(j, "pairs");
  json_object_end(j);
  json_key_null(j, "naive");
  json_key(j, "caveats");
  json_array(j);
  json_array_end(j);
  json_key(j, "need");
  json_object(j);
  json_key_text(j, "text", r->helps.sentence[r->helps.n - 1]);
  json_object_end(j);
  sentences(j, &r->helps);
  json_object_end(j);
}

static void effects(struct json *j, const struct review *r)
{
  json_key(j, "side_effects");
  json_array(j);
  for (size_t i = 0; i < r->effect_n; i++) {
    const struct review_effect *f = &r->effect[i];

    json_object(j);
    json_key_string(j, "name", f->name);
    count(j, "n", f->n);
    count(j, "days", f->days);
    count(j, "days_of", r->pattern_written);
    json_key_number(j, "worst", f->worst);
    json_key_date(j, "first", f->first_day);
    json_key_date(j, "last", f->last_day);
    json_object_end(j);
  }
  json_array_end(j);
}

static void answers(struct json *j, const struct review *r)
{
  helps(j, r);
  json_key(j, "costs");
  json_object(j);
  effects(j, r);
  sentences(j, &r->costs);
  json_object_end(j);
  json_key(j, "danger");
  json_object(j);
  findings(j, r);
  sentences(j, &r->danger);
  json_object_end(j);
  json_key(j, "clinician");
  json_object(j);
  sentences(j, &r->clinician);
  json_object_end(j);
}

static void windows(struct json *j, const struct review_window w[REVIEW_WINDOWS])
{
  json_key(j, "windows");
  json_array(j);
  for (size_t i = 0; i < REVIEW_WINDOWS; i++) {
    json_object(j);
    if (w[i].back_days > 0)
      json_key_int(j, "last_days", w[i].back_days);
    else
      json_key_null(j, "last_days");
    count(j, "n", w[i].n);
    count(j, "days", w[i].days);
    count(j, "days_of", w[i].days_of);
    json_key_number(j, "mean", w[i].mean);
    json_key_number(j, "median", w[i].median);
    json_object_end(j);
  }
  json_array_end(j);
}

static void day_begin(struct json *j, const struct review *r, size_t i)
{
  json_object(j);
  json_key_date(j, "day", r->first_day + (int64_t)i);
  if (r->state[i] == REVIEW_NOT_TRACKED)
    json_key_bool(j, "not_tracked", true);
}

static void course(struct json *j, const struct review *r, const struct review_course *c)
{
  static const char *const better[] = {[BETTER_UNKNOWN] = NULL, [BETTER_UP] = "up", [BETTER_DOWN] = "down"};

  json_object(j);
  json_key_string(j, "scale", c->name);
  json_key_string(j, "unit", c->scale.unit);
  json_key_number(j, "lo", c->scale.lo);
  json_key_number(j, "hi", c->scale.hi);
  json_key_text(j, "better", better[c->scale.better]);
  json_key_text(j, "day", c->scale.day == DAY_SUM ? "sum" : "median");
  count(j, "n", c->n);
  count(j, "days", c->days);
  count(j, "days_of", c->days_of);
  json_key_number(j, "mean", c->mean);
  json_key_text(j, "mean_of", c->scale.day == DAY_SUM ? "days" : "ratings");
  json_key_number(j, "median", c->median);
  json_key_number(j, "lowest", c->lowest);
  json_key_number(j, "highest", c->highest);
  json_key_date(j, "first", c->first_day);
  json_key_date(j, "last", c->last_day);
  windows(j, c->window);
  json_key(j, "daily");
  json_array(j);
  for (size_t i = 0; i < r->days; i++) {
    day_begin(j, r, i);
    json_key_number(j, "value", c->daily[i]);
    json_key_int(j, "n", c->daily_n[i]);
    json_object_end(j);
  }
  json_array_end(j);
  json_object_end(j);
}

static void trend(struct json *j, const struct review_trend *t)
{
  json_key(j, "trend");
  if (!t->known) {
    json_null(j);
    json_key_text(j, "trend_reason", t->why_not);
    return;
  }
  json_object(j);
  json_key_int(j, "per_days", REVIEW_TREND_PER);
  json_key_number(j, "change", t->per);
  json_key_number(j, "lo90", t->lo);
  json_key_number(j, "hi90", t->hi);
  count(j, "days", t->days);
  json_object_end(j);
}

static const char *source_name(enum content_source s)
{
  static const char *const name[] = {
      [CONTENT_CERTIFICATE] = "certificate", [CONTENT_LABEL] = "label",     [CONTENT_FORM] = "form",
      [CONTENT_DIRECT] = "direct",           [CONTENT_UNKNOWN] = "unknown", [CONTENT_NONE] = "none",
  };

  return name[s];
}

static void alkaloid(struct json *j, const struct review *r, const struct review_alkaloid *v, const char *key)
{
  json_key(j, key);
  json_object(j);
  json_key_text(j, "unit", "mg");
  count(j, "doses", v->doses);
  count(j, "doses_unknown", v->doses_unknown);
  count(j, "days", v->days);
  count(j, "days_without", v->days_zero);
  count(j, "days_unknown", v->days_unknown);
  count(j, "days_travel", v->days_odd);
  json_key(j, "per_day");
  json_object(j);
  json_key_number(j, "mean", v->per_day.median);
  json_key_number(j, "lo90", v->per_day.lo90);
  json_key_number(j, "hi90", v->per_day.hi90);
  json_object_end(j);
  json_key_number(j, "median", v->median);
  json_key_number(j, "lowest", v->lowest);
  json_key_number(j, "highest", v->highest);
  trend(j, &v->trend);
  json_key_text(j, "from", v->from);
  json_key_text(j, "source", v->from ? source_name(v->source) : NULL);
  windows(j, v->window);
  json_key(j, "daily");
  json_array(j);
  for (size_t i = 0; v->doses + v->days > 0 && i < r->days; i++) {
    day_begin(j, r, i);
    mg(j, "mg", v->daily[i].median);
    mg(j, "lo90", v->daily[i].lo90);
    mg(j, "hi90", v->daily[i].hi90);
    json_object_end(j);
  }
  json_array_end(j);
  json_object_end(j);
}

static void spacing(struct json *j, const struct review_treatment *t, bool name)
{
  json_key(j, "spacing");
  json_object(j);
  if (name && t)
    json_key_string(j, "treatment", t->name);
  else if (name)
    json_key_null(j, "treatment");
  json_key_number(j, "median_h", t ? t->gap_median_h : NAN);
  count(j, "n", t ? t->gap_n : 0);
  json_key_number(j, "per_dose_day", t ? t->per_dose_day : NAN);
  json_object_end(j);
}

static void time_of_day(struct json *j, const struct review_treatment *t, bool name)
{
  char clock[PHRASE_MAX];

  json_key(j, "time_of_day");
  json_object(j);
  if (name && t)
    json_key_string(j, "treatment", t->name);
  else if (name)
    json_key_null(j, "treatment");
  count(j, "n", t ? t->timed : 0);
  json_key(j, "hours");
  json_array(j);
  for (size_t i = 0; i < 24; i++)
    json_int(j, t ? (int64_t)t->hour[i] : 0);
  json_array_end(j);
  json_key_text(j, "first_of_day", t && t->first_n > 0 ? phrase_clock(t->first_min, clock) : NULL);
  count(j, "first_days", t ? t->first_n : 0);
  count(j, "night", t ? t->night : 0);
  json_object_end(j);
}

static void treatment(struct json *j, const struct review_treatment *t)
{
  json_object(j);
  json_key_string(j, "treatment", t->name);
  json_key_text(j, "class", product_class_name(t->class_));
  count(j, "doses", t->doses);
  count(j, "occasions", t->occasions);
  count(j, "days", t->days_with);
  count(j, "days_of", t->days_counted);
  json_key_text(j, "unit", t->unit);
  json_key_number(j, "per_day", t->per_day);
  count(j, "days_unknown", t->days_unknown);
  usual(j, &t->usual);
  spacing(j, t, false);
  time_of_day(j, t, false);
  share(j, "pain_before", t->anchored, t->timed);
  share(j, "pain_after", t->followed, t->timed);
  json_object_end(j);
}

static void doses(struct json *j, const struct review *r)
{
  const struct review_treatment *main = r->treatment_n > 0 ? &r->treatment[0] : NULL;

  json_key(j, "doses");
  json_object(j);
  alkaloid(j, r, &r->mitragynine, "mitragynine");
  alkaloid(j, r, &r->hydroxy, "hydroxymitragynine");
  json_key(j, "treatments");
  json_array(j);
  for (size_t i = 0; i < r->treatment_n; i++)
    treatment(j, &r->treatment[i]);
  json_array_end(j);
  count(j, "without_clock_time", r->coarse_doses);
  json_object_end(j);
  spacing(j, main, true);
  time_of_day(j, main, true);
}

static void medicines(struct json *j, const struct review *r)
{
  json_key(j, "medicines");
  json_array(j);
  for (size_t i = 0; i < r->medicine_n; i++) {
    json_object(j);
    json_key_string(j, "name", r->medicine[i].name);
    json_key_string(j, "dose", r->medicine[i].dose);
    json_key_instant(j, "since", &r->medicine[i].since);
    json_object_end(j);
  }
  json_array_end(j);
}

static void kept(struct json *j, const struct review *r)
{
  json_key(j, "entries");
  json_object(j);
  for (size_t k = 0; k < KIND_COUNT; k++)
    count(j, kind_name((enum kind)k), r->n_of[k]);
  json_object_end(j);
  count(j, "imported", r->imported);
  count(j, "future", r->future);
  count(j, "outside", r->outside);
  share(j, "same_day", r->same_day, r->same_day_of);
  share(j, "pain_before", r->anchored, r->anchored_of);
  json_key(j, "missing");
  json_array(j);
  for (size_t i = 0; i < r->missing_n; i++) {
    json_object(j);
    json_key_text(j, "id", r->missing[i].id);
    json_key_text(j, "text", r->missing[i].text);
    json_object_end(j);
  }
  json_array_end(j);
}

static void versions(struct json *j, const struct review *r)
{
  json_key(j, "versions");
  json_object(j);
  json_key_text(j, "assay", r->version_assay);
  json_key_int(j, "schema", r->version_schema);
  json_key_text(j, "facts", r->version_facts);
  json_key_text(j, "method", r->version_method);
  json_object_end(j);
}

void review_json(const struct review *r, struct buf *out)
{
  struct json j;

  json_init(&j, out);
  json_object(&j);
  json_key_text(&j, "schema", "assay/1");
  json_key_text(&j, "kind", "review");
  json_key_bool(&j, "invented", r->invented);
  versions(&j, r);
  window(&j, r);
  findings(&j, r);
  answers(&j, r);
  json_key(&j, "course");
  json_array(&j);
  for (size_t i = 0; i < r->course_n; i++)
    course(&j, r, &r->course[i]);
  json_array_end(&j);
  doses(&j, r);
  medicines(&j, r);
  kept(&j, r);
  json_object_end(&j);
}
