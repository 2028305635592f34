/* The review as a document: what needs help first, the four answers in four lines, then what they rest on. */
#include "out/doc.h"
#include "review/say.h"

#include <math.h>
#include <string.h>

_Static_assert((int)REVIEW_WRITTEN == (int)DOC_DAY_WRITTEN && (int)REVIEW_BLANK == (int)DOC_DAY_BLANK &&
               (int)REVIEW_NOT_TRACKED == (int)DOC_DAY_LEFT_OUT, "the chart reads the states of days as they are");

enum { SILENT_TAIL_DAYS = 14, CHARTS_MAX = 4, HOURS_WORTH_DRAWING = 5 };

static const char *level_word(enum fact_level level)
{
  static const char *const word[] = {"NOTE", "ATTENTION", "URGENT", "EMERGENCY"};

  return word[level];
}

/* Days drawn: without the blank weeks after a diary that ended. */
static size_t days_drawn(const struct review *r)
{
  size_t to_last = (size_t)(r->last_written_day - r->first_day) + 1;

  return r->days - to_last >= SILENT_TAIL_DAYS ? to_last : r->days;
}

/* A round number at or above v, to end an axis with. */
static double axis_top(double v)
{
  static const double nice[] = {1, 1.2, 1.5, 2, 3, 4, 5, 6, 8, 10};
  double ten = v > 0 ? pow(10, floor(log10(v))) : 1;

  for (size_t i = 0; i < sizeof nice / sizeof nice[0]; i++)
    if (nice[i] * ten >= v)
      return nice[i] * ten;
  return 10 * ten;
}

/* --- the first screen --------------------------------------------------------------------------------------------- */

static void alarms(const struct review *r, struct doc *d)
{
  for (size_t i = 0; i < r->finding_n; i++)
    if (r->finding[i].level >= LEVEL_URGENT)
      doc_alarm(d, "%s: %.*s\n%.*s", level_word(r->finding[i].level), SPAN_FMT(r->finding[i].what),
                SPAN_FMT(r->finding[i].now));
  for (size_t i = 0; i < r->finding_n; i++)
    if (r->finding[i].level < LEVEL_URGENT)
      doc_item(d, DOC_SIGNAL, "%s: %.*s %.*s", level_word(r->finding[i].level), SPAN_FMT(r->finding[i].what),
               SPAN_FMT(r->finding[i].now));
}

static void essentials(const struct review *r, struct doc *d)
{
  char days[PHRASE_MAX], ratings[PHRASE_MAX], doses[PHRASE_MAX], effects[PHRASE_MAX];

  if (!r->any) {
    doc_say(d, DOC_PLAIN, "%s", r->helps.sentence[r->helps.n - 1]);
    return;
  }
  doc_say(d, DOC_PLAIN, "%s: written on %zu of %zu days, %s, %s, %s.", phrase_days(r->first_day, r->until_day, days),
          r->written, r->days, phrase_count(r->n_of[KIND_RATING], "rating", "ratings", ratings),
          phrase_count(r->n_of[KIND_DOSE], "dose", "doses", doses),
          phrase_count(r->n_of[KIND_SIDE_EFFECT], "side effect", "side effects", effects));
  if (r->ended)
    doc_say(d, DOC_QUIET, "The last entry is of %s; this review ends there.", phrase_day(r->last_written_day, days));
}

static void four_lines(const struct review *r, struct doc *d)
{
  doc_pair(d, DOC_SAID, "Does it help me?", "%s", r->helps.lead);
  doc_pair(d, DOC_SAID, "What does it cost me?", "%s", r->costs.lead);
  doc_pair(d, r->finding_n > 0 ? DOC_SIGNAL : DOC_SAID, "Is it getting dangerous?", "%s", r->danger.lead);
  doc_pair(d, DOC_SAID, "What do I show my clinician?", "%s", r->clinician.lead);
}

/* A sentence that may have found no memory. */
static void item(struct doc *d, const char *text)
{
  if (text)
    doc_item(d, DOC_PLAIN, "%s", text);
  else
    d->failed = true;
}

static void sentences(const struct review_answer *a, struct doc *d)
{
  for (size_t i = 1; i < a->n; i++)
    item(d, a->sentence[i]);
}

