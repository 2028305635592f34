#include "base/span.h"

#include <string.h>

static char lower(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool blank(char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

struct span span_of(const char *text)
{
  return (struct span){ text, text ? strlen(text) : 0 };
}

bool span_eq(struct span a, struct span b)
{
  return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool span_is(struct span a, const char *text)
{
  return span_eq(a, span_of(text));
}

bool span_eq_fold(struct span a, struct span b)
{
  if (a.n != b.n)
    return false;
  for (size_t i = 0; i < a.n; i++)
    if (lower(a.p[i]) != lower(b.p[i]))
      return false;
  return true;
}

bool span_is_fold(struct span a, const char *text)
{
  return span_eq_fold(a, span_of(text));
}

bool span_starts(struct span a, const char *prefix)
{
  size_t n = prefix ? strlen(prefix) : 0;

  return a.n >= n && (n == 0 || memcmp(a.p, prefix, n) == 0);
}

int span_compare(struct span a, struct span b)
{
  size_t n = a.n < b.n ? a.n : b.n;
  int order = n ? memcmp(a.p, b.p, n) : 0;

  if (order != 0)
    return order < 0 ? -1 : 1;
  return (a.n > b.n) - (a.n < b.n);
}

struct span span_trim(struct span a)
{
  while (a.n > 0 && blank(a.p[0])) {
    a.p++;
    a.n--;
  }
  while (a.n > 0 && blank(a.p[a.n - 1]))
    a.n--;
  return a;
}

struct span span_from(struct span a, size_t at)
{
  if (at > a.n)
    at = a.n;
  if (at > 0)
    a.p += at;
  a.n -= at;
  return a;
}

struct span span_part(struct span a, size_t at, size_t n)
{
  a = span_from(a, at);
  if (a.n > n)
    a.n = n;
  return a;
}

size_t span_find(struct span a, char c)
{
  const char *hit = a.n ? memchr(a.p, c, a.n) : NULL;

  return hit ? (size_t)(hit - a.p) : a.n;
}

struct span span_cut(struct span *rest, char c)
{
  size_t at = span_find(*rest, c);
  struct span head = span_part(*rest, 0, at);

  *rest = span_from(*rest, at < rest->n ? at + 1 : at);
  return head;
}
