/* An entry as JSON, one shape everywhere: id, n, at, kind, what, value, unit, note, entered_at, source, imported. */
#ifndef JOURNAL_ENTRY_JSON_H
#define JOURNAL_ENTRY_JSON_H

#include "journal/entry.h"
#include "out/json.h"

/* Writes the members into an object the caller has opened. */
void entry_json(struct json *j, const struct entry *en);

#endif
