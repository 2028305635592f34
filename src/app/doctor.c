#include "app/doctor.h"

#include "journal/health.h"

void doctor_find(struct doctor *d, const char *id, const char *what, const char *fix)
{
  if (d->n < DOCTOR_MAX)
    d->found[d->n++].id = id, d->found[d->n - 1].what = what, d->found[d->n - 1].fix = fix;
}

enum rc app_doctor(struct app *app, struct doctor *out, struct err *e)
{
  struct journal_health h;
  enum rc rc = journal_health(app->st, app->env->now_s, app->arena, &h, e);

  if (rc != RC_OK)
    return rc;
  out->entries = h.entries;
  out->deleted = h.deleted;
  out->undone = h.undone;
  out->actions = h.actions;
  out->past = h.past;
  out->products = h.products;
  out->future = h.future;
  if (h.integrity.n > 0)
    doctor_find(out, "integrity", arena_copy(app->arena, h.integrity).p,
                "Keep the file, and restore the newest backup with `assay restore FILE`.");
  if (h.loose > 0)
    doctor_find(out, "references", "Some rows point to rows that are not there.",
                "Keep the file, and restore the newest backup with `assay restore FILE`.");
  if (h.dose_without_product > 0)
    doctor_find(out, "products", "Some doses name a product that the journal does not have.",
                "`assay product NAME` makes it; their mg cannot be told until then.");
  return RC_OK;
}
