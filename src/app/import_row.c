/* What becomes of each row of a file: refused, added, skipped, changed. */
#include "app/import_row.h"

#include "app/check.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "exchange/import_repo.h"

#include <stdarg.h>
#include <stdio.h>

enum {
  MESSAGE_MAX = 640,
  EPOCH_DAYS = 31, /* January 1970: what a clock that was never set says, or seconds taken as milliseconds */
};

static const int64_t OLDEST_S = -2208988800; /* 1900, wall clock */

/* --- what is said ------------------------------------------------------------------------------------------------- */

static void keep_warning(struct import *i, uint64_t line, const char *message)
{
  i->out.warnings++;
  if (i->out.warning_n == IMPORT_WARNINGS_KEPT)
    return;
  i->warning[i->out.warning_n++] = (struct import_warning){line, arena_copy(i->app->arena, span_of(message))};
}

void import_warn(void *import, uint64_t line, bool refused, const char *fmt, ...)
{
  struct import *i = import;
  char message[MESSAGE_MAX];
  va_list args;
  int n;

  if (i->step != STEP_EXACT)
    return; /* said the first time */
  i->out.skipped += refused;
  va_start(args, fmt);
  n = vsnprintf(message, sizeof message, fmt, args);
  va_end(args);
  if (n >= (int)sizeof message)
    message[utf8_cut((struct span){message, sizeof message - 1}, sizeof message - 1).n] = '\0';
  keep_warning(i, line, message);
}

static struct entry kept_entry(struct import *i, const struct entry *en)
{
  struct entry k = *en;

  k.what = arena_copy(i->app->arena, en->what);
  k.unit = arena_copy(i->app->arena, en->unit);
  k.note = arena_copy(i->app->arena, en->note);
  k.source = arena_copy(i->app->arena, en->source);
  return k;
}

/* A preview shows what would be; where a row is looked at again its fate is set then. */
static void show_row(struct import *i, const struct exchange_row *row, const struct entry *en, enum import_fate fate,
                     const struct entry *before)
{
  size_t at = 0;

  if (!i->q->dry_run)
    return;
  while (at < i->out.row_n && i->row_ordinal[at] != i->ordinal)
    at++;
  if (at == IMPORT_SHOWN || (at == i->out.row_n && i->step != STEP_EXACT))
    return;
  if (at == i->out.row_n) {
    i->row[at] = (struct import_row){.line = row->line, .entry = kept_entry(i, en)};
    i->row_ordinal[i->out.row_n++] = i->ordinal;
  }
  i->row[at].fate = fate;
  if (before != NULL)
    i->row[at].before = kept_entry(i, before);
}

static void show_change(struct import *i, const struct exchange_row *row, const struct entry *en,
                        const struct entry *before)
{
  if (i->out.change_n < IMPORT_SHOWN)
    i->change[i->out.change_n++] = (struct import_row){
      .line = row->line, .fate = IMPORT_CHANGED, .entry = kept_entry(i, en), .before = kept_entry(i, before)};
}

/* --- one row ------------------------------------------------------------------------------------------------------ */

static enum rc check_when(struct import *i, const struct exchange_row *row, struct err *e)
{
  const struct instant *at = &row->entry.at;
  char shown[INSTANT_TEXT_MAX];
  int64_t day;

  if (at->at_s + at->offset_s < OLDEST_S) {
    instant_text(at, shown);
    err_set(e, RC_DATA, "%s lies before 1900.", shown);
    err_fix(e, "Check the year.");
    return RC_DATA;
  }
  day = instant_day(at);
  if (day >= 0 && day < EPOCH_DAYS) {
    instant_text(at, shown);
    import_warn(i, row->line, false,
                "%s: such a date mostly comes of a clock that was not set, or of a time in other units.", shown);
  }
  return check_time(&row->entry, i->app->env, e);
}

/* The row as it would be stored: names and units as the journal spells them. RC_DATA: it is refused. */
static enum rc understand(struct import *i, const struct exchange_row *row, struct entry *en, struct import_name **name,
                          struct err *e)
{
  enum rc rc = RC_OK;

