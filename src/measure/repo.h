/* Own scales in the journal. Writers expect an open transaction and an action. */
#ifndef MEASURE_REPO_H
#define MEASURE_REPO_H

#include "base/arena.h"
#include "journal/record.h"
#include "measure/scale.h"

/* All own scales, by name; texts in the arena. */
enum rc scale_all(struct store *st, struct arena *a, struct scale **out, size_t *n, struct err *e);
/* Own or built in, by name without case; false in *found when there is none. */
enum rc scale_find(struct store *st, struct span name, struct arena *a, struct scale *out, bool *found, struct err *e);
enum rc scale_add(struct store *st, struct action *act, struct scale *s, struct err *e);
enum rc scale_change(struct store *st, const struct action *act, const struct scale *s, struct err *e);
const char *better_name(enum fact_better b);
bool better_parse(struct span s, enum fact_better *out);

#endif
