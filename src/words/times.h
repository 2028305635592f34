/* Time words: found among the words of an entry, then made an instant. CONTRACT section 1. */
#ifndef WORDS_TIMES_H
#define WORDS_TIMES_H

#include "base/env.h"
#include "words/tokens.h"

enum { TIME_OFFER_MAX = 48 };

/* From what relative words are counted. */
struct words_clock {
  const struct env *env;
  struct instant now; /* of env, or the time of a dated line */
  int64_t today;      /* the day of now */
  bool from_file;     /* no refusal of what is still to come; a spring gap moves on */
  bool future_ok;
  bool weekday_ok; /* a weekday alone is that day */
};

enum day_part { PART_MORNING, PART_NOON, PART_AFTERNOON, PART_EVENING, PART_TONIGHT, PART_LAST_NIGHT };

enum said_has {
  SAID_DAY = 1,    /* today, yesterday, a weekday, a date */
  SAID_PART = 2,   /* morning ... last night */
  SAID_CLOCK = 4,  /* hour and minute */
  SAID_EXACT = 8,  /* ISO 8601 with a time, N min ago, now */
  SAID_THIS = 16,  /* the part says its day itself: this morning, tonight, last night */
  SAID_WEEKDAY = 32,
  SAID_TODAY = 64, /* the day was said as "today" */
};

enum time_trouble {
  TIME_GOOD,
  TIME_NO_HOUR,       /* 25:00, 8:75, 13 pm */
  TIME_POINT,         /* 9.30 am */
  TIME_NO_DATE,       /* 2026-02-30 */
  TIME_DAYS_AGO,      /* 2 days ago */
  TIME_AGO,           /* -1h ago, a year of hours */
  TIME_AGO_OF_DAY,    /* 30m before a line that has only a date */
  TIME_TWICE,         /* two clock times, two days */
  TIME_WEEKDAY_ALONE, /* Monday without a clock time */
  TIME_OTHER_PART,    /* this evening at 7 */
  TIME_GAP,           /* did not exist */
  TIME_TO_COME,       /* later today */
  TIME_FUTURE,        /* a later date */
  TIME_TOO_OLD,
  TIME_TWO_DAYS,      /* a clock time after another day: of that day or of today? */
};

/* What the words of one entry say of its time; zeroed: nothing. */
struct words_said {
  unsigned has;
  int64_t day;
  enum day_part part;
  int hour, minute, second; /* second: -1 when not said */
  bool hour_only;           /* ISO 8601 with an hour: a part of the day */
  struct instant exact;
  size_t from, to;    /* bytes from its first to its last word */
  enum time_trouble trouble;
  size_t trouble_from, trouble_to;
  char trouble_offer[TIME_OFFER_MAX]; /* time words that would do instead; may be empty */
};

/* A time that opened the line, or the one the caller gave. */
struct words_head {
  bool set;
  bool day_only; /* said a day or a part of it, no clock time */
  int64_t day;
  struct instant at;
  bool fold, moved;
};

struct words_when {
  struct instant at;
  bool fold, moved;
  enum time_trouble trouble;
  char what[TIME_OFFER_MAX];     /* what the trouble is about: "08:15" */
  char near[2][TIME_OFFER_MAX];  /* TIME_GAP: its neighbours */
  char offer[2][TIME_OFFER_MAX]; /* time words that would do; may be empty */
};

/* Words of a time at t[i] (t[i - 1] is looked at when i > 0); before: the word before belongs to a time too. Returns
 * how many words they take, 0 none. They are added to *said; what is wrong with them stands in said->trouble (the first
 * one stays). */
size_t words_time_at(const struct token *t, size_t i, bool before, const struct words_clock *c,
                     struct words_said *said);
/* A day at t[i] as in DATE of the grammar, weekdays included. Words taken, 0 none. */
size_t words_day_at(const struct token *t, size_t i, const struct words_clock *c, int64_t *day);
bool words_weekday(const struct token *t, bool short_too, int *weekday); /* 0 = Monday */

/* The instant. head may be NULL. Nothing said at all is not asked here. */
void words_resolve(const struct words_said *said, const struct words_head *head, const struct words_clock *c,
                   struct words_when *out);
/* The sentence of a trouble (what); typed is the time as typed. */
enum { TIME_SENTENCE_MAX = 320 };
void words_trouble_text(const struct words_when *w, struct span typed, char out[TIME_SENTENCE_MAX]);

#endif
