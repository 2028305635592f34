#include "base/csv.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK = 1 << 16 };

/* A window over the file: buf[pos] begins the next row, buf[end] is not read yet. A row is looked at only when the
 * window holds it whole, so its fields can be handed out where they stand. */
struct csv {
  read_fn read;
  void *ctx;
  char *buf;
  size_t pos, end, cap;
  bool at_end;       /* the source is empty */
  bool skip_line;    /* what is left of a refused line */
  bool stop[256];    /* bytes that end an unquoted field */
  char separator;
  uint64_t line;     /* of pos, from 1 */
  uint64_t consumed; /* before buf[0] */
  struct err stuck;  /* after this failure nothing can be read any more */
  struct csv_field field[CSV_FIELDS_MAX];
};

enum scan { SCAN_ROW, SCAN_MORE, SCAN_BAD };

enum fault { FAULT_OPEN_QUOTE, FAULT_BEHIND_QUOTE, FAULT_FIELDS, FAULT_LENGTH, FAULT_NUL, FAULT_UTF8, FAULT_COUNT };

static const struct {
  const char *what, *fix;
  bool ends; /* nothing behind it can be read */
} fault_text[FAULT_COUNT] = {
  [FAULT_OPEN_QUOTE] = { "a quotation mark is opened here and never closed",
                         "Close it, or write it twice inside a quoted field.", true },
  [FAULT_BEHIND_QUOTE] = { "there is text behind a closing quotation mark",
                           "Put the separator there, or write a quotation mark inside a field twice.", false },
  [FAULT_FIELDS] = { "this line has more than 1024 columns", "Check the separator, or leave some columns out.", false },
  [FAULT_LENGTH] = { "this line is longer than a million bytes", "Check for a missing line break.", true },
  [FAULT_NUL] = { "there is a NUL byte, which no text has", "Save the file as CSV in UTF-8 and try again.", false },
  [FAULT_UTF8] = { "this is not UTF-8 text", "Save the file as CSV in UTF-8 and try again.", false },
};

struct place {
  uint64_t line;
  uint64_t column;
};

/* Moves a place over p[n]: line breaks are CR LF, LF and CR. */
static void walk(struct place *at, const char *p, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    bool second_half = p[i] == '\n' && i > 0 && p[i - 1] == '\r';

    if (p[i] == '\r' || p[i] == '\n') {
      at->line += !second_half;
      at->column = 1;
    } else {
      at->column += ((unsigned char)p[i] & 0xc0) != 0x80;
    }
  }
}

/* Says what is wrong at buf[at] in the row that begins at pos. */
static enum rc refuse(struct csv *c, enum fault fault, size_t at, struct err *e)
{
  struct place place = { c->line, 1 };
  struct err own;

  walk(&place, c->buf + c->pos, at - c->pos);
  err_set(&own, RC_DATA, "Line %llu: %s.", (unsigned long long)place.line, fault_text[fault].what);
  err_where(&own, "%llu:%llu", (unsigned long long)place.line, (unsigned long long)place.column);
  err_fix(&own, "%s", fault_text[fault].fix);
  if (fault_text[fault].ends)
    c->stuck = own;
  if (e)
    *e = own;
  return RC_DATA;
}

static enum rc stuck(struct csv *c, enum rc rc, const char *message, struct err *e)
{
  err_set(&c->stuck, rc, "%s", message);
  if (e)
    *e = c->stuck;
  return rc;
}

/* More of the file into the window, which grows when one row fills it. */
static enum rc fill(struct csv *c, struct err *e)
{
  if (c->pos > 0) {
    memmove(c->buf, c->buf + c->pos, c->end - c->pos);
    c->consumed += c->pos;
    c->end -= c->pos;
    c->pos = 0;
  }
  if (c->end == c->cap) {
    size_t cap = c->cap ? c->cap * 2 : CHUNK;
    char *buf = realloc(c->buf, cap);

    if (buf == NULL)
      return stuck(c, RC_NO_MEMORY, "There is not enough memory to read the file.", e);
    c->buf = buf;
    c->cap = cap;
  }
  while (c->end < c->cap && !c->at_end) {
    ptrdiff_t n = c->read(c->ctx, c->buf + c->end, c->cap - c->end);

    if (n < 0)
      return stuck(c, RC_IO, "The file cannot be read to its end.", e);
    c->at_end = n == 0;
    c->end += (size_t)n;
  }
  return RC_OK;
}

