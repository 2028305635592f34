#include "base/utf8.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

static void checked(void **state)
{
  static const struct { const char *why, *in; size_t n, bad; } row[] = {
    { "nothing", "", 0, SIZE_MAX },
    { "ASCII", "pain 6, slept 5h", 16, SIZE_MAX },
    { "NUL is a character", "a\0b", 3, SIZE_MAX },
    { "two, three, four bytes", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x8c\xbf", 9, SIZE_MAX },
    { "first and last of each length", "\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", 18,
      SIZE_MAX },
    { "around the surrogates", "\xed\x9f\xbf\xee\x80\x80", 6, SIZE_MAX },
    { "a surrogate", "ab\xed\xa0\x80", 5, 2 },
    { "the last surrogate", "\xed\xbf\xbf", 3, 0 },
    { "overlong in two", "a\xc0\xaf", 3, 1 },
    { "overlong in two, highest", "\xc1\xbf", 2, 0 },
    { "overlong in three", "\xe0\x9f\xbf", 3, 0 },
    { "overlong in four", "\xf0\x8f\xbf\xbf", 4, 0 },
    { "beyond U+10FFFF", "\xf4\x90\x80\x80", 4, 0 },
    { "five bytes", "\xf8\x88\x80\x80\x80", 5, 0 },
    { "no first byte", "12345678\x80", 9, 8 },
    { "cut short in two", "12345678abc\xc3", 12, 11 },
    { "cut short in three", "\xe2\x82", 2, 0 },
    { "cut short in four", "\xf0\x9f\x8c", 3, 0 },
    { "second byte is ASCII", "\xc3(", 2, 0 },
    { "third byte is a first", "\xe2\x82\xc3\xa9", 4, 0 },
    { "Latin-1", "caf\xe9 at noon", 11, 3 },
    { "0xFF", "\xff", 1, 0 },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
    size_t bad = SIZE_MAX;

    if (utf8_check((struct span){ row[i].in, row[i].n }, &bad) != (row[i].bad == SIZE_MAX) || bad != row[i].bad)
      fail_msg("%s", row[i].why);
  }
  assert_false(utf8_check(SPAN("\xff"), NULL));
}

/* Every code point is written, checked and read back; what is none is written as U+FFFD. */
static void every_character(void **state)
{
  (void)state;
  for (uint32_t c = 0; c < 0x110010; c++) {
    bool valid = c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
    struct buf b = { 0 };
    size_t at = 0;

    utf8_put(&b, c);
    if (!utf8_check(buf_span(&b), NULL) || utf8_next(buf_span(&b), &at) != (valid ? c : 0xfffd) || at != b.n ||
        utf8_count(buf_span(&b)) != 1)
      fail_msg("U+%04X", c);
    buf_done(&b);
  }
}

static void stepping(void **state)
{
  struct span s = SPAN("\xc3\xa9\xff\xe2\x82x");
  static const uint32_t want[] = { 0xe9, 0xfffd, 0xfffd, 0xfffd, 'x' };
  size_t at = 0;

  (void)state;
  for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++)
    assert_int_equal(utf8_next(s, &at), want[i]);
  assert_int_equal(at, s.n);
  assert_int_equal(utf8_count(s), 5);
}

/* The C library's own tables, for every Latin, Greek and Cyrillic letter. */
static void lower_as_the_library(void **state)
{
  locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", NULL);
  size_t changed = 0;

  (void)state;
  if (utf8 == NULL)
    skip();
  for (uint32_t c = 0; c < 0x10000; c++) {
    bool coptic = c >= 0x3e2 && c <= 0x3ef;
    bool ours = !coptic && (c < 0x530 || (c >= 0x1e00 && c < 0x2000) || (c >= 0x2c60 && c < 0x2c80) ||
                            (c >= 0xa640 && c < 0xa6a0) || (c >= 0xa720 && c < 0xa800) || (c >= 0xff21 && c <= 0xff3a));
    uint32_t want = ours ? (uint32_t)towlower_l((wint_t)c, utf8) : utf8_lower(c);

    if (utf8_lower(c) != want)
      fail_msg("U+%04X", c);
    changed += want != c;
  }
  assert_in_range(changed, 750, 900);
  freelocale(utf8);
}

