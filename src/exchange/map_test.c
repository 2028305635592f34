/* What --map and --scale may say, and what they find in a header. */
#include "exchange/map.h"

#include "base/buf.h"
#include "exchange/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

static void test_refused(void **state)
{
  static const struct {
    const char *map, *scale, *says;
  } row[] = {
    {"", "", "empty"},
    {"   ", "", "empty"},
    {"at day", "", "no equals sign"},
    {"pain=score", "", "which column is the time"},
    {"at=day", "", "nothing else"},
    {"at=day,at=date,pain=score", "", "second time"},
    {"at=day,what='pain,value=score", "", "never closes"},
    {"at=day,kind='flurb',what=w,value=v", "", "flurb"},
    {"at=day,kind='dose',what=w,value=v,unit='flurb'", "", "flurb"},
    {"at=hours:,pain=score", "", "names no column"},
    {"at=,pain=score", "", "names no column"},
    {"at=day+,pain=score", "", "plus"},
    {"at=day,=score", "", "before the equals sign"},
    {"at=day,value=score", "", "what the values are of"},
    {"at=day,what=w", "", "which column holds the numbers"},
    {"at=day,what=w,value=v,pain=score", "", "one or the other"},
    {"at=day,kind=k,pain=score", "", "one or the other"},
    {"at=a+b+c+d+e+f+g+h+i,pain=score", "", "more than 8"},
    {"at=day,pain=score", "pain", "--scale"},
    {"at=day,pain=score", "=mood", "--scale"},
    {"at=day,pain=score", "glad=", "--scale"},
  };

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    struct arena a = {0};
    struct map m;
    struct err e = {0};
    enum rc rc = map_parse(span_of(row[i].map), span_of(row[i].scale), &a, &m, &e);

    if (rc != RC_USAGE || strstr(e.message, row[i].says) == NULL || e.fix[0] == '\0')
      fail_msg("\"%s\" \"%s\": rc %d, %s", row[i].map, row[i].scale, (int)rc, e.message);
    arena_done(&a);
  }
}

