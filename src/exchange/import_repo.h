/* What only an import does to entries. Writers expect an open action; a row that is changed has been kept by it. */
#ifndef EXCHANGE_IMPORT_REPO_H
#define EXCHANGE_IMPORT_REPO_H

#include "journal/key.h"
#include "journal/record.h"

/* The row of the file that the entry now says; undo brings the old key back with the old row. */
enum rc import_rekey(struct store *st, int64_t id, const struct import_key *key, struct err *e);
/* A deleted entry stands in the record again. */
enum rc import_revive(struct store *st, int64_t id, struct err *e);

/* entry_add for a million rows: the same row, bound by place, without a question back for its number. */
enum rc import_add(struct store *st, struct action *a, struct entry *en, const struct import_key *key, struct err *e);

#endif