/* Columns as the C library's wcwidth has them, but for two symbols' blocks where it leaves the Unicode table. */
static void width_as_the_library(void **state)
{
  locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", NULL), before;
  size_t compared = 0;

  (void)state;
  if (utf8 == NULL)
    skip();
  before = uselocale(utf8);
  for (uint32_t c = 0x20; c < 0x110000; c++) {
    struct buf b = { 0 };
    int want = wcwidth((wchar_t)c);

    if (want < 0 || (c >= 0x3248 && c <= 0x324f) || (c >= 0x4dc0 && c <= 0x4dff))
      continue;
    utf8_put(&b, c);
    if (utf8_width(buf_span(&b)) != want)
      fail_msg("U+%04X: %d, not %d", c, utf8_width(buf_span(&b)), want);
    buf_done(&b);
    compared++;
  }
  uselocale(before);
  freelocale(utf8);
  assert_true(compared > 200000);
}

static void width(void **state)
{
  static const struct { const char *in; int want; } row[] = {
    { "", 0 },           { "pain 6", 6 },     { "\xc3\xa9", 1 },          { "e\xcc\x81", 1 },
    { "\xe8\x91\x89", 2 }, { "\xf0\x9f\x8c\xbf", 2 }, { "\xe2\x96\x81\xe2\x96\x88", 2 }, { "\xff", 1 },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
    assert_int_equal(utf8_width(span_of(row[i].in)), row[i].want);
}

static void fold(void **state)
{
  static const struct { const char *in, *want; } row[] = {
    { "Red BALI", "red bali" },
    { "Caf\xc3\xa9 \xc3\x9c" "bel Stra\xc3\x9f" "e", "cafe ubel strasse" },
    { "cafe\xcc\x81", "cafe" },                                     /* the mark as a character of its own */
    { "\xc3\x98re \xc5\x81\xc3\xb3" "d\xc5\xba \xc3\x86on \xc5\x92uvre \xc3\x9eorn", "ore lodz aeon oeuvre thorn" },
    { "ti\xe1\xba\xbfng Vi\xe1\xbb\x87t", "tieng viet" },
    { "\xe2\x80\x9equoted\xe2\x80\x9c \xe2\x80\x98it\xe2\x80\x99s\xe2\x80\x99 \xc2\xabso\xc2\xbb",
      "\"quoted\" 'it's' \"so\"" },
    { "7\xe2\x80\x91OH 5\xe2\x80\x93" "6 \xe2\x88\x92" "1", "7-oh 5-6 -1" },
    { "a \t\r\n\xc2\xa0\xe2\x80\xaf b", "a b" },
    { " a ", " a " },
    { "kra\xc2\xadtom\xe2\x80\x8b\xef\xbb\xbf", "kratom" },          /* soft hyphen, zero width, byte order mark */
    { "\xce\x9f\xce\x94\xce\x9f\xce\xa3 \xce\xbf\xce\xb4\xce\xbf\xcf\x82", /* both kinds of small sigma */
      "\xce\xbf\xce\xb4\xce\xbf\xcf\x83 \xce\xbf\xce\xb4\xce\xbf\xcf\x83" },
    { "\xd0\x91\xd0\xbe\xd0\xbb\xd1\x8c \xd0\x99", "\xd0\xb1\xd0\xbe\xd0\xbb\xd1\x8c \xd0\xb9" },
    { "200\xc2\xb5g 200\xce\xbcg", "200\xce\xbcg 200\xce\xbcg" },
    { "\xef\xbc\xa1\xef\xbc\x91", "a1" },
    { "\xe8\x91\x89 \xf0\x9f\x8c\xbf", "\xe8\x91\x89 \xf0\x9f\x8c\xbf" },
    { "bad\xff", "bad\xef\xbf\xbd" },
    { "", "" },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
    struct buf b = { 0 };

    utf8_fold(span_of(row[i].in), &b);
    assert_string_equal(buf_text(&b), row[i].want);
    buf_done(&b);
  }
}

static void cut(void **state)
{
  static const struct { const char *in; size_t n, want; } row[] = {
    { "abc", 5, 3 }, { "abc", 3, 3 }, { "abc", 2, 2 }, { "abc", 0, 0 }, { "", 0, 0 },
    { "a\xc3\xa9", 2, 1 }, { "a\xc3\xa9", 3, 3 }, { "\xe2\x82\xac", 2, 0 }, { "\xe2\x82\xac", 1, 0 },
    { "x\xf0\x9f\x8c\xbf", 4, 1 }, { "x\xf0\x9f\x8c\xbf", 5, 5 }, { "\x80\x80\x80\x80\x80\x80", 5, 5 },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
    assert_int_equal(utf8_cut(span_of(row[i].in), row[i].n).n, row[i].want);
}

static void distance(void **state)
{
  static const struct { const char *a, *b; int limit, want; } row[] = {
    { "kratom", "kratom", 2, 0 },      { "kratom", "kratm", 2, 1 },        { "kratom", "krattom", 2, 1 },
    { "kratom", "kratim", 2, 1 },      { "kratom", "kartom", 2, 1 },       { "kratom", "kartoms", 2, 2 },
    { "kratom", "tomkra", 2, 3 },      { "", "", 1, 0 },                   { "", "ab", 5, 2 },
    { "ab", "", 1, 2 },                { "abc", "abcdefgh", 2, 3 },        { "ca", "abc", 5, 3 },
    { "caf\xc3\xa9", "cafe", 2, 1 },   { "caf\xc3\xa9", "ca\xc3\xa9" "f", 2, 1 }, { "kitten", "sitting", 5, 3 },
    { "paracetamol", "parcaetamol", 0, 1 }, { "ab", "ba", 0, 1 },          { "abcd", "badc", 1, 2 },
    { "abcd", "badc", 2, 2 },
  };
  static char a[300], b[300];

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
    if (utf8_distance(span_of(row[i].a), span_of(row[i].b), row[i].limit) != row[i].want ||
        utf8_distance(span_of(row[i].b), span_of(row[i].a), row[i].limit) != row[i].want)
      fail_msg("%s %s", row[i].a, row[i].b);
  }
  memset(a, 'a', 299);
  memset(b, 'a', 299);
  assert_int_equal(utf8_distance(span_of(a), span_of(b), 1), 0);
  b[200] = 'b'; /* longer than it compares: different is all it says */
  assert_int_equal(utf8_distance(span_of(a), span_of(b), 1), 2);
}

/* Against the recursive definition, on all pairs of short words of three letters. */
static int by_definition(const char *a, int i, const char *b, int j)
{
  int best, other;

  if (i == 0 || j == 0)
    return i + j;
  best = by_definition(a, i - 1, b, j - 1) + (a[i - 1] != b[j - 1]);
  other = by_definition(a, i - 1, b, j) + 1;
  best = other < best ? other : best;
  other = by_definition(a, i, b, j - 1) + 1;
  best = other < best ? other : best;
  if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
    other = by_definition(a, i - 2, b, j - 2) + 1;
    best = other < best ? other : best;
  }
  return best;
}

