/* The name of a dose: a product of the journal, or a new one that is a name and not a slip. */
#include "words/sentence.h"

#include "base/number.h"
#include "base/utf8.h"

#include <stdio.h>

/* Words that a person writes between two thoughts, and no product has. */
static const char *const between[] = {
  "at",    "on",      "since", "until", "till", "because", "when",  "while", "then", "but",   "ago",     "tomorrow",
  "again", "later",   "earlier", "was", "felt", "feel", "feeling",  "still", "note", "side",  "took",    "slept",
  "started", "stopped", NULL};
/* Words before a name that are not part of it. */
static const char *const before[] = {"of",   "a",       "an",    "the",  "some", "my",
                                     "more", "another", "about", "half", "two",  "three", NULL};
static const char *const nothing[] = {"nothing", "none", "no", "not", "never", NULL};
static const char *const parts[] = {"morning", "noon",  "afternoon", "evening", "night",
                                    "midnight", "bedtime", "lunchtime", NULL};

static enum rc refuse(struct reader *r, const struct part *p, size_t at, const char *why)
{
  words_refuse(r->text, p->live[at].from, r->e, "\"%.*s\" was not understood%s.",
               SPAN_FMT(words_shown(p->live[at].raw)), why);
  return RC_DATA;
}

/* The same without the words from..to of p->live. */
static void without(struct reader *r, const struct part *p, size_t from, size_t to, const char *lead)
{
  words_fix(r, p, p->live[from].from, p->live[to - 1].to, "", lead);
}

static enum rc check_front(struct reader *r, const struct part *p, size_t at, size_t n)
{
  size_t skip = 0;
  double v;

  if (words_token_in(p->live + at, nothing)) {
    refuse(r, p, at, " as something taken");
    err_fix(r->e, "Nothing taken needs no entry: a day with any entry and no dose counts as none taken.");
    return RC_DATA;
  }
  while (skip < n && words_token_in(p->live + at + skip, before))
    skip++;
  if (skip == 0 && n > 1 && words_number_token(p->live + at, &v) == NUMBER_YES && !words_name_of_digits(r, p, at))
    skip = 1; /* "2.5 g 9 red bali" */
  if (skip == 0)
    return RC_OK;
  refuse(r, p, at, " in front of a name");
  if (words_hint_number(r, p, at))
    return RC_DATA;
  if (skip < n)
    without(r, p, at, at + skip, "Write only the name:");
  else
    err_fix(r->e, "Write \"took red bali\".");
  return RC_DATA;
}

/* "8:15:30", "4/5/2026", "4.5.2026": times and dates that are not of the grammar. */
static bool like_time(struct span s)
{
  size_t numbers = 0, digits = 0, colons = 0;

  for (size_t i = 0; i <= s.n; i++) {
    bool digit = i < s.n && s.p[i] >= '0' && s.p[i] <= '9';

    digits += digit;
    if (digit)
      continue;
    numbers += digits > 0;
    if (i < s.n && s.p[i] != '/' && s.p[i] != '.' && s.p[i] != ':' && s.p[i] != '-')
      return false;
    colons += i < s.n && s.p[i] == ':' && i + 2 < s.n;
    digits = 0;
  }
  return numbers >= 3 || (numbers == 2 && colons == 1);
}

/* "x2", or "2x" at the end: how many times. "50x extract" is a name. */
static bool like_times(struct span s, bool last)
{
  bool front = s.n > 1 && (s.p[0] == 'x' || s.p[0] == '*');

  if (last && (span_is(s, "2x") || span_is(s, "3x")))
    return true;
  return front && words_number_front(span_from(s, 1)) == s.n - 1;
}

/* "4 may", "may 4" */
static bool like_date(const struct token *t, size_t k, size_t n)
{
  static const char *const month[] = {"january", "february",  "march",   "april",    "may",      "june", "july",
                                      "august",  "september", "october", "november", "december", "jan",  "feb",
                                      "mar",     "apr",       "jun",     "jul",      "aug",      "sep",  "sept",
                                      "oct",     "nov",       "dec",     NULL};

  return words_token_in(t + k, month) &&
         ((k > 0 && words_starts_number(t + k - 1)) || (k + 1 < n && words_starts_number(t + k + 1)));
}

