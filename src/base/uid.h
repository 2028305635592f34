/* Public ids: 128 bits, 48 of milliseconds and 80 of chance, so that they sort by time and two devices can merge. */
#ifndef BASE_UID_H
#define BASE_UID_H

#include "base/span.h"

#include <stdint.h>

enum { UID_BYTES = 16, UID_HEX = 33 };

struct uid {
  unsigned char b[UID_BYTES];
};

/* random: 10 bytes of true chance. */
struct uid uid_make(int64_t at_ms, const unsigned char random[10]);
/* The next id of the same action: the low 80 bits plus one. */
struct uid uid_next(const struct uid *u);
void uid_hex(const struct uid *u, char out[UID_HEX]);
bool uid_parse(struct span s, struct uid *out); /* 32 hex digits, either case */

#endif
