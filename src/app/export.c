#include "app/export.h"

#include "base/utf8.h"
#include "exchange/csv_out.h"
#include "exchange/everything.h"
#include "out/json.h"

struct feed {
  struct csv_out out;
  enum rc rc;
  struct err *e;
};

static bool feed_entry(void *ctx, const struct entry *en)
{
  struct feed *f = ctx;

  f->rc = csv_out_add(&f->out, en, f->e);
  return f->rc == RC_OK;
}

static enum rc export_csv(struct app *app, const struct export_request *q, export_sink sink, void *ctx, struct err *e)
{
  struct feed f = {.out = {.sink = sink, .ctx = ctx, .for_spreadsheet = q->for_spreadsheet}, .e = e};
  struct entry_filter all = {0};
  enum rc rc;

  csv_out_begin(&f.out);
  rc = entry_each(app->st, &all, feed_entry, &f, e);
  return csv_out_end(&f.out, f.rc != RC_OK ? f.rc : rc, e);
}

static enum rc export_json(struct app *app, export_sink sink, void *ctx, struct err *e)
{
  struct app_versions v = app_versions(app);
  struct buf versions = {0};
  struct json j;
  enum rc rc;

  json_init(&j, &versions);
  json_object(&j);
  json_key_text(&j, "assay", v.assay);
  json_key_int(&j, "schema", v.schema);
  json_key_text(&j, "facts", v.facts);
  json_key_text(&j, "method", v.method);
  json_object_end(&j);
  rc = versions.failed ? err_set(e, RC_NO_MEMORY, "There is not enough memory.")
                       : everything_write(app->st, buf_span(&versions), sink, ctx, e);
  buf_done(&versions);
  return rc;
}

enum rc app_export(struct app *app, const struct export_request *q, export_sink sink, void *ctx, struct err *e)
{
  bool json = span_is_fold(q->format, "json");
  struct span shown = utf8_cut(q->format, 60);

  if (!json && !span_is_fold(q->format, "csv") && q->format.p != NULL) {
    err_set(e, RC_USAGE, "`%.*s` is not a format assay writes.", SPAN_FMT(shown));
    err_fix(e, "Formats are csv and json.");
    return RC_USAGE;
  }
  if (json && q->for_spreadsheet) {
    err_set(e, RC_USAGE, "--for-spreadsheet is for CSV.");
    err_fix(e, "Leave it out, or take --format csv.");
    return RC_USAGE;
  }
  return json ? export_json(app, sink, ctx, e) : export_csv(app, q, sink, ctx, e);
}
