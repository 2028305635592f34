/* Entries in the store: added, read, changed, erased. Writers expect an open transaction and an action. */
#ifndef JOURNAL_JOURNAL_H
#define JOURNAL_JOURNAL_H

#include "journal/entry.h"
#include "journal/key.h"
#include "journal/record.h"

/* en->id and en->uid are set. key NULL: the one of a typed entry (source assay). */
enum rc entry_add(struct store *st, struct action *a, struct entry *en, const struct import_key *key, struct err *e);
/* Replaces the content of en->id, keeping what it was. The import key stays. */
enum rc entry_change(struct store *st, const struct action *a, const struct entry *en, struct err *e);
enum rc entry_delete(struct store *st, const struct action *a, int64_t id, struct err *e);

/* By small number ("12") or public id (32 hex digits, or a unique beginning of 8 and more). Texts live in the arena.
 * *state says whether it stands in the record. RC_DATA when there is none. */
enum rc entry_find(struct store *st, struct span id, struct arena *a, struct entry *out, enum row_state *state,
                   struct err *e);

/* Moves the texts of an entry into the arena; false when memory is short. */
bool entry_keep(struct entry *en, struct arena *a);
/* An entry from a body that `past` keeps. */
enum rc entry_of_body(struct store *st, struct span body, struct arena *a, struct entry *out, struct err *e);

/* Which entries, in which order. Everything zero: all of the record, oldest first, ties by id. */
struct entry_filter {
  bool has_since, has_until;
  int64_t since_day, until_day; /* calendar days of the entries' own offsets, both included */
  bool has_kind;
  enum kind kind;
  struct span what; /* n > 0: exactly this */
  struct span grep; /* n > 0: stands in what or note, case ignored */
  bool newest_first;
};
/* fn returns false to stop. Texts live until fn returns. */
typedef bool (*entry_fn)(void *ctx, const struct entry *en);
enum rc entry_each(struct store *st, const struct entry_filter *f, entry_fn fn, void *ctx, struct err *e);

struct journal_counts {
  int64_t entries;        /* in the record */
  int64_t newest_at_s;    /* event time; 0 when empty */
  int64_t newest_entry_s; /* entry time of the last ones written; 0 when empty */
  int64_t future;         /* event time after now */
};
/* Cheap: index look-ups, no scan, but for entries (0 unless asked). */
enum rc journal_counts(struct store *st, int64_t now_s, bool count_all, struct journal_counts *out, struct err *e);

/* Erase: rows, history, keys, flags, answers, for good. ids of what one entry or a date leaves. Returns how many. */
enum rc erase_would(struct store *st, int64_t day, int64_t *n, struct err *e); /* entries before that day */
enum rc erase_entry(struct store *st, int64_t id, struct err *e);
enum rc erase_before(struct store *st, int64_t day, int64_t *erased, struct err *e);
enum rc erase_all(struct store *st, struct err *e);
/* Before it: from here on what is deleted is overwritten. (Not always: it costs an import a third of its time, and the
 * scrub writes the whole file anew anyway.) */
enum rc erase_prepare(struct store *st, struct err *e);
/* After the transaction: gives the space back so that nothing can be read from the file any more. */
enum rc erase_scrub(struct store *st, struct err *e);
/* An earlier scrub did not come to its end: a kill, a full disk, another reader. */
bool erase_due(struct store *st);

/* Reading for import: records (deleted ones too) that share a place, made before this import. */
struct key_record {
  int64_t id;
  struct import_key key;
  bool deleted;
};
typedef void (*key_fn)(void *ctx, const struct key_record *r);
enum rc key_each(struct store *st, const struct import_key *key, int64_t up_to_id, key_fn fn, void *ctx, struct err *e);
/* Entries in the record of that minute, kind and what, made before this import: their present content. */
enum rc present_each(struct store *st, const struct entry *like, int64_t up_to_id, entry_fn fn, void *ctx,
                     struct err *e);
int64_t entry_last_id(struct store *st); /* 0 when there is none */

#endif
