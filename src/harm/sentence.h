/* Free text cut into sentences of words, in the way danger signs are told. */
#ifndef HARM_SENTENCE_H
#define HARM_SENTENCE_H

#include "base/buf.h"
#include "harm/pattern.h"

enum { SENTENCE_MAX = 512 }; /* words; a longer sentence comes in parts that overlap by SENTENCE_OVERLAP */
enum { SENTENCE_OVERLAP = 64 };

/* What stands between a word and the one before it. */
enum gap { GAP_BLANK, GAP_COMMA, GAP_COLON /* also a dash, an arrow, three dots */, GAP_END };

struct word {
  size_t from, to;  /* bytes of the text */
  enum gap before;  /* GAP_BLANK for the first of a sentence */
  unsigned classes; /* enum word_class */
};

struct sentence {
  size_t n;
  struct word word[SENTENCE_MAX];
  struct pattern_word look[SENTENCE_MAX]; /* what the patterns see of the same words */
  bool denied; /* a question, and the next sentence is nothing but "no" */
  bool cut;    /* goes on in the next one, which repeats its last words */
};

struct sentence_reader {
  const struct patterns *patterns;
  const uint32_t *classes; /* of each lexeme */
  struct buf *scratch;     /* for letters beyond ASCII */
  struct span text;
  size_t at;
};

/* The next sentence with at least one word; false at the end of the text. `s` holds what the last call left there. */
bool sentence_next(struct sentence_reader *r, struct sentence *s);

#endif
