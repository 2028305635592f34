/* doc_test DIR: compares with the texts in DIR. doc_test DIR --write makes them anew: read them before keeping them. */
#include "out/doc.h"

#include "base/rng.h"
#include "base/utf8.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define N(a) (sizeof(a) / sizeof(a)[0])

enum { YEARS = 3650 };

static const char *dir;
static bool writing;

static void words(struct doc *d)
{
  static const char *const cell[] = {
      "Window",
      "Ratings",
      "Days",
      "Mean",
      "last 30 days",
      "45",
      "30 of 30",
      "5.1",
      "last 90 days, which is rather long to say in a narrow column",
      "120",
      "84 of 90",
      "-0.3",
      "all",
      "-",
      "",
      "\u2013",
  };
  struct doc_node *t;

  doc_say(d, DOC_PLAIN, "Review of 1 March to 24 May 2026");
  doc_alarm(d,
            "EMERGENCY: slow breathing, written on 24 May\nCall %s now. Do not stay alone, and say what was taken, how "
            "much of it and when. Stay on the line.",
            "112");
  doc_alarm(d, "URGENT: dark urine, written on 20 May\nA doctor has to see you today.");
  doc_pair(d, DOC_SAID, "Does it help me?", "Cannot tell yet.");
  doc_pair(d, DOC_PLAIN, "What does it cost me?",
           "Constipation on 20 of 51 days you wrote on. Whether the powder causes "
           "it cannot be told yet, because there were no days without it.");
  doc_heading(d, "Words \u2013 with \u201cquotes\u201d");
  doc_say(d, DOC_QUIET, "Said by a person: caf\u00e9, \u65e5\u672c\u8a9e, \U0001F600 and a\x1b[31mred\x07 one \xff.");
  doc_item(d, DOC_PLAIN,
           "an item that is long enough to go over the end of its line, wherever that end may be this time");
  doc_item(d, DOC_SIGNAL, "anunbrokenwordthatislongerthanthenarrowestterminalcanholdonalinesothatitmustbecutsomewhere");
  t = doc_table(d, "Pain, by window", 4, 4);
  for (size_t i = 0; i < N(cell); i++)
    doc_cell(d, t, i / 4, i % 4, "%s", cell[i]);
  doc_say(d, DOC_QUIET, "A caption directly beneath.");
  doc_say(d, DOC_PLAIN, "A paragraph of its own.");
}

/* Ten days of CASES C005: six ratings, four blanks, and a dose on the second day. */
static void ten_days(struct doc *d)
{
  static const double y[] = {0, 6, NAN, 0, 6, NAN, NAN, 0, NAN, 6};
  static const bool dose[] = {false, true, false, false, false, false, false, false, false, false};

  doc_chart(d, &(struct doc_chart){
                   .kind = DOC_CHART_LINE,
                   .title = "Pain: mean 3.0 of 6 ratings on 6 of 10 days",
                   .y_unit = "0-10",
                   .lo = 0,
                   .hi = 10,
                   .y = y,
                   .beneath = dose,
                   .n = N(y),
                   .first_label = "1 Jun",
                   .last_label = "10 Jun",
                   .lo_name = "no pain",
                   .hi_name = "worst imaginable",
                   .beneath_name = "dose",
               });
}

/* n days that rise and fall, with a blank week every 40 days and a week that is not tracked at the end of each 90. */
static void many_days(struct doc *d, size_t n, enum doc_chart_kind kind)
{
  static double y[YEARS];
  static bool dose[YEARS];
  static unsigned char state[YEARS];
  struct rng r;

  rng_init(&r, 4);
  for (size_t i = 0; i < n; i++) {
    state[i] = i % 90 >= 83 ? DOC_DAY_LEFT_OUT : i % 40 >= 33 ? DOC_DAY_BLANK : DOC_DAY_WRITTEN;
    y[i] = round(5 + 3 * sin((double)i / 30) + rng_unit(&r) * 2);
    dose[i] = state[i] == DOC_DAY_WRITTEN && rng_unit(&r) < 0.6;
    if (kind == DOC_CHART_BARS)
      y[i] = dose[i] ? 25 + 20 * rng_unit(&r) : 0;
    if (state[i] != DOC_DAY_WRITTEN)
      y[i] = NAN;
  }
  doc_chart(d, &(struct doc_chart){
                   .kind = kind,
                   .title = kind == DOC_CHART_LINE ? "Pain" : "Mitragynine",
                   .lo = 0,
                   .hi = kind == DOC_CHART_LINE ? 10 : 50,
                   .y_unit = kind == DOC_CHART_LINE ? "0-10" : "mg a day",
                   .y = y,
                   .beneath = kind == DOC_CHART_LINE ? dose : NULL,
                   .n = n,
                   .first_label = "1 March 2025",
                   .middle_label = "in between",
                   .last_label = "24 May 2026",
                   .beneath_name = "dose",
                   .state = state,
               });
}

