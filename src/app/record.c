/* Undo and redo, list, show, edit, delete, history, erase. */
#include "app/app.h"

#include "app/check.h"
#include "base/number.h"
#include "measure/repo.h"
#include "source/repo.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static enum rc no_memory(struct err *e)
{
  return err_set(e, RC_NO_MEMORY, "There is not enough memory.");
}

/* --- flags of entries whose content changed ----------------------------------------------------------------------- */

static enum rc flags_anew(struct app *app, const struct entry *en, struct flag_hit *hit, size_t *hits, struct err *e)
{
  struct flag_matcher *m;
  enum rc rc = app_matcher(app, &m, e);

  if (rc != RC_OK)
    return rc;
  *hits = flag_scan_entry(m, en, hit);
  return flag_found(app->st, en, app->env->now_s, hit, *hits, e);
}

static struct span number_span(int64_t id, char text[24])
{
  size_t n = 0;
  char digits[24];

  do {
    digits[n++] = (char)('0' + id % 10);
    id /= 10;
  } while (id > 0);
  for (size_t i = 0; i < n; i++)
    text[i] = digits[n - 1 - i];
  return (struct span){text, n};
}

static enum rc entry_turned(void *ctx, int64_t id, struct err *e)
{
  struct app *app = ctx;
  struct flag_hit hit[FLAG_HITS_MAX];
  size_t hits;
  struct entry en;
  char text[24];
  enum row_state state;
  enum rc rc = entry_find(app->st, number_span(id, text), app->arena, &en, &state, e);

  return rc == RC_OK ? flags_anew(app, &en, hit, &hits, e) : rc;
}

static int64_t standing_count(struct app *app)
{
  struct flag_finding *f;
  size_t n = 0;

  return app_findings(app, &f, &n, NULL) == RC_OK ? (int64_t)n : 0;
}

enum rc app_turn(struct app *app, bool redo, int64_t agreed, struct turned *out, struct err *e)
{
  int64_t before = standing_count(app);
  enum rc rc;

  *out = (struct turned){0};
  rc = store_begin(app->st, e);
  if (rc != RC_OK)
    return rc;
  rc = action_newest(app->st, redo, app->arena, &out->action, e);
  if (rc == RC_OK && out->action.id != 0 && out->action.rows > APP_UNDO_ASKS_ABOVE && agreed != APP_AGREED_ANY &&
      agreed != out->action.id)
    out->too_many = true;
  else if (rc == RC_OK && out->action.id != 0)
    rc = action_turn(app->st, out->action.id, redo, entry_turned, app, e);
  rc = store_end(app->st, rc, e);
  if (rc == RC_OK) {
    int64_t after = standing_count(app);

    out->flags_withdrawn = before > after ? before - after : 0;
  }
  return rc;
}

/* --- list --------------------------------------------------------------------------------------------------------- */

struct collected {
  struct arena *a;
  struct entry *en;
  size_t n, room;
  bool failed;
};

static bool collect(void *ctx, const struct entry *en)
{
  struct collected *c = ctx;

  if (c->n == c->room) {
    size_t room = c->room == 0 ? 64 : c->room * 2;
    struct entry *more = realloc(c->en, room * sizeof *more);

    if (more == NULL) {
      c->failed = true;
      return false;
    }
    c->en = more;
    c->room = room;
  }
  c->en[c->n] = *en;
  c->failed = !entry_keep(&c->en[c->n], c->a);
  c->n++;
  return !c->failed;
}

enum rc app_list(struct app *app, const struct entry_filter *f, struct entry **out, size_t *n, struct err *e)
{
  struct collected c = {.a = app->arena};
  struct entry *kept = NULL;
  enum rc rc = entry_each(app->st, f, collect, &c, e);

