#include "base/err.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
  const char *name;
  int exit, http;
} code[RC_COUNT] = {
  [RC_OK] = { "ok", 0, 200 },
  [RC_FOUND] = { "found", 1, 200 },
  [RC_USAGE] = { "usage", 2, 400 },
  [RC_DATA] = { "bad_data", 65, 422 },
  [RC_NO_INPUT] = { "no_input", 66, 404 },
  [RC_BUG] = { "bug", 70, 500 },
  [RC_CANNOT_CREATE] = { "cannot_create", 73, 409 },
  [RC_IO] = { "io", 74, 500 },
  [RC_BUSY] = { "busy", 75, 503 },
  [RC_PASSPHRASE] = { "wrong_passphrase", 77, 403 },
  [RC_INTERRUPTED] = { "interrupted", 130, 503 },
  [RC_NO_MEMORY] = { "no_memory", 74, 503 },
};

/* An unknown code is our bug, and says so. */
static enum rc known(enum rc rc)
{
  return (unsigned)rc < RC_COUNT ? rc : RC_BUG;
}

int rc_exit(enum rc rc)
{
  return code[known(rc)].exit;
}

int rc_http(enum rc rc)
{
  return code[known(rc)].http;
}

const char *rc_name(enum rc rc)
{
  return code[known(rc)].name;
}

/* Through a copy, because an argument may be the very text that is being replaced ("%s (line 3)", e->message). */
static void fill(char *to, size_t size, const char *fmt, va_list ap) __attribute__((format(printf, 3, 0)));
static void fill(char *to, size_t size, const char *fmt, va_list ap)
{
  char text[sizeof(((struct err *)NULL)->message) + 1]; /* one more: what follows tells whether a character ends */
  int n = vsnprintf(text, size + 1, fmt, ap);
  size_t len = n < 0 ? 0 : (size_t)n;

  if (len >= size)
    len = utf8_cut((struct span){ text, size }, size - 1).n;
  memcpy(to, text, len);
  to[len] = '\0';
}

enum rc err_set(struct err *e, enum rc rc, const char *fmt, ...)
{
  va_list ap;

  if (e == NULL)
    return rc;
  va_start(ap, fmt);
  fill(e->message, sizeof(e->message), fmt, ap);
  va_end(ap);
  e->rc = rc;
  e->where[0] = '\0';
  e->fix[0] = '\0';
  return rc;
}

void err_where(struct err *e, const char *fmt, ...)
{
  va_list ap;

  if (e == NULL)
    return;
  va_start(ap, fmt);
  fill(e->where, sizeof(e->where), fmt, ap);
  va_end(ap);
}

void err_fix(struct err *e, const char *fmt, ...)
{
  va_list ap;

  if (e == NULL)
    return;
  va_start(ap, fmt);
  fill(e->fix, sizeof(e->fix), fmt, ap);
  va_end(ap);
}
