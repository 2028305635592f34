/* Names that words can mean: scales, side effects, the journal's products. */
#ifndef WORDS_NAMES_H
#define WORDS_NAMES_H

#include "words/tokens.h"
#include "words/words.h"

/* The journal's own names, folded once. */
struct words_names {
  const struct words_context *c;
  struct span *product; /* folded, same order as c->product */
  struct span *scale;   /* folded */
  size_t scale_words;   /* the most words an own scale's name has */
};

/* Errors: RC_NO_MEMORY. */
enum rc words_names_init(struct words_names *names, const struct words_context *c, struct arena *a, struct err *e);

struct named_scale {
  struct span name; /* as stored */
  double lo, hi;
  bool sleep;   /* counted in hours */
  bool sleep_bare; /* the word that also names a quality: "sleep 6" is not hours yet */
  bool worse;   /* worse_soon */
};
/* The longest scale name these words begin with; words taken, 0 none. */
size_t words_scale_at(const struct words_names *names, const struct token *t, struct named_scale *out);
/* A known scale within one letter of this word, to be offered; NULL: none. */
const char *words_scale_near(struct span folded);

/* The longest known side effect these words begin with (table key); words taken, 0 none. */
size_t words_effect_at(const struct token *t, struct span *key);
/* Does its last word also name a scale ("chest pain")? */
bool words_effect_is_scale(const struct token *t, size_t n);
/* A known side effect within an edit of these words, to be offered; NULL: none. */
const char *words_effect_near(struct span folded);
/* mild moderate severe: 1 2 3; 0 none. */
int words_severity(const struct token *t);

/* Words of the longest product of the journal that stands at t, 0 none. */
size_t words_product_at(const struct words_names *names, const struct token *t, size_t *which);

enum product_match { MATCH_KNOWN, MATCH_NEAR, MATCH_NEW, MATCH_TWO, MATCH_NO_MEMORY };
/* CONTRACT section 2: which product a typed name is. which[0] for KNOWN and NEAR, both for TWO. */
enum product_match words_product_match(const struct words_names *names, struct span typed, size_t which[2],
                                       struct arena *a);

#endif
