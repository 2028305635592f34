/* Which product, which treatment, and what one unit of it holds. An amount scales that linearly, so that ten years of
 * doses need only a handful of conversions. */
#include "base/utf8.h"
#include "review/build.h"

#include <math.h>

static struct span treatment_key(const struct product *p, struct buf *folded)
{
  if (p->ingredient.n > 0)
    return p->ingredient;
  utf8_fold(p->name, folded);
  return buf_span(folded);
}

/* Kratom and 7-OH have numbers of their own; every other product is its own treatment, two brands of one medicine are
 * that medicine. -1: memory is short. */
static int treatment_of(struct review_builder *b, const struct product *p)
{
  struct buf folded = {0};
  struct named_treatment t = {.name = p->name, .class_ = p->class_};
  uint32_t number;

  if (p->class_ == PRODUCT_KRATOM)
    return 0;
  if (p->class_ == PRODUCT_7OH)
    return 1;
  number = names_of(&b->treatments, &b->texts, treatment_key(p, &folded));
  if (folded.failed)
    number = NAMES_FAILED;
  buf_done(&folded);
  if (number == NAMES_FAILED || (number == b->treatment.n && !LIST_ADD(&b->treatment, t)))
    return -1;
  if (!span_eq(b->treatment.at[number].name, p->name) && p->ingredient.n > 0)
    b->treatment.at[number].name = p->ingredient;
  return (int)number + 2;
}

static uint32_t product_add(struct review_builder *b, const struct product *p)
{
  uint32_t number = names_of(&b->products, &b->texts, p->name);
  struct known_product k = {.product = *p, .form_word = product_form_word(p->name), .content = NAMES_FAILED};

  if (number == NAMES_FAILED || number < b->product.n)
    return number;
  k.product.name = b->products.name[number];
  k.treatment = -1;
  return LIST_ADD(&b->product, k) ? number : NAMES_FAILED;
}

bool products_begin(struct review_builder *b)
{
  for (size_t i = 0; i < b->set.product_n; i++)
    if (product_add(b, &b->set.product[i]) == NAMES_FAILED)
      return false;
  return true;
}

/* The product of a dose: the journal's, or read off its name when the journal has none. */
static uint32_t product_of(struct review_builder *b, const struct entry *en)
{
  uint32_t number = names_find(&b->products, en->what);
  struct product guessed;

  if (number == NAMES_FAILED) {
    product_guess(en->what, en->unit, &guessed);
    number = product_add(b, &guessed);
  }
  if (number == NAMES_FAILED)
    return number;
  if (b->product.at[number].treatment < 0)
    b->product.at[number].treatment = treatment_of(b, &b->product.at[number].product);
  return b->product.at[number].treatment < 0 ? NAMES_FAILED : number;
}

/* Name and note together, as the conversion reads them. */
static void words_of(const struct entry *en, struct buf *out)
{
  buf_put(out, en->what);
  buf_putc(out, ' ');
  buf_put(out, en->note);
}

static uint32_t content_add(struct review_builder *b, uint32_t product, const struct fact_unit *unit, struct span form,
                            const struct entry *en)
{
  struct known_product *k = &b->product.at[product];
  struct content c = {.product = product, .unit = unit, .form = form.n > 0 ? form.p : "", .next = k->content};
  struct buf words = {0};

  words_of(en, &words);
  dose_convert(unit ? 1.0 : NAN, unit ? span_of(unit->key) : SPAN(""), &k->product, buf_span(&words), &c.one);
  if (words.failed || !LIST_ADD(&b->content, c))
    k = NULL;
  buf_done(&words);
  if (k == NULL)
    return NAMES_FAILED;
  k->content = (uint32_t)b->content.n - 1;
  return k->content;
}

uint32_t content_of(struct review_builder *b, const struct entry *en)
{
  const struct fact_unit *unit = isfinite(en->value) && en->unit.n > 0 ? fact_unit_by_key(en->unit) : NULL;
  uint32_t product = product_of(b, en);
  struct buf words = {0};
  struct span form;

  if (product == NAMES_FAILED)
    return NAMES_FAILED;
  form = b->product.at[product].form_word;
  if (en->note.n > 0 && unit != NULL && b->product.at[product].treatment <= 1) {
    words_of(en, &words);
    form = product_form_word(buf_span(&words));
    buf_done(&words);
  }
  for (uint32_t i = b->product.at[product].content; i != NAMES_FAILED; i = b->content.at[i].next)
    if (b->content.at[i].unit == unit && span_is(form, b->content.at[i].form))
      return i;
  return content_add(b, product, unit, form, en);
}
