#include "exchange/json_scan.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <string.h>

enum { CHUNK = 1 << 15, END = -1 };

struct scan {
  read_fn read;
  void *read_ctx;
  json_piece_fn fn;
  void *ctx;
  struct err *e;
  char chunk[CHUNK];
  size_t at, n;
  bool at_end;
  uint64_t line;
  bool keep;        /* what is read goes to text */
  struct buf text;  /* the piece at work */
  struct buf names; /* names of the outermost object, each with a NUL behind it */
  size_t members;
};

static enum rc bad(struct scan *s, const char *what)
{
  err_set(s->e, RC_DATA, "Line %llu: %s.", (unsigned long long)s->line, what);
  err_where(s->e, "%llu:1", (unsigned long long)s->line);
  err_fix(s->e, "Export it once more with `assay export --format json`; nothing was changed.");
  return RC_DATA;
}

/* The next byte without taking it; END at the end of the file, or when it cannot be read (rc tells). */
static enum rc peek(struct scan *s, int *c)
{
  while (s->at == s->n && !s->at_end) {
    ptrdiff_t got = s->read(s->read_ctx, s->chunk, sizeof s->chunk);

    if (got < 0)
      return err_set(s->e, RC_IO, "The file cannot be read to its end.");
    s->at = 0;
    s->n = (size_t)got;
    s->at_end = got == 0;
  }
  *c = s->at < s->n ? (unsigned char)s->chunk[s->at] : END;
  return RC_OK;
}

/* Takes the byte that peek has shown. */
static enum rc take(struct scan *s)
{
  char c = s->chunk[s->at++];

  s->line += c == '\n';
  if (!s->keep)
    return RC_OK;
  if (s->text.n >= JSON_SCAN_VALUE_MAX)
    return bad(s, "one row is longer than eight million bytes");
  buf_putc(&s->text, c);
  return s->text.failed ? err_set(s->e, RC_NO_MEMORY, "There is not enough memory to read the file.") : RC_OK;
}

static enum rc next(struct scan *s, int *c)
{
  enum rc rc = peek(s, c);

  if (rc == RC_OK && *c == END)
    return bad(s, "the file ends in the middle");
  return rc == RC_OK ? take(s) : rc;
}

static enum rc skip_blanks(struct scan *s, int *c)
{
  bool keep = s->keep;
  enum rc rc = peek(s, c);

  s->keep = false;
  while (rc == RC_OK && (*c == ' ' || *c == '\t' || *c == '\n' || *c == '\r')) {
    take(s);
    rc = peek(s, c);
  }
  s->keep = keep;
  return rc;
}

static enum rc expect(struct scan *s, char want, const char *otherwise)
{
  int c;
  enum rc rc = skip_blanks(s, &c);

  if (rc != RC_OK)
    return rc;
  if (c == END)
    return bad(s, "the file ends in the middle");
  return c == want ? take(s) : bad(s, otherwise);
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static enum rc word(struct scan *s, const char *rest)
{
  int c;

  for (; *rest != '\0'; rest++) {
    enum rc rc = next(s, &c);

    if (rc != RC_OK)
      return rc;
    if (c != *rest)
      return bad(s, "there is a word that JSON does not have");
  }
  return RC_OK;
}

static enum rc digits(struct scan *s, size_t *n)
{
  int c;
  enum rc rc = peek(s, &c);

  for (*n = 0; rc == RC_OK && c >= '0' && c <= '9'; ++*n) {
    rc = take(s);
    if (rc == RC_OK)
      rc = peek(s, &c);
  }
  return rc;
}

/* first has been taken. */
static enum rc number(struct scan *s, int first)
{
  size_t n;
  int c;
  enum rc rc = RC_OK;

  if (first == '-')
    rc = next(s, &first);
  if (rc != RC_OK)
    return rc;
  if (first < '0' || first > '9')
    return bad(s, "there is a number that is none");
  if (first != '0')
    rc = digits(s, &n);
  if (rc == RC_OK)
    rc = peek(s, &c);
  if (rc == RC_OK && c == '.') {
    take(s);
    rc = digits(s, &n);
    if (rc == RC_OK && n == 0)
      return bad(s, "there is a number that is none");
    if (rc == RC_OK)
      rc = peek(s, &c);
  }
  if (rc != RC_OK || (c != 'e' && c != 'E'))
    return rc;
  take(s);
  rc = peek(s, &c);
  if (rc == RC_OK && (c == '+' || c == '-'))
    rc = take(s);
  if (rc == RC_OK)
    rc = digits(s, &n);
  return rc == RC_OK && n == 0 ? bad(s, "there is a number that is none") : rc;
}

static enum rc hex4(struct scan *s, uint32_t *unit)
{
  *unit = 0;
  for (int i = 0; i < 4; i++) {
    int c, v;
    enum rc rc = next(s, &c);

    if (rc != RC_OK)
      return rc;
    v = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
    if (v < 0)
      return bad(s, "there is a \\u without four hexadecimal digits");
    *unit = *unit << 4 | (uint32_t)v;
  }
  return RC_OK;
}

static enum rc escape(struct scan *s)
{
  uint32_t high, low;
  int c;
  enum rc rc = next(s, &c);

