/* The invented person's pain. Pure: the same random stream gives the same year on every machine (of libm only sqrt and
 * floor go in). What is true in it, so that answers can be held against it (hours h, points of 0-10):
 *
 *   Pain without anything    5.1 + a slow course (sd 0.9, memory 9 days) + a fast one (sd 1.4, memory 10 h) + the hour
 *                            of the day (-0.3 to +0.4) + bad spells (on 8 days of 100, 2 to 5, memory 18 h) + good ones
 *                            (on 5 of 100, -2 to -4). A number written is that plus noise of sd 0.6, rounded, 0 to 10.
 *   One occasion of kratom   -0.8 as a mean over the hours 1 to 5 after it, whatever its amount: taken up at 1.5/h,
 *                            half gone every 3 h. Larger doses late in the year do no more: tolerance.
 *   One 400 mg of ibuprofen  -0.5, the same course.
 *   Two days without (days 232 and 233): +1.0 on the second of them and on the day after.
 *   Physiotherapy, duloxetine, amitriptyline, sleep: nothing. Sleep, mood, energy, thinking, function follow pain.
 *   Why a dose is taken      the number just felt, the time of day and how far the year is; never what is to come.
 *                            After bad moments pain falls by itself: before and after a dose differ by more than 0.8.
 *   worse_soon               1 when the true rise of the next two hours (without doses) plus noise of sd 0.5 is over
 *                            0.7. */
#ifndef APP_DEMO_BODY_H
#define APP_DEMO_BODY_H

#include "base/rng.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DEMO_STEP_S = 900 };

struct demo_body {
  const double *calm;         /* [n] pain without anything, one for each step */
  size_t n, at;               /* the step it is now */
  double withdrawal;          /* points */
  double taken_up, in_blood;  /* what lowers pain: 1 = an occasion of kratom */
};

/* calm[n] is filled; it must outlive the body. */
void demo_body_begin(struct demo_body *b, double *calm, size_t n, struct rng *r);
/* Another quarter of an hour has passed. */
void demo_body_step(struct demo_body *b);
/* points: how much pain it takes away, as a mean over the hours 1 to 5. */
void demo_body_take(struct demo_body *b, double points);
/* day_s: seconds after local midnight. */
double demo_body_pain(const struct demo_body *b, int64_t day_s);
/* How much pain rises by itself in the next two hours. */
double demo_body_rise(const struct demo_body *b, int64_t day_s);

#endif
