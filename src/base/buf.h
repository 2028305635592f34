/* A growing string of bytes. Failure to grow is remembered (`failed`) and later writes do nothing,
 * so that a writer checks once, at the end. The text is always NUL-terminated once anything was written. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/span.h"

struct buf {
  char *p;
  size_t n;
  size_t cap;
  bool failed;
};

void buf_done(struct buf *b); /* frees; b may be used again */
void buf_clear(struct buf *b);
void buf_put(struct buf *b, struct span s);
void buf_puts(struct buf *b, const char *text);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
struct span buf_span(const struct buf *b);
const char *buf_text(const struct buf *b); /* never NULL */

#endif