static void by_the_hour(struct doc *d)
{
  static const double y[24] = {[0] = 1, [7] = 4, [8] = 20, [9] = 12, [13] = 8, [18] = 15, [22] = 0.2};

  doc_chart(d, &(struct doc_chart){.kind = DOC_CHART_BARS,
                                   .title = "Doses by hour",
                                   .y_unit = "times",
                                   .lo = 0,
                                   .hi = 20,
                                   .y = y,
                                   .n = 24,
                                   .first_label = "0:00",
                                   .middle_label = "12:00",
                                   .last_label = "23:00",
                                   .x_name = "hour"});
}

static void build(struct doc *d, const char *what)
{
  if (strcmp(what, "words") == 0) {
    words(d);
    return;
  }
  ten_days(d);
  many_days(d, 56, DOC_CHART_LINE);
  many_days(d, 365, DOC_CHART_LINE);
  many_days(d, YEARS, DOC_CHART_LINE);
  many_days(d, 40, DOC_CHART_BARS);
  many_days(d, 365, DOC_CHART_BARS);
  by_the_hour(d);
  doc_chart(d, &(struct doc_chart){.kind = DOC_CHART_LINE, .title = "Nothing yet", .hi = 10});
}

static void drawn(const char *what, struct doc_terminal t, struct buf *out)
{
  struct arena a = {0};
  struct doc d;

  doc_init(&d, &a);
  build(&d, what);
  doc_text(&d, &t, out);
  arena_done(&a);
}

static const struct {
  const char *file, *what;
  struct doc_terminal t;
} golden[] = {
  { "words-80.txt", "words", { 80, false, true } },
  { "words-44.txt", "words", { 44, false, true } },
  { "words-80-ascii.txt", "words", { 80, false, false } },
  { "words-80-colour.txt", "words", { 80, true, true } },
  { "charts-80.txt", "charts", { 80, false, true } },
  { "charts-80-ascii.txt", "charts", { 80, false, false } },
  { "charts-40.txt", "charts", { 40, false, true } },
};

static void read_file(const char *path, struct buf *out)
{
  FILE *f = fopen(path, "rb");
  char piece[4096];
  size_t n;

  if (f == NULL)
    fail_msg("%s is missing; doc_test DIR --write makes it", path);
  while ((n = fread(piece, 1, sizeof piece, f)) > 0)
    buf_put(out, (struct span){piece, n});
  fclose(f);
}

static void write_file(const char *path, const struct buf *b)
{
  FILE *f = fopen(path, "wb");

  assert_non_null(f);
  assert_int_equal(fwrite(b->p, 1, b->n, f), b->n);
  assert_int_equal(fclose(f), 0);
}

static void pictures(void **state)
{
  (void)state;
  for (size_t i = 0; i < N(golden); i++) {
    struct buf got = {0}, want = {0};
    char path[1024];

    snprintf(path, sizeof path, "%s/%s", dir, golden[i].file);
    drawn(golden[i].what, golden[i].t, &got);
    assert_false(got.failed);
    if (writing)
      write_file(path, &got);
    read_file(path, &want);
    if (strcmp(buf_text(&got), buf_text(&want)) != 0)
      fail_msg("%s is not what is drawn now:\n%s", golden[i].file, buf_text(&got));
    buf_done(&got);
    buf_done(&want);
  }
}

/* On every width, in both alphabets: no line too long, nothing at its end, no control character but the line feed. */
static void lines_fit(void **state)
{
  static const char *const what[] = {"words", "charts"};

  (void)state;
  for (int columns = 40; columns <= 100; columns++)
    for (size_t i = 0; i < 4; i++) {
      struct buf b = {0};
      struct span rest;

      drawn(what[i % 2], (struct doc_terminal){columns, false, i / 2 == 1}, &b);
      rest = buf_span(&b);
      assert_true(utf8_check(rest, NULL));
      while (rest.n > 0) {
        struct span line = span_cut(&rest, '\n');

        if (utf8_width(line) > columns)
          fail_msg("%d columns: %d wide: %.*s", columns, utf8_width(line), SPAN_FMT(line));
        if (line.n > 0 && line.p[line.n - 1] == ' ')
          fail_msg("%d columns: a blank at the end of: %.*s|", columns, SPAN_FMT(line));
        for (size_t k = 0; k < line.n; k++)
          assert_true((unsigned char)line.p[k] >= 0x20 && line.p[k] != 0x7f);
      }
      buf_done(&b);
    }
}

static void ascii_is_ascii(void **state)
{
  struct buf b = {0};

  (void)state;
  drawn("charts", (struct doc_terminal){80, false, false}, &b);
  for (size_t i = 0; i < b.n; i++)
    assert_true((unsigned char)b.p[i] < 0x80);
  buf_done(&b);
}

