/* Strict JSON, piece by piece. */
#include "exchange/json_scan.h"

#include "base/buf.h"
#include "exchange/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#ifdef WITH_JANSSON
#include <jansson.h>
#endif

static enum rc put_piece(void *ctx, const struct json_piece *p, struct err *e)
{
  struct buf *out = ctx;

  (void)e;
  buf_printf(out, "%.*s", SPAN_FMT(p->name));
  if (p->element)
    buf_printf(out, "[%llu]", (unsigned long long)p->index);
  buf_printf(out, "@%llu:%zu ", (unsigned long long)p->line, p->members);
  buf_put(out, p->text);
  buf_puts(out, "; ");
  return RC_OK;
}

static enum rc scan(struct span file, size_t most, struct buf *out, struct err *e)
{
  struct bytes_source bytes = {.all = file, .most = most};

  buf_clear(out);
  return json_scan(bytes_read, &bytes, put_piece, out, e);
}

static void test_pieces(void **state)
{
  static const struct {
    const char *file, *want;
  } row[] = {
    {"{}", ""},
    {" { } \n", ""},
    {"{\"a\":1}", "a@1:0 1; "},
    {"{\"a\":\n -1.5e+3 , \"b\" : [ ] }", "a@2:0 -1.5e+3; b@2:0 []; "},
    {"{\"a\":[1,\"x\",\n{\"b\": [true , null]}]}", "a[0]@1:0 1; a[1]@1:0 \"x\"; a[2]@2:1 {\"b\":[true,null]}; "},
    {"{\"a\":{\"b\":1,\"c\":{\"d\":2}}}", "a@1:2 {\"b\":1,\"c\":{\"d\":2}}; "},
    {"{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00fc\\ud83d\\udc22\"}",
     "a@1:0 \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00fc\\ud83d\\udc22\"; "},
    {"{\"a\":[[],{}],\"b\":false}", "a[0]@1:0 []; a[1]@1:0 {}; b@1:0 false; "},
    {"{\"\":0}", "@1:0 0; "},
    {"{\"a\":0.0,\"b\":-0,\"c\":1E5}", "a@1:0 0.0; b@1:0 -0; c@1:0 1E5; "},
  };
  struct buf got = {0};

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    for (size_t most = 0; most < 4; most++) {
      struct err e = {0};
      enum rc rc = scan(span_of(row[i].file), most, &got, &e);

      if (rc != RC_OK || strcmp(buf_text(&got), row[i].want) != 0)
        fail_msg("%s: rc %d \"%s\" %s", row[i].file, (int)rc, buf_text(&got), e.message);
    }
  }
  buf_done(&got);
}

static void test_refused(void **state)
{
  static const struct {
    const char *file, *says;
  } row[] = {
    {"", "ends in the middle"},
    {"  ", "ends in the middle"},
    {"x", "does not begin"},
    {"[]", "list"},
    {"1", "does not begin"},
    {"{", "ends in the middle"},
    {"{\"a\"", "ends in the middle"},
    {"{\"a\":", "ends in the middle"},
    {"{\"a\":1", "ends in the middle"},
    {"{\"a\":1,", "ends in the middle"},
    {"{\"a\":[1", "ends in the middle"},
    {"{\"a\":{\"b\":1", "ends in the middle"},
    {"{\"a\":\"x", "ends in the middle"},
    {"{\"a\":1}x", "behind the end"},
    {"{\"a\":1}{}", "behind the end"},
    {"{\"a\":1,}", "name is missing"},
    {"{,}", "name is missing"},
    {"{a:1}", "name is missing"},
    {"{'a':1}", "name is missing"},
    {"{\"a\" 1}", "colon"},
    {"{\"a\":1 \"b\":2}", "comma"},
    {"{\"a\":[1 2]}", "comma"},
    {"{\"a\":[1,]}", "number that is none"},
    {"{\"a\":}", "number that is none"},
    {"{\"a\":01}", "comma"},
    {"{\"a\":+1}", "number that is none"},
    {"{\"a\":.5}", "number that is none"},
    {"{\"a\":1.}", "number that is none"},
    {"{\"a\":1e}", "number that is none"},
    {"{\"a\":-}", "number that is none"},
    {"{\"a\":NaN}", "number that is none"},
    {"{\"a\":nul}", "word that JSON does not have"},
    {"{\"a\":True}", "number that is none"},
    {"{\"a\":1,\"a\":2}", "twice"},
    {"{\"x\":{\"a\":1,\"b\":2,\"a\":3}}", "twice"},
    {"{\"x\":{\"\\u0061\":1}}", "backslash"},
    {"{\"a\":\"\\x\"}", "backslash"},
    {"{\"a\":\"\\u12g4\"}", "four hexadecimal"},
    {"{\"a\":\"\\u0000\"}", "NUL"},
    {"{\"a\":\"\\ud83d\"}", "half a letter"},
    {"{\"a\":\"\\ud83dx\"}", "half a letter"},
    {"{\"a\":\"\\ud83d\\u0041\"}", "half a letter"},
    {"{\"a\":\"\\udc22\"}", "half a letter"},
    {"{\"a\":\"\n\"}", "control"},
    {"{\"a\":\"\xff\"}", "UTF-8"},
    {"{\"a\":\"\xed\xa0\x80\"}", "UTF-8"},
    {"{\"a\xff\":1}", "UTF-8"},
    {"{\"a\":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}", "nested"},
    {"\xef\xbb\xbf{}", "does not begin"},
  };
  struct buf got = {0};

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    struct err e = {0};
    enum rc rc = scan(span_of(row[i].file), i % 3, &got, &e);

    if (rc != RC_DATA || strstr(e.message, row[i].says) == NULL || e.where[0] == '\0')
      fail_msg("%s: rc %d \"%s\"", row[i].file, (int)rc, e.message);
  }
  buf_done(&got);
}

