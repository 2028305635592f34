/* product, medicine, condition, lab, profile, scale: with words they write, alone they list. */
#include "face/cli/verbs.h"

#include "face/cli/print.h"
#include "base/number.h"
#include "journal/entry_json.h"
#include "measure/repo.h"
#include "source/repo.h"

#include <math.h>
#include <string.h>

static enum rc begin_items(struct cli *c, struct json *j, const char *kind, struct err *e)
{
  enum rc rc = json_begin(c, j, kind, e);

  if (rc != RC_OK)
    return rc;
  json_key(j, "items");
  json_array(j);
  return RC_OK;
}

static void end_items(struct cli *c, struct json *j)
{
  json_array_end(j);
  json_end(c, j);
}

/* Words that belong together on the command line become one text. */
static struct span joined(struct cli *c, const struct options *o, size_t from, size_t to)
{
  struct buf b = {0};
  struct span s;

  for (size_t i = from; i < to; i++) {
    if (i > from)
      buf_putc(&b, ' ');
    buf_put(&b, o->word[i]);
  }
  s = arena_copy(&c->arena, buf_span(&b));
  buf_done(&b);
  return s;
}

static enum rc day_of(struct cli *c, const struct options *o, const char *name, bool *has, int64_t *day, struct err *e)
{
  *has = options_has(o, name);
  return *has ? words_day(options_value(o, name), &c->env, day, e) : RC_OK;
}

static enum rc instant_of(struct cli *c, const struct options *o, const char *name, bool *has, struct instant *at,
                          struct err *e)
{
  *has = options_has(o, name);
  return *has ? words_time(options_value(o, name), &c->env, false, at, e) : RC_OK;
}

/* --- product ------------------------------------------------------------------------------------------------------ */

static void content_words(const struct product_content *mitragynine, const struct product_content *hydroxy,
                          struct buf *b)
{
  char share[NUMBER_TEXT_MAX];

  product_content_text(mitragynine, "mitragynine", b);
  if (isfinite(mitragynine->mg) && span_is(mitragynine->per, "g")) {
    share[number_text(mitragynine->mg / 10, share)] = '\0';
    buf_printf(b, " (%s %%)", share);
  }
  if (b->n > 0 && isfinite(hydroxy->mg))
    buf_puts(b, ", ");
  product_content_text(hydroxy, "7-OH", b);
}

static void content_json(struct json *j, const char *key, const struct product_content *mitragynine,
                         const struct product_content *hydroxy)
{
  struct buf b = {0};

  content_words(mitragynine, hydroxy, &b);
  json_key_string(j, key, buf_span(&b));
  buf_done(&b);
}

static void product_json(struct json *j, const struct product *p)
{
  json_object(j);
  json_key_uid(j, "id", &p->uid);
  json_key_int(j, "n", p->id);
  json_key_string(j, "name", p->name);
  json_key_text(j, "class", product_class_name(p->class_));
  json_key_string(j, "ingredient", p->ingredient);
  json_key_string(j, "form", p->form);
  json_key_number(j, "label_mitragynine_mg", p->label_mitragynine.mg);
  json_key_string(j, "label_mitragynine_per", p->label_mitragynine.per);
  json_key_number(j, "label_hydroxymitragynine_mg", p->label_hydroxy.mg);
  json_key_string(j, "label_hydroxymitragynine_per", p->label_hydroxy.per);
  json_key_number(j, "certificate_mitragynine_mg", p->certificate_mitragynine.mg);
  json_key_string(j, "certificate_mitragynine_per", p->certificate_mitragynine.per);
  json_key_number(j, "certificate_hydroxymitragynine_mg", p->certificate_hydroxy.mg);
  json_key_string(j, "certificate_hydroxymitragynine_per", p->certificate_hydroxy.per);
  json_key_number(j, "unit_mass_g", p->unit_mass_g);
  content_json(j, "label", &p->label_mitragynine, &p->label_hydroxy);
  content_json(j, "content", &p->certificate_mitragynine, &p->certificate_hydroxy);
  json_object_end(j);
}

static void content_line(struct cli *c, const char *from, const struct product_content *mitragynine,
                         const struct product_content *hydroxy)
{
  struct buf b = {0};

  content_words(mitragynine, hydroxy, &b);
  if (b.n > 0)
    buf_printf(&c->out, "; %s: %s", from, buf_text(&b));
  buf_done(&b);
}

