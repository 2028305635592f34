#include "dose/convert.h"

#include "dose/spread.h"
#include "facts/facts.h"

#include <math.h>

/* What the figure rests on, for the phrase. */
enum base { BASE_CERTIFICATE, BASE_LABEL, BASE_UNSAID, BASE_LEAF, BASE_POWDER, BASE_FORM, BASE_COUNT };
enum weighed { WEIGHED, CAPSULE_NOT_WEIGHED, SPOON_NOT_WEIGHED, WEIGHED_COUNT };

#define TEA "; tea: how much ends in the cup is unknown"
#define CAPSULE "; what one capsule weighs is the usual range"
#define SPOON "; a spoon holds more or less"
#define PHRASES(base) { { base, base CAPSULE, base SPOON }, { base TEA, base CAPSULE TEA, base SPOON TEA } }

static const char *const phrase[BASE_COUNT][2][WEIGHED_COUNT] = {
  [BASE_CERTIFICATE] = PHRASES("from the certificate of the lot"),
  [BASE_LABEL] = PHRASES("from the label"),
  [BASE_UNSAID] = PHRASES("from the usual range of leaf, form not said"),
  [BASE_LEAF] = PHRASES("from the usual range of leaf"),
  [BASE_POWDER] = PHRASES("from the usual range of leaf powder"),
  [BASE_FORM] = PHRASES("from the usual range of this form"),
};

/* What was taken. */
struct taken {
  double amount;
  const struct fact_unit *unit;
  const struct fact_form *form;
  const struct product *product;
};

struct basis {
  enum content_source source; /* CONTENT_UNKNOWN: nothing known */
  bool tea;
  enum weighed weighed;
};

static const struct quantity quantity_unknown = { NAN, NAN, NAN };

static struct quantity quantity_of(const struct spread *s)
{
  double share, tail;

  if (spread_is_exact(s))
    return (struct quantity){ s->scale, s->scale, s->scale };
  share = fact_value("interval_share");
  tail = 0.5 * (1.0 - share);
  return (struct quantity){
    .median = spread_quantile(s, 0.5), .lo90 = spread_quantile(s, tail), .hi90 = spread_quantile(s, 1.0 - tail),
  };
}

/* A pill of one product is its piece, whether it is called capsule or tablet. */
static bool is_pill(struct span unit)
{
  return span_is(unit, "capsule") || span_is(unit, "tablet");
}

static bool is_piece(struct span unit)
{
  return is_pill(unit) || span_is(unit, "shot") || span_is(unit, "patch");
}

static bool is_weight(double g)
{
  return isfinite(g) && g > 0.0;
}

/* Multiplies by the grams of one unit; false when nobody knows them. The usual weights are those of leaf powder. */
static bool times_unit_mass(const struct taken *t, struct spread *s, struct basis *b)
{
  const struct fact_form *by_unit = fact_form_by_key(span_of(t->unit->form));
  const struct fact_form *from = NULL;
  struct span unit = span_of(t->unit->key);

  if (t->unit->dimension == DIM_MASS) {
    s->scale *= t->unit->to_base;
    return true;
  }
  if (is_pill(unit) && is_weight(t->product->unit_mass_g)) {
    s->scale *= t->product->unit_mass_g;
    return true;
  }
  if (t->form->needs_label || t->unit->dimension != DIM_COUNT)
    return false;
  if (by_unit && by_unit->unit_mass_g.shape != SPREAD_NONE)
    from = by_unit;
  else if (is_pill(unit) && t->form->unit_mass_g.shape != SPREAD_NONE)
    from = t->form;
  if (from == NULL || !spread_times(s, &from->unit_mass_g))
    return false;
  b->weighed = is_pill(unit) ? CAPSULE_NOT_WEIGHED : SPOON_NOT_WEIGHED;
  return true;
}

/* Multiplies by how often the measure of the label ("per ...") lies in one unit of the dose. */
static bool times_per(const struct taken *t, struct span per, struct spread *s, struct basis *b)
{
  const struct fact_unit *p = fact_unit_by_key(per);
  struct span unit = span_of(t->unit->key);
  double unit_mass_g = t->product->unit_mass_g;

  if (per.n == 0)
    return is_piece(unit);
  if (p == NULL)
    return false;
  if (p == t->unit || (is_pill(per) && is_pill(unit)))
    return true;
  if (p->dimension == t->unit->dimension && (p->dimension == DIM_MASS || p->dimension == DIM_VOLUME)) {
    s->scale *= t->unit->to_base / p->to_base;
    return true;
  }
  if (p->dimension == DIM_MASS) {
    s->scale /= p->to_base;
    return times_unit_mass(t, s, b);
  }
  if (is_pill(per) && t->unit->dimension == DIM_MASS && is_weight(unit_mass_g)) {
    s->scale *= t->unit->to_base / unit_mass_g;
    return true;
  }
  return false;
}