static bool duration(struct span s)
{
  size_t front = words_number_front(s);
  struct span unit = span_from(s, front);

  return front > 0 && (span_is(unit, "m") || span_is(unit, "min") || span_is(unit, "h"));
}

/* "1 h 30 min walking": in minutes. */
static bool add_minutes(struct reader *r, const struct part *p, size_t at, size_t k, const struct words_amount *more)
{
  struct words_amount first = {0};
  char with[64], v[NUMBER_TEXT_MAX];
  size_t n;

  if (k != at || more->unit->dimension != DIM_TIME || words_amount(p->live, &first) != AMOUNT_YES ||
      first.unit->dimension != DIM_TIME)
    return false;
  n = number_text(first.value * first.unit->to_base + more->value * more->unit->to_base, v);
  snprintf(with, sizeof with, "%.*s min", (int)n, v);
  words_fix(r, p, p->live->from, p->live[k + more->used - 1].to, with, "Write one amount, as in");
  return true;
}

/* Another amount: of the next dose, how long ago, or the strength of a tablet. */
static enum rc check_amounts(struct reader *r, const struct part *p, size_t at, size_t n, const struct fact_unit *unit)
{
  struct words_amount a = {0};

  for (size_t k = at; k < at + n; k++) {
    const struct token *t = p->live + k;
    enum amount_read read = words_amount(t, &a);
    bool last = k + (read == AMOUNT_YES ? a.used : 1) == at + n;
    bool mass = read == AMOUNT_YES && a.unit->dimension != DIM_COUNT && a.unit->dimension != DIM_TIME;

    if (unit != NULL && unit->dimension == DIM_COUNT && mass && last && k > at)
      return RC_OK; /* 2 tablets ibuprofen 400 mg */
    if (last && (duration(t->fold) || (read == AMOUNT_YES && a.unit->dimension == DIM_TIME))) {
      refuse(r, p, k, " in a name");
      words_fix(r, p, p->live[at + n - 1].to, p->live[at + n - 1].to, " ago", "If it is how long ago, write");
      return RC_DATA;
    }
    if (read != AMOUNT_YES && read != AMOUNT_TWO_WAYS)
      continue;
    words_refuse(r->text, t->from, r->e, "\"%.*s\" is a second amount in one entry.", SPAN_FMT(words_shown(t->raw)));
    if (k > at && !last)
      words_fix(r, p, p->live[k - 1].to, t->from, ", ", "Two doses want a comma and a blank between them:");
    else if (!add_minutes(r, p, at, k, &a))
      err_fix(r->e, "Write one amount, as in \"2.5g red bali\", or two entries, as in "
                    "\"2.5g red bali, 400 mg ibuprofen\".");
    return RC_DATA;
  }
  return RC_OK;
}

static enum rc check_words(struct reader *r, const struct part *p, size_t at, size_t n)
{
  for (size_t k = at; k < at + n; k++) {
    const struct token *t = p->live + k;
    int weekday;

    if (words_token_in(t, between) || words_weekday(t, false, &weekday) || like_time(t->fold) ||
        like_times(t->fold, k + 1 == at + n) || like_date(p->live + at, k - at, n) ||
        (words_token_is(t, "last") && k + 1 < at + n && words_token_is(t + 1, "week")))
      return words_not_understood(r, p, k);
    if (span_find(t->raw, ',') < t->raw.n) {
      refuse(r, p, k, " in a name");
      words_fix(r, p, t->from + span_find(t->raw, ','), t->from + span_find(t->raw, ',') + 1, ", ",
                "Two entries want a comma and a blank between them:");
      return RC_DATA;
    }
  }
  return RC_OK;
}

/* What stands last: a time of day, a side effect or a scale without its number. */
static enum rc check_last(struct reader *r, const struct part *p, size_t at, size_t n)
{
  const struct token *last = p->live + at + n - 1;
  struct named_scale scale;
  struct span key;
  char text[WORDS_PHRASE_MAX];

