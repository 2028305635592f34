/* Actions and the history of rows: what undo, redo, history and the export of everything stand on.
 *
 * Functions that write expect an open transaction (app/ has begun it). */
#ifndef JOURNAL_RECORD_H
#define JOURNAL_RECORD_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/env.h"
#include "base/uid.h"
#include "store/store.h"

#include <stdint.h>

enum record_table { RECORD_ENTRY, RECORD_PRODUCT, RECORD_SCALE, RECORD_CONDITION, RECORD_PROFILE, RECORD_TABLE_COUNT };
enum row_state { ROW_LIVE, ROW_DELETED, ROW_UNDONE };

/* One action while it is being made. */
struct action {
  int64_t id;
  struct uid uid;  /* its own */
  struct uid next; /* for the next row it makes */
  struct instant at;
  int64_t first_entry, last_entry; /* 0: none yet */
};

/* Opens an action; whatever could be redone no longer can. said may be empty. */
enum rc action_begin(struct store *st, const struct env *env, const char *verb, struct span said, struct action *out,
                     struct err *e);
/* Writes down which entries it made and that the journal changed. */
enum rc action_end(struct store *st, const struct action *a, struct err *e);
struct uid action_uid(struct action *a); /* a fresh public id */

/* Keeps a row as it is now, before this action changes or deletes it. */
enum rc record_keep(struct store *st, const struct action *a, enum record_table t, int64_t id, struct err *e);

struct action_row {
  int64_t id;
  struct span verb, said;
  struct instant at;
  int64_t rows;     /* rows it made or changed that still can be taken back */
};
/* What `undo` (or `redo`) would act on; out->id 0 when there is nothing. Texts live in the arena. */
enum rc action_newest(struct store *st, bool redo, struct arena *a, struct action_row *out, struct err *e);
/* Takes the newest action back, or the last undone one forth. changed(ctx, id): called for every entry whose content
 * changed, so that its flags can be made anew; may be NULL. */
typedef enum rc (*entry_changed_fn)(void *ctx, int64_t entry, struct err *e);
enum rc action_turn(struct store *st, int64_t id, bool redo, entry_changed_fn changed, void *ctx, struct err *e);

/* Past bodies of a row, oldest first: fn(ctx, action verb, action time, JSON of the row). */
typedef void (*past_fn)(void *ctx, const struct action_row *by, struct span body);
enum rc record_past(struct store *st, enum record_table t, int64_t id, past_fn fn, void *ctx, struct err *e);

#endif
