/* What all readers share. */
#include "exchange/readers.h"

#include "base/utf8.h"

#include <string.h>

enum { SHOWN_MAX = 60 };

struct span reader_shown(struct span cell)
{
  return utf8_cut(cell, SHOWN_MAX);
}

enum rc reader_refuse(struct reader *r, uint64_t line, const struct err *why, struct err *e)
{
  if (why->rc != RC_DATA) {
    if (e != NULL)
      *e = *why;
    return why->rc;
  }
  r->warn(r->ctx, line, true, "%s%s%s", why->message, why->fix[0] != '\0' ? " " : "", why->fix);
  return RC_OK;
}

/* The line in "3:14". */
static uint64_t line_of(const char *where)
{
  uint64_t line = 0;

  for (; *where >= '0' && *where <= '9'; where++)
    line = line * 10 + (uint64_t)(*where - '0');
  return line;
}

enum rc csv_lines_next(struct csv_lines *l, struct csv_row *row, struct err *e)
{
  for (;;) {
    struct err why = {0};
    enum rc rc = csv_next(l->csv, row, &why);
    bool same = rc != RC_OK && l->broken.rc != RC_OK && strcmp(why.where, l->broken.where) == 0;

    /* A failure that comes back has stopped the reader for good. */
    if ((rc != RC_OK && rc != RC_DATA) || same || strstr(why.message, "not UTF-8") != NULL) {
      *e = why;
      return why.rc;
    }
    if (l->broken.rc != RC_OK && !l->quiet) {
      l->r->records++;
      reader_refuse(l->r, line_of(l->broken.where), &l->broken, NULL);
    }
    l->broken = why;
    if (rc == RC_OK)
      return RC_OK;
  }
}

bool exchange_instant(const struct env *env, const struct iso *iso, struct instant *out)
{
  int64_t local_s = civil_to_local_s(&iso->c), at_s[2];
  enum zone_local found;

  out->precision = iso->precision;
  if (iso->has_offset) {
    out->at_s = local_s - iso->offset_s;
    out->offset_s = iso->offset_s;
    return true;
  }
  found = zone_resolve(env->zone, local_s, at_s);
  out->at_s = at_s[1];
  if (found == ZONE_FOLD && (iso->precision == PRECISION_DAY || at_s[1] > env->now_s))
    out->at_s = at_s[0];
  out->offset_s = zone_offset_s(env->zone, out->at_s);
  return found != ZONE_GAP || iso->precision > PRECISION_MINUTE;
}

struct key_time exchange_key_time(const struct iso *iso)
{
  int64_t local_s = civil_to_local_s(&iso->c);

  return (struct key_time){
    .local_minute = (local_s - ((local_s % 60) + 60) % 60) / 60,
    .has_offset = iso->has_offset,
    .offset_s = iso->offset_s,
    .precision = iso->precision,
  };
}

enum rc reader_row(struct reader *r, uint64_t line, const struct entry *en, const struct row_words *w, bool own,
                   struct err *e)
{
  struct exchange_row row = {.line = line, .entry = *en, .own = own, .has_offset = w->written->has_offset};
  struct key_time t = exchange_key_time(w->written);
  char shown[INSTANT_TEXT_MAX];

  row.entry.imported = true;
  if (!exchange_instant(r->env, w->iso, &row.entry.at)) {
    instant_text(&row.entry.at, shown);
    r->warn(r->ctx, line, false,
            "%02d:%02d did not exist that night: the clocks went forward. It was taken as %s.", w->iso->c.hour,
            w->iso->c.minute, shown);
  }
  row.key = key_make(row.entry.source, &t, en->kind, w->what, w->value, w->unit, w->note);
  return r->row(r->ctx, &row, e);
}
