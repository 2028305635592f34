/* The words that patterns and rules know, ready for looking up what was typed: whole, as a beginning (`breath*`), or
 * with one slip of the fingers. */
#ifndef HARM_LEXICON_H
#define HARM_LEXICON_H

#include "base/span.h"

#include <stdint.h>

enum {
  LEXICON_WORD_MAX = 24,    /* longer words are not looked up */
  LEXICON_HITS_MAX = 12,    /* of one typed word */
  LEXICON_FUZZY_LETTERS = 6 /* known words shorter than this are never guessed from a misspelling */
};

/* A known word or beginning. 0 is none. */
typedef uint16_t lexeme;

struct lexicon_node;
struct lexicon {
  struct lexicon_node *node; /* a tree of letters; node[0] is its root */
  uint16_t *second;          /* the node of each pair of first letters, 0: none */
  size_t n, cap;
  lexeme last; /* lexemes are 1 .. last */
};

/* What a typed word can be: first the exact readings (whole word, then beginnings), then the guesses. */
struct lexicon_hits {
  lexeme id[LEXICON_HITS_MAX];
  uint8_t exact, n;
  bool whole; /* it is a known whole word */
};

void lexicon_done(struct lexicon *x); /* frees; x may be used again */

/* The lexeme of `word` (a-z and 0-9 only, at most LEXICON_WORD_MAX), made when new. 0 when memory is short. */
lexeme lexicon_add(struct lexicon *x, struct span word, bool beginning);

/* Guesses are made only for words of at least five letters that are no known whole word. A guess differs by one letter
 * added, lost or changed behind the first letter, or by two neighbours swapped. */
void lexicon_find(const struct lexicon *x, struct span word, struct lexicon_hits *out);

#endif
