#include "measure/repo.h"

#include "store/query.h"

static const char *const better_names[] = {"unknown", "up", "down"};

const char *better_name(enum fact_better b)
{
  return better_names[b];
}

bool better_parse(struct span s, enum fact_better *out)
{
  for (size_t i = 0; i < sizeof better_names / sizeof better_names[0]; i++) {
    if (span_is_fold(s, better_names[i])) {
      *out = (enum fact_better)i;
      return true;
    }
  }
  return false;
}

static void read_scale(struct query *q, struct arena *a, struct scale *s)
{
  *s = (struct scale){
    .id = query_get_int(q, 0),
    .name = arena_copy(a, query_get_text(q, 1)),
    .lo = query_get_real(q, 2),
    .hi = query_get_real(q, 3),
    .step = query_get_real(q, 4),
    .day = span_is(query_get_text(q, 6), "sum") ? DAY_SUM : DAY_MEDIAN,
    .unit = arena_copy(a, query_get_text(q, 7)),
  };
  better_parse(query_get_text(q, 5), &s->better);
}

enum rc scale_all(struct store *st, struct arena *a, struct scale **out, size_t *n, struct err *e)
{
  struct query q = query_of(st, "SELECT count(*) FROM scale WHERE state = 0");
  size_t room = query_row(&q) ? (size_t)query_get_int(&q, 0) : 0;
  enum rc rc = query_end(&q, e);
  struct scale *s = NULL;
  size_t at = 0;

  if (rc == RC_OK && room > 0 && (s = arena_array(a, room, sizeof *s)) == NULL)
    rc = err_set(e, RC_NO_MEMORY, "There is not enough memory.");
  if (rc != RC_OK)
    return rc;
  q = query_of(st, "SELECT id, name, lo, hi, step, better, day, unit FROM scale WHERE state = 0 ORDER BY name");
  while (at < room && query_row(&q))
    read_scale(&q, a, &s[at++]);
  rc = query_end(&q, e);
  *out = s;
  *n = at;
  return rc;
}

enum rc scale_find(struct store *st, struct span name, struct arena *a, struct scale *out, bool *found, struct err *e)
{
  struct query q;

  *found = scale_built_in(name, out);
  if (*found)
    return RC_OK;
  q = query_of(st, "SELECT id, name, lo, hi, step, better, day, unit FROM scale"
                   " WHERE state = 0 AND name = :name COLLATE NOCASE");
  query_text(&q, ":name", name);
  if (query_row(&q)) {
    read_scale(&q, a, out);
    *found = true;
  }
  return query_end(&q, e);
}

static void bind_scale(struct query *q, const struct scale *s)
{
  query_text(q, ":name", s->name);
  query_real(q, ":lo", s->lo);
  query_real(q, ":hi", s->hi);
  query_real(q, ":step", s->step);
  query_text(q, ":better", span_of(better_name(s->better)));
  query_text(q, ":day", s->day == DAY_SUM ? SPAN("sum") : SPAN("median"));
  query_text(q, ":unit", s->unit);
}

enum rc scale_add(struct store *st, struct action *act, struct scale *s, struct err *e)
{
  struct uid uid = action_uid(act);
  struct query q = query_of(st, "INSERT INTO scale (uid, action, name, lo, hi, step, better, day, unit)"
                                " VALUES (:uid, :action, :name, :lo, :hi, :step, :better, :day, :unit) RETURNING id");

  query_blob(&q, ":uid", uid.b, sizeof uid.b);
  query_int(&q, ":action", act->id);
  bind_scale(&q, s);
  if (query_row(&q))
    s->id = query_get_int(&q, 0);
  return query_run(&q, e);
}

enum rc scale_change(struct store *st, const struct action *act, const struct scale *s, struct err *e)
{
  enum rc rc = record_keep(st, act, RECORD_SCALE, s->id, e);
  struct query q;

  if (rc != RC_OK)
    return rc;
  q = query_of(st, "UPDATE scale SET name = :name, lo = :lo, hi = :hi, step = :step, better = :better, day = :day,"
                   " unit = :unit WHERE id = :id");
  bind_scale(&q, s);
  query_int(&q, ":id", s->id);
  return query_run(&q, e);
}
