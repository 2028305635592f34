/* The bytes of a file as UTF-8: a byte order mark is taken off, UTF-16 with a mark becomes UTF-8 as it is read. */
#ifndef EXCHANGE_TEXT_H
#define EXCHANGE_TEXT_H

#include "base/csv.h"

enum { TEXT_RAW = 1 << 15, TEXT_HEAD = 1 << 16 };

enum text_kind { TEXT_UTF8, TEXT_UTF16_LE, TEXT_UTF16_BE };

struct text_source {
  read_fn read;
  bool (*rewind)(void *ctx);
  void *ctx;
  enum text_kind kind;
  bool begun;   /* the mark was looked for */
  bool damaged; /* UTF-16 that is cut off or not UTF-16: the read ended with -1 */
  bool at_end;
  unsigned char raw[TEXT_RAW]; /* not handed out yet */
  size_t from, to;
  char rest[4]; /* bytes of a character that did not fit in */
  size_t rest_n;
};

void text_init(struct text_source *t, read_fn read, bool (*rewind)(void *ctx), void *ctx);
ptrdiff_t text_read(void *text_source, char *p, size_t n); /* a read_fn */
bool text_rewind(void *text_source);
/* Up to TEXT_HEAD bytes from the beginning, then rewinds. Errors: RC_IO, RC_DATA (damaged UTF-16). */
enum rc text_head(struct text_source *t, char *out, size_t *n, struct err *e);
/* After a failed read: why, when it was the text itself. RC_OK when it was not. */
enum rc text_failure(const struct text_source *t, struct err *e);

#endif
