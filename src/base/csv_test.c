#include "base/csv.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#ifdef WITH_LIBCSV
#include <csv.h>
#endif

/* A source that hands out at most `step` bytes at a time and may fail at its end. */
struct source {
  struct span rest;
  size_t step;
  bool fails;
};

static ptrdiff_t source_read(void *ctx, char *p, size_t n)
{
  struct source *s = ctx;

  if (n > s->step)
    n = s->step;
  if (n > s->rest.n)
    n = s->rest.n;
  if (n == 0)
    return s->fails ? -1 : 0;
  memcpy(p, s->rest.p, n);
  s->rest = span_from(s->rest, n);
  return (ptrdiff_t)n;
}

/* The whole file as text: (field) or "field" with its place if asked, one row a line; a failure as !line:column. */
static void show(struct span in, char separator, size_t step, bool places, struct buf *out)
{
  struct source source = { in, step, false };
  struct csv *csv = NULL;
  struct csv_row row;
  struct err e;
  enum rc rc = csv_open(&csv, source_read, &source, separator, &e);

  for (int failures = 0; csv != NULL && failures < 20;) {
    rc = csv_next(csv, &row, &e);
    if (rc != RC_OK) {
      buf_printf(out, "!%s\n", e.where);
      failures++;
      continue;
    }
    if (row.n == 0)
      break;
    for (size_t i = 0; i < row.n; i++) {
      if (places)
        buf_printf(out, "%u:%u", row.field[i].line, row.field[i].column);
      buf_putc(out, row.field[i].quoted ? '"' : '(');
      buf_put(out, row.field[i].text);
      buf_putc(out, row.field[i].quoted ? '"' : ')');
    }
    buf_putc(out, '\n');
  }
  if (csv == NULL)
    buf_printf(out, "!%d %s\n", (int)rc, e.where);
  else if (rc == RC_OK)
    assert_int_equal(csv_bytes(csv), in.n);
  csv_close(csv);
}

static const struct { const char *why, *in, *want; } row[] = {
  { "nothing", "", "" },
  { "no line break at the end", "a,b", "(a)(b)\n" },
  { "LF", "a,b\nc,d\n", "(a)(b)\n(c)(d)\n" },
  { "CR LF", "a,b\r\nc,d\r\n", "(a)(b)\n(c)(d)\n" },
  { "CR", "a,b\rc,d\r", "(a)(b)\n(c)(d)\n" },
  { "all of them", "a\r\nb\rc\nd", "(a)\n(b)\n(c)\n(d)\n" },
  { "LF CR is a line with nothing on it more", "a\n\rb", "(a)\n(b)\n" },
  { "empty fields", ",\n,,", "()()\n()()()\n" },
  { "lines with nothing on them", "\n\r\na\n\n\r\rb\n\n", "(a)\n(b)\n" },
  { "only line breaks", "\r\n\n", "" },
  { "a quoted nothing is a field", "\"\"\n", "\"\"\n" },
  { "a blank is something", " \n", "( )\n" },
  { "blanks belong to the field", " a , b ", "( a )( b )\n" },
  { "quotes", "\"a\",\"b,c\"", "\"a\"\"b,c\"\n" },
  { "doubled quotes", "\"a \"\"b\"\" c\",\"\"\"\"", "\"a \"b\" c\"\"\"\"\n" },
  { "line breaks inside", "\"a\nb\",\"c\r\nd\re\"\nf", "\"a\nb\"\"c\r\nd\re\"\n(f)\n" },
  { "blanks around quotes are no text", " \"a\" ,\t\"b\"\t\r\n", "\"a\"\"b\"\n" },
  { "bare quotes inside", "5\" pipe,a\"b\"c,d\"", "(5\" pipe)(a\"b\"c)(d\")\n" },
  { "rows may differ in length", "a,b,c\nd\n", "(a)(b)(c)\n(d)\n" },
  { "byte order mark", "\xef\xbb\xbf" "a,b", "(a)(b)\n" },
  { "byte order mark before a quote", "\xef\xbb\xbf\"a\",b", "\"a\"(b)\n" },
  { "only a byte order mark", "\xef\xbb\xbf", "" },
  { "a byte order mark inside is a character", "a\xef\xbb\xbf", "(a\xef\xbb\xbf)\n" },
  { "UTF-8", "caf\xc3\xa9,\xf0\x9f\x8c\xbf", "(caf\xc3\xa9)(\xf0\x9f\x8c\xbf)\n" },
  { "UTF-16", "\xff\xfe" "a", "!3 1:1\n" },
  { "UTF-16, the other way round", "\xfe\xff" "a", "!3 1:1\n" },
  { "never closed", "a,b\nc,\"d\ne,f\n", "(a)(b)\n!2:3\n!2:3\n!2:3\n!2:3\n!2:3\n!2:3\n!2:3\n!2:3\n!2:3\n!2:3\n"
    "!2:3\n!2:3\n!2:3\n!2:3\n!2:3\n!2:3\n!2:3\n!2:3\n!2:3\n!2:3\n" },
  { "text behind a quote; the next line is read again", "a\n\"b\"c,d\r\ne,f\n", "(a)\n!2:4\n(e)(f)\n" },
  { "the same at the end", "\"b\"c", "!1:4\n" },
  { "the same, CR at the end", "\"b\"c\r", "!1:4\n" },
  { "the same in the third line of a row", "\"a\n\xc3\xa9\nb\" c\nd", "!3:4\n(d)\n" },
  { "not UTF-8: the row is refused, the next one is read", "a,b\n\xc3\xa9,c\xe9,d\ne", "(a)(b)\n!2:4\n(e)\n" },
  { "not UTF-8 inside quotes", "\"a\n\xff\nb\",c\r\nd", "!2:1\n(d)\n" },
};

