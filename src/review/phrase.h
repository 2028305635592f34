/* Dates, numbers and units as a person says them. */
#ifndef REVIEW_PHRASE_H
#define REVIEW_PHRASE_H

#include "base/arena.h"

#include <stdint.h>

enum { PHRASE_MAX = 64 };

/* A sentence in the arena; NULL when memory is short. */
const char *phrase(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* A name with its first letter as a capital; NULL when memory is short. */
const char *phrase_capital(struct arena *a, struct span name);

const char *phrase_day(int64_t day, char out[PHRASE_MAX]);       /* 4 May 2026 */
const char *phrase_short_day(int64_t day, char out[PHRASE_MAX]); /* 4 May */
/* 1 March to 24 May 2026; 4 May 2026 */
const char *phrase_days(int64_t from, int64_t to, char out[PHRASE_MAX]);
const char *phrase_clock(double minutes, char out[PHRASE_MAX]); /* 8:05 */

/* A mean, with one decimal: 3.0. A number as it is, three digits of it: 2.25. An estimate, two digits of it: 38. */
const char *phrase_mean(double v, char out[PHRASE_MAX]);
const char *phrase_number(double v, char out[PHRASE_MAX]);
const char *phrase_estimate(double v, char out[PHRASE_MAX]);
/* "1 day", "2 days". */
const char *phrase_count(size_t n, const char *one, const char *many, char out[PHRASE_MAX]);
/* A unit beside a number of it: "capsules", "mg mitragynine". */
const char *phrase_unit(const char *key, double amount);

#endif
