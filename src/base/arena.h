/* Memory with one lifetime: everything is freed together. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/span.h"

struct arena_block;
struct arena {
  struct arena_block *head;
};

/* Zeroed, aligned for any object; NULL when memory is short. */
void *arena_alloc(struct arena *a, size_t n);
void *arena_array(struct arena *a, size_t n, size_t size); /* n * size checked for overflow */
/* A NUL-terminated copy; p is NULL when memory is short. */
struct span arena_copy(struct arena *a, struct span s);
void arena_reset(struct arena *a); /* keeps one block for reuse */
void arena_done(struct arena *a);

#endif