/* Leaf is measured before it is brewed; a drink, by what was drunk. */
static bool of_the_leaf(struct span per)
{
  const struct fact_unit *p = fact_unit_by_key(per);

  return p && (p->dimension == DIM_MASS || is_pill(per) || span_is(per, "tsp") || span_is(per, "tbsp"));
}

static bool times_recovery(const struct taken *t, struct spread *s, struct basis *b)
{
  if (t->form->recovery.shape == SPREAD_NONE)
    return true;
  b->tea = t->form->recovery.shape != SPREAD_FIXED;
  return spread_times(s, &t->form->recovery);
}

static bool said(const struct product_content *c)
{
  return isfinite(c->mg) && c->mg >= 0.0;
}

/* What is printed or was measured: mg per something. */
static bool from_content(const struct taken *t, const struct product_content *c, enum content_source source,
                         struct quantity *out, struct basis *b)
{
  struct spread s = spread_exactly(t->amount * c->mg);
  struct basis basis = { .source = source };

  if (!said(c) || !times_per(t, c->per, &s, &basis))
    return false;
  if (of_the_leaf(c->per) && !times_recovery(t, &s, &basis))
    return false;
  if (source == CONTENT_LABEL) {
    struct fact_spread_of label = { .shape = SPREAD_LOGNORMAL, .a = 1.0, .b = fact_value("label_sigma") };

    if (!spread_times(&s, &label))
      return false;
  }
  *out = quantity_of(&s);
  *b = basis;
  return true;
}

/* What leaf of this form usually holds. */
static bool from_form(const struct taken *t, const struct fact_spread_of *share, struct quantity *out, struct basis *b)
{
  struct spread s = spread_exactly(t->amount * 1000.0);
  struct basis basis = { .source = CONTENT_FORM };

  if (t->product->class_ != PRODUCT_KRATOM || t->form->needs_label)
    return false;
  if (!times_unit_mass(t, &s, &basis) || !spread_times(&s, share) || !times_recovery(t, &s, &basis))
    return false;
  *out = quantity_of(&s);
  *b = basis;
  return true;
}

/* More mitragynine than leaf ever holds is an extract, whatever form was said or not said. */
static bool like_leaf(const struct fact_form *form, const struct product_content *c)
{
  const struct fact_spread_of *share = &form->mitragynine_share;
  const struct fact_unit *per = fact_unit_by_key(c->per);

  if (!said(c))
    return true;
  if (per == NULL || per->dimension != DIM_MASS)
    return !span_is(span_of(form->key), "leaf_unsaid");
  return share->shape == SPREAD_LOGNORMAL && c->mg / per->to_base <= 1000.0 * share->a * exp(3.0 * share->b);
}

static void resolve(const struct taken *t, struct alkaloids *out, struct basis *mitragynine, struct basis *hydroxy)
{
  const struct product *p = t->product;

  if (!from_content(t, &p->certificate_mitragynine, CONTENT_CERTIFICATE, &out->mitragynine_mg, mitragynine) &&
      !from_content(t, &p->label_mitragynine, CONTENT_LABEL, &out->mitragynine_mg, mitragynine))
    from_form(t, &t->form->mitragynine_share, &out->mitragynine_mg, mitragynine);
  if (!from_content(t, &p->certificate_hydroxy, CONTENT_CERTIFICATE, &out->hydroxy_mg, hydroxy) &&
      !from_content(t, &p->label_hydroxy, CONTENT_LABEL, &out->hydroxy_mg, hydroxy) &&
      like_leaf(t->form, &p->certificate_mitragynine) && like_leaf(t->form, &p->label_mitragynine))
    from_form(t, &t->form->hydroxy_share, &out->hydroxy_mg, hydroxy);
}

static const char *cite_of_constant(const char *key)
{
  for (size_t i = 0; i < fact_constant_n; i++)
    if (span_eq(span_of(fact_constant[i].key), span_of(key)))
      return fact_constant[i].cite;
  return "";
}