static void rows(void **state)
{
  static const size_t step[] = { 1, 2, 3, 5, 1000 };

  (void)state;
  for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
    for (size_t k = 0; k < sizeof(step) / sizeof(step[0]); k++) {
      struct buf out = { 0 };

      show(span_of(row[i].in), ',', step[k], false, &out);
      if (strcmp(buf_text(&out), row[i].want) != 0)
        fail_msg("%s: %s", row[i].why, buf_text(&out));
      buf_done(&out);
    }
}

static void nul_bytes(void **state)
{
  static const char in[] = "a\nb,\0c\nd\n\"e\n\0\"\nf";
  struct buf out = { 0 };

  (void)state;
  show((struct span){ in, sizeof(in) - 1 }, ',', 100, false, &out);
  assert_string_equal(buf_text(&out), "(a)\n!2:3\n(d)\n!5:1\n(f)\n");
  buf_done(&out);
}

static void places(void **state)
{
  static const char in[] = "\xef\xbb\xbf" "at,\xc3\xa4\xe2\x82\xac,c\n\n"
                           "\"x\r\ny\n\xf0\x9f\x8c\xbfz\",\"q\" , \"r\",s\r\nt";
  struct buf out = { 0 };

  (void)state;
  show((struct span){ in, sizeof(in) - 1 }, 0, 100, true, &out);
  assert_string_equal(buf_text(&out), "1:1(at)1:4(\xc3\xa4\xe2\x82\xac)1:7(c)\n"
                                      "3:1\"x\r\ny\n\xf0\x9f\x8c\xbfz\"5:5\"q\"5:11\"r\"5:15(s)\n"
                                      "6:1(t)\n");
  buf_done(&out);
}

