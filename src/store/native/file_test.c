/* The journal as a file: made whole, refused untouched, copied before it is moved to a newer version. */
#include "store/native/file.h"

#include "store/query.h"
#include "store/schema.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[64];
static char path[128];
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
  (void)state;
  snprintf(folder, sizeof folder, "/tmp/assay-file-test-XXXXXX");
  if (mkdtemp(folder) == NULL || (zone == NULL && zone_from_posix(SPAN("UTC0"), &zone, NULL) != RC_OK))
    return 1;
  snprintf(path, sizeof path, "%s/j.assay", folder);
  env = (struct env){.now_s = 1777888800, .zone = zone, .random = chance};
  return 0;
}

static int tear_down(void **state)
{
  char name[160];

  (void)state;
  /* Only files of our own making lie there. */
  for (const char *const *p =
         (const char *const[]){"j.assay", "j.assay-wal", "j.assay-shm", "copy", "j.assay.before-v2", NULL};
       *p != NULL; p++) {
    snprintf(name, sizeof name, "%s/%s", folder, *p);
    unlink(name);
  }
  return rmdir(folder);
}

static int files_in_folder(void)
{
  char name[160];
  int n = 0;

  for (const char *const *p = (const char *const[]){"j.assay", "j.assay-wal", "j.assay-shm", "copy", NULL}; *p != NULL;
       p++) {
    snprintf(name, sizeof name, "%s/%s", folder, *p);
    n += file_exists(name);
  }
  return n;
}

static void made_whole_and_private(void **state)
{
  struct store *st = NULL;
  struct err e = {0};
  struct stat s;
  bool made = false;

  (void)state;
  assert_int_equal(file_open(path, FILE_MUST_EXIST, &env, &st, &made, &e), RC_NO_INPUT);
  assert_int_equal(file_open(path, FILE_MAKE, &env, &st, &made, &e), RC_OK);
  assert_true(made);
  store_close(st);
  assert_int_equal(stat(path, &s), 0);
  assert_int_equal(s.st_mode & 0777, 0600);
  assert_int_equal(files_in_folder(), 1);
  assert_int_equal(file_open(path, FILE_MAKE, &env, &st, &made, &e), RC_OK);
  assert_false(made);
  store_close(st);
}

static void foreign_files_stay_untouched(void **state)
{
  static const char *const row[] = {"", "not a journal at all", "SQLite format 3"};

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    struct store *st = NULL;
    struct err e = {0};
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    fputs(row[i], f);
    fclose(f);
    assert_int_equal(file_open(path, FILE_MAKE, &env, &st, NULL, &e), RC_DATA);
    assert_int_equal(files_in_folder(), 1);
    unlink(path);
  }
}

static void copy_is_verified_and_never_over_a_file(void **state)
{
  struct store *st = NULL;
  struct err e = {0};
  char copy[160];

  (void)state;
  snprintf(copy, sizeof copy, "%s/copy", folder);
  assert_int_equal(file_open(path, FILE_MAKE, &env, &st, NULL, &e), RC_OK);
  assert_int_equal(file_backup(st, copy, false, &e), RC_OK);
  assert_int_equal(file_check(copy, &e), RC_OK);
  assert_int_equal(file_backup(st, copy, false, &e), RC_CANNOT_CREATE);
  store_close(st);
  assert_int_equal(truncate(copy, 9000), 0);
  assert_int_equal(file_check(copy, &e), RC_DATA);
}

static void a_copy_is_kept_before_a_new_version(void **state)
{
  static const struct schema_step step[] = {{"0001", ""}, {"0002", "CREATE TABLE later (x INTEGER) STRICT;"}};
  struct store *st = NULL;
  struct err e = {0};
  char before[160];

  (void)state;
  snprintf(before, sizeof before, "%s.before-v2", path);
  assert_int_equal(file_open(path, FILE_MAKE, &env, &st, NULL, &e), RC_OK);
  assert_int_equal(file_bring_up(st, path, &env, step, 2, &e), RC_OK);
  assert_int_equal(store_version(st), 2);
  store_close(st);
  assert_int_equal(file_check(before, &e), RC_OK);
  /* A program that knows version 1 only refuses the newer file and leaves it as it is. */
  assert_int_equal(file_open(path, FILE_MAKE, &env, &st, NULL, &e), RC_DATA);
  assert_non_null(strstr(e.message, "newer"));
  assert_int_equal(files_in_folder(), 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(made_whole_and_private, set_up, tear_down),
    cmocka_unit_test_setup_teardown(foreign_files_stay_untouched, set_up, tear_down),
    cmocka_unit_test_setup_teardown(copy_is_verified_and_never_over_a_file, set_up, tear_down),
    cmocka_unit_test_setup_teardown(a_copy_is_kept_before_a_new_version, set_up, tear_down),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
