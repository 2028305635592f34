/* A figure with doubt: a fixed number times independent log-normal and uniform parts. Pure; convert.c is its user. */
#ifndef DOSE_SPREAD_H
#define DOSE_SPREAD_H

#include "facts/facts.h"

enum { SPREAD_UNIFORMS_MAX = 3 };

struct spread {
  double scale;   /* the fixed parts and the medians of the log-normal ones; >= 0 */
  double log_var; /* variance of the logarithm: the log-normal parts together */
  size_t n;       /* uniform parts */
  double lo[SPREAD_UNIFORMS_MAX], hi[SPREAD_UNIFORMS_MAX]; /* 0 <= lo < hi */
};

struct spread spread_exactly(double scale);
/* Multiplies by one more part. False, and nothing changed, when it is not known (SPREAD_NONE), no proper distribution,
 * or one uniform part too many. */
bool spread_times(struct spread *s, const struct fact_spread_of *part);
bool spread_is_exact(const struct spread *s);
/* The value below which it lies with probability p, 0 < p < 1, in the unit of scale.
 * Closed form of the distribution for log-normal parts with at most one uniform and for two uniforms alone, else
 * Gauss-Legendre over the further uniforms. Linear in scale, so that a conversion of one unit serves for all amounts.
 * Accuracy: 1e-6 relative for log-normal parts with a standard deviation of the logarithm from 0.1 to 1
 * (tests/data/dose/spread.csv). */
double spread_quantile(const struct spread *s, double p);

#endif
