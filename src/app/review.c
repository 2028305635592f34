#include "app/review.h"

#include "base/sha256.h"
#include "journal/answer.h"
#include "measure/repo.h"
#include "review/review.h"
#include "source/repo.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- which answer it is ------------------------------------------------------------------------------------------- */

static void add_int(struct sha256 *s, int64_t v)
{
  unsigned char b[8];

  for (int i = 0; i < 8; i++)
    b[i] = (unsigned char)((uint64_t)v >> (56 - 8 * i));
  sha256_add(s, b, sizeof b);
}

static void add_text(struct sha256 *s, const char *text)
{
  sha256_add(s, text, strlen(text) + 1);
}

static void inputs_of(struct app *app, const struct review_request *r, const struct flag_finding *f, size_t n,
                      unsigned char hash[SHA256_BYTES])
{
  struct app_versions v = app_versions(app);
  struct sha256 s;

  sha256_init(&s);
  add_text(&s, v.assay);
  add_int(&s, v.schema);
  add_text(&s, v.facts);
  add_text(&s, v.method);
  add_int(&s, store_revision(app->st));
  add_int(&s, env_today(app->env));
  add_text(&s, zone_name(app->env->zone));
  add_int(&s, r->has_since ? r->since_day : INT64_MIN);
  add_int(&s, r->has_until ? r->until_day : INT64_MIN);
  for (size_t i = 0; i < n; i++) {
    add_int(&s, f[i].entry);
    add_text(&s, f[i].flag->key);
  }
  sha256_done(&s, hash);
}

static void subject_of(const struct review_request *r, char out[64])
{
  if (r->json)
    snprintf(out, 64, "json");
  else
    snprintf(out, 64, "text %d%s%s", r->terminal.columns, r->terminal.unicode ? " unicode" : "",
             r->terminal.colour ? " colour" : "");
}

/* --- made anew ---------------------------------------------------------------------------------------------------- */

static enum rc findings_of(struct app *app, const struct flag_finding *f, size_t n, struct review_finding **out,
                           struct err *e)
{
  struct review_finding *r = arena_array(app->arena, n + 1, sizeof *r);

  if (r == NULL)
    return err_set(e, RC_NO_MEMORY, "There is not enough memory.");
  for (size_t i = 0; i < n; i++) {
    struct buf now = {0}, what = {0};
    char at[INSTANT_TEXT_MAX];

    at[instant_text(&f[i].at, at)] = '\0';
    flag_now(f[i].flag, app_crisis(app), &now);
    buf_printf(&what, "%s (entry #%lld, %s: \"%.*s\")", f[i].flag->shown, (long long)f[i].entry, at,
               SPAN_FMT(f[i].words));
    r[i] = (struct review_finding){
      .id = span_of(f[i].flag->key),
      .level = f[i].level,
      .what = arena_copy(app->arena, buf_span(&what)),
      .since = f[i].at,
      .now = arena_copy(app->arena, buf_span(&now)),
      .grade = span_of(f[i].flag->grade),
      .cite = span_of(f[i].flag->cite),
    };
    buf_done(&now);
    buf_done(&what);
  }
  *out = r;
  return RC_OK;
}

struct feed {
  struct review_builder *b;
  enum rc rc;
  struct err *e;
};

static bool feed_one(void *ctx, const struct entry *en)
{
  struct feed *f = ctx;

  f->rc = review_entry(f->b, en, f->e);
  return f->rc == RC_OK;
}

static enum rc set_up(struct app *app, const struct review_request *r, const struct flag_finding *f, size_t n,
                      struct review_setup *s, struct err *e)
{
  struct app_versions v = app_versions(app);
  struct product *products = NULL;
  struct scale *scales = NULL;
  struct review_finding *finding = NULL;
  struct profile p;
  int64_t today = env_today(app->env);
  enum rc rc;

