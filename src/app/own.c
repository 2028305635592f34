/* The rest of the record: products, medicines, conditions, blood values, profile, own scales. */
#include "app/app.h"

#include "app/check.h"
#include "base/number.h"
#include "base/utf8.h"
#include "lab/lab.h"
#include "measure/repo.h"
#include "source/repo.h"

#include <math.h>
#include <string.h>

enum { PIECE_MAX_G = 10 }; /* no capsule or tablet weighs more */

static enum rc no_memory(struct err *e)
{
  return err_set(e, RC_NO_MEMORY, "There is not enough memory.");
}

/* Opens transaction and action at once; end with close_action. */
static enum rc open_action(struct app *app, const char *verb, struct span said, struct action *act, struct err *e)
{
  enum rc rc = store_begin(app->st, e);

  if (rc != RC_OK)
    return rc;
  rc = action_begin(app->st, app->env, verb, said, act, e);
  return rc == RC_OK ? RC_OK : store_end(app->st, rc, e);
}

static enum rc close_action(struct app *app, const struct action *act, enum rc rc, struct err *e)
{
  if (rc == RC_OK)
    rc = action_end(app->st, act, e);
  return store_end(app->st, rc, e);
}

/* --- product ------------------------------------------------------------------------------------------------------ */

static enum rc form_of(struct span typed, struct span *out, struct err *e)
{
  struct buf folded = {0};
  const struct fact_form *f;

  utf8_fold(typed, &folded);
  f = fact_form_by_key(buf_span(&folded));
  if (f == NULL)
    f = fact_form_by_name(buf_span(&folded));
  buf_done(&folded);
  if (f != NULL) {
    *out = span_of(f->key);
    return RC_OK;
  }
  err_set(e, RC_DATA, "`%.*s` is not a form assay knows.", SPAN_FMT(typed));
  {
    struct buf list = {0};

    for (size_t i = 0; i < fact_form_n; i++)
      buf_printf(&list, "%s%s", i > 0 ? ", " : "", fact_form[i].key);
    err_fix(e, "Forms are %s.", buf_text(&list));
    buf_done(&list);
  }
  return RC_DATA;
}

static enum rc mass_of(struct span typed, double *out_g, struct err *e)
{
  size_t n = 0;
  double amount;
  const struct fact_unit *u;

  while (n < typed.n && strchr("0123456789.,", typed.p[n]) != NULL)
    n++;
  u = fact_unit_by_name(span_trim(span_from(typed, n)));
  if (number_parse(span_part(typed, 0, n), &amount) && amount > 0 && u != NULL && u->dimension == DIM_MASS &&
      amount * u->to_base <= PIECE_MAX_G) {
    *out_g = amount * u->to_base;
    return RC_OK;
  }
  err_set(e, RC_DATA, "`%.*s` is not the mass of one capsule.", SPAN_FMT(typed));
  err_fix(e, "Write it as 0.6g or 600mg.");
  return RC_DATA;
}

/* A label or certificate in mg of an alkaloid says what a product is, whatever its name. */
static enum rc class_by_label(struct span text, struct product *p, struct err *e)
{
  struct product_content mitragynine = {NAN, SPAN("")}, hydroxy = {NAN, SPAN("")};
  enum rc rc = product_label_parse(text, PRODUCT_KRATOM, &mitragynine, &hydroxy, e);

  if (rc == RC_OK)
    p->class_ = isfinite(mitragynine.mg) ? PRODUCT_KRATOM : PRODUCT_7OH;
  return rc;
}

static enum rc fill_product(const struct product_form *f, struct product *p, struct err *e)
{
  enum rc rc = RC_OK;

  if (f->class_.n > 0 && !product_class_parse(f->class_, &p->class_)) {
    err_set(e, RC_DATA, "`%.*s` is not a kind of product.", SPAN_FMT(f->class_));
    err_fix(e, "Kinds are kratom, kratom_7oh, medicine and other.");
    return RC_DATA;
  }
  if (f->form.n > 0)
    rc = form_of(f->form, &p->form, e);
  if (rc == RC_OK && p->class_ == PRODUCT_OTHER && f->class_.n == 0 && (f->label.n > 0 || f->content.n > 0))
    rc = class_by_label(f->label.n > 0 ? f->label : f->content, p, e);
  if (rc == RC_OK && f->label.n > 0)
    rc = product_label_parse(f->label, p->class_, &p->label_mitragynine, &p->label_hydroxy, e);
  if (rc == RC_OK && f->content.n > 0)
    rc = product_label_parse(f->content, p->class_, &p->certificate_mitragynine, &p->certificate_hydroxy, e);
  if (rc == RC_OK && f->unit_mass.n > 0)
    rc = mass_of(f->unit_mass, &p->unit_mass_g, e);
  return rc;
}

