#include "journal/answer.h"

#include "store/query.h"

enum rc answer_get(struct store *st, const struct answer_key *k, struct buf *out, bool *found, struct err *e)
{
  struct query q = query_of(st, "SELECT body FROM answer WHERE kind = :kind AND subject = :subject"
                                " AND inputs_hash = :inputs_hash");

  *found = false;
  query_text(&q, ":kind", k->kind);
  query_text(&q, ":subject", k->subject);
  query_blob(&q, ":inputs_hash", k->inputs_hash, sizeof k->inputs_hash);
  if (query_row(&q)) {
    buf_put(out, query_get_text(&q, 0));
    *found = true;
  }
  return query_end(&q, e);
}

enum rc answer_put(struct store *st, const struct answer_key *k, const struct answer_meta *m, struct span body,
                   struct err *e)
{
  struct query q = query_of(
    st, "INSERT OR REPLACE INTO answer (kind, subject, inputs_hash, since, until, versions, seed, made_s, body)"
        " VALUES (:kind, :subject, :inputs_hash, :since, :until, :versions, :seed, :made_s, :body)");

  query_text(&q, ":kind", k->kind);
  query_text(&q, ":subject", k->subject);
  query_blob(&q, ":inputs_hash", k->inputs_hash, sizeof k->inputs_hash);
  if (m->has_window) {
    query_int(&q, ":since", m->since_day);
    query_int(&q, ":until", m->until_day);
  }
  query_text(&q, ":versions", m->versions);
  if (m->has_seed)
    query_int(&q, ":seed", m->seed);
  query_int(&q, ":made_s", m->made_s);
  query_text(&q, ":body", body);
  return query_run(&q, e);
}
