/* Inside of words/: what the parts of the grammar share while one text is read. */
#ifndef WORDS_SENTENCE_H
#define WORDS_SENTENCE_H

#include "words/caret.h"
#include "words/names.h"
#include "words/numbers.h"
#include "words/times.h"
#include "words/tokens.h"
#include "words/words.h"

enum { NAME_BYTES_MAX = 120 };

struct reader {
  struct span text;
  const struct words_context *c;
  struct arena *a;
  struct err *e;
  struct words_clock clock;
  struct words_names names;
  struct token *t; /* the whole text; t[n] is TOKEN_END */
  size_t n;
  struct token *live, *spare; /* room for the words of one entry, twice */
  struct words_entry *out;
  size_t out_n, out_cap;
  struct words_head head;  /* the time that opened the line */
  bool head_lost;          /* another time was named behind an entry: what follows must say its own */
  struct words_head given; /* the caller's time */
  struct words_said *said; /* of each entry of `out`, for worse_soon */
};

enum part_end { END_MARK, END_AND, END_NOTHING };

/* The words of one entry. */
struct part {
  size_t first, end;        /* tokens */
  struct token *live;       /* its words without those of its time; live[n] is TOKEN_END */
  size_t n;
  struct words_said said;   /* its time */
  struct words_said lead;   /* as much of it as stands before its first word */
  enum part_end how;        /* what ends it: a mark, and/+, or nothing (the next begins by itself) */
  size_t known_at, known_n; /* words of live that are a product of the journal, to the letter */
  bool note, not_tracked;   /* begins with these words, at token `first_word` */
  size_t first_word;
};

/* scan.c: takes the words of the next entry from token i on, at most to token h. */
enum rc words_scan(struct reader *r, size_t i, size_t h, struct part *p);
/* Does a scale or side-effect word with its number, or "N h sleep", stand at token k? */
bool words_begins(const struct reader *r, size_t k, size_t h);
/* Is what stands at token k, behind an "and", an entry by itself? in_for: behind "for". */
bool words_is_entry(const struct reader *r, size_t k, size_t h, bool in_for);

/* Each fills out->entry but for its time. Errors: RC_DATA, RC_NO_MEMORY. */
enum rc words_rating(struct reader *r, const struct part *p, struct words_entry *out);
enum rc words_sleep_behind(struct reader *r, const struct part *p, struct words_entry *out); /* N h sleep */
enum rc words_effect(struct reader *r, const struct part *p, struct words_entry *out);
enum rc words_side(struct reader *r, const struct part *p, struct words_entry *out);
enum rc words_dose(struct reader *r, const struct part *p, struct words_entry *out);
enum rc words_medicine(struct reader *r, const struct part *p, struct words_entry *out);
/* From token `at` ("not") to the end of the part; takes its time itself. */
enum rc words_not_tracked(struct reader *r, const struct part *p, size_t h, struct words_entry *out, size_t *end);

/* "N h sleep" at t: words taken, 0 none. */
size_t words_sleep_at(const struct words_names *names, const struct token *t, struct words_amount *amount);
/* The name of a dose at p->live[at], n words: KNOWN, NEAR or NEW in *out, or refused. unit: of the amount in front, or
 * NULL. */
enum rc words_name(struct reader *r, const struct part *p, size_t at, size_t n, const struct fact_unit *unit,
                   struct words_entry *out);
/* Is it a name that begins with a digit (7-oh, 5-htp), and no amount? */
bool words_name_of_digits(const struct reader *r, const struct part *p, size_t at);
/* A name that may be stored: letters in it, not too long. */
enum rc words_plain_name(struct reader *r, const struct part *p, size_t at, size_t n, struct span *out);

/* hint.c: refusals. */
enum rc words_not_understood(struct reader *r, const struct part *p, size_t at); /* p->live[at] */
enum rc words_two_readings(struct reader *r, const struct part *p, const struct token *t, struct span number);
/* "two", "half a": e->fix with digits instead. False: p->live[at] is no number in words. */
bool words_hint_number(struct reader *r, const struct part *p, size_t at);
/* Does the last word before an entry that begins without a mark belong to that entry ("knee pain 5")? Refused then. */
bool words_joins_badly(struct reader *r, const struct part *p, enum rc *rc);
/* Is a date or time among these words in a form that is not read: a month, a weekday, digits with / or : in them? */
bool words_dated_words(const struct token *t, size_t n);
/* e->fix: how a date and a time are written, with an example of its own. */
void words_hint_date(struct reader *r);
/* e->fix: lead "example". The example is the part with bytes from..to of the text replaced; a part too long to be shown
 * gives a general one. words_fix_more adds a second to the fix. */
void words_fix(struct reader *r, const struct part *p, size_t from, size_t to, const char *with, const char *lead);
void words_fix_more(struct reader *r, const struct part *p, size_t from, size_t to, const char *with, const char *lead);
/* Adds lead "front text[from..to)". */
void words_fix_front(struct reader *r, size_t from, size_t to, const char *front, const char *lead);
/* A word as it may stand in a sentence: at most 60 bytes. */
struct span words_shown(struct span s);

#endif
