/* A file of dated notes, any bytes: read the same in pieces of any size, nothing of a line lost without a word. */
#include "base/utf8.h"
#include "exchange/bytes.h"
#include "exchange/row.h"
#include "exchange/text.h"
#include "words/words.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
  if (!holds)
    abort();
}

struct seen {
  uint64_t rows, warnings, refused, sum;
};

static enum rc take(void *ctx, const struct exchange_row *row, struct err *e)
{
  struct seen *s = ctx;

  (void)e;
  s->rows++;
  for (size_t i = 0; i < KEY_BYTES; i++)
    s->sum = s->sum * 31 + row->key.b[i];
  must(row->line > 0 && row->entry.imported && span_is(row->entry.source, "notes"));
  must(row->entry.kind != KIND_NOTE || row->entry.note.n > 0);
  must(utf8_check(row->entry.note, NULL) && utf8_check(row->entry.what, NULL));
  return RC_OK;
}

static void warn(void *ctx, uint64_t line, bool refused, const char *fmt, ...)
{
  struct seen *s = ctx;

  must(fmt[0] != '\0');
  s->warnings++;
  s->refused += refused;
  s->sum += line;
}

static enum rc read_once(struct span file, size_t most, const struct env *env, struct seen *seen, uint64_t *records,
                         struct err *e)
{
  static struct text_source text; /* large */
  static const struct span product[] = {{"red bali", 8}, {"white elm", 9}};
  static const struct words_scale scale[] = {{{"stiffness", 9}, 0, 20}};
  struct words_context words = {.env = env, .product = product, .product_n = 2, .scale = scale, .scale_n = 1};
  struct bytes_source bytes = {.all = file, .most = most};
  struct reader r = {
    .env = env, .read = text_read, .rewind = text_rewind, .read_ctx = &text, .row = take, .warn = warn, .ctx = seen,
    .words = &words,
  };
  enum rc rc;

  text_init(&text, bytes_read, bytes_rewind, &bytes);
  rc = format_by_name(SPAN("notes"))->read(&r, e);
  *records = r.records;
  return rc;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  struct span file = {(const char *)data, size};
  struct seen one = {0}, two = {0};
  struct err e = {0}, f = {0};
  struct zone *zone = NULL;
  struct env env = {.now_s = 1777899600, .now_given = true};
  uint64_t records = 0, again = 0;
  enum rc rc;

  must(zone_from_posix(SPAN("CET-1CEST,M3.5.0,M10.5.0/3"), &zone, NULL) == RC_OK);
  env.zone = zone;
  rc = read_once(file, 0, &env, &one, &records, &e);
  must(rc == RC_OK || ((rc == RC_DATA || rc == RC_IO) && e.message[0] != '\0'));
  must(rc != RC_OK || one.rows + one.refused == records);
  must(read_once(file, 3, &env, &two, &again, &f) == rc && records == again);
  must(one.rows == two.rows && one.warnings == two.warnings && one.sum == two.sum);
  zone_free(zone);
  return 0;
}