/* Colour only adds: without its codes the text is the same. */
static void colour_only_adds(void **state)
{
  struct buf plain = {0}, coloured = {0}, stripped = {0};

  (void)state;
  drawn("words", (struct doc_terminal){80, false, true}, &plain);
  drawn("words", (struct doc_terminal){80, true, true}, &coloured);
  assert_true(coloured.n > plain.n);
  for (size_t i = 0; i < coloured.n; i++) {
    if (coloured.p[i] == '\033')
      while (coloured.p[i] != 'm')
        i++;
    else
      buf_putc(&stripped, coloured.p[i]);
  }
  assert_string_equal(buf_text(&stripped), buf_text(&plain));
  buf_done(&plain);
  buf_done(&coloured);
  buf_done(&stripped);
}

static size_t count(struct span s, const char *mark)
{
  size_t n = strlen(mark), found = 0;

  for (size_t i = 0; i + n <= s.n; i++)
    found += memcmp(s.p + i, mark, n) == 0;
  return found;
}

/* Marks in the plot: its lines begin with a blank or a number, the legend's with a letter. */
static size_t marks(const struct buf *b)
{
  struct span rest = buf_span(b);
  size_t found = 0;

  while (rest.n > 0) {
    struct span line = span_cut(&rest, '\n');

    if (line.n > 0 && line.p[0] < 'A')
      found += count(line, "o");
  }
  return found;
}

static void draw_chart(const struct doc_chart *c, struct doc_terminal t, struct buf *out)
{
  struct arena a = {0};
  struct doc d;

  buf_clear(out);
  doc_init(&d, &a);
  doc_chart(&d, c);
  doc_text(&d, &t, out);
  arena_done(&a);
}

/* One mark a known day, none for a gap; a blank and a zero do not look alike. */
static void a_gap_is_a_gap(void **state)
{
  static const double with_gap[] = {0, 6, NAN, 0}, with_zero[] = {0, 6, 0, 0};
  struct doc_chart c = {.kind = DOC_CHART_LINE, .title = "", .hi = 10, .y = with_gap, .n = 4};
  struct doc_terminal t = {80, false, false};
  struct buf b = {0};

  (void)state;
  draw_chart(&c, t, &b);
  assert_int_equal(marks(&b), 3);
  assert_non_null(strstr(buf_text(&b), "+--------    ----\n"));
  c.y = with_zero;
  draw_chart(&c, t, &b);
  assert_int_equal(marks(&b), 4);
  assert_non_null(strstr(buf_text(&b), "+----------------\n"));
  buf_done(&b);
}

/* When days share columns: as many as said, nothing is drawn where nothing is known, constants stay flat. */
static void sharing_is_honest(void **state)
{
  static double y[1000];
  struct doc_chart c = {.kind = DOC_CHART_LINE, .title = "", .hi = 10, .y = y, .n = 700};
  struct buf b = {0};
  struct span rest;
  size_t rows_with_marks = 0;

  (void)state;
  for (size_t i = 0; i < c.n; i++)
    y[i] = i >= 300 && i < 340 ? NAN : 5; /* 40 blank days hold two whole columns of two weeks */
  draw_chart(&c, (struct doc_terminal){80, false, false}, &b);
  assert_non_null(strstr(buf_text(&b), "Each column is 2 weeks"));
  assert_int_equal(marks(&b), 48);
  rest = buf_span(&b);
  while (rest.n > 0)
    rows_with_marks += count(span_cut(&rest, '\n'), "oo") > 0;
  assert_int_equal(rows_with_marks, 1);
  buf_done(&b);
}

static void nothing_at_all(void **state)
{
  struct arena a = {0};
  struct buf b = {0};
  struct doc d;

  (void)state;
  doc_init(&d, &a);
  doc_text(&d, &(struct doc_terminal){80, false, true}, &b);
  assert_string_equal(buf_text(&b), "");
  doc_table(&d, "", 0, 0);
  doc_table(&d, "", 1, 0);
  doc_say(&d, DOC_PLAIN, "%s", "");
  doc_chart(&d, &(struct doc_chart){.title = ""});
  doc_text(&d, &(struct doc_terminal){1, false, true}, &b);
  assert_false(b.failed);
  assert_null(doc_table(&d, "too large", SIZE_MAX / 2, 4));
  doc_cell(&d, NULL, 0, 0, "nowhere");
  assert_true(d.failed);
  doc_text(&d, &(struct doc_terminal){80, false, true}, &b);
  assert_true(b.failed);
  buf_done(&b);
  arena_done(&a);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pictures),         cmocka_unit_test(lines_fit),      cmocka_unit_test(ascii_is_ascii),
      cmocka_unit_test(colour_only_adds), cmocka_unit_test(a_gap_is_a_gap), cmocka_unit_test(sharing_is_honest),
      cmocka_unit_test(nothing_at_all),
  };

  dir = argc > 1 ? argv[1] : "tests/data/out";
  writing = argc > 2 && strcmp(argv[2], "--write") == 0;
  return cmocka_run_group_tests(tests, NULL, NULL);
}
