/* UTF-16 and byte order marks, with every size of read. */
#include "exchange/text.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "exchange/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static const char words[] = "M\xc3\xbc" "de, \xc2\xb5g \xe7\x97\x9b\xe3\x81\xbf \xf0\x9f\x90\xa2\r\nlast";

/* UTF-8 as UTF-16 with a mark. */
static struct span utf16(const char *text, bool little, struct buf *out)
{
  struct span s = span_of(text);
  size_t at = 0;

  buf_clear(out);
  buf_put(out, little ? (struct span){"\xff\xfe", 2} : (struct span){"\xfe\xff", 2});
  while (at < s.n) {
    uint32_t c = utf8_next(s, &at), unit[2] = {c, 0};
    int n = 1;

    if (c >= 0x10000) {
      unit[0] = 0xd800 + ((c - 0x10000) >> 10);
      unit[1] = 0xdc00 + ((c - 0x10000) & 0x3ff);
      n = 2;
    }
    for (int i = 0; i < n; i++) {
      buf_putc(out, (char)(little ? unit[i] & 0xff : unit[i] >> 8));
      buf_putc(out, (char)(little ? unit[i] >> 8 : unit[i] & 0xff));
    }
  }
  return buf_span(out);
}

static void read_all(struct span file, size_t most, size_t step, struct buf *out, bool *bad)
{
  struct bytes_source bytes = {.all = file, .most = most};
  struct text_source *t = malloc(sizeof *t);
  char piece[64];
  ptrdiff_t n;

  assert_non_null(t);
  text_init(t, bytes_read, bytes_rewind, &bytes);
  buf_clear(out);
  while ((n = text_read(t, piece, step)) > 0)
    buf_put(out, (struct span){piece, (size_t)n});
  *bad = n < 0;
  free(t);
}

static void test_encodings(void **state)
{
  struct buf file = {0}, got = {0};
  bool bad;

  (void)state;
  for (int kind = 0; kind < 4; kind++) {
    for (size_t step = 1; step <= 9; step++) {
      buf_clear(&file);
      if (kind < 2)
        utf16(words, kind == 0, &file);
      else
        buf_printf(&file, "%s%s", kind == 2 ? "\xef\xbb\xbf" : "", words);
      read_all(buf_span(&file), step % 4, step, &got, &bad);
      assert_false(bad);
      assert_string_equal(buf_text(&got), words);
    }
  }
  buf_done(&file);
  buf_done(&got);
}

/* As the converter of whole texts says, which was written apart. */
static void test_as_utf8_from_utf16(void **state)
{
  struct buf file = {0}, got = {0}, want = {0};
  uint32_t seed = 7;
  size_t bads = 0;
  bool bad;

  (void)state;
  for (size_t round = 0; round < 3000; round++) {
    size_t n = (seed >> 8) % 20 * 2 + (seed >> 20) % 8 / 7;

    buf_clear(&file);
    buf_put(&file, round % 2 ? (struct span){"\xff\xfe", 2} : (struct span){"\xfe\xff", 2});
    for (size_t i = 0; i < n; i++) {
      seed = seed * 1664525 + 1013904223;
      /* mostly surrogates and ASCII */
      buf_putc(&file, (char)(i % 2 == round % 2 ? (seed >> 24) % 20 == 0 ? 0xd8 + (seed >> 8) % 8 : 0 : seed >> 16));
    }
    seed = seed * 1664525 + 1013904223;
    buf_clear(&want);
    read_all(buf_span(&file), 0, 1 + seed % 8, &got, &bad);
    if (bad == utf8_from_utf16(buf_span(&file), &want))
      fail_msg("round %zu: good for one, not for the other", round);
    bads += bad;
    if (!bad)
      assert_true(span_eq(buf_span(&got), buf_span(&want)));
  }
  assert_true(bads > 300 && bads < 2700);
  buf_done(&file);
  buf_done(&got);
  buf_done(&want);
}

static void test_damaged(void **state)
{
  static const struct {
    const char *why;
    struct span file;
  } row[] = {
    {"half a unit", {"\xff\xfe" "a\0b", 5}},
    {"a high half at the end", {"\xff\xfe" "a\0\x3d\xd8", 6}},
    {"a low half alone", {"\xff\xfe" "\x22\xdc" "a\0", 6}},
    {"two high halves", {"\xff\xfe" "\x3d\xd8\x3d\xd8", 6}},
  };
  struct buf got = {0};
  bool bad;

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    read_all(row[i].file, 1, 5, &got, &bad);
    if (!bad)
      fail_msg("%s was read", row[i].why);
  }
  buf_done(&got);
}

static void test_head(void **state)
{
  struct bytes_source bytes = {.all = {"\xff\xfe" "a\0b\0", 6}};
  struct text_source *t = malloc(sizeof *t);
  char *head = malloc(TEXT_HEAD), again[4];
  struct err e = {0};
  size_t n = 0;

  (void)state;
  assert_non_null(t);
  assert_non_null(head);
  text_init(t, bytes_read, bytes_rewind, &bytes);
  assert_int_equal(text_head(t, head, &n, &e), RC_OK);
  assert_int_equal(n, 2);
  assert_memory_equal(head, "ab", 2);
  assert_int_equal(text_read(t, again, sizeof again), 2); /* from the beginning */
  bytes.all = (struct span){"\xff\xfe" "a", 3};
  assert_true(text_rewind(t));
  assert_int_equal(text_head(t, head, &n, &e), RC_DATA);
  assert_non_null(strstr(e.message, "UTF-16"));
  free(head);
  free(t);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_encodings),
    cmocka_unit_test(test_as_utf8_from_utf16),
    cmocka_unit_test(test_damaged),
    cmocka_unit_test(test_head),
  };

  return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
