/* Where an entry ends, and which of its words are its time. */
#include "words/sentence.h"

#include <math.h>

enum { NAME_WORDS = 5 };

/* The first token behind time words: a time has a day, a part of it and a clock time at most. */
static size_t skip_time(const struct reader *r, size_t k, size_t h)
{
  struct words_said said = {0};
  bool before = false;

  for (int parts = 0; parts < 3 && k < h; parts++) {
    size_t n = words_time_at(r->t, k, before, &r->clock, &said);

    if (n == 0)
      break;
    k += n;
    before = true;
  }
  return k;
}

static bool is_and(const struct token *t)
{
  return t->kind == TOKEN_PLUS || words_token_is(t, "and");
}

static bool time_here(const struct reader *r, size_t k, size_t h)
{
  return skip_time(r, k, h) > k;
}

size_t words_sleep_at(const struct words_names *names, const struct token *t, struct words_amount *amount)
{
  struct named_scale scale;
  enum amount_read read = words_amount(t, amount);
  size_t k = amount->used, n;

  if ((read != AMOUNT_YES && read != AMOUNT_TWO_WAYS) || amount->unit->dimension != DIM_TIME)
    return 0;
  if (words_token_is(t + k, "of"))
    k++;
  n = words_scale_at(names, t + k, &scale);
  return n > 0 && scale.sleep ? k + n : 0;
}

/* Severity behind a side effect: a word, or 1 to 3. */
static bool severity_here(const struct token *t)
{
  double v;

  if (words_severity(t) > 0)
    return true;
  return words_number_token(t, &v) == NUMBER_YES && v >= 1 && v <= 3 && v == floor(v);
}

static bool worse_here(const struct token *t)
{
  return words_token_is(t, "not") && words_token_is(t + 1, "worse") && words_token_is(t + 2, "soon");
}

/* A scale with its number, a side effect with its own, either order. */
static bool begins_by_word(const struct reader *r, size_t k, size_t h)
{
  struct named_scale scale;
  struct span key;
  size_t n = words_scale_at(&r->names, r->t + k, &scale), next;

  if (n > 0 && scale.worse)
    return true;
  if (n > 0) {
    next = skip_time(r, k + n, h);
    if (next < h && words_starts_number(r->t + next))
      return true;
  }
  if (worse_here(r->t + k))
    return true;
  n = words_effect_at(r->t + k, &key);
  if (n > 0) {
    next = skip_time(r, k + n, h);
    if (next < h &&
        (severity_here(r->t + next) || (words_effect_is_scale(r->t + k, n) && words_starts_number(r->t + next))))
      return true;
  }
  return words_severity(r->t + k) > 0 && words_effect_at(r->t + k + 1, &key) > 0;
}

/* The words before token k are all of an entry. */
static bool ends_here(const struct reader *r, size_t k, size_t h)
{
  return k >= h || is_and(r->t + k) || time_here(r, k, h) || begins_by_word(r, k, h);
}

/* "with food" and the like, behind an amount. */
static bool tail_here(const struct token *t)
{
  static const char *const lead[] = {"with", "after", "before", "for", "on", NULL};

  return words_token_in(t, lead);
}

bool words_begins(const struct reader *r, size_t k, size_t h)
{
  struct words_amount amount = {0};
  size_t n;

  if (begins_by_word(r, k, h))
    return true;
  n = words_sleep_at(&r->names, r->t + k, &amount);
  return n > 0 && ends_here(r, k + n, h);
}

/* "ibuprofen 400 mg": a name of the tables or the journal with its amount behind it, and nothing more. */
static bool name_amount_here(const struct reader *r, size_t k, size_t h)
{
  char text[WORDS_PHRASE_MAX];
  struct words_amount amount = {0};
  size_t which[2];

  for (size_t n = 1; n <= NAME_WORDS && k + n < h && r->t[k + n].kind == TOKEN_WORD; n++) {
    enum amount_read read = words_amount(r->t + k + n, &amount);
    struct span name;

    if (read != AMOUNT_YES && read != AMOUNT_TWO_WAYS)
      continue;
    name = words_phrase(r->t + k, n, text);
    if (name.n == 0 || !(ends_here(r, k + n + amount.used, h) || tail_here(r->t + k + n + amount.used)))
      return false;
    if (fact_ingredient_by_name(name) != NULL)
      return true;
    switch (words_product_match(&r->names, name, which, r->a)) {
    case MATCH_KNOWN:
    case MATCH_NEAR:
    case MATCH_TWO:
      return true;
    case MATCH_NEW:
    case MATCH_NO_MEMORY:
      return false;
    }
  }
  return false;
}

