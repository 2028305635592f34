/* assay CSV in: one entry a line, as our own export writes it. CONTRACT section 7. */
#include "exchange/readers.h"

#include "exchange/value.h"
#include "base/buf.h"

#include <string.h>

enum { COL_AT, COL_KIND, COL_WHAT, COL_VALUE, COL_UNIT, COL_NOTE, COLS, NO_COLUMN = CSV_FIELDS_MAX };

static const char *const col_name[COLS] = {"at", "kind", "what", "value", "unit", "note"};

static int column_of(struct span name)
{
  for (int i = 0; i < COLS; i++)
    if (span_is_fold(span_trim(name), col_name[i]))
      return i;
  return -1;
}

/* The head holds a header line that names time and kind. */
bool assay_csv_recognise(struct span head)
{
  struct span line, cell;
  bool found[COLS] = {false};
  char separator = ',';

  while (head.n > 0 && (head.p[0] == '\n' || head.p[0] == '\r'))
    head = span_from(head, 1);
  line = span_part(head, 0, span_find(head, '\n'));
  line = span_part(line, 0, span_find(line, '\r'));
  if (memchr(line.n > 0 ? line.p : ",", ',', line.n > 0 ? line.n : 1) == NULL)
    separator = span_find(line, ';') < line.n ? ';' : '\t';
  while (line.n > 0) {
    cell = span_trim(span_cut(&line, separator));
    if (cell.n >= 2 && cell.p[0] == '"' && cell.p[cell.n - 1] == '"')
      cell = span_part(cell, 1, cell.n - 2);
    if (column_of(cell) >= 0)
      found[column_of(cell)] = true;
  }
  return found[COL_AT] && found[COL_KIND];
}

struct layout {
  size_t column[COLS]; /* NO_COLUMN: not there */
  size_t n;            /* fields of the header */
};

static enum rc read_header(struct reader *r, const struct csv_row *row, struct layout *l, struct err *e)
{
  for (int i = 0; i < COLS; i++)
    l->column[i] = NO_COLUMN;
  l->n = row->n;
  for (size_t i = 0; i < row->n; i++) {
    struct span name = row->field[i].text;
    int c = column_of(name);

    if (c >= 0 && l->column[c] != NO_COLUMN) {
      err_set(e, RC_DATA, "The column `%s` stands twice in the first line.", col_name[c]);
      err_fix(e, "Leave one of them.");
      return RC_DATA;
    }
    if (c >= 0)
      l->column[c] = i;
    else if (span_trim(name).n > 0)
      r->warn(r->ctx, row->line, false, "The column `%.*s` is not one of assay's and was left out.",
              SPAN_FMT(reader_shown(name)));
  }
  for (int i = 0; i <= COL_WHAT; i++) {
    if (l->column[i] == NO_COLUMN) {
      err_set(e, RC_DATA, "The first line names no column `%s`.", col_name[i]);
      err_fix(e, "An assay CSV begins with at,kind,what,value,unit,note; any other CSV is read with --map.");
      return RC_DATA;
    }
  }
  return RC_OK;
}

static struct span cell(const struct csv_row *row, const struct layout *l, int c)
{
  return l->column[c] == NO_COLUMN ? SPAN("") : row->field[l->column[c]].text;
}

static enum rc read_at(struct span text, struct iso *iso, struct err *e)
{
  if (iso_parse(span_trim(text), iso))
    return RC_OK;
  if (span_trim(text).n == 0)
    err_set(e, RC_DATA, "The row has no time in `at`.");
  else
    err_set(e, RC_DATA, "`%.*s` is not a time.", SPAN_FMT(reader_shown(text)));
  err_fix(e, "Write it as 2026-05-04T08:15+02:00, or 2026-05-04 for that day.");
  return RC_DATA;
}

/* The fields of a row as an entry. What holds for entries of every origin is checked where they are stored. */
static enum rc read_entry(const struct csv_row *row, const struct layout *l, struct entry *en, struct iso *iso,
                          struct err *e)
{
  struct span kind = span_trim(cell(row, l, COL_KIND));
  enum rc rc;

  if (row->n != l->n) {
    err_set(e, RC_DATA, "The row has %zu fields, the first line %zu columns.", row->n, l->n);
    err_fix(e, "A field that holds a comma or a line break stands in quotation marks.");
    return RC_DATA;
  }
  rc = read_at(cell(row, l, COL_AT), iso, e);
  if (rc != RC_OK)
    return rc;
  *en = entry_blank(KIND_NOTE);
  if (!kind_parse(kind, &en->kind)) {
    err_set(e, RC_DATA, "`%.*s` is not a kind of entry.", SPAN_FMT(reader_shown(kind)));
    err_fix(e, "Kinds are rating, dose, side_effect, medicine, lab, not_tracked and note.");
    return RC_DATA;
  }
  en->what = span_trim(cell(row, l, COL_WHAT));
  en->note = cell(row, l, COL_NOTE);
  en->source = SPAN("assay");
  return value_read(span_trim(cell(row, l, COL_VALUE)), span_trim(cell(row, l, COL_UNIT)), en, e);
}

static enum rc one_row(struct reader *r, const struct csv_row *row, const struct layout *l, struct err *e)
{
  struct entry en;
  struct iso iso;
  struct err why = {0};
  char value[ENTRY_VALUE_MAX];
  struct row_words w = {.iso = &iso, .written = &iso};

  if (read_entry(row, l, &en, &iso, &why) != RC_OK)
    return reader_refuse(r, row->line, &why, e);
  /* 6.0 and 6 are one value, so that a file from a spreadsheet and our own have one key. */
  w.value = (struct span){value, entry_value_text(&en, value)};
  w.what = en.what;
  w.unit = en.unit;
  w.note = en.note;
  return reader_row(r, row->line, &en, &w, true, e);
}

enum rc assay_csv_read(struct reader *r, struct err *e)
{
  struct csv_lines lines = {.r = r};
  struct csv_row row;
  struct layout layout;
  enum rc rc = csv_open(&lines.csv, r->read, r->read_ctx, 0, e);

  r->records = 0;
  if (rc == RC_OK)
    rc = csv_next(lines.csv, &row, e);
  if (rc == RC_OK)
    rc = read_header(r, &row, &layout, e);
  while (rc == RC_OK) {
    rc = csv_lines_next(&lines, &row, e);
    if (rc != RC_OK || row.n == 0)
      break;
    r->records++;
    rc = one_row(r, &row, &layout, e);
  }
  csv_close(lines.csv);
  return rc;
}
