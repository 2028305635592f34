/* Reading CSV (RFC 4180, and what people really have): quotes with line breaks, doubled quotes, CRLF, LF or CR, a BOM,
 * any one-byte separator. Blanks and tabs around a quoted field are passed over; they belong to an unquoted one, where
 * a quotation mark is a character like any other. Pull reader over a byte source: memory stays flat (2 MB) however long
 * the file is. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/err.h"
#include "base/span.h"

#include <stdint.h>

enum {
  CSV_FIELD_MAX = 1 << 20, /* bytes of one row; longer: RC_DATA naming the line */
  CSV_FIELDS_MAX = 1024,
};

/* Returns the bytes read into p[n], 0 at the end, -1 on a read error. */
typedef ptrdiff_t (*read_fn)(void *ctx, char *p, size_t n);

struct csv_field {
  struct span text; /* unquoted; valid until the next csv_next */
  uint32_t line;    /* from 1, where the field begins */
  uint32_t column;  /* from 1, in characters */
  bool quoted;
};

struct csv_row {
  struct csv_field *field;
  size_t n;
  uint64_t line; /* first line of the row, from 1 */
};

struct csv; /* opaque: on the heap */

/* separator 0: taken from the first line (the most frequent of , ; TAB outside quotes).
 * Errors: RC_DATA (UTF-16 text), RC_IO, RC_NO_MEMORY. */
enum rc csv_open(struct csv **out, read_fn read, void *ctx, char separator, struct err *e);
/* RC_OK with row->n == 0 at the end of the file. A line with nothing on it is passed over.
 * Errors: RC_DATA (unterminated quote: named by the line where it began; text behind a closing quote; too long;
 * NUL byte; not UTF-8), RC_IO, RC_NO_MEMORY; e->where is "line:column" for RC_DATA.
 * After a refused line (text behind a closing quote, too many columns, NUL, not UTF-8) the next call goes on behind it;
 * after any other failure every call fails with the same words. */
enum rc csv_next(struct csv *c, struct csv_row *row, struct err *e);
uint64_t csv_bytes(const struct csv *c); /* consumed so far, for progress */
char csv_separator(const struct csv *c);
void csv_close(struct csv *c);

/* Writing: quoted only when the field holds the separator (comma), a quote, CR or LF, or begins or ends with a blank.
 * A row of one empty field is thus an empty line, which reading passes over. */
struct buf;
void csv_put(struct buf *b, struct span field, bool first);

#endif
