/* AMOUNT UNIT [of] WORDS and took WORDS: amount, name, and what is said behind the name. */
#include "words/sentence.h"

#include "base/number.h"
#include "base/utf8.h"
#include "source/product.h"

#include <stdio.h>

enum { AMOUNT_MAX = 1000000 };

/* The words of a dose, as places in p->live. */
struct dose {
  bool took;
  bool has_amount;
  struct words_amount amount;
  size_t amount_at;
  size_t name, name_end;
  size_t tail; /* with ... to the end */
};

/* --- amount ------------------------------------------------------------------------------------------------------- */

/* "6 pain" */
static bool number_before_scale(struct reader *r, const struct part *p, size_t at, const struct words_amount *a)
{
  struct named_scale scale;
  char example[120];
  struct span name;

  if (at + 1 >= p->n || words_scale_at(&r->names, p->live + at + 1, &scale) != p->n - at - 1)
    return false;
  name = words_shown(span_part(r->text, p->live[at + 1].from, p->live[p->n - 1].to - p->live[at + 1].from));
  snprintf(example, sizeof example, "%.*s %.*s", SPAN_FMT(name), SPAN_FMT(words_shown(a->number)));
  words_fix(r, p, p->live[0].from, r->t[p->end - 1].to, example, "A rating has its number behind:");
  return true;
}

/* "3 x 500 mg kratom" */
static bool times_amount(struct reader *r, const struct part *p, size_t at, const struct words_amount *a)
{
  static const char *const times[] = {"x", "*", "\xc3\x97", NULL};
  struct words_amount each = {0};
  char with[64], v[NUMBER_TEXT_MAX];
  double n;

  if (at + 2 >= p->n || !words_token_in(p->live + at + 1, times) ||
      words_amount(p->live + at + 2, &each) != AMOUNT_YES || words_number(a->number, &n) != NUMBER_YES)
    return false;
  snprintf(with, sizeof with, "%.*s %s", (int)number_text(n * each.value, v), v, each.unit->key);
  words_fix(r, p, p->live[at].from, p->live[at + 1 + each.used].to, with, "Write it in one, as in");
  return true;
}

/* A number with no unit behind it: is the next word a unit unknown here, or already the name? */
static enum rc refuse_no_unit(struct reader *r, const struct part *p, size_t at, const struct words_amount *a)
{
  words_refuse(r->text, a->from, r->e, "%.*s of what? A unit was expected here.", SPAN_FMT(words_shown(a->number)));
  if (number_before_scale(r, p, at, a))
    return RC_DATA;
  if (times_amount(r, p, at, a))
    return RC_DATA;
  /* Which unit was meant is not known: none is put to their number. */
  err_fix(r->e, "Units are g, mg, ml, capsule, tablet, tsp, cup, drop, min and others, as in \"3 g red bali\" or "
                "\"400 mg ibuprofen\".");
  if (words_dated_words(p->live + at, p->n - at))
    words_hint_date(r);
  return RC_DATA;
}

static enum rc refuse_amount(struct reader *r, const struct part *p, size_t at, const char *sentence)
{
  words_refuse(r->text, p->live[at].from, r->e, "%s", sentence);
  err_fix(r->e, "Write \"2.5g red bali\".");
  return RC_DATA;
}

/* "3/4" as "0.75", when that is exact. */
static bool fraction(struct span s, char out[NUMBER_TEXT_MAX + 1])
{
  size_t slash = span_find(s, '/');
  double above, below;

  if (slash >= s.n || words_number(span_part(s, 0, slash), &above) != NUMBER_YES ||
      words_number(span_from(s, slash + 1), &below) != NUMBER_YES)
    return false;
  if (above <= 0 || above > 100 || !(below == 2 || below == 4 || below == 5 || below == 10))
    return false;
  out[number_text(above / below, out)] = '\0';
  return true;
}

/* "2x", "1/2", "1.5.2g", "5-6": begins with a digit and is no amount. */
static enum rc refuse_bad(struct reader *r, const struct part *p, size_t at, const struct words_amount *a)
{
  const struct token *t = p->live + at;
  struct span rest = span_from(t->fold, a->number.n);
  char exact[NUMBER_TEXT_MAX + 1];

