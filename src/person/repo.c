#include "person/profile.h"

#include "store/query.h"

#include <string.h>

enum rc profile_get(struct store *st, struct arena *a, struct profile *out, struct err *e)
{
  struct query q = query_of(st, "SELECT key, value FROM profile WHERE state = 0");
  struct profile p = {0};

  while (query_row(&q)) {
    enum profile_key k;

    if (profile_key_parse(query_get_text(&q, 0), &k))
      p.value[k] = arena_copy(a, query_get_text(&q, 1));
  }
  enum rc rc = query_end(&q, e);

  if (rc == RC_OK)
    *out = p;
  return rc;
}

static enum rc add(struct store *st, struct action *act, enum profile_key k, struct span value, struct err *e)
{
  struct uid uid = action_uid(act);
  struct query q =
    query_of(st, "INSERT INTO profile (uid, action, key, value) VALUES (:uid, :action, :key, :value)");

  query_blob(&q, ":uid", uid.b, sizeof uid.b);
  query_int(&q, ":action", act->id);
  query_text(&q, ":key", span_of(profile_key_name(k)));
  query_text(&q, ":value", value);
  return query_run(&q, e);
}

enum rc profile_set(struct store *st, struct action *act, enum profile_key k, struct span value, struct err *e)
{
  struct query q = query_of(st, "SELECT id FROM profile WHERE state = 0 AND key = :key");
  int64_t id = 0;
  enum rc rc;

  query_text(&q, ":key", span_of(profile_key_name(k)));
  if (query_row(&q))
    id = query_get_int(&q, 0);
  rc = query_end(&q, e);
  if (rc != RC_OK)
    return rc;
  if (id == 0)
    return value.n == 0 ? RC_OK : add(st, act, k, value, e);
  rc = record_keep(st, act, RECORD_PROFILE, id, e);
  if (rc != RC_OK)
    return rc;
  if (value.n == 0) {
    q = query_of(st, "UPDATE profile SET state = 1 WHERE id = :id");
  } else {
    q = query_of(st, "UPDATE profile SET value = :value WHERE id = :id");
    query_text(&q, ":value", value);
  }
  query_int(&q, ":id", id);
  return query_run(&q, e);
}

static void read_condition(struct query *q, struct arena *a, struct condition *c)
{
  struct span uid = query_get_blob(q, 1);

  *c = (struct condition){
    .id = query_get_int(q, 0),
    .name = arena_copy(a, query_get_text(q, 2)),
    .has_since = !query_is_null(q, 3),
    .since_day = query_get_int(q, 3),
    .has_ended = !query_is_null(q, 4),
    .ended_day = query_get_int(q, 4),
  };
  if (uid.n == UID_BYTES)
    memcpy(c->uid.b, uid.p, UID_BYTES);
}

enum rc condition_all(struct store *st, struct arena *a, struct condition **out, size_t *n, struct err *e)
{
  struct query q = query_of(st, "SELECT count(*) FROM condition WHERE state = 0");
  size_t room = query_row(&q) ? (size_t)query_get_int(&q, 0) : 0;
  enum rc rc = query_end(&q, e);
  struct condition *c = NULL;
  size_t at = 0;

  if (rc == RC_OK && room > 0 && (c = arena_array(a, room, sizeof *c)) == NULL)
    rc = err_set(e, RC_NO_MEMORY, "There is not enough memory.");
  if (rc != RC_OK)
    return rc;
  q = query_of(st, "SELECT id, uid, name, since, ended FROM condition WHERE state = 0"
                   " ORDER BY ended IS NOT NULL, name, id");
  while (at < room && query_row(&q))
    read_condition(&q, a, &c[at++]);
  rc = query_end(&q, e);
  *out = c;
  *n = at;
  return rc;
}

static void bind_days(struct query *q, const struct condition *c)
{
  if (c->has_since)
    query_int(q, ":since", c->since_day);
  else
    query_null(q, ":since");
  if (c->has_ended)
    query_int(q, ":ended", c->ended_day);
  else
    query_null(q, ":ended");
}

enum rc condition_add(struct store *st, struct action *act, struct condition *c, struct err *e)
{
  struct query q = query_of(st, "INSERT INTO condition (uid, action, name, since, ended)"
                                " VALUES (:uid, :action, :name, :since, :ended) RETURNING id");

  c->uid = action_uid(act);
  query_blob(&q, ":uid", c->uid.b, sizeof c->uid.b);
  query_int(&q, ":action", act->id);
  query_text(&q, ":name", c->name);
  bind_days(&q, c);
  if (query_row(&q))
    c->id = query_get_int(&q, 0);
  return query_run(&q, e);
}

enum rc condition_change(struct store *st, const struct action *act, const struct condition *c, struct err *e)
{
  enum rc rc = record_keep(st, act, RECORD_CONDITION, c->id, e);
  struct query q;

  if (rc != RC_OK)
    return rc;
  q = query_of(st, "UPDATE condition SET name = :name, since = :since, ended = :ended WHERE id = :id");
  query_text(&q, ":name", c->name);
  bind_days(&q, c);
  query_int(&q, ":id", c->id);
  return query_run(&q, e);
}
