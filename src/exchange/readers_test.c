/* The readers: a small file in, rows and warnings out. */
#include "exchange/readers.h"

#include "base/buf.h"
#include "exchange/bytes.h"
#include "exchange/text.h"
#include "words/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct zone *berlin;
static struct env env;

/* Rows as "2: 2026-05-01T08:15+02:00 rating pain 6", warnings as "2? ..." (a doubt) and "2! ..." (refused). */
static enum rc put_row(void *ctx, const struct exchange_row *row, struct err *e)
{
  struct buf *out = ctx;
  const struct entry *en = &row->entry;
  char at[INSTANT_TEXT_MAX], value[ENTRY_VALUE_MAX];

  (void)e;
  instant_text(&en->at, at);
  assert_true(en->imported);
  buf_printf(out, "%llu: %s %s", (unsigned long long)row->line, at, kind_name(en->kind));
  if (en->what.n > 0)
    buf_printf(out, " %.*s", SPAN_FMT(en->what));
  if (entry_value_text(en, value) > 0)
    buf_printf(out, " %.*s", (int)entry_value_text(en, value), value);
  if (en->unit.n > 0)
    buf_printf(out, " %.*s", SPAN_FMT(en->unit));
  if (en->note.n > 0)
    buf_printf(out, " (%.*s)", SPAN_FMT(en->note));
  buf_puts(out, "\n");
  return RC_OK;
}

static void put_warning(void *ctx, uint64_t line, bool refused, const char *fmt, ...)
  __attribute__((format(printf, 4, 5)));

static void put_warning(void *ctx, uint64_t line, bool refused, const char *fmt, ...)
{
  struct buf *out = ctx;
  char message[600];
  va_list args;

  va_start(args, fmt);
  vsnprintf(message, sizeof message, fmt, args);
  va_end(args);
  buf_printf(out, "%llu%c %s\n", (unsigned long long)line, refused ? '!' : '?', message);
}

struct row {
  const char *why, *file;
  const char *want; /* lines; each must be a line of what came, or (warnings) its beginning; "=2" at the end: records */
  const char *map, *start, *dates, *scale;
};

static enum rc run(const char *format, const struct row *r, struct span file, struct buf *out, uint64_t *records,
                   struct err *e)
{
  struct bytes_source bytes = {.all = file, .most = 7};
  struct text_source *text = malloc(sizeof *text);
  struct words_context words = {.env = &env};
  struct reader reader = {
    .env = &env, .read = text_read, .rewind = text_rewind, .read_ctx = text, .row = put_row, .warn = put_warning,
    .ctx = out, .words = &words, .map = span_of(r->map), .dates = span_of(r->dates), .scale = span_of(r->scale),
    .has_start = r->start != NULL,
  };
  enum rc rc;

  assert_non_null(text);
  text_init(text, bytes_read, bytes_rewind, &bytes);
  if (r->start != NULL)
    assert_true(date_parse(span_of(r->start), &reader.start_day));
  rc = format_by_name(span_of(format))->read(&reader, e);
  *records = reader.records;
  free(text);
  return rc;
}

/* Is each line of what was wanted the beginning of the same line of what came, and are there no more? */
static bool as_wanted(const char *got, const char *want)
{
  struct span g = span_of(got), w = span_of(want);

  while (w.n > 0) {
    struct span one = span_cut(&w, '\n'), have = span_cut(&g, '\n');
    bool warning = span_find(one, '!') < 6 || span_find(one, '?') < 6;

    if (warning ? have.n < one.n || !span_eq(span_part(have, 0, one.n), one) : !span_eq(one, have))
      return false;
  }
  return g.n == 0;
}

static void check(const char *format, const struct row *r)
{
  struct buf got = {0};
  struct err e = {0};
  uint64_t records = 0;
  const char *n = strrchr(r->want, '=');
  char want[2000];
  enum rc rc = run(format, r, span_of(r->file), &got, &records, &e);

  if (rc != RC_OK)
    buf_printf(&got, "failed %d %s %s\n", (int)rc, e.message, e.where);
  snprintf(want, sizeof want, "%.*s", n != NULL && strchr(n, '\n') == NULL ? (int)(n - r->want) : (int)strlen(r->want),
           r->want);
  if (!as_wanted(buf_text(&got), want))
    fail_msg("%s:\n%s--- not\n%s", r->why, buf_text(&got), want);
  if (n != NULL && strchr(n, '\n') == NULL && strtoull(n + 1, NULL, 10) != records)
    fail_msg("%s: %llu records, not %s", r->why, (unsigned long long)records, n + 1);
  buf_done(&got);
}

