/* Stored answers: what was computed, from which inputs. An answer with another hash is not given. */
#ifndef JOURNAL_ANSWER_H
#define JOURNAL_ANSWER_H

#include "base/buf.h"
#include "base/sha256.h"
#include "store/store.h"

struct answer_key {
  struct span kind;    /* review, effect ... */
  struct span subject; /* which one */
  unsigned char inputs_hash[SHA256_BYTES];
};

/* Appends the body to out and sets *found when an answer of these inputs is stored. */
enum rc answer_get(struct store *st, const struct answer_key *k, struct buf *out, bool *found, struct err *e);

struct answer_meta {
  bool has_window;
  int64_t since_day, until_day;
  struct span versions;
  bool has_seed;
  int64_t seed;
  int64_t made_s;
};
enum rc answer_put(struct store *st, const struct answer_key *k, const struct answer_meta *m, struct span body,
                   struct err *e);

#endif
