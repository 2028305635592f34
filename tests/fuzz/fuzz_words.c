/* The grammar of `log`: any bytes as a sentence, as a time, as a day, as a line of a notes program. What must hold: no
 * fall, nothing half done, a sentence for a person with every refusal, nothing later than now, all within the text. */
#include "words/words.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static struct env *the_env(void)
{
  static struct env env;
  struct zone *zone = NULL;

  if (env.zone != NULL)
    return &env;
  if (zone_from_posix(SPAN("CET-1CEST,M3.5.0,M10.5.0/3"), &zone, NULL) != RC_OK)
    abort();
  env = (struct env){.now_s = 1777899600 /* 2026-05-04 15:00 there */, .now_given = true, .zone = zone};
  return &env;
}

static void must(bool ok)
{
  if (!ok)
    abort();
}

static void sentence(struct span text, const struct words_context *c)
{
  struct arena a = {0};
  struct words_result r = {NULL, 77};
  struct err e = {0};
  enum rc rc = words_read(text, c, &a, &r, &e);

  must(rc == RC_OK || rc == RC_DATA);
  must(rc == RC_OK ? r.n > 0 : r.n == 77 && e.message[0] != '\0');
  for (size_t i = 0; rc == RC_OK && i < r.n; i++) {
    const struct words_entry *w = r.entry + i;

    must(w->from < w->to && w->to <= text.n);
    must(c->from_file || w->entry.at.at_s <= c->env->now_s + 300);
    must(w->entry.kind < KIND_COUNT && (w->entry.kind != KIND_DOSE || w->entry.what.n > 0));
  }
  arena_done(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
  static const struct span product[] = {
      {"red bali", 8}, {"quietmoonleaf", 13}, {"quietmoonleap", 13}, {"pain 8 mix", 10}};
  static const struct words_scale scale[] = {{{"pain.knee", 9}, 0, 10}, {{"my weather", 10}, -5, 5}};
  struct env *env = the_env();
  struct words_context c = {.env = env, .product = product, .product_n = 4, .scale = scale, .scale_n = 2};
  struct span text = {(const char *)p, n};
  struct instant at = {0}, last = env_now(env);
  struct err e = {0};
  int64_t day;
  size_t used = 0;

  sentence(text, &c);
  if (words_time(text, env, false, &at, &e) == RC_OK)
    must(at.at_s <= env->now_s + 300);
  words_day(text, env, &day, &e);
  if (words_dated(text, env, &last, &at, &used)) {
    must(used > 0 && used <= n);
    c.at = &at;
    c.from_file = true;
    sentence(span_from(text, used), &c);
  }
  return 0;
}