  *s = (struct review_setup){
    .now_s = app->env->now_s,
    .today = today,
    .since_day = r->has_since ? r->since_day : REVIEW_FROM_FIRST,
    .until_day = r->has_until && r->until_day < today ? r->until_day : today,
    .until_said = r->has_until,
    .finding_n = n,
    .invented = store_invented(app->st),
    .version_assay = v.assay,
    .version_facts = v.facts,
    .version_method = v.method,
    .version_schema = v.schema,
  };
  s->pattern_since_day = s->until_day - (int64_t)fact_value("review_window_d") + 1;
  if (r->has_since && r->since_day > s->pattern_since_day)
    s->pattern_since_day = r->since_day;
  rc = product_all(app->st, app->arena, &products, &s->product_n, e);
  if (rc == RC_OK)
    rc = scale_all(app->st, app->arena, &scales, &s->scale_n, e);
  if (rc == RC_OK)
    rc = profile_get(app->st, app->arena, &p, e);
  if (rc == RC_OK)
    rc = findings_of(app, f, n, &finding, e);
  if (rc != RC_OK)
    return rc;
  s->product = products;
  s->scale = scales;
  s->finding = finding;
  s->day_starts_s = profile_day_starts_s(&p);
  return RC_OK;
}

static enum rc compute(struct app *app, const struct review_setup *s, struct review *out, struct err *e)
{
  struct entry_filter all = {0};
  struct feed f = {.e = e};
  enum rc rc = review_begin(s, &f.b, e);

  if (rc == RC_OK)
    rc = entry_each(app->st, &all, feed_one, &f, e);
  if (rc == RC_OK)
    rc = f.rc;
  if (rc == RC_OK)
    rc = review_end(f.b, app->arena, out, e);
  review_free(f.b);
  return rc;
}

static void draw(const struct review_request *r, const struct review *review, struct buf *out)
{
  struct arena a = {0};
  struct doc d;

  if (r->json) {
    review_json(review, out);
    buf_putc(out, '\n');
    return;
  }
  doc_init(&d, &a);
  review_doc(review, &d);
  doc_text(&d, &r->terminal, out);
  arena_done(&a);
}

/* Kept when it can be: a read-only journal or a busy one is no reason to fail. */
static void keep(struct app *app, const struct answer_key *k, const struct review *review, struct span body)
{
  struct app_versions v = app_versions(app);
  char versions[96];
  struct answer_meta m = {
    .has_window = true,
    .since_day = review->since_day,
    .until_day = review->until_day,
    .made_s = app->env->now_s,
  };

  snprintf(versions, sizeof versions, "assay %s schema %d facts %s method %s", v.assay, v.schema, v.facts, v.method);
  m.versions = span_of(versions);
  if (store_read_only(app->st) || !store_begin_at_once(app->st))
    return;
  store_end(app->st, answer_put(app->st, k, &m, body, NULL), NULL);
}

enum rc app_review(struct app *app, const struct review_request *r, struct buf *out, struct err *e)
{
  struct flag_finding *f;
  struct review_setup s;
  struct review review;
  struct journal_counts counts;
  struct buf body = {0};
  char subject[64];
  struct answer_key k = {.kind = SPAN("review")};
  size_t n;
  bool found = false;
  enum rc rc = app_findings(app, &f, &n, e);

  if (rc == RC_OK)
    rc = journal_counts(app->st, app->env->now_s, false, &counts, e);
  if (rc != RC_OK)
    return rc;
  subject_of(r, subject);
  k.subject = span_of(subject);
  inputs_of(app, r, f, n, k.inputs_hash);
  if (!r->anew && counts.future == 0)
    rc = answer_get(app->st, &k, out, &found, e);
  if (rc != RC_OK || found)
    return rc;
  rc = set_up(app, r, f, n, &s, e);
  if (rc == RC_OK)
    rc = compute(app, &s, &review, e);
  if (rc != RC_OK)
    return rc;
  draw(r, &review, &body);
  if (!body.failed && counts.future == 0)
    keep(app, &k, &review, buf_span(&body));
  buf_put(out, buf_span(&body));
  rc = body.failed || out->failed ? err_set(e, RC_NO_MEMORY, "There is not enough memory.") : RC_OK;
  buf_done(&body);
  return rc;
}