static void separators(void **state)
{
  static const struct { const char *why, *in; char given, want; const char *show; } sep[] = {
    { "comma", "a,b", 0, ',', "(a)(b)\n" },
    { "semicolon, decimal comma in the data", "at;pain\n1,5;2,5\n", 0, ';', "(at)(pain)\n(1,5)(2,5)\n" },
    { "tab", "a\tb\tc,d", 0, '\t', "(a)(b)(c,d)\n" },
    { "the most frequent", "a;b;c,d", 0, ';', "(a)(b)(c,d)\n" },
    { "not what stands in quotes", "\"a;b;c;d\",e", 0, ',', "\"a;b;c;d\"(e)\n" },
    { "none", "a\nb;c", 0, ',', "(a)\n(b;c)\n" },
    { "as many: comma", "a,b;c", 0, ',', "(a)(b;c)\n" },
    { "the first line with something on it", "\n\na;b", 0, ';', "(a)(b)\n" },
    { "given", "a,b|c", '|', '|', "(a,b)(c)\n" },
    { "tab given: blanks around quotes only", "\"a\"\t \"b\" \tc", '\t', '\t', "\"a\"\"b\"(c)\n" },
    { "empty columns of tabs", "\t\ta\n", '\t', '\t', "()()(a)\n" },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(sep) / sizeof(sep[0]); i++) {
    struct source source = { span_of(sep[i].in), 100, false };
    struct csv *csv = NULL;
    struct buf out = { 0 };

    assert_int_equal(csv_open(&csv, source_read, &source, sep[i].given, NULL), RC_OK);
    assert_int_equal(csv_separator(csv), sep[i].want);
    csv_close(csv);
    show(span_of(sep[i].in), sep[i].given, 100, false, &out);
    if (strcmp(buf_text(&out), sep[i].show) != 0)
      fail_msg("%s: %s", sep[i].why, buf_text(&out));
    buf_done(&out);
  }
  csv_close(NULL);
}

static enum rc first_row(struct span in, size_t step, bool fails, size_t *n, struct err *e)
{
  struct source source = { in, step, fails };
  struct csv *csv = NULL;
  struct csv_row r = { 0 };
  enum rc rc = csv_open(&csv, source_read, &source, ',', e);

  if (rc == RC_OK)
    rc = csv_next(csv, &r, e);
  *n = r.n;
  csv_close(csv);
  return rc;
}

static void limits(void **state)
{
  enum { LONG = CSV_FIELD_MAX + 10 };
  char *text = malloc(LONG);
  struct err e;
  size_t n;

  (void)state;
  assert_non_null(text);
  memset(text, 'a', LONG);
  text[CSV_FIELD_MAX] = '\n';
  assert_int_equal(first_row((struct span){ text, LONG }, 1000, false, &n, &e), RC_OK);
  assert_int_equal(n, 1);
  text[CSV_FIELD_MAX] = 'a';
  assert_int_equal(first_row((struct span){ text, LONG }, 1000, false, &n, &e), RC_DATA);
  assert_string_equal(e.where, "1:1");
  assert_int_equal(first_row((struct span){ text, CSV_FIELD_MAX + 1 }, 1 << 20, false, &n, &e), RC_DATA);
  text[0] = '\n';
  text[1] = 'x';
  text[2] = ',';
  text[3] = '"';
  assert_int_equal(first_row((struct span){ text, LONG }, 1000, false, &n, &e), RC_DATA);
  assert_string_equal(e.where, "2:3");
  memset(text, ',', LONG);
  assert_int_equal(first_row((struct span){ text, CSV_FIELDS_MAX - 1 }, 1000, false, &n, &e), RC_OK);
  assert_int_equal(n, CSV_FIELDS_MAX);
  assert_int_equal(first_row((struct span){ text, CSV_FIELDS_MAX }, 1000, false, &n, &e), RC_DATA);
  assert_string_equal(e.where, "1:1025");
  free(text);
}

static void read_errors(void **state)
{
  struct err e = { 0 };
  size_t n;

  (void)state;
  assert_int_equal(first_row(SPAN(""), 10, true, &n, &e), RC_IO);
  assert_int_equal(e.rc, RC_IO);
  assert_int_equal(first_row(SPAN("a,b\nc"), 10, true, &n, &e), RC_IO);
}

