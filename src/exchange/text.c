#include "exchange/text.h"

#include <string.h>

void text_init(struct text_source *t, read_fn read, bool (*rewind)(void *ctx), void *ctx)
{
  t->read = read;
  t->rewind = rewind;
  t->ctx = ctx;
  t->kind = TEXT_UTF8;
  t->begun = t->damaged = t->at_end = false;
  t->from = t->to = t->rest_n = 0;
}

/* More raw bytes, at least `want` together unless the file ends. */
static bool fill(struct text_source *t, size_t want)
{
  if (t->to - t->from >= want || t->at_end)
    return true;
  memmove(t->raw, t->raw + t->from, t->to - t->from);
  t->to -= t->from;
  t->from = 0;
  while (t->to < want && !t->at_end) {
    ptrdiff_t n = t->read(t->ctx, (char *)t->raw + t->to, sizeof t->raw - t->to);

    if (n < 0)
      return false;
    t->at_end = n == 0;
    t->to += (size_t)n;
  }
  return true;
}

static bool starts(const struct text_source *t, const char *mark, size_t n)
{
  return t->to - t->from >= n && memcmp(t->raw + t->from, mark, n) == 0;
}

static bool begin(struct text_source *t)
{
  if (!fill(t, 3))
    return false;
  t->begun = true;
  if (starts(t, "\xef\xbb\xbf", 3)) {
    t->from += 3;
  } else if (starts(t, "\xff\xfe", 2) || starts(t, "\xfe\xff", 2)) {
    t->kind = t->raw[t->from] == 0xff ? TEXT_UTF16_LE : TEXT_UTF16_BE;
    t->from += 2;
  }
  return true;
}

static ptrdiff_t read_utf8(struct text_source *t, char *p, size_t n)
{
  size_t have;

  if (t->from == t->to && !t->at_end) {
    ptrdiff_t got = t->read(t->ctx, p, n);

    t->at_end = got == 0;
    return got;
  }
  have = t->to - t->from;
  if (have > n)
    have = n;
  if (have > 0)
    memcpy(p, t->raw + t->from, have);
  t->from += have;
  return (ptrdiff_t)have;
}

static uint32_t unit_at(const struct text_source *t, size_t at)
{
  const unsigned char *b = t->raw + t->from + at;

  return t->kind == TEXT_UTF16_LE ? (uint32_t)b[0] | (uint32_t)b[1] << 8 : (uint32_t)b[1] | (uint32_t)b[0] << 8;
}

/* One character off the front; 0 when the text ends, or is damaged. */
static size_t take(struct text_source *t, uint32_t *c)
{
  size_t have = t->to - t->from;
  uint32_t low;

  t->damaged = have == 1;
  if (have < 2)
    return 0;
  *c = unit_at(t, 0);
  if (*c < 0xd800 || *c > 0xdfff)
    return 2;
  low = have >= 4 ? unit_at(t, 2) : 0;
  if (*c > 0xdbff || low < 0xdc00 || low > 0xdfff) {
    t->damaged = true;
    return 0;
  }
  *c = 0x10000 + ((*c - 0xd800) << 10) + (low - 0xdc00);
  return 4;
}

static size_t put(char *p, uint32_t c)
{
  if (c < 0x80) {
    p[0] = (char)c;
    return 1;
  }
  if (c < 0x800) {
    p[0] = (char)(0xc0 | c >> 6);
    p[1] = (char)(0x80 | (c & 0x3f));
    return 2;
  }
  if (c < 0x10000) {
    p[0] = (char)(0xe0 | c >> 12);
    p[1] = (char)(0x80 | (c >> 6 & 0x3f));
    p[2] = (char)(0x80 | (c & 0x3f));
    return 3;
  }
  p[0] = (char)(0xf0 | c >> 18);
  p[1] = (char)(0x80 | (c >> 12 & 0x3f));
  p[2] = (char)(0x80 | (c >> 6 & 0x3f));
  p[3] = (char)(0x80 | (c & 0x3f));
  return 4;
}

/* As many bytes of a character as there is room for; the others wait. */
static size_t hand_out(struct text_source *t, const char *bytes, size_t n, char *p, size_t room)
{
  size_t now = n < room ? n : room;

  memcpy(p, bytes, now);
  t->rest_n = n - now;
  memmove(t->rest, bytes + now, t->rest_n);
  return now;
}

static ptrdiff_t read_utf16(struct text_source *t, char *p, size_t n)
{
  size_t out = hand_out(t, t->rest, t->rest_n, p, n);

  while (out < n) {
    char bytes[4];
    uint32_t c = 0;
    size_t used;

    if (t->to - t->from < 4 && !t->at_end && !fill(t, sizeof t->raw))
      return -1;
    used = take(t, &c);
    if (used == 0)
      break;
    t->from += used;
    out += hand_out(t, bytes, put(bytes, c), p + out, n - out);
  }
  return t->damaged ? -1 : (ptrdiff_t)out;
}

ptrdiff_t text_read(void *text_source, char *p, size_t n)
{
  struct text_source *t = text_source;

  if (t->damaged || (!t->begun && !begin(t)))
    return -1;
  return t->kind == TEXT_UTF8 ? read_utf8(t, p, n) : read_utf16(t, p, n);
}

bool text_rewind(void *text_source)
{
  struct text_source *t = text_source;

  if (!t->rewind(t->ctx))
    return false;
  text_init(t, t->read, t->rewind, t->ctx);
  return true;
}

enum rc text_failure(const struct text_source *t, struct err *e)
{
  if (!t->damaged)
    return RC_OK;
  err_set(e, RC_DATA, "The file is UTF-16 text, and it is damaged or cut off.");
  err_fix(e, "Save it once more, best as \"CSV UTF-8\", and try again.");
  return RC_DATA;
}

enum rc text_head(struct text_source *t, char *out, size_t *n, struct err *e)
{
  ptrdiff_t got = 1;

  for (*n = 0; got > 0 && *n + 4 <= TEXT_HEAD; *n += (size_t)got) {
    got = text_read(t, out + *n, TEXT_HEAD - *n);
    if (got < 0)
      return text_failure(t, e) != RC_OK ? RC_DATA : err_set(e, RC_IO, "The file cannot be read.");
  }
  return text_rewind(t) ? RC_OK : err_set(e, RC_IO, "The file cannot be read again from its beginning.");
}