  if (words_token_is(last, "and") || last->kind == TOKEN_PLUS)
    return words_not_understood(r, p, at + n - 1);
  if (words_token_in(last, parts)) {
    static const char *const lead[] = {"in", "the", "at", "every", "early", "late", "during", NULL};

    while (n > 2 && words_token_in(p->live + at + n - 2, lead))
      n--;
    return words_not_understood(r, p, at + n - 1);
  }
  if (p->live[at].kind == TOKEN_PLUS || words_token_is(p->live + at, "and"))
    return words_not_understood(r, p, at);
  for (size_t k = at + 1; k < at + n; k++)
    if (words_effect_at(p->live + k, &key) == at + n - k)
      return words_not_understood(r, p, k);
  for (size_t k = at + 1; k < at + n; k++) {
    struct span stem = words_phrase(p->live + at, k - at, text);
    size_t which;

    if (words_scale_at(&r->names, p->live + k, &scale) != at + n - k || stem.n == 0)
      continue;
    if (words_product_at(&r->names, p->live + at, &which) != k - at && fact_strain_in(stem) == NULL &&
        fact_ingredient_by_name(stem) == NULL)
      continue;
    refuse(r, p, k, ": it wants its number");
    words_fix(r, p, p->live[k - 1].to, p->live[at + n - 1].to, "", "Write");
    return RC_DATA;
  }
  return RC_OK;
}

static enum rc check_new(struct reader *r, const struct part *p, size_t at, size_t n, const struct fact_unit *unit)
{
  enum rc rc = check_front(r, p, at, n);

  if (rc == RC_OK)
    rc = check_amounts(r, p, at, n, unit);
  if (rc == RC_OK)
    rc = check_words(r, p, at, n);
  if (rc == RC_OK)
    rc = check_last(r, p, at, n);
  return rc;
}

static enum rc refuse_two(struct reader *r, const struct part *p, size_t at, size_t n, const size_t which[2])
{
  char name[2][100];

  for (int i = 0; i < 2; i++)
    snprintf(name[i], sizeof name[i], "%.*s", SPAN_FMT(utf8_cut(r->c->product[which[i]], 90)));
  words_refuse(r->text, p->live[at].from, r->e, "\"%.*s\" could be \"%s\" or \"%s\".",
               SPAN_FMT(words_shown(span_part(r->text, p->live[at].from, p->live[at + n - 1].to - p->live[at].from))),
               name[0], name[1]);
  words_fix(r, p, p->live[at].from, p->live[at + n - 1].to, name[0], "Write");
  words_fix_more(r, p, p->live[at].from, p->live[at + n - 1].to, name[1], "or");
  return RC_DATA;
}

enum rc words_name(struct reader *r, const struct part *p, size_t at, size_t n, const struct fact_unit *unit,
                   struct words_entry *out)
{
  struct span name = words_join(p->live + at, n, r->a);
  size_t which[2] = {0};
  enum rc rc = RC_OK;

  if (name.p == NULL)
    return err_set(r->e, RC_NO_MEMORY, "There is not enough memory to read these words.");
  out->typed = out->entry.what = name;
  switch (words_product_match(&r->names, name, which, r->a)) {
  case MATCH_TWO:
    return refuse_two(r, p, at, n, which);
  case MATCH_NO_MEMORY:
    return err_set(r->e, RC_NO_MEMORY, "There is not enough memory to read these words.");
  case MATCH_KNOWN:
    out->name = WORDS_NAME_KNOWN;
    out->entry.what = r->c->product[which[0]];
    break;
  case MATCH_NEAR:
    out->name = WORDS_NAME_NEAR;
    out->entry.what = r->c->product[which[0]];
    break;
  case MATCH_NEW:
    out->name = WORDS_NAME_NEW;
    rc = check_new(r, p, at, n, unit);
    if (rc == RC_OK)
      rc = words_plain_name(r, p, at, n, &out->entry.what);
    break;
  }
  return rc;
}
