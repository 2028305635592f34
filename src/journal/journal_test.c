/* Entries and actions in the store: undo and redo, history, keys, erase. */
#include "journal/journal.h"

#include "store/query.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct zone *zone;
static struct env env;

static bool chance(void *ctx, void *p, size_t n)
{
  static unsigned char next;

  (void)ctx;
  for (size_t i = 0; i < n; i++)
    ((unsigned char *)p)[i] = next++;
  return true;
}

static int set_up(void **state)
{
  struct store *st = NULL;

  if (zone == NULL && zone_from_posix(SPAN("UTC0"), &zone, NULL) != RC_OK)
    return 1;
  env = (struct env){.now_s = 1777888800, .zone = zone, .random = chance};
  if (store_memory(&env, &st, NULL) != RC_OK)
    return 1;
  *state = st;
  return 0;
}

static int tear_down(void **state)
{
  store_close(*state);
  return 0;
}

static struct entry pain(double value, int64_t at_s)
{
  struct entry en = entry_blank(KIND_RATING);

  en.what = SPAN("pain");
  en.value = value;
  en.at = (struct instant){at_s, 0, PRECISION_MINUTE};
  en.entered = (struct instant){at_s, 0, PRECISION_SECOND};
  en.source = SPAN("assay");
  return en;
}

/* One action that adds n ratings. */
static int64_t add(struct store *st, const double *value, size_t n)
{
  struct action a;
  int64_t first = 0;

  assert_int_equal(store_begin(st, NULL), RC_OK);
  assert_int_equal(action_begin(st, &env, "log", SPAN("words"), &a, NULL), RC_OK);
  for (size_t i = 0; i < n; i++) {
    struct entry en = pain(value[i], 1777800000 + 3600 * (int64_t)i);

    assert_int_equal(entry_add(st, &a, &en, NULL, NULL), RC_OK);
    first = first == 0 ? en.id : first;
  }
  assert_int_equal(action_end(st, &a, NULL), RC_OK);
  assert_int_equal(store_end(st, RC_OK, NULL), RC_OK);
  return first;
}

static void change(struct store *st, int64_t id, double value)
{
  struct action a;
  struct entry en = pain(value, 1777800000);

  en.id = id;
  assert_int_equal(store_begin(st, NULL), RC_OK);
  assert_int_equal(action_begin(st, &env, "edit", SPAN(""), &a, NULL), RC_OK);
  assert_int_equal(entry_change(st, &a, &en, NULL), RC_OK);
  assert_int_equal(action_end(st, &a, NULL), RC_OK);
  assert_int_equal(store_end(st, RC_OK, NULL), RC_OK);
}

static void drop(struct store *st, int64_t id)
{
  struct action a;

  assert_int_equal(store_begin(st, NULL), RC_OK);
  assert_int_equal(action_begin(st, &env, "delete", SPAN(""), &a, NULL), RC_OK);
  assert_int_equal(entry_delete(st, &a, id, NULL), RC_OK);
  assert_int_equal(action_end(st, &a, NULL), RC_OK);
  assert_int_equal(store_end(st, RC_OK, NULL), RC_OK);
}

static bool turn(struct store *st, bool redo)
{
  struct arena arena = {0};
  struct action_row row;
  bool any;

  assert_int_equal(store_begin(st, NULL), RC_OK);
  assert_int_equal(action_newest(st, redo, &arena, &row, NULL), RC_OK);
  any = row.id != 0;
  if (any)
    assert_int_equal(action_turn(st, row.id, redo, NULL, NULL, NULL), RC_OK);
  assert_int_equal(store_end(st, RC_OK, NULL), RC_OK);
  arena_done(&arena);
  return any;
}

struct seen {
  double value[16];
  size_t n;
};

static bool see(void *ctx, const struct entry *en)
{
  struct seen *s = ctx;

  s->value[s->n++] = en->value;
  return s->n < 16;
}

static void assert_record(struct store *st, const double *want, size_t n)
{
  struct entry_filter all = {0};
  struct seen s = {.n = 0};

  assert_int_equal(entry_each(st, &all, see, &s, NULL), RC_OK);
  assert_int_equal(s.n, n);
  for (size_t i = 0; i < n; i++)
    assert_float_equal(s.value[i], want[i], 0);
}