bool words_is_entry(const struct reader *r, size_t k, size_t h, bool in_for)
{
  static const char *const verbs[] = {"note", "side", "took", "started", "stopped", "taking", NULL};
  struct words_amount amount = {0};
  const struct token *t;
  struct span key;
  size_t n;

  k = skip_time(r, k, h);
  t = r->t + k;
  if (k >= h || t->kind != TOKEN_WORD)
    return false;
  if (words_token_in(t, verbs) || (words_token_is(t, "not") && words_token_is(t + 1, "tracked")))
    return t[1].kind == TOKEN_WORD;
  n = words_effect_at(t, &key);
  if (in_for && n > 0 && words_severity(t + n) == 0)
    return false; /* "for pain and nausea" */
  if (words_begins(r, k, h))
    return true;
  if (n > 0)
    return ends_here(r, k + n, h);
  switch (words_amount(t, &amount)) {
  case AMOUNT_YES:
  case AMOUNT_TWO_WAYS:
    return skip_time(r, k + amount.used, h) < h && t[amount.used].kind == TOKEN_WORD;
  case AMOUNT_NO:
  case AMOUNT_NO_UNIT:
  case AMOUNT_BAD:
    break;
  }
  return name_amount_here(r, k, h);
}

/* --- the words of one entry --------------------------------------------------------------------------------------- */

/* A dash or bar between the time and its entry. */
static bool loose_mark(const struct token *t)
{
  static const char *const marks[] = {"-", "--", "|", "/", NULL};

  return words_token_in(t, marks);
}

static void keep(struct part *p, const struct token *t, size_t n)
{
  for (size_t i = 0; i < n; i++)
    p->live[p->n++] = t[i];
}

/* An amount (or "took") with a product of the journal behind it, to the letter: its words are read as nothing else. */
static size_t keep_product(const struct reader *r, size_t k, struct part *p)
{
  struct words_amount amount = {0};
  size_t which, n, used;

  if (p->n > 1 || (p->n == 1 && !words_token_is(p->live, "took")))
    return 0;
  if (p->n == 0 && words_token_is(r->t + k, "took"))
    used = 1;
  else if (words_amount(r->t + k, &amount) == AMOUNT_YES)
    used = amount.used;
  else
    return 0;
  if (used == amount.used && words_token_is(r->t + k + used, "of"))
    used++;
  n = words_product_at(&r->names, r->t + k + used, &which);
  if (n == 0)
    return 0;
  p->known_at = p->n + used;
  p->known_n = n;
  keep(p, r->t + k, used + n);
  return used + n;
}

/* "nausea" with "mild" to come: the word belongs to it, not to what follows. */
static bool takes_severity(const struct part *p, const struct token *t)
{
  struct span key;

  return words_severity(t) > 0 && words_effect_at(p->live, &key) == p->n;
}

/* Does what stands at token k belong to the words before it, although it could begin an entry? "side nausea mild",
 * "mild nausea", "for nausea mild". Only a scale with its number leaves "for": "for pain 6" is a rating. */
static bool held(const struct reader *r, size_t k, const struct part *p)
{
  static const char *const side[] = {"effect", "effects", NULL};
  struct named_scale scale;

  if (words_token_is(p->live, "side") && (p->n == 1 || (p->n == 2 && words_token_in(p->live + 1, side))))
    return true;
  if (p->n == 1 && words_severity(p->live) > 0)
    return true;
  return words_token_is(p->live + p->n - 1, "for") && words_scale_at(&r->names, r->t + k, &scale) == 0;
}

