/* A text cut into words and the marks between them. */
#ifndef WORDS_TOKENS_H
#define WORDS_TOKENS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"

enum token_kind {
  TOKEN_WORD,
  TOKEN_PLUS,        /* a + that stands alone or at the edge of a word */
  TOKEN_COMMA,       /* with white space behind it, so that it separates */
  TOKEN_TIGHT_COMMA, /* a comma that neither separates nor is a decimal comma */
  TOKEN_SEMICOLON,
  TOKEN_LINE, /* a line break */
  TOKEN_END,
};

struct token {
  enum token_kind kind;
  size_t from, to;  /* bytes of the text, with the marks that end the word (. ! :) */
  struct span raw;  /* those bytes */
  struct span fold; /* folded for comparing, without the marks at its end; in the arena */
};

struct tokens {
  struct token *t; /* t[n] is TOKEN_END */
  size_t n;
};

enum { WORDS_PHRASE_MAX = 160 };

/* Quotes and white space of every kind are blanks. Errors: RC_NO_MEMORY. */
enum rc words_tokens(struct span text, struct arena *a, struct tokens *out, struct err *e);

/* A word without the . ! : = at its end, unless it is nothing else. */
struct span words_without_marks(struct span raw);
/* Is this word that one (folded)? False for marks. */
bool words_token_is(const struct token *t, const char *word);
/* Is it one of a list that ends with NULL? */
bool words_token_in(const struct token *t, const char *const *list);
/* k words in a row, folded, one blank between: a span in out, or empty when there are fewer or they are too long. */
struct span words_phrase(const struct token *t, size_t k, char out[WORDS_PHRASE_MAX]);
/* The words as typed, one blank between, without the mark behind the last: in the arena. Errors: p is NULL. */
struct span words_join(const struct token *t, size_t k, struct arena *a);

#endif