  *en = row->entry;
  *name = NULL;
  if ((en->kind == KIND_RATING || en->kind == KIND_DOSE) && en->what.n > 0)
    rc = import_names_find(&i->names, en->kind, en->what, en->unit, name, e);
  if (rc == RC_OK)
    rc = check_entry(en, *name != NULL && en->kind == KIND_RATING && (*name)->there ? &(*name)->scale : NULL, e);
  if (rc == RC_OK && *name != NULL) {
    en->what = (*name)->name;
    if (en->kind == KIND_RATING && !(*name)->there)
      rc = import_names_check_new_scale(*name, en, e);
  }
  return rc == RC_OK ? check_when(i, row, e) : rc;
}

static enum rc open_action(struct import *i, struct err *e)
{
  enum rc rc;

  if (i->open)
    return RC_OK;
  rc = action_begin(i->app->st, i->app->env, "import", span_of(i->q->file_name), &i->action, e);
  i->open = rc == RC_OK;
  return rc;
}

/* As app_store_entry, but for many. */
static enum rc store_row(struct import *i, const struct exchange_row *row, struct entry *en, struct err *e)
{
  struct flag_hit hit[FLAG_HITS_MAX];
  struct flag_matcher *m;
  enum rc rc;

  en->entered = i->action.at;
  rc = import_add(i->app->st, &i->action, en, &row->key, e);
  if (rc != RC_OK || (en->note.n == 0 && en->kind != KIND_SIDE_EFFECT))
    return rc;
  rc = app_matcher(i->app, &m, e);
  return rc == RC_OK ? flag_store(i->app->st, en, hit, flag_scan_entry(m, en, hit), e) : rc;
}

static enum rc add_row(struct import *i, const struct exchange_row *row, struct entry *en, struct import_name *name,
                       struct err *e)
{
  enum rc rc = RC_OK;

  i->out.added++;
  show_row(i, row, en, IMPORT_ADDED, NULL);
  if (!i->q->dry_run)
    rc = open_action(i, e);
  if (rc == RC_OK && name != NULL)
    rc = import_names_use(&i->names, name, en, i->q->dry_run ? NULL : &i->action, e);
  if (rc != RC_OK || i->q->dry_run)
    return rc;
  return store_row(i, row, en, e);
}

static void skip_row(struct import *i, const struct exchange_row *row, const struct entry *en)
{
  i->out.skipped++;
  show_row(i, row, en, IMPORT_SKIPPED, NULL);
}

static enum rc read_entry(struct import *i, int64_t id, struct entry *out, struct err *e)
{
  char number[24];
  enum row_state state;

  snprintf(number, sizeof number, "%lld", (long long)id);
  arena_reset(&i->scratch);
  return entry_find(i->app->st, span_of(number), &i->scratch, out, &state, e);
}

/* The entry says what the row says, from now on; what it said is kept. */
static enum rc write_over(struct import *i, const struct exchange_row *row, struct entry *en, struct import_name *name,
                          const struct entry *before, bool revive, struct err *e)
{
  struct flag_hit hit[FLAG_HITS_MAX];
  struct flag_matcher *m;
  enum rc rc = open_action(i, e);

  if (rc == RC_OK && name != NULL)
    rc = import_names_use(&i->names, name, en, &i->action, e);
  if (rc == RC_OK)
    rc = app_matcher(i->app, &m, e);
  if (rc != RC_OK)
    return rc;
  en->id = before->id;
  en->range_lo = before->range_lo; /* no file of rows holds the laboratory's range */
  en->range_hi = before->range_hi;
  rc = entry_change(i->app->st, &i->action, en, e);
  if (rc == RC_OK)
    rc = import_rekey(i->app->st, en->id, &row->key, e);
  if (rc == RC_OK && revive)
    rc = import_revive(i->app->st, en->id, e);
  if (rc == RC_OK)
    rc = flag_drop(i->app->st, en->id, e);
  if (rc == RC_OK)
    rc = flag_store(i->app->st, en, hit, flag_scan_entry(m, en, hit), e);
  return rc;
}

