#include "out/json.h"

#include "base/number.h"
#include "base/utf8.h"

#include <assert.h>

void json_init(struct json *j, struct buf *b)
{
  *j = (struct json){.b = b, .first = {true}};
}

/* The comma before a value or a key, where one is due. */
static void before(struct json *j)
{
  if (j->after_key)
    j->after_key = false;
  else if (j->first[j->depth])
    j->first[j->depth] = false;
  else
    buf_putc(j->b, ',');
}

static void open_level(struct json *j, char c)
{
  before(j);
  buf_putc(j->b, c);
  assert(j->depth + 1 < JSON_DEPTH_MAX);
  j->first[++j->depth] = true;
}

static void close_level(struct json *j, char c)
{
  assert(j->depth > 0 && !j->after_key);
  j->depth--;
  buf_putc(j->b, c);
}

void json_object(struct json *j)
{
  open_level(j, '{');
}

void json_object_end(struct json *j)
{
  close_level(j, '}');
}

void json_array(struct json *j)
{
  open_level(j, '[');
}

void json_array_end(struct json *j)
{
  close_level(j, ']');
}

/* Also DEL and the C1 controls, which some terminals obey. */
static void escaped(struct buf *b, uint32_t c)
{
  static const char *const by_name[0x20] = {
      [0x08] = "\\b", [0x09] = "\\t", [0x0a] = "\\n", [0x0c] = "\\f", [0x0d] = "\\r",
  };

  if (c == '"' || c == '\\') {
    buf_putc(b, '\\');
    buf_putc(b, (char)c);
  } else if (c < 0x20 && by_name[c]) {
    buf_puts(b, by_name[c]);
  } else if (c < 0x20 || (c >= 0x7f && c < 0xa0)) {
    buf_printf(b, "\\u%04x", (unsigned)c);
  } else {
    utf8_put(b, c);
  }
}

static bool plain(unsigned char c)
{
  return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

static void quoted(struct buf *b, struct span s)
{
  size_t at = 0;

  buf_putc(b, '"');
  while (at < s.n) {
    size_t from = at;

    while (at < s.n && plain((unsigned char)s.p[at]))
      at++;
    buf_put(b, span_part(s, from, at - from));
    if (at < s.n)
      escaped(b, utf8_next(s, &at));
  }
  buf_putc(b, '"');
}

void json_key(struct json *j, const char *key)
{
  assert(!j->after_key);
  before(j);
  quoted(j->b, span_of(key));
  buf_putc(j->b, ':');
  j->after_key = true;
}

void json_string(struct json *j, struct span s)
{
  before(j);
  quoted(j->b, s);
}

void json_text(struct json *j, const char *s)
{
  if (s)
    json_string(j, span_of(s));
  else
    json_null(j);
}

void json_number(struct json *j, double v)
{
  char text[NUMBER_TEXT_MAX];
  size_t n = number_text(v, text);

  json_raw(j, n > 0 ? (struct span){text, n} : SPAN("null"));
}

void json_int(struct json *j, int64_t v)
{
  before(j);
  buf_printf(j->b, "%lld", (long long)v);
}

void json_bool(struct json *j, bool v)
{
  json_raw(j, v ? SPAN("true") : SPAN("false"));
}

void json_null(struct json *j)
{
  json_raw(j, SPAN("null"));
}

void json_raw(struct json *j, struct span valid_json)
{
  before(j);
  buf_put(j->b, valid_json);
}

void json_key_string(struct json *j, const char *key, struct span s)
{
  json_key(j, key);
  json_string(j, s);
}

void json_key_text(struct json *j, const char *key, const char *s)
{
  json_key(j, key);
  json_text(j, s);
}

void json_key_number(struct json *j, const char *key, double v)
{
  json_key(j, key);
  json_number(j, v);
}

void json_key_int(struct json *j, const char *key, int64_t v)
{
  json_key(j, key);
  json_int(j, v);
}

void json_key_bool(struct json *j, const char *key, bool v)
{
  json_key(j, key);
  json_bool(j, v);
}

void json_key_null(struct json *j, const char *key)
{
  json_key(j, key);
  json_null(j);
}

void json_key_instant(struct json *j, const char *key, const struct instant *i)
{
  char text[INSTANT_TEXT_MAX];

  json_key_string(j, key, (struct span){text, instant_text(i, text)});
}

void json_key_date(struct json *j, const char *key, int64_t day)
{
  char text[DATE_TEXT_MAX];

  json_key_string(j, key, (struct span){text, date_text(day, text)});
}

void json_key_uid(struct json *j, const char *key, const struct uid *u)
{
  char hex[UID_HEX];

  uid_hex(u, hex);
  json_key_text(j, key, hex);
}