static enum base base_of_form(struct span form)
{
  if (span_is(form, "leaf_unsaid"))
    return BASE_UNSAID;
  if (span_is(form, "leaf") || span_is(form, "tea"))
    return BASE_LEAF;
  if (span_is(form, "powder") || span_is(form, "capsule") || span_is(form, "teaspoon") || span_is(form, "tablespoon"))
    return BASE_POWDER;
  return BASE_FORM;
}

/* Why nothing is known. */
static const char *says_unknown(const struct taken *t)
{
  const struct product *p = t->product;

  if (said(&p->certificate_mitragynine) || said(&p->label_mitragynine) || said(&p->certificate_hydroxy) ||
      said(&p->label_hydroxy))
    return "not known: what the label says does not fit this unit";
  if (p->class_ == PRODUCT_7OH || t->form->needs_label)
    return "not known: there is no label or certificate to go by";
  return "not known: how much leaf this unit holds";
}

static void say(const struct taken *t, const struct basis *b, struct alkaloids *out)
{
  out->source = b->source;
  switch (b->source) {
  case CONTENT_CERTIFICATE:
    out->says = phrase[BASE_CERTIFICATE][b->tea][b->weighed];
    break;
  case CONTENT_LABEL:
    out->says = phrase[BASE_LABEL][b->tea][b->weighed];
    out->cite = cite_of_constant("label_sigma");
    break;
  case CONTENT_FORM:
    out->says = phrase[base_of_form(span_of(t->form->key))][b->tea][b->weighed];
    out->cite = t->form->cite;
    break;
  case CONTENT_DIRECT: case CONTENT_UNKNOWN: case CONTENT_NONE:
    out->says = says_unknown(t);
    break;
  }
}

/* The product's form, else a form word in the entry, else what the unit says, else "leaf, form not said". */
static const struct fact_form *form_for(const struct product *p, const struct fact_unit *unit, struct span entry_words)
{
  const struct fact_form *f = p->form.n ? fact_form_by_key(p->form) : NULL;

  if (f == NULL)
    f = fact_form_by_key(product_form_word(entry_words));
  if (f == NULL)
    f = fact_form_by_key(span_of(unit->form));
  if (p->class_ == PRODUCT_7OH && (f == NULL || !f->needs_label))
    f = fact_form_by_key(SPAN("product_7oh"));
  return f ? f : fact_form_by_key(SPAN("leaf_unsaid"));
}

static void direct(double amount, const struct fact_unit *unit, struct alkaloids *out)
{
  double mg = amount * unit->to_base;
  struct quantity q = { mg, mg, mg };
  bool hydroxy = unit->dimension == DIM_7OH;

  *(hydroxy ? &out->hydroxy_mg : &out->mitragynine_mg) = q;
  out->source = CONTENT_DIRECT;
  out->says = hydroxy ? "given in mg of 7-OH" : "given in mg of mitragynine";
}

void dose_convert(double amount, struct span unit, const struct product *p, struct span entry_words,
                  struct alkaloids *out)
{
  struct taken t = { .amount = amount, .unit = fact_unit_by_key(unit), .product = p };
  struct basis mitragynine = { .source = CONTENT_UNKNOWN }, hydroxy = { .source = CONTENT_UNKNOWN };

  *out = (struct alkaloids){
    .mitragynine_mg = quantity_unknown, .hydroxy_mg = quantity_unknown,
    .source = CONTENT_UNKNOWN, .form = "", .says = "not known: how much was taken", .cite = "",
  };
  if (p->class_ != PRODUCT_KRATOM && p->class_ != PRODUCT_7OH) {
    out->source = CONTENT_NONE;
    out->says = "not kratom";
    return;
  }
  if (!(isfinite(amount) && amount >= 0.0) || t.unit == NULL)
    return;
  if (t.unit->dimension == DIM_MITRAGYNINE || t.unit->dimension == DIM_7OH) {
    direct(amount, t.unit, out);
    return;
  }
  t.form = form_for(p, t.unit, entry_words);
  if (t.form == NULL)
    return;
  out->form = t.form->key;
  resolve(&t, out, &mitragynine, &hydroxy);
  say(&t, p->class_ == PRODUCT_7OH ? &hydroxy : &mitragynine, out);
}