/* Its key stands in the journal. --again brings back what was deleted or edited since. */
static enum rc known_row(struct import *i, const struct exchange_row *row, struct entry *en, struct import_name *name,
                         const struct matched *found, struct err *e)
{
  struct entry before;
  enum rc rc;

  if (!i->q->again) {
    skip_row(i, row, en);
    return RC_OK;
  }
  rc = read_entry(i, found->id, &before, e);
  if (rc != RC_OK)
    return rc;
  if (!found->deleted && match_same(&before, row, en)) {
    skip_row(i, row, en);
    return RC_OK;
  }
  if (found->deleted) {
    i->out.added++;
    show_row(i, row, en, IMPORT_ADDED, NULL);
  } else {
    i->out.changed++;
    show_row(i, row, en, IMPORT_CHANGED, &before);
    show_change(i, row, en, &before);
  }
  i->out.updated = i->out.updated || !found->deleted;
  return i->q->dry_run ? RC_OK : write_over(i, row, en, name, &before, found->deleted, e);
}

/* The record holds another version of it. */
static enum rc changed_row(struct import *i, const struct exchange_row *row, struct entry *en, struct import_name *name,
                           const struct matched *found, struct err *e)
{
  struct entry before;
  bool take = found->deleted ? i->q->again : i->q->update;
  enum rc rc = read_entry(i, found->id, &before, e);

  if (rc != RC_OK)
    return rc;
  if (!found->deleted && match_same(&before, row, en)) {
    skip_row(i, row, en);
    return RC_OK;
  }
  i->out.changed++;
  i->out.updated = i->out.updated || take;
  show_row(i, row, en, IMPORT_CHANGED, &before);
  show_change(i, row, en, &before);
  return take && !i->q->dry_run ? write_over(i, row, en, name, &before, found->deleted, e) : RC_OK;
}

static enum rc first_step(struct import *i, const struct exchange_row *row, struct entry *en, struct import_name *name,
                          struct err *e)
{
  struct matched found, present = {0};
  enum rc rc = match_exact(&i->match, &row->key, &found, e);

  if (rc == RC_OK && found.id == 0 && !found.place && row->own)
    rc = match_present(&i->match, row, en, false, &present, e);
  if (rc != RC_OK)
    return rc;
  if (found.id != 0)
    return known_row(i, row, en, name, &found, e);
  if (!found.place && !present.place)
    return add_row(i, row, en, name, e);
  show_row(i, row, en, IMPORT_ADDED, NULL);
  return match_leave(&i->match, &row->key, i->ordinal, e);
}

static enum rc later_step(struct import *i, const struct exchange_row *row, struct entry *en, struct import_name *name,
                          struct match_left *left, struct err *e)
{
  struct matched found = {0};
  enum rc rc = RC_OK;

  if (i->step == STEP_PRESENT) {
    if (row->own)
      rc = match_present(&i->match, row, en, true, &found, e);
    if (rc == RC_OK && found.id != 0) {
      left->number = MATCH_SETTLED;
      skip_row(i, row, en);
    }
    return rc;
  }
  rc = match_changed(&i->match, &row->key, left->number, &found, e);
  if (rc != RC_OK)
    return rc;
  return found.id != 0 ? changed_row(i, row, en, name, &found, e) : add_row(i, row, en, name, e);
}

static void say_unknown_analyte(struct import *i, const struct exchange_row *row, const struct entry *en)
{
  struct buf folded = {0};

  utf8_fold(en->what, &folded);
  if (fact_analyte_by_name(buf_span(&folded)) == NULL)
    import_warn(i, row->line, false, "`%.*s` is not in the table of blood values: it is kept without range or rule.",
         SPAN_FMT(en->what));
  buf_done(&folded);
}

enum rc import_take_row(void *import, const struct exchange_row *row, struct err *e)
{
  struct import *i = import;
  struct import_name *name;
  struct match_left *left = NULL;
  struct err why = {0};
  struct entry en;
  enum rc rc;

  i->ordinal++;
  if (i->step != STEP_EXACT) {
    left = match_left_of(&i->match, i->ordinal);
    if (left == NULL)
      return RC_OK;
  }
  rc = understand(i, row, &en, &name, &why);
  if (rc == RC_DATA) {
    import_warn(i, row->line, true, "%s%s%s", why.message, why.fix[0] != '\0' ? " " : "", why.fix);
    return RC_OK;
  }
  if (rc != RC_OK) {
    *e = why;
    return rc;
  }
  if (i->step == STEP_EXACT && en.kind == KIND_LAB)
    say_unknown_analyte(i, row, &en);
  return left == NULL ? first_step(i, row, &en, name, e) : later_step(i, row, &en, name, left, e);
}

