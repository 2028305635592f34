/* Any CSV in, by --map. CONTRACT section 7. */
#include "exchange/readers.h"

#include "base/buf.h"
#include "base/number.h"
#include "base/utf8.h"
#include "exchange/dates.h"
#include "exchange/map.h"
#include "exchange/value.h"

#include <math.h>

enum { DAY_S = 86400, HOUR_S = 3600, CELL_SHOWN = 40 };

struct mapping {
  struct reader *r;
  struct map map;
  struct arena arena;
  struct csv_lines lines;
  size_t columns;
  int orders;   /* of dates */
  bool stopped; /* the sink takes no more */
  struct buf at, kind, what, value, unit, note; /* joined cells of one row */
};

/* --- the order of dates ------------------------------------------------------------------------------------------- */

static enum rc open_file(struct mapping *m, struct err *e)
{
  struct csv_row header;
  enum rc rc = csv_open(&m->lines.csv, m->r->read, m->r->read_ctx, 0, e);

  m->lines.r = m->r;
  m->lines.broken.rc = RC_OK;
  if (rc == RC_OK)
    rc = csv_next(m->lines.csv, &header, e);
  if (rc == RC_OK && header.n == 0)
    rc = err_set(e, RC_DATA, "The file is empty.");
  if (rc == RC_OK)
    rc = map_bind(&m->map, &header, e);
  m->columns = header.n;
  return rc;
}

static void close_file(struct mapping *m)
{
  csv_close(m->lines.csv);
  m->lines.csv = NULL;
}

static enum rc doubtful(struct span date, struct span other, uint64_t line, struct err *e)
{
  date = utf8_cut(date, CELL_SHOWN);
  other = utf8_cut(other, CELL_SHOWN);
  if (other.n > 0)
    err_set(e, RC_DATA, "No one order of day, month and year reads all dates: `%.*s` and `%.*s`.", SPAN_FMT(date),
            SPAN_FMT(other));
  else
    err_set(e, RC_DATA, "The date `%.*s` can be read in more than one way, and nothing in the file settles it.",
            SPAN_FMT(date));
  err_where(e, "%llu:1", (unsigned long long)line);
  err_fix(e, "Say the order: --dates dmy for day first, --dates mdy for month first, --dates ymd for year first.");
  return RC_DATA;
}

/* Dates seen so far, and the orders that read all of them. */
struct settling {
  int orders;
  bool doubt;
  uint64_t line;
  char first[CELL_SHOWN * 4], doubted[CELL_SHOWN * 4]; /* the first date that wants an order, and one in doubt */
};

static void keep(char *out, struct span date)
{
  date = utf8_cut(date, CELL_SHOWN);
  for (size_t i = 0; i < date.n; i++)
    out[i] = date.p[i];
  out[date.n] = '\0';
}

static enum rc settle_row(struct mapping *m, const struct csv_row *row, struct settling *s, struct err *e)
{
  struct dates d;
  enum dates_read read = dates_parse(map_text(&m->map.field[MAP_AT], row, &m->at), DATES_ANY, &d);

  if ((read != DATES_GOOD && read != DATES_DOUBTFUL && read != DATES_NO_TIME) || d.fits == 0)
    return RC_OK;
  if (s->first[0] == '\0')
    keep(s->first, d.date);
  if ((s->orders & d.fits) == 0)
    return doubtful(span_of(s->first), d.date, row->line, e);
  s->orders &= d.fits;
  if (read == DATES_DOUBTFUL && !s->doubt) {
    s->doubt = true;
    s->line = row->line;
    keep(s->doubted, d.date);
  }
  return RC_OK;
}

/* Reads all dates of the file. One order must be left, or the dates read alike in all that are left. */
static enum rc settle(struct mapping *m, struct err *e)
{
  struct settling s = {.orders = DATES_ANY};
  struct csv_row row;
  enum rc rc = open_file(m, e);

  m->lines.quiet = true;
  while (rc == RC_OK) {
    rc = csv_lines_next(&m->lines, &row, e);
    if (rc != RC_OK || row.n == 0)
      break;
    rc = settle_row(m, &row, &s, e);
  }
  m->lines.quiet = false;
  close_file(m);
  if (rc != RC_OK)
    return rc;
  if (s.doubt && (s.orders & (s.orders - 1)) != 0)
    return doubtful(span_of(s.doubted), SPAN(""), s.line, e);
  m->orders = s.orders;
  return m->r->rewind(m->r->read_ctx) ? RC_OK : err_set(e, RC_IO, "The file cannot be read again from its beginning.");
}

/* --- times -------------------------------------------------------------------------------------------------------- */

static enum rc start_missing(struct err *e)
{
  err_set(e, RC_USAGE, "The times of the file are numbers, and nothing says from when they count.");
  err_fix(e, "Give the day they count from: --start 2020-01-01.");
  return RC_USAGE;
}

