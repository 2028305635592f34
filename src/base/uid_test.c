#include "base/uid.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static const unsigned char chance[10] = { 0xa0, 1, 2, 3, 4, 5, 6, 7, 8, 0xff };

static void made(void **state)
{
  static const struct { const char *why; int64_t at_ms; const char *want; } row[] = {
    { "milliseconds first", 0x0123456789ab, "0123456789aba00102030405060708ff" },
    { "1970", 0, "000000000000a00102030405060708ff" },
    { "a clock before 1970", -5, "000000000000a00102030405060708ff" },
    { "2026-05-04T06:15:30.123Z", INT64_C(1777875330123), "019df1a0a44ba00102030405060708ff" },
  };
  char hex[UID_HEX];

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
    struct uid u = uid_make(row[i].at_ms, chance);

    uid_hex(&u, hex);
    assert_string_equal(hex, row[i].want);
  }
}

static void next(void **state)
{
  static const struct { const char *why, *in, *want; } row[] = {
    { "plus one", "019df1a7484ba00102030405060708ff", "019df1a7484ba0010203040506070900" },
    { "carries", "019df1a7484ba001ffffffffffffffff", "019df1a7484ba0020000000000000000" },
    { "never into the time", "019df1a7484bffffffffffffffffffff", "019df1a7484b00000000000000000000" },
  };
  char hex[UID_HEX];

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
    struct uid u;

    assert_true(uid_parse(span_of(row[i].in), &u));
    u = uid_next(&u);
    uid_hex(&u, hex);
    assert_string_equal(hex, row[i].want);
  }
}

static void parsed(void **state)
{
  static const struct { const char *why, *in; bool ok; } row[] = {
    { "either case", "019DF1A7484Ba00102030405060708fF", true },
    { "too short", "019df1a7484ba00102030405060708f", false },
    { "too long", "019df1a7484ba00102030405060708ff0", false },
    { "not hex", "019df1a7484ba00102030405060708fg", false },
    { "no sign", "-19df1a7484ba00102030405060708ff", false },
    { "no dashes", "019df1a7-484b-a001-0203-04050607", false },
    { "nothing", "", false },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
    struct uid u, before;
    char hex[UID_HEX];

    memset(&u, 0x5a, sizeof(u));
    before = u;
    assert_int_equal(uid_parse(span_of(row[i].in), &u), row[i].ok);
    if (!row[i].ok) {
      assert_memory_equal(&u, &before, sizeof(u));
      continue;
    }
    uid_hex(&u, hex);
    assert_true(span_is_fold(span_of(row[i].in), hex));
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(made),
    cmocka_unit_test(next),
    cmocka_unit_test(parsed),
  };

  return cmocka_run_group_tests_name("uid", tests, NULL, NULL);
}
