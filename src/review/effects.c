/* Side effects by name, and the medicines that stand. */
#include "review/build.h"

#include <math.h>
#include <stdlib.h>

static int by_days(const void *a, const void *b)
{
  const struct review_effect *x = a, *y = b;

  if (x->days != y->days)
    return x->days > y->days ? -1 : 1;
  return span_compare(x->name, y->name);
}

static int by_name_and_day(const void *a, const void *b)
{
  const struct felt *x = a, *y = b;

  if (x->name != y->name)
    return x->name < y->name ? -1 : 1;
  return (x->day > y->day) - (x->day < y->day);
}

static int by_name(const void *a, const void *b)
{
  const struct review_medicine *x = a, *y = b;

  return span_compare(x->name, y->name);
}

bool effects_fill(struct work *w)
{
  struct review *r = w->r;
  size_t names = w->b->effects.n, days = r->days, kept = 0;
  struct review_effect *all = arena_array(w->a, names, sizeof *all);

  if (!all)
    return false;
  if (w->b->felt.n > 1)
    qsort(w->b->felt.at, w->b->felt.n, sizeof *w->b->felt.at, by_name_and_day);
  for (size_t i = 0; i < names; i++)
    all[i] = (struct review_effect){
        .name = w->b->effects.name[i], .worst = NAN, .first_day = INT64_MAX, .last_day = INT64_MIN};
  for (size_t i = 0; i < w->b->felt.n; i++) {
    const struct felt *f = &w->b->felt.at[i];
    struct review_effect *v = &all[f->name];
    size_t at = day_index(r, f->day);

    if (at == days || at < w->pattern_from)
      continue;
    v->days += v->n == 0 || v->last_day != f->day;
    v->n++;
    v->worst = fmax(v->worst, f->severity);
    v->first_day = f->day < v->first_day ? f->day : v->first_day;
    v->last_day = f->day > v->last_day ? f->day : v->last_day;
  }
  for (size_t i = 0; i < names; i++) {
    if (all[i].n == 0)
      continue;
    all[kept] = all[i];
    all[kept].name = arena_copy(w->a, all[i].name);
    if (all[kept++].name.p == NULL)
      return false;
  }
  qsort(all, kept, sizeof *all, by_days);
  r->effect = all;
  r->effect_n = kept;
  return true;
}

static bool current(const struct course_of_medicine *m)
{
  if (!m->started)
    return false;
  if (!m->stopped || m->stop.at_s < m->start.at_s)
    return true;
  return m->stop.at_s == m->start.at_s && m->stop_order < m->start_order;
}

bool medicines_fill(struct work *w)
{
  struct review *r = w->r;

  r->medicine = arena_array(w->a, w->b->medicine.n, sizeof *r->medicine);
  if (!r->medicine)
    return false;
  for (size_t i = 0; i < w->b->medicine.n; i++) {
    const struct course_of_medicine *m = &w->b->medicine.at[i];
    struct review_medicine *v = &r->medicine[r->medicine_n];

    if (!current(m))
      continue;
    *v = (struct review_medicine){
        .name = arena_copy(w->a, w->b->medicines.name[i]), .dose = arena_copy(w->a, m->dose), .since = m->start};
    if (v->name.p == NULL || v->dose.p == NULL)
      return false;
    r->medicine_n++;
  }
  qsort(r->medicine, r->medicine_n, sizeof *r->medicine, by_name);
  return true;
}
