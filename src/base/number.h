/* Numbers as people and files write them: decimal only, a point whatever the locale.
 * nan, inf, hexadecimal and trailing text are not numbers. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include "base/span.h"

#include <stdint.h>

enum { NUMBER_TEXT_MAX = 32 };

/* The whole span must be a number ("-3", "+3", "2.5", "1e-3", ".5" , "5."). Rounded correctly, however long the text.
 * Out of double's range, also towards nothing ("1e-400"): false. On false *out is untouched. */
bool number_parse(struct span s, double *out);
/* Whole numbers within int64. */
bool number_parse_int(struct span s, int64_t *out);
/* Shortest text that reads back as the same double ("2.5", "1e-07", "36500"); returns its length.
 * -0 is written as 0. Not finite: writes nothing, returns 0. */
size_t number_text(double v, char out[NUMBER_TEXT_MAX]);
/* Fixed decimals (0 to 15), for the eye, without "-0". Not finite: an en dash. Too long to fit: as number_text. */
size_t number_fixed(double v, int decimals, char out[NUMBER_TEXT_MAX]);

#endif