#define HEAD "at,kind,what,value,unit,note\n"

static void test_csv(void **state)
{
  static const struct row row[] = {
    {.why = "each kind",
     .file = HEAD "2026-05-01T08:15+02:00,rating,pain,6,,\n2026-05-01,dose,red bali,2.5,g,with tea\n"
                  "2026-05-01T09+02:00,dose,red bali,,,\n2026-05-01T08:15:30Z,side_effect,nausea,2,,\n"
                  "2026-01-15,medicine,sertraline,start,,50 mg\n2026-01-15,lab,ALT,<5,U/L,\n"
                  "2026-04-20,not_tracked,,7,,\n2026-05-01,note,,,,rain\n",
     .want = "2: 2026-05-01T08:15+02:00 rating pain 6\n3: 2026-05-01 dose red bali 2.5 g (with tea)\n"
             "4: 2026-05-01T09+02:00 dose red bali\n5: 2026-05-01T08:15:30+00:00 side_effect nausea 2\n"
             "6: 2026-01-15 medicine sertraline start (50 mg)\n7: 2026-01-15 lab ALT <5 U/L\n"
             "8: 2026-04-20 not_tracked 7\n9: 2026-05-01 note (rain)\n=8"},
    {.why = "columns in another order, and one too many",
     .file = "note,unit,value,colour,what,kind,at\n,,6,red,pain,rating,2026-05-01\n",
     .want = "1? The column `colour`\n2: 2026-05-01 rating pain 6\n=1"},
    {.why = "fewer columns", .file = "at,kind,what,value\n2026-05-01,rating,pain,6\n",
     .want = "2: 2026-05-01 rating pain 6\n"},
    {.why = "BOM, CRLF, semicolons",
     .file = "\xef\xbb\xbf" "at;kind;what;value;unit;note\r\n2026-05-01;rating;pain;6;;\r\n",
     .want = "2: 2026-05-01 rating pain 6\n"},
    {.why = "a note with line breaks", .file = HEAD "2026-05-01,note,,,,\"one\ntwo\"\n2026-05-02,rating,pain,6,,\n",
     .want = "2: 2026-05-01 note (one\ntwo)\n4: 2026-05-02 rating pain 6\n=2"},
    {.why = "local times, summer and winter, gap and fold",
     .file = HEAD "2026-05-01T08:15,rating,pain,1,,\n2026-01-01 08:15,rating,pain,2,,\n"
                  "2026-03-29T02:30,rating,pain,3,,\n2025-10-26T02:30,rating,pain,4,,\n",
     .want = "2: 2026-05-01T08:15+02:00 rating pain 1\n3: 2026-01-01T08:15+01:00 rating pain 2\n"
             "4? 02:30 did not exist that night: the clocks went forward. It was taken as 2026-03-29T03:30+02:00.\n"
             "4: 2026-03-29T03:30+02:00 rating pain 3\n5: 2025-10-26T02:30+01:00 rating pain 4\n"},
    {.why = "bad rows between good ones",
     .file = HEAD "2026-05-01,rating,pain,6,,\nsomeday,rating,pain,6,,\n,rating,pain,6,,\n2026-05-01,flurb,pain,6,,\n"
                  "2026-05-01,rating,pain,bad,,\n2026-05-01,rating,pain\n2026-05-01,rating,pain,6,,,x\n"
                  "2026-05-01,note,,,,\"a\"b\n2026-05-02,rating,pain,5,,\n",
     .want = "2: 2026-05-01 rating pain 6\n3! `someday` is not a time.\n4! The row has no time\n"
             "5! `flurb` is not a kind\n6! The value `bad` is not a number.\n7! The row has 3 fields\n"
             "8! The row has 7 fields\n9! Line 9: there is text behind\n10: 2026-05-02 rating pain 5\n=9"},
    {.why = "a broken last line", .file = HEAD "2026-05-01,rating,pain,6,,\n2026-05-01,note,,,,\"a\"b",
     .want = "2: 2026-05-01 rating pain 6\n3! Line 3: there is text behind\n=2"},
    {.why = "a quote that never ends", .file = HEAD "2026-05-01,rating,pain,6,,\n2026-05-01,note,,,,\"never\n",
     .want = "2: 2026-05-01 rating pain 6\nfailed 3 Line 3: a quotation mark is opened here and never closed. 3:20\n"},
    {.why = "not UTF-8", .file = HEAD "2026-05-01,note,,,,m\xfc" "de\n",
     .want = "failed 3 Line 2: this is not UTF-8 text. 2:21\n"},
    {.why = "a column twice", .file = "at,kind,what,value,value\n2026-05-01,rating,pain,6,6\n",
     .want = "failed 3 The column `value` stands twice in the first line. \n"},
    {.why = "no column what", .file = "at,kind,value\n2026-05-01,rating,6\n",
     .want = "failed 3 The first line names no column `what`. \n"},
    {.why = "header only", .file = HEAD, .want = "=0"},
  };

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
    check("csv", &row[i]);
}

