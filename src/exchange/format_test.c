/* What a file is, by its first bytes. */
#include "exchange/row.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#define BYTES(literal) {literal, sizeof(literal) - 1}

static void test_recognised(void **state)
{
  static const struct {
    const char *why, *head, *name;
  } row[] = {
    {"assay CSV", "at,kind,what,value,unit,note\n2026-05-01,rating,pain,6,,\n", "csv"},
    {"its header alone", "at,kind,what,value,unit,note", "csv"},
    {"in another order, quoted, with semicolons", "\n\"note\";\"kind\";\"at\"\n", "csv"},
    {"with tabs", "At\tKind\tWhat\tValue\tUnit\tNote\r\n", "csv"},
    {"everything", "{\"schema\":\"assay/1\",\"kind\":\"everything\"", "json"},
    {"any JSON, so that its reader says what is wrong", " \n{\"entries\": [1]}", "json"},
    {"a JSON list", "[{\"a\":1}]", "json"},
    {"deep JSON", "[[[[[[[[[[", "json"},
    {"dated notes", "2026-05-01\npain 6\n", "notes"},
    {"with a title", "My diary, 2026\n\n# 2026-05-01\npain 6, mood 4\n", "notes"},
    {"in brackets", "[2026-05-01] pain 6\n", "notes"},
    {"with a comma behind the time", "2026-05-01 08:15, pain 6\n2026-05-02, pain 5\n", "notes"},
    {"with an offset", "2026-05-01T08:15+02:00 pain 6\n", "notes"},
  };

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    struct err e = {0};
    const struct format *f = format_recognise(span_of(row[i].head), &e);

    if (f == NULL || strcmp(f->name, row[i].name) != 0)
      fail_msg("%s: %s %s", row[i].why, f == NULL ? "nothing" : f->name, e.message);
  }
}

static void test_refused(void **state)
{
  static const struct {
    const char *why;
    struct span head;
    const char *says;
  } row[] = {
    {"gzip", BYTES("\x1f\x8b\x08\0\0\0\0\0"), "gzip"},
    {"zip", BYTES("PK\x03\x04\x14\0\0\0"), "zip"},
    {"SQLite", BYTES("SQLite format 3\0\x10\0"), "a database"},
    {"PNG", BYTES("\x89PNG\r\n\x1a\n\0\0"), "picture"},
    {"JPEG", BYTES("\xff\xd8\xff\xe0\0\x10JFIF"), "picture"},
    {"PDF", BYTES("%PDF-1.4\n"), "PDF"},
    {"XML", BYTES("<?xml version=\"1.0\"?>"), "XML"},
    {"a web page", BYTES("<!DOCTYPE html>"), "web page"},
    {"UTF-16 without a mark", BYTES("a\0t\0,\0k\0i\0n\0d\0"), "UTF-16"},
    {"bytes of any kind", BYTES("\x01\x02\0\0\0\x03\x04\0\0\x09"), "NUL"},
    {"not UTF-8", BYTES("when,score\nm\xfc" "de,6 and some more\n"), "UTF-8"},
    {"nothing", BYTES(""), "empty"},
    {"blanks", BYTES("  \n \n"), "empty"},
    {"a table of strangers", BYTES("day,score,word\n2026-05-01,6,pain\n"), "none that assay knows"},
    {"a table without a header", BYTES("2026-05-01,6\n2026-05-02,5\n"), "none that assay knows"},
    {"a table with tabs and dates in front", BYTES("2026-05-01\t6\n2026-05-02\t5\n"), "none that assay knows"},
    {"words", BYTES("dear diary\n"), "none that assay knows"},
  };

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    struct err e = {0};
    const struct format *f = format_recognise(row[i].head, &e);

    if (f != NULL || e.rc != RC_DATA || strstr(e.message, row[i].says) == NULL || e.fix[0] == '\0')
      fail_msg("%s: %s \"%s\"", row[i].why, f == NULL ? "nothing" : f->name, e.message);
  }
}

/* The head may end in the middle of a character, and one NUL does not make a file binary. */
static void test_ends(void **state)
{
  struct buf head = {0};
  struct err e = {0};

  (void)state;
  buf_puts(&head, "at,kind,what,value,unit,note\n2026-05-01,note,,,,M\xc3");
  assert_non_null(format_recognise(buf_span(&head), &e));
  buf_puts(&head, "\xbc" "de");
  for (int i = 0; i < 10; i++)
    buf_puts(&head, "\n2026-05-01,note,,,,words");
  buf_putc(&head, '\0');
  assert_non_null(format_recognise(buf_span(&head), &e));
  buf_done(&head);
}

static void test_names(void **state)
{
  struct buf names = {0};

  (void)state;
  format_names(&names);
  assert_string_equal(buf_text(&names), "json, csv, map, notes");
  assert_null(format_by_name(SPAN("flurb")));
  assert_null(format_by_name(SPAN("")));
  assert_string_equal(format_by_name(SPAN("CSV"))->name, "csv");
  buf_done(&names);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_recognised),
    cmocka_unit_test(test_refused),
    cmocka_unit_test(test_ends),
    cmocka_unit_test(test_names),
  };

  return cmocka_run_group_tests_name("format", tests, NULL, NULL);
}
