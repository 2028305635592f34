/* The small words of English that turn a danger sign round: no, never, if I get, years ago. They are grammar, not
 * medicine; what medicine there is stands in facts/. */
#ifndef HARM_LANGUAGE_H
#define HARM_LANGUAGE_H

#include <stddef.h>

enum word_class {
  WORD_NOT = 1 << 0,      /* no, never, didnt: denies what follows */
  WORD_OR = 1 << 1,       /* or, nor: carries a denial over a comma */
  WORD_AND = 1 << 2,      /* ends such a list */
  WORD_CONTRAST = 1 << 3, /* but, however: a new sentence */
  WORD_NONE = 1 << 4,     /* none, negative: denies what stands before it */
  WORD_NO = 1 << 5,       /* no, nope: the answer to a question; denies what stands before it when nothing follows */
  WORD_AFTER = 1 << 6,    /* today, yet: may follow "none" */
  WORD_IS = 1 << 7,       /* was, test: may stand before "negative" */
  WORD_CANT = 1 << 8,     /* cant, wont: "cant breathe no more" denies nothing */
  WORD_BEFORE = 1 << 9,   /* at the end of a sentence it undoes a denial: "never had a seizure before" */
  WORD_NOW = 1 << 10,     /* now, tonight: what is told is not long past */
  WORD_DOUBT = 1 << 11,   /* "dont know if": not a supposition */
  WORD_SUBJECT = 1 << 12, /* I, my: a new clause behind a supposition */
  WORD_AWAY = 1 << 13,    /* "if I get up", "if I have to": not a supposition */
  WORD_BECAUSE = 1 << 14, /* what follows is told, not asked */
  WORD_HEAD = 1 << 15,    /* first half of a pair that is one word */
  WORD_TAIL = 1 << 16,    /* its second half */
  WORD_ALIAS = 1 << 17,   /* another way to write a word */
};

struct word_list {
  const char *words; /* separated by blanks */
  unsigned classes;
};
extern const struct word_list language_words[];
extern const size_t language_words_n;

struct word_alias {
  const char *typed, *meant;
};
extern const struct word_alias language_alias[];
extern const size_t language_alias_n;

struct word_pair {
  const char *first, *second, *joined;
};
extern const struct word_pair language_pair[];
extern const size_t language_pair_n;

/* Phrases in the pattern language. */
enum language_use {
  USE_NO_DENIAL,  /* "not only", "no idea", "not sleeping": the denial is used up, what follows is not denied */
  USE_NO_WITHOUT, /* "cant lie down without": its last word denies nothing */
  USE_DENIAL,     /* "negative for": denies though its first word alone does not */
  USE_UNTIL,      /* "like this": undoes a denial before what stands right before it ("never had pain like this") */
  USE_ASKED,      /* "asked about", "leaflet", "watch for": what follows did not happen */
  USE_SUPPOSED,   /* "if I get", "can cause": what follows has not happened */
  USE_IF_MY,      /* "if my": the same when it follows soon */
  USE_PAST,       /* "years ago", "as a child": long past */
  USE_USED_TO,    /* "used to": the same for what follows soon */
  USE_BACK_THEN,  /* the same for what stands right before */
  USE_THEN,       /* likewise, when something else in the sentence is long past */
};

struct language_phrase {
  enum language_use use;
  const char *pattern;
};
extern const struct language_phrase language_phrase[];
extern const size_t language_phrase_n;

#endif
