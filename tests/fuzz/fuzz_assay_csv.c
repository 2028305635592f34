/* An assay CSV of any bytes through a whole journal: what goes in comes out, goes into another journal and comes out
 * the same to the byte; importing it a second time adds nothing. */
#include "app/export.h"
#include "app/import.h"
#include "base/buf.h"
#include "exchange/bytes.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
  if (!holds)
    abort();
}

static bool chance(void *ctx, void *p, size_t n)
{
  unsigned char *b = p;

  for (size_t i = 0; i < n; i++)
    b[i] = (unsigned char)(*(uint32_t *)ctx = *(uint32_t *)ctx * 1664525 + 1013904223) ^ (unsigned char)i;
  return true;
}

static enum rc import(struct app *app, struct span file, struct import_result *r)
{
  struct bytes_source bytes = {.all = file};
  struct import_request q = {.file_name = "f", .read = bytes_read, .rewind = bytes_rewind, .ctx = &bytes,
                             .format = SPAN("csv")};
  struct err e = {0};
  enum rc rc = app_import(app, &q, r, &e);

  must(rc == RC_OK || (rc == RC_DATA && e.message[0] != '\0'));
  must(rc != RC_OK || r->read == r->added + r->skipped + r->changed);
  return rc;
}

static enum rc put(void *ctx, struct span bytes, struct err *e)
{
  (void)e;
  buf_put(ctx, bytes);
  return RC_OK;
}

static void export_into(struct app *app, struct buf *out)
{
  struct export_request q = {0};

  buf_clear(out);
  must(app_export(app, &q, put, out, NULL) == RC_OK);
}

/* An empty journal; it is kept from one input to the next, since it is costly to make. */
static struct store *empty(struct store **kept, const struct env *env)
{
  if (*kept == NULL)
    must(store_memory(env, kept, NULL) == RC_OK);
  must(store_begin(*kept, NULL) == RC_OK);
  must(store_end(*kept, erase_all(*kept, NULL), NULL) == RC_OK);
  return *kept;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static struct flag_matcher *matcher; /* costly to make too */
  static struct store *one, *two;
  struct span file = {(const char *)data, size};
  struct zone *zone = NULL;
  uint32_t seed = 1;
  struct env env = {.now_s = 1777899600, .now_given = true, .random = chance, .random_ctx = &seed};
  struct arena arena = {0};
  struct app here = {.env = &env, .arena = &arena, .version = "0"}, there = here;
  struct buf first = {0}, second = {0};
  struct import_result r, again;

  must(zone_from_posix(SPAN("CET-1CEST,M3.5.0,M10.5.0/3"), &zone, NULL) == RC_OK);
  env.zone = zone;
  if (matcher == NULL)
    must(flag_matcher_new(&matcher, NULL) == RC_OK);
  here.matcher = there.matcher = matcher;
  here.st = empty(&one, &env);
  there.st = empty(&two, &env);
  if (import(&here, file, &r) == RC_OK) {
    export_into(&here, &first);
    must(import(&here, file, &again) == RC_OK && again.added == 0);
    must(import(&here, buf_span(&first), &again) == RC_OK && again.added == 0 && again.changed == 0);
    must(import(&there, buf_span(&first), &again) == RC_OK && again.added == r.added);
    export_into(&there, &second);
    must(span_eq(buf_span(&first), buf_span(&second)));
  }
  buf_done(&first);
  buf_done(&second);
  arena_done(&arena);
  zone_free(zone);
  return 0;
}