  if (rc != RC_OK)
    return rc;
  if (c != 'u')
    return c != 0 && strchr("\"\\/bfnrt", c) != NULL ? RC_OK : bad(s, "there is a backslash before a wrong letter");
  rc = hex4(s, &high);
  if (rc != RC_OK || (high != 0 && (high < 0xd800 || high > 0xdfff)))
    return rc;
  if (high == 0)
    return bad(s, "there is a NUL in a text");
  if (high > 0xdbff || next(s, &c) != RC_OK || c != '\\' || next(s, &c) != RC_OK || c != 'u')
    return bad(s, "there is half a letter in a text");
  rc = hex4(s, &low);
  return rc == RC_OK && (low < 0xdc00 || low > 0xdfff) ? bad(s, "there is half a letter in a text") : rc;
}

/* Behind the opening mark. from: where the text begins in s->text. escaped: it holds a backslash. */
static enum rc string(struct scan *s, bool *escaped)
{
  size_t from = s->text.n;

  *escaped = false;
  for (;;) {
    int c;
    enum rc rc = next(s, &c);

    if (rc != RC_OK)
      return rc;
    if (c == '"')
      break;
    if (c < ' ')
      return bad(s, "a text holds a control character");
    if (c == '\\') {
      *escaped = true;
      rc = escape(s);
      if (rc != RC_OK)
        return rc;
    }
  }
  return utf8_check(span_from(buf_span(&s->text), from), NULL) ? RC_OK : bad(s, "a text is not UTF-8");
}

struct name_at { /* in s->text */
  size_t from, n;
};

/* A name and its colon; must be none of those before it in the same object. */
static enum rc name(struct scan *s, const struct name_at *before, size_t n, struct name_at *out)
{
  bool escaped;
  struct span found;
  enum rc rc = expect(s, '"', "a name is missing in front of a value");

  out->from = s->text.n;
  if (rc == RC_OK)
    rc = string(s, &escaped);
  if (rc != RC_OK)
    return rc;
  out->n = s->text.n - out->from - 1;
  found = span_part(buf_span(&s->text), out->from, out->n);
  if (escaped)
    return bad(s, "a name is written with a backslash, which assay never does");
  for (size_t i = 0; i < n; i++)
    if (span_eq(found, span_part(buf_span(&s->text), before[i].from, before[i].n)))
      return bad(s, "a name stands twice in one row");
  return expect(s, ':', "a colon is missing behind a name");
}

static enum rc value(struct scan *s, int depth);

static enum rc object(struct scan *s, int depth)
{
  struct name_at names[JSON_SCAN_NAMES_MAX];
  size_t n = 0;
  int c;
  enum rc rc = skip_blanks(s, &c);

  if (rc == RC_OK && c == '}') {
    s->members = 0;
    return take(s);
  }
  while (rc == RC_OK) {
    if (n == JSON_SCAN_NAMES_MAX)
      return bad(s, "a row has more fields than any of assay's");
    rc = name(s, names, n, &names[n]);
    if (rc == RC_OK)
      rc = value(s, depth + 1);
    if (rc != RC_OK)
      return rc;
    n++;
    rc = skip_blanks(s, &c);
    if (rc != RC_OK || c != ',')
      break;
    rc = take(s);
  }
  s->members = n;
  return rc == RC_OK ? expect(s, '}', "a comma or a closing brace is missing") : rc;
}

static enum rc array(struct scan *s, int depth)
{
  int c;
  enum rc rc = skip_blanks(s, &c);

  if (rc == RC_OK && c == ']')
    return take(s);
  while (rc == RC_OK) {
    rc = value(s, depth + 1);
    if (rc == RC_OK)
      rc = skip_blanks(s, &c);
    if (rc != RC_OK || c != ',')
      break;
    rc = take(s);
  }
  return rc == RC_OK ? expect(s, ']', "a comma or a closing bracket is missing") : rc;
}

static enum rc value(struct scan *s, int depth)
{
  bool escaped;
  int c;
  enum rc rc = skip_blanks(s, &c);

