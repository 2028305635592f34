#include "app/app.h"

#include "base/buf.h"
#include "store/schema.h"

#include <string.h>

static const char method_version[] = "1";

void app_done(struct app *app)
{
  flag_matcher_free(app->matcher);
  app->matcher = NULL;
}

enum rc app_matcher(struct app *app, struct flag_matcher **out, struct err *e)
{
  enum rc rc = RC_OK;

  if (app->matcher == NULL)
    rc = flag_matcher_new(&app->matcher, e);
  *out = app->matcher;
  return rc;
}

void app_tidy(struct app *app)
{
  if (store_read_only(app->st) || !erase_due(app->st))
    return;
  store_wait(app->st, 0);
  erase_scrub(app->st, NULL);
  store_wait(app->st, STORE_WAIT_MS);
}

struct app_versions app_versions(const struct app *app)
{
  return (struct app_versions){
    .assay = app->version,
    .schema = app->st == NULL ? (int)schema_step_n : store_version(app->st),
    .facts = fact_version,
    .method = method_version,
  };
}

void app_convert(const struct entry *en, const struct product *p, struct alkaloids *out)
{
  struct buf both = {0};

  buf_put(&both, en->what);
  buf_putc(&both, ' ');
  buf_put(&both, en->note);
  dose_convert(en->value, en->unit, p, buf_span(&both), out);
  buf_done(&both);
}

const struct fact_crisis *app_crisis(struct app *app)
{
  struct profile p = {0};

  if (app->st != NULL && profile_get(app->st, app->arena, &p, NULL) == RC_OK)
    return fact_crisis_for(p.value[PROFILE_COUNTRY]);
  return fact_crisis_for(SPAN(""));
}

enum rc app_findings(struct app *app, struct flag_finding **out, size_t *n, struct err *e)
{
  *out = NULL;
  *n = 0;
  if (app->st == NULL)
    return RC_OK;
  return flag_standing(app->st, app->env->now_s, app->arena, out, n, e);
}
