/* A file comes in: what was asked, which format it is, how often it is read. */
#include "app/import_row.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "exchange/everything.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PROGRESS_BYTES = 1 << 18 };

static enum rc no_memory(struct err *e)
{
  return err_set(e, RC_NO_MEMORY, "There is not enough memory.");
}

/* --- the file ----------------------------------------------------------------------------------------------------- */

static ptrdiff_t read_file(void *ctx, char *p, size_t n)
{
  struct import *i = ctx;
  ptrdiff_t got = i->q->read(i->q->ctx, p, n);

  if (got > 0)
    i->bytes += (uint64_t)got;
  if (i->q->progress != NULL && i->bytes >= i->told + PROGRESS_BYTES) {
    i->told = i->bytes;
    i->q->progress(i->q->progress_ctx, i->bytes);
  }
  return got;
}

static bool rewind_file(void *ctx)
{
  struct import *i = ctx;

  i->bytes = i->told = 0;
  return i->q->rewind(i->q->ctx);
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static enum rc run_step(struct import *i, const struct format *f, enum import_step step, struct err *e)
{
  enum rc rc;

  if (step != STEP_EXACT && !text_rewind(&i->text))
    return err_set(e, RC_IO, "The file cannot be read again from its beginning.");
  i->step = step;
  i->ordinal = 0;
  rc = f->read(&i->reader, e);
  if (rc == RC_IO && text_failure(&i->text, e) != RC_OK)
    rc = RC_DATA;
  return rc;
}

static enum rc all_steps(struct import *i, const struct format *f, struct err *e)
{
  enum rc rc = run_step(i, f, STEP_EXACT, e);

  i->out.read = i->reader.records;
  if (rc == RC_OK && match_again(&i->match))
    rc = run_step(i, f, STEP_PRESENT, e);
  if (rc == RC_OK && match_again(&i->match))
    rc = run_step(i, f, STEP_CHANGED, e);
  if (rc == RC_OK)
    rc = import_names_make_scales(&i->names, i->open ? &i->action : NULL, e);
  if (rc == RC_OK && i->open)
    rc = action_end(i->app->st, &i->action, e);
  return rc;
}

/* Names that this import made, the first of them. */
static enum rc list_made(struct import *i, struct err *e)
{
  struct scale *scale = arena_array(i->app->arena, IMPORT_SHOWN, sizeof *scale);
  struct product *product = arena_array(i->app->arena, IMPORT_SHOWN, sizeof *product);

  if (scale == NULL || product == NULL)
    return no_memory(e);
  for (size_t k = 0; k < i->names.n; k++) {
    const struct import_name *n = i->names.all[k];

    if (n->there || !n->used)
      continue;
    if (n->kind == KIND_RATING && i->out.made_scale_n < IMPORT_SHOWN)
      scale[i->out.made_scale_n++] = n->scale;
    if (n->kind == KIND_DOSE && i->out.made_product_n < IMPORT_SHOWN)
      product[i->out.made_product_n++] = n->product;
  }
  i->out.made_scale = scale;
  i->out.made_product = product;
  return RC_OK;
}

static enum rc read_rows(struct import *i, const struct format *f, struct err *e)
{
  struct words_context words = {.env = i->app->env};
  enum rc rc = RC_OK;

  if (i->app->st != NULL)
    rc = app_words_context(i->app, &words, e);
  i->reader.words = &words;
  import_names_init(&i->names, i->app);
  if (rc == RC_OK)
    rc = match_init(&i->match, i->app->st, e);
  if (rc == RC_OK)
    rc = all_steps(i, f, e);
  if (rc == RC_OK)
    rc = list_made(i, e);
  i->out.action = i->open ? i->action.id : 0;
  import_names_done(&i->names);
  match_done(&i->match);
  return rc;
}

static enum rc read_everything(struct import *i, struct err *e)
{
  struct everything_counts c = {0};
  enum rc rc = everything_read(i->app->st, text_read, &i->text, &c, e);

  if (rc == RC_IO && text_failure(&i->text, e) != RC_OK)
    rc = RC_DATA;
  i->out.read = c.read;
  i->out.added = c.added;
  i->out.skipped = c.skipped;
  i->out.changed = c.changed;
  i->out.updated = c.changed > 0;
  i->out.restored = c.restored;
  i->out.merged = !c.restored;
  if (c.kept > 0)
    import_warn(i, 0, false,
                "%llu of its products, scales, conditions or profile values are here already under another id: yours "
                "stay as they are.",
                (unsigned long long)c.kept);
  return rc;
}

/* --- what was asked ----------------------------------------------------------------------------------------------- */

static enum rc usage(struct err *e, const char *message, const char *fix)
{
  err_set(e, RC_USAGE, "%s", message);
  err_fix(e, "%s", fix);
  return RC_USAGE;
}

static enum rc named_format(const struct import_request *q, const struct format **f, struct err *e)
{
  struct buf list = {0};

  *f = format_by_name(q->format);
  if (*f == NULL) {
    format_names(&list);
    err_set(e, RC_USAGE, "`%.*s` is not a format assay reads.", SPAN_FMT(utf8_cut(q->format, 60)));
    err_fix(e, "Formats are %s; without --format the file itself tells.", buf_text(&list));
    buf_done(&list);
    return RC_USAGE;
  }
  if (span_is(span_of((*f)->name), "map") != q->has_map)
    return q->has_map ? usage(e, "--map goes with --format map, or with no --format at all.", "Leave --format out.")
                      : usage(e, "The format map needs --map.", "For example --map 'at=date,pain=score'.");
  return RC_OK;
}

static enum rc choose_format(struct import *i, const struct format **f, struct err *e)
{
  const struct import_request *q = i->q;
  char *head;
  size_t n = 0;
  enum rc rc = RC_OK;

  if (q->format.p != NULL)
    rc = named_format(q, f, e);
  else if (q->has_map)
    *f = format_by_name(SPAN("map"));
  if (rc != RC_OK)
    return rc;
  head = malloc(TEXT_HEAD);
  if (head == NULL)
    return no_memory(e);
  rc = text_head(&i->text, head, &n, e);
  if (rc == RC_OK)
    rc = format_check_text((struct span){head, n}, e);
  if (rc == RC_OK && *f == NULL && (*f = format_recognise((struct span){head, n}, e)) == NULL)
    rc = RC_DATA;
  free(head);
  return rc;
}

static enum rc check_request(struct import *i, struct err *e)
{
  const struct import_request *q = i->q;

  if (!q->has_map && (q->start.n > 0 || q->scale.n > 0))
    return usage(e, "--start and --scale belong to --map.",
                 "Say what the columns are: --map 'at=date,pain=score'.");
  i->reader.map = q->map;
  i->reader.dates = q->dates;
  i->reader.scale = q->scale;
  i->reader.has_start = q->start.n > 0;
  if (i->reader.has_start && !date_parse(span_trim(q->start), &i->reader.start_day)) {
    err_set(e, RC_USAGE, "--start `%.*s` is not a date.", SPAN_FMT(utf8_cut(q->start, 60)));
    err_fix(e, "Write it as 2020-01-01.");
    return RC_USAGE;
  }
  return RC_OK;
}

static enum rc make_room(struct import *i, struct err *e)
{
  i->warning = arena_array(i->app->arena, IMPORT_WARNINGS_KEPT, sizeof *i->warning);
  i->row = arena_array(i->app->arena, IMPORT_SHOWN, sizeof *i->row);
  i->change = arena_array(i->app->arena, IMPORT_SHOWN, sizeof *i->change);
  i->out.warning = i->warning;
  i->out.row = i->row;
  i->out.change = i->change;
  return i->warning == NULL || i->row == NULL || i->change == NULL ? no_memory(e) : RC_OK;
}

/* Where in which file. */
static void name_file(const struct import_request *q, struct err *e)
{
  char where[sizeof e->where];

  if (e->rc != RC_DATA && e->rc != RC_IO)
    return;
  snprintf(where, sizeof where, "%s", e->where);
  if (where[0] == '\0' || where[0] < '0' || where[0] > '9')
    err_where(e, "%.200s", q->file_name);
  else
    err_where(e, "%.200s:%.100s", q->file_name, where);
}

static enum rc run(struct import *i, const struct format *f, struct err *e)
{
  bool writes = i->app->st != NULL && !(i->q->dry_run && f->read != NULL);
  enum rc rc = writes ? store_begin(i->app->st, e) : RC_OK;

  if (rc != RC_OK)
    return rc;
  rc = f->read != NULL ? read_rows(i, f, e) : read_everything(i, e);
  if (!writes)
    return rc;
  if (rc == RC_OK && i->q->dry_run)
    return store_end(i->app->st, RC_FOUND, e) == RC_FOUND ? RC_OK : RC_IO; /* looked at, and taken back */
  return store_end(i->app->st, rc, e);
}

enum rc app_import(struct app *app, const struct import_request *q, struct import_result *out, struct err *e)
{
  struct err own = {0};
  struct import *i = calloc(1, sizeof *i);
  const struct format *f = NULL;
  enum rc rc;

  if (e == NULL)
    e = &own;
  if (i == NULL)
    return no_memory(e);
  i->app = app;
  i->q = q;
  text_init(&i->text, read_file, rewind_file, i);
  i->reader = (struct reader){
    .env = app->env, .read = text_read, .rewind = text_rewind, .read_ctx = &i->text,
    .row = import_take_row, .warn = import_warn, .ctx = i,
  };
  rc = check_request(i, e);
  if (rc == RC_OK)
    rc = make_room(i, e);
  if (rc == RC_OK)
    rc = choose_format(i, &f, e);
  if (rc == RC_OK && q->dates.n > 0 && !q->has_map && !span_is(span_of(f->name), "notes"))
    rc = usage(e, "--dates belongs to --map and to dated notes.",
               "Say what the columns are: --map 'at=date,pain=score'.");
  if (rc == RC_OK)
    rc = run(i, f, e);
  if (rc == RC_OK) {
    i->out.format = f->name;
    i->out.shown = f->shown;
    *out = i->out;
  } else {
    name_file(q, e);
  }
  arena_done(&i->scratch);
  free(i);
  return rc;
}
