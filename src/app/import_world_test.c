#include "app/import_world.h"

#include "exchange/bytes.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool chance(void *ctx, void *p, size_t n)
{
  struct world *w = ctx;
  unsigned char *b = p;

  for (size_t i = 0; i < n; i++) {
    w->chance = w->chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    b[i] = (unsigned char)(w->chance >> 56);
  }
  return true;
}

void world_now(struct world *w, const char *text)
{
  struct iso iso;

  assert_true(iso_parse(span_of(text), &iso) && iso.has_offset);
  w->env.now_s = civil_to_local_s(&iso.c) - iso.offset_s;
}

struct world *world_new(uint64_t seed)
{
  struct world *w = calloc(1, sizeof *w);

  assert_non_null(w);
  w->chance = seed;
  assert_int_equal(zone_from_posix(SPAN("CET-1CEST,M3.5.0,M10.5.0/3"), &w->zone, NULL), RC_OK);
  w->env = (struct env){.now_given = true, .zone = w->zone, .random = chance, .random_ctx = w};
  world_now(w, "2026-05-04T15:00:00+02:00");
  w->app = (struct app){.env = &w->env, .arena = &w->arena, .version = "0.1.0"};
  assert_int_equal(store_memory(&w->env, &w->app.st, &w->e), RC_OK);
  return w;
}

void world_free(struct world *w)
{
  store_close(w->app.st);
  app_done(&w->app);
  arena_done(&w->arena);
  zone_free(w->zone);
  free(w);
}

enum rc world_import(struct world *w, struct span file, struct how how, struct import_result *out)
{
  struct bytes_source bytes = {.all = file, .most = 4000};
  struct import_request q = {
    .file_name = how.file_name != NULL ? how.file_name : "diary.csv", .read = bytes_read, .rewind = bytes_rewind,
    .ctx = &bytes, .format = span_of(how.format), .map = span_of(how.map), .has_map = how.map != NULL,
    .start = span_of(how.start), .dates = span_of(how.dates), .scale = span_of(how.scale), .dry_run = how.dry_run,
    .again = how.again, .update = how.update,
  };

  w->e = (struct err){0};
  return app_import(&w->app, &q, out, &w->e);
}

const char *world_counts(struct world *w, const char *file, struct how how)
{
  struct import_result r = {0};
  enum rc rc = world_import(w, span_of(file), how, &r);
  char text[100];

  if (rc != RC_OK)
    snprintf(text, sizeof text, "rc %d", (int)rc);
  else
    snprintf(text, sizeof text, "%llu %llu %llu %llu", (unsigned long long)r.read, (unsigned long long)r.added,
             (unsigned long long)r.skipped, (unsigned long long)r.changed);
  return arena_copy(&w->arena, span_of(text)).p;
}

static enum rc put(void *ctx, struct span bytes, struct err *e)
{
  (void)e;
  buf_put(ctx, bytes);
  return RC_OK;
}

static const char *exported(struct world *w, const char *format)
{
  struct export_request q = {.format = span_of(format)};
  struct buf b = {0};
  const char *text;

  assert_int_equal(app_export(&w->app, &q, put, &b, &w->e), RC_OK);
  text = arena_copy(&w->arena, buf_span(&b)).p;
  buf_done(&b);
  return text;
}

const char *world_csv(struct world *w)
{
  return exported(w, "csv");
}

const char *world_json(struct world *w)
{
  return exported(w, "json");
}

void world_log(struct world *w, const char *words)
{
  struct logged l;

  if (app_log(&w->app, span_of(words), &l, &w->e) != RC_OK)
    fail_msg("log %s: %s", words, w->e.message);
}

void world_edit(struct world *w, const char *id, const char *key, const char *value)
{
  struct field_change c = {span_of(key), span_of(value)};
  struct edited d;

  if (app_edit(&w->app, span_of(id), &c, 1, &d, &w->e) != RC_OK)
    fail_msg("edit %s: %s", id, w->e.message);
}

void world_delete(struct world *w, const char *id)
{
  struct span s = span_of(id);
  struct edited d;

  if (app_delete(&w->app, &s, 1, &d, &w->e) != RC_OK)
    fail_msg("delete %s: %s", id, w->e.message);
}

void world_turn(struct world *w, bool redo)
{
  struct turned t;

  if (app_turn(&w->app, redo, true, &t, &w->e) != RC_OK)
    fail_msg("%s: %s", redo ? "redo" : "undo", w->e.message);
}