static void test_map(void **state)
{
  static const struct row row[] = {
    {.why = "day numbers", .file = "day,hhmm,symptom,intensity\n0,20:21,Knee Pain,3\n91,,happiness,4\n",
     .map = "at=day+hhmm,what=symptom,value=intensity", .start = "2020-01-01", .scale = "happiness=mood",
     .want = "2: 2020-01-01T20:21+01:00 rating Knee Pain 3\n3: 2020-04-01 rating mood 4\n=2"},
    {.why = "day numbers without a start", .file = "day,score\n0,6\n", .map = "at=day,pain=score",
     .want = "failed 2 The times of the file are numbers, and nothing says from when they count. \n"},
    {.why = "hours that passed, over the change of the clocks", .file = "t_h,score\n0.5,6\n49.00,4\n2160,3\n",
     .map = "at=hours:t_h,pain=score", .start = "2026-01-10",
     .want = "2: 2026-01-10T00:30+01:00 rating pain 6\n3: 2026-01-12T01:00+01:00 rating pain 4\n"
             "4: 2026-04-10T01:00+02:00 rating pain 3\n"},
    {.why = "wide, a blank cell is no rating, a bad one is named", .file = "d,a,b\n2026-05-01,6,\n2026-05-02,x,3\n",
     .map = "at=d,pain=a,mood=b",
     .want = "2: 2026-05-01 rating pain 6\n3! The value `x`\n3: 2026-05-02 rating mood 3\n=2"},
    {.why = "wide with notes: with the first rating, else alone",
     .file = "d,a,b,t\n2026-05-01,6,4,rain\n2026-05-02,,3,wind\n2026-05-03,,,sun\n2026-05-04,,,\n",
     .map = "at=d,pain=a,mood=b,note=t",
     .want = "2: 2026-05-01 rating pain 6 (rain)\n2: 2026-05-01 rating mood 4\n3: 2026-05-02 rating mood 3 (wind)\n"
             "4: 2026-05-03 note (sun)\n=4"},
    {.why = "wide doses", .file = "d,kratom,tea\n2026-05-01,2.5,1\n",
     .map = "at=d,kind='dose',unit='g',kratom=kratom,tea=tea",
     .want = "2: 2026-05-01 dose kratom 2.5 g\n2: 2026-05-01 dose tea 1 g\n"},
    {.why = "kind, what and unit in columns", .file = "d,k,w,v,u\n2026-05-01,rating,pain,6,\n2026-05-01,dose,leaf,2,g\n"
                                                      "2026-05-01,flurb,leaf,2,g\n",
     .map = "at=d,kind=k,what=w,value=v,unit=u",
     .want = "2: 2026-05-01 rating pain 6\n3: 2026-05-01 dose leaf 2 g\n4! `flurb` is not a kind\n=3"},
    {.why = "the file settles the order", .file = "date,score\n03/04/2026,6\n13/04/2026 9:00,5\n",
     .map = "at=date,pain=score",
     .want = "2: 2026-04-03 rating pain 6\n3: 2026-04-13T09:00+02:00 rating pain 5\n"},
    {.why = "dates that read alike in any order need none", .file = "date,score\n04/04/2026,6\n",
     .map = "at=date,pain=score", .want = "2: 2026-04-04 rating pain 6\n"},
    {.why = "nothing settles it", .file = "date,score\n04/04/2026,6\n03/04/2026,6\n", .map = "at=date,pain=score",
     .want = "failed 3 The date `03/04/2026` can be read in more than one way, and nothing in the file settles it."
             " 3:1\n"},
    {.why = "the file says both", .file = "date,score\n13/04/2026,6\n04/13/2026,6\n", .map = "at=date,pain=score",
     .want = "failed 3 No one order of day, month and year reads all dates: `13/04/2026` and `04/13/2026`. 3:1\n"},
    {.why = "the order is said, one row does not fit", .file = "date,score\n03/04/2026,6\n04/13/2026,6\n",
     .map = "at=date,pain=score", .dates = "dmy",
     .want = "2: 2026-04-03 rating pain 6\n3! `04/13/2026` is not a date in the order dmy.\n"},
    {.why = "an order that is none", .file = "date,score\n13/04/2026,6\n", .map = "at=date,pain=score",
     .dates = "flurb", .want = "failed 2 --dates `flurb` is no order of dates. \n"},
    {.why = "rows that are too long or short",
     .file = "d,v,n\n2026-05-01,6\n2026-05-02,5,a,b\n2026-05-03,5,a,\n2026-05-04\n", .map = "at=d,what='pain',value=v",
     .want = "2: 2026-05-01 rating pain 6\n3! The row has 4 fields\n4: 2026-05-03 rating pain 5\n"
             "5: 2026-05-04 rating pain\n=4"},
    {.why = "times that are none", .file = "d,v\n2026-05-01 25:00,6\n,5\nsoon,4\n", .map = "at=d,pain=v",
     .want = "2! `2026-05-01 25:00` holds a date\n3! The row has no date.\n4! `soon` is not a date.\n=3"},
    {.why = "seconds since 1970", .file = "d,v\n1773478800,6\n", .map = "at=d,pain=v",
     .want = "2: 2026-03-14T09:00:00+00:00 rating pain 6\n"},
    {.why = "a rename is for scales only", .file = "d,w,v\n2026-05-01,leaf,2g\n", .scale = "leaf=mood",
     .map = "at=d,kind='dose',what=w,value=v", .want = "2: 2026-05-01 dose leaf 2 g\n"},
    {.why = "tabs and UTF-8 with a mark", .file = "\xef\xbb\xbf" "d\tv\r\n2026-05-01\t6\r\n", .map = "at=d,pain=v",
     .want = "2: 2026-05-01 rating pain 6\n"},
    {.why = "an empty file", .file = "", .map = "at=d,pain=v", .want = "failed 3 The file is empty. \n"},
  };

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
    check("map", &row[i]);
}