/* --- charts ------------------------------------------------------------------------------------------------------- */

struct labels {
  char first[PHRASE_MAX], middle[PHRASE_MAX], last[PHRASE_MAX];
};

/* Dates under a chart of n days; with the year where they lie in different ones. */
static void date_labels(const struct review *r, size_t n, struct labels *l, struct doc_chart *c)
{
  int64_t from = r->first_day, to = from + (int64_t)n - 1;
  int y, other, m, d;

  day_to_date(from, &y, &m, &d);
  day_to_date(to, &other, &m, &d);
  if (y == other) {
    phrase_short_day(from, l->first);
    phrase_short_day(to, l->last);
    phrase_short_day(from + (to - from) / 2, l->middle);
  } else {
    phrase_day(from, l->first);
    phrase_day(to, l->last);
    phrase_day(from + (to - from) / 2, l->middle);
  }
  c->n = n;
  c->first_label = l->first;
  c->last_label = n > 1 ? l->last : NULL;
  c->middle_label = n > 20 ? l->middle : NULL;
  c->state = r->state;
}

/* "Overall pain now: 0 no pain, 10 as bad as you can imagine." says what the two ends mean. */
static void end_names(struct arena *a, const struct review_course *c, struct doc_chart *chart)
{
  struct span rest = span_of(c->asks), lo, hi;

  if (c->asks == NULL)
    return;
  span_cut(&rest, ':');
  lo = span_trim(span_cut(&rest, ','));
  hi = span_trim(rest);
  span_cut(&lo, ' ');
  span_cut(&hi, ' ');
  if (hi.n > 0 && hi.p[hi.n - 1] == '.')
    hi.n--;
  if (lo.n == 0 || hi.n == 0)
    return;
  chart->lo_name = phrase(a, "%.*s", SPAN_FMT(lo));
  chart->hi_name = phrase(a, "%.*s", SPAN_FMT(hi));
}

static const char *direction(const struct scale *s)
{
  return s->better == BETTER_DOWN ? ", lower is better" : s->better == BETTER_UP ? ", higher is better" : "";
}

static const char *course_title(struct arena *a, const struct review_course *c)
{
  const char *name = phrase_capital(a, c->name);

  if (name == NULL)
    return NULL;
  if (c->scale.day == DAY_SUM)
    return phrase(a, "%s by day%s", name, direction(&c->scale));
  return phrase(a, "%s by day, the middle of its ratings%s", name, direction(&c->scale));
}

static void course_chart(const struct review *r, const struct review_course *c, bool doses, struct doc *d)
{
  struct doc_chart chart = {.kind = DOC_CHART_LINE, .lo = c->scale.lo, .hi = c->scale.hi, .y = c->daily};
  struct labels labels;

  date_labels(r, days_drawn(r), &labels, &chart);
  if (c->scale.day == DAY_SUM) {
    chart.hi = axis_top(c->highest);
    chart.hi_name = span_is(c->scale.unit, "h") ? "hours" : "a day";
  } else {
    chart.lo = fmin(chart.lo, c->lowest);
    chart.hi = fmax(chart.hi, c->highest);
    end_names(d->a, c, &chart);
  }
  if (doses && r->n_of[KIND_DOSE] > 0) {
    chart.beneath = r->dosed;
    chart.beneath_name = "dose";
  }
  chart.title = course_title(d->a, c);
  doc_chart(d, &chart);
}

static void amount_chart(const struct review *r, struct doc *d)
{
  size_t n = days_drawn(r);
  double *y = arena_array(d->a, n, sizeof *y), top = 0;
  struct doc_chart chart = {.kind = DOC_CHART_BARS, .y_unit = "mg a day", .y = y};
  struct labels labels;

  if (y == NULL || r->mitragynine.days == 0) {
    d->failed = d->failed || y == NULL;
    return;
  }
  for (size_t i = 0; i < n; i++) {
    y[i] = r->mitragynine.daily[i].median;
    top = fmax(top, y[i]);
  }
  chart.hi = axis_top(top > 0 ? top : 1);
  chart.title = "Mitragynine by day, mg, middle estimate";
  date_labels(r, n, &labels, &chart);
  doc_chart(d, &chart);
}

