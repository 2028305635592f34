#include "base/uid.h"

#include <string.h>

struct uid uid_make(int64_t at_ms, const unsigned char random[10])
{
  struct uid u;
  uint64_t ms = at_ms < 0 ? 0 : (uint64_t)at_ms; /* a clock before 1970 sorts first */

  for (int i = 0; i < 6; i++)
    u.b[i] = (unsigned char)(ms >> (40 - 8 * i));
  memcpy(u.b + 6, random, 10);
  return u;
}

struct uid uid_next(const struct uid *u)
{
  struct uid next = *u;

  for (int i = UID_BYTES - 1; i >= 6; i--)
    if (++next.b[i] != 0)
      break;
  return next;
}

void uid_hex(const struct uid *u, char out[UID_HEX])
{
  static const char hex[] = "0123456789abcdef";

  for (int i = 0; i < UID_BYTES; i++) {
    out[2 * i] = hex[u->b[i] >> 4];
    out[2 * i + 1] = hex[u->b[i] & 15];
  }
  out[UID_HEX - 1] = '\0';
}

static int hex_value(char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return -1;
}

bool uid_parse(struct span s, struct uid *out)
{
  struct uid u;

  if (s.n != 2 * UID_BYTES)
    return false;
  for (size_t i = 0; i < UID_BYTES; i++) {
    int high = hex_value(s.p[2 * i]), low = hex_value(s.p[2 * i + 1]);

    if (high < 0 || low < 0)
      return false;
    u.b[i] = (unsigned char)(high << 4 | low);
  }
  *out = u;
  return true;
}
