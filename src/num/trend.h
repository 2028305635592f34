/* A straight trend that a few wild days cannot bend: Theil and Sen's slope. Pure. */
#ifndef NUM_TREND_H
#define NUM_TREND_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Two-sided normal quantile of a 90 % interval. */
#define TREND_Z90 1.6448536269514722

struct trend {
  double slope;   /* y per x: the median over all pairs; NAN when n < 2 */
  double lo, hi;  /* interval; -INFINITY and INFINITY when there are too few pairs to give one */
  double lag1;    /* how alike the residuals of neighbours (x one apart) are, 0..0.95 */
};

/* x[n] strictly increasing, y[n], all finite; z as above.
 *
 * Interval: Sen (1968), ranks (N -+ C) / 2 of the N sorted slopes, C = z sqrt(var S), var S Kendall's with ties in y,
 * the lower rank rounded down. Days that follow each other are alike, so var S is widened by (1 + r) / (1 - r), r the
 * lag-one autocorrelation of the residuals with its small-sample bias taken off, never below 0. `independent` leaves
 * that out.
 * Accuracy: exact to rounding for n <= 512; above, within 1e-9 of the largest slope (time n log n).
 * Errors: RC_DATA when something is not finite or x does not increase, RC_NO_MEMORY; *out is then untouched. */
enum rc trend_theil_sen(const double *x, const double *y, size_t n, double z, bool independent, struct trend *out,
                        struct err *e);

/* Amounts taken in whole doses have few values a day, and a median of slopes between such days hides a slow change (by
 * more than half where one dose a day becomes two, trend_test). Averages over blocks of days do not hide it.
 *
 *   day[n], value[n], weight[n]   ascending days, what was measured, hours it stands for (> 0); n >= 1
 *   x[n], y[n]                    out: the middle of each block's days in blocks, and its sum of values over weights
 *
 * Blocks are trend_block_days() long and counted back from the last day; one without any day is not there. Returns how
 * many there are. A slope over x is a change per block. */
size_t trend_blocks(const double *day, const double *value, const double *weight, size_t n, double block_days,
                    double *x, double *y);
/* 2 to 7 days, about 14 blocks over the span from first to last. */
double trend_block_days(double first, double last);

#endif