static void hours_chart(const struct review_treatment *t, struct doc *d)
{
  double y[24], top = 0;
  struct doc_chart chart = {.kind = DOC_CHART_BARS,
                            .y_unit = "times",
                            .y = y,
                            .n = 24,
                            .first_label = "0:00",
                            .middle_label = "12:00",
                            .last_label = "23:00",
                            .x_name = "hour"};

  for (size_t i = 0; i < 24; i++) {
    y[i] = (double)t->hour[i];
    top = fmax(top, y[i]);
  }
  chart.hi = axis_top(top);
  chart.title = phrase(d->a, "Time of day: %.*s, %zu time%s with a clock time", SPAN_FMT(t->name), t->timed,
                       t->timed == 1 ? "" : "s");
  doc_chart(d, &chart);
}

/* --- tables ------------------------------------------------------------------------------------------------------- */

static void head(struct doc *d, struct doc_node *t, const char *const *words, size_t n)
{
  for (size_t i = 0; i < n; i++)
    doc_cell(d, t, 0, i, "%s", words[i]);
}

static void windows_table(const struct review *r, const struct review_window w[REVIEW_WINDOWS], const char *name,
                          const char *n_name, struct doc *d)
{
  const char *const words[] = {name, n_name, "Days", "Average", "Middle"};
  struct doc_node *t;
  size_t rows = 1, row = 1;
  char mean[PHRASE_MAX], middle[PHRASE_MAX];

  for (size_t i = 0; i < REVIEW_WINDOWS; i++)
    rows += w[i].back_days == 0 || (size_t)w[i].back_days < r->days;
  if (rows < 3)
    return; /* "all" alone says what the chart's title says */
  t = doc_table(d, "", rows, 5);
  head(d, t, words, 5);
  for (size_t i = 0; i < REVIEW_WINDOWS; i++) {
    if (w[i].back_days > 0 && (size_t)w[i].back_days >= r->days)
      continue;
    if (w[i].back_days > 0)
      doc_cell(d, t, row, 0, "last %d days", w[i].back_days);
    else
      doc_cell(d, t, row, 0, "all %zu days", r->days);
    doc_cell(d, t, row, 1, "%zu", w[i].n);
    doc_cell(d, t, row, 2, "%zu of %zu", w[i].days, w[i].days_of);
    doc_cell(d, t, row, 3, "%s", phrase_mean(w[i].mean, mean));
    doc_cell(d, t, row++, 4, "%s", w[i].n > 0 ? phrase_number(w[i].median, middle) : "-");
  }
}

static const char *severity(double worst)
{
  return worst >= 3 ? "severe" : worst >= 2 ? "moderate" : worst >= 1 ? "mild" : "not said";
}

static void effects_table(const struct review *r, struct doc *d)
{
  static const char *const words[] = {"Side effect", "Days", "Times", "At worst", "First", "Last"};
  struct doc_node *t;
  char first[PHRASE_MAX], last[PHRASE_MAX];

  if (r->effect_n == 0)
    return;
  t = doc_table(d, "", r->effect_n + 1, 6);
  head(d, t, words, 6);
  for (size_t i = 0; i < r->effect_n; i++) {
    const struct review_effect *f = &r->effect[i];

    doc_cell(d, t, i + 1, 0, "%.*s", SPAN_FMT(f->name));
    doc_cell(d, t, i + 1, 1, "%zu of %zu", f->days, r->pattern_written);
    doc_cell(d, t, i + 1, 2, "%zu", f->n);
    doc_cell(d, t, i + 1, 3, "%s", severity(f->worst));
    doc_cell(d, t, i + 1, 4, "%s", phrase_day(f->first_day, first));
    doc_cell(d, t, i + 1, 5, "%s", phrase_day(f->last_day, last));
  }
}

