/* The numbered schema files of sql/, compiled in. Step i makes journal version i + 1. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include <stddef.h>

struct schema_step {
  const char *name; /* 0001-journal.sql */
  const char *sql;
};
extern const struct schema_step schema_step[];
extern const size_t schema_step_n;

#endif