  words_refuse(r->text, t->from, r->e, "\"%.*s\" was not understood as an amount.", SPAN_FMT(words_shown(t->raw)));
  if (words_dated_words(p->live + at, p->n - at))
    words_hint_date(r);
  else if (fraction(t->fold, exact))
    words_fix(r, p, t->from, t->to, exact, "Fractions are written with a point:");
  else if (span_is(rest, "m") && at + 1 < p->n)
    words_fix(r, p, t->from + a->number.n, t->to, " min", "Write");
  else
    err_fix(r->e, "An amount is a number and a unit, as in \"2.5g red bali\" or \"2 capsules red bali\".");
  return RC_DATA;
}

bool words_name_of_digits(const struct reader *r, const struct part *p, size_t at)
{
  char text[WORDS_PHRASE_MAX];
  size_t which;

  if (words_product_at(&r->names, p->live + at, &which) > 0)
    return true;
  for (size_t k = 3; k > 0; k--) {
    struct span phrase = words_phrase(p->live + at, k, text);

    if (phrase.n > 0 && (fact_ingredient_by_name(phrase) != NULL || fact_concentrate_in(phrase) != NULL))
      return true;
  }
  return false;
}

static enum rc check_amount(struct reader *r, const struct part *p, size_t at, const struct words_amount *a)
{
  if (a->value < 0)
    return refuse_amount(r, p, at, "An amount cannot be less than nothing.");
  if (a->value == 0)
    return refuse_amount(r, p, at,
                         "Nothing taken needs no entry: a day with any entry and no dose counts as none taken.");
  if (a->value > AMOUNT_MAX)
    return refuse_amount(r, p, at, "That is more than one dose can be.");
  return RC_OK;
}

/* Amount and unit in front. Leaves at->name behind them. */
static enum rc take_amount(struct reader *r, const struct part *p, struct dose *d)
{
  size_t at = d->took ? 1 : 0;

  d->name = at;
  switch (words_amount(p->live + at, &d->amount)) {
  case AMOUNT_NO:
    return RC_OK;
  case AMOUNT_BAD:
    return words_name_of_digits(r, p, at) ? RC_OK : refuse_bad(r, p, at, &d->amount);
  case AMOUNT_NO_UNIT:
    return refuse_no_unit(r, p, at, &d->amount);
  case AMOUNT_TWO_WAYS:
    return words_two_readings(r, p, p->live + at, d->amount.number);
  case AMOUNT_YES:
    break;
  }
  d->has_amount = true;
  d->amount_at = at;
  d->name = at + d->amount.used;
  if (words_token_is(p->live + d->name, "of"))
    d->name++;
  return check_amount(r, p, at, &d->amount);
}

/* --- what is said behind the name --------------------------------------------------------------------------------- */

static bool known_word(const struct part *p, size_t at)
{
  return at >= p->known_at && at < p->known_at + p->known_n;
}

static size_t tail_at(const struct part *p, size_t at)
{
  static const char *const lead[] = {"with", "after", "before", "for", NULL};

  for (; at < p->n; at++) {
    const struct token *t = p->live + at;

    if (known_word(p, at))
      continue;
    if (words_token_in(t, lead))
      break;
    if (words_token_is(t, "on") && words_token_is(t + 1, "an") && words_token_is(t + 2, "empty") &&
        words_token_is(t + 3, "stomach"))
      break;
  }
  return at;
}

/* "with" at the end: of a rating that follows ("for pain 6") it may be left out, else something is missing. */
static enum rc check_tail(struct reader *r, const struct part *p, struct dose *d)
{
  static const char *const loose[] = {"with", "for", NULL};
  const struct token *t = p->live + d->tail;

  if (d->tail == p->n)
    return RC_OK;
  for (size_t k = d->tail; k < p->n; k++)
    if (words_token_is(p->live + k, "ago") || words_token_is(p->live + k, "tomorrow"))
      return words_not_understood(r, p, k);
  if (words_token_is(p->live + p->n - 1, "and") || p->live[p->n - 1].kind == TOKEN_PLUS)
    return words_not_understood(r, p, p->n - 1);
  if (d->tail + 1 < p->n)
    return RC_OK;
  if (p->how == END_NOTHING && words_token_in(t, loose)) {
    d->tail = p->n; /* its words end there; nothing to note */
    return RC_OK;
  }
  words_refuse(r->text, t->from, r->e, "\"%.*s\" what? %s", SPAN_FMT(words_shown(t->raw)),
               (p->said.has & SAID_CLOCK) ? "A clock time here would be when it was taken." : "Something is missing.");
  words_fix(r, p, t->from, t->to, "", "Write");
  return RC_DATA;
}

