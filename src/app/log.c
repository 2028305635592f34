/* Words in. Whatever is typed is screened for red flags before anything else is done with it. */
#include "app/app.h"

#include "app/check.h"
#include "measure/repo.h"
#include "source/repo.h"

#include <math.h>
#include <string.h>

static enum rc no_memory(struct err *e)
{
  return err_set(e, RC_NO_MEMORY, "There is not enough memory.");
}

static enum rc make_context(struct app *app, struct words_context *out, struct product **products, size_t *product_n,
                            struct err *e)
{
  struct scale *own = NULL;
  size_t own_n = 0;
  struct span *name;
  struct words_scale *scale;
  enum rc rc = product_all(app->st, app->arena, products, product_n, e);

  if (rc == RC_OK)
    rc = scale_all(app->st, app->arena, &own, &own_n, e);
  if (rc != RC_OK)
    return rc;
  name = arena_array(app->arena, *product_n + 1, sizeof *name);
  scale = arena_array(app->arena, own_n + 1, sizeof *scale);
  if (name == NULL || scale == NULL)
    return no_memory(e);
  for (size_t i = 0; i < *product_n; i++)
    name[i] = (*products)[i].name;
  for (size_t i = 0; i < own_n; i++)
    scale[i] = (struct words_scale){own[i].name, own[i].lo, own[i].hi};
  *out = (struct words_context){
    .env = app->env, .product = name, .product_n = *product_n, .scale = scale, .scale_n = own_n,
  };
  return RC_OK;
}

enum rc app_words_context(struct app *app, struct words_context *out, struct err *e)
{
  struct product *products;
  size_t n;

  return make_context(app, out, &products, &n, e);
}

enum rc app_product_for(struct app *app, struct action *act, struct span name, struct span unit, struct product *out,
                        bool *made, struct err *e)
{
  bool found;
  enum rc rc = product_find(app->st, name, app->arena, out, &found, e);

  *made = false;
  if (rc != RC_OK || found)
    return rc;
  product_guess(name, unit, out);
  *made = true;
  return product_add(app->st, act, out, e);
}

enum rc app_store_entry(struct app *app, struct action *act, struct entry *en, const struct import_key *key,
                        struct err *e)
{
  struct flag_hit hit[FLAG_HITS_MAX];
  struct flag_matcher *m;
  enum rc rc = app_matcher(app, &m, e);

  if (rc == RC_OK)
    rc = entry_add(app->st, act, en, key, e);
  if (rc == RC_OK && (en->note.n > 0 || en->kind == KIND_SIDE_EFFECT))
    rc = flag_found(app->st, en, app->env->now_s, hit, flag_scan_entry(m, en, hit), e);
  return rc;
}

/* A dose without a time of its own, of a treatment that an earlier dose of the sentence without a time was of. */
static bool joins_occasion(const struct words_result *w, const struct logged *l, size_t at)
{
  const struct product *p = &l->product[at];

  if (w->entry[at].time_said)
    return false;
  for (size_t i = 0; i < at; i++) {
    const struct product *q = &l->product[i];

    if (l->entry[i].kind != KIND_DOSE || w->entry[i].time_said || q->class_ != p->class_)
      continue;
    if (p->class_ == PRODUCT_KRATOM || p->class_ == PRODUCT_7OH || span_eq(p->name, q->name))
      return true;
  }
  return false;
}

static enum rc store_all(struct app *app, struct action *act, const struct words_result *w, struct logged *out,
                         struct err *e)
{
  enum rc rc = RC_OK;

  for (size_t i = 0; rc == RC_OK && i < w->n; i++) {
    struct entry *en = &out->entry[i];

    *en = w->entry[i].entry;
    en->entered = act->at;
    en->source = SPAN("assay");
    if (en->kind == KIND_DOSE) {
      struct product *p = &out->product[i];

      en->unit = product_unit_of_name(en->unit, w->entry[i].typed.n > 0 ? w->entry[i].typed : en->what);
      rc = app_product_for(app, act, en->what, en->unit, p, &out->new_product[i], e);
      if (rc == RC_OK)
        en->what = p->name;
      out->same_occasion = out->same_occasion || joins_occasion(w, out, i);
    }
    if (rc == RC_OK)
      rc = app_store_entry(app, act, en, NULL, e);
  }
  return rc;
}

/* A refused sentence can always be kept as a note. */
static void offer_note(struct err *e)
{
  char had[sizeof e->fix];

  memcpy(had, e->fix, sizeof had);
  if (e->rc == RC_DATA && strstr(had, "note") == NULL)
    err_fix(e, "%s%s", had,
            had[0] != '\0' ? " Or keep the words as a note: put `note ` before them."
                           : "Keep the words as a note: put `note ` before them.");
}

/* A machine whose clock stands before what was already entered, or before this program was built, would put entries
 * without a time at the wrong place. --now is believed. */
static enum rc check_clock(struct app *app, const struct words_result *w, struct err *e)
{
  struct journal_counts counts;
  struct instant now = env_now(app->env);
  int64_t behind_s = (int64_t)(fact_value("clock_behind_h") * 3600);
  char reads[INSTANT_TEXT_MAX];
  bool untimed = false;
  enum rc rc;

  for (size_t i = 0; i < w->n; i++)
    untimed = untimed || !w->entry[i].time_said;
  if (app->env->now_given || !untimed)
    return RC_OK;
  rc = journal_counts(app->st, app->env->now_s, false, &counts, e);
  if (rc != RC_OK)
    return rc;
  if (app->env->now_s >= app->built_s && app->env->now_s >= counts.newest_entry_s - behind_s)
    return RC_OK;
  reads[instant_text(&now, reads)] = '\0';
  err_set(e, RC_DATA, "This machine's clock reads %s, which lies before what is already written.", reads);
  err_fix(e, "Set the clock, or say the time with each entry: assay log \"pain 6 2026-05-04 08:15\".");
  return RC_DATA;
}

enum rc app_log(struct app *app, struct span text, struct logged *out, struct err *e)
{
  struct words_context context;
  struct words_result words = {0};
  struct flag_matcher *m;
  struct product *products;
  struct action act;
  struct err local = {0};
  size_t product_n;
  enum rc rc;

  *out = (struct logged){0};
  rc = app_matcher(app, &m, e);
  if (rc != RC_OK)
    return rc;
  out->hits = flag_scan(m, text, out->hit);
  rc = make_context(app, &context, &products, &product_n, e);
  if (rc != RC_OK)
    return rc;
  rc = words_read(text, &context, app->arena, &words, &local);
  if (rc != RC_OK) {
    offer_note(&local);
    *e = local;
    return rc;
  }
  rc = check_clock(app, &words, e);
  if (rc != RC_OK)
    return rc;
  out->read = words.entry;
  out->n = words.n;
  out->entry = arena_array(app->arena, words.n + 1, sizeof *out->entry);
  out->product = arena_array(app->arena, words.n + 1, sizeof *out->product);
  out->new_product = arena_array(app->arena, words.n + 1, sizeof *out->new_product);
  if (out->entry == NULL || out->product == NULL || out->new_product == NULL)
    return no_memory(e);
  rc = store_begin(app->st, e);
  if (rc != RC_OK)
    return rc;
  rc = action_begin(app->st, app->env, "log", text, &act, e);
  if (rc == RC_OK)
    rc = store_all(app, &act, &words, out, e);
  if (rc == RC_OK)
    rc = action_end(app->st, &act, e);
  return store_end(app->st, rc, e);
}
