/* The CSV reader on any bytes: places and text hold what csv.h promises, the size of the reads makes no difference, and
 * what is written again is read again. The first byte chooses the separator. */
#include "base/buf.h"
#include "base/csv.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct source {
  struct span rest;
  size_t step;
};

static void must(bool holds)
{
  if (!holds)
    abort();
}

static ptrdiff_t source_read(void *ctx, char *p, size_t n)
{
  struct source *s = ctx;

  n = n < s->step ? n : s->step;
  n = n < s->rest.n ? n : s->rest.n;
  if (n > 0)
    memcpy(p, s->rest.p, n);
  s->rest = span_from(s->rest, n);
  return (ptrdiff_t)n;
}

/* A row that is one empty field is a line with nothing on it when written again, and so no row. */
static bool vanishes(const struct csv_row *row)
{
  return row->n == 1 && row->field[0].text.n == 0;
}

static void list_row(const struct csv_row *row, struct buf *list)
{
  for (size_t i = 0; i < row->n; i++) {
    buf_printf(list, "%zu:", row->field[i].text.n);
    buf_put(list, row->field[i].text);
  }
  buf_puts(list, ";");
}

static void write_row(const struct csv_row *row, struct buf *file)
{
  for (size_t i = 0; i < row->n; i++)
    csv_put(file, row->field[i].text, i == 0);
  buf_puts(file, "\n");
}

static void show_row(const struct csv_row *row, struct buf *out)
{
  for (size_t i = 0; i < row->n; i++) {
    const struct csv_field *f = &row->field[i];

    must(utf8_check(f->text, NULL) && span_find(f->text, '\0') == f->text.n);
    must(f->line >= row->line && f->column >= 1);
    buf_printf(out, "%u:%u[", f->line, f->column);
    buf_put(out, f->text);
    buf_puts(out, "]");
  }
  buf_puts(out, "\n");
}

/* All rows and failures as one text; the good rows once more as a list and as a file. */
static void read_all(struct span in, char separator, size_t step, struct buf *out, struct buf *list, struct buf *file)
{
  struct source source = { in, step };
  struct csv *csv = NULL;
  struct csv_row row;
  struct err e = { 0 };
  uint64_t line = 0;

  if (csv_open(&csv, source_read, &source, separator, &e) != RC_OK)
    return;
  for (int failures = 0; failures < 50;) {
    enum rc rc = csv_next(csv, &row, &e);

    must(csv_bytes(csv) <= in.n);
    if (rc != RC_OK) {
      must(rc == RC_DATA && e.message[0] != '\0' && e.where[0] != '\0' && e.fix[0] != '\0');
      buf_printf(out, "!%s\n", e.where);
      failures++;
      continue;
    }
    if (row.n == 0)
      break;
    must(row.line > line && row.n <= CSV_FIELDS_MAX);
    line = row.line;
    show_row(&row, out);
    if (!vanishes(&row)) {
      list_row(&row, list);
      write_row(&row, file);
    }
  }
  csv_close(csv);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const char separator[] = { 0, ',', ';', '\t' };
  struct buf whole = { 0 }, pieces = { 0 }, again = { 0 };
  struct buf list[3] = { { 0 } }, file[3] = { { 0 } };
  struct span in;

  if (size == 0)
    return 0;
  in = (struct span){ (const char *)data + 1, size - 1 };
  for (size_t i = 0; i < 3; i++) {
    buf_puts(&list[i], i < 2 ? "5:first;" : "");
    buf_puts(&file[i], i < 2 ? "first\n" : ""); /* a byte order mark is one only at the beginning */
  }
  read_all(in, separator[data[0] % 4], SIZE_MAX, &whole, &list[0], &file[0]);
  read_all(in, separator[data[0] % 4], 1 + data[0] / 4, &pieces, &list[1], &file[1]);
  must(span_eq(buf_span(&whole), buf_span(&pieces)));
  read_all(buf_span(&file[0]), ',', 4096, &again, &list[2], &file[2]);
  must(span_eq(buf_span(&list[0]), buf_span(&list[2])) && span_eq(buf_span(&file[0]), buf_span(&file[2])));
  buf_done(&whole);
  buf_done(&pieces);
  buf_done(&again);
  for (size_t i = 0; i < 3; i++) {
    buf_done(&list[i]);
    buf_done(&file[i]);
  }
  return 0;
}
