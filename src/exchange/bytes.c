#include "exchange/bytes.h"

#include <string.h>

ptrdiff_t bytes_read(void *bytes_source, char *p, size_t n)
{
  struct bytes_source *b = bytes_source;
  size_t have = b->all.n - b->at;

  if (b->most > 0 && n > b->most)
    n = b->most;
  if (n > have)
    n = have;
  if (n > 0)
    memcpy(p, b->all.p + b->at, n);
  b->at += n;
  return (ptrdiff_t)n;
}

bool bytes_rewind(void *bytes_source)
{
  struct bytes_source *b = bytes_source;

  b->at = 0;
  return true;
}