/* What comes from the usual content of leaf is an estimate and shows two digits. */
static void amount_cell(struct doc *d, struct doc_node *t, size_t row, size_t column, double amount, const char *unit)
{
  char text[PHRASE_MAX];
  bool estimate = unit && (strcmp(unit, "mg_mitragynine") == 0 || strcmp(unit, "mg_7oh") == 0);

  if (unit == NULL || isnan(amount))
    doc_cell(d, t, row, column, "-");
  else
    doc_cell(d, t, row, column, "%s %s", estimate ? phrase_estimate(amount, text) : phrase_number(amount, text),
             phrase_unit(unit, amount));
}

static void treatments_table(const struct review *r, struct doc *d)
{
  static const char *const words[] = {"Taken or done", "Days", "Times", "Usual", "A day", "Gap"};
  struct doc_node *t;
  char text[PHRASE_MAX];

  if (r->treatment_n == 0)
    return;
  t = doc_table(d, "", r->treatment_n + 1, 6);
  head(d, t, words, 6);
  for (size_t i = 0; i < r->treatment_n; i++) {
    const struct review_treatment *v = &r->treatment[i];

    doc_cell(d, t, i + 1, 0, "%.*s", SPAN_FMT(v->name));
    doc_cell(d, t, i + 1, 1, "%zu of %zu", v->days_with, v->days_counted);
    doc_cell(d, t, i + 1, 2, "%zu", v->occasions);
    amount_cell(d, t, i + 1, 3, v->usual.amount, v->usual.unit);
    amount_cell(d, t, i + 1, 4, v->per_day, v->unit);
    doc_cell(d, t, i + 1, 5, "%s%s", v->gap_n > 0 ? phrase_number(v->gap_median_h, text) : "-",
             v->gap_n > 0 ? " h" : "");
  }
  doc_say(d, DOC_QUIET,
          "Days: with it, of written and tracked days. Times: what is taken within 30 minutes is once. Usual: "
          "middle amount of one time. A day: on average. Gap: the middle one between two times with nothing "
          "unknown between them. A dash: not known.");
}

/* --- the answers at length ---------------------------------------------------------------------------------------- */

static void helps(const struct review *r, struct doc *d)
{
  const struct review_course *pain = course_named(r, "pain");

  doc_heading(d, "Does it help me?");
  sentences(&r->helps, d);
  if (pain) {
    course_chart(r, pain, true, d);
    windows_table(r, pain->window, "Pain", "Ratings", d);
  }
}

static void costs(const struct review *r, struct doc *d)
{
  doc_heading(d, "What does it cost me?");
  sentences(&r->costs, d);
  effects_table(r, d);
}

static void habits(const struct review *r, struct doc *d)
{
  const struct review_treatment *t = r->treatment_n > 0 ? &r->treatment[0] : NULL;
  double begins = r->day_starts_s / 60.0, night = 60 * fact_value("night_before_day_starts_h");
  char first[PHRASE_MAX], from[PHRASE_MAX], to[PHRASE_MAX], times[PHRASE_MAX];

  if (t == NULL || t->timed == 0)
    return;
  if (t->timed >= HOURS_WORTH_DRAWING)
    hours_chart(t, d);
  doc_say(d, DOC_QUIET, "First %.*s of the day: %s (the middle of %zu day%s). At night, %s to %s: %zu of %s.",
          SPAN_FMT(t->name), phrase_clock(t->first_min, first), t->first_n, t->first_n == 1 ? "" : "s",
          phrase_clock(begins - night, from), phrase_clock(begins, to), t->night,
          phrase_count(t->timed, "time", "times", times));
}

static void amounts(const struct review *r, struct doc *d)
{
  char days[PHRASE_MAX], count[PHRASE_MAX];

  doc_heading(d, "What you took");
  if (r->treatment_n == 0) {
    doc_say(d, DOC_PLAIN, "No dose is written down for %s.", phrase_days(r->pattern_since_day, r->until_day, days));
    return;
  }
  doc_say(d, DOC_PLAIN, "Counted over %s: %s, %zu of them written.",
          phrase_days(r->pattern_since_day, r->until_day, days), phrase_count(r->pattern_days, "day", "days", count),
          r->pattern_written);
  treatments_table(r, d);
  if (r->mitragynine.doses > 0) {
    item(d, say_per_day(d->a, &r->mitragynine, "Mitragynine"));
    if (r->mitragynine.doses_unknown > 0)
      item(d, say_unknown(d->a, &r->mitragynine, "kratom"));
    if (r->mitragynine.days > 0)
      item(d, say_trend(d->a, &r->mitragynine, "Mitragynine a day"));
  }
  if (treatment_numbered(r, 1)) {
    item(d, say_per_day(d->a, &r->hydroxy, "7-OH, from all products"));
    if (r->hydroxy.doses_unknown > 0)
      item(d, say_unknown(d->a, &r->hydroxy, "kratom and 7-OH"));
    if (r->hydroxy.days > 0)
      item(d, say_trend(d->a, &r->hydroxy, "7-OH a day"));
  }
  amount_chart(r, d);
  habits(r, d);
}

