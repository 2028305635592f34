#include "base/arena.h"
#include "base/buf.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static void arena_gives_zeroed_aligned_memory(void **state)
{
  struct arena a = { 0 };
  unsigned char *before = NULL;

  (void)state;
  for (int round = 0; round < 2; round++) { /* the second round gets used memory back */
    for (size_t n = 0; n < 3000; n += 7) {
      unsigned char *p = arena_alloc(&a, n);

      assert_non_null(p);
      assert_ptr_not_equal(p, before);
      assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
      for (size_t i = 0; i < n; i++)
        assert_int_equal(p[i], 0);
      memset(p, 0xa5, n);
      before = p;
    }
    arena_reset(&a);
  }
  arena_done(&a);
  arena_done(&a);
}

static void arena_keeps_what_it_gave(void **state)
{
  enum { N = 2000 };
  struct arena a = { 0 };
  static uint32_t *kept[N];

  (void)state;
  for (uint32_t i = 0; i < N; i++) {
    kept[i] = arena_array(&a, 1 + i % 97, sizeof(uint32_t));
    assert_non_null(kept[i]);
    for (uint32_t k = 0; k < 1 + i % 97; k++)
      kept[i][k] = i;
  }
  assert_non_null(arena_alloc(&a, 5u << 20));
  for (uint32_t i = 0; i < N; i++)
    for (uint32_t k = 0; k < 1 + i % 97; k++)
      assert_int_equal(kept[i][k], i);
  arena_done(&a);
}

static void arena_refuses_what_cannot_be(void **state)
{
  struct arena a = { 0 };

  (void)state;
  assert_null(arena_alloc(&a, SIZE_MAX));
  assert_null(arena_alloc(&a, PTRDIFF_MAX));
  assert_null(arena_alloc(&a, (size_t)PTRDIFF_MAX - 4096));
  assert_null(arena_array(&a, SIZE_MAX / 2 + 2, 2)); /* the product wraps round to a small number */
  assert_null(arena_array(&a, SIZE_MAX / 8 + 2, 8));
  assert_null(arena_copy(&a, (struct span){ "", SIZE_MAX }).p);
  assert_null(arena_copy(&a, (struct span){ "", PTRDIFF_MAX }).p);
  assert_non_null(arena_array(&a, 0, 8));
  assert_non_null(arena_array(&a, 8, 0));
  assert_non_null(arena_alloc(&a, 100)); /* and goes on working */
  arena_reset(&a);
  arena_done(&a);
  arena_reset(&a);
}

static void arena_copies(void **state)
{
  struct arena a = { 0 };
  char text[] = "red bali";
  struct span copy = arena_copy(&a, span_of(text)), empty = arena_copy(&a, (struct span){ NULL, 0 });

  (void)state;
  text[0] = 'X';
  assert_string_equal(copy.p, "red bali");
  assert_int_equal(copy.n, 8);
  assert_non_null(empty.p);
  assert_string_equal(empty.p, "");
  arena_done(&a);
}

static void buf_grows(void **state)
{
  struct buf b = { 0 };

  (void)state;
  assert_string_equal(buf_text(&b), "");
  assert_int_equal(buf_span(&b).n, 0);
  buf_put(&b, (struct span){ NULL, 0 });
  assert_string_equal(buf_text(&b), "");
  for (int i = 0; i < 100000; i++)
    buf_putc(&b, (char)('a' + i % 26));
  assert_int_equal(b.n, 100000);
  assert_int_equal(strlen(buf_text(&b)), 100000);
  for (int i = 0; i < 100000; i++)
    assert_int_equal(b.p[i], 'a' + i % 26);
  buf_clear(&b);
  assert_string_equal(buf_text(&b), "");
  buf_puts(&b, "again");
  assert_true(span_is(buf_span(&b), "again"));
  buf_done(&b);
  buf_puts(&b, "and again");
  assert_string_equal(buf_text(&b), "and again");
  buf_done(&b);
}

/* Every length around the first sizes of the memory behind it. */
static void buf_fits_exactly(void **state)
{
  static char text[1100];

  (void)state;
  memset(text, 'x', sizeof(text) - 1);
  for (size_t n = 0; n < sizeof(text); n++) {
    struct buf put = { 0 }, print = { 0 };

    buf_put(&put, (struct span){ text, n });
    buf_puts(&print, "ab");
    buf_printf(&print, "%.*s|", (int)n, text);
    assert_int_equal(strlen(buf_text(&put)), n);
    assert_int_equal(strlen(buf_text(&print)), n + 3);
    assert_int_equal(print.n, n + 3);
    assert_int_equal(print.p[print.n - 1], '|');
    buf_done(&put);
    buf_done(&print);
  }
}

static void buf_remembers_failure(void **state)
{
  struct buf b = { 0 };

  (void)state;
  buf_puts(&b, "kept");
  buf_put(&b, (struct span){ "", PTRDIFF_MAX });
  assert_true(b.failed);
  buf_puts(&b, "not written");
  buf_putc(&b, 'x');
  buf_printf(&b, "%d", 1);
  assert_string_equal(buf_text(&b), "kept");
  buf_clear(&b);
  assert_false(b.failed);
  buf_put(&b, (struct span){ "", SIZE_MAX });
  assert_true(b.failed);
  buf_done(&b);
  assert_false(b.failed);
  buf_put(&b, (struct span){ "", (size_t)PTRDIFF_MAX - 4096 }); /* asks the system, which has not so much */
  assert_true(b.failed);
  assert_string_equal(buf_text(&b), "");
  buf_done(&b);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(arena_gives_zeroed_aligned_memory),
    cmocka_unit_test(arena_keeps_what_it_gave),
    cmocka_unit_test(arena_refuses_what_cannot_be),
    cmocka_unit_test(arena_copies),
    cmocka_unit_test(buf_grows),
    cmocka_unit_test(buf_fits_exactly),
    cmocka_unit_test(buf_remembers_failure),
  };

  return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