/* Hours that have passed since the beginning of --start. */
static enum rc read_hours(struct mapping *m, struct span text, struct iso *iso, struct iso *written, struct err *e)
{
  struct iso start = {.precision = PRECISION_DAY};
  struct instant at;
  double hours;
  int64_t passed_s;

  if (!m->r->has_start)
    return start_missing(e);
  if (!number_parse(span_trim(text), &hours) || fabs(hours) > 24.0 * 366 * 200) {
    err_set(e, RC_DATA, "`%.*s` is not a number of hours.", SPAN_FMT(reader_shown(text)));
    return RC_DATA;
  }
  day_to_date(m->r->start_day, &start.c.year, &start.c.month, &start.c.day);
  exchange_instant(m->r->env, &start, &at);
  passed_s = (int64_t)llround(hours * HOUR_S);
  passed_s -= ((passed_s % 60) + 60) % 60;
  /* As written there is no clock change; as lived there is. */
  *written = (struct iso){.has_time = true, .precision = PRECISION_MINUTE};
  local_s_to_civil(m->r->start_day * DAY_S + passed_s, &written->c);
  *iso = *written;
  iso->has_offset = true;
  iso->offset_s = zone_offset_s(m->r->env->zone, at.at_s + passed_s);
  local_s_to_civil(at.at_s + passed_s + iso->offset_s, &iso->c);
  return RC_OK;
}

static enum rc bad_time(struct mapping *m, struct span text, const struct dates *d, enum dates_read read, struct err *e)
{
  text = reader_shown(text);
  if (read == DATES_EMPTY) {
    err_set(e, RC_DATA, "The row has no date.");
  } else if (read == DATES_NO_TIME) {
    err_set(e, RC_DATA, "`%.*s` holds a date, but what follows it is not a time of day.", SPAN_FMT(text));
    err_fix(e, "A time is written 8:15, 20:15 or 8:15 pm.");
  } else if (read == DATES_DOUBTFUL) {
    return doubtful(d->date, SPAN(""), 0, e);
  } else {
    bool order = m->r->dates.n > 0;

    err_set(e, RC_DATA, "`%.*s` is not a date%s%.*s.", SPAN_FMT(text), order ? " in the order " : "",
            SPAN_FMT(m->r->dates));
    err_fix(e, "%s", order ? "Check --dates." : "Dates are read as 2026-05-04, 4.5.2026, 05/04/2026, 4 May 2026.");
  }
  return RC_DATA;
}

/* iso: when it was; written: as the file has it, for the key. */
static enum rc read_at(struct mapping *m, const struct csv_row *row, struct iso *iso, struct iso *written,
                       struct err *e)
{
  struct span text = map_text(&m->map.field[MAP_AT], row, &m->at);
  struct dates d;
  enum dates_read read;

  if (m->map.hours)
    return read_hours(m, text, iso, written, e);
  read = dates_parse(text, m->orders, &d);
  if (read == DATES_NUMBER) {
    int64_t day = m->r->start_day + d.number;

    if (!m->r->has_start)
      return start_missing(e);
    day_to_date(day, &d.iso.c.year, &d.iso.c.month, &d.iso.c.day);
    if (date_to_day(d.iso.c.year, d.iso.c.month, d.iso.c.day) == day)
      read = DATES_GOOD;
  }
  if (read != DATES_GOOD)
    return bad_time(m, text, &d, read, e);
  *iso = *written = d.iso;
  return RC_OK;
}

/* --- entries ------------------------------------------------------------------------------------------------------ */

static enum rc hand_out(struct mapping *m, const struct csv_row *row, struct entry *en, const struct row_words *w,
                        struct err *e)
{
  enum rc rc;

  en->source = SPAN("map");
  en->note = w->note;
  rc = reader_row(m->r, row->line, en, w, false, e);
  m->stopped = rc != RC_OK;
  return rc;
}

static struct span renamed(const struct mapping *m, enum kind kind, struct span what)
{
  return kind == KIND_RATING ? map_renamed(&m->map, what) : what;
}

static enum rc read_kind(struct mapping *m, const struct csv_row *row, enum kind *out, struct err *e)
{
  struct span text;

  *out = m->map.kind;
  if (!m->map.field[MAP_KIND].said || m->map.has_kind)
    return RC_OK;
  text = span_trim(map_text(&m->map.field[MAP_KIND], row, &m->kind));
  if (kind_parse(text, out))
    return RC_OK;
  err_set(e, RC_DATA, "`%.*s` is not a kind of entry.", SPAN_FMT(reader_shown(text)));
  err_fix(e, "Kinds are rating, dose, side_effect, medicine, lab, not_tracked and note.");
  return RC_DATA;
}

static enum rc long_row(struct mapping *m, const struct csv_row *row, struct row_words *w, struct err *e)
{
  struct entry en = entry_blank(KIND_NOTE);
  enum rc rc = read_kind(m, row, &en.kind, e);

