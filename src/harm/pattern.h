/* One pattern of facts/red_flag_patterns.csv, compiled, and matched against the words of a sentence.
 *
 * The language: a blank is "the next word", `a/b` one of several, `x*` a beginning, `x?` may be missing, `..` none to
 * four words. A pattern neither begins nor ends with `..`, nor begins with what may be missing. */
#ifndef HARM_PATTERN_H
#define HARM_PATTERN_H

#include "harm/lexicon.h"

enum {
  PATTERN_GAP_MAX = 4,
  PATTERN_STEPS_MAX = 12,
  /* the longest match: every step a word, every gap full */
  PATTERN_REACH_MAX = PATTERN_STEPS_MAX * (PATTERN_GAP_MAX + 1)
};

struct pattern_step {
  uint32_t first; /* in patterns.choice */
  uint16_t n;     /* choices */
  bool gap;       /* `..` stands before it */
  bool optional;
};

struct pattern {
  uint32_t first; /* in patterns.step */
  uint8_t n;      /* steps */
  uint8_t group;  /* the owner's number for what a match means */
  uint16_t row;   /* the owner's row */
};

/* All patterns of one matcher. Freed by patterns_done. */
struct patterns {
  struct lexicon lexicon;
  lexeme *choice;
  size_t choices, choices_cap;
  struct pattern_step *step;
  size_t steps, steps_cap;
  struct pattern *pattern;
  size_t n, cap;
  uint32_t *from;   /* from[lexeme] .. from[lexeme + 1] in begins: the patterns whose first word it can be */
  uint16_t *begins; /* in the order of adding */
};

enum pattern_rc { PATTERN_OK, PATTERN_NO_MEMORY, PATTERN_MALFORMED };

void patterns_done(struct patterns *p);
/* Words of `text` are lower case letters and digits. */
enum pattern_rc patterns_add(struct patterns *p, struct span text, uint8_t group, uint16_t row);
/* After the last patterns_add, before the first match. */
enum pattern_rc patterns_index(struct patterns *p);

/* What a pattern needs to know about a word of the sentence. */
struct pattern_word {
  struct lexicon_hits hits;
  bool bars; /* no `..` reaches over it: a negation */
};

struct pattern_how {
  bool guesses; /* misspellings count */
  bool bars;    /* pattern_word.bars is heeded */
};

/* Calls found(ctx, end) for every end (one behind the last word) of a match that begins at word[at], until it returns
 * true; then returns true. */
bool pattern_match(const struct patterns *p, const struct pattern *one, const struct pattern_word *word, size_t n,
                   size_t at, struct pattern_how how, bool (*found)(void *ctx, size_t end), void *ctx);

#endif
