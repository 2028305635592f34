#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUF_FIRST = 256 };

/* Room for n more bytes and the NUL. */
static bool room(struct buf *b, size_t n)
{
  size_t cap = b->cap ? b->cap : BUF_FIRST;
  char *p;

  if (b->failed)
    return false;
  if (n < b->cap - b->n) /* n and the NUL; with nothing yet both sides are 0 and it fails */
    return true;
  if (n >= PTRDIFF_MAX - b->n) {
    b->failed = true;
    return false;
  }
  while (cap - b->n <= n)
    cap = cap > PTRDIFF_MAX / 2 ? PTRDIFF_MAX : cap * 2;
  p = realloc(b->p, cap);
  if (p == NULL) {
    b->failed = true;
    return false;
  }
  b->p = p;
  b->cap = cap;
  return true;
}

void buf_done(struct buf *b)
{
  free(b->p);
  *b = (struct buf){ 0 };
}

void buf_clear(struct buf *b)
{
  b->n = 0;
  b->failed = false;
  if (b->p)
    b->p[0] = '\0';
}

void buf_put(struct buf *b, struct span s)
{
  if (!room(b, s.n))
    return;
  if (s.n > 0)
    memcpy(b->p + b->n, s.p, s.n);
  b->n += s.n;
  b->p[b->n] = '\0';
}

void buf_puts(struct buf *b, const char *text)
{
  buf_put(b, span_of(text));
}

void buf_putc(struct buf *b, char c)
{
  buf_put(b, (struct span){ &c, 1 });
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
  va_list ap;
  int n;

  if (!room(b, 0))
    return;
  va_start(ap, fmt);
  n = vsnprintf(b->p + b->n, b->cap - b->n, fmt, ap);
  va_end(ap);
  if (n >= 0 && (size_t)n >= b->cap - b->n && room(b, (size_t)n)) {
    va_start(ap, fmt);
    n = vsnprintf(b->p + b->n, b->cap - b->n, fmt, ap);
    va_end(ap);
  }
  if (n < 0)
    b->failed = true;
  if (b->failed)
    b->p[b->n] = '\0';
  else
    b->n += (size_t)n;
}

struct span buf_span(const struct buf *b)
{
  return (struct span){ b->p, b->n };
}

const char *buf_text(const struct buf *b)
{
  return b->p ? b->p : "";
}
