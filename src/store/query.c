#include "store/query.h"

#include "base/buf.h"
#include "base/number.h"
#include "out/json.h"
#include "store/store_impl.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static size_t slot_of(const char *literal)
{
  uint64_t h = (uint64_t)(uintptr_t)literal * UINT64_C(0x9e3779b97f4a7c15);

  return (size_t)(h >> 57) & (STORE_KEPT - 1);
}

/* The kept statement of this literal, prepared on first use. A full table or a statement in use gives a fresh one. */
struct query query_of(struct store *st, const char *literal)
{
  struct query q = {.st = st, .code = SQLITE_OK};
  size_t at = slot_of(literal);
  struct kept *free_slot = NULL;

  for (size_t i = 0; i < 8; i++) {
    struct kept *k = &st->kept[(at + i) & (STORE_KEPT - 1)];

    if (k->literal == literal && !k->busy) {
      k->busy = true;
      q.s = k->s;
      return q;
    }
    if (k->literal == NULL && free_slot == NULL)
      free_slot = k;
  }
  q.code = sqlite3_prepare_v3(st->db, literal, -1, SQLITE_PREPARE_PERSISTENT, &q.s, NULL);
  if (q.code == SQLITE_OK && free_slot != NULL)
    *free_slot = (struct kept){.literal = literal, .s = q.s, .busy = true};
  return q;
}

void store_release(struct store *st, sqlite3_stmt *s)
{
  for (size_t i = 0; i < STORE_KEPT; i++) {
    if (st->kept[i].s == s) {
      sqlite3_reset(s);
      sqlite3_clear_bindings(s);
      st->kept[i].busy = false;
      return;
    }
  }
  sqlite3_finalize(s);
}

static int index_of(struct query *q, const char *name)
{
  int at = q->code == SQLITE_OK ? sqlite3_bind_parameter_index(q->s, name) : 0;

  assert(q->code != SQLITE_OK || at > 0);
  return at;
}

static void bound(struct query *q, int code)
{
  if (q->code == SQLITE_OK)
    q->code = code;
}

void query_int(struct query *q, const char *name, int64_t v)
{
  int at = index_of(q, name);

  if (at > 0)
    bound(q, sqlite3_bind_int64(q->s, at, v));
}

void query_real(struct query *q, const char *name, double v)
{
  int at = index_of(q, name);

  if (at > 0)
    bound(q, isfinite(v) ? sqlite3_bind_double(q->s, at, v) : sqlite3_bind_null(q->s, at));
}

void query_text(struct query *q, const char *name, struct span v)
{
  int at = index_of(q, name);

  if (at > 0)
    bound(q, sqlite3_bind_text64(q->s, at, v.n > 0 ? v.p : "", v.n, SQLITE_STATIC, SQLITE_UTF8));
}

void query_blob(struct query *q, const char *name, const void *p, size_t n)
{
  int at = index_of(q, name);

  if (at > 0)
    bound(q, sqlite3_bind_blob64(q->s, at, p, n, SQLITE_STATIC));
}

void query_null(struct query *q, const char *name)
{
  int at = index_of(q, name);

  if (at > 0)
    bound(q, sqlite3_bind_null(q->s, at));
}

bool query_row(struct query *q)
{
  int code;

  if (q->code != SQLITE_OK)
    return false;
  code = sqlite3_step(q->s);
  if (code == SQLITE_ROW)
    return true;
  q->code = code;
  return false;
}

int64_t query_get_int(struct query *q, int column)
{
  return sqlite3_column_int64(q->s, column);
}

double query_get_real(struct query *q, int column)
{
  return query_is_null(q, column) ? NAN : sqlite3_column_double(q->s, column);
}

bool query_is_null(struct query *q, int column)
{
  return sqlite3_column_type(q->s, column) == SQLITE_NULL;
}

struct span query_get_text(struct query *q, int column)
{
  const unsigned char *p = sqlite3_column_text(q->s, column);

  return (struct span){(const char *)p, p == NULL ? 0 : (size_t)sqlite3_column_bytes(q->s, column)};
}

struct span query_get_blob(struct query *q, int column)
{
  const void *p = sqlite3_column_blob(q->s, column);

  return (struct span){p, p == NULL ? 0 : (size_t)sqlite3_column_bytes(q->s, column)};
}

enum rc query_end(struct query *q, struct err *e)
{
  int code = q->code;
  enum rc rc = code == SQLITE_OK || code == SQLITE_DONE ? RC_OK : store_code(q->st, code, e);

