#include "review/diary_test.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

struct instant instant_of(const char *iso)
{
  struct iso read;
  struct instant at;

  if (!iso_parse(span_of(iso), &read))
    fail_msg("the test says %s, which is no time", iso);
  at = (struct instant){.offset_s = read.offset_s, .precision = read.precision};
  at.at_s = civil_to_local_s(&read.c) - read.offset_s;
  return at;
}

static void products(struct diary *d)
{
  static const char *const name[DIARY_PRODUCTS] = {"leaf",  "plain powder", "mystery extract",
                                                   "seven", "ibuprofen",    "walk"};

  for (size_t i = 0; i < DIARY_PRODUCTS; i++) {
    d->product[i] = product_blank();
    d->product[i].name = span_of(name[i]);
  }
  d->product[0].class_ = PRODUCT_KRATOM;
  d->product[0].certificate_mitragynine = (struct product_content){10, SPAN("g")};
  d->product[0].certificate_hydroxy = (struct product_content){0.1, SPAN("g")};
  d->product[1].class_ = PRODUCT_KRATOM;
  d->product[1].form = SPAN("powder");
  d->product[2].class_ = PRODUCT_KRATOM;
  d->product[2].form = SPAN("extract");
  d->product[3].class_ = PRODUCT_7OH;
  d->product[3].form = SPAN("tablet_7oh");
  d->product[3].certificate_mitragynine = (struct product_content){2, SPAN("tablet")};
  d->product[3].certificate_hydroxy = (struct product_content){15, SPAN("tablet")};
  d->product[4].class_ = PRODUCT_MEDICINE;
  d->product[4].ingredient = SPAN("ibuprofen");
}

void diary_init(struct diary *d, const char *now)
{
  struct instant at = instant_of(now);

  d->n = 0;
  products(d);
  d->set = (struct review_setup){
      .now_s = at.at_s,
      .today = instant_day(&at),
      .since_day = REVIEW_FROM_FIRST,
      .until_day = instant_day(&at),
      .pattern_since_day = REVIEW_FROM_FIRST,
      .day_starts_s = 4 * 3600,
      .product = d->product,
      .product_n = DIARY_PRODUCTS,
      .version_assay = "0.1.0",
      .version_facts = "0123456789ab",
      .version_method = "review/1",
      .version_schema = 1,
  };
}

struct entry *diary_add(struct diary *d, enum kind k, const char *at, const char *what, double value, const char *unit)
{
  struct entry *en = &d->entry[d->n++];

  assert_true(d->n <= DIARY_MOST);
  *en = entry_blank(k);
  en->id = en->action = (int64_t)d->n;
  en->at = instant_of(at);
  en->entered = en->at;
  en->entered.precision = PRECISION_SECOND;
  en->entered.at_s += 60;
  en->what = span_of(what);
  en->value = value;
  en->unit = span_of(unit);
  en->source = SPAN("assay");
  return en;
}

void diary_review(const struct diary *d, struct arena *a, struct review *out)
{
  size_t *order = malloc((d->n + 1) * sizeof *order);
  struct review_builder *b;
  struct err e;

  assert_non_null(order);
  for (size_t i = 0; i < d->n; i++) { /* insertion keeps ties as they stand */
    size_t k = i;

    for (; k > 0 && d->entry[order[k - 1]].at.at_s > d->entry[i].at.at_s; k--)
      order[k] = order[k - 1];
    order[k] = i;
  }
  assert_int_equal(review_begin(&d->set, &b, &e), RC_OK);
  for (size_t i = 0; i < d->n; i++)
    assert_int_equal(review_entry(b, &d->entry[order[i]], &e), RC_OK);
  assert_int_equal(review_end(b, a, out, &e), RC_OK);
  review_free(b);
  free(order);
}

void diary_near(double got, double want, const char *what)
{
  if (isnan(want) ? !isnan(got) : !(fabs(got - want) <= 1e-9 * (1 + fabs(want))))
    fail_msg("%s: %.12g, want %.12g", what, got, want);
}

const struct review_course *diary_scale(const struct review *r, const char *name)
{
  for (size_t i = 0; i < r->course_n; i++)
    if (span_is(r->course[i].name, name))
      return &r->course[i];
  fail_msg("no scale %s", name);
  return NULL;
}

const struct review_treatment *diary_treatment(const struct review *r, const char *name)
{
  for (size_t i = 0; i < r->treatment_n; i++)
    if (span_is(r->treatment[i].name, name))
      return &r->treatment[i];
  fail_msg("no treatment %s", name);
  return NULL;
}
