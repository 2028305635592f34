/* A journal in memory and files in memory: for the tests of import and export. Only app's tests include it. */
#ifndef APP_IMPORT_WORLD_H
#define APP_IMPORT_WORLD_H

#include "app/export.h"
#include "app/import.h"
#include "base/buf.h"

struct world {
  struct zone *zone;
  struct env env;
  struct arena arena;
  struct app app;
  uint64_t chance;
  struct err e; /* of the last call */
};

/* A fresh journal, Berlin, 2026-05-04T15:00+02:00. Different seeds give different ids. */
struct world *world_new(uint64_t seed);
void world_free(struct world *w);
void world_now(struct world *w, const char *iso);

/* Options of an import by name; zero: none. */
struct how {
  const char *format, *map, *start, *dates, *scale, *file_name;
  bool dry_run, again, update;
};
enum rc world_import(struct world *w, struct span file, struct how how, struct import_result *out);
/* "read added skipped changed", or "rc N". */
const char *world_counts(struct world *w, const char *file, struct how how);

/* The record as assay CSV, or everything as JSON; in the arena. */
const char *world_csv(struct world *w);
const char *world_json(struct world *w);

void world_log(struct world *w, const char *words);
void world_edit(struct world *w, const char *id, const char *key, const char *value);
void world_delete(struct world *w, const char *id);
void world_turn(struct world *w, bool redo);

#endif
