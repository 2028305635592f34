/* Bare assay, review, crisis. */
#include "face/cli/verbs.h"

#include "app/review.h"
#include "face/cli/print.h"
#include "journal/entry_json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static enum rc welcome(struct cli *c, struct err *e)
{
  struct json j;

  if (c->json) {
    enum rc rc = json_begin(c, &j, "today", e);

    if (rc != RC_OK)
      return rc;
    json_key_bool(&j, "journal", false);
    json_key(&j, "items");
    json_array(&j);
    json_array_end(&j);
    json_key_text(&j, "next", "assay log \"pain 6\"");
    json_end(c, &j);
    return RC_OK;
  }
  buf_puts(&c->out, "assay keeps a private diary of pain and of what you take, and answers from it:\n"
                    "Is it helping me? What is it costing me? Is it getting dangerous? What do I show my clinician?\n\n"
                    "Two ways to begin:\n"
                    "  assay log \"pain 6\"     your own diary; it stays on this machine\n"
                    "  assay demo             an invented year, to look around\n\n"
                    "Help with a crisis, numbers included: assay crisis\n");
  return RC_OK;
}

static enum rc today_json(struct cli *c, const struct today *t, struct err *e)
{
  struct json j;
  enum rc rc = json_begin(c, &j, "today", e);

  if (rc != RC_OK)
    return rc;
  json_key_bool(&j, "journal", true);
  json_key_date(&j, "date", env_today(&c->env));
  json_key(&j, "items");
  json_array(&j);
  for (size_t i = 0; i < t->n; i++) {
    json_object(&j);
    entry_json(&j, &t->entry[i]);
    json_object_end(&j);
  }
  json_array_end(&j);
  json_quantity(&j, "mitragynine_mg", &t->mitragynine_mg);
  json_key_int(&j, "doses", (int64_t)t->doses);
  json_key_int(&j, "doses_unknown_mg", (int64_t)t->doses_unknown);
  json_key_int(&j, "future", t->future);
  json_key_text(&j, "advice", t->next == ADVICE_LOG_MORE ? "log_more" : "nothing");
  json_key_text(&j, "next_says", t->next_what);
  json_key_text(&j, "next", t->next_command);
  json_end(c, &j);
  return RC_OK;
}

static void ago(struct cli *c, const struct entry *en, const char *what)
{
  int64_t minutes = (c->env.now_s - en->at.at_s) / 60;
  struct buf words = {0};

  entry_words(en, &words);
  buf_printf(&c->out, "%s %.*s, ", what, SPAN_FMT(buf_span(&words)));
  if (en->at.precision > PRECISION_MINUTE || minutes >= 48 * 60) {
    char when[WHEN_TEXT_MAX];

    when_text(c, &en->at, false, when);
    buf_printf(&c->out, "%s\n", when);
  } else if (minutes < 60) {
    buf_printf(&c->out, "%lld min ago\n", (long long)minutes);
  } else {
    buf_printf(&c->out, "%lld h %02lld min ago\n", (long long)(minutes / 60), (long long)(minutes % 60));
  }
  buf_done(&words);
}

static void today_text(struct cli *c, const struct today *t)
{
  char date[DATE_TEXT_MAX];

  date[date_text(env_today(&c->env), date)] = '\0';
  buf_printf(&c->out, "Today, %s\n", date);
  for (size_t i = 0; i < t->n; i++)
    print_entry(c, &t->entry[i]);
  if (t->n == 0)
    buf_puts(&c->out, t->empty ? "  The journal is empty.\n" : "  Nothing written yet today.\n");
  if (t->doses > 0 && isfinite(t->mitragynine_mg.median)) {
    char median[32], lo[32], hi[32];

    snprintf(median, sizeof median, "%.0f", t->mitragynine_mg.median);
    snprintf(lo, sizeof lo, "%.0f", t->mitragynine_mg.lo90);
    snprintf(hi, sizeof hi, "%.0f", t->mitragynine_mg.hi90);
    buf_printf(&c->out, "Kratom today: %zu %s, about %s mg mitragynine (%s to %s)%s\n", t->doses,
               t->doses == 1 ? "dose" : "doses", median, lo, hi,
               t->doses_unknown > 0 ? "; some with unknown mg, in no total" : "");
  } else if (t->doses > 0) {
    buf_printf(&c->out, "Kratom today: %zu %s, mg not known\n", t->doses, t->doses == 1 ? "dose" : "doses");
  }
  if (t->n == 0 && t->has_pain)
    ago(c, &t->pain, "Last:");
  if (t->n == 0 && t->has_dose)
    ago(c, &t->dose, "Last:");
  if (t->future > 0)
    buf_printf(&c->out, "%lld %s later than now: shown as still to come, used nowhere.\n", (long long)t->future,
               t->future == 1 ? "entry lies" : "entries lie");
  buf_printf(&c->out, "\n%s\n  %s\n", t->next_what, t->next_command);
}

enum rc verb_today(struct cli *c, const struct options *o, struct err *e)
{
  struct today t;
  enum rc rc;

  (void)o;
  if (c->app.st == NULL)
    return welcome(c, e);
  rc = app_today(&c->app, &t, e);
  if (rc == RC_OK && c->json)
    return today_json(c, &t, e);
  if (rc == RC_OK)
    rc = print_findings(c, e);
  if (rc == RC_OK)
    today_text(c, &t);
  return rc;
}

enum rc verb_review(struct cli *c, const struct options *o, struct err *e)
{
  struct review_request r = {.json = c->json, .terminal = c->terminal, .anew = options_has(o, "anew")};
  enum rc rc = RC_OK;

  r.has_since = options_has(o, "since");
  r.has_until = options_has(o, "until");
  if (r.has_since)
    rc = words_day(options_value(o, "since"), &c->env, &r.since_day, e);
  if (rc == RC_OK && r.has_until)
    rc = words_day(options_value(o, "until"), &c->env, &r.until_day, e);
  if (rc == RC_OK && r.has_since && r.has_until && r.since_day > r.until_day) {
    err_set(e, RC_USAGE, "--since lies after --until.");
    return RC_USAGE;
  }
  return rc == RC_OK ? app_review(&c->app, &r, &c->out, e) : rc;
}

enum rc verb_crisis(struct cli *c, const struct options *o, struct err *e)
{
  const struct fact_crisis *n = app_crisis(&c->app);
  struct json j;

  (void)o;
  if (!c->json) {
    print_crisis(c, &c->out);
    return RC_OK;
  }
  enum rc rc = json_begin(c, &j, "crisis", e);

  if (rc != RC_OK)
    return rc;
  json_key_text(&j, "country", n->country);
  json_key_text(&j, "emergency", n->emergency);
  json_key_text(&j, "crisis", n->crisis);
  json_key_text(&j, "poison", n->poison);
  json_key_text(&j, "checked", n->checked);
  json_key(&j, "citations");
  json_array(&j);
  json_text(&j, n->cite);
  json_array_end(&j);
  json_end(c, &j);
  return RC_OK;
}