  if (q->s != NULL)
    store_release(q->st, q->s);
  q->s = NULL;
  return rc;
}

enum rc query_run(struct query *q, struct err *e)
{
  while (query_row(q))
    continue;
  return query_end(q, e);
}

/* --- rows as JSON ------------------------------------------------------------------------------------------------- */

static void put_column(struct query *q, int i, struct json *j)
{
  static const char hex[] = "0123456789abcdef";
  char text[2 * 64 + 1];
  struct span s;
  size_t n = 0;

  switch (sqlite3_column_type(q->s, i)) {
  case SQLITE_INTEGER:
    json_int(j, sqlite3_column_int64(q->s, i));
    break;
  case SQLITE_FLOAT:
    json_number(j, sqlite3_column_double(q->s, i));
    break;
  case SQLITE_TEXT:
    json_string(j, query_get_text(q, i));
    break;
  case SQLITE_BLOB:
    s = query_get_blob(q, i);
    for (size_t k = 0; k < s.n && n + 2 < sizeof text; k++) {
      text[n++] = hex[(unsigned char)s.p[k] >> 4];
      text[n++] = hex[(unsigned char)s.p[k] & 15];
    }
    json_string(j, (struct span){text, n});
    break;
  default:
    json_null(j);
  }
}

void query_json(struct query *q, struct buf *out)
{
  struct json j;
  int n = sqlite3_column_count(q->s);

  json_init(&j, out);
  json_object(&j);
  for (int i = 0; i < n; i++) {
    json_key(&j, sqlite3_column_name(q->s, i));
    put_column(q, i, &j);
  }
  json_object_end(&j);
}

/* Columns that hold blobs; in JSON they stand as hex. */
static bool is_blob(const char *name)
{
  static const char *const blobs[] = {":uid", ":import_key", ":inputs_hash"};

  for (size_t i = 0; i < sizeof blobs / sizeof blobs[0]; i++)
    if (strcmp(name, blobs[i]) == 0)
      return true;
  return false;
}

static int hex_digit(char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  return -1;
}

static int bind_hex(struct query *q, int at, struct span text)
{
  unsigned char bytes[64];

  if (text.n % 2 != 0 || text.n / 2 > sizeof bytes)
    return SQLITE_MISMATCH;
  for (size_t i = 0; i < text.n / 2; i++) {
    int hi = hex_digit(text.p[2 * i]), lo = hex_digit(text.p[2 * i + 1]);

    if (hi < 0 || lo < 0)
      return SQLITE_MISMATCH;
    bytes[i] = (unsigned char)(hi << 4 | lo);
  }
  return sqlite3_bind_blob(q->s, at, bytes, (int)(text.n / 2), SQLITE_TRANSIENT);
}

static int bind_value(struct query *q, const char *name, int at, struct span type, struct span text)
{
  double real;
  int64_t whole;

  if (span_is(type, "null"))
    return sqlite3_bind_null(q->s, at);
  if (span_is(type, "text"))
    return is_blob(name) ? bind_hex(q, at, text)
                         : sqlite3_bind_text64(q->s, at, text.p, text.n, SQLITE_TRANSIENT, SQLITE_UTF8);
  if (span_is(type, "integer") && number_parse_int(text, &whole))
    return sqlite3_bind_int64(q->s, at, whole);
  if ((span_is(type, "integer") || span_is(type, "real")) && number_parse(text, &real))
    return sqlite3_bind_double(q->s, at, real);
  return SQLITE_MISMATCH;
}

enum rc query_bind_json(struct query *q, struct span object, struct err *e)
{
  /* The `->` operator gives the number as it stands in the text, so no digit is lost. */
  struct query each =
    query_of(q->st, "SELECT ':' || key, type, CASE type WHEN 'text' THEN value ELSE :doc -> fullkey END"
                    "  FROM json_each(:doc)");
  bool mismatch = false;

  query_text(&each, ":doc", object);
  while (q->code == SQLITE_OK && !mismatch && query_row(&each)) {
    const char *name = (const char *)sqlite3_column_text(each.s, 0);
    int at = name == NULL ? 0 : sqlite3_bind_parameter_index(q->s, name);

    if (at > 0) {
      int code = bind_value(q, name, at, query_get_text(&each, 1), query_get_text(&each, 2));

      mismatch = code == SQLITE_MISMATCH;
      bound(q, mismatch ? SQLITE_OK : code);
    }
  }
  if (query_end(&each, e) != RC_OK)
    return RC_DATA;
  return mismatch ? err_set(e, RC_DATA, "A stored row holds a value of the wrong kind.") : RC_OK;
}
