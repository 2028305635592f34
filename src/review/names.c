#include "review/names.h"

#include <stdlib.h>

enum { CAP_FIRST = 64 };

/* FNV-1a. */
static size_t hash(struct span s)
{
  uint64_t h = UINT64_C(14695981039346656037);

  for (size_t i = 0; i < s.n; i++)
    h = (h ^ (unsigned char)s.p[i]) * UINT64_C(1099511628211);
  return (size_t)(h ^ h >> 32);
}

/* The slot of the name, or the free one where it would go. */
static size_t slot_of(const struct names *t, struct span name)
{
  size_t i = hash(name) & (t->cap - 1);

  while (t->slot[i] != 0 && !span_eq(t->name[t->slot[i] - 1], name))
    i = (i + 1) & (t->cap - 1);
  return i;
}

uint32_t names_find(const struct names *t, struct span name)
{
  uint32_t found = t->cap > 0 ? t->slot[slot_of(t, name)] : 0;

  return found > 0 ? found - 1 : NAMES_FAILED;
}

static bool grow(struct names *t)
{
  struct names bigger = *t;

  bigger.cap = t->cap ? t->cap * 2 : CAP_FIRST;
  bigger.slot = calloc(bigger.cap, sizeof *bigger.slot);
  bigger.name = realloc(t->name, bigger.cap / 2 * sizeof *bigger.name);
  if (bigger.name)
    t->name = bigger.name;
  if (bigger.name == NULL || bigger.slot == NULL) {
    free(bigger.slot);
    return false;
  }
  bigger.room = bigger.cap / 2;
  for (size_t i = 0; i < t->n; i++)
    bigger.slot[slot_of(&bigger, t->name[i])] = (uint32_t)i + 1;
  free(t->slot);
  *t = bigger;
  return true;
}

uint32_t names_of(struct names *t, struct arena *a, struct span name)
{
  struct span copy;
  size_t at;

  if (t->n > 0 && span_eq(t->name[t->last], name))
    return t->last;
  if (t->n == t->room && !grow(t))
    return NAMES_FAILED;
  at = slot_of(t, name);
  if (t->slot[at] == 0) {
    copy = arena_copy(a, name);
    if (copy.p == NULL)
      return NAMES_FAILED;
    t->name[t->n++] = copy;
    t->slot[at] = (uint32_t)t->n;
  }
  t->last = t->slot[at] - 1;
  return t->last;
}

void names_done(struct names *t)
{
  free(t->name);
  free(t->slot);
  *t = (struct names){0};
}