static void take_offer(const struct part *p, const struct dose *d, struct words_entry *out)
{
  struct span key;
  size_t at = d->tail;

  while (at < p->n && !words_token_is(p->live + at, "for"))
    at++;
  for (; at < p->n; at++) {
    if (words_effect_at(p->live + at, &key) > 0) {
      out->offer = key;
      return;
    }
  }
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

/* "took red bali 2.5g", "ibuprofen 400 mg": the amount behind a name that is known, or behind "took". */
static bool amount_behind(const struct reader *r, const struct part *p, struct dose *d)
{
  struct words_amount a = {0};
  char text[WORDS_PHRASE_MAX];
  size_t which[2], k = d->name + 1;
  struct span name;

  while (k < d->tail && words_amount(p->live + k, &a) != AMOUNT_YES)
    k++;
  if (k >= d->tail || k + a.used != d->tail)
    return false;
  name = words_phrase(p->live + d->name, k - d->name, text);
  if (name.n == 0)
    return false;
  if (!d->took && fact_ingredient_by_name(name) == NULL) {
    enum product_match match = words_product_match(&r->names, name, which, r->a);

    if (match == MATCH_NEW || match == MATCH_NO_MEMORY)
      return false;
  }
  d->has_amount = true;
  d->amount = a;
  d->amount_at = k;
  d->name_end = k;
  return true;
}

static enum rc refuse_no_name(struct reader *r, const struct part *p, const struct dose *d)
{
  const struct token *last = p->live + (d->name > 0 ? d->name - 1 : 0);
  char with[160];
  struct span name = r->c->product_n > 0 ? r->c->product[0] : SPAN("red bali");

  if (d->took && !d->has_amount)
    words_refuse(r->text, p->live->from, r->e, "\"took\" wants what was taken behind it.");
  else
    words_refuse(
        r->text, p->live[d->amount_at].from, r->e, "\"%.*s\" of what? The name is missing.",
        SPAN_FMT(words_shown(span_part(r->text, p->live[d->amount_at].from, last->to - p->live[d->amount_at].from))));
  snprintf(with, sizeof with, " %.*s", SPAN_FMT(utf8_cut(name, 120)));
  words_fix(r, p, last->to, last->to, with, "Write for example");
  return RC_DATA;
}

static enum rc fill(struct reader *r, const struct part *p, const struct dose *d, struct words_entry *out)
{
  out->entry.kind = KIND_DOSE;
  if (d->has_amount) {
    out->entry.value = d->amount.value;
    out->entry.unit = product_unit_of_name(span_of(d->amount.unit->key), out->typed);
  }
  if (d->tail < p->n) {
    out->entry.note = words_join(p->live + d->tail, p->n - d->tail, r->a);
    if (out->entry.note.p == NULL)
      return err_set(r->e, RC_NO_MEMORY, "There is not enough memory to read these words.");
  }
  take_offer(p, d, out);
  return RC_OK;
}

enum rc words_dose(struct reader *r, const struct part *p, struct words_entry *out)
{
  struct dose d = {.took = words_token_is(p->live, "took")};
  enum rc rc = take_amount(r, p, &d);

  if (rc != RC_OK)
    return rc;
  d.tail = tail_at(p, d.name);
  d.name_end = d.tail;
  if (!d.has_amount) {
    bool behind = amount_behind(r, p, &d);

    if (!behind && !d.took)
      return words_not_understood(r, p, 0);
    if (behind)
      rc = check_amount(r, p, d.amount_at, &d.amount);
  }
  if (rc != RC_OK)
    return rc;
  if (d.name >= d.name_end)
    return refuse_no_name(r, p, &d);
  /* Name first, as what is wrong there stands before the rest. */
  rc = words_name(r, p, d.name, d.name_end - d.name, d.has_amount && d.amount_at < d.name ? d.amount.unit : NULL, out);
  if (rc == RC_OK)
    rc = check_tail(r, p, &d);
  return rc == RC_OK ? fill(r, p, &d, out) : rc;
}