/* Does another entry begin at token k? */
static bool next_begins(const struct reader *r, size_t k, size_t h, struct part *p, bool in_for)
{
  p->live[p->n] = (struct token){.kind = TOKEN_END, .from = r->t[k].from, .to = r->t[k].from};
  if (p->n == 0 || takes_severity(p, r->t + k))
    return false;
  if (is_and(r->t + k) && words_is_entry(r, k + 1, h, in_for)) {
    p->how = END_AND;
    return true;
  }
  if (!words_begins(r, k, h) || held(r, k, p))
    return false;
  p->how = END_NOTHING;
  return true;
}

/* At the front of an entry a name of several words is taken whole, whatever its inner words could begin. */
static size_t keep_front(const struct reader *r, size_t k, struct part *p)
{
  struct words_amount amount = {0};
  struct named_scale scale;
  struct span key;
  size_t n = 1, more;

  if (p->n > 1 || (p->n == 1 && words_severity(p->live) == 0))
    return 0;
  if (worse_here(r->t + k))
    n = 3;
  if ((more = words_scale_at(&r->names, r->t + k, &scale)) > n)
    n = more;
  if ((more = words_effect_at(r->t + k, &key)) > n)
    n = more;
  if ((more = words_sleep_at(&r->names, r->t + k, &amount)) > n)
    n = more;
  keep(p, r->t + k, n);
  return n;
}

static enum rc scan(struct reader *r, size_t i, size_t h, struct part *p)
{
  bool before = false, in_for = false;
  size_t k = i, n;

  *p = (struct part){.first = i, .end = h, .live = r->live, .how = END_MARK};
  while (k < h) {
    const struct token *t = r->t + k;

    if (p->n == 0 && (words_token_is(t, "note") || (words_token_is(t, "not") && words_token_is(t + 1, "tracked")))) {
      p->note = words_token_is(t, "note");
      p->not_tracked = !p->note;
      p->first_word = k;
      return RC_OK;
    }
    if (t->kind == TOKEN_TIGHT_COMMA) {
      p->end = h;
      words_refuse(r->text, t->from, r->e, "A comma between two entries wants a blank behind it.");
      words_fix(r, p, k > i ? t[-1].to : t->from, t->to, ", ", "Write");
      return RC_DATA;
    }
    n = words_time_at(r->t, k, before, &r->clock, &p->said);
    before = n > 0;
    if (n > 0) {
      if (p->n == 0)
        p->lead = p->said;
      k += n;
      continue;
    }
    if (p->n == 0 && p->said.has != 0 && loose_mark(t)) {
      k++;
      continue;
    }
    if (next_begins(r, k, h, p, in_for)) {
      p->end = k;
      break;
    }
    if (p->n == 0)
      p->first_word = k;
    in_for = in_for || (words_token_is(t, "for") && p->n > 0);
    if ((n = keep_product(r, k, p)) == 0 && (n = keep_front(r, k, p)) == 0) {
      keep(p, t, 1);
      n = 1;
    }
    k += n;
  }
  p->live[p->n] = (struct token){.kind = TOKEN_END, .from = r->t[p->end].from, .to = r->t[p->end].from};
  return RC_OK;
}

enum rc words_scan(struct reader *r, size_t i, size_t h, struct part *p)
{
  struct reader seen = *r;
  struct part again;
  size_t at;
  enum rc rc = scan(r, i, h, p);

  if (rc != RC_OK || p->said.has == 0 || p->n == 0)
    return rc;
  /* Words that meet only because a time stood between them must not say anything else: "at now 9", "severe 8:15
   * headache". */
  seen.t = p->live;
  seen.live = r->spare;
  rc = scan(&seen, 0, p->n, &again);
  if (rc != RC_OK || (again.said.has == 0 && again.end == p->n && again.n == p->n))
    return rc;
  at = again.said.has != 0 ? again.said.from : p->live[again.end].from;
  words_refuse(r->text, at, r->e, "With a time between them these words can be read two ways.");
  words_fix(r, p, at, r->t[p->end - 1].to, "", "Write the time in front or behind, as in");
  return RC_DATA;
}
