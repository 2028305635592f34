/* Products in the journal. Writers expect an open transaction and an action. */
#ifndef SOURCE_REPO_H
#define SOURCE_REPO_H

#include "base/arena.h"
#include "journal/record.h"
#include "source/product.h"

/* All products by name; texts in the arena. */
enum rc product_all(struct store *st, struct arena *a, struct product **out, size_t *n, struct err *e);
/* By name without case. */
enum rc product_find(struct store *st, struct span name, struct arena *a, struct product *out, bool *found,
                     struct err *e);
enum rc product_add(struct store *st, struct action *act, struct product *p, struct err *e);
enum rc product_change(struct store *st, const struct action *act, const struct product *p, struct err *e);

#endif