static void product_line(struct cli *c, const struct product *p)
{
  static const char *const what[] = {"kratom", "7-OH product", "medicine", "other"};
  const struct fact_form *f = fact_form_by_key(p->form);

  buf_puts(&c->out, "  ");
  print_clean(p->name, &c->out);
  buf_printf(&c->out, ": %s", what[p->class_]);
  if (p->class_ == PRODUCT_MEDICINE)
    buf_printf(&c->out, " %.*s", SPAN_FMT(p->ingredient));
  if (f != NULL)
    buf_printf(&c->out, ", %s", f->shown);
  else if (p->class_ == PRODUCT_KRATOM)
    buf_puts(&c->out, ", form not said");
  content_line(c, "label", &p->label_mitragynine, &p->label_hydroxy);
  content_line(c, "certificate", &p->certificate_mitragynine, &p->certificate_hydroxy);
  if (isfinite(p->unit_mass_g)) {
    char g[NUMBER_TEXT_MAX];

    g[number_text(p->unit_mass_g, g)] = '\0';
    buf_printf(&c->out, "; %s g each", g);
  }
  buf_putc(&c->out, '\n');
}

enum rc verb_product(struct cli *c, const struct options *o, struct err *e)
{
  struct product_form f = {
    .name = joined(c, o, 0, o->word_n),
    .form = options_value(o, "form"),
    .label = options_value(o, "label"),
    .content = options_value(o, "content"),
    .class_ = options_value(o, "class"),
    .unit_mass = options_value(o, "each"),
  };
  struct product *all, one;
  size_t n = 0;
  bool made = false;
  struct json j;
  enum rc rc;

  if (o->word_n == 0 && o->option_n > 0)
    return err_set(e, RC_USAGE, "Say which product: assay product \"red bali\" --form tea");
  rc = o->word_n == 0 ? product_all(c->app.st, &c->arena, &all, &n, e) : app_product(&c->app, &f, &one, &made, e);
  if (o->word_n > 0) {
    all = &one;
    n = 1;
  }
  if (rc == RC_OK && c->json) {
    rc = begin_items(c, &j, "product", e);
    for (size_t i = 0; rc == RC_OK && i < n; i++)
      product_json(&j, &all[i]);
    if (rc == RC_OK)
      end_items(c, &j);
    return rc;
  }
  if (rc == RC_OK)
    rc = print_findings(c, e);
  if (rc != RC_OK)
    return rc;
  if (o->word_n > 0)
    buf_puts(&c->out, made ? "New product:\n" : "Product:\n");
  for (size_t i = 0; i < n; i++)
    product_line(c, &all[i]);
  buf_puts(&c->out, n == 0 ? "No products yet; the first dose makes one: assay log \"2.5 g red bali\"\n"
                    : o->word_n > 0 ? "Not right? assay undo\n" : "");
  return RC_OK;
}

/* --- medicine ----------------------------------------------------------------------------------------------------- */

static void medicine_json(struct json *j, const struct medicine *m)
{
  json_object(j);
  json_key_string(j, "name", m->name);
  json_key_string(j, "dose", m->dose);
  if (m->has_start)
    json_key_instant(j, "since", &m->start);
  else
    json_key_null(j, "since");
  if (m->has_stop)
    json_key_instant(j, "until", &m->stop);
  else
    json_key_null(j, "until");
  json_key_bool(j, "current", !m->has_stop);
  json_object_end(j);
}

static void medicine_line(struct cli *c, const struct medicine *m)
{
  char when[WHEN_TEXT_MAX];

  buf_puts(&c->out, "  ");
  print_clean(m->name, &c->out);
  if (m->dose.n > 0) {
    buf_putc(&c->out, ' ');
    print_clean(m->dose, &c->out);
  }
  if (m->has_start) {
    when_text(c, &m->start, false, when);
    buf_printf(&c->out, ", since %.10s", when);
  }
  if (m->has_stop) {
    when_text(c, &m->stop, false, when);
    buf_printf(&c->out, ", stopped %.10s", when);
  }
  buf_putc(&c->out, '\n');
}

static enum rc medicine_list(struct cli *c, struct err *e)
{
  struct medicine *m;
  size_t n;
  struct json j;
  enum rc rc = app_medicines(&c->app, &m, &n, e);

  if (rc == RC_OK && c->json) {
    rc = begin_items(c, &j, "medicine", e);
    for (size_t i = 0; rc == RC_OK && i < n; i++)
      medicine_json(&j, &m[i]);
    if (rc == RC_OK)
      end_items(c, &j);
    return rc;
  }
  if (rc == RC_OK)
    rc = print_findings(c, e);
  for (size_t i = 0; rc == RC_OK && i < n; i++)
    medicine_line(c, &m[i]);
  if (rc == RC_OK && n == 0)
    buf_puts(&c->out, "No medicines written down. assay medicine duloxetine --dose \"30 mg\" --since 2026-03-01\n");
  return rc;
}