static void test_notes(void **state)
{
  static const struct row row[] = {
    {.why = "a diary",
     .file = "2026-05-01\npain 6, mood 4\n2g red bali 9:00\nwalked to the river and back\n\n2026-05-02 21:00 pain 5\n"
             "8:15 nausea mild\n2026-05-03\nslept 5,5h\nnote a quiet day, rain\n",
     .want = "2: 2026-05-01 rating pain 6\n2: 2026-05-01 rating mood 4\n3: 2026-05-01T09:00+02:00 dose red bali 2 g\n"
             "4? Not read, and kept as a note: \n4: 2026-05-01 note (walked to the river and back)\n"
             "6: 2026-05-02T21:00+02:00 rating pain 5\n7: 2026-05-02T08:15+02:00 side_effect nausea 1\n"
             "9: 2026-05-03 rating sleep 5.5\n10: 2026-05-03 note (a quiet day, rain)\n=8"},
    {.why = "CRLF, a mark, no line end at the end", .file = "\xef\xbb\xbf" "2026-05-01\r\npain 6\r\npain 5",
     .want = "2: 2026-05-01 rating pain 6\n3: 2026-05-01 rating pain 5\n"},
    {.why = "old line ends", .file = "2026-05-01\rpain 6\r",
     .want = "2: 2026-05-01 rating pain 6\n"},
    {.why = "no half of a line", .file = "2026-05-01\npain 6, flurb 7\n",
     .want = "2? Not read\n2: 2026-05-01 note (pain 6, flurb 7)\n"},
    {.why = "no date above", .file = "My diary\n8:15 pain 6\n2026-05-01 pain 5\n",
     .want = "1! No date stands above `My diary`\n2! No date stands above `8:15 pain 6`\n"
             "3: 2026-05-01 rating pain 5\n=3"},
    {.why = "headings and lists", .file = "# Diary\n## 2026-05-01\n- 8:15 pain 6\n* pain 5\n",
     .want = "1! No date\n3: 2026-05-01T08:15+02:00 rating pain 6\n4: 2026-05-01T08:15+02:00 rating pain 5\n"},
    {.why = "the spring gap, at the front and inside", .file = "2026-03-29 2:30 pain 6\n2026-03-29\npain 5 2:40\n",
     .want = "1? A time did not exist that night: the clocks went forward. It was taken as 2026-03-29T03:30+02:00.\n"
             "1: 2026-03-29T03:30+02:00 rating pain 6\n"
             "3? A time did not exist that night: the clocks went forward. It was taken as 2026-03-29T03:40+02:00.\n"
             "3: 2026-03-29T03:40+02:00 rating pain 5\n"},
    {.why = "times to come are left to the record", .file = "2036-01-01 pain 6\n",
     .want = "1: 2036-01-01 rating pain 6\n"},
    {.why = "mg before a concentrate word", .file = "2026-05-01 15 mg 7-oh tablets\n",
     .want = "1: 2026-05-01 dose 7-oh tablets 15 mg_7oh\n"},
    {.why = "not UTF-8", .file = "2026-05-01\nm\xfc" "de\n", .want = "failed 3 Line 2: this is not UTF-8 text. 2:1\n"},
    {.why = "nothing but dates", .file = "2026-05-01\n2026-05-02\n", .want = "=0"},
  };

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
    check("notes", &row[i]);
}

