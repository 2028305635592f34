/* What the outside world hands in: the clock, the zone, chance. Nothing below main asks for them by itself. */
#ifndef BASE_ENV_H
#define BASE_ENV_H

#include "base/err.h"
#include "base/when.h"
#include "base/zone.h"

#include <stddef.h>

struct env {
  int64_t now_s;         /* --now, else the machine's clock */
  bool now_given;        /* --now was said */
  const struct zone *zone;
  /* Fills p[n] with random bytes; false when there are none. */
  bool (*random)(void *ctx, void *p, size_t n);
  void *random_ctx;
};

/* now as an instant of env's zone, seconds known. */
struct instant env_now(const struct env *env);
/* today: the calendar day of now in env's zone. */
int64_t env_today(const struct env *env);

#endif
