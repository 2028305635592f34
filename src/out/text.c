#include "out/text.h"

#include "base/utf8.h"

static bool control(uint32_t c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

/* Marks that turn the direction of what follows. */
static bool turns(uint32_t c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f;
}

static bool white(uint32_t c)
{
  return c == '\t' || c == '\n' || c == '\r' || c == ' ' || c == 0x2028 || c == 0x2029;
}

static const char *ascii_of(uint32_t c)
{
  static const struct {
    uint32_t c;
    const char *text;
  } map[] = {
      {0x2018, "'"}, {0x2019, "'"},   {0x201c, "\""}, {0x201d, "\""}, {0x2013, "-"}, {0x2014, "-"},
      {0x2212, "-"}, {0x2026, "..."}, {0x00b7, "-"},  {0x2192, "->"}, {0x00a0, " "}, {0xfffd, "?"},
  };

  for (size_t i = 0; i < sizeof map / sizeof map[0]; i++)
    if (map[i].c == c)
      return map[i].text;
  return NULL;
}

void text_clean(struct span s, bool unicode, struct buf *out)
{
  size_t at = 0;

  while (at < s.n) {
    uint32_t c = utf8_next(s, &at);
    const char *ascii;

    if (white(c))
      c = ' ';
    else if (control(c))
      c = 0xfffd;
    if (turns(c))
      continue;
    ascii = unicode ? NULL : ascii_of(c);
    if (ascii)
      buf_puts(out, ascii);
    else
      utf8_put(out, c);
  }
}

bool text_line(struct text_wrap *w, struct span *line)
{
  size_t at, fits, blank = 0;
  int used = 0;

  while (w->at < w->text.n && w->text.p[w->at] == ' ')
    w->at++;
  if (w->at >= w->text.n)
    return false;
  at = fits = w->at;
  while (at < w->text.n) {
    size_t from = at;

    utf8_next(w->text, &at);
    used += utf8_width(span_part(w->text, from, at - from));
    if (w->text.p[from] == ' ')
      blank = from;
    else if (used > w->width && fits > w->at)
      break;
    fits = at;
  }
  if (fits < w->text.n && blank > w->at)
    fits = blank;
  *line = span_part(w->text, w->at, fits - w->at);
  while (line->n > 0 && line->p[line->n - 1] == ' ')
    line->n--;
  w->at = fits;
  return true;
}

void text_blanks(struct buf *out, int n)
{
  text_repeat(out, " ", n);
}

void text_repeat(struct buf *out, const char *mark, int n)
{
  while (n-- > 0)
    buf_puts(out, mark);
}

void text_toned(struct buf *out, const struct doc_terminal *t, enum doc_tone tone, struct span line)
{
  const char *begin = tone == DOC_SAID ? "\033[1m" : tone == DOC_SIGNAL ? "\033[1;31m" : NULL;

  if (t->colour && begin)
    buf_puts(out, begin);
  buf_put(out, line);
  if (t->colour && begin)
    buf_puts(out, "\033[0m");
}