static void word(int number, char out[6])
{
  int n = 0;

  for (; number > 0; number /= 4)
    out[n++] = "abc"[number % 4 % 3];
  out[n] = '\0';
}

static void distance_by_definition(void **state)
{
  char a[6], b[6];

  (void)state;
  for (int i = 0; i < 1024; i += 7)
    for (int j = 0; j < 1024; j += 5) {
      int want;

      word(i, a);
      word(j, b);
      want = by_definition(a, (int)strlen(a), b, (int)strlen(b));
      for (int limit = 0; limit < 6; limit++)
        if (utf8_distance(span_of(a), span_of(b), limit) != (want > limit ? limit + 1 : want))
          fail_msg("%s %s %d", a, b, limit);
    }
}

static void utf16(void **state)
{
  static const struct { const char *why, *in; size_t n; const char *want; } row[] = {
    { "little end first", "\xff\xfe" "a\0\xe9\0\xac\x20" "\x3c\xd8\x3f\xdf", 12,
      "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x8c\xbf" },
    { "big end first", "\xfe\xff\0a\0\xe9\x20\xac\xd8\x3c\xdf\x3f", 12, "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x8c\xbf" },
    { "only the mark", "\xff\xfe", 2, "" },
    { "no mark", "a\0b\0", 4, NULL },
    { "nothing", "", 0, NULL },
    { "half a character", "\xff\xfe" "a\0b", 5, NULL },
    { "low half alone", "\xff\xfe\x3f\xdf", 4, NULL },
    { "high half alone", "\xff\xfe\x3c\xd8", 4, NULL },
    { "high half and a letter", "\xff\xfe\x3c\xd8" "a\0", 6, NULL },
    { "two high halves", "\xff\xfe\x3c\xd8\x3c\xd8", 6, NULL },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
    struct buf b = { 0 };

    assert_int_equal(utf8_from_utf16((struct span){ row[i].in, row[i].n }, &b), row[i].want != NULL);
    if (row[i].want)
      assert_string_equal(buf_text(&b), row[i].want);
    buf_done(&b);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(checked),
    cmocka_unit_test(every_character),
    cmocka_unit_test(stepping),
    cmocka_unit_test(lower_as_the_library),
    cmocka_unit_test(width_as_the_library),
    cmocka_unit_test(width),
    cmocka_unit_test(fold),
    cmocka_unit_test(cut),
    cmocka_unit_test(distance),
    cmocka_unit_test(distance_by_definition),
    cmocka_unit_test(utf16),
  };

  return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
