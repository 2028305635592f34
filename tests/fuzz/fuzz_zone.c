/* The zone reader on any bytes, as a file and as a rule: when it is read, every instant is found again from the
 * wall time it shows. */
#include "base/zone.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
  if (!holds)
    abort();
}

static void ask(const struct zone *z, int64_t at_s)
{
  int64_t back_s[2];
  int32_t offset_s = zone_offset_s(z, at_s);

  must(offset_s > -94000 && offset_s < 94000);
  if (at_s < -(INT64_C(1) << 54) || at_s > INT64_C(1) << 54) {
    zone_resolve(z, at_s, back_s); /* beyond every calendar: any answer will do */
    return;
  }
  must(zone_resolve(z, at_s + offset_s, back_s) != ZONE_GAP);
  must(back_s[0] <= at_s && at_s <= back_s[1]);
  if (zone_resolve(z, at_s, back_s) == ZONE_GAP)
    must(back_s[0] < back_s[1] && back_s[1] - back_s[0] < INT64_C(2) * 94000);
  else
    must(back_s[0] + zone_offset_s(z, back_s[0]) == at_s && back_s[1] + zone_offset_s(z, back_s[1]) == at_s);
}

static void ask_all(struct zone *z, uint64_t seed)
{
  static const int64_t special[] = { INT64_MIN, INT64_MAX, 0, -1, INT32_MIN, INT32_MAX, INT64_C(4102444800) };

  for (size_t i = 0; i < sizeof(special) / sizeof(special[0]); i++)
    ask(z, special[i]);
  for (int i = 0; i < 64; i++) {
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    ask(z, (int64_t)(seed >> 30) - (INT64_C(1) << 33));
  }
  zone_free(z);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  struct span in = { (const char *)data, size };
  struct zone *z = NULL;
  struct err e = { 0 };

  if (zone_parse(in, "Fuzz/Zone", &z, &e) == RC_OK)
    ask_all(z, size);
  else
    must(z == NULL && e.rc == RC_DATA && e.fix[0] != '\0');
  if (zone_from_posix(in, &z, &e) == RC_OK)
    ask_all(z, size);
  return 0;
}
