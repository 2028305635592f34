#include "source/product.h"

#include "base/utf8.h"
#include "facts/facts.h"

#include <math.h>
#include <string.h>

enum { FOLDED_LOCAL_MAX = 200, WORDS_MAX = 16 };

/* A folded text; short plain ones need no memory, because a conversion of ten years folds one for every dose. */
struct folded {
  char local[FOLDED_LOCAL_MAX];
  struct buf big;
  struct span s;
};

static bool white(char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool plain(struct span text)
{
  for (size_t i = 0; i < text.n; i++)
    if ((unsigned char)text.p[i] >= 0x80)
      return false;
  return text.n <= FOLDED_LOCAL_MAX;
}

/* When memory is short the text is empty: then a name says nothing. */
static void folded_init(struct folded *f, struct span text)
{
  f->big = (struct buf){0};
  f->s = (struct span){ f->local, 0 };
  if (!plain(text)) {
    utf8_fold(text, &f->big);
    f->s = span_trim(f->big.failed ? SPAN("") : buf_span(&f->big));
    return;
  }
  for (size_t i = 0; i < text.n; i++) {
    char c = text.p[i];

    if (!white(c))
      f->local[f->s.n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    else if (f->s.n > 0 && f->local[f->s.n - 1] != ' ')
      f->local[f->s.n++] = ' ';
  }
  f->s = span_trim(f->s);
}

static void folded_done(struct folded *f)
{
  buf_done(&f->big);
}

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
  return (c >= 'a' && c <= 'z') || is_digit(c) || (unsigned char)c >= 0x80;
}

static bool joint(char c)
{
  return c == ' ' || c == '-' || c == '_';
}

static bool word_starts(struct span text, size_t at)
{
  return is_word(text.p[at]) && (at == 0 || !is_word(text.p[at - 1]));
}

/* Bytes of text that the phrase takes at `at`, 0 when it does not stand there. A blank of the phrase is any run of
 * blanks, hyphens and underscores. It ends where a word ends, unless `open`. */
static size_t phrase_at(struct span text, size_t at, const char *phrase, bool open)
{
  size_t i = at;

  for (const char *p = phrase; *p; p++) {
    if (i == text.n || (*p == ' ' ? !joint(text.p[i]) : *p != text.p[i]))
      return 0;
    i++;
    while (*p == ' ' && i < text.n && joint(text.p[i]))
      i++;
  }
  if (!open && i < text.n && i > at && is_word(text.p[i - 1]) && is_word(text.p[i]))
    return 0;
  return i - at;
}

/* Chemical names go on ("7-hydroxymitragynine") and brands stick to them ("7ohtabs"), so what begins with the 7 is open
 * at its end; a word such as "pseudoindoxyl" is whole. */
static bool concentrate_at(struct span text, size_t at)
{
  for (size_t k = 0; k < fact_concentrate_n; k++)
    if (phrase_at(text, at, fact_concentrate[k].word, fact_concentrate[k].word[0] == '7') > 0)
      return true;
  return false;
}

/* A name of an ingredient of that class as whole words at `at`. */
static bool ingredient_at(struct span text, size_t at, const char *cls)
{
  for (size_t k = 0; k < fact_ingredient_n; k++) {
    if (!fact_ingredient_has_class(&fact_ingredient[k], cls))
      continue;
    for (const char *const *name = fact_ingredient[k].names; *name; name++)
      if (phrase_at(text, at, *name, false) > 0)
        return true;
  }
  return false;
}

static bool holds_concentrate(struct span text)
{
  for (size_t at = 0; at < text.n; at++)
    if (word_starts(text, at) && (concentrate_at(text, at) || ingredient_at(text, at, "kratom_concentrate")))
      return true;
  return fact_concentrate_in(text) != NULL;
}

static bool holds_text(struct span text, const char *part)
{
  size_t n = strlen(part);

  for (size_t at = 0; at + n <= text.n; at++)
    if (memcmp(text.p + at, part, n) == 0)
      return true;
  return false;
}

static bool holds_kratom(struct span text)
{
  if (holds_text(text, "kratom") || holds_text(text, "ketum") || holds_text(text, "mitragyn"))
    return true;
  return fact_strain_in(text) != NULL;
}

static bool holds_kratom_ingredient(struct span text)
{
  for (size_t at = 0; at < text.n; at++)
    if (word_starts(text, at) && ingredient_at(text, at, "kratom"))
      return true;
  return false;
}

/* How a medicine is put up, not what it is. */
static bool is_putting_up(struct span word)
{
  static const char *const known[] = {
    "er", "xr", "sr", "ir", "cr", "la", "dr", "ec", "mr", "retard", "forte", "extra", "strength", "extended", "delayed",
    "modified", "slow", "release", "rapid", "liqui", "oral", "gel", "cream", "ointment", "drops", "syrup",
    "suppository", "injection", "of", "x",
  };

  for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
    if (span_is(word, known[i]))
      return true;
  return false;
}

/* "400", "400mg", "10/325", "5%": how much of it, not what it is. "5-htp" is a name. */
static bool is_strength(struct span word)
{
  size_t i = 0;
  struct span rest;

  while (i < word.n && (is_digit(word.p[i]) || (i > 0 && strchr(".,/", word.p[i]) != NULL)))
    i++;
  rest = span_from(word, i);
  return i > 0 && (rest.n == 0 || span_is(rest, "%") || fact_unit_by_name(rest) != NULL);
}

static const struct fact_ingredient *ingredient_named(struct span text)
{
  const struct fact_ingredient *found = fact_ingredient_by_name(text);
  char left[FOLDED_LOCAL_MAX];
  struct span rest = text;
  size_t n = 0;

  if (found || text.n > sizeof(left))
    return found;
  while (rest.n > 0) {
    struct span word = span_cut(&rest, ' ');

    if (word.n == 0 || is_strength(word) || is_putting_up(word) || fact_unit_by_name(word) || fact_form_by_name(word))
      continue;
    if (n > 0)
      left[n++] = ' ';
    memcpy(left + n, word.p, word.n);
    n += word.n;
  }
  return n > 0 ? fact_ingredient_by_name((struct span){ left, n }) : NULL;
}

/* What says least about the content goes first: an extract in a tea is an extract, powder in a tea is a tea. */
static size_t form_rank(const struct fact_form *f, size_t length)
{
  return (f->needs_label ? 20000u : 0u) + (f->recovery.shape != SPREAD_FIXED ? 10000u : 0u) + length;
}

static const struct fact_form *form_in(struct span text)
{
  const struct fact_form *best = NULL;
  size_t best_rank = 0;

  for (size_t at = 0; at < text.n; at++) {
    if (!word_starts(text, at))
      continue;
    for (size_t k = 0; k < fact_form_n; k++) {
      for (const char *const *name = fact_form[k].names; *name; name++) {
        size_t length = **name == text.p[at] ? phrase_at(text, at, *name, false) : 0;

        if (length > 0 && form_rank(&fact_form[k], length) > best_rank) {
          best_rank = form_rank(&fact_form[k], length);
          best = &fact_form[k];
        }
      }
    }
  }
  return best;
}

static struct span form_key(const char *key)
{
  const struct fact_form *f = fact_form_by_key(span_of(key));

  return f ? span_of(f->key) : SPAN("");
}

/* No leaf figure may ever stand for a 7-OH product, whatever form its name holds. */
static struct span form_of_7oh(const struct fact_form *said)
{
  if (said == NULL || !said->needs_label)
    return form_key("product_7oh");
  return span_is(span_of(said->key), "tablet") ? form_key("tablet_7oh") : span_of(said->key);
}

struct product product_blank(void)
{
  const struct product_content none = { .mg = NAN, .per = SPAN("") };

  return (struct product){
    .name = SPAN(""),
    .class_ = PRODUCT_OTHER,
    .ingredient = SPAN(""),
    .form = SPAN(""),
    .label_mitragynine = none,
    .label_hydroxy = none,
    .certificate_mitragynine = none,
    .certificate_hydroxy = none,
    .unit_mass_g = NAN,
  };
}

static const char *const class_name[PRODUCT_CLASS_COUNT] = {
  [PRODUCT_KRATOM] = "kratom",
  [PRODUCT_7OH] = "kratom_7oh",
  [PRODUCT_MEDICINE] = "medicine",
  [PRODUCT_OTHER] = "other",
};

const char *product_class_name(enum product_class c)
{
  return (unsigned)c < PRODUCT_CLASS_COUNT ? class_name[c] : class_name[PRODUCT_OTHER];
}

bool product_class_parse(struct span s, enum product_class *out)
{
  s = span_trim(s);
  if (span_is_fold(s, "7-oh") || span_is_fold(s, "7oh")) {
    *out = PRODUCT_7OH;
    return true;
  }
  for (size_t i = 0; i < PRODUCT_CLASS_COUNT; i++) {
    if (span_is_fold(s, class_name[i])) {
      *out = (enum product_class)i;
      return true;
    }
  }
  return false;
}

static bool of_an_alkaloid(struct span unit)
{
  const struct fact_unit *u = fact_unit_by_key(unit);

  return u && (u->dimension == DIM_MITRAGYNINE || u->dimension == DIM_7OH);
}

void product_guess(struct span name, struct span unit, struct product *out)
{
  const struct fact_ingredient *medicine;
  struct folded f;

  *out = product_blank();
  out->name = name;
  folded_init(&f, name);
  if (holds_concentrate(f.s)) {
    out->class_ = PRODUCT_7OH;
    out->form = form_of_7oh(form_in(f.s));
  } else if (holds_kratom(f.s) || of_an_alkaloid(unit) || holds_kratom_ingredient(f.s)) {
    const struct fact_form *form = form_in(f.s);

    out->class_ = PRODUCT_KRATOM;
    out->form = form ? span_of(form->key) : SPAN("");
  } else if ((medicine = ingredient_named(f.s)) != NULL) {
    out->class_ = PRODUCT_MEDICINE;
    out->ingredient = span_of(medicine->name);
  }
  folded_done(&f);
}

struct span product_unit_of_name(struct span unit, struct span name)
{
  struct folded f;
  struct span text;
  struct span out = unit;

  if (!span_is(unit, "mg"))
    return unit;
  folded_init(&f, name);
  text = span_starts(f.s, "of ") ? span_from(f.s, 3) : f.s;
  if (text.n > 0 && (concentrate_at(text, 0) || ingredient_at(text, 0, "kratom_concentrate")))
    out = SPAN("mg_7oh");
  else if (phrase_at(text, 0, "mitragynine", false) > 0 || phrase_at(text, 0, "mitragynin", false) > 0)
    out = SPAN("mg_mitragynine");
  folded_done(&f);
  return out;
}

struct span product_form_word(struct span name)
{
  const struct fact_form *found;
  struct folded f;

  folded_init(&f, name);
  found = form_in(f.s);
  folded_done(&f);
  return found ? span_of(found->key) : SPAN("");
}
