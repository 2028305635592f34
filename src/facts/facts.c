#include "facts/facts.h"
#include "facts/names.h"

#include <assert.h>
#include <string.h>

static struct span name_of(const struct fact_name *name)
{
  return (struct span){fact_name_text + name->at, name->n};
}

/* The first name that is not before `want`; n when all are. */
static size_t lower_bound(const struct fact_name *names, size_t n, struct span want)
{
  size_t lo = 0;

  while (lo < n) {
    size_t mid = lo + (n - lo) / 2;

    if (span_compare(name_of(&names[mid]), want) < 0)
      lo = mid + 1;
    else
      n = mid;
  }
  return lo;
}

/* The row of a name, or -1. */
static int row_of(const struct fact_name *names, size_t n, struct span want)
{
  size_t at = lower_bound(names, n, want);

  return at < n && span_eq(want, name_of(&names[at])) ? names[at].row : -1;
}

/* The place of a key in a table sorted by key, or -1. Every such table has its key as the first member. */
static int place_of(const void *rows, size_t n, size_t size, struct span key)
{
  size_t lo = 0, end = n;

  while (lo < end) {
    size_t mid = lo + (end - lo) / 2;
    const char *const *at = (const char *const *)((const char *)rows + mid * size);
    int order = span_compare(span_of(*at), key);

    if (order == 0)
      return (int)mid;
    if (order < 0)
      lo = mid + 1;
    else
      end = mid;
  }
  return -1;
}

#define BY_NAME(table, want) row_pointer(table, row_of(table##_name, table##_name_n, want))
#define BY_KEY(table, want) row_pointer(table, place_of(table, table##_n, sizeof(table[0]), want))
#define row_pointer(table, row) row_at(table, sizeof(table[0]), row)

static const void *row_at(const void *rows, size_t size, int row)
{
  return row < 0 ? NULL : (const char *)rows + (size_t)row * size;
}

const struct fact_citation *fact_citation_by_key(struct span key)
{
  return BY_KEY(fact_citation, key);
}

const struct fact_unit *fact_unit_by_key(struct span key)
{
  return BY_KEY(fact_unit, key);
}

const struct fact_unit *fact_unit_by_name(struct span folded)
{
  return BY_NAME(fact_unit, folded);
}

const struct fact_scale *fact_scale_by_key(struct span key)
{
  return BY_KEY(fact_scale, key);
}

const struct fact_scale *fact_scale_by_name(struct span folded)
{
  return BY_NAME(fact_scale, folded);
}

const struct fact_side_effect *fact_side_effect_by_name(struct span folded)
{
  return BY_NAME(fact_side_effect, folded);
}

const struct fact_form *fact_form_by_key(struct span key)
{
  return BY_KEY(fact_form, key);
}

const struct fact_form *fact_form_by_name(struct span folded_word)
{
  return BY_NAME(fact_form, folded_word);
}

const struct fact_ingredient *fact_ingredient_by_name(struct span folded)
{
  return BY_NAME(fact_ingredient, folded);
}

size_t fact_ingredient_all_by_name(struct span folded, const struct fact_ingredient **out, size_t max)
{
  size_t found = 0;

  for (size_t at = lower_bound(fact_ingredient_name, fact_ingredient_name_n, folded);
       at < fact_ingredient_name_n && span_eq(folded, name_of(&fact_ingredient_name[at])); at++, found++)
    if (found < max)
      out[found] = &fact_ingredient[fact_ingredient_name[at].row];
  return found;
}

static bool list_has(const char *const *list, struct span word)
{
  for (; *list; list++)
    if (span_is(word, *list))
      return true;
  return false;
}

bool fact_ingredient_has_class(const struct fact_ingredient *i, const char *cls)
{
  return list_has(i->classes, span_of(cls));
}

const struct fact_analyte *fact_analyte_by_name(struct span folded)
{
  return BY_NAME(fact_analyte, folded);
}