enum rc verb_medicine(struct cli *c, const struct options *o, struct err *e)
{
  struct medicine_form f = {.name = joined(c, o, 0, o->word_n), .dose = options_value(o, "dose")};
  struct entry *en;
  size_t n;
  struct json j;
  enum rc rc;

  if (o->word_n == 0 && o->option_n == 0)
    return medicine_list(c, e);
  if (o->word_n == 0)
    return err_set(e, RC_USAGE, "Say which medicine: assay medicine duloxetine --dose \"30 mg\"");
  rc = instant_of(c, o, "since", &f.has_since, &f.since, e);
  if (rc == RC_OK)
    rc = instant_of(c, o, "until", &f.has_until, &f.until, e);
  if (rc == RC_OK)
    rc = app_medicine(&c->app, &f, &en, &n, e);
  if (rc == RC_OK && c->json) {
    rc = begin_items(c, &j, "medicine", e);
    for (size_t i = 0; rc == RC_OK && i < n; i++) {
      json_object(&j);
      entry_json(&j, &en[i]);
      json_object_end(&j);
    }
    if (rc == RC_OK)
      end_items(c, &j);
    return rc;
  }
  if (rc == RC_OK)
    rc = print_findings(c, e);
  if (rc != RC_OK)
    return rc;
  buf_puts(&c->out, "Saved:\n");
  for (size_t i = 0; i < n; i++)
    print_entry(c, &en[i]);
  buf_puts(&c->out, "Not right? assay undo\n");
  return RC_OK;
}

/* --- condition ---------------------------------------------------------------------------------------------------- */

static void condition_json(struct json *j, const struct condition *k)
{
  json_object(j);
  json_key_uid(j, "id", &k->uid);
  json_key_int(j, "n", k->id);
  json_key_string(j, "name", k->name);
  if (k->has_since)
    json_key_date(j, "since", k->since_day);
  else
    json_key_null(j, "since");
  if (k->has_ended)
    json_key_date(j, "ended", k->ended_day);
  else
    json_key_null(j, "ended");
  json_object_end(j);
}

static void condition_line(struct cli *c, const struct condition *k)
{
  char day[DATE_TEXT_MAX];

  buf_puts(&c->out, "  ");
  print_clean(k->name, &c->out);
  if (k->has_since) {
    day[date_text(k->since_day, day)] = '\0';
    buf_printf(&c->out, ", since %s", day);
  }
  if (k->has_ended) {
    day[date_text(k->ended_day, day)] = '\0';
    buf_printf(&c->out, ", ended %s", day);
  }
  buf_putc(&c->out, '\n');
}

enum rc verb_condition(struct cli *c, const struct options *o, struct err *e)
{
  struct condition_form f = {.name = joined(c, o, 0, o->word_n)};
  struct condition *all, one;
  size_t n = 1;
  struct json j;
  enum rc rc = day_of(c, o, "since", &f.has_since, &f.since_day, e);

  if (rc == RC_OK)
    rc = day_of(c, o, "ended", &f.has_ended, &f.ended_day, e);
  if (rc == RC_OK && o->word_n == 0 && o->option_n > 0)
    return err_set(e, RC_USAGE, "Say which condition: assay condition fibromyalgia --since 2019-03-01");
  all = &one;
  if (rc == RC_OK)
    rc = o->word_n == 0 ? condition_all(c->app.st, &c->arena, &all, &n, e) : app_condition(&c->app, &f, &one, e);
  if (rc == RC_OK && c->json) {
    rc = begin_items(c, &j, "condition", e);
    for (size_t i = 0; rc == RC_OK && i < n; i++)
      condition_json(&j, &all[i]);
    if (rc == RC_OK)
      end_items(c, &j);
    return rc;
  }
  if (rc == RC_OK)
    rc = print_findings(c, e);
  if (rc != RC_OK)
    return rc;
  if (o->word_n > 0)
    buf_puts(&c->out, "Saved:\n");
  for (size_t i = 0; i < n; i++)
    condition_line(c, &all[i]);
  buf_puts(&c->out, n == 0 ? "No conditions written down. assay condition fibromyalgia --since 2019-03-01\n"
                    : o->word_n > 0 ? "Not right? assay undo\n" : "");
  return RC_OK;
}

/* --- lab ---------------------------------------------------------------------------------------------------------- */