  if (rc == RC_OK && !c.failed && (kept = arena_array(app->arena, c.n + 1, sizeof *kept)) != NULL && c.n > 0)
    memcpy(kept, c.en, c.n * sizeof *kept);
  free(c.en);
  if (rc != RC_OK)
    return rc;
  if (kept == NULL)
    return no_memory(e);
  *out = kept;
  *n = c.n;
  return RC_OK;
}

/* --- show --------------------------------------------------------------------------------------------------------- */

enum rc app_show(struct app *app, struct span id, struct shown *out, struct err *e)
{
  struct shown s = {0};
  bool found = false;
  enum rc rc = entry_find(app->st, id, app->arena, &s.entry, &s.state, e);

  if (rc != RC_OK)
    return rc;
  if (s.entry.kind == KIND_DOSE) {
    s.is_dose = true;
    rc = product_find(app->st, s.entry.what, app->arena, &s.product, &found, e);
    if (rc == RC_OK && !found)
      product_guess(s.entry.what, s.entry.unit, &s.product);
    app_convert(&s.entry, &s.product, &s.alkaloids);
  }
  if (rc == RC_OK)
    *out = s;
  return rc;
}

/* --- edit --------------------------------------------------------------------------------------------------------- */

/* A number as people write it: 2,5 is a decimal comma; 1,500 and 1.500 have two readings and are refused (e is set). */
static bool number_of(struct span v, double *out, struct err *e)
{
  size_t comma = span_find(v, ',');
  char text[NUMBER_TEXT_MAX];

  if (comma == v.n)
    comma = span_find(v, '.');
  if (comma == v.n || v.n >= sizeof text || comma == 0)
    return number_parse(v, out);
  if (v.n - comma == 4 && v.p[0] != '0' && v.p[0] != '-') {
    err_set(e, RC_DATA, "`%.*s` can be read two ways.", SPAN_FMT(v));
    err_fix(e, "Write it with a point (%.*s.%.*s) or without a mark (%.*s%.*s).", (int)comma, v.p, 3, v.p + comma + 1,
            (int)comma, v.p, 3, v.p + comma + 1);
    return false;
  }
  memcpy(text, v.p, v.n);
  text[comma] = '.';
  return number_parse((struct span){text, v.n}, out);
}

static enum rc set_value(struct entry *en, struct span v, struct err *e)
{
  struct span number = v;

  en->bound = 0;
  if (v.n == 0) {
    en->value = NAN;
    return RC_OK;
  }
  if (en->kind == KIND_MEDICINE && (span_is_fold(v, "start") || span_is_fold(v, "stop"))) {
    en->value = span_is_fold(v, "start") ? MEDICINE_START : MEDICINE_STOP;
    return RC_OK;
  }
  if (en->kind == KIND_SIDE_EFFECT) {
    static const char *const words[] = {"mild", "moderate", "severe"};

    for (size_t i = 0; i < 3; i++) {
      if (span_is_fold(v, words[i])) {
        en->value = (double)i + 1;
        return RC_OK;
      }
    }
  }
  if (en->kind == KIND_LAB && (v.p[0] == '<' || v.p[0] == '>')) {
    en->bound = v.p[0];
    number = span_trim(span_from(v, 1));
  }
  if (number_of(number, &en->value, e))
    return RC_OK;
  if (e->rc != RC_OK)
    return e->rc;
  err_set(e, RC_DATA, "`%.*s` is not a number.", SPAN_FMT(v));
  err_fix(e, "Write it with digits and a point, as in value=2.5.");
  return RC_DATA;
}

static enum rc change_field(struct app *app, struct entry *en, const struct field_change *c, struct err *e)
{
  enum rc rc;

  if (span_is(c->key, "at")) {
    rc = words_time(c->value, app->env, false, &en->at, e);
    return rc == RC_OK ? check_time(en, app->env, e) : rc;
  }
  if (span_is(c->key, "value"))
    return set_value(en, span_trim(c->value), e);
  if (span_is(c->key, "what"))
    en->what = span_trim(c->value);
  else if (span_is(c->key, "unit"))
    en->unit = span_trim(c->value);
  else if (span_is(c->key, "note"))
    en->note = c->value;
  else {
    err_set(e, RC_USAGE, "`%.*s` is not a field of an entry.", SPAN_FMT(c->key));
    err_fix(e, "Fields are at, what, value, unit and note: `assay edit 12 value=5 note='after lunch'`.");
    return RC_USAGE;
  }
  return RC_OK;
}