#define RECORD(st, ...)                                                                                                \
  assert_record(st, (const double[]){__VA_ARGS__}, sizeof((const double[]){__VA_ARGS__}) / sizeof(double))

static void undo_walks_back_and_redo_forth(void **state)
{
  struct store *st = *state;
  int64_t id = add(st, (const double[]){6, 5}, 2);

  change(st, id, 7);
  change(st, id, 0.1 + 0.2);
  drop(st, id + 1);
  RECORD(st, 0.1 + 0.2);
  assert_true(turn(st, false));
  RECORD(st, 0.1 + 0.2, 5);
  assert_true(turn(st, false));
  RECORD(st, 7, 5);
  assert_true(turn(st, false));
  RECORD(st, 6, 5);
  assert_true(turn(st, true));
  RECORD(st, 7, 5);
  assert_true(turn(st, true));
  RECORD(st, 0.1 + 0.2, 5); /* not a digit lost on the way */
  assert_true(turn(st, true));
  RECORD(st, 0.1 + 0.2);
  assert_false(turn(st, true));
  for (int i = 0; i < 4; i++)
    assert_true(turn(st, false));
  assert_record(st, NULL, 0);
  assert_false(turn(st, false));
}

static void a_new_action_ends_redo(void **state)
{
  struct store *st = *state;

  add(st, (const double[]){6}, 1);
  assert_true(turn(st, false));
  add(st, (const double[]){4}, 1);
  assert_false(turn(st, true));
  RECORD(st, 4);
  assert_true(turn(st, false));
  assert_true(turn(st, true));
  RECORD(st, 4);
}

struct bodies {
  struct store *st;
  double value[8];
  size_t n;
};

static void body(void *ctx, const struct action_row *by, struct span json)
{
  struct bodies *b = ctx;
  struct arena a = {0};
  struct entry en;

  assert_true(span_is(by->verb, "edit") || span_is(by->verb, "delete"));
  assert_int_equal(entry_of_body(b->st, json, &a, &en, NULL), RC_OK);
  assert_true(span_is(en.what, "pain"));
  b->value[b->n++] = en.value;
  arena_done(&a);
}

static void history_keeps_what_was(void **state)
{
  struct store *st = *state;
  int64_t id = add(st, (const double[]){1.0 / 3.0}, 1);
  struct bodies b = {.st = st, .n = 0};

  change(st, id, 7);
  drop(st, id);
  assert_int_equal(record_past(st, RECORD_ENTRY, id, body, &b, NULL), RC_OK);
  assert_int_equal(b.n, 2);
  assert_memory_equal(&b.value[0], &(double){1.0 / 3.0}, sizeof(double));
  assert_float_equal(b.value[1], 7, 0);
}

struct keys {
  size_t n, deleted;
};

static void count_key(void *ctx, const struct key_record *r)
{
  struct keys *k = ctx;

  k->n++;
  k->deleted += r->deleted;
}

static struct keys keys_of(struct store *st, const struct entry *en)
{
  struct import_key key = key_of_entry(en);
  struct keys k = {0};

  assert_int_equal(key_each(st, &key, INT64_MAX, count_key, &k, NULL), RC_OK);
  return k;
}

static void keys_stay_with_deleted_and_leave_with_undone(void **state)
{
  struct store *st = *state;
  int64_t id = add(st, (const double[]){6}, 1);
  struct entry en = pain(6, 1777800000);

  assert_int_equal(keys_of(st, &en).n, 1);
  change(st, id, 9); /* the key stays what was first read */
  assert_int_equal(keys_of(st, &en).n, 1);
  drop(st, id);
  assert_int_equal(keys_of(st, &en).deleted, 1);
  assert_true(turn(st, false));
  assert_true(turn(st, false));
  assert_true(turn(st, false));
  assert_int_equal(keys_of(st, &en).n, 0);
  assert_true(turn(st, true));
  assert_int_equal(keys_of(st, &en).n, 1);
}