static enum rc lab_list(struct cli *c, struct err *e)
{
  struct entry_filter f = {.has_kind = true, .kind = KIND_LAB};
  struct entry *en;
  size_t n;
  struct json j;
  enum rc rc = app_list(&c->app, &f, &en, &n, e);

  if (rc == RC_OK && c->json) {
    rc = begin_items(c, &j, "lab", e);
    for (size_t i = 0; rc == RC_OK && i < n; i++) {
      json_object(&j);
      entry_json(&j, &en[i]);
      json_object_end(&j);
    }
    if (rc == RC_OK)
      end_items(c, &j);
    return rc;
  }
  if (rc == RC_OK)
    rc = print_findings(c, e);
  for (size_t i = 0; rc == RC_OK && i < n; i++)
    print_entry(c, &en[i]);
  if (rc == RC_OK && n == 0)
    buf_puts(&c->out, "No blood values yet. assay lab ALT 34 U/L --at 2026-05-04 --range 10-40\n");
  return rc;
}

static enum rc lab_words(const struct options *o, struct lab_form *f, struct err *e)
{
  if (o->word_n == 2 || o->word_n == 3) {
    f->analyte = o->word[0];
    f->value = o->word[1];
    f->unit = o->word_n == 3 ? o->word[2] : SPAN("");
    return RC_OK;
  }
  err_set(e, RC_USAGE, "A blood value is a name, a number and a unit.");
  err_fix(e, "assay lab ALT 34 U/L --at 2026-05-04 --range 10-40");
  return RC_USAGE;
}

enum rc verb_lab(struct cli *c, const struct options *o, struct err *e)
{
  struct lab_form f = {.range = options_value(o, "range")};
  struct entry en;
  bool ask = false, known = true;
  struct json j;
  enum rc rc;

  if (o->word_n == 0 && o->option_n == 0)
    return lab_list(c, e);
  rc = lab_words(o, &f, e);
  if (rc == RC_OK)
    rc = instant_of(c, o, "at", &f.has_at, &f.at, e);
  if (rc == RC_OK)
    rc = app_lab(&c->app, &f, &en, &ask, &known, e);
  if (rc == RC_OK && c->json) {
    rc = begin_items(c, &j, "lab", e);
    if (rc == RC_OK) {
      json_object(&j);
      entry_json(&j, &en);
      json_key_bool(&j, "unusual", ask);
      json_object_end(&j);
      end_items(c, &j);
    }
    return rc;
  }
  if (rc == RC_OK)
    rc = print_findings(c, e);
  if (rc != RC_OK)
    return rc;
  buf_puts(&c->out, "Saved:\n");
  print_entry(c, &en);
  if (!known)
    buf_puts(&c->out, "          not in assay's table: kept without a range or a rule\n");
  if (ask)
    buf_puts(&c->out, "          that is an unusual value: is the number right, and the unit?\n");
  buf_puts(&c->out, "Not right? assay undo\n");
  return RC_OK;
}

/* --- profile ------------------------------------------------------------------------------------------------------ */

enum rc verb_profile(struct cli *c, const struct options *o, struct err *e)
{
  static const char *const asks[PROFILE_KEY_COUNT] = {
    "year of birth", "for the ranges of blood tests", "kg", "for the crisis numbers",
    "a time limit of your own", "when your day begins, for sleep and night doses",
  };
  struct profile p;
  enum profile_key k;
  struct json j;
  enum rc rc;

  if (o->word_n == 0) {
    rc = profile_get(c->app.st, &c->arena, &p, e);
  } else if (!profile_key_parse(o->word[0], &k)) {
    err_set(e, RC_USAGE, "`%.*s` is not part of the profile.", SPAN_FMT(o->word[0]));
    err_fix(e, "Parts are birth_year, sex, weight_kg, country, limit_until and day_starts; all may stay empty.");
    return RC_USAGE;
  } else if (o->word_n == 1) {
    err_set(e, RC_USAGE, "Say what %s is.", profile_key_name(k));
    err_fix(e, "assay profile country DE; `none` takes a value out again.");
    return RC_USAGE;
  } else {
    rc = app_profile(&c->app, k, joined(c, o, 1, o->word_n), &p, e);
  }
  if (rc == RC_OK && c->json) {
    rc = begin_items(c, &j, "profile", e);
    for (size_t i = 0; rc == RC_OK && i < PROFILE_KEY_COUNT; i++) {
      json_object(&j);
      json_key_text(&j, "key", profile_key_name((enum profile_key)i));
      if (p.value[i].n > 0)
        json_key_string(&j, "value", p.value[i]);
      else
        json_key_null(&j, "value");
      json_object_end(&j);
    }
    if (rc == RC_OK)
      end_items(c, &j);
    return rc;
  }
  if (rc == RC_OK)
    rc = print_findings(c, e);
  if (rc != RC_OK)
    return rc;
  for (size_t i = 0; i < PROFILE_KEY_COUNT; i++)
    buf_printf(&c->out, "  %-12s %-12.*s (%s)\n", profile_key_name((enum profile_key)i),
               SPAN_FMT(p.value[i].n > 0 ? p.value[i] : SPAN("not said")), asks[i]);
  if (o->word_n == 0)
    buf_puts(&c->out, "All of it may stay empty. assay profile country XX (two letters)\n");
  else
    buf_puts(&c->out, "Not right? assay undo\n");
  return RC_OK;
}

