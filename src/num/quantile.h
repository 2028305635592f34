/* Quantiles of finite numbers. Pure.
 *
 * Type 7 of Hyndman and Fan (1996): at rank (n - 1) p, straight between neighbours; what most statistics programs do
 * when nothing else is said. n = 0 gives NAN; one number is every quantile of itself. p in [0, 1]. */
#ifndef NUM_QUANTILE_H
#define NUM_QUANTILE_H

#include <stddef.h>

double quantile_sorted(const double *v, size_t n, double p);
/* These put v[n] into another order; time grows with n, whatever the order or ties. */
double quantile_of(double *v, size_t n, double p);
double quantile_median(double *v, size_t n);

/* Ascending; not for NAN. */
void quantile_sort(double *v, size_t n);

#endif