/* The fields of the map in the row of a small file: "at|kind|what|value|unit|note|wide=..." */
static void test_columns(void **state)
{
  static const struct {
    const char *why, *map, *file, *want;
  } row[] = {
    {"long", "at=day+hhmm,what=symptom,value=intensity", "day,hhmm,symptom,intensity\n0,20:21,Knee Pain,3\n",
     "0 20:21||Knee Pain|3||"},
    {"a joined part that is empty", "at=day+hhmm,what=symptom,value=intensity",
     "day,hhmm,symptom,intensity\n0,,Knee Pain,3\n", "0||Knee Pain|3||"},
    {"wide", "at=d,pain=a,mood=b", "d,a,b\n2026-05-01,6,4\n", "2026-05-01|||||pain=6|mood=4|"},
    {"fixed words", "at=d,kind='dose',what='red bali',value=v,unit='g'", "d,v\n2026-05-01,2\n",
     "2026-05-01|dose|red bali|2|g|"},
    {"fixed words with a comma", "at=d,what='a, b',value=v", "d,v\n1,2\n", "1||a, b|2||"},
    {"words joined with a column", "at=d,what='pain.'+site,value=v", "d,site,v\n1,knee,2\n", "1||pain.knee|2||"},
    {"blanks in names", "at=my day , pain = how bad", "my day,how bad\n1,2\n", "1|||||pain=2|"},
    {"a quotation mark inside a name", "at=d,pain=the \"score\"", "d,\"the \"\"score\"\"\"\n1,2\n", "1|||||pain=2|"},
    {"an apostrophe inside a name", "at=d,pain=today's", "d,today's\n1,2\n", "1|||||pain=2|"},
    {"a comma inside a name", "at=d,pain=\"score, now\"", "d,\"score, now\"\n1,2\n", "1|||||pain=2|"},
    {"a plus inside a name", "at=d,pain=a+b", "d,a+b\n1,2\n", "1|||||pain=2|"},
    {"another case", "at=Date,pain=SCORE", "date,score\n1,2\n", "1|||||pain=2|"},
    {"the exact case first", "at=d,pain=A", "d,a,A\n1,2,3\n", "1|||||pain=3|"},
    {"by place", "at=col1,pain=col3", "d,x,y\n1,2,3\n", "1|||||pain=3|"},
    {"a column that is called col3", "at=col1,pain=col3", "col3,col1,z\n1,2,3\n", "2|||||pain=1|"},
    {"hours", "at=hours:t_h,what=w,value=v", "t_h,w,v\n0.5,pain,6\n", "0.5||pain|6||"},
    {"notes only", "at=d,note=text", "d,text\n1,rain\n", "1|||||rain"},
    {"a short row", "at=d,pain=a,mood=b", "d,a,b\n1,2\n", "1|||||pain=2|mood=|"},
    {"a quoted name on the left", "at=d,'knee, left'=a", "d,a\n1,2\n", "1|||||knee, left=2|"},
    {"no such column", "at=d,pain=scor", "d,score\n1,2\n", "!no column `scor`"},
    {"two of one name", "at=d,pain=a", "d,a,a\n1,2,3\n", "!2 columns called `a`"},
    {"a place beyond", "at=d,pain=col9", "d,a\n1,2\n", "!no column `col9`"},
  };

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    struct bytes_source file = {.all = span_of(row[i].file)};
    struct arena a = {0};
    struct buf got = {0}, scratch = {0};
    struct map m;
    struct csv *csv = NULL;
    struct csv_row r;
    struct err e = {0};
    enum rc rc = map_parse(span_of(row[i].map), SPAN(""), &a, &m, &e);

    if (rc == RC_OK)
      rc = csv_open(&csv, bytes_read, &file, 0, &e);
    if (rc == RC_OK)
      rc = csv_next(csv, &r, &e);
    if (rc == RC_OK)
      rc = map_bind(&m, &r, &e);
    if (rc == RC_OK)
      rc = csv_next(csv, &r, &e);
    for (size_t k = 0; rc == RC_OK && k < MAP_KEYS; k++)
      buf_printf(&got, "%s%.*s", k > 0 ? "|" : "", SPAN_FMT(map_text(&m.field[k], &r, &scratch)));
    for (size_t k = 0; rc == RC_OK && k < m.wide_n; k++)
      buf_printf(&got, "%.*s=%.*s|", SPAN_FMT(m.wide[k].name), SPAN_FMT(map_text(&m.wide[k].field, &r, &scratch)));
    if (rc != RC_OK)
      buf_printf(&got, "!%s %s", e.message, e.fix);
    if (row[i].want[0] == '!' ? rc != RC_DATA || strstr(buf_text(&got), row[i].want + 1) == NULL
                              : strcmp(buf_text(&got), row[i].want) != 0)
      fail_msg("%s: \"%s\", not \"%s\"", row[i].why, buf_text(&got), row[i].want);
    csv_close(csv);
    buf_done(&got);
    buf_done(&scratch);
    arena_done(&a);
  }
}

static void test_renames(void **state)
{
  struct arena a = {0};
  struct map m;

  (void)state;
  assert_int_equal(map_parse(SPAN("at=d,what=w,value=v"), SPAN("happiness=mood, 'Knee Pain'='pain.knee',x=y"), &a, &m,
                             NULL),
                   RC_OK);
  assert_true(span_is(map_renamed(&m, SPAN("happiness")), "mood"));
  assert_true(span_is(map_renamed(&m, SPAN("Happiness")), "mood"));
  assert_true(span_is(map_renamed(&m, SPAN("knee pain")), "pain.knee"));
  assert_true(span_is(map_renamed(&m, SPAN("pain")), "pain"));
  assert_int_equal(m.rename_n, 3);
  arena_done(&a);
}

static void test_too_many_scales(void **state)
{
  struct buf map = {0};
  struct arena a = {0};
  struct map m;
  struct err e = {0};

  (void)state;
  buf_puts(&map, "at=d");
  for (int i = 0; i < MAP_WIDE_MAX; i++)
    buf_printf(&map, ",s%d=c", i);
  assert_int_equal(map_parse(buf_span(&map), SPAN(""), &a, &m, &e), RC_OK);
  assert_int_equal(m.wide_n, MAP_WIDE_MAX);
  buf_puts(&map, ",one_more=c");
  assert_int_equal(map_parse(buf_span(&map), SPAN(""), &a, &m, &e), RC_USAGE);
  buf_done(&map);
  arena_done(&a);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_refused),
    cmocka_unit_test(test_columns),
    cmocka_unit_test(test_renames),
    cmocka_unit_test(test_too_many_scales),
  };

  return cmocka_run_group_tests_name("map", tests, NULL, NULL);
}
