#include "words/names.h"

#include "base/utf8.h"
#include "facts/facts.h"

#include <string.h>

enum { NAME_WORDS_MAX = 6, LETTERS_FOR_ONE = 6, LETTERS_FOR_TWO = 9, NEAR_WORD_LETTERS = 4 };

static struct span folded(struct span s, struct arena *a)
{
  struct buf b = {0};
  struct span out;

  utf8_fold(s, &b);
  out = b.failed ? (struct span){NULL, 0} : arena_copy(a, span_trim(buf_span(&b)));
  buf_done(&b);
  return out;
}

static size_t count_words(struct span s)
{
  size_t n = 1;

  for (size_t i = 0; i < s.n; i++)
    n += s.p[i] == ' ';
  return n;
}

enum rc words_names_init(struct words_names *names, const struct words_context *c, struct arena *a, struct err *e)
{
  bool ok;

  *names = (struct words_names){.c = c};
  names->product = arena_array(a, c->product_n + 1, sizeof *names->product);
  names->scale = arena_array(a, c->scale_n + 1, sizeof *names->scale);
  ok = names->product != NULL && names->scale != NULL;
  for (size_t i = 0; ok && i < c->product_n; i++) {
    names->product[i] = folded(c->product[i], a);
    ok = names->product[i].p != NULL;
  }
  for (size_t i = 0; ok && i < c->scale_n; i++) {
    names->scale[i] = folded(c->scale[i].name, a);
    ok = names->scale[i].p != NULL;
    if (ok && count_words(names->scale[i]) > names->scale_words)
      names->scale_words = count_words(names->scale[i]);
  }
  return ok ? RC_OK : err_set(e, RC_NO_MEMORY, "There is not enough memory to read these words.");
}

/* --- scales ------------------------------------------------------------------------------------------------------- */

static bool own_scale(const struct words_names *names, struct span phrase, struct named_scale *out)
{
  for (size_t i = 0; i < names->c->scale_n; i++) {
    if (span_eq(names->scale[i], phrase)) {
      const struct words_scale *s = &names->c->scale[i];

      *out = (struct named_scale){.name = s->name, .lo = s->lo, .hi = s->hi};
      return true;
    }
  }
  return false;
}

static bool built_in_scale(struct span phrase, struct named_scale *out)
{
  const struct fact_scale *f = fact_scale_by_name(phrase);

  if (f == NULL)
    return false;
  *out = (struct named_scale){
      .name = span_of(f->key),
      .lo = f->lo,
      .hi = f->hi,
      .sleep = strcmp(f->unit, "h") == 0,
      .worse = strcmp(f->key, "worse_soon") == 0,
  };
  out->sleep_bare =
      out->sleep && !span_is(phrase, "slept") && !span_starts(phrase, "hours") && !span_is(phrase, "sleep hours");
  return true;
}

size_t words_scale_at(const struct words_names *names, const struct token *t, struct named_scale *out)
{
  char text[WORDS_PHRASE_MAX];
  size_t most = names->scale_words > NAME_WORDS_MAX ? names->scale_words : NAME_WORDS_MAX;

  for (size_t k = 0; k < most; k++) /* not more words than there are */
    if (t[k].kind != TOKEN_WORD)
      most = k;
  for (size_t k = most; k > 0; k--) {
    struct span phrase = words_phrase(t, k, text);

    if (phrase.n > 0 && (own_scale(names, phrase, out) || built_in_scale(phrase, out)))
      return k;
  }
  return 0;
}

static int letters(struct span s)
{
  int n = 0;

  for (size_t at = 0; at < s.n;) {
    uint32_t c = utf8_next(s, &at);

    n += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
  }
  return n;
}

const char *words_scale_near(struct span word)
{
  if (letters(word) < NEAR_WORD_LETTERS)
    return NULL;
  for (size_t i = 0; i < fact_scale_n; i++)
    if (utf8_distance(word, span_of(fact_scale[i].key), 1) == 1)
      return fact_scale[i].key;
  return NULL;
}

/* --- side effects ------------------------------------------------------------------------------------------------- */

size_t words_effect_at(const struct token *t, struct span *key)
{
  char text[WORDS_PHRASE_MAX];

  for (size_t k = NAME_WORDS_MAX; k > 0; k--) {
    struct span phrase = words_phrase(t, k, text);
    const struct fact_side_effect *f = phrase.n > 0 ? fact_side_effect_by_name(phrase) : NULL;

    if (f != NULL) {
      *key = span_of(f->key);
      return k;
    }
  }
  return 0;
}

