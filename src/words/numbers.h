/* Numbers and amounts as typed: a point or a decimal comma, digits only. CONTRACT section 2. */
#ifndef WORDS_NUMBERS_H
#define WORDS_NUMBERS_H

#include "facts/facts.h"
#include "words/tokens.h"

enum number_read {
  NUMBER_NO,
  NUMBER_YES,
  NUMBER_TWO_WAYS, /* 1,500: one and a half, or fifteen hundred */
};

/* The whole of s: -3, 2.5, 2,5, .5. No exponent, nan, inf or hexadecimal. *value is set for NUMBER_YES only. */
enum number_read words_number(struct span s, double *value);
/* A word that is a number, ASCII digits only. */
enum number_read words_number_token(const struct token *t, double *value);
bool words_starts_number(const struct token *t);
/* The bytes at the front of s that look like a number, 0 when it does not begin with one. */
size_t words_number_front(struct span s);
/* How an ambiguous number can be written: "1.5" and "1500". */
void words_two_ways(struct span number, char point[32], char whole[32]);

enum amount_read {
  AMOUNT_NO,       /* does not begin with a number */
  AMOUNT_YES,
  AMOUNT_TWO_WAYS, /* see words_two_ways */
  AMOUNT_NO_UNIT,  /* a number, but nothing known as a unit behind it */
  AMOUNT_BAD,      /* begins with a digit, but is neither number nor number and unit */
};

struct words_amount {
  double value;
  const struct fact_unit *unit;
  struct span number;  /* as typed */
  size_t used;         /* words taken */
  size_t from;         /* byte of the text where a word that was not understood begins */
};

/* "2.5g", "2.5 g", "3 level teaspoons". The words end where a mark does. */
enum amount_read words_amount(const struct token *t, struct words_amount *out);
/* The longest unit these words begin with; *used are its words. NULL: none. */
const struct fact_unit *words_unit(const struct token *t, size_t *used);

#endif
