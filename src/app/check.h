/* What may stand in the record: one gate for typed, edited and imported entries. */
#ifndef APP_CHECK_H
#define APP_CHECK_H

#include "app/app.h"

/* Kind, value, unit and text of an entry, apart from its time. scale: of a rating, NULL when it has none yet. Writes
 * the canonical spelling (unit key, analyte code, scale name) into en. Errors: RC_DATA with the sentence. */
enum rc check_entry(struct entry *en, const struct scale *scale, struct err *e);

/* No control characters, which could steer a terminal. */
bool check_name(struct span name);

/* Event time: not more than 5 minutes after now. */
enum rc check_time(const struct entry *en, const struct env *env, struct err *e);

#endif