static void test_notes_of_many_layouts(void **state)
{
  static const struct row row[] = {
    {.why = "bullets and tasks under a date",
     .file = "## 2026-05-01\n- pain 5 at 9\n* pain 4\n* [ ] 10:00 2 g red bali\n- [x] mood 3\n- walked far\n",
     .want = "2: 2026-05-01T09:00+02:00 rating pain 5\n3: 2026-05-01 rating pain 4\n"
             "4: 2026-05-01T10:00+02:00 dose red bali 2 g\n5: 2026-05-01T10:00+02:00 rating mood 3\n"
             "6? Not read\n6: 2026-05-01T10:00+02:00 note (walked far)\n=5"},
    {.why = "a clock of twelve hours in brackets",
     .file = "[2026-05-01 09:15:30 PM] pain 5, mood 4\n[2026-05-02 09:15 AM] pain 3\n",
     .want = "1: 2026-05-01T21:15:30+02:00 rating pain 5\n1: 2026-05-01T21:15:30+02:00 rating mood 4\n"
             "2: 2026-05-02T09:15+02:00 rating pain 3\n"},
    {.why = "months by name and year first",
     .file = "# Friday, May 1, 2026\npain 6\n2 May 2026 8:15 pain 5\nMay 3, 2026 - pain 4\n2026/05/03 9:15 pm: pain 3\n"
             "20260504 pain 2\n**4 May 2026** mood 2\n",
     .want = "2: 2026-05-01 rating pain 6\n3: 2026-05-02T08:15+02:00 rating pain 5\n4: 2026-05-03 rating pain 4\n"
             "5: 2026-05-03T21:15+02:00 rating pain 3\n6: 2026-05-04 rating pain 2\n7: 2026-05-04 rating mood 2\n"},
    {.why = "the file settles the order", .file = "01/05/2026 pain 6\n13/05/2026 08:15 pain 5\n",
     .want = "1: 2026-05-01 rating pain 6\n2: 2026-05-13T08:15+02:00 rating pain 5\n"},
    {.why = "an order that was said", .file = "05/01/2026: pain 6\n", .dates = "mdy",
     .want = "1: 2026-05-01 rating pain 6\n"},
    {.why = "points", .file = "13.04.2026 08:15 pain 6\n", .want = "1: 2026-04-13T08:15+02:00 rating pain 6\n"},
    {.why = "not settled", .file = "01/05/2026 pain 6\n",
     .want = "failed 3 The date `01/05/2026` can be read in more than one way, and nothing in the file settles it."
             " 1:1\n"},
    {.why = "two orders", .file = "13/05/2026 pain 6\n05/13/2026 pain 6\n",
     .want = "failed 3 No one order of day, month and year reads all dates: `13/05/2026` and `05/13/2026`. 2:1\n"},
    {.why = "no date of the calendar: nothing of the day before",
     .file = "2026-05-01\npain 6\n2026-02-30 pain 5\n8:15 pain 4\nMay 3\npain 3\n31.02.2026\n2026-05-04 pain 2\n",
     .want = "2: 2026-05-01 rating pain 6\n3! `2026-02-30 pain 5` begins like a date\n4! No date stands above\n"
             "5! `May 3` begins like a date\n6! No date\n7! `31.02.2026` begins\n8: 2026-05-04 rating pain 2\n=7"},
    {.why = "numbers that are no dates", .file = "2026-05-01\n12 g red bali\n3-4 g of it\n1/2 cup\n2.5 g red bali\n",
     .want = "2: 2026-05-01 dose red bali 12 g\n3? Not read\n3: 2026-05-01 note (3-4 g of it)\n4? Not read\n"
             "4: 2026-05-01 note (1/2 cup)\n5: 2026-05-01 dose red bali 2.5 g\n"},
    {.why = "a block in front", .file = "---\ntitle: My diary\ndate: \"2026-05-01\"\npain: 6\n---\nmood 4\n",
     .want = "2! No date stands above `title: My diary`\n4: 2026-05-01 rating pain 6\n6: 2026-05-01 rating mood 4\n=3"},
  };

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
    check("notes", &row[i]);
}

