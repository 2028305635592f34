/* The screen for danger signs on any bytes: hits lie inside the text, worst first, one a flag; the same text gives the
 * same hits; a danger sign in a sentence of its own behind the text is found whatever stands before it. */
#include "base/buf.h"
#include "harm/flag.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
  if (!holds)
    abort();
}

static void check(const struct flag_hit *hit, size_t n, size_t size)
{
  must(n <= fact_red_flag_n && n <= FLAG_HITS_MAX);
  for (size_t i = 0; i < n; i++) {
    must(hit[i].from < hit[i].to && hit[i].to <= size);
    must(i == 0 || hit[i - 1].level >= hit[i].level);
    for (size_t k = 0; k < i; k++)
      must(hit[k].flag != hit[i].flag);
  }
}

static bool found(const struct flag_hit *hit, size_t n, const char *key)
{
  for (size_t i = 0; i < n; i++)
    if (strcmp(hit[i].flag->key, key) == 0)
      return hit[i].level == LEVEL_EMERGENCY;
  return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static struct flag_matcher *m; /* made once: that is how it is used */
  struct flag_hit hit[FLAG_HITS_MAX], again[FLAG_HITS_MAX];
  struct span text = {(const char *)data, size};
  struct buf longer = {0};
  size_t n;

  if (m == NULL && flag_matcher_new(&m, NULL) != RC_OK)
    return 0;
  n = flag_scan(m, text, hit);
  check(hit, n, size);
  buf_put(&longer, text);
  must(flag_scan(m, buf_span(&longer), again) == n);
  for (size_t i = 0; i < n; i++)
    must(hit[i].flag == again[i].flag && hit[i].level == again[i].level && hit[i].from == again[i].from);
  buf_puts(&longer, "\n\nchest pain since noon\n");
  if (!longer.failed) {
    n = flag_scan(m, buf_span(&longer), again);
    check(again, n, longer.n);
    must(found(again, n, "chest_heart"));
  }
  buf_done(&longer);
  return 0;
}