static bool is_pain(const struct review_course *c)
{
  return span_is(c->name, "pain");
}

/* A yes or no has no course worth drawing. */
static bool drawable(const struct review_course *c)
{
  return !is_pain(c) && c->scale.hi - c->scale.lo > 1;
}

static const char *unit_word(const struct scale *s)
{
  return span_is(s->unit, "h") ? " h" : "";
}

static void scales_table(const struct review *r, size_t n, struct doc *d)
{
  static const char *const words[] = {"Scale", "Ratings", "Days", "Average", "Last 30 days", "Lowest", "Highest"};
  struct doc_node *t = doc_table(d, "", n + 1, 7);
  char text[PHRASE_MAX];
  size_t row = 1;

  head(d, t, words, 7);
  for (size_t i = 0; i < r->course_n; i++) {
    const struct review_course *c = &r->course[i];
    const char *unit = unit_word(&c->scale);

    if (is_pain(c))
      continue;
    doc_cell(d, t, row, 0, "%.*s", SPAN_FMT(c->name));
    doc_cell(d, t, row, 1, "%zu", c->n);
    doc_cell(d, t, row, 2, "%zu of %zu", c->days, c->days_of);
    doc_cell(d, t, row, 3, "%s%s", phrase_mean(c->mean, text), unit);
    doc_cell(d, t, row, 4, "%s%s", c->window[0].n > 0 ? phrase_mean(c->window[0].mean, text) : "-",
             c->window[0].n > 0 ? unit : "");
    doc_cell(d, t, row, 5, "%s%s", phrase_number(c->lowest, text), unit);
    doc_cell(d, t, row++, 6, "%s%s", phrase_number(c->highest, text), unit);
  }
}

static void other_scales(const struct review *r, struct doc *d)
{
  size_t n = 0, charts = 0;

  for (size_t i = 0; i < r->course_n; i++)
    n += !is_pain(&r->course[i]);
  if (n == 0)
    return;
  doc_heading(d, "Other scales");
  scales_table(r, n, d);
  for (size_t i = 0; i < r->course_n && charts < CHARTS_MAX; i++) {
    if (!drawable(&r->course[i]))
      continue;
    course_chart(r, &r->course[i], false, d);
    charts++;
  }
}

static void counted(const struct review *r, struct doc *d)
{
  doc_heading(d, "What this does not know");
  for (size_t i = 0; i < r->missing_n; i++)
    item(d, r->missing[i].text);
  doc_say(d, DOC_QUIET,
          "A blank day is a blank day: it is in no mean and no trend. assay %s, facts %s, method %s; not "
          "reviewed by a pharmacist.",
          r->version_assay ? r->version_assay : "-", r->version_facts ? r->version_facts : "-",
          r->version_method ? r->version_method : "-");
}

void review_doc(const struct review *r, struct doc *d)
{
  alarms(r, d);
  if (r->invented)
    doc_say(d, DOC_SAID, "Review of an INVENTED diary. It belongs to nobody; everything below is made up.");
  else
    doc_say(d, DOC_SAID, "Review of your diary");
  essentials(r, d);
  four_lines(r, d);
  helps(r, d);
  costs(r, d);
  doc_heading(d, "Is it getting dangerous?");
  sentences(&r->danger, d);
  if (r->any) {
    amounts(r, d);
    other_scales(r, d);
    doc_heading(d, "What do I show my clinician?");
    sentences(&r->clinician, d);
  }
  counted(r, d);
}
