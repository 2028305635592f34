/* The store: schema, transactions, statements, rows as JSON and back. */
#include "store/query.h"
#include "store/schema.h"

#include "base/buf.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static unsigned char next_byte;

static bool chance(void *ctx, void *p, size_t n)
{
  (void)ctx;
  for (size_t i = 0; i < n; i++)
    ((unsigned char *)p)[i] = next_byte++;
  return true;
}

static int set_up(void **state)
{
  static struct zone *zone;
  static struct env env;
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

static void newest_schema(void **state)
{
  struct store *st = *state;

  assert_int_equal(store_version(st), schema_step_n);
  assert_false(store_invented(st));
  assert_int_equal(store_revision(st), 0);
}

static void rollback_leaves_nothing(void **state)
{
  struct store *st = *state;
  struct err e = {0};

  assert_int_equal(store_begin(st, &e), RC_OK);
  assert_int_equal(store_touch(st, &e), RC_OK);
  assert_int_equal(store_end(st, RC_DATA, &e), RC_DATA);
  assert_int_equal(store_revision(st), 0);
  assert_int_equal(store_begin(st, &e), RC_OK);
  assert_int_equal(store_touch(st, &e), RC_OK);
  assert_int_equal(store_end(st, RC_OK, &e), RC_OK);
  assert_int_equal(store_revision(st), 1);
}

static void constraint_is_a_failure(void **state)
{
  struct store *st = *state;
  struct err e = {0};
  struct query q = query_of(st, "INSERT INTO flag (entry, flag, level, words) VALUES (:entry, 'x', 9, '')");

  query_int(&q, ":entry", 1);
  assert_int_equal(query_run(&q, &e), RC_BUG);
  assert_string_not_equal(e.message, "");
}

static double number_back(struct store *st, double v)
{
  struct buf json = {0};
  struct query q = query_of(st, "SELECT :v AS value");
  double back = 0;

  query_real(&q, ":v", v);
  assert_true(query_row(&q));
  query_json(&q, &json);
  assert_int_equal(query_end(&q, NULL), RC_OK);
  q = query_of(st, "SELECT :value + 0.0");
  assert_int_equal(query_bind_json(&q, buf_span(&json), NULL), RC_OK);
  assert_true(query_row(&q));
  back = query_get_real(&q, 0);
  assert_int_equal(query_end(&q, NULL), RC_OK);
  buf_done(&json);
  return back;
}

/* History keeps rows as JSON: not a digit may be lost on the way (SQLite alone writes 15 digits). */
static void json_keeps_every_digit(void **state)
{
  static const double row[] = {0.1 + 0.2, 1.0 / 3.0, 2.5, 0,           -7.25,
                               1e-300,    1.7976931348623157e308, 5e-324, 123456789012.5};

  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
    assert_memory_equal(&(double){number_back(*state, row[i])}, &row[i], sizeof row[i]);
}

static void json_texts_and_blobs(void **state)
{
  struct store *st = *state;
  struct buf json = {0};
  struct query q = query_of(st, "SELECT :t AS note, x'00ff10' AS uid, NULL AS unit");
  struct span text = SPAN("a \"quote\", a \\ and\na line \x01 µ");

  query_text(&q, ":t", text);
  assert_true(query_row(&q));
  query_json(&q, &json);
  assert_int_equal(query_end(&q, NULL), RC_OK);
  q = query_of(st, "SELECT :note, hex(:uid), :unit");
  assert_int_equal(query_bind_json(&q, buf_span(&json), NULL), RC_OK);
  assert_true(query_row(&q));
  assert_true(span_eq(query_get_text(&q, 0), text));
  assert_true(span_is(query_get_text(&q, 1), "00FF10"));
  assert_true(query_is_null(&q, 2));
  assert_int_equal(query_end(&q, NULL), RC_OK);
  buf_done(&json);
}

static void json_of_the_wrong_kind(void **state)
{
  static const char *const row[] = {"{\"uid\":\"0\"}", "{\"uid\":\"zz\"}", "{\"uid\":[1]}", "{\"uid\":"};

  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    struct query q = query_of(*state, "SELECT :uid");
    struct err e = {0};

    assert_int_equal(query_bind_json(&q, span_of(row[i]), &e), RC_DATA);
    query_end(&q, NULL);
  }
}

static void one_statement_used_twice_at_once(void **state)
{
  static const char sql[] = "SELECT value FROM json_each('[1,2,3]') WHERE value >= :from";
  struct query a = query_of(*state, sql), b = query_of(*state, sql);

  query_int(&a, ":from", 1);
  query_int(&b, ":from", 3);
  assert_true(query_row(&a));
  assert_true(query_row(&b));
  assert_int_equal(query_get_int(&a, 0), 1);
  assert_int_equal(query_get_int(&b, 0), 3);
  assert_int_equal(query_end(&b, NULL), RC_OK);
  assert_true(query_row(&a));
  assert_int_equal(query_get_int(&a, 0), 2);
  assert_int_equal(query_end(&a, NULL), RC_OK);
}

/* From version to version: all of a step or none of it, and nothing of the record is lost. */
static void migration(void **state)
{
  static const struct schema_step good[] = {{"0001", ""}, {"0002", "ALTER TABLE scale ADD COLUMN colour TEXT;"}};
  static const struct schema_step bad[] = {
    {"0001", ""}, {"0002", "ALTER TABLE scale ADD COLUMN colour TEXT; ALTER TABLE nothing ADD COLUMN x;"}};
  struct store *st = *state;
  struct env env = {.random = chance};
  struct err e = {0};
  struct query q;

  assert_int_equal(store_begin(st, &e), RC_OK);
  assert_int_equal(store_touch(st, &e), RC_OK);
  assert_int_equal(store_end(st, RC_OK, &e), RC_OK);
  assert_int_equal(store_migrate_by(st, &env, bad, 2, &e), RC_BUG);
  assert_int_equal(store_version(st), 1);
  q = query_of(st, "SELECT count(*) FROM pragma_table_info('scale') WHERE name = 'colour'");
  assert_true(query_row(&q));
  assert_int_equal(query_get_int(&q, 0), 0);
  query_end(&q, NULL);
  assert_int_equal(store_migrate_by(st, &env, good, 2, &e), RC_OK);
  assert_int_equal(store_version(st), 2);
  assert_int_equal(store_revision(st), 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(newest_schema, set_up, tear_down),
    cmocka_unit_test_setup_teardown(rollback_leaves_nothing, set_up, tear_down),
    cmocka_unit_test_setup_teardown(constraint_is_a_failure, set_up, tear_down),
    cmocka_unit_test_setup_teardown(json_keeps_every_digit, set_up, tear_down),
    cmocka_unit_test_setup_teardown(json_texts_and_blobs, set_up, tear_down),
    cmocka_unit_test_setup_teardown(json_of_the_wrong_kind, set_up, tear_down),
    cmocka_unit_test_setup_teardown(one_statement_used_twice_at_once, set_up, tear_down),
    cmocka_unit_test_setup_teardown(migration, set_up, tear_down),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