static enum rc product_inside(struct app *app, const struct product_form *f, struct product *out, bool *made,
                              struct err *e)
{
  struct action act;
  bool found = false;
  struct span name = span_trim(f->name);
  enum rc rc;

  if (name.n == 0 || name.n > 200 || !utf8_check(name, NULL) || !check_name(name)) {
    err_set(e, RC_DATA, "A product needs a name of 1 to 200 bytes.");
    err_fix(e, "`assay product 'red bali' --form tea`");
    return RC_DATA;
  }
  rc = product_find(app->st, name, app->arena, out, &found, e);
  *made = !found;
  if (rc == RC_OK && !found)
    product_guess(name, SPAN(""), out);
  if (rc == RC_OK && found && f->form.n + f->label.n + f->content.n + f->class_.n + f->unit_mass.n == 0)
    return RC_OK; /* only looked at */
  if (rc == RC_OK)
    rc = fill_product(f, out, e);
  if (rc == RC_OK)
    rc = open_action(app, "product", name, &act, e);
  if (rc != RC_OK)
    return rc;
  rc = found ? product_change(app->st, &act, out, e) : product_add(app->st, &act, out, e);
  return close_action(app, &act, rc, e);
}

enum rc app_product(struct app *app, const struct product_form *f, struct product *out, bool *made, struct err *e)
{
  enum rc rc = store_begin(app->st, e); /* looked up and written as one */

  return rc == RC_OK ? store_end(app->st, product_inside(app, f, out, made, e), e) : rc;
}

/* --- medicines ---------------------------------------------------------------------------------------------------- */

static enum rc add_medicine(struct app *app, struct action *act, const struct medicine_form *f, bool start,
                            struct entry *en, struct err *e)
{
  *en = entry_blank(KIND_MEDICINE);
  en->what = span_trim(f->name);
  en->value = start ? MEDICINE_START : MEDICINE_STOP;
  en->note = start || !f->has_since ? f->dose : SPAN("");
  en->at = start ? f->since : f->until;
  en->entered = act->at;
  en->source = SPAN("assay");
  enum rc rc = check_entry(en, NULL, e);

  if (rc == RC_OK)
    rc = check_time(en, app->env, e);
  return rc == RC_OK ? app_store_entry(app, act, en, NULL, e) : rc;
}

enum rc app_medicine(struct app *app, const struct medicine_form *form, struct entry **out, size_t *n, struct err *e)
{
  struct medicine_form f = *form;
  struct action act;
  enum rc rc;

  *n = 0;
  *out = arena_array(app->arena, 2, sizeof **out);
  if (*out == NULL)
    return no_memory(e);
  if (!f.has_since && !f.has_until) {
    f.has_since = true; /* taken now, since when is not said: from today on */
    f.since = env_now(app->env);
  }
  if (f.has_since && f.has_until && f.until.at_s < f.since.at_s) {
    err_set(e, RC_DATA, "%.*s would end before it began.", SPAN_FMT(f.name));
    err_fix(e, "Give --since the earlier date and --until the later one.");
    return RC_DATA;
  }
  rc = open_action(app, "medicine", f.name, &act, e);
  if (rc != RC_OK)
    return rc;
  if (f.has_since)
    rc = add_medicine(app, &act, &f, true, &(*out)[(*n)++], e);
  if (rc == RC_OK && f.has_until)
    rc = add_medicine(app, &act, &f, false, &(*out)[(*n)++], e);
  return close_action(app, &act, rc, e);
}

struct medicine_list {
  struct app *app;
  struct medicine *m;
  size_t n, room;
  bool failed;
};

static struct medicine *medicine_slot(struct medicine_list *l, struct span name)
{
  for (size_t i = 0; i < l->n; i++)
    if (span_eq_fold(l->m[i].name, name))
      return &l->m[i];
  if (l->n == l->room) {
    size_t room = l->room == 0 ? 16 : l->room * 2;
    struct medicine *more = arena_array(l->app->arena, room, sizeof *more);

    if (more == NULL) {
      l->failed = true;
      return NULL;
    }
    if (l->n > 0)
      memcpy(more, l->m, l->n * sizeof *more);
    l->m = more;
    l->room = room;
  }
  l->m[l->n] = (struct medicine){.name = arena_copy(l->app->arena, name)};
  return &l->m[l->n++];
}