/* The first line decides: the separator it holds most often outside quotes; a comma when in doubt. */
static char guess_separator(const char *p, size_t n)
{
  static const char candidate[] = { ',', ';', '\t' };
  size_t count[sizeof(candidate)] = { 0 };
  bool quoted = false, any = false;
  size_t best = 0;

  for (size_t i = 0; i < n; i++) {
    if (p[i] == '"')
      quoted = !quoted;
    if (!quoted && any && (p[i] == '\n' || p[i] == '\r'))
      break;
    any = any || (p[i] != '\n' && p[i] != '\r');
    for (size_t k = 0; k < sizeof(candidate); k++)
      count[k] += !quoted && p[i] == candidate[k];
  }
  for (size_t k = 1; k < sizeof(candidate); k++)
    if (count[k] > count[best])
      best = k;
  return candidate[best];
}

static enum rc begin(struct csv *c, char separator, struct err *e)
{
  enum rc rc = fill(c, e);
  struct span start = { c->buf, c->end };

  if (rc != RC_OK)
    return rc;
  if (span_starts(start, "\xff\xfe") || span_starts(start, "\xfe\xff")) {
    err_set(e, RC_DATA, "The file is UTF-16 text; this reader takes UTF-8.");
    err_where(e, "1:1");
    err_fix(e, "Save it as \"CSV UTF-8\" and try again.");
    return RC_DATA;
  }
  if (span_starts(start, "\xef\xbb\xbf"))
    c->pos = 3;
  c->separator = separator ? separator : guess_separator(c->buf + c->pos, c->end - c->pos);
  c->stop[(unsigned char)c->separator] = true;
  c->stop['\n'] = true;
  c->stop['\r'] = true;
  return RC_OK;
}

enum rc csv_open(struct csv **out, read_fn read, void *ctx, char separator, struct err *e)
{
  struct csv *c = calloc(1, sizeof(*c));
  enum rc rc;

  if (c == NULL)
    return err_set(e, RC_NO_MEMORY, "There is not enough memory to read the file.");
  c->read = read;
  c->ctx = ctx;
  c->line = 1;
  rc = begin(c, separator, e);
  if (rc == RC_OK)
    *out = c;
  else
    csv_close(c);
  return rc;
}

/* Blanks that are not the separator. */
static size_t past_blanks(const struct csv *c, size_t i)
{
  while (i < c->end && (c->buf[i] == ' ' || c->buf[i] == '\t') && c->buf[i] != c->separator)
    i++;
  return i;
}

/* The closing quotation mark of a text that begins at i; end when the window does not hold it. At the border of the
 * window it may be the first of two: the caller sees that nothing follows and asks for more. */
static size_t closing_quote(const struct csv *c, size_t i)
{
  for (;;) {
    const char *hit = i < c->end ? memchr(c->buf + i, '"', c->end - i) : NULL;

    if (hit == NULL)
      return c->end;
    i = (size_t)(hit - c->buf);
    if (i + 1 < c->end && c->buf[i + 1] == '"')
      i += 2;
    else
      return i;
  }
}

/* One field from *at on; *at moves to what ended it: separator, line break or the end of the file. */
static enum scan scan_field(const struct csv *c, size_t *at, struct csv_field *f, enum fault *fault)
{
  size_t start = *at, i = past_blanks(c, start), close;

