/* Small diaries for the tests of this folder. */
#ifndef REVIEW_DIARY_TEST_H
#define REVIEW_DIARY_TEST_H

#include "review/review.h"

enum { DIARY_MOST = 4096, DIARY_PRODUCTS = 6 };

struct diary {
  struct entry entry[DIARY_MOST];
  size_t n;
  struct product product[DIARY_PRODUCTS];
  struct review_setup set;
};

/* "leaf": 10 mg mitragynine and 0.1 mg 7-OH a gram by certificate. "plain powder": leaf powder, nothing known of it.
 * "mystery extract": no label. "seven": a 7-OH tablet with 15 mg 7-OH and 2 mg mitragynine by certificate.
 * "ibuprofen" a medicine, "walk" anything else. Window: all, patterns too. now like 2026-05-04T22:00:00+02:00. */
void diary_init(struct diary *d, const char *now);
struct instant instant_of(const char *iso);
/* value NAN: none. Entered one minute later. */
struct entry *diary_add(struct diary *d, enum kind k, const char *at, const char *what, double value, const char *unit);
/* Feeds the entries in order of time (ties as they stand) and fails the test when anything fails. */
void diary_review(const struct diary *d, struct arena *a, struct review *out);

/* Fail the test when the numbers differ (NAN wants NAN), or when there is no such scale or treatment. */
void diary_near(double got, double want, const char *what);
const struct review_course *diary_scale(const struct review *r, const char *name);
const struct review_treatment *diary_treatment(const struct review *r, const char *name);

#endif