bool words_effect_is_scale(const struct token *t, size_t n)
{
  return fact_scale_by_name(t[n - 1].fold) != NULL;
}

const char *words_effect_near(struct span phrase)
{
  int limit = letters(phrase) >= LETTERS_FOR_TWO ? 2 : 1;

  if (letters(phrase) < NEAR_WORD_LETTERS)
    return NULL;
  for (size_t i = 0; i < fact_side_effect_n; i++)
    for (const char *const *name = fact_side_effect[i].names; *name != NULL; name++)
      if (utf8_distance(phrase, span_of(*name), limit) <= limit)
        return *name;
  return NULL;
}

int words_severity(const struct token *t)
{
  static const char *const word[] = {"mild", "moderate", "severe"};

  for (int i = 0; i < 3; i++)
    if (words_token_is(t, word[i]))
      return i + 1;
  return 0;
}

/* --- products ----------------------------------------------------------------------------------------------------- */

/* Are the first words of t exactly this name? Words taken. */
static size_t name_at(const struct token *t, struct span name)
{
  size_t n = 0;

  while (name.n > 0) {
    struct span word = words_without_marks(span_cut(&name, ' '));

    if (t[n].kind != TOKEN_WORD && t[n].kind != TOKEN_PLUS)
      return 0;
    if (!span_eq(t[n].kind == TOKEN_PLUS ? t[n].raw : t[n].fold, word))
      return 0;
    n++;
  }
  return n;
}

size_t words_product_at(const struct words_names *names, const struct token *t, size_t *which)
{
  size_t best = 0;

  for (size_t i = 0; i < names->c->product_n; i++) {
    size_t n = name_at(t, names->product[i]);

    if (n > best) {
      best = n;
      *which = i;
    }
  }
  return best;
}

static bool digit(char c)
{
  return c >= '0' && c <= '9';
}

/* The digits of a and b, in order, are the same. */
static bool same_digits(struct span a, struct span b)
{
  size_t i = 0, j = 0;

  for (;;) {
    while (i < a.n && !digit(a.p[i]))
      i++;
    while (j < b.n && !digit(b.p[j]))
      j++;
    if (i == a.n || j == b.n)
      return i == a.n && j == b.n;
    if (a.p[i++] != b.p[j++])
      return false;
  }
}

/* The next word of one letter, cut off the front of *rest; empty: none. */
static struct span next_letter(struct span *rest)
{
  while (rest->n > 0) {
    struct span word = span_cut(rest, ' ');

    if (word.n > 0 && utf8_count(word) == 1)
      return word;
  }
  return (struct span){NULL, 0};
}

static bool same_letter_words(struct span a, struct span b)
{
  for (;;) {
    struct span x = next_letter(&a), y = next_letter(&b);

    if (!span_eq(x, y))
      return false;
    if (x.n == 0)
      return true;
  }
}

static bool in_tables(struct span name)
{
  if (fact_ingredient_by_name(name) != NULL)
    return true;
  for (size_t i = 0; i < fact_strain_n; i++)
    if (span_is(name, fact_strain[i].word))
      return true;
  return false;
}

enum product_match words_product_match(const struct words_names *names, struct span typed, size_t which[2],
                                       struct arena *a)
{
  struct span name = folded(typed, a);
  int limit = letters(name) >= LETTERS_FOR_TWO ? 2 : 1;
  size_t found = 0;

  if (name.p == NULL)
    return MATCH_NO_MEMORY;
  for (size_t i = 0; i < names->c->product_n; i++) {
    if (span_eq(names->product[i], name)) {
      which[0] = i;
      return MATCH_KNOWN;
    }
  }
  if (letters(name) < LETTERS_FOR_ONE || in_tables(name))
    return MATCH_NEW;
  for (size_t i = 0; i < names->c->product_n; i++) {
    struct span other = names->product[i];

    if (utf8_distance(name, other, limit) > limit || !same_digits(name, other) || !same_letter_words(name, other))
      continue;
    if (found < 2)
      which[found] = i;
    found++;
  }
  return found == 0 ? MATCH_NEW : found == 1 ? MATCH_NEAR : MATCH_TWO;
}