  f->quoted = i < c->end && c->buf[i] == '"';
  if (!f->quoted) {
    while (i < c->end && !c->stop[(unsigned char)c->buf[i]])
      i++;
    *at = i;
    f->text = (struct span){ c->buf + start, i - start };
    return i == c->end && !c->at_end ? SCAN_MORE : SCAN_ROW;
  }
  *at = i;
  close = closing_quote(c, i + 1);
  if (close == c->end) {
    *fault = FAULT_OPEN_QUOTE;
    return c->at_end ? SCAN_BAD : SCAN_MORE;
  }
  f->text = (struct span){ c->buf + i + 1, close - i - 1 };
  *at = past_blanks(c, close + 1);
  if (*at == c->end)
    return c->at_end ? SCAN_ROW : SCAN_MORE;
  *fault = FAULT_BEHIND_QUOTE;
  return c->stop[(unsigned char)c->buf[*at]] ? SCAN_ROW : SCAN_BAD;
}

/* The fields of the row at pos, still as they stand in the file; *at is where it ends, before its line break, or where
 * the fault is. */
static enum scan scan_row(struct csv *c, size_t *n, size_t *at, enum fault *fault)
{
  size_t i = c->pos;

  for (*n = 0;; i++) {
    enum scan scan;

    *at = i;
    *fault = FAULT_FIELDS;
    if (*n == CSV_FIELDS_MAX)
      return SCAN_BAD;
    scan = scan_field(c, &i, &c->field[*n], fault);
    *at = i;
    if (scan != SCAN_ROW)
      return scan;
    ++*n;
    if (i == c->end || c->buf[i] != c->separator)
      break;
  }
  /* Whether LF follows a CR must be seen before the row is taken. */
  return i + 1 == c->end && c->buf[i] == '\r' && !c->at_end ? SCAN_MORE : SCAN_ROW;
}

static size_t past_line_break(const struct csv *c, size_t i)
{
  if (i + 1 < c->end && c->buf[i] == '\r' && c->buf[i + 1] == '\n')
    return i + 2;
  return i < c->end ? i + 1 : i;
}

/* Two quotation marks become one, in place. */
static void unquote(struct span *s)
{
  char *p = s->n ? memchr(s->p, '"', s->n) : NULL;
  const char *end = s->p + s->n;
  char *to = p;

  if (p == NULL)
    return;
  for (const char *from = p; from < end; from++) {
    *to++ = *from;
    if (*from == '"')
      from++;
  }
  s->n = (size_t)(to - s->p);
}

/* Lines and columns of the fields, then their final text. */
static void finish_row(struct csv *c, size_t n, size_t end)
{
  struct place place = { c->line, 1 };
  const char *from = c->buf + c->pos;

  for (size_t i = 0; i < n; i++) {
    struct csv_field *f = &c->field[i];
    const char *start = f->quoted ? f->text.p - 1 : f->text.p;

    walk(&place, from, (size_t)(start - from));
    f->line = (uint32_t)place.line;
    f->column = (uint32_t)place.column;
    from = start;
  }
  walk(&place, from, (size_t)(c->buf + end - from));
  c->line = place.line;
  for (size_t i = 0; i < n; i++)
    if (c->field[i].quoted)
      unquote(&c->field[i].text);
}

/* Leaves the rest of a refused line behind; the line was counted up to pos. */
static enum rc skip_line(struct csv *c, struct err *e)
{
  for (;;) {
    enum rc rc;

    while (c->pos < c->end && c->buf[c->pos] != '\n' && c->buf[c->pos] != '\r')
      c->pos++;
    if (c->pos + 1 < c->end || (c->pos < c->end && (c->at_end || c->buf[c->pos] == '\n')))
      break;
    if (c->at_end) {
      c->skip_line = false;
      return RC_OK;
    }
    rc = fill(c, e);
    if (rc != RC_OK)
      return rc;
  }
  c->pos = past_line_break(c, c->pos);
  c->line++;
  c->skip_line = false;
  return RC_OK;
}

