#include "words/tokens.h"

#include "base/utf8.h"

#include <string.h>

struct lexer {
  struct span text;
  size_t at;
};

static bool blank_code(uint32_t c)
{
  static const uint32_t other[] = {
      0xa0,   0x1680, 0x202f, 0x205f, 0x3000, 0xfeff, 0x2028, 0x2029, /* blanks */
      0x201c, 0x201d, 0x201e, 0xab,   0xbb,   0x2033,                 /* double quotes */
  };

  if (c == ' ' || c == '"' || c == '\t' || c == '\v' || c == '\f' || c == '\r')
    return true;
  if (c >= 0x2000 && c <= 0x200b)
    return true;
  for (size_t i = 0; i < sizeof other / sizeof other[0]; i++)
    if (c == other[i])
      return true;
  return false;
}

static bool digit_at(struct span s, size_t at)
{
  return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

/* A line ends with LF, CR LF or a lone CR. */
static bool line_end(struct span s, size_t at)
{
  return s.p[at] == '\n' || (s.p[at] == '\r' && !(at + 1 < s.n && s.p[at + 1] == '\n'));
}

/* Nothing but white space, a separator or the end stands at this byte. */
static bool open_behind(struct span s, size_t at)
{
  if (at >= s.n || s.p[at] == ';' || s.p[at] == ',' || s.p[at] == '\n')
    return true;
  return blank_code(utf8_next(s, &at));
}

/* A + at the edge of a word is one by itself, however many there are. */
static bool edge_plus(struct span s, size_t at)
{
  while (at < s.n && s.p[at] == '+')
    at++;
  return open_behind(s, at) || strchr(".!:=", s.p[at]) != NULL;
}

static size_t word_end(struct span s, size_t at)
{
  size_t from = at;

  while (at < s.n) {
    size_t next = at;
    char c = s.p[at];

    if (c == ';' || c == '\n' || blank_code(utf8_next(s, &next)))
      break;
    if (c == ',' && !(at > from && digit_at(s, at - 1) && digit_at(s, at + 1)))
      break;
    if (c == '+' && edge_plus(s, at))
      break;
    if ((c == ':' || c == '=') && at > from && !digit_at(s, at - 1))
      return next; /* "pain:6" is two words */
    at = next;
  }
  return at;
}

static bool next_token(struct lexer *l, struct token *t)
{
  struct span s = l->text;
  size_t from;

  while (l->at < s.n && !line_end(s, l->at)) {
    size_t next = l->at;

    if (!blank_code(utf8_next(s, &next)))
      break;
    l->at = next;
  }
  if (l->at >= s.n)
    return false;
  from = l->at;
  l->at = from + 1;
  if (line_end(s, from))
    t->kind = TOKEN_LINE;
  else if (s.p[from] == ';')
    t->kind = TOKEN_SEMICOLON;
  else if (s.p[from] == ',')
    t->kind = open_behind(s, from + 1) ? TOKEN_COMMA : TOKEN_TIGHT_COMMA;
  else if (s.p[from] == '+')
    t->kind = TOKEN_PLUS;
  else {
    t->kind = TOKEN_WORD;
    l->at = word_end(s, from);
    if (l->at == from)
      l->at = from + 1;
  }
  t->from = from;
  t->to = l->at;
  t->raw = span_part(s, from, l->at - from);
  return true;
}

/* Marks at the end of a word say nothing here, unless they are all of it. */
struct span words_without_marks(struct span raw)
{
  size_t n = raw.n;

  while (n > 0 && memchr(".!:=", raw.p[n - 1], 4) != NULL)
    n--;
  return n > 0 ? span_part(raw, 0, n) : raw;
}

static bool only_sign(struct span raw)
{
  return span_is(raw, ":") || span_is(raw, "=");
}

enum rc words_tokens(struct span text, struct arena *a, struct tokens *out, struct err *e)
{
  struct lexer l = {text, 0};
  struct token one = {0};
  struct buf fold = {0};
  size_t n = 0;
  enum rc rc = RC_OK;

  while (next_token(&l, &one))
    n++;
  out->t = arena_array(a, n + 1, sizeof *out->t);
  out->n = 0;
  if (out->t == NULL)
    return err_set(e, RC_NO_MEMORY, "There is not enough memory to read these words.");
  l.at = 0;
  while (rc == RC_OK && next_token(&l, &one)) {
    if (one.kind == TOKEN_WORD && only_sign(one.raw))
      continue;
    buf_clear(&fold);
    utf8_fold(words_without_marks(one.raw), &fold);
    one.fold = arena_copy(a, buf_span(&fold));
    if (fold.failed || one.fold.p == NULL)
      rc = err_set(e, RC_NO_MEMORY, "There is not enough memory to read these words.");
    out->t[out->n++] = one;
  }
  buf_done(&fold);
  out->t[out->n] = (struct token){.kind = TOKEN_END, .from = text.n, .to = text.n};
  return rc;
}

bool words_token_is(const struct token *t, const char *word)
{
  return t->kind == TOKEN_WORD && span_is(t->fold, word);
}

bool words_token_in(const struct token *t, const char *const *list)
{
  for (; *list != NULL; list++)
    if (words_token_is(t, *list))
      return true;
  return false;
}

struct span words_phrase(const struct token *t, size_t k, char out[WORDS_PHRASE_MAX])
{
  size_t n = 0;

  for (size_t i = 0; i < k; i++) {
    if (t[i].kind != TOKEN_WORD || n + 1 + t[i].fold.n >= WORDS_PHRASE_MAX)
      return (struct span){out, 0};
    if (i > 0)
      out[n++] = ' ';
    if (t[i].fold.n > 0)
      memcpy(out + n, t[i].fold.p, t[i].fold.n);
    n += t[i].fold.n;
  }
  return (struct span){out, n};
}

struct span words_join(const struct token *t, size_t k, struct arena *a)
{
  struct buf b = {0};
  struct span joined;

  for (size_t i = 0; i < k; i++) {
    if (i > 0)
      buf_putc(&b, ' ');
    buf_put(&b, i + 1 < k ? t[i].raw : words_without_marks(t[i].raw));
  }
  joined = b.failed ? (struct span){NULL, 0} : arena_copy(a, buf_span(&b));
  buf_done(&b);
  return joined;
}