/* A file of many rows longer than the window, borders falling everywhere. */
static void long_file(void **state)
{
  enum { ROWS = 30000 };
  struct buf in = { 0 };
  struct source source;
  struct csv *csv = NULL;
  struct csv_row r;
  size_t n = 0;

  (void)state;
  for (int i = 0; i < ROWS; i++)
    buf_printf(&in, "%d,\"%.*s\"\"\n\",\xc3\xa9%d\r\n", i, i % 41, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", i);
  source = (struct source){ buf_span(&in), 4093, false };
  assert_int_equal(csv_open(&csv, source_read, &source, 0, NULL), RC_OK);
  for (; csv_next(csv, &r, NULL) == RC_OK && r.n > 0; n++) {
    char number[20];

    snprintf(number, sizeof(number), "%zu", n);
    assert_int_equal(r.n, 3);
    assert_true(span_is(r.field[0].text, number));
    assert_int_equal(r.field[1].text.n, n % 41 + 2);
    assert_int_equal(r.field[2].text.n, strlen(number) + 2);
    assert_int_equal(r.line, 2 * n + 1);
    assert_int_equal(r.field[2].line, 2 * n + 2);
  }
  assert_int_equal(n, ROWS);
  assert_int_equal(csv_bytes(csv), in.n);
  csv_close(csv);
  buf_done(&in);
}

static void put(void **state)
{
  static const struct { const char *field, *want; } field[] = {
    { "", "" },           { "a", "a" },         { "a b", "a b" },         { "a;b", "a;b" },       { "2.5", "2.5" },
    { "a,b", "\"a,b\"" }, { "\"", "\"\"\"\"" }, { "a\"b\"c", "\"a\"\"b\"\"c\"" },
    { "a\nb", "\"a\nb\"" },
    { "a\rb", "\"a\rb\"" }, { " a", "\" a\"" }, { "a\t", "\"a\t\"" },     { " ", "\" \"" },
    { "\xc3\xa9", "\xc3\xa9" },
  };
  struct buf out = { 0 };

  (void)state;
  for (size_t i = 0; i < sizeof(field) / sizeof(field[0]); i++) {
    csv_put(&out, span_of(field[i].field), true);
    assert_string_equal(buf_text(&out), field[i].want);
    buf_clear(&out);
  }
  csv_put(&out, SPAN("a"), true);
  csv_put(&out, SPAN(""), false);
  csv_put(&out, SPAN("b,"), false);
  assert_string_equal(buf_text(&out), "a,,\"b,\"");
  buf_done(&out);
}

static uint64_t chance_state = 88172645463325252u;

static size_t chance(size_t n)
{
  chance_state ^= chance_state << 13;
  chance_state ^= chance_state >> 7;
  chance_state ^= chance_state << 17;
  return (size_t)(chance_state >> 20) % n;
}

static void random_text(struct buf *b, size_t n, const char *const *letters, size_t letters_n)
{
  for (size_t i = 0; i < n; i++)
    buf_puts(b, letters[chance(letters_n)]);
}

static const char *const letter[] = { "a", "b", "\xc3\xa9", ",", ",", "\"", "\"", "\n", "\r\n", "\r", " ", "\t", ";" };

/* Whatever is written is read back as it was. */
static void there_and_back(void **state)
{
  (void)state;
  for (int i = 0; i < 20000; i++) {
    struct buf want = { 0 }, file = { 0 }, got = { 0 }, field = { 0 };
    size_t n = 2 + chance(4);

    for (size_t k = 0; k < n; k++) {
      buf_clear(&field);
      random_text(&field, chance(6), letter, sizeof(letter) / sizeof(letter[0]));
      csv_put(&file, buf_span(&field), k == 0);
      buf_printf(&want, "[%s]", buf_text(&field));
    }
    buf_putc(&file, '\n');
    {
      struct source source = { buf_span(&file), 1 + chance(50), false };
      struct csv *csv = NULL;
      struct csv_row r;

      assert_int_equal(csv_open(&csv, source_read, &source, ',', NULL), RC_OK);
      assert_int_equal(csv_next(csv, &r, NULL), RC_OK);
      for (size_t k = 0; k < r.n; k++)
        buf_printf(&got, "[%.*s]", SPAN_FMT(r.field[k].text));
      assert_string_equal(buf_text(&got), buf_text(&want));
      assert_int_equal(csv_next(csv, &r, NULL), RC_OK);
      assert_int_equal(r.n, 0);
      csv_close(csv);
    }
    buf_done(&want);
    buf_done(&file);
    buf_done(&got);
    buf_done(&field);
  }
}

#ifdef WITH_LIBCSV
static void libcsv_field(void *p, size_t n, void *out)
{
  buf_printf(out, "[%.*s]", (int)n, (const char *)p);
}

static void libcsv_row(int end, void *out)
{
  (void)end;
  buf_putc(out, '|');
}

static struct span trim_blanks(struct span s)
{
  while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t'))
    s = span_from(s, 1);
  while (s.n > 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
    s.n--;
  return s;
}

/* Our rows as libcsv shows them: it takes the blanks off unquoted fields and passes over blank lines. */
static bool as_libcsv(struct span in, struct buf *out)
{
  struct source source = { in, 1 + chance(20), false };
  struct csv *csv = NULL;
  struct csv_row r;
  enum rc rc = csv_open(&csv, source_read, &source, ',', NULL);

  assert_int_equal(rc, RC_OK);
  while ((rc = csv_next(csv, &r, NULL)) == RC_OK && r.n > 0) {
    if (r.n == 1 && !r.field[0].quoted && trim_blanks(r.field[0].text).n == 0)
      continue;
    for (size_t i = 0; i < r.n; i++) {
      struct span text = r.field[i].quoted ? r.field[i].text : trim_blanks(r.field[i].text);

      buf_printf(out, "[%.*s]", SPAN_FMT(text));
    }
    buf_putc(out, '|');
  }
  csv_close(csv);
  return rc == RC_OK;
}

static void as_libcsv_reads(void **state)
{
  int compared = 0;

  (void)state;
  for (int i = 0; i < 200000; i++) {
    struct buf in = { 0 }, ours = { 0 }, theirs = { 0 };

    random_text(&in, chance(24), letter, sizeof(letter) / sizeof(letter[0]));
    if (as_libcsv(buf_span(&in), &ours)) {
      struct csv_parser parser;

      assert_int_equal(csv_init(&parser, 0), 0);
      assert_int_equal(csv_parse(&parser, buf_text(&in), in.n, libcsv_field, libcsv_row, &theirs), in.n);
      csv_fini(&parser, libcsv_field, libcsv_row, &theirs);
      csv_free(&parser);
      if (strcmp(buf_text(&ours), buf_text(&theirs)) != 0)
        fail_msg("<%s>: ours %s, libcsv %s", buf_text(&in), buf_text(&ours), buf_text(&theirs));
      compared++;
    }
    buf_done(&in);
    buf_done(&ours);
    buf_done(&theirs);
  }
  assert_true(compared > 50000);
}
#else
static void as_libcsv_reads(void **state)
{
  (void)state;
  skip();
}
#endif

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(rows),        cmocka_unit_test(nul_bytes),      cmocka_unit_test(places),
    cmocka_unit_test(separators),  cmocka_unit_test(limits),         cmocka_unit_test(read_errors),
    cmocka_unit_test(long_file),   cmocka_unit_test(put),            cmocka_unit_test(there_and_back),
    cmocka_unit_test(as_libcsv_reads),
  };

  return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
