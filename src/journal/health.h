/* What lies in the journal, and whether it holds together. */
#ifndef JOURNAL_HEALTH_H
#define JOURNAL_HEALTH_H

#include "base/arena.h"
#include "store/store.h"

struct journal_health {
  struct span integrity; /* SQLite's first complaint, in the arena; empty: none */
  int64_t loose;         /* rows with a broken reference */
  int64_t dose_without_product;
  int64_t entries, deleted, undone, actions, past, products, future;
};
enum rc journal_health(struct store *st, int64_t now_s, struct arena *a, struct journal_health *out, struct err *e);

#endif