/* A NUL stops a notes file: nothing but text has none. */
static void test_notes_with_a_nul(void **state)
{
  static const struct row r = {.why = "NUL"};
  struct buf got = {0};
  struct err e = {0};
  uint64_t records;

  (void)state;
  assert_int_equal(run("notes", &r, (struct span){"2026-05-01 a\0b\n", 15}, &got, &records, &e), RC_DATA);
  assert_non_null(strstr(e.message, "NUL"));
  buf_done(&got);
}

/* The same rows, the same keys: what the file wrote decides, not how it was understood. */
struct keys {
  struct import_key key[8];
  size_t n;
};

static enum rc put_key(void *ctx, const struct exchange_row *row, struct err *e)
{
  struct keys *k = ctx;

  (void)e;
  assert_true(k->n < 8);
  k->key[k->n++] = row->key;
  return RC_OK;
}

static void ignore(void *ctx, uint64_t line, bool refused, const char *fmt, ...)
{
  (void)ctx;
  (void)line;
  (void)refused;
  (void)fmt;
}

static struct import_key key_of(const char *format, const char *map, const char *scale, const char *file)
{
  struct bytes_source bytes = {.all = span_of(file)};
  struct words_context words = {.env = &env};
  struct keys k = {.n = 0};
  struct reader reader = {.env = &env, .read = bytes_read, .rewind = bytes_rewind, .read_ctx = &bytes,
                          .row = put_key, .warn = ignore, .ctx = &k, .words = &words,
                          .map = span_of(map), .scale = span_of(scale), .has_start = true};

  assert_int_equal(format_by_name(span_of(format))->read(&reader, NULL), RC_OK);
  assert_int_equal(k.n, 1);
  return k.key[0];
}