static enum rc check_edited(struct app *app, struct action *act, struct entry *en, struct err *e)
{
  struct scale scale;
  struct product p;
  bool found = false, made;
  enum rc rc = RC_OK;

  if (en->kind == KIND_RATING) {
    rc = scale_find(app->st, en->what, app->arena, &scale, &found, e);
    if (rc == RC_OK && !found) {
      err_set(e, RC_DATA, "There is no scale named `%.*s`.", SPAN_FMT(en->what));
      err_fix(e, "`assay scale` lists them; `assay scale NAME LO HI up|down` makes one.");
      return RC_DATA;
    }
  }
  if (rc == RC_OK)
    rc = check_entry(en, found ? &scale : NULL, e);
  if (rc == RC_OK && en->kind == KIND_DOSE) {
    rc = app_product_for(app, act, en->what, en->unit, &p, &made, e);
    if (rc == RC_OK)
      en->what = p.name;
  }
  return rc;
}

static enum rc edit_inside(struct app *app, struct span id, const struct field_change *c, size_t n, struct edited *ed,
                           struct err *e)
{
  struct action act;
  enum row_state state;
  enum rc rc = entry_find(app->st, id, app->arena, &ed->before, &state, e);

  if (rc != RC_OK)
    return rc;
  if (state != ROW_LIVE) {
    err_set(e, RC_DATA, "Entry %.*s is no longer in the record.", SPAN_FMT(id));
    err_fix(e, state == ROW_DELETED ? "It was deleted; `assay undo` brings back what was deleted last."
                                    : "It was taken back; `assay redo` returns what was undone last.");
    return RC_DATA;
  }
  ed->after = ed->before;
  for (size_t i = 0; rc == RC_OK && i < n; i++)
    rc = change_field(app, &ed->after, &c[i], e);
  if (rc == RC_OK)
    rc = action_begin(app->st, app->env, "edit", id, &act, e);
  if (rc == RC_OK)
    rc = check_edited(app, &act, &ed->after, e);
  if (rc == RC_OK)
    rc = entry_change(app->st, &act, &ed->after, e);
  if (rc == RC_OK)
    rc = flags_anew(app, &ed->after, ed->hit, &ed->hits, e);
  return rc == RC_OK ? action_end(app->st, &act, e) : rc;
}

enum rc app_edit(struct app *app, struct span id, const struct field_change *c, size_t n, struct edited *out,
                 struct err *e)
{
  struct edited ed = {0};
  int64_t before = standing_count(app), after;
  enum rc rc = store_begin(app->st, e); /* read and write as one: another process may edit too */

  if (rc != RC_OK)
    return rc;
  rc = store_end(app->st, edit_inside(app, id, c, n, &ed, e), e);
  if (rc != RC_OK)
    return rc;
  after = standing_count(app);
  ed.flags_withdrawn = before > after ? before - after : 0;
  *out = ed;
  return RC_OK;
}

/* --- delete ------------------------------------------------------------------------------------------------------- */

static enum rc delete_one(struct app *app, const struct action *act, struct span id, struct edited *out, struct err *e)
{
  enum row_state state;
  enum rc rc = entry_find(app->st, id, app->arena, &out->before, &state, e);

  if (rc != RC_OK)
    return rc;
  if (state != ROW_LIVE) {
    err_set(e, RC_DATA, "Entry %.*s is not in the record any more.", SPAN_FMT(id));
    return RC_DATA;
  }
  return entry_delete(app->st, act, out->before.id, e);
}

