#include "base/err.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

/* CONTRACT section 5. */
static const struct { const char *why; enum rc rc; int exit, http; const char *name; } row[] = {
  { "done", RC_OK, 0, 200, "ok" },
  { "something was found", RC_FOUND, 1, 200, "found" },
  { "a slip of the command", RC_USAGE, 2, 400, "usage" },
  { "bad words are shown in the form again", RC_DATA, 65, 422, "bad_data" },
  { "a file is missing", RC_NO_INPUT, 66, 404, "no_input" },
  { "ours", RC_BUG, 70, 500, "bug" },
  { "never over a file", RC_CANNOT_CREATE, 73, 409, "cannot_create" },
  { "disk full", RC_IO, 74, 500, "io" },
  { "another process", RC_BUSY, 75, 503, "busy" },
  { "wrong passphrase", RC_PASSPHRASE, 77, 403, "wrong_passphrase" },
  { "a signal", RC_INTERRUPTED, 130, 503, "interrupted" },
  { "short of memory", RC_NO_MEMORY, 74, 503, "no_memory" },
};

static void codes(void **state)
{
  (void)state;
  assert_int_equal(sizeof(row) / sizeof(row[0]), RC_COUNT);
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
    assert_int_equal(rc_exit(row[i].rc), row[i].exit);
    assert_int_equal(rc_http(row[i].rc), row[i].http);
    assert_string_equal(rc_name(row[i].rc), row[i].name);
  }
  assert_int_equal(rc_exit((enum rc)RC_COUNT), 70);
}

static void filling(void **state)
{
  struct err e;

  (void)state;
  memset(&e, 'x', sizeof(e));
  assert_int_equal(err_set(&e, RC_DATA, "line %d is wrong", 3), RC_DATA);
  assert_int_equal(e.rc, RC_DATA);
  assert_string_equal(e.message, "line 3 is wrong");
  assert_string_equal(e.where, "");
  assert_string_equal(e.fix, "");
  err_where(&e, "%s:%d", "a.csv", 3);
  err_fix(&e, "write %s", "2.5");
  assert_string_equal(e.where, "a.csv:3");
  assert_string_equal(e.fix, "write 2.5");
  assert_int_equal(err_set(&e, RC_IO, "again: %s", e.message), RC_IO);
  assert_string_equal(e.message, "again: line 3 is wrong");
  assert_string_equal(e.where, "");
}

static void nobody_asks(void **state)
{
  (void)state;
  assert_int_equal(err_set(NULL, RC_BUSY, "%d", 1), RC_BUSY);
  err_where(NULL, "%d", 1);
  err_fix(NULL, "%d", 1);
}

/* 639 bytes fit: a text is cut before the character that does not fit whole. */
static void cutting(void **state)
{
  static const struct { const char *why; size_t ascii; const char *then; size_t want; } cut[] = {
    { "fits", 639, "", 639 },
    { "one too long", 640, "", 639 },
    { "a character of two bytes fits", 637, "\xc3\xa9", 639 },
    { "and does not", 638, "\xc3\xa9", 638 },
    { "three bytes, one would fit", 638, "\xe2\x82\xac", 638 },
    { "three bytes, two would fit", 637, "\xe2\x82\xac", 637 },
    { "four bytes, three would fit", 636, "\xf0\x9f\x8c\xbf", 636 },
    { "four bytes fit", 635, "\xf0\x9f\x8c\xbf", 639 },
    { "more follows", 638, "\xf0\x9f\x8c\xbf and more", 638 },
  };
  static char text[700];
  struct err e;

  (void)state;
  for (size_t i = 0; i < sizeof(cut) / sizeof(cut[0]); i++) {
    memset(text, 'a', cut[i].ascii);
    memcpy(text + cut[i].ascii, cut[i].then, strlen(cut[i].then) + 1);
    err_set(&e, RC_DATA, "%s", text);
    assert_int_equal(strlen(e.message), cut[i].want);
    assert_memory_equal(e.message, text, cut[i].want);
  }
  memset(text, 'a', sizeof(text) - 1);
  err_where(&e, "%s", text);
  err_fix(&e, "%s", text);
  assert_int_equal(strlen(e.where), sizeof(e.where) - 1);
  assert_int_equal(strlen(e.fix), sizeof(e.fix) - 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(codes),
    cmocka_unit_test(filling),
    cmocka_unit_test(nobody_asks),
    cmocka_unit_test(cutting),
  };

  return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}