static bool add_to_list(void *ctx, const struct entry *en)
{
  struct medicine_list *l = ctx;
  struct medicine *m;

  if (en->kind != KIND_MEDICINE || check_time(en, l->app->env, NULL) != RC_OK)
    return true;
  m = medicine_slot(l, en->what);
  if (m == NULL)
    return false;
  if (en->value == MEDICINE_START) {
    m->has_start = true;
    m->has_stop = false;
    m->start = en->at;
    m->dose = arena_copy(l->app->arena, en->note);
  } else {
    m->has_stop = true;
    m->stop = en->at;
    if (m->dose.n == 0)
      m->dose = arena_copy(l->app->arena, en->note);
  }
  return true;
}

enum rc app_medicines(struct app *app, struct medicine **out, size_t *n, struct err *e)
{
  struct medicine_list l = {.app = app};
  struct entry_filter f = {.has_kind = true, .kind = KIND_MEDICINE};
  enum rc rc = entry_each(app->st, &f, add_to_list, &l, e);

  if (rc == RC_OK && l.failed)
    rc = no_memory(e);
  *out = l.m;
  *n = l.n;
  return rc;
}

/* --- conditions --------------------------------------------------------------------------------------------------- */

static enum rc condition_inside(struct app *app, const struct condition_form *f, struct condition *out, struct err *e)
{
  struct condition *all;
  struct condition c = {.name = span_trim(f->name)};
  struct action act;
  bool found = false;
  size_t n;
  enum rc rc = condition_all(app->st, app->arena, &all, &n, e);

  if (rc != RC_OK)
    return rc;
  if (c.name.n == 0 || c.name.n > 200 || !utf8_check(c.name, NULL) || !check_name(c.name)) {
    err_set(e, RC_DATA, "A condition needs a name.");
    err_fix(e, "`assay condition fibromyalgia --since 2019-03-01`");
    return RC_DATA;
  }
  for (size_t i = 0; i < n && !found; i++) {
    found = !all[i].has_ended && span_eq_fold(all[i].name, c.name);
    if (found)
      c = all[i];
  }
  if (f->has_since)
    c.has_since = true, c.since_day = f->since_day;
  if (f->has_ended)
    c.has_ended = true, c.ended_day = f->ended_day;
  if (c.has_since && c.has_ended && c.ended_day < c.since_day) {
    err_set(e, RC_DATA, "%.*s would end before it began.", SPAN_FMT(c.name));
    err_fix(e, "Give --since the earlier date and --ended the later one.");
    return RC_DATA;
  }
  if ((c.has_since && c.since_day > env_today(app->env)) || (c.has_ended && c.ended_day > env_today(app->env))) {
    err_set(e, RC_DATA, "That date is still to come.");
    err_fix(e, "Give the date it began or ended; leave it out when you do not know it.");
    return RC_DATA;
  }
  rc = open_action(app, "condition", c.name, &act, e);
  if (rc != RC_OK)
    return rc;
  rc = found ? condition_change(app->st, &act, &c, e) : condition_add(app->st, &act, &c, e);
  *out = c;
  return close_action(app, &act, rc, e);
}

enum rc app_condition(struct app *app, const struct condition_form *f, struct condition *out, struct err *e)
{
  enum rc rc = store_begin(app->st, e); /* looked up and written as one */

  return rc == RC_OK ? store_end(app->st, condition_inside(app, f, out, e), e) : rc;
}

/* --- blood values ------------------------------------------------------------------------------------------------- */

static enum rc read_range(struct span range, struct entry *en, struct err *e)
{
  struct span rest = span_trim(range);
  size_t dash = 0;

  if (rest.n == 0)
    return RC_OK;
  if (rest.n > 1 && (rest.p[0] == '<' || rest.p[0] == '>')) {
    double *end = rest.p[0] == '<' ? &en->range_hi : &en->range_lo;
    struct span number = span_from(rest, rest.n > 2 && rest.p[1] == '=' ? 2 : 1);

    if (number_parse(span_trim(number), end))
      return RC_OK;
  }
  for (dash = 1; dash < rest.n && rest.p[dash] != '-'; dash++)
    continue;
  if (dash < rest.n && number_parse(span_trim(span_part(rest, 0, dash)), &en->range_lo) &&
      number_parse(span_trim(span_from(rest, dash + 1)), &en->range_hi))
    return RC_OK;
  err_set(e, RC_DATA, "`%.*s` is not a range.", SPAN_FMT(range));
  err_fix(e, "Write it as your laboratory prints it: --range 10-40, or --range '<40'.");
  return RC_DATA;
}

