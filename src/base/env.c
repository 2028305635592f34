#include "base/env.h"

struct instant env_now(const struct env *env)
{
  return (struct instant){ env->now_s, zone_offset_s(env->zone, env->now_s), PRECISION_SECOND };
}

int64_t env_today(const struct env *env)
{
  struct instant now = env_now(env);

  return instant_day(&now);
}
