/* Any CSV by any map. The input: the map, a line with start, order of dates and renames between bars, then the file.
 * Whatever is read is read the same in pieces of any size, every row is one the journal may be asked to take, and a
 * refusal says why. */
#include "base/buf.h"
#include "exchange/bytes.h"
#include "exchange/row.h"
#include "exchange/text.h"

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
  char text[INSTANT_TEXT_MAX];

  (void)e;
  s->rows++;
  for (size_t i = 0; i < KEY_BYTES; i++)
    s->sum = s->sum * 31 + row->key.b[i];
  must(row->entry.imported && row->entry.kind < KIND_COUNT && row->line > 1);
  must(row->entry.at.precision < PRECISION_COUNT && instant_text(&row->entry.at, text) > 0);
  must(row->entry.at.offset_s >= -64800 && row->entry.at.offset_s <= 64800);
  must(!row->own);
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

static enum rc read_once(struct span map, const struct span option[3], struct span file, size_t most,
                         const struct env *env, struct seen *seen, struct err *e)
{
  static struct text_source text; /* large */
  struct bytes_source bytes = {.all = file, .most = most};
  struct reader r = {
    .env = env, .read = text_read, .rewind = text_rewind, .read_ctx = &text, .row = take, .warn = warn, .ctx = seen,
    .map = map, .dates = option[1], .scale = option[2],
  };

  r.has_start = date_parse(option[0], &r.start_day);
  text_init(&text, bytes_read, bytes_rewind, &bytes);
  return format_by_name(SPAN("map"))->read(&r, e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  struct span rest = {(const char *)data, size}, map = span_cut(&rest, '\n'), line = span_cut(&rest, '\n'), option[3];
  struct seen one = {0}, two = {0};
  struct err e = {0}, f = {0};
  struct zone *zone = NULL;
  struct env env = {.now_s = 1777899600, .now_given = true};
  enum rc rc;

  for (int i = 0; i < 3; i++)
    option[i] = span_cut(&line, '|');
  must(zone_from_posix(SPAN("CET-1CEST,M3.5.0,M10.5.0/3"), &zone, NULL) == RC_OK);
  env.zone = zone;
  rc = read_once(map, option, rest, 0, &env, &one, &e);
  must(rc == RC_OK || rc == RC_DATA || rc == RC_USAGE || rc == RC_IO); /* damaged UTF-16 is a read error here */
  must(rc == RC_OK || (e.rc == rc && e.message[0] != '\0'));
  must(read_once(map, option, rest, 1, &env, &two, &f) == rc);
  must(one.rows == two.rows && one.warnings == two.warnings && one.refused == two.refused && one.sum == two.sum);
  zone_free(zone);
  return 0;
}
