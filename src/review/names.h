/* Names to small numbers: each different text once, in order of first sight. */
#ifndef REVIEW_NAMES_H
#define REVIEW_NAMES_H

#include "base/arena.h"

#include <stdint.h>

struct names {
  struct span *name; /* copies, [n] */
  uint32_t *slot;    /* open addressing, number + 1; cap is a power of two */
  size_t n, room, cap;
  uint32_t last; /* the one asked for most recently */
};

#define NAMES_FAILED UINT32_MAX

/* The number of a name, made when new; NAMES_FAILED when memory is short. Copies go to the arena. */
uint32_t names_of(struct names *t, struct arena *a, struct span name);
/* The number of a known name, else NAMES_FAILED. */
uint32_t names_find(const struct names *t, struct span name);
void names_done(struct names *t);

#endif