const struct fact_lab_unit *fact_lab_unit_for(const struct fact_analyte *a, struct span folded)
{
  for (size_t i = 0; i < fact_lab_unit_n; i++) {
    const struct fact_lab_unit *u = &fact_lab_unit[i];

    if (strcmp(u->to, a->unit) == 0 && (u->analyte[0] == '\0' || strcmp(u->analyte, a->key) == 0) &&
        list_has(u->names, folded))
      return u;
  }
  return NULL;
}

const struct fact_red_flag *fact_red_flag_by_key(struct span key)
{
  for (size_t i = 0; i < fact_red_flag_n; i++)
    if (span_is(key, fact_red_flag[i].key))
      return &fact_red_flag[i];
  return NULL;
}

const struct fact_country *fact_country_by_name(struct span folded)
{
  return BY_NAME(fact_country, folded);
}

const struct fact_crisis *fact_crisis_for(struct span country)
{
  struct span trimmed = span_trim(country);
  const struct fact_country *known;
  char small[48], big[3] = "";
  int row;

  if (trimmed.n > sizeof(small))
    trimmed.n = 0;
  for (size_t i = 0; i < trimmed.n; i++) {
    char c = trimmed.p[i];

    small[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    if (trimmed.n == 2)
      big[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
  }
  known = fact_country_by_name((struct span){small, trimmed.n});
  row = place_of(fact_crisis, fact_crisis_n, sizeof(fact_crisis[0]), span_of(known ? known->crisis : big));
  return &fact_crisis[row < 0 ? 0 : row]; /* the unknown country stands first */
}

static int constant_place(const char *key)
{
  return place_of(fact_constant, fact_constant_n, sizeof(fact_constant[0]), span_of(key));
}

double fact_value(const char *key)
{
  int place = constant_place(key);

  assert(place >= 0 && "a constant of facts/constants.csv");
  return fact_constant[place].value;
}

/* --- words and phrases in a name --------------------------------------------------------------------------------- */

enum { PHRASE_MAX = 64 };

static bool in_word(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* The next whole word, cut off the front of *rest; empty at the end. */
static struct span next_word(struct span *rest)
{
  struct span word;
  size_t n = 0;

  while (rest->n > 0 && !in_word(rest->p[0]))
    *rest = span_from(*rest, 1);
  while (n < rest->n && in_word(rest->p[n]))
    n++;
  word = span_part(*rest, 0, n);
  *rest = span_from(*rest, n);
  return word;
}

/* The row of the longest phrase that begins with the first word of `text`, or -1. */
static int phrase_at(const struct fact_name *names, size_t n, struct span text)
{
  char phrase[PHRASE_MAX];
  size_t used = 0;
  int row = -1;

  for (size_t words = 0; words < fact_phrase_words; words++) {
    struct span word = next_word(&text);
    int here;

    if (word.n == 0 || used + word.n + 1 > sizeof(phrase))
      break;
    if (used > 0)
      phrase[used++] = ' ';
    memcpy(phrase + used, word.p, word.n);
    used += word.n;
    here = row_of(names, n, (struct span){phrase, used});
    if (here >= 0)
      row = here;
  }
  return row;
}

static bool any_word_in(struct span name, const char *const *list)
{
  for (struct span word = next_word(&name); word.n > 0; word = next_word(&name))
    if (list_has(list, word))
      return true;
  return false;
}

const struct fact_strain *fact_strain_in(struct span folded)
{
  for (struct span rest = folded; rest.n > 0; next_word(&rest)) {
    int row = phrase_at(fact_strain_name, fact_strain_name_n, rest);

    if (row >= 0 && !any_word_in(folded, fact_strain[row].unless))
      return &fact_strain[row];
  }
  return NULL;
}

const struct fact_concentrate *fact_concentrate_in(struct span folded)
{
  for (struct span rest = folded; rest.n > 0; next_word(&rest)) {
    int row = phrase_at(fact_concentrate_name, fact_concentrate_name_n, rest);

    if (row >= 0)
      return &fact_concentrate[row];
  }
  return NULL;
}
