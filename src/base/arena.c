#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The header takes a whole number of alignments, so that what follows it is aligned for any object. */
struct arena_block {
  struct arena_block *next;
  size_t cap, used; /* bytes behind the header */
};

enum {
  ALIGN = alignof(max_align_t),
  HEADER = (sizeof(struct arena_block) + ALIGN - 1) / ALIGN * ALIGN,
  BLOCK_FIRST = 4096 - HEADER,
  BLOCK_MAX = 1 << 20, /* growth stops here; larger wishes get a block of their own size */
};

static struct arena_block *block_add(struct arena *a, size_t n)
{
  size_t cap = a->head ? a->head->cap * 2 : BLOCK_FIRST;
  struct arena_block *block;

  if (cap > BLOCK_MAX)
    cap = BLOCK_MAX;
  if (cap < n)
    cap = n;
  block = malloc(HEADER + cap);
  if (block == NULL)
    return NULL;
  *block = (struct arena_block){ a->head, cap, 0 };
  a->head = block;
  return block;
}

void *arena_alloc(struct arena *a, size_t n)
{
  struct arena_block *block = a->head;
  unsigned char *p;

  if (n > PTRDIFF_MAX - HEADER - ALIGN)
    return NULL;
  n = (n + ALIGN - 1) / ALIGN * ALIGN;
  if (n == 0)
    n = ALIGN; /* every object has an address of its own */
  if (block == NULL || block->cap - block->used < n)
    block = block_add(a, n);
  if (block == NULL)
    return NULL;
  p = (unsigned char *)block + HEADER + block->used;
  block->used += n;
  return memset(p, 0, n);
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
  if (size != 0 && n > SIZE_MAX / size)
    return NULL;
  return arena_alloc(a, n * size);
}

struct span arena_copy(struct arena *a, struct span s)
{
  char *p = s.n < SIZE_MAX ? arena_alloc(a, s.n + 1) : NULL;

  if (p == NULL)
    return (struct span){ NULL, 0 };
  if (s.n > 0)
    memcpy(p, s.p, s.n);
  return (struct span){ p, s.n };
}

static void free_from(struct arena_block *block)
{
  while (block) {
    struct arena_block *next = block->next;

    free(block);
    block = next;
  }
}

void arena_reset(struct arena *a)
{
  if (a->head == NULL)
    return;
  free_from(a->head->next);
  a->head->next = NULL;
  a->head->used = 0;
}

void arena_done(struct arena *a)
{
  free_from(a->head);
  a->head = NULL;
}
