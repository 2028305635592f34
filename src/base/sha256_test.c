#include "base/sha256.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static void hash(const void *p, size_t n, char hex[SHA256_HEX])
{
  struct sha256 s;
  unsigned char digest[SHA256_BYTES];

  sha256_init(&s);
  sha256_add(&s, p, n);
  sha256_done(&s, digest);
  sha256_hex(digest, hex);
}

/* The examples published with FIPS 180-4. */
static void vectors(void **state)
{
  static const struct { const char *text, *want; } row[] = {
    { "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    { "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
    { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
    { "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
      "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1" },
  };
  char hex[SHA256_HEX];

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
    hash(row[i].text, strlen(row[i].text), hex);
    assert_string_equal(hex, row[i].want);
  }
}

static void a_million(void **state)
{
  char *text = malloc(1000000);
  char hex[SHA256_HEX];

  (void)state;
  assert_non_null(text);
  memset(text, 'a', 1000000);
  hash(text, 1000000, hex);
  assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  free(text);
}

/* Every length from 0 to 300, so every way of padding: the digest of all their digests, as Python's hashlib has it. */
static void every_length(void **state)
{
  struct sha256 all;
  unsigned char message[300], digest[SHA256_BYTES];
  char hex[SHA256_HEX];

  (void)state;
  sha256_init(&all);
  for (size_t n = 0; n <= sizeof(message); n++) {
    for (size_t i = 0; i < n; i++)
      message[i] = (unsigned char)(i * 7 + n);
    hash(message, n, hex);
    sha256_add(&all, hex, SHA256_HEX - 1);
  }
  sha256_done(&all, digest);
  sha256_hex(digest, hex);
  assert_string_equal(hex, "94bc81110d562891b0adac6bac4837f28ae9118c192446b6ac4414fdf4c6e629");
}

static void in_pieces(void **state)
{
  static const char text[] = "The same bytes give the same digest, however they are handed over: "
                             "one by one, in blocks of sixty-four, or across the border of two blocks.";
  char whole[SHA256_HEX], hex[SHA256_HEX];

  (void)state;
  hash(text, sizeof(text), whole);
  for (size_t piece = 1; piece <= sizeof(text); piece++) {
    struct sha256 s;
    unsigned char digest[SHA256_BYTES];

    sha256_init(&s);
    for (size_t at = 0; at < sizeof(text); at += piece)
      sha256_add(&s, text + at, sizeof(text) - at < piece ? sizeof(text) - at : piece);
    sha256_add(&s, NULL, 0);
    sha256_done(&s, digest);
    sha256_hex(digest, hex);
    assert_string_equal(hex, whole);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(vectors),
    cmocka_unit_test(a_million),
    cmocka_unit_test(every_length),
    cmocka_unit_test(in_pieces),
  };

  return cmocka_run_group_tests_name("sha256", tests, NULL, NULL);
}
