/* Today at a glance, and the one next thing worth doing. It never proposes to take anything. */
#include "app/review.h"

#include "review/review.h"
#include "source/repo.h"

#include <math.h>
#include <string.h>

enum { HOUR_S = 3600 };

struct newest {
  struct app *app;
  bool found;
  struct entry en;
};

static bool take_past(void *ctx, const struct entry *en)
{
  struct newest *n = ctx;

  if (en->at.at_s > n->app->env->now_s)
    return true;
  n->en = *en;
  n->found = entry_keep(&n->en, n->app->arena);
  return false;
}

static bool take_dose(void *ctx, const struct entry *en)
{
  struct newest *n = ctx;

  return en->kind != KIND_DOSE || take_past(ctx, en) || !n->found;
}

/* The newest dose is looked for in the last days only: one long past says nothing about today. */
static enum rc newest_of(struct app *app, struct today *t, struct err *e)
{
  struct entry_filter pain = {.has_kind = true, .kind = KIND_RATING, .what = SPAN("pain"), .newest_first = true};
  struct entry_filter dose = {.has_since = true, .since_day = env_today(app->env) - 2, .newest_first = true};
  struct newest n = {.app = app};
  enum rc rc = entry_each(app->st, &pain, take_past, &n, e);

  t->has_pain = n.found;
  t->pain = n.en;
  n.found = false;
  if (rc == RC_OK)
    rc = entry_each(app->st, &dose, take_dose, &n, e);
  t->has_dose = n.found;
  t->dose = n.en;
  return rc;
}

static enum rc sum_doses(struct app *app, struct today *t, struct err *e)
{
  struct quantity sum = {0, 0, 0};
  size_t known = 0;

  for (size_t i = 0; i < t->n; i++) {
    struct product p;
    struct alkaloids a;
    bool found;
    enum rc rc;

    if (t->entry[i].kind != KIND_DOSE)
      continue;
    rc = product_find(app->st, t->entry[i].what, app->arena, &p, &found, e);
    if (rc != RC_OK)
      return rc;
    if (!found || (p.class_ != PRODUCT_KRATOM && p.class_ != PRODUCT_7OH))
      continue;
    t->doses++;
    app_convert(&t->entry[i], &p, &a);
    if (a.source == CONTENT_UNKNOWN) {
      t->doses_unknown++;
    } else if (p.class_ == PRODUCT_KRATOM && isfinite(a.mitragynine_mg.median)) {
      known++;
      sum.median += a.mitragynine_mg.median;
      sum.lo90 += a.mitragynine_mg.lo90;
      sum.hi90 += a.mitragynine_mg.hi90;
    }
  }
  t->mitragynine_mg = known > 0 ? sum : (struct quantity){NAN, NAN, NAN};
  return RC_OK;
}

static void next_thing(struct app *app, struct today *t)
{
  int64_t since_pain_s = t->has_pain ? app->env->now_s - t->pain.at.at_s : INT64_MAX;
  int64_t since_dose_s = t->has_dose ? app->env->now_s - t->dose.at.at_s : INT64_MAX;
  bool slept = false;

  for (size_t i = 0; i < t->n; i++)
    slept = slept || (t->entry[i].kind == KIND_RATING && span_is(t->entry[i].what, "sleep"));
  t->next = ADVICE_LOG_MORE;
  if (t->empty) {
    t->next_what = "Write the first entry: how is the pain now, 0 to 10?";
    t->next_command = "assay log \"pain 6\"";
  } else if (since_dose_s >= REVIEW_FOLLOW_FROM_S && since_dose_s <= REVIEW_FOLLOW_TO_S &&
             since_pain_s > since_dose_s) {
    t->next_what = "How is the pain now, some time after the last dose? That number is worth the most.";
    t->next_command = "assay log \"pain 5\"";
  } else if (since_pain_s > 6 * HOUR_S) {
    t->next_what = "How is the pain now, 0 to 10?";
    t->next_command = "assay log \"pain 5\"";
  } else if (!slept) {
    t->next_what = "How long did you sleep?";
    t->next_command = "assay log \"slept 6h\"";
  } else {
    t->next = ADVICE_NOTHING;
    t->next_what = "Nothing is waiting. The review shows what the diary says so far.";
    t->next_command = "assay review";
  }
}

enum rc app_today(struct app *app, struct today *out, struct err *e)
{
  int64_t today = env_today(app->env);
  struct entry_filter f = {.has_since = true, .since_day = today, .has_until = true, .until_day = today};
  struct journal_counts counts;
  struct today t = {0};
  enum rc rc = journal_counts(app->st, app->env->now_s, false, &counts, e);

  if (rc == RC_OK)
    rc = app_list(app, &f, &t.entry, &t.n, e);
  if (rc == RC_OK)
    rc = newest_of(app, &t, e);
  if (rc != RC_OK)
    return rc;
  while (t.n > 0 && t.entry[t.n - 1].at.at_s > app->env->now_s)
    t.n--;
  t.future = counts.future;
  t.empty = counts.newest_at_s == 0 && entry_last_id(app->st) == 0;
  rc = sum_doses(app, &t, e);
  if (rc != RC_OK)
    return rc;
  next_thing(app, &t);
  *out = t;
  return RC_OK;
}
