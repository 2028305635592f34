/* Did it happen? What a sentence says about the words of a danger sign: denied, only spoken of, long past. */
#ifndef HARM_READING_H
#define HARM_READING_H

#include "harm/language.h"
#include "harm/sentence.h"

enum { READING_PHRASES_MAX = 64 }; /* in one sentence; more are not heeded: unsure fires */

/* Words at .. end - 1 of the sentence. */
struct phrase {
  enum language_use use;
  size_t at, end;
};

struct reading {
  struct sentence sentence;
  struct phrase phrase[READING_PHRASES_MAX];
  size_t phrases;
  bool present; /* it speaks of now, so nothing in it is long past */
};

/* For each new sentence: reading_begin, reading_phrase for every phrase of language.h found in it, reading_settle; then
 * the questions may be asked, and sentence.look[].bars holds. */
void reading_begin(struct reading *r);
void reading_phrase(struct reading *r, enum language_use use, size_t at, size_t end);
void reading_settle(struct reading *r);

/* About the words at .. end - 1. */
bool reading_denies(const struct reading *r, size_t at, size_t end);
/* if_counts: what stands behind "if I get" did not happen either. */
bool reading_only_speaks_of(const struct reading *r, size_t at, bool if_counts);
bool reading_is_long_past(const struct reading *r, size_t at, size_t end);

#endif
