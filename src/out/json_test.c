#include "out/json.h"

#include "base/rng.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define N(a) (sizeof(a) / sizeof(a)[0])

static const struct {
  const char *why;
  struct span in;
  const char *want;
} text_row[] = {
  { "nothing", { "", 0 }, "\"\"" },
  { "plain", { "red bali", 8 }, "\"red bali\"" },
  { "quote and backslash", { "a\"b\\c", 5 }, "\"a\\\"b\\\\c\"" },
  { "a slash stays", { "</script>", 9 }, "\"</script>\"" },
  { "line ends and tab", { "a\nb\r\tc", 6 }, "\"a\\nb\\r\\tc\"" },
  { "other controls", { "\x01\x1b[31m\x7f", 7 }, "\"\\u0001\\u001b[31m\\u007f\"" },
  { "a NUL inside", { "a\0b", 3 }, "\"a\\u0000b\"" },
  { "C1 control, which a terminal may obey", { "\xc2\x9b" "31m", 5 }, "\"\\u009b31m\"" },
  { "letters and emoji stay", { "M\xc3\xbc" "de \xf0\x9f\x98\x80", 10 }, "\"M\xc3\xbc" "de \xf0\x9f\x98\x80\"" },
  { "a byte that is no UTF-8", { "a\xff" "b", 3 }, "\"a\xef\xbf\xbd" "b\"" },
  { "cut in the middle of a character", { "a\xe2\x82", 3 }, NULL },
  { "an encoded surrogate", { "\xed\xa0\x80", 3 }, NULL },
  { "an overlong slash", { "\xc0\xaf", 2 }, NULL },
};

static void texts(void **state)
{
  (void)state;
  for (size_t i = 0; i < N(text_row); i++) {
    struct buf b = {0};
    struct json j;

    json_init(&j, &b);
    json_string(&j, text_row[i].in);
    if (text_row[i].want && strcmp(buf_text(&b), text_row[i].want) != 0)
      fail_msg("%s: %s, want %s", text_row[i].why, buf_text(&b), text_row[i].want);
    if (!text_row[i].want)
      assert_non_null(strstr(buf_text(&b), "\xef\xbf\xbd"));
    buf_done(&b);
  }
}

static const struct {
  double v;
  const char *want;
} number_row[] = {
  { 0, "0" },
  { -0.0, "0" },
  { 2.5, "2.5" },
  { -3, "-3" },
  { 0.1 + 0.2, "0.30000000000000004" },
  { NAN, "null" },
  { INFINITY, "null" },
  { -INFINITY, "null" },
};

static void numbers(void **state)
{
  (void)state;
  for (size_t i = 0; i < N(number_row); i++) {
    struct buf b = {0};
    struct json j;

    json_init(&j, &b);
    json_number(&j, number_row[i].v);
    assert_string_equal(buf_text(&b), number_row[i].want);
    buf_done(&b);
  }
}

static void shapes(void **state)
{
  struct uid u = {.b = {0x01, 0x9a, 0xff}};
  struct instant at = {1777874400, 7200, PRECISION_MINUTE};
  struct buf b = {0};
  struct json j;

  (void)state;
  json_init(&j, &b);
  json_object(&j);
  json_key(&j, "empty");
  json_array(&j);
  json_array_end(&j);
  json_key(&j, "inside");
  json_object(&j);
  json_key_int(&j, "least", INT64_MIN);
  json_key_bool(&j, "yes", true);
  json_key_bool(&j, "no", false);
  json_object_end(&j);
  json_key(&j, "list");
  json_array(&j);
  json_int(&j, 1);
  json_null(&j);
  json_text(&j, NULL);
  json_raw(&j, SPAN("{\"a\":1}"));
  json_array_end(&j);
  json_key_text(&j, "text", "x");
  json_key_string(&j, "key \"quoted\"", SPAN("y"));
  json_key_number(&j, "half", 0.5);
  json_key_null(&j, "none");
  json_key_date(&j, "day", 20577);
  json_key_instant(&j, "at", &at);
  json_key_uid(&j, "id", &u);
  json_object_end(&j);
  assert_string_equal(buf_text(&b),
                      "{\"empty\":[],\"inside\":{\"least\":-9223372036854775808,\"yes\":true,\"no\":false},"
                      "\"list\":[1,null,null,{\"a\":1}],\"text\":\"x\",\"key \\\"quoted\\\"\":\"y\",\"half\":0.5,"
                      "\"none\":null,\"day\":\"2026-05-04\",\"at\":\"2026-05-04T08:00+02:00\","
                      "\"id\":\"019aff00000000000000000000000000\"}");
  buf_done(&b);
}

/* One line for the strict readers of json_oracle.py: what went in, as hexadecimal bytes, and the JSON that came out. */
static void line(char kind, const void *in, size_t n, const struct buf *json)
{
  const unsigned char *byte = in;

  printf("%c\t", kind);
  for (size_t i = 0; i < n; i++)
    printf("%02x", byte[i]);
  printf("\t%s\n", buf_text(json));
}

static int lines(void)
{
  struct rng r;

  rng_init(&r, 9);
  for (int run = 0; run < 6000; run++) {
    struct buf b = {0};
    struct json j;
    char in[40];
    size_t n = rng_below(&r, sizeof in);
    double v = run == 0 ? DBL_MAX : run == 2 ? DBL_MIN : run == 4 ? 4.9406564584124654e-324 : rng_normal(&r);

    json_init(&j, &b);
    if (run % 2 == 0) {
      v *= run < 6 ? 1 : pow(10, (double)(run % 60) - 30);
      json_number(&j, v);
      line('n', &v, sizeof v, &b);
    } else {
      for (size_t i = 0; i < n; i++)
        in[i] = (char)(run % 4 == 1 ? rng_below(&r, 128) : rng_below(&r, 256));
      json_string(&j, (struct span){in, n});
      line('s', in, n, &b);
    }
    buf_done(&b);
  }
  for (size_t i = 0; i < N(text_row); i++) {
    struct buf b = {0};
    struct json j;

    json_init(&j, &b);
    json_string(&j, text_row[i].in);
    line('s', text_row[i].in.p, text_row[i].in.n, &b);
    buf_done(&b);
  }
  return 0;
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(texts),
      cmocka_unit_test(numbers),
      cmocka_unit_test(shapes),
  };

  if (argc > 1 && strcmp(argv[1], "--lines") == 0)
    return lines();
  return cmocka_run_group_tests(tests, NULL, NULL);
}
