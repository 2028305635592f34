/* Words in: a sentence a person types becomes entries. CONTRACT section 2 is the grammar, section 1 the time words.
 *
 * Pure: the clock and zone come in env, the journal's own names in the context. Nothing is stored here. */
#ifndef WORDS_WORDS_H
#define WORDS_WORDS_H

#include "base/arena.h"
#include "base/env.h"
#include "base/err.h"
#include "journal/entry.h"

struct words_scale { /* the journal's own scales (the built-in ones come from facts) */
  struct span name;
  double lo, hi;
};

struct words_context {
  const struct env *env;
  const struct span *product; /* names of the journal's products, as stored */
  size_t product_n;
  const struct words_scale *scale;
  size_t scale_n;
  const struct instant *at; /* what an entry without any time gets; NULL: now, to the second */
  bool from_file;           /* times later than now are left to the caller; a gap moves on an hour (`moved`) */
};

enum words_name {
  WORDS_NAME_KNOWN, /* a product of the journal, to the letter (case and marks aside) */
  WORDS_NAME_NEAR,  /* within the edit distance of exactly one: entry.what is that one, `typed` what was written */
  WORDS_NAME_NEW,   /* makes a product */
};

struct words_entry {
  struct entry entry; /* spans live in the arena or in the text */
  bool time_said;     /* a time of its own or from the head of the line */
  bool fold;          /* the wall time was lived twice; the later one not after now was taken */
  bool moved;         /* from_file only: stood in the spring gap, moved an hour on */
  enum words_name name;   /* doses */
  struct span typed;      /* doses: the name as written */
  struct span offer;      /* a known side effect said after "for": offered as an entry of its own, else empty */
  size_t from, to;        /* the bytes of the text it was read from */
};

struct words_result {
  struct words_entry *entry; /* in the order written */
  size_t n;
};

/* All or nothing. On failure (RC_DATA) e->where holds the line with a caret under the word ("\n" between the two lines)
 * and e->fix an example that works or the ways out; *out is untouched.
 * Also used line by line for files of dated notes. Text must be checked UTF-8, at most 64 kB. */
enum rc words_read(struct span text, const struct words_context *c, struct arena *a, struct words_result *out,
                   struct err *e);

/* TIME of an option (--at, --since, --now ...): the whole text must be one time. Dates and times as in the grammar.
 * A time after now is refused unless future_ok. */
enum rc words_time(struct span text, const struct env *env, bool future_ok, struct instant *out, struct err *e);
/* A calendar day: 2026-05-04, today, yesterday, Mon..Sun (the last one not after today). */
enum rc words_day(struct span text, const struct env *env, int64_t *day, struct err *e);

/* The bytes of the marks of headings, lists and tasks at the front of a line, with the blanks behind them: "## ", "- ",
 * "* [ ] ". */
size_t words_line_marks(struct span line);

/* A line of a notes program: does it begin with a date or a time? Then *at is it and *used the bytes it takes, with
 * the marks before it and a following blank, dash, colon or bar. A time alone takes the date of *last (the line before)
 * when not NULL. */
bool words_dated(struct span line, const struct env *env, const struct instant *last, struct instant *at, size_t *used);

#endif
