/* A file that lies in memory, as a source to read from: what was typed, posted or piped in. */
#ifndef EXCHANGE_BYTES_H
#define EXCHANGE_BYTES_H

#include "base/span.h"

struct bytes_source {
  struct span all;
  size_t at;
  size_t most; /* bytes a single read gives at most; 0: as many as are asked for */
};

ptrdiff_t bytes_read(void *bytes_source, char *p, size_t n); /* a read_fn */
bool bytes_rewind(void *bytes_source);

#endif
