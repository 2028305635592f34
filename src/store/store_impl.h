/* Inside of struct store; only src/store includes it. */
#ifndef STORE_STORE_IMPL_H
#define STORE_STORE_IMPL_H

#include "store/store.h"

#include <sqlite3.h>

enum { STORE_KEPT = 128 }; /* statements kept ready; a power of two */

struct kept {
  const char *literal;
  sqlite3_stmt *s;
  bool busy;
};

struct store {
  sqlite3 *db;
  bool read_only;
  bool wrote;
  int depth; /* nesting of store_begin */
  struct kept kept[STORE_KEPT];
};

/* Marks a statement that query_of handed out as free again. */
void store_release(struct store *st, sqlite3_stmt *s);
enum rc store_code(struct store *st, int code, struct err *e);

#endif
