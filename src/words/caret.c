#include "words/caret.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
  COLUMNS_BEFORE = 46,
  COLUMNS_BEHIND = 26,
  BYTES_BEFORE = 120, /* letters may carry any number of marks that take no column */
  BYTES_BEHIND = 100,
};

static const char CUT[] = "...";

static bool line_break(struct span s, size_t at)
{
  return s.p[at] == '\n' || s.p[at] == '\r';
}

/* Characters that would move or turn what a terminal shows. */
static bool unshown(uint32_t c)
{
  return (c >= 0x80 && c < 0xa0) || (c >= 0x200e && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029 || c == 0xfeff;
}

/* One character at *at, as it may be shown: its bytes into to, its columns into *width. Bytes written. */
static size_t shown(struct span s, size_t *at, char to[4], int *width)
{
  size_t from = *at, n;
  uint32_t c = utf8_next(s, at);

  n = *at - from;
  if (c < 0x20 || c == 0x7f || (n == 1 && (unsigned char)s.p[from] >= 0x80)) {
    to[0] = c == '\t' ? ' ' : '?';
    *width = 1;
    return 1;
  }
  *width = 0;
  if (unshown(c))
    return 0;
  memcpy(to, s.p + from, n);
  *width = utf8_width((struct span){to, n});
  return n;
}

static size_t step_back(struct span s, size_t at)
{
  size_t back = at - 1;

  while (back > 0 && at - back < 4 && ((unsigned char)s.p[back] & 0xc0) == 0x80)
    back--;
  return back;
}

/* The first byte of the line that is shown before `at`. */
static size_t window_from(struct span s, size_t line, size_t at)
{
  size_t from = at;
  int columns = 0;

  while (from > line) {
    size_t back = step_back(s, from), end = back;
    char one[4];
    int width;

    shown(s, &end, one, &width);
    columns += width;
    if (columns > COLUMNS_BEFORE || at - back > BYTES_BEFORE)
      break;
    from = back;
  }
  return from;
}

void words_caret(struct span text, size_t at, char out[CARET_TEXT_MAX])
{
  size_t line, n = 0, i;
  int before = 0, width = 0;

  if (at > text.n)
    at = text.n;
  for (line = at; line > 0 && !line_break(text, line - 1);)
    line--;
  i = window_from(text, line, at);
  if (i > line) {
    memcpy(out, CUT, 3);
    n = 3;
    before = 3;
  }
  while (i < at) {
    n += shown(text, &i, out + n, &width);
    before += width;
  }
  for (int columns = 0; i < text.n && !line_break(text, i) && n < CARET_TEXT_MAX - 100; columns += width) {
    if (columns >= COLUMNS_BEHIND || i - at > BYTES_BEHIND) {
      memcpy(out + n, CUT, 3);
      n += 3;
      break;
    }
    n += shown(text, &i, out + n, &width);
  }
  while (n > 0 && out[n - 1] == ' ')
    n--;
  out[n++] = '\n';
  for (int k = 0; k < before && n < CARET_TEXT_MAX - 2; k++)
    out[n++] = ' ';
  out[n++] = '^';
  out[n] = '\0';
}

size_t words_line(struct span text, size_t at, size_t *of)
{
  size_t line = 1, last = 1;
  bool any = false;

  *of = 0;
  for (size_t i = 0; i < text.n; i++) {
    bool end = text.p[i] == '\n' || (text.p[i] == '\r' && !(i + 1 < text.n && text.p[i + 1] == '\n'));

    if (end) {
      *of += any;
      any = false;
      last++;
      if (i < at)
        line++;
    } else if (text.p[i] != ' ' && text.p[i] != '\t' && text.p[i] != '\r') {
      any = true;
    }
  }
  *of += any;
  return line < last ? line : last;
}

enum rc words_refuse(struct span text, size_t at, struct err *e, const char *fmt, ...)
{
  char sentence[480], caret[CARET_TEXT_MAX];
  size_t lines, line = words_line(text, at, &lines);
  va_list ap;

  va_start(ap, fmt);
  vsnprintf(sentence, sizeof sentence, fmt, ap);
  va_end(ap);
  if (lines > 1)
    err_set(e, RC_DATA, "Line %zu: %s", line, sentence);
  else
    err_set(e, RC_DATA, "%s", sentence);
  words_caret(text, at, caret);
  err_where(e, "%s", caret);
  return RC_DATA;
}
