#include "journal/key.h"

#include "base/sha256.h"

#include <string.h>

static void add(struct sha256 *s, struct span text)
{
  unsigned char n[4] = {(unsigned char)(text.n >> 24), (unsigned char)(text.n >> 16), (unsigned char)(text.n >> 8),
                        (unsigned char)text.n};

  sha256_add(s, n, sizeof n); /* lengths, so that "ab","c" differs from "a","bc" */
  if (text.n > 0)
    sha256_add(s, text.p, text.n);
}

struct import_key key_make(struct span source, const struct key_time *t, enum kind kind, struct span what,
                           struct span value_text, struct span unit, struct span note)
{
  struct import_key key;
  struct sha256 s;
  unsigned char digest[SHA256_BYTES];
  uint32_t minute = (uint32_t)(int32_t)t->local_minute ^ UINT32_C(0x80000000); /* negative years sort first */
  unsigned char time_kind[6] = {
    (unsigned char)(t->precision <= PRECISION_MINUTE ? 1 : (int)t->precision),
    t->has_offset,
    (unsigned char)((uint32_t)t->offset_s >> 16),
    (unsigned char)((uint32_t)t->offset_s >> 8),
    (unsigned char)(uint32_t)t->offset_s,
    (unsigned char)kind,
  };

  if (!t->has_offset)
    memset(time_kind + 2, 0, 3);
  for (int i = 0; i < 4; i++)
    key.b[i] = (unsigned char)(minute >> (24 - 8 * i));
  sha256_init(&s);
  sha256_add(&s, time_kind, sizeof time_kind);
  add(&s, source);
  add(&s, what);
  sha256_done(&s, digest);
  memcpy(key.b + 4, digest, KEY_PLACE_BYTES - 4);

  sha256_init(&s);
  add(&s, value_text);
  add(&s, unit);
  add(&s, note);
  sha256_done(&s, digest);
  memcpy(key.b + KEY_PLACE_BYTES, digest, KEY_BYTES - KEY_PLACE_BYTES);
  return key;
}

static int64_t floor_div(int64_t a, int64_t b)
{
  return a / b - (a % b < 0);
}

struct import_key key_of_entry(const struct entry *en)
{
  char value[ENTRY_VALUE_MAX];
  size_t n = entry_value_text(en, value);
  struct key_time t = {
    .local_minute = floor_div(en->at.at_s + en->at.offset_s, 60),
    .has_offset = en->at.precision != PRECISION_DAY, /* a day alone is written without one */
    .offset_s = en->at.offset_s,
    .precision = en->at.precision,
  };

  if (en->at.precision == PRECISION_PART)
    t.local_minute = floor_div(t.local_minute, 60) * 60;
  return key_make(SPAN("assay"), &t, en->kind, en->what, (struct span){value, n}, en->unit, en->note);
}