enum rc app_lab(struct app *app, const struct lab_form *f, struct entry *out, bool *ask, bool *known,
                struct err *e)
{
  struct entry en = entry_blank(KIND_LAB);
  struct lab_value v;
  struct action act;
  enum rc rc = lab_read(f->analyte, f->value, f->unit, &v, e);

  if (rc != RC_OK)
    return rc;
  en.what = v.what;
  en.value = v.value;
  en.bound = v.bound;
  en.unit = v.unit;
  en.source = SPAN("assay");
  en.at = f->has_at ? f->at : env_now(app->env);
  *ask = v.ask;
  *known = v.analyte != NULL;
  rc = read_range(f->range, &en, e);
  if (rc == RC_OK)
    rc = check_entry(&en, NULL, e);
  if (rc == RC_OK)
    rc = check_time(&en, app->env, e);
  if (rc == RC_OK)
    rc = open_action(app, "lab", f->analyte, &act, e);
  if (rc != RC_OK)
    return rc;
  en.entered = act.at;
  rc = app_store_entry(app, &act, &en, NULL, e);
  *out = en;
  return close_action(app, &act, rc, e);
}

/* --- profile and scales ------------------------------------------------------------------------------------------- */

enum rc app_profile(struct app *app, enum profile_key k, struct span typed, struct profile *out, struct err *e)
{
  char value[PROFILE_VALUE_MAX] = "";
  struct action act;
  enum rc rc = RC_OK;

  if (!span_is_fold(span_trim(typed), "none") && span_trim(typed).n > 0)
    rc = profile_value(k, typed, env_today(app->env), value, e);
  if (rc == RC_OK)
    rc = open_action(app, "profile", span_of(profile_key_name(k)), &act, e);
  if (rc != RC_OK)
    return rc;
  rc = close_action(app, &act, profile_set(app->st, &act, k, span_of(value), e), e);
  return rc == RC_OK ? profile_get(app->st, app->arena, out, e) : rc;
}

static enum rc scale_inside(struct app *app, const struct scale_form *f, struct scale *out, struct err *e)
{
  struct scale s = {.name = span_trim(f->name), .lo = f->lo, .hi = f->hi, .step = 1, .better = f->better,
                    .day = DAY_MEDIAN, .unit = SPAN("")};
  struct scale old = s;
  struct action act;
  bool found;
  enum rc rc;

  if (!scale_name_good(s.name)) {
    err_set(e, RC_DATA, "`%.*s` cannot be the name of a scale.", SPAN_FMT(s.name));
    err_fix(e, "Use a word, with digits, blanks, points or dashes if you like: assay scale 'knee stiffness' 0 10 down");
    return RC_DATA;
  }
  if (!(s.hi > s.lo)) {
    err_set(e, RC_DATA, "A scale goes from its lower to its higher end.");
    err_fix(e, "`assay scale stiffness 0 10 down`");
    return RC_DATA;
  }
  rc = scale_find(app->st, s.name, app->arena, &old, &found, e);
  if (rc != RC_OK)
    return rc;
  if (found && old.id == 0) {
    err_set(e, RC_DATA, "`%.*s` is one of assay's own scales and stays as it is.", SPAN_FMT(s.name));
    err_fix(e, "Choose another name, for example `my %.*s`.", SPAN_FMT(s.name));
    return RC_DATA;
  }
  rc = open_action(app, "scale", s.name, &act, e);
  if (rc != RC_OK)
    return rc;
  if (found) { /* its ends and direction are said anew; step, day and unit stay */
    s = old;
    s.lo = f->lo;
    s.hi = f->hi;
    s.better = f->better;
  }
  rc = found ? scale_change(app->st, &act, &s, e) : scale_add(app->st, &act, &s, e);
  *out = s;
  return close_action(app, &act, rc, e);
}

enum rc app_scale(struct app *app, const struct scale_form *f, struct scale *out, struct err *e)
{
  enum rc rc = store_begin(app->st, e); /* looked up and written as one */

  return rc == RC_OK ? store_end(app->st, scale_inside(app, f, out, e), e) : rc;
}