enum rc app_delete(struct app *app, const struct span *id, size_t n, struct edited *out, struct err *e)
{
  int64_t before = standing_count(app), after;
  struct action act;
  enum rc rc = store_begin(app->st, e);

  if (rc != RC_OK)
    return rc;
  rc = action_begin(app->st, app->env, "delete", n == 1 ? id[0] : SPAN("several"), &act, e);
  for (size_t i = 0; rc == RC_OK && i < n; i++) {
    out[i] = (struct edited){0};
    rc = delete_one(app, &act, id[i], &out[i], e);
  }
  if (rc == RC_OK)
    rc = action_end(app->st, &act, e);
  rc = store_end(app->st, rc, e);
  if (rc != RC_OK)
    return rc;
  after = standing_count(app);
  if (n > 0)
    out[0].flags_withdrawn = before > after ? before - after : 0;
  return RC_OK;
}

/* --- history ------------------------------------------------------------------------------------------------------ */

struct past_list {
  struct app *app;
  struct version_of *v;
  size_t n, room;
  bool failed;
};

static void add_past(void *ctx, const struct action_row *by, struct span body)
{
  struct past_list *l = ctx;
  struct version_of v = {0};

  if (l->n == l->room) {
    size_t room = l->room == 0 ? 8 : l->room * 2;
    struct version_of *more = arena_array(l->app->arena, room, sizeof *more);

    if (more == NULL) {
      l->failed = true;
      return;
    }
    if (l->n > 0)
      memcpy(more, l->v, l->n * sizeof *more);
    l->v = more;
    l->room = room;
  }
  if (entry_of_body(l->app->st, body, l->app->arena, &v.entry, NULL) != RC_OK) {
    l->failed = true;
    return;
  }
  v.by = *by;
  v.by.verb = arena_copy(l->app->arena, by->verb);
  v.by.said = arena_copy(l->app->arena, by->said);
  l->v[l->n++] = v;
}

enum rc app_history(struct app *app, struct span id, struct shown *now, struct version_of **past, size_t *n,
                    struct err *e)
{
  struct past_list l = {.app = app};
  enum rc rc = app_show(app, id, now, e);

  if (rc == RC_OK)
    rc = record_past(app->st, RECORD_ENTRY, now->entry.id, add_past, &l, e);
  if (rc == RC_OK && l.failed)
    rc = no_memory(e);
  for (size_t i = 0; i < l.n; i++)
    l.v[i].entry.uid = now->entry.uid;
  *past = l.v;
  *n = l.n;
  return rc;
}

/* --- erase -------------------------------------------------------------------------------------------------------- */

static enum rc erase_now(struct app *app, const struct erase *w, int64_t id, int64_t *n, struct err *e)
{
  switch (w->scope) {
  case ERASE_ENTRY:
    return erase_entry(app->st, id, e);
  case ERASE_BEFORE:
    return erase_before(app->st, w->before_day, n, e);
  case ERASE_ALL:
    return erase_all(app->st, e);
  }
  return RC_OK;
}

enum rc app_erase(struct app *app, const struct erase *w, bool really, int64_t *n, struct err *e)
{
  struct journal_counts counts = {0};
  struct entry en = {0};
  enum row_state state;
  enum rc rc = RC_OK;

  *n = 1;
  if (w->scope == ERASE_ENTRY)
    rc = entry_find(app->st, w->id, app->arena, &en, &state, e);
  else if (w->scope == ERASE_ALL)
    rc = journal_counts(app->st, app->env->now_s, true, &counts, e), *n = counts.entries;
  else
    rc = erase_would(app->st, w->before_day, n, e);
  if (rc != RC_OK || !really)
    return rc;
  rc = erase_prepare(app->st, e);
  if (rc == RC_OK)
    rc = store_begin(app->st, e);
  if (rc != RC_OK)
    return rc;
  rc = store_end(app->st, erase_now(app, w, en.id, n, e), e);
  return rc == RC_OK ? erase_scrub(app->st, e) : rc;
}
