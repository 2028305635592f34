#include "app/import_names.h"

#include "measure/repo.h"
#include "source/repo.h"

#include <math.h>
#include <stdlib.h>

static const double VALUE_MAX = 1e9;

static enum rc no_memory(struct err *e)
{
  return err_set(e, RC_NO_MEMORY, "There is not enough memory.");
}

void import_names_init(struct import_names *t, struct app *app)
{
  *t = (struct import_names){.app = app};
}

void import_names_done(struct import_names *t)
{
  free(t->all);
  t->all = NULL;
}

static char lower(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static size_t bucket_of(enum kind kind, struct span name)
{
  uint32_t h = UINT32_C(2166136261) + (uint32_t)kind;

  for (size_t i = 0; i < name.n; i++)
    h = (h ^ (unsigned char)lower(name.p[i])) * UINT32_C(16777619);
  return (h ^ h >> 15) % IMPORT_NAME_BUCKETS;
}

static enum rc look_up_scale(struct import_names *t, struct import_name *n, struct err *e)
{
  char folded[64];
  enum rc rc = RC_OK;

  for (size_t i = 0; i < n->name.n && i < sizeof folded; i++)
    folded[i] = lower(n->name.p[i]);
  n->there = n->name.n <= sizeof folded && scale_built_in((struct span){folded, n->name.n}, &n->scale);
  if (!n->there && t->app->st != NULL)
    rc = scale_find(t->app->st, n->name, t->app->arena, &n->scale, &n->there, e);
  if (n->there)
    n->name = n->scale.name;
  return rc;
}

static enum rc look_up_product(struct import_names *t, struct import_name *n, struct span unit, struct err *e)
{
  enum rc rc = RC_OK;

  if (t->app->st != NULL)
    rc = product_find(t->app->st, n->name, t->app->arena, &n->product, &n->there, e);
  if (rc == RC_OK && n->there)
    n->name = n->product.name;
  else if (rc == RC_OK)
    product_guess(n->name, unit, &n->product);
  return rc;
}

static enum rc add(struct import_names *t, struct import_name *n, size_t bucket, struct err *e)
{
  if (t->n == t->room) {
    size_t room = t->room == 0 ? 64 : t->room * 2;
    struct import_name **more = realloc(t->all, room * sizeof *more);

    if (more == NULL)
      return no_memory(e);
    t->all = more;
    t->room = room;
  }
  t->all[t->n++] = n;
  n->next = t->bucket[bucket];
  t->bucket[bucket] = n;
  return RC_OK;
}

enum rc import_names_find(struct import_names *t, enum kind kind, struct span name, struct span unit,
                          struct import_name **out, struct err *e)
{
  size_t b = bucket_of(kind, name);
  struct import_name *n;
  enum rc rc;

  for (n = t->bucket[b]; n != NULL; n = n->next) {
    if (n->kind == kind && span_eq_fold(n->name, name)) {
      *out = n;
      return RC_OK;
    }
  }
  n = arena_alloc(t->app->arena, sizeof *n);
  if (n == NULL)
    return no_memory(e);
  n->name = arena_copy(t->app->arena, name);
  if (n->name.p == NULL)
    return no_memory(e);
  n->kind = kind;
  n->lowest = INFINITY;
  n->highest = -INFINITY;
  rc = kind == KIND_RATING ? look_up_scale(t, n, e) : look_up_product(t, n, unit, e);
  if (rc == RC_OK)
    rc = add(t, n, b, e);
  *out = n;
  return rc;
}

enum rc import_names_check_new_scale(const struct import_name *n, const struct entry *en, struct err *e)
{
  if (!scale_name_good(n->name)) {
    err_set(e, RC_DATA, "`%.*s` cannot be the name of a scale.", SPAN_FMT(n->name));
    err_fix(e, "Names have letters, digits, blanks, points and dashes; beside --map, --scale 'theirs=yours' gives "
               "another.");
    return RC_DATA;
  }
  if (fabs(en->value) <= VALUE_MAX)
    return RC_OK;
  err_set(e, RC_DATA, "The value of `%.*s` is larger than any scale.", SPAN_FMT(n->name));
  err_fix(e, "Check the column; an amount of something is a dose: kind='dose'.");
  return RC_DATA;
}

enum rc import_names_use(struct import_names *t, struct import_name *n, const struct entry *en, struct action *act,
                         struct err *e)
{
  bool made = false;

  if (!n->there && n->kind == KIND_RATING) {
    n->lowest = en->value < n->lowest ? en->value : n->lowest;
    n->highest = en->value > n->highest ? en->value : n->highest;
  }
  n->used = true;
  if (n->kind != KIND_DOSE || n->there || act == NULL || n->product.id != 0)
    return RC_OK;
  return app_product_for(t->app, act, n->name, en->unit, &n->product, &made, e);
}

static struct scale scale_that_holds(const struct import_name *n)
{
  struct scale s;

  if (scale_for_values(n->name, n->lowest, n->highest, &s))
    return s;
  s = (struct scale){.name = n->name, .lo = n->lowest < 0 ? -1 : 0, .hi = 10, .step = 1, .better = BETTER_UNKNOWN,
                     .day = DAY_MEDIAN, .unit = SPAN("")};
  while (s.lo > n->lowest)
    s.lo *= 10;
  while (s.hi < n->highest)
    s.hi *= 10;
  return s;
}

enum rc import_names_make_scales(struct import_names *t, struct action *act, struct err *e)
{
  enum rc rc = RC_OK;

  for (size_t i = 0; rc == RC_OK && i < t->n; i++) {
    struct import_name *n = t->all[i];

    if (n->kind != KIND_RATING || n->there || !n->used)
      continue;
    n->scale = scale_that_holds(n);
    if (act != NULL)
      rc = scale_add(t->app->st, act, &n->scale, e);
  }
  return rc;
}