static void test_limits(void **state)
{
  struct buf file = {0}, got = {0};
  struct err e = {0};

  (void)state;
  buf_puts(&file, "{\"x\":{");
  for (int i = 0; i <= JSON_SCAN_NAMES_MAX; i++)
    buf_printf(&file, "%s\"n%d\":1", i > 0 ? "," : "", i);
  buf_puts(&file, "}}");
  assert_int_equal(scan(buf_span(&file), 0, &got, &e), RC_DATA);
  assert_non_null(strstr(e.message, "more fields"));

  buf_clear(&file);
  buf_puts(&file, "{\"x\":\"");
  for (int i = 0; i < JSON_SCAN_VALUE_MAX / 8; i++)
    buf_puts(&file, "12345678");
  buf_puts(&file, "\"}");
  assert_int_equal(scan(buf_span(&file), 0, &got, &e), RC_DATA);
  assert_non_null(strstr(e.message, "longer"));

  buf_clear(&file);
  for (int i = 0; i < 200000; i++)
    buf_putc(&file, '[');
  assert_int_equal(scan(buf_span(&file), 0, &got, &e), RC_DATA);
  buf_done(&file);
  buf_done(&got);
}

static ptrdiff_t broken(void *ctx, char *p, size_t n)
{
  (void)ctx;
  (void)p;
  (void)n;
  return -1;
}

static enum rc stop(void *ctx, const struct json_piece *p, struct err *e)
{
  (void)ctx;
  (void)p;
  return err_set(e, RC_BUSY, "no more");
}

static void test_failures(void **state)
{
  struct bytes_source bytes = {.all = SPAN("{\"a\":1}")};
  struct err e = {0};

  (void)state;
  assert_int_equal(json_scan(broken, NULL, stop, NULL, &e), RC_IO);
  assert_int_equal(json_scan(bytes_read, &bytes, stop, NULL, &e), RC_BUSY);
  assert_string_equal(e.message, "no more");
}

#ifdef WITH_JANSSON
/* What another strict reader says of the same bytes. The rest is ours alone: an object outside, its limits, names
 * without backslash; and it leaves the size of numbers to whoever reads them. */
static bool jansson_takes(struct span file, bool *overflow)
{
  json_error_t why;
  json_t *tree = json_loadb(file.p, file.n, JSON_REJECT_DUPLICATES, &why);
  bool taken = json_is_object(tree);

  *overflow = tree == NULL && (json_error_code(&why) == json_error_numeric_overflow);
  json_decref(tree);
  return taken;
}

static void test_as_jansson(void **state)
{
  static const char *const seed[] = {
    "{\"schema\":\"assay/1\",\"entry\":[{\"id\":1,\"note\":\"a\\u00fc\\ud83d\\udc22\\n\",\"value\":-0.5e-3,"
    "\"x\":null}],\"t\":[true,false]}",
    "{\"a\":[],\"b\":{},\"c\":[[1,2],{\"d\":\"M\xc3\xbc" "de\"}],\"e\":1E+2}\n",
  };
  static const char letters[] = "{}[]\",:\\u0123456789abcdefnrtDd.eE+- \n\xc3\xbc\x80\xff";
  uint32_t chance = 1;
  struct buf file = {0}, got = {0};
  size_t taken = 0;

  (void)state;
  for (int round = 0; round < 40000; round++) {
    struct err e = {0};
    bool overflow, theirs, ours;

    buf_clear(&file);
    buf_puts(&file, seed[round % 2]);
    for (uint32_t k = 0, n = chance >> 30; k <= n; k++) {
      chance = chance * 1664525 + 1013904223;
      size_t at = (chance >> 8) % file.n;

      chance = chance * 1664525 + 1013904223;
      if (chance >> 31)
        file.p[at] = letters[(chance >> 8) % (sizeof letters - 1)];
      else
        file.n = (chance >> 30 & 1) ? file.n : at + 1;
    }
    theirs = jansson_takes(buf_span(&file), &overflow);
    ours = scan(buf_span(&file), 0, &got, &e) == RC_OK;
    taken += theirs;
    if (ours != theirs && !overflow && strstr(e.message, "written with a backslash") == NULL)
      fail_msg("%.*s: we %s, they %s: %s", SPAN_FMT(buf_span(&file)), ours ? "took it" : "refused it",
               theirs ? "took it" : "refused it", e.message);
  }
  assert_true(taken > 2000);
  buf_done(&file);
  buf_done(&got);
}
#endif

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_pieces),
    cmocka_unit_test(test_refused),
    cmocka_unit_test(test_limits),
    cmocka_unit_test(test_failures),
#ifdef WITH_JANSSON
    cmocka_unit_test(test_as_jansson),
#endif
  };

  return cmocka_run_group_tests_name("json_scan", tests, NULL, NULL);
}