  if (rc == RC_OK)
    rc = next(s, &c);
  if (rc != RC_OK)
    return rc;
  if (depth > JSON_SCAN_DEPTH_MAX)
    return bad(s, "it is nested deeper than anything assay writes");
  switch (c) {
  case '{':
    return object(s, depth);
  case '[':
    return array(s, depth);
  case '"':
    return string(s, &escaped);
  case 't':
    return word(s, "rue");
  case 'f':
    return word(s, "alse");
  case 'n':
    return word(s, "ull");
  default:
    return number(s, c);
  }
}

/* --- the outermost object ----------------------------------------------------------------------------------------- */

static enum rc hand_out(struct scan *s, struct span member, bool element, uint64_t index)
{
  struct json_piece piece = {.name = member, .element = element, .index = index};
  int c;
  enum rc rc = skip_blanks(s, &c);

  if (rc != RC_OK)
    return rc;
  piece.line = s->line;
  buf_clear(&s->text);
  s->members = 0;
  s->keep = true;
  rc = value(s, element ? 2 : 1);
  s->keep = false;
  if (rc != RC_OK)
    return rc;
  piece.text = buf_span(&s->text);
  piece.members = s->members;
  return s->fn(s->ctx, &piece, s->e);
}

static enum rc elements(struct scan *s, struct span member)
{
  uint64_t index = 0;
  int c;
  enum rc rc = skip_blanks(s, &c);

  if (rc == RC_OK && c == ']') {
    rc = take(s);
    return rc == RC_OK ? s->fn(s->ctx, &(struct json_piece){.name = member, .text = SPAN("[]"), .line = s->line}, s->e)
                       : rc;
  }
  while (rc == RC_OK) {
    rc = hand_out(s, member, true, index++);
    if (rc == RC_OK)
      rc = skip_blanks(s, &c);
    if (rc != RC_OK || c != ',')
      break;
    rc = take(s);
  }
  return rc == RC_OK ? expect(s, ']', "a comma or a closing bracket is missing") : rc;
}

static bool known(const struct buf *names, struct span found)
{
  struct span rest = buf_span(names);

  while (rest.n > 0)
    if (span_eq(span_cut(&rest, '\0'), found))
      return true;
  return false;
}

/* The name of a member of the outermost object, kept in s->names; *from is where. */
static enum rc member_name(struct scan *s, size_t *from)
{
  struct name_at at;
  struct span found;
  enum rc rc;

  buf_clear(&s->text);
  s->keep = true;
  rc = name(s, NULL, 0, &at);
  s->keep = false;
  if (rc != RC_OK)
    return rc;
  found = span_part(buf_span(&s->text), at.from, at.n);
  if (known(&s->names, found))
    return bad(s, "a name stands twice");
  if (s->names.n > 4096)
    return bad(s, "it has more parts than anything assay writes");
  *from = s->names.n;
  buf_put(&s->names, found);
  buf_putc(&s->names, '\0');
  return s->names.failed ? err_set(s->e, RC_NO_MEMORY, "There is not enough memory to read the file.") : RC_OK;
}

static enum rc member(struct scan *s)
{
  struct span found;
  size_t from = 0;
  int c;
  enum rc rc = member_name(s, &from);

  if (rc == RC_OK)
    rc = skip_blanks(s, &c);
  if (rc != RC_OK)
    return rc;
  found = (struct span){s->names.p + from, s->names.n - from - 1};
  if (c != '[')
    return hand_out(s, found, false, 0);
  take(s);
  return elements(s, found);
}

static enum rc document(struct scan *s)
{
  int c;
  enum rc rc = skip_blanks(s, &c);

  if (rc == RC_OK && c == '[')
    return bad(s, "it is a list, not an export of assay");
  if (rc == RC_OK)
    rc = expect(s, '{', "it does not begin as JSON does");
  if (rc == RC_OK)
    rc = skip_blanks(s, &c);
  if (rc == RC_OK && c == '}')
    rc = take(s);
  else
    for (bool more = true; rc == RC_OK && more;) {
      rc = member(s);
      if (rc == RC_OK)
        rc = skip_blanks(s, &c);
      more = rc == RC_OK && c == ',';
      if (rc == RC_OK)
        rc = more ? take(s) : expect(s, '}', "a comma or a closing brace is missing");
    }
  if (rc == RC_OK)
    rc = skip_blanks(s, &c);
  return rc == RC_OK && c != END ? bad(s, "something stands behind the end") : rc;
}

enum rc json_scan(read_fn read, void *read_ctx, json_piece_fn fn, void *ctx, struct err *e)
{
  struct err own = {0};
  struct scan s = {.read = read, .read_ctx = read_ctx, .fn = fn, .ctx = ctx, .e = e != NULL ? e : &own, .line = 1};
  enum rc rc = document(&s);

  buf_done(&s.text);
  buf_done(&s.names);
  return rc;
}