static void test_keys(void **state)
{
  static const struct {
    const char *why;
    bool same;
    const char *format, *map[2], *scale[2], *file[2];
  } row[] = {
    {"a value in another spelling of an assay CSV", true, "csv", {"", ""}, {"", ""},
     {HEAD "2026-05-01,rating,pain,6.0,,\n", "kind,at,what,value\nrating,2026-05-01,pain,6\n"}},
    {"seconds do not count", true, "csv", {"", ""}, {"", ""},
     {HEAD "2026-05-01T08:15:30+02:00,rating,pain,6,,\n", HEAD "2026-05-01T08:15+02:00,rating,pain,6,,\n"}},
    {"an offset does", false, "csv", {"", ""}, {"", ""},
     {HEAD "2026-05-01T08:15+02:00,rating,pain,6,,\n", HEAD "2026-05-01T08:15,rating,pain,6,,\n"}},
    {"another note", false, "csv", {"", ""}, {"", ""},
     {HEAD "2026-05-01,rating,pain,6,,\n", HEAD "2026-05-01,rating,pain,6,,a\n"}},
    {"a rename changes nothing", true, "map", {"at=d,what=w,value=v", "at=d,what=w,value=v"}, {"", "glad=mood"},
     {"d,w,v\n2026-05-01,glad,6\n", "d,w,v\n2026-05-01,glad,6\n"}},
    {"nor another layout", true, "map", {"at=d,what=w,value=v", "at=x+y,what=c,value=b"}, {"", ""},
     {"d,w,v\n2026-05-01 8:15,glad,6\n", "b,c,y,x\n6,glad,08:15,1 May 2026\n"}},
    {"nor wide or long", true, "map", {"at=d,what=w,value=v", "at=d,glad=g"}, {"", ""},
     {"d,w,v\n2026-05-01,glad,6\n", "d,g\n2026-05-01,6\n"}},
    {"a map and an assay CSV are two programs", false, "map", {"at=d,what=w,value=v", "at=d,what=w,value=v"}, {"", ""},
     {"d,w,v\n2026-05-01,glad,6\n", "d,w,v\n2026-05-01,glad,7\n"}},
    {"two spellings of a product in notes", false, "notes", {"", ""}, {"", ""},
     {"2026-05-01 2g red bali\n", "2026-05-01 2g red bally\n"}},
  };

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    struct import_key a = key_of(row[i].format, row[i].map[0], row[i].scale[0], row[i].file[0]);
    struct import_key b = key_of(row[i].format, row[i].map[1], row[i].scale[1], row[i].file[1]);

    if ((memcmp(a.b, b.b, KEY_BYTES) == 0) != row[i].same)
      fail_msg("%s: the keys are %s", row[i].why, row[i].same ? "not the same" : "the same");
  }
}

/* A row of an assay CSV has the key that a typed entry of the same words has. */
static void test_key_of_our_own(void **state)
{
  static const char file[] = HEAD "2026-05-01T08:15+02:00,dose,red bali,2.5,g,with tea\n";
  struct entry en = entry_blank(KIND_DOSE);
  struct iso iso;
  struct import_key want, got = key_of("csv", "", "", file);

  (void)state;
  assert_true(iso_parse(SPAN("2026-05-01T08:15+02:00"), &iso));
  exchange_instant(&env, &iso, &en.at);
  en.what = SPAN("red bali");
  en.value = 2.5;
  en.unit = SPAN("g");
  en.note = SPAN("with tea");
  want = key_of_entry(&en);
  assert_memory_equal(got.b, want.b, KEY_BYTES);
}

static int set_up(void **state)
{
  struct iso now;

  (void)state;
  if (zone_from_posix(SPAN("CET-1CEST,M3.5.0,M10.5.0/3"), &berlin, NULL) != RC_OK ||
      !iso_parse(SPAN("2026-05-04T15:00:00+02:00"), &now))
    return 1;
  env = (struct env){.now_s = civil_to_local_s(&now.c) - now.offset_s, .now_given = true, .zone = berlin};
  return 0;
}

static int tear_down(void **state)
{
  (void)state;
  zone_free(berlin);
  return 0;
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_csv),
    cmocka_unit_test(test_map),
    cmocka_unit_test(test_notes),
    cmocka_unit_test(test_notes_of_many_layouts),
    cmocka_unit_test(test_notes_with_a_nul),
    cmocka_unit_test(test_keys),
    cmocka_unit_test(test_key_of_our_own),
  };

  return cmocka_run_group_tests_name("readers", tests, set_up, tear_down);
}