/* A refused line that is whole in the window, or of which the rest may still have to be read. */
static enum rc refuse_line(struct csv *c, enum fault fault, size_t at, struct err *e)
{
  struct place place = { c->line, 1 };
  enum rc rc = refuse(c, fault, at, e);

  walk(&place, c->buf + c->pos, at - c->pos);
  c->line = place.line;
  c->pos = at;
  c->skip_line = true;
  return rc;
}

/* The row between pos and end is whole: is it text? */
static enum rc check_row(struct csv *c, size_t end, struct err *e)
{
  const char *p = c->buf + c->pos;
  size_t n = end - c->pos, bad = 0;
  const char *nul = n ? memchr(p, '\0', n) : NULL;
  bool text = utf8_check((struct span){ p, n }, &bad);

  if (n > CSV_FIELD_MAX)
    return refuse(c, FAULT_LENGTH, c->pos, e);
  if (text && nul == NULL)
    return RC_OK;
  /* A fault inside a quoted field must not make the lines behind it a row of their own. */
  if (nul && (text || (size_t)(nul - p) < bad))
    refuse(c, FAULT_NUL, (size_t)(nul - c->buf), e);
  else
    refuse(c, FAULT_UTF8, c->pos + bad, e);
  finish_row(c, 0, past_line_break(c, end));
  c->pos = past_line_break(c, end);
  return RC_DATA;
}

/* The window ends inside the row; *at is where the field that is not whole begins. */
static enum rc more(struct csv *c, size_t at, struct err *e)
{
  if (c->end - c->pos <= CSV_FIELD_MAX + 2)
    return fill(c, e);
  if (at < c->end && c->buf[at] == '"')
    return refuse(c, FAULT_OPEN_QUOTE, at, e);
  return refuse(c, FAULT_LENGTH, c->pos, e);
}

enum rc csv_next(struct csv *c, struct csv_row *row, struct err *e)
{
  enum rc rc = RC_OK;

  *row = (struct csv_row){ c->field, 0, c->line };
  if (c->stuck.rc != RC_OK) {
    if (e)
      *e = c->stuck;
    return c->stuck.rc;
  }
  if (c->skip_line)
    rc = skip_line(c, e);
  while (rc == RC_OK) {
    enum fault fault = FAULT_COUNT;
    size_t n, at, next;

    if (c->pos == c->end && c->at_end)
      return RC_OK;
    switch (scan_row(c, &n, &at, &fault)) {
    case SCAN_MORE:
      rc = more(c, at, e);
      continue;
    case SCAN_BAD:
      return refuse_line(c, fault, at, e);
    case SCAN_ROW:
      break;
    }
    next = past_line_break(c, at);
    rc = check_row(c, at, e);
    if (rc != RC_OK)
      return rc;
    row->line = c->line;
    if (at > c->pos)
      row->n = n;
    finish_row(c, row->n, next);
    c->pos = next;
    if (row->n > 0)
      return RC_OK;
  }
  return rc;
}

uint64_t csv_bytes(const struct csv *c)
{
  return c->consumed + c->pos;
}

char csv_separator(const struct csv *c)
{
  return c->separator;
}

void csv_close(struct csv *c)
{
  if (c == NULL)
    return;
  free(c->buf);
  free(c);
}

static bool needs_quotes(struct span s)
{
  if (s.n == 0)
    return false;
  if (s.p[0] == ' ' || s.p[0] == '\t' || s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t')
    return true;
  for (size_t i = 0; i < s.n; i++)
    if (s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\r' || s.p[i] == '\n')
      return true;
  return false;
}

void csv_put(struct buf *b, struct span field, bool first)
{
  if (!first)
    buf_putc(b, ',');
  if (!needs_quotes(field)) {
    buf_put(b, field);
    return;
  }
  buf_putc(b, '"');
  while (field.n > 0) {
    size_t n = span_find(field, '"');

    buf_put(b, span_part(field, 0, n));
    if (n < field.n)
      buf_puts(b, "\"\"");
    field = span_from(field, n + 1);
  }
  buf_putc(b, '"');
}
