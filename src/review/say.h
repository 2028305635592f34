/* Building the sentences of an answer. For say*.c only. */
#ifndef REVIEW_SAY_H
#define REVIEW_SAY_H

#include "review/build.h"
#include "review/phrase.h"

enum { SENTENCES_MAX = 40 };

struct sayer {
  struct arena *a;
  const struct review *r;
  const char *list[SENTENCES_MAX];
  size_t n;
  bool failed;
};

void say(struct sayer *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The first sentence is the lead. False when memory is short. */
bool said(struct sayer *s, struct review_answer *out);

/* Pain's course, or NULL; the course of a scale by name, or NULL. */
const struct review_course *course_named(const struct review *r, const char *name);
const struct review_treatment *treatment_numbered(const struct review *r, int number);

bool say_helps(struct arena *a, struct review *r);
bool say_costs(struct arena *a, struct review *r);
bool say_danger(struct arena *a, struct review *r);
bool say_clinician(struct arena *a, struct review *r);
bool say_missing(struct arena *a, struct review *r);

/* One sentence about the trend; NULL when memory is short. */
const char *say_trend(struct arena *a, const struct review_alkaloid *v, const char *alkaloid);
/* How many doses have no known mg, and why. */
const char *say_unknown(struct arena *a, const struct review_alkaloid *v, const char *name);
const char *say_per_day(struct arena *a, const struct review_alkaloid *v, const char *alkaloid);
/* "sertraline 50 mg, omeprazole" */
const char *say_medicines(struct arena *a, const struct review *r);
const char *say_effects(struct arena *a, const struct review *r, size_t most);

#endif
