/* assay CSV out: order, quoting, what a spreadsheet gets. */
#include "exchange/csv_out.h"

#include "base/csv.h"
#include "exchange/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static enum rc put(void *ctx, struct span bytes, struct err *e)
{
  (void)e;
  buf_put(ctx, bytes);
  return RC_OK;
}

static struct entry entry(int64_t at_s, int32_t offset_s, enum precision p, enum kind kind, const char *what, double v,
                          const char *unit, const char *note)
{
  struct entry en = entry_blank(kind);

  en.at = (struct instant){at_s, offset_s, p};
  en.what = span_of(what);
  en.value = v;
  en.unit = span_of(unit);
  en.note = span_of(note);
  return en;
}

static void write_all(const struct entry *en, size_t n, bool spreadsheet, struct buf *out)
{
  struct csv_out o = {.sink = put, .ctx = out, .for_spreadsheet = spreadsheet};

  buf_clear(out);
  csv_out_begin(&o);
  for (size_t i = 0; i < n; i++)
    assert_int_equal(csv_out_add(&o, &en[i], NULL), RC_OK);
  assert_int_equal(csv_out_end(&o, RC_OK, NULL), RC_OK);
}

static void test_order(void **state)
{
  enum { T = 1777615200 }; /* 2026-05-01T06:00Z */
  const struct entry en[] = {
    entry(T - 60, 0, PRECISION_MINUTE, KIND_RATING, "pain", 1, "", ""),
    entry(T, 7200, PRECISION_MINUTE, KIND_RATING, "pain", 6, "", "b"),
    entry(T, 7200, PRECISION_MINUTE, KIND_RATING, "pain", 6, "", "a"),
    entry(T, 7200, PRECISION_MINUTE, KIND_RATING, "pain", 10, "", ""),
    entry(T, 7200, PRECISION_MINUTE, KIND_RATING, "mood", 4, "", ""),
    entry(T, 7200, PRECISION_MINUTE, KIND_DOSE, "leaf", 2, "g", ""),
    entry(T, 7200, PRECISION_MINUTE, KIND_DOSE, "Leaf two", 2, "g", ""),
    entry(T, -14400, PRECISION_MINUTE, KIND_DOSE, "leaf", 2, "g", ""),
    entry(T, 7200, PRECISION_MINUTE, KIND_DOSE, "\xc3\xa9pice", 2, "g", ""),
    entry(T + 60, -14400, PRECISION_SECOND, KIND_NOTE, "", NAN, "", "x"),
    entry(T + 7200, 7200, PRECISION_PART, KIND_MEDICINE, "sertraline", MEDICINE_START, "", "50 mg"),
    entry(T + 57600, 7200, PRECISION_DAY, KIND_NOT_TRACKED, "", 3, "", ""),
  };
  struct buf got = {0};

  (void)state;
  write_all(en, sizeof en / sizeof en[0], false, &got);
  assert_string_equal(buf_text(&got),
                      "at,kind,what,value,unit,note\n"
                      "2026-05-01T05:59+00:00,rating,pain,1,,\n"
                      "2026-05-01T08:00+02:00,dose,Leaf two,2,g,\n"
                      "2026-05-01T02:00-04:00,dose,leaf,2,g,\n"
                      "2026-05-01T08:00+02:00,dose,leaf,2,g,\n"
                      "2026-05-01T08:00+02:00,dose,\xc3\xa9pice,2,g,\n"
                      "2026-05-01T08:00+02:00,rating,mood,4,,\n"
                      "2026-05-01T08:00+02:00,rating,pain,10,,\n"
                      "2026-05-01T08:00+02:00,rating,pain,6,,a\n"
                      "2026-05-01T08:00+02:00,rating,pain,6,,b\n"
                      "2026-05-01T02:01:00-04:00,note,,,,x\n"
                      "2026-05-01T10+02:00,medicine,sertraline,start,,50 mg\n"
                      "2026-05-02,not_tracked,,3,,\n");
  buf_done(&got);
}

static void test_for_spreadsheet(void **state)
{
  static const struct {
    const char *note, *plain, *guarded;
  } row[] = {
    {"=1+1", "=1+1", "'=1+1"},
    {"+49 30", "+49 30", "'+49 30"},
    {"-2 degrees", "-2 degrees", "'-2 degrees"},
    {"@home", "@home", "'@home"},
    {"\tindented", "\"\tindented\"", "'\tindented"},
    {"\rback", "\"\rback\"", "\"'\rback\""},
    {"=\"a\"&\"b\"", "\"=\"\"a\"\"&\"\"b\"\"\"", "\"'=\"\"a\"\"&\"\"b\"\"\""},
    {"rain", "rain", "rain"},
    {"'quoted", "'quoted", "'quoted"},
    {"a=b", "a=b", "a=b"},
  };
  struct buf got = {0}, want = {0};

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    struct entry en = entry(0, 0, PRECISION_DAY, KIND_NOTE, "", NAN, "", row[i].note);

    for (int guard = 0; guard < 2; guard++) {
      write_all(&en, 1, guard == 1, &got);
      buf_clear(&want);
      buf_printf(&want, "at,kind,what,value,unit,note\n1970-01-01,note,,,,%s\n",
                 guard == 1 ? row[i].guarded : row[i].plain);
      assert_string_equal(buf_text(&got), buf_text(&want));
    }
  }
  buf_done(&got);
  buf_done(&want);
}

/* Many rows of one instant, and more than one handful of bytes: what goes in comes out, in order. */
static void test_many(void **state)
{
  enum { N = 20000 };
  struct csv_out o = {.sink = put};
  struct buf got = {0};
  struct bytes_source bytes;
  struct csv *csv;
  struct csv_row r;
  char last[32] = "";
  size_t n = 0;

  (void)state;
  o.ctx = &got;
  csv_out_begin(&o);
  for (uint32_t i = 0; i < N; i++) {
    char note[32];
    struct entry en;

    snprintf(note, sizeof note, "%u \"x\",\n", i * 2654435761u);
    en = entry(0, 0, PRECISION_MINUTE, KIND_NOTE, "", NAN, "", note);
    assert_int_equal(csv_out_add(&o, &en, NULL), RC_OK);
  }
  assert_int_equal(csv_out_end(&o, RC_OK, NULL), RC_OK);
  bytes = (struct bytes_source){.all = buf_span(&got)};
  assert_int_equal(csv_open(&csv, bytes_read, &bytes, 0, NULL), RC_OK);
  while (csv_next(csv, &r, NULL) == RC_OK && r.n > 0) {
    if (n++ == 0)
      continue;
    assert_int_equal(r.n, 6);
    assert_true(span_compare(span_of(last), r.field[5].text) < 0);
    memcpy(last, r.field[5].text.p, r.field[5].text.n);
    last[r.field[5].text.n] = '\0';
  }
  assert_int_equal(n, N + 1);
  csv_close(csv);
  buf_done(&got);
}

static enum rc full(void *ctx, struct span bytes, struct err *e)
{
  (void)ctx;
  (void)bytes;
  return err_set(e, RC_IO, "The disk is full.");
}

static void test_sink_that_fails(void **state)
{
  struct csv_out o = {.sink = full};
  struct err e = {0};

  (void)state;
  csv_out_begin(&o);
  assert_int_equal(csv_out_end(&o, RC_OK, &e), RC_IO);
  assert_string_equal(e.message, "The disk is full.");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_order),
    cmocka_unit_test(test_for_spreadsheet),
    cmocka_unit_test(test_many),
    cmocka_unit_test(test_sink_that_fails),
  };

  return cmocka_run_group_tests_name("csv_out", tests, NULL, NULL);
}
