#include "exchange/csv_out.h"

#include "base/csv.h"

#include <stdlib.h>

enum { HAND_ON = 1 << 16 };

static enum rc no_memory(struct err *e)
{
  return err_set(e, RC_NO_MEMORY, "There is not enough memory.");
}

static enum rc hand_on(struct csv_out *o, struct err *e)
{
  enum rc rc = RC_OK;

  if (o->out.failed)
    return no_memory(e);
  if (o->out.n > 0)
    rc = o->sink(o->ctx, buf_span(&o->out), e);
  buf_clear(&o->out);
  return rc;
}

static bool is_formula(struct span s)
{
  return s.n > 0 && (s.p[0] == '=' || s.p[0] == '+' || s.p[0] == '-' || s.p[0] == '@' || s.p[0] == '\t' ||
                     s.p[0] == '\r');
}

static struct span field(const struct csv_out *o, const struct csv_out_row *r, int i)
{
  return span_part(buf_span(&o->texts), r->from[i], r->from[i + 1] - r->from[i]);
}

static void put_row(struct csv_out *o, const struct span *f)
{
  for (int i = 0; i < CSV_OUT_FIELDS; i++) {
    struct buf guarded = {0};

    if (o->for_spreadsheet && is_formula(f[i])) {
      buf_putc(&guarded, '\'');
      buf_put(&guarded, f[i]);
      o->out.failed = o->out.failed || guarded.failed;
      csv_put(&o->out, buf_span(&guarded), i == 0);
    } else {
      csv_put(&o->out, f[i], i == 0);
    }
    buf_done(&guarded);
  }
  buf_putc(&o->out, '\n');
}

/* kind, what, value, unit, note; at last `at`, so that one instant with two offsets has an order too. */
static int in_order(const void *x, const void *y)
{
  const struct span *a = x, *b = y;
  int c = 0;

  for (int i = 1; c == 0 && i < CSV_OUT_FIELDS; i++)
    c = span_compare(a[i], b[i]);
  return c != 0 ? c : span_compare(a[0], b[0]);
}

static enum rc put_group(struct csv_out *o, struct err *e)
{
  struct span one[CSV_OUT_FIELDS], (*all)[CSV_OUT_FIELDS] = &one;
  enum rc rc = RC_OK;

  if (o->row_n == 0)
    return RC_OK;
  if (o->texts.failed)
    return no_memory(e);
  if (o->row_n > 1) {
    all = malloc(o->row_n * sizeof *all);
    if (all == NULL)
      return no_memory(e);
  }
  for (size_t i = 0; i < o->row_n; i++)
    for (int k = 0; k < CSV_OUT_FIELDS; k++)
      all[i][k] = field(o, &o->row[i], k);
  if (o->row_n > 1)
    qsort(all, o->row_n, sizeof *all, in_order);
  for (size_t i = 0; rc == RC_OK && i < o->row_n; i++) {
    put_row(o, all[i]);
    if (o->out.n >= HAND_ON)
      rc = hand_on(o, e);
  }
  if (all != &one)
    free(all);
  buf_clear(&o->texts);
  o->row_n = 0;
  return rc;
}

void csv_out_begin(struct csv_out *o)
{
  buf_puts(&o->out, "at,kind,what,value,unit,note\n");
}

enum rc csv_out_add(struct csv_out *o, const struct entry *en, struct err *e)
{
  char at[INSTANT_TEXT_MAX], value[ENTRY_VALUE_MAX];
  struct csv_out_row *r;
  enum rc rc = RC_OK;

  if (o->row_n > 0 && o->at_s != en->at.at_s)
    rc = put_group(o, e);
  if (rc != RC_OK)
    return rc;
  if (o->row_n == o->row_room) {
    size_t room = o->row_room == 0 ? 64 : o->row_room * 2;
    struct csv_out_row *more = realloc(o->row, room * sizeof *more);

    if (more == NULL)
      return no_memory(e);
    o->row = more;
    o->row_room = room;
  }
  o->at_s = en->at.at_s;
  r = &o->row[o->row_n++];
  const struct span f[CSV_OUT_FIELDS] = {
    {at, instant_text(&en->at, at)}, span_of(kind_name(en->kind)), en->what, {value, entry_value_text(en, value)},
    en->unit, en->note,
  };
  for (int i = 0; i < CSV_OUT_FIELDS; i++) {
    r->from[i] = o->texts.n;
    buf_put(&o->texts, f[i]);
  }
  r->from[CSV_OUT_FIELDS] = o->texts.n;
  return RC_OK;
}

enum rc csv_out_end(struct csv_out *o, enum rc rc, struct err *e)
{
  if (rc == RC_OK)
    rc = put_group(o, e);
  if (rc == RC_OK)
    rc = hand_on(o, e);
  buf_done(&o->out);
  buf_done(&o->texts);
  free(o->row);
  *o = (struct csv_out){0};
  return rc;
}
