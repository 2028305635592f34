/* Reading a JSON document as a stream: strictly checked, never whole in memory. Pure.
 *
 * Members of the outermost object come one after the other; of an array, each of its elements (an empty one comes as
 * the value "[]"). Checked on the way:
 * grammar (RFC 8259), UTF-8, no name twice in one object, no lone half of a surrogate pair, no NUL in a text, depth. */
#ifndef EXCHANGE_JSON_SCAN_H
#define EXCHANGE_JSON_SCAN_H

#include "base/csv.h"

enum {
  JSON_SCAN_DEPTH_MAX = 16,
  JSON_SCAN_NAMES_MAX = 64,          /* names in one object */
  JSON_SCAN_VALUE_MAX = 8 << 20,     /* bytes of one piece handed out */
};

struct json_piece {
  struct span name; /* of the member */
  bool element;     /* of an array; else the value itself */
  uint64_t index;   /* from 0 */
  struct span text; /* valid JSON */
  size_t members;   /* of text, when it is an object */
  uint64_t line;    /* where it begins, from 1 */
};
/* RC_OK to go on. Spans live during the call. */
typedef enum rc (*json_piece_fn)(void *ctx, const struct json_piece *piece, struct err *e);

/* Errors: RC_DATA (not an object, broken, cut off; e->where is the line), RC_IO, RC_NO_MEMORY, or what fn returned. */
enum rc json_scan(read_fn read, void *read_ctx, json_piece_fn fn, void *ctx, struct err *e);

#endif