static void keys_tell_rows_apart(void **state)
{
  static const struct key_time at = {29630000, true, 7200, PRECISION_MINUTE};
  static const struct key_time seconds = {29630000, true, 7200, PRECISION_SECOND};
  static const struct key_time other[] = {
    {29630001, true, 7200, PRECISION_MINUTE}, {29630000, false, 0, PRECISION_MINUTE},
    {29630000, true, 3600, PRECISION_MINUTE}, {29630000, true, 7200, PRECISION_PART},
    {29630000, true, 7200, PRECISION_DAY},
  };
  struct import_key a = key_make(SPAN("assay"), &at, KIND_DOSE, SPAN("bali"), SPAN("2"), SPAN("g"), SPAN(""));
  struct import_key b;

  (void)state;
  b = key_make(SPAN("assay"), &seconds, KIND_DOSE, SPAN("bali"), SPAN("2"), SPAN("g"), SPAN(""));
  assert_memory_equal(a.b, b.b, KEY_BYTES); /* to the minute */
  b = key_make(SPAN("assay"), &at, KIND_DOSE, SPAN("bali"), SPAN("2g"), SPAN(""), SPAN(""));
  assert_memory_equal(a.b, b.b, KEY_PLACE_BYTES);
  assert_memory_not_equal(a.b + KEY_PLACE_BYTES, b.b + KEY_PLACE_BYTES, KEY_BYTES - KEY_PLACE_BYTES);
  for (size_t i = 0; i < sizeof other / sizeof other[0]; i++) {
    b = key_make(SPAN("assay"), &other[i], KIND_DOSE, SPAN("bali"), SPAN("2"), SPAN("g"), SPAN(""));
    assert_memory_not_equal(a.b, b.b, KEY_PLACE_BYTES);
  }
  b = key_make(SPAN("daylio"), &at, KIND_DOSE, SPAN("bali"), SPAN("2"), SPAN("g"), SPAN(""));
  assert_memory_not_equal(a.b, b.b, KEY_PLACE_BYTES);
}

static void erase_leaves_nothing(void **state)
{
  struct store *st = *state;
  int64_t id = add(st, (const double[]){6, 5}, 2);
  static const char *const empty[] = {
    "SELECT count(*) FROM past WHERE row = 1", "SELECT count(*) FROM entry WHERE id = 1",
    "SELECT count(*) FROM action WHERE id = 1 AND said <> ''",
  };

  change(st, id, 7);
  assert_int_equal(store_begin(st, NULL), RC_OK);
  assert_int_equal(erase_entry(st, id, NULL), RC_OK);
  assert_int_equal(store_end(st, RC_OK, NULL), RC_OK);
  assert_int_equal(id, 1);
  for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++) {
    struct query q = query_of(st, empty[i]);

    assert_true(query_row(&q));
    assert_int_equal(query_get_int(&q, 0), 0);
    query_end(&q, NULL);
  }
  RECORD(st, 5);
}

static void found_by_number_and_by_id(void **state)
{
  struct store *st = *state;
  struct arena a = {0};
  struct entry en, same;
  enum row_state s;
  struct err e = {0};
  char hex[UID_HEX];

  add(st, (const double[]){6}, 1);
  assert_int_equal(entry_find(st, SPAN("1"), &a, &en, &s, &e), RC_OK);
  uid_hex(&en.uid, hex);
  assert_int_equal(entry_find(st, span_of(hex), &a, &same, &s, &e), RC_OK);
  assert_int_equal(same.id, 1);
  assert_int_equal(entry_find(st, span_part(span_of(hex), 0, 30), &a, &same, &s, &e), RC_OK);
  assert_int_equal(entry_find(st, SPAN("2"), &a, &en, &s, &e), RC_DATA);
  assert_int_equal(entry_find(st, SPAN("1; DROP TABLE entry"), &a, &en, &s, &e), RC_DATA);
  assert_int_equal(entry_find(st, SPAN(""), &a, &en, &s, &e), RC_DATA);
  arena_done(&a);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(undo_walks_back_and_redo_forth, set_up, tear_down),
    cmocka_unit_test_setup_teardown(a_new_action_ends_redo, set_up, tear_down),
    cmocka_unit_test_setup_teardown(history_keeps_what_was, set_up, tear_down),
    cmocka_unit_test_setup_teardown(keys_stay_with_deleted_and_leave_with_undone, set_up, tear_down),
    cmocka_unit_test(keys_tell_rows_apart),
    cmocka_unit_test_setup_teardown(erase_leaves_nothing, set_up, tear_down),
    cmocka_unit_test_setup_teardown(found_by_number_and_by_id, set_up, tear_down),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
