/* JSON, any bytes. Pieces that are taken are taken again by themselves; the size of the reads makes no difference; a
 * document that a journal takes comes out of it and into another one, the same. */
#include "base/buf.h"
#include "exchange/bytes.h"
#include "exchange/everything.h"
#include "exchange/json_scan.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
  if (!holds)
    abort();
}

static enum rc count(void *ctx, const struct json_piece *p, struct err *e)
{
  (void)e;
  *(uint64_t *)ctx += 1 + p->members + p->text.n;
  return RC_OK;
}

static enum rc alone(void *ctx, const struct json_piece *p, struct err *e)
{
  struct buf b = {0};
  struct bytes_source bytes;
  uint64_t n = 0;

  (void)e;
  buf_puts(&b, "{\"a\":");
  buf_put(&b, p->text);
  buf_puts(&b, "}");
  bytes = (struct bytes_source){.all = buf_span(&b), .most = 5};
  must(json_scan(bytes_read, &bytes, count, &n, NULL) == RC_OK);
  buf_done(&b);
  *(uint64_t *)ctx += 1 + p->members + p->text.n;
  return RC_OK;
}

static bool no_chance(void *ctx, void *p, size_t n)
{
  (void)ctx;
  memset(p, 7, n);
  return true;
}

static enum rc put(void *ctx, struct span bytes, struct err *e)
{
  (void)e;
  buf_put(ctx, bytes);
  return RC_OK;
}

/* Into an empty journal; out holds what comes out of it. False when it was not taken. */
static bool through(struct span file, struct buf *out)
{
  struct env env = {.now_s = 1777899600, .random = no_chance};
  struct bytes_source bytes = {.all = file};
  struct everything_counts counts;
  struct store *st = NULL;
  struct err e = {0};
  enum rc rc;

  must(store_memory(&env, &st, NULL) == RC_OK);
  must(store_begin(st, NULL) == RC_OK);
  rc = everything_read(st, bytes_read, &bytes, &counts, &e);
  must(rc == RC_OK || (rc == RC_DATA && e.message[0] != '\0'));
  must(store_end(st, rc, &e) == rc);
  if (rc == RC_OK)
    must(everything_write(st, SPAN("{\"schema\":1}"), put, out, NULL) == RC_OK);
  store_close(st);
  return rc == RC_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  struct bytes_source bytes = {.all = {(const char *)data, size}, .most = 1};
  uint64_t one = 0, two = 0;
  struct buf first = {0}, second = {0};
  struct err e = {0};
  enum rc rc = json_scan(bytes_read, &bytes, alone, &one, &e);

  must(rc == RC_OK || (rc == RC_DATA && e.message[0] != '\0' && e.where[0] != '\0'));
  bytes = (struct bytes_source){.all = {(const char *)data, size}};
  must(json_scan(bytes_read, &bytes, count, &two, &e) == rc && one == two);
  if (rc == RC_OK && through(bytes.all, &first)) {
    must(through(buf_span(&first), &second));
    must(span_eq(buf_span(&first), buf_span(&second)));
  }
  buf_done(&first);
  buf_done(&second);
  return 0;
}
