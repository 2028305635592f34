/* Red flags of entries in the store. DESIGN section 2 rule 4. */
#ifndef HARM_FLAG_REPO_H
#define HARM_FLAG_REPO_H

#include "base/arena.h"
#include "harm/flag.h"
#include "journal/entry.h"
#include "store/store.h"

/* Scans what can hold words (note, side effect, product, medicine) of an entry; hits as flag_scan. */
size_t flag_scan_entry(struct flag_matcher *m, const struct entry *en, struct flag_hit out[FLAG_HITS_MAX]);
/* Writes down the flags of an entry that came with a file: they count from its event time. */
enum rc flag_store(struct store *st, const struct entry *en, const struct flag_hit *hit, size_t n, struct err *e);
/* Makes the flags of a typed or edited entry anew; a sign that stood there already keeps the time it was found. */
enum rc flag_found(struct store *st, const struct entry *en, int64_t now_s, const struct flag_hit *hit, size_t n,
                   struct err *e);
enum rc flag_drop(struct store *st, int64_t entry, struct err *e);

/* A flag that counts now: first on every output. */
struct flag_finding {
  const struct fact_red_flag *flag;
  enum fact_level level;
  int64_t entry;        /* small number */
  struct uid entry_uid;
  struct instant at;    /* when it was lived */
  struct span words;    /* what was written, in the arena */
};
/* Emergency for 48 h, urgent for 7 days, from the later of event and typing for what was typed, from the event time for
 * imports. Worst first, then newest. Notes (long past) are left out. */
enum rc flag_standing(struct store *st, int64_t now_s, struct arena *a, struct flag_finding **out, size_t *n,
                      struct err *e);

#endif