/* --- scale -------------------------------------------------------------------------------------------------------- */

static void scale_json(struct json *j, const struct scale *s)
{
  json_object(j);
  json_key_string(j, "name", s->name);
  json_key_number(j, "lo", s->lo);
  json_key_number(j, "hi", s->hi);
  json_key_number(j, "step", s->step);
  json_key_text(j, "better", better_name(s->better));
  json_key_text(j, "day", s->day == DAY_SUM ? "sum" : "median");
  json_key_string(j, "unit", s->unit);
  json_key_bool(j, "built_in", s->id == 0);
  json_object_end(j);
}

static void scale_line(struct cli *c, const struct scale *s)
{
  static const char *const better[] = {"better: not said yet", "up is better", "down is better"};
  char lo[NUMBER_TEXT_MAX], hi[NUMBER_TEXT_MAX];

  lo[number_text(s->lo, lo)] = '\0';
  hi[number_text(s->hi, hi)] = '\0';
  buf_printf(&c->out, "  %.*s: %s to %s%s%.*s, %s%s\n", SPAN_FMT(s->name), lo, hi, s->unit.n > 0 ? " " : "",
             SPAN_FMT(s->unit), better[s->better], s->id == 0 ? "" : " (your own)");
}

static enum rc scale_words(const struct options *o, struct scale_form *f, struct err *e)
{
  if (o->word_n == 4 && number_parse(o->word[1], &f->lo) && number_parse(o->word[2], &f->hi) &&
      better_parse(o->word[3], &f->better)) {
    f->name = o->word[0];
    return RC_OK;
  }
  err_set(e, RC_USAGE, "A scale is a name, its lowest and highest number, and which way is better.");
  err_fix(e, "assay scale stiffness 0 10 down");
  return RC_USAGE;
}

static enum rc scale_list(struct cli *c, struct err *e)
{
  struct scale *own, built;
  size_t n;
  struct json j;
  enum rc rc = scale_all(c->app.st, &c->arena, &own, &n, e);

  if (rc == RC_OK && c->json)
    rc = begin_items(c, &j, "scale", e);
  else if (rc == RC_OK)
    rc = print_findings(c, e);
  if (rc != RC_OK)
    return rc;
  for (size_t i = 0; i < fact_scale_n + n; i++) {
    if (i < fact_scale_n)
      scale_built_in(span_of(fact_scale[i].key), &built);
    if (c->json)
      scale_json(&j, i < fact_scale_n ? &built : &own[i - fact_scale_n]);
    else
      scale_line(c, i < fact_scale_n ? &built : &own[i - fact_scale_n]);
  }
  if (c->json)
    end_items(c, &j);
  else
    buf_puts(&c->out, "One of your own: assay scale tingling 0 10 down\n");
  return RC_OK;
}

enum rc verb_scale(struct cli *c, const struct options *o, struct err *e)
{
  struct scale_form f;
  struct scale s;
  struct json j;
  enum rc rc;

  if (o->word_n == 0)
    return scale_list(c, e);
  rc = scale_words(o, &f, e);
  if (rc == RC_OK)
    rc = app_scale(&c->app, &f, &s, e);
  if (rc == RC_OK && c->json) {
    rc = begin_items(c, &j, "scale", e);
    if (rc == RC_OK) {
      scale_json(&j, &s);
      end_items(c, &j);
    }
    return rc;
  }
  if (rc == RC_OK)
    rc = print_findings(c, e);
  if (rc != RC_OK)
    return rc;
  buf_puts(&c->out, "Saved:\n");
  scale_line(c, &s);
  buf_puts(&c->out, "Not right? assay undo\n");
  return RC_OK;
}
