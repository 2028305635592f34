/* The everything format holds every table of the record, column by column: a new one in sql/ must come here too. */
#include "exchange/everything_repo.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static bool chance(void *ctx, void *p, size_t n)
{
  (void)ctx;
  memset(p, 1, n);
  return true;
}

static struct store *journal(void)
{
  struct env env = {.now_s = 1777899600, .random = chance};
  struct store *st = NULL;

  assert_int_equal(store_memory(&env, &st, NULL), RC_OK);
  return st;
}

static void test_every_table(void **state)
{
  struct store *st = journal();
  sqlite3_stmt *s = NULL;
  size_t covered = 0;

  (void)state;
  /* Answers are made anew from the record; journal is the one row in front. */
  assert_int_equal(sqlite3_prepare_v2(store_handle(st),
                                      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN"
                                      " ('journal', 'answer') AND name NOT LIKE 'sqlite%'",
                                      -1, &s, NULL),
                   SQLITE_OK);
  while (sqlite3_step(s) == SQLITE_ROW) {
    const char *name = (const char *)sqlite3_column_text(s, 0);
    size_t i = 0;

    while (i < EVERYTHING_TABLES && strcmp(everything_table[i].name, name) != 0)
      i++;
    if (i == EVERYTHING_TABLES)
      fail_msg("the table %s is left out", name);
    covered++;
  }
  sqlite3_finalize(s);
  assert_int_equal(covered, EVERYTHING_TABLES);
  store_close(st);
}

static void test_every_column(void **state)
{
  struct store *st = journal();

  (void)state;
  for (size_t i = 0; i < EVERYTHING_TABLES; i++) {
    const struct everything_table *t = &everything_table[i];
    sqlite3_stmt *columns = NULL, *insert = NULL;
    size_t n = 0;

    assert_int_equal(sqlite3_prepare_v2(store_handle(st), "SELECT name FROM pragma_table_info(?1)", -1, &columns, NULL),
                     SQLITE_OK);
    sqlite3_bind_text(columns, 1, t->name, -1, SQLITE_STATIC);
    assert_int_equal(sqlite3_prepare_v2(store_handle(st), t->insert, -1, &insert, NULL), SQLITE_OK);
    while (sqlite3_step(columns) == SQLITE_ROW) {
      char parameter[64];

      snprintf(parameter, sizeof parameter, ":%s", (const char *)sqlite3_column_text(columns, 0));
      if (sqlite3_bind_parameter_index(insert, parameter) == 0 || strstr(t->stage, parameter) == NULL)
        fail_msg("%s.%s is left out", t->name, parameter + 1);
      n++;
    }
    assert_int_equal(n, t->columns);
    sqlite3_finalize(columns);
    sqlite3_finalize(insert);
  }
  store_close(st);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_every_table),
    cmocka_unit_test(test_every_column),
  };

  return cmocka_run_group_tests_name("everything", tests, NULL, NULL);
}