  if (rc != RC_OK)
    return rc;
  w->what = span_trim(map_text(&m->map.field[MAP_WHAT], row, &m->what));
  w->value = span_trim(map_text(&m->map.field[MAP_VALUE], row, &m->value));
  w->unit = span_trim(map_text(&m->map.field[MAP_UNIT], row, &m->unit));
  w->note = map_text(&m->map.field[MAP_NOTE], row, &m->note);
  en.what = renamed(m, en.kind, w->what);
  rc = value_read_loose(w->value, w->unit, &en, e);
  return rc == RC_OK ? hand_out(m, row, &en, w, e) : rc;
}

/* One cell of a wide file; an empty one is no entry. The note goes with the first there is. */
static enum rc wide_cell(struct mapping *m, const struct csv_row *row, size_t i, struct row_words *w, struct err *e)
{
  const struct map_wide *wide = &m->map.wide[i];
  struct entry en = entry_blank(m->map.kind);
  enum rc rc;

  w->value = span_trim(map_text(&wide->field, row, &m->value));
  if (w->value.n == 0)
    return RC_OK;
  w->what = wide->name;
  w->unit = span_trim(map_text(&m->map.field[MAP_UNIT], row, &m->unit));
  en.what = renamed(m, en.kind, w->what);
  rc = value_read_loose(w->value, w->unit, &en, e);
  if (rc == RC_OK)
    rc = hand_out(m, row, &en, w, e);
  if (rc == RC_OK)
    w->note = SPAN("");
  return rc;
}

static enum rc wide_row(struct mapping *m, const struct csv_row *row, struct row_words *w, struct err *e)
{
  enum rc rc = RC_OK;

  w->note = map_text(&m->map.field[MAP_NOTE], row, &m->note);
  for (size_t i = 0; rc == RC_OK && i < m->map.wide_n; i++) {
    struct err why = {0};

    rc = wide_cell(m, row, i, w, &why);
    if (m->stopped)
      *e = why;
    else if (rc != RC_OK)
      rc = reader_refuse(m->r, row->line, &why, e);
  }
  if (rc == RC_OK && span_trim(w->note).n > 0) {
    struct entry en = entry_blank(KIND_NOTE);

    w->what = w->value = w->unit = SPAN("");
    rc = hand_out(m, row, &en, w, e);
  }
  return rc;
}

/* More fields than columns: a comma that stands in no quotation marks has moved the others. */
static bool ragged(const struct mapping *m, const struct csv_row *row)
{
  for (size_t i = m->columns; i < row->n; i++)
    if (span_trim(row->field[i].text).n > 0)
      return true;
  return false;
}

static enum rc one_row(struct mapping *m, const struct csv_row *row, struct err *e)
{
  struct iso iso, written;
  struct row_words w = {.iso = &iso, .written = &written};
  enum rc rc;

  if (ragged(m, row)) {
    err_set(e, RC_DATA, "The row has %zu fields, the first line %zu columns.", row->n, m->columns);
    err_fix(e, "A field that holds a comma or a line break stands in quotation marks.");
    return RC_DATA;
  }
  rc = read_at(m, row, &iso, &written, e);
  if (rc != RC_OK)
    return rc;
  return m->map.wide_n > 0 ? wide_row(m, row, &w, e) : long_row(m, row, &w, e);
}

static enum rc all_rows(struct mapping *m, struct err *e)
{
  struct csv_row row;
  enum rc rc = open_file(m, e);

  m->r->records = 0;
  while (rc == RC_OK) {
    struct err why = {0};

    rc = csv_lines_next(&m->lines, &row, e);
    if (rc != RC_OK || row.n == 0)
      break;
    m->r->records++;
    rc = one_row(m, &row, &why);
    if (m->stopped)
      *e = why;
    else if (rc != RC_OK)
      rc = reader_refuse(m->r, row.line, &why, e);
  }
  close_file(m);
  return rc;
}

enum rc map_read(struct reader *r, struct err *e)
{
  struct mapping m = {.r = r, .orders = DATES_ANY};
  struct buf *const scratch[] = {&m.at, &m.kind, &m.what, &m.value, &m.unit, &m.note};
  enum rc rc = map_parse(r->map, r->scale, &m.arena, &m.map, e);

  if (rc == RC_OK && r->dates.n > 0 && !dates_order_parse(r->dates, &m.orders)) {
    rc = err_set(e, RC_USAGE, "--dates `%.*s` is no order of dates.", SPAN_FMT(reader_shown(r->dates)));
    err_fix(e, "Say dmy (day first), mdy (month first) or ymd (year first).");
  } else if (rc == RC_OK && r->dates.n == 0 && r->dates_found != 0) {
    m.orders = r->dates_found;
  } else if (rc == RC_OK && r->dates.n == 0 && !m.map.hours) {
    rc = settle(&m, e);
    r->dates_found = m.orders;
  }
  if (rc == RC_OK)
    rc = all_rows(&m, e);
  for (size_t i = 0; i < sizeof scratch / sizeof scratch[0]; i++)
    buf_done(scratch[i]);
  arena_done(&m.arena);
  return rc;
}
