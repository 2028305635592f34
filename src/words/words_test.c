/* Sentences: what is understood, what is refused and where the caret stands, and what holds for any words at all.
 * Expected values are written by hand from CONTRACT section 2; now is Monday 4 May 2026, 15:00 in Berlin. */
#include "words/words.h"

#include "base/number.h"
#include "base/rng.h"
#include "base/utf8.h"

#include <math.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static struct zone *berlin;
static struct env env;

static const struct span product[] = {
  {"red bali", 8},       {"Green Malay", 11},     {"quietmoonleaf", 13}, {"quietmoonleap", 13}, {"citalopram", 10},
  {"formula nine 12", 15}, {"complex vitamin b", 17}, {"kelpix", 6},      {"moss", 4},           {"pain 8 blend", 12},
  {"moonleaf", 8},       {"hollowbranch", 12},
};
static const struct words_scale own[] = {{{"pain.knee", 9}, 0, 10}, {{"stiffness", 9}, 0, 10}, {{"balance", 7}, -5, 5},
                                         {{"Brain Weather", 13}, 0, 10}};

static struct words_context context(void)
{
  return (struct words_context){.env = &env,
                                .product = product,
                                .product_n = sizeof product / sizeof product[0],
                                .scale = own,
                                .scale_n = sizeof own / sizeof own[0]};
}

static int setup(void **state)
{
  struct err e;
  struct civil c = {2026, 5, 4, 13, 0, 0};

  (void)state;
  if (zone_from_posix(SPAN("CET-1CEST,M3.5.0,M10.5.0/3"), &berlin, &e) != RC_OK)
    return -1;
  env = (struct env){.now_s = civil_to_local_s(&c), .now_given = true, .zone = berlin};
  return 0;
}

static int teardown(void **state)
{
  (void)state;
  zone_free(berlin);
  return 0;
}

/* --- entries as text ---------------------------------------------------------------------------------------------- */

/* "dose red bali 2.5 g (with food) @08:15": time only when one was said. */
static void describe(const struct words_entry *w, struct buf *b)
{
  char value[ENTRY_VALUE_MAX], at[INSTANT_TEXT_MAX];

  buf_printf(b, "%s%s%.*s", kind_name(w->entry.kind), w->entry.what.n > 0 ? " " : "", SPAN_FMT(w->entry.what));
  if (entry_value_text(&w->entry, value) > 0)
    buf_printf(b, " %s", value);
  if (w->entry.unit.n > 0)
    buf_printf(b, " %.*s", SPAN_FMT(w->entry.unit));
  if (w->entry.note.n > 0)
    buf_printf(b, " (%.*s)", SPAN_FMT(w->entry.note));
  if (w->offer.n > 0)
    buf_printf(b, " offers %.*s", SPAN_FMT(w->offer));
  if (w->entry.kind == KIND_DOSE && w->name != WORDS_NAME_KNOWN)
    buf_puts(b, w->name == WORDS_NAME_NEW ? " new" : " near");
  instant_text(&w->entry.at, at);
  if (w->time_said)
    buf_printf(b, " @%s", span_starts(span_of(at), "2026-05-04T") ? at + 11 : at);
}

static const struct {
  const char *why, *words, *want;
} good[] = {
  {"a rating", "pain 6", "rating pain 6"},
  {"capitals", "PAIN 6", "rating pain 6"},
  {"out of ten", "pain 6/10", "rating pain 6"},
  {"out of ten with blanks", "pain 6 / 10", "rating pain 6"},
  {"zero is a value", "pain 0", "rating pain 0"},
  {"between steps", "pain 6.5", "rating pain 6.5"},
  {"a decimal comma", "pain 6,5", "rating pain 6.5"},
  {"a colon and an equals sign", "pain: 6; mood=4", "rating pain 6 | rating mood 4"},
  {"a full stop", "pain 6. ", "rating pain 6"},
  {"another name of a scale", "focus 5", "rating thinking 5"},
  {"an own scale", "stiffness 4", "rating stiffness 4"},
  {"an own scale below zero", "balance -3", "rating balance -3"},
  {"an own scale of two words", "brain weather 7", "rating Brain Weather 7"},
  {"a place of pain is another scale", "pain.knee 4, pain 6", "rating pain.knee 4 | rating pain 6"},
  {"worse soon", "pain 6 worse soon", "rating pain 6 | rating worse_soon 1"},
  {"not worse soon", "pain 6, not worse soon", "rating pain 6 | rating worse_soon 0"},
  {"getting worse soon", "getting worse soon", "rating worse_soon 1"},
  {"worse soon has the time of its pain", "pain 6 at 9, worse soon",
   "rating pain 6 @09:00+02:00 | rating worse_soon 1 @09:00+02:00"},
  {"to the last pain before it", "pain 6 at 9, pain 5 at 10, worse soon",
   "rating pain 6 @09:00+02:00 | rating pain 5 @10:00+02:00 | rating worse_soon 1 @10:00+02:00"},
  {"also before it", "worse soon, pain 6 at 9", "rating worse_soon 1 @09:00+02:00 | rating pain 6 @09:00+02:00"},

  {"slept N h", "slept 5 h", "rating sleep 5"},
  {"slept Nh", "slept 5.5h", "rating sleep 5.5"},
  {"sleep N h", "sleep 6 hours", "rating sleep 6"},
  {"N h sleep", "7h sleep", "rating sleep 7"},
  {"N h of sleep", "7,5 h of sleep", "rating sleep 7.5"},
  {"slept without a unit can only be hours", "slept 5", "rating sleep 5"},
  {"slept hours and minutes", "slept 7 h 30 min", "rating sleep 7.5"},
  {"slept hours and minutes in one", "slept 7h30", "rating sleep 7.5"},
  {"slept minutes", "slept 90 min", "rating sleep 1.5"},
  {"sleep behind a rating", "pain 6 5h sleep", "rating pain 6 | rating sleep 5"},

  {"a dose", "2.5g red bali", "dose red bali 2.5 g"},
  {"with a blank and of", "2,5 g of Red Bali", "dose red bali 2.5 g"},
  {"a unit by another name", "3 caps green malay", "dose Green Malay 3 capsule"},
  {"a name with marks", "2 g r\xc3\xa9" "d bali", "dose red bali 2 g"},
  {"zero before the mark", "0,750 g red bali", "dose red bali 0.75 g"},
  {"four digits behind the mark", "1.2345 g red bali", "dose red bali 1.2345 g"},
  {"a name that is new", "20 g bread and butter", "dose bread and butter 20 g new"},
  {"plus inside a name", "1 tablet magnesium + zinc", "dose magnesium + zinc 1 tablet new"},
  {"another script", "2 g \xd0\x91\xd0\xb0\xd0\xbb\xd0\xb8 tea", "dose \xd0\x91\xd0\xb0\xd0\xbb\xd0\xb8 tea 2 g new"},
  {"a tail", "2g red bali with food after breakfast", "dose red bali 2 g (with food after breakfast)"},
  {"on an empty stomach", "2g red bali on an empty stomach", "dose red bali 2 g (on an empty stomach)"},
  {"a side effect after for is offered", "1g ginger for my nausea",
   "dose ginger 1 g (for my nausea) offers nausea new"},
  {"two of them stay together", "2g red bali for headache and nausea",
   "dose red bali 2 g (for headache and nausea) offers headache"},
  {"pain with a number is a rating, also after for", "2.5g red bali for pain 6", "dose red bali 2.5 g | rating pain 6"},
  {"without amount", "took red bali with food", "dose red bali (with food)"},
  {"took with an amount", "took 2.5g red bali", "dose red bali 2.5 g"},
  {"took with the amount behind", "took red bali 2.5g at 9", "dose red bali 2.5 g @09:00+02:00"},
  {"a known name with the amount behind", "red bali 2.5 g 2h ago", "dose red bali 2.5 g @13:00+02:00"},
  {"a medicine of the table with the amount behind", "ibuprofen 400 mg", "dose ibuprofen 400 mg new"},
  {"a medicine and its amount behind and", "2g kratom and ibuprofen 400 mg",
   "dose kratom 2 g new | dose ibuprofen 400 mg new"},
  {"behind plus", "2g red bali + ibuprofen 400mg with food",
   "dose red bali 2 g | dose ibuprofen 400 mg (with food) new"},
  {"three of them", "2g red bali, ibuprofen 400mg and paracetamol 1g",
   "dose red bali 2 g | dose ibuprofen 400 mg new | dose paracetamol 1 g new"},
  {"a product of the journal", "2g kratom and green malay 3 g", "dose kratom 2 g new | dose Green Malay 3 g"},
  {"with its time", "2g kratom at 9 and ibuprofen 400 mg at 10",
   "dose kratom 2 g new @09:00+02:00 | dose ibuprofen 400 mg new @10:00+02:00"},
  {"behind a rating", "pain 6 and ibuprofen 400 mg", "rating pain 6 | dose ibuprofen 400 mg new"},
  {"a strength is part of the name", "2 tablets ibuprofen 400 mg", "dose ibuprofen 400 mg 2 tablet new"},
  {"a strength by times", "2g kratom 50x extract", "dose kratom 50x extract 2 g new"},
  {"a name of digits", "200 mg 5-htp", "dose 5-htp 200 mg new"},
  {"a product named like an entry", "2g pain 8 blend, pain 8", "dose pain 8 blend 2 g | rating pain 8"},
  {"7-OH in mg", "15 mg 7-OH tablets", "dose 7-OH tablets 15 mg_7oh new"},
  {"mitragynine in mg", "30 mg of mitragynine", "dose mitragynine 30 mg_mitragynine new"},
  {"the unit written out", "20 mg_7oh blue tablets", "dose blue tablets 20 mg_7oh new"},
  {"mg of anything else is mg", "500 mg red bali", "dose red bali 500 mg"},
  {"an hour of something is no sleep", "1h yoga", "dose yoga 1 h new"},
  {"near one product", "3g kelpax", "dose kelpix 3 g near"},
  {"near with two letters from nine on", "3g hollowbrnc", "dose hollowbranch 3 g near"},
  {"five letters are not enough", "3g mosse", "dose mosse 3 g new"},
  {"two letters of eight are too many", "3g muunleaf", "dose muunleaf 3 g new"},
  {"another digit is another product", "3g formula nine 13", "dose formula nine 13 3 g new"},
  {"a letter of its own is another product", "3g complex vitamin d", "dose complex vitamin d 3 g new"},
  {"a name of the ingredients table is itself", "20 mg escitalopram", "dose escitalopram 20 mg new"},

  {"a side effect", "nausea", "side_effect nausea"},
  {"mild behind", "nausea mild", "side_effect nausea 1"},
  {"mild before", "mild nausea", "side_effect nausea 1"},
  {"by number", "nausea 2", "side_effect nausea 2"},
  {"another word for it", "queasy severe", "side_effect nausea 3"},
  {"several words", "no appetite moderate", "side_effect loss of appetite 2"},
  {"side with a known word", "side itchy mild", "side_effect itching 1"},
  {"side with other words", "side weird dreams severe", "side_effect weird dreams 3"},
  {"side effect", "side effect weird dreams", "side_effect weird dreams"},
  {"two in a row", "nausea mild headache severe", "side_effect nausea 1 | side_effect headache 3"},

  {"started", "started sertraline 50 mg daily", "medicine sertraline start (50 mg daily)"},
  {"started with a reason", "started sertraline for anxiety", "medicine sertraline start (for anxiety)"},
  {"started on a day", "started sertraline 50 mg yesterday", "medicine sertraline start (50 mg) @2026-05-03"},
  {"a number in the name", "started omega 3 1000 mg", "medicine omega 3 start (1000 mg)"},
  {"a number in an unknown name", "started vitamin k 2 100 ug", "medicine vitamin k 2 start (100 ug)"},
  {"stopped", "stopped taking sertraline", "medicine sertraline stop"},
  {"taking since", "taking sertraline since 2026-01-15", "medicine sertraline start @2026-01-15"},
  {"taking since a weekday", "taking sertraline since Friday", "medicine sertraline start @2026-05-01"},

  {"not tracked", "not tracked", "not_tracked 1"},
  {"one day", "not tracked yesterday", "not_tracked 1 @2026-05-03"},
  {"a span over the spring change", "not tracked 2026-03-28 to 2026-03-30", "not_tracked 3 @2026-03-28"},
  {"and something else", "not tracked Fri to Sat and pain 6", "not_tracked 2 @2026-05-01 | rating pain 6"},
  {"the day in front", "yesterday not tracked", "not_tracked 1 @2026-05-03"},

  {"a note takes everything", "note pain 6, 2g red bali, 1,500 at 25:00", "note (pain 6, 2g red bali, 1,500 at 25:00)"},
  {"up to a semicolon", "note bad night, tea; pain 6", "note (bad night, tea) | rating pain 6"},
  {"up to the end of the line", "note: bad night\npain 6", "note (bad night) | rating pain 6"},
  {"behind an entry", "pain 6, note bad night, tea", "rating pain 6 | note (bad night, tea)"},
  {"behind and", "pain 6 and note bad night, tea", "rating pain 6 | note (bad night, tea)"},
  {"with a time before it", "8:15 note woke at 3:00", "note (woke at 3:00) @08:15+02:00"},

  {"comma and blank", "2.5g red bali, pain 6", "dose red bali 2.5 g | rating pain 6"},
  {"a decimal comma before a comma", "1,5g red bali, pain 6", "dose red bali 1.5 g | rating pain 6"},
  {"semicolon without a blank", "2.5g red bali;pain 6", "dose red bali 2.5 g | rating pain 6"},
  {"lines of Windows", "pain 6\r\nmood 4\r\n", "rating pain 6 | rating mood 4"},
  {"lines of an old Mac", "pain 6\rmood 4", "rating pain 6 | rating mood 4"},
  {"and", "2.5g red bali and pain 6", "dose red bali 2.5 g | rating pain 6"},
  {"and between doses", "2g red bali and 400 mg ibuprofen", "dose red bali 2 g | dose ibuprofen 400 mg new"},
  {"plus", "2.5g red bali + 1 g green malay", "dose red bali 2.5 g | dose Green Malay 1 g"},
  {"no separator before a scale", "2.5g red bali pain 6 mood 4", "dose red bali 2.5 g | rating pain 6 | rating mood 4"},
  {"none before a side effect with its number", "2.5g red bali nausea 1", "dose red bali 2.5 g | side_effect nausea 1"},
  {"blanks of all kinds", " \tpain\xc2\xa0 6 ,  mood   4 , ", "rating pain 6 | rating mood 4"},
  {"quotes", "\"pain 6\", \xe2\x80\x9cmood 4\xe2\x80\x9d", "rating pain 6 | rating mood 4"},
  {"a byte order mark", "\xef\xbb\xbfpain 6", "rating pain 6"},
  {"the example of the contract", "2.5g red bali 30m ago, pain 6, slept 5h, nausea mild",
   "dose red bali 2.5 g @14:30+02:00 | rating pain 6 | rating sleep 5 | side_effect nausea 1"},
  {"a tired person", "2.5g red bali tea 30m ago pain 6 slept 5",
   "dose red bali tea 2.5 g new @14:30+02:00 | rating pain 6 | rating sleep 5"},
};

static enum rc read_text(const char *words, const struct words_context *c, struct arena *a, struct words_result *r,
                         struct err *e)
{
  return words_read(span_of(words), c, a, r, e);
}

static void understood(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    struct words_context c = context();
    struct arena a = {0};
    struct words_result r = {0};
    struct buf got = {0};
    struct err e = {0};

    if (read_text(good[i].words, &c, &a, &r, &e) != RC_OK)
      fail_msg("%s: \"%s\" refused: %s\n%s", good[i].why, good[i].words, e.message, e.where);
    for (size_t k = 0; k < r.n; k++) {
      buf_puts(&got, k > 0 ? " | " : "");
      describe(&r.entry[k], &got);
      assert_true(r.entry[k].from < r.entry[k].to && r.entry[k].to <= strlen(good[i].words));
    }
    if (strcmp(buf_text(&got), good[i].want) != 0)
      fail_msg("%s: \"%s\"\n  gave %s\n  want %s", good[i].why, good[i].words, buf_text(&got), good[i].want);
    buf_done(&got);
    arena_done(&a);
  }
}

/* --- refusals ----------------------------------------------------------------------------------------------------- */

static const struct {
  const char *why, *words;
  const char *caret;   /* the text from the caret on begins with it; NULL: no caret */
  const char *message; /* holds it */
  const char *fix;     /* holds it */
} bad[] = {
  {"nothing", "", NULL, "nothing", "pain 6"},
  {"separators only", ", ; ,\n", NULL, "nothing", "pain 6"},
  {"an unknown word", "flurb", "flurb", "\"flurb\" was not understood", "pain 6"},
  {"an unknown scale", "pain 6, flurb 7", "flurb", "flurb", "assay scale flurb 0 10 down"},
  {"a scale misspelt", "pian 6", "pian", "pian", "Did you mean \"pain 6\"?"},
  {"a side effect misspelt", "nausae mild", "nausae", "nausae", "\"nausea mild\""},
  {"a word behind a rating", "pain 6 flurb", "flurb", "flurb", "\"pain 6\""},
  {"the line is named", "pain 6\nmood 4 flurb\n", "flurb", "Line 2:", "\"mood 4\""},
  {"blank lines are counted", "\n\npain 6\n\n mood 4 flurb", "flurb", "Line 5:", "\"mood 4\""},
  {"above the scale", "pain 11", "11", "0 to 10", "pain 6"},
  {"below the scale", "pain -1", "-1", "0 to 10", "pain 6"},
  {"out of another number", "pain 6/5", "6/5", "0 to 10", "as in \"pain 4\""},
  {"without a number", "mood 4, pain", "pain", "wants a number", "pain 6"},
  {"a number in words", "pain six", "six", "not a number", "pain 6"},
  {"two numbers", "pain 7 8", "8", "8", "as in \"pain 6\""},
  {"a range", "pain 5-6", "5-6", "5-6", "as in \"pain 6\""},
  {"a comma with a blank only before it", "pain 6 ,mood 4", ",mood", "comma", "\"pain 6, mood 4\""},
  {"a number before its scale", "6 pain", "pain", "unit", "\"pain 6\""},
  {"nan", "pain nan", "nan", "not a number", "pain 6"},
  {"hexadecimal", "pain 0x5", "0x5", "0x5", "as in \"pain 6\""},
  {"an exponent", "pain 1e0", "1e0", "1e0", "as in \"pain 6\""},
  {"a large exponent", "pain 1e999", "1e999", "1e999", "as in \"pain 6\""},
  {"an exponent within the scale", "pain 1e1", "1e1", "1e1", "as in \"pain 6\""},
  {"the example is not what the number begins with", "pain 6e0", "6e0", "6e0", "as in \"pain 4\""},
  {"another number in words", "pain five", "five", "not a number", "\"pain 5\""},
  {"a date by its month", "pain 6 1 May 8:00", "1", "1", "\"pain 6 2026-05-01 8:15\""},
  {"a date with slashes", "pain 6 01/05/2026 8:00", "01/05/2026", "01/05/2026", "\"pain 6 2026-05-01 8:15\""},
  {"a date with points in front", "13.04.2026 pain 6", "13.04.2026", "13.04.2026", "\"pain 6 2026-05-01 8:15\""},
  {"a month in front", "May 1 pain 6", "May", "May", "\"pain 6 2026-05-01 8:15\""},
  {"a weekday and its evening", "pain 6 Sun evening", "Sun", "Sun", "\"pain 6 2026-05-03 evening\""},
  {"a word and a time behind it", "pain 6 flurb at 9", "flurb", "flurb", "\"pain 6 2026-05-01 8:15\""},
  {"no hour of the day", "pain 6 at 24:00", "at 24:00", "no such time", "\"pain 6 yesterday 22:00\""},
  {"12 hours and no hour of them", "pain 6 at 0:30 pm", "at 0:30", "no such time", "\"pain 6 yesterday 22:00\""},
  {"no day of the calendar", "pain 6 2026-02-30", "2026-02-30", "not a date", "\"pain 6 2026-05-01 8:15\""},
  {"nor with one digit", "pain 6 2026-2-30", "2026-2-30", "not a date", "\"pain 6 2026-05-01 8:15\""},
  {"digits of another width", "pain \xef\xbc\x96", "\xef\xbc\x96", "not a number", "pain 6"},
  {"a place of pain that is a scale", "pain 7 knee pain 5", "knee", "overall pain", "\"pain.knee 5\""},
  {"a place of pain that is none yet", "back pain 5", "back", "overall pain", "assay scale pain.back 0 10 down"},
  {"a place behind a dose", "2g red bali knee pain 5", "knee", "overall pain", "pain.knee"},
  {"a place behind a side effect word", "side back pain 5", "back", "overall pain", "pain.back"},
  {"pain of the stomach with a number of which scale", "stomach pain 6", "6", "mild, moderate or severe",
   "stomach pain moderate"},
  {"hours or how good", "sleep 6", "6", "Are these hours", "\"sleep 6h\""},
  {"a clock time is not how long", "slept 7:30", "slept", "read as the time", "\"slept 7h30\""},
  {"longer than a day", "slept 25 h", "25", "0 to 24", "5h"},
  {"sleep and how it was", "5h sleep badly", "badly", "badly", "\"5h sleep\""},

  {"two readings, comma", "1,500 mg red bali", "1,500", "two ways", "\"1.5 mg red bali\" or \"1500 mg red bali\""},
  {"two readings, point", "1.000 mg red bali", "1.000", "two ways", "\"1 mg red bali\" or \"1000 mg red bali\""},
  {"two readings that stay", "2.125 g red bali", "2.125", "two ways", "\"2.1250 g red bali\""},
  {"two readings of a rating", "steps 4,500", "4,500", "two ways", "\"steps 4.5\" or \"steps 4500\""},
  {"two readings of entries", "pain 6,2g kratom", "6,2g", "two ways", "\"pain 6, 2g kratom\""},
  {"a comma without a blank", "pain 6,mood 5", ",mood", "comma", "\"pain 6, mood 5\""},
  {"two marks", "1.5.2 g red bali", "1.5.2", "not understood as an amount", "2.5g red bali"},
  {"a mark at the end", "1. g red bali", "1.", "not understood as an amount", "2.5g red bali"},
  {"mixed marks", "1,000.5 mg red bali", "1,000.5", "amount", "2.5g"},
  {"a fraction", "1/2 tablet ibuprofen", "1/2", "amount", "\"0.5 tablet ibuprofen\""},
  {"another fraction", "3/4 tablet ibuprofen", "3/4", "amount", "\"0.75 tablet ibuprofen\""},
  {"a fraction that has no end", "1/3 tablet ibuprofen", "1/3", "amount", "as in \"2.5g red bali\""},
  {"a range of amounts", "2-3 g red bali", "2-3", "amount", "as in \"2.5g red bali\""},
  {"a fraction sign", "\xc2\xbd tablet ibuprofen", "\xc2\xbd", "not understood", "\"0.5 tablet ibuprofen\""},
  {"amounts in words", "two caps green malay", "two", "two", "\"2 caps green malay\""},
  {"took amounts in words", "took half a tablet ibuprofen", "half", "half", "\"took 0.5 tablet ibuprofen\""},
  {"times", "3 x 500 mg kratom", "x", "unit", "\"1500 mg kratom\""},
  {"a month", "2g red bali 4 may", "may", "may", "\"pain 6 2026-05-01 8:15\""},
  {"doubled", "2g red bali x2", "x2", "x2", "Write for example \"pain 6\""},
  {"no unit", "2.5 red bali", "red", "2.5 of what", "as in \"3 g red bali\""},
  {"no unit of a medicine", "400 ibuprofen", "ibuprofen", "400 of what", "as in \"3 g red bali\""},
  {"an unknown unit", "2 flurbs red bali", "flurbs", "unit", "as in \"3 g red bali\""},
  {"no name", "2.5 g", "2.5", "of what", "\"2.5 g red bali\""},
  {"less than nothing", "-2 g red bali", "-2", "less than nothing", "2.5g red bali"},
  {"nothing taken by number", "0 g red bali", "0", "needs no entry", "2.5g"},
  {"nothing taken", "took nothing", "nothing", "not understood", "needs no entry"},
  {"none of something", "took no kratom today", "no", "not understood", "needs no entry"},
  {"took what", "took", "took", "wants", "\"took red bali\""},
  {"a name with a word before it", "took some kratom", "some", "some", "\"took kratom\""},
  {"an unknown name with the amount behind", "flurb 400 mg", "flurb", "flurb", "\"400 mg flurb\""},
  {"a known name alone", "red bali", "red", "red", "\"took red bali\""},
  {"two doses without a comma", "2g red bali 3g green malay", "3g", "second amount",
   "\"2g red bali, 3g green malay\""},
  {"a dose behind a rating without a comma", "pain 6 2g red bali", "2g", "2g", "\"pain 6, 2g red bali\""},
  {"a side effect without its number", "2g red bali nausea", "nausea", "nausea", "\"2g red bali, nausea\""},
  {"what did not happen", "2g red bali no nausea mild", "no", "no", "needs no entry"},
  {"a scale without its number", "2g red bali pain", "pain", "wants its number", "\"2g red bali\""},
  {"a note without a comma", "2g red bali note slept", "note", "note", "\"2g red bali, note slept\""},
  {"minutes that are not ago", "2g red bali 30m", "30m", "30m", "\"2g red bali 30m ago\""},
  {"a part of the day that is none here", "2g red bali in the morning", "in", "in", "this morning"},
  {"after what", "2g red bali after pain 6", "after", "after", "\"2g red bali, pain 6\""},
  {"before a clock time", "2g red bali before 9:00", "before", "would be when it was taken", "\"2g red bali 9:00\""},
  {"with what", "2g red bali with", "with", "\"with\" what", "\"2g red bali\""},
  {"a date of another order", "2g red bali 5/4/2026", "5/4/2026", "5/4/2026", "\"pain 6 2026-05-01 8:15\""},
  {"a second amount of what is not known", "2g red bali and flurb 400 mg", "400", "second amount",
   "\"2.5g red bali, 400 mg ibuprofen\""},
  {"near two products", "3 g quietmoonlead", "quietmoonlead", "\"quietmoonleaf\" or \"quietmoonleap\"",
   "\"3 g quietmoonleaf\" or \"3 g quietmoonleap\""},
  {"a long name",
   "2 g abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij"
   "abcdefghijabcdefghij", "abcd", "very long name", "2.5g"},
  {"letters are missing", "2 g ---", "---", "no letters", "2.5g red bali"},

  {"two severities", "nausea mild severe", "severe", "severe", "\"nausea mild\""},
  {"no such severity", "nausea 7", "7", "mild, moderate or severe", "\"nausea moderate\""},
  {"days are no severity", "constipated 3 days", "3", "3", "\"nausea mild\""},
  {"a scale said like a side effect", "anxiety mild", "mild", "not a number", "\"side anxiety mild\""},
  {"side what", "side", "side", "wants", "\"side weird dreams mild\""},
  {"side with a number", "side weird dreams 7", "7", "mild, moderate or severe", "\"side weird dreams moderate\""},
  {"unknown words with a severity", "weird dreams mild", "weird", "weird", "\"side weird dreams mild\""},
  {"started what", "started", "started", "wants", "\"started sertraline 50 mg\""},
  {"started an amount", "started 50 mg sertraline", "started", "wants the name", "started sertraline 50 mg"},
  {"taking a dose", "taking 2g red bali", "taking", "wants the name", "2.5g red bali"},
  {"a number of what", "started amitriptyline 10", "10", "of what", "\"started sertraline 50 mg\""},
  {"since no date", "taking sertraline since january", "since", "date", "since 2026-04-04"},
  {"not tracked backwards", "not tracked 2026-05-03 to 2026-05-01", "2026-05-01", "before the first", "not tracked"},
  {"not tracked to come", "not tracked 2026-05-01 to 2026-06-01", "2026-06-01", "still to come", "not tracked"},
  {"not tracked since", "not tracked since monday", "since", "day", "not tracked yesterday"},
  {"a note without words", "note", "note", "has words", "\"note slept on the sofa\""},
  {"and nothing", "pain 6 and", "and", "and", "\"pain 6\""},
  {"words before an entry", "i have pain 6", "i ", "i", "\"pain 6\""},
  {"a wide letter before it", "2 g Gr\xc3\xbcn, flurb 7", "flurb", "flurb", "flurb"},
  {"an emoji before it", "mood 4, 2 g \xf0\x9f\x90\xa2 leaf, flurb 7", "flurb", "flurb", "flurb"},
  {"a letter made of two before it", "2 g Gru\xcc\x88n, flurb 7", "flurb", "flurb", "flurb"},
  {"a control character", "pain 6\x01", "\x01", "control character", "without it"},
  {"not UTF-8", "note m\xfc" "de", "\xfc", "UTF-8", "UTF-8"},
};

/* The byte of `words` over the caret, by columns; -1 when the shown line is no part of it. */
static ptrdiff_t caret_byte(const struct err *e, const char *words)
{
  struct span line = span_part(span_of(e->where), 0, span_find(span_of(e->where), '\n'));
  struct span mark = span_from(span_of(e->where), line.n + 1);
  size_t column = span_find(mark, '^'), at = 0;
  const char *found;
  char shown[320];

  if (column == mark.n || line.n + 1 > sizeof shown)
    return -1;
  memcpy(shown, line.p, line.n);
  shown[line.n] = '\0';
  found = strstr(words, shown);
  while (at < line.n && (size_t)utf8_width(span_part(line, 0, at)) < column)
    utf8_next(line, &at);
  /* Marks that take no column belong to the letter before. */
  while (at < line.n && utf8_width(span_part(line, 0, at)) == 0 && column > 0)
    utf8_next(line, &at);
  return found ? found - words + (ptrdiff_t)at : -1;
}

/* Everything between double quotes in a fix is an example that works. */
static void examples_work(const char *why, const char *fix, const struct words_context *c)
{
  struct span rest = span_of(fix);

  while (span_find(rest, '"') < rest.n) {
    struct span example;
    struct arena a = {0};
    struct words_result r;
    struct err e = {0};

    span_cut(&rest, '"');
    example = span_cut(&rest, '"');
    if (span_is(example, "at")) /* the word itself */
      continue;
    if (words_read(example, c, &a, &r, &e) != RC_OK)
      fail_msg("%s: the example \"%.*s\" does not work: %s\n%s", why, SPAN_FMT(example), e.message, e.where);
    arena_done(&a);
  }
}

static void refused(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    struct words_context c = context();
    struct arena a = {0};
    struct words_result r = {(struct words_entry *)&a, 77};
    struct err e = {0};

    if (read_text(bad[i].words, &c, &a, &r, &e) != RC_DATA)
      fail_msg("%s: \"%s\" was understood", bad[i].why, bad[i].words);
    assert_true(r.n == 77 && r.entry == (struct words_entry *)&a);
    if (strstr(e.message, bad[i].message) == NULL || strstr(e.fix, bad[i].fix) == NULL)
      fail_msg("%s: \"%s\"\n  says %s\n  fix %s", bad[i].why, bad[i].words, e.message, e.fix);
    if (bad[i].caret == NULL) {
      assert_string_equal(e.where, "");
    } else if (strcmp(bad[i].why, "not UTF-8") != 0 && strcmp(bad[i].why, "a control character") != 0) {
      ptrdiff_t at = caret_byte(&e, bad[i].words);

      if (at < 0 || strncmp(bad[i].words + at, bad[i].caret, strlen(bad[i].caret)) != 0)
        if (strstr(bad[i].why, "long") == NULL)
          fail_msg("%s: the caret is not under \"%s\":\n%s", bad[i].why, bad[i].caret, e.where);
    }
    examples_work(bad[i].why, e.fix, &c);
    arena_done(&a);
  }
}

static void caret_of_a_long_line(void **state)
{
  char words[2000] = "";
  struct words_context c = context();
  struct arena a = {0};
  struct words_result r;
  struct err e = {0};
  const char *mark;

  (void)state;
  for (int i = 0; i < 100; i++)
    memcpy(words + i * 8, "pain 6, ", 9);
  memcpy(words + 800, "flurb 7", 8);
  assert_int_equal(read_text(words, &c, &a, &r, &e), RC_DATA);
  mark = strchr(e.where, '\n');
  assert_non_null(mark);
  assert_true(mark - e.where <= 80);
  assert_memory_equal(e.where, "...", 3);
  assert_int_equal(strstr(e.where, "flurb") - e.where, strchr(mark, '^') - mark - 1);
  arena_done(&a);
}

static void too_much_text(void **state)
{
  static char words[70000];
  struct words_context c = context();
  struct arena a = {0};
  struct words_result r;
  struct err e = {0};

  (void)state;
  memset(words, 'x', sizeof words);
  assert_int_equal(words_read((struct span){words, sizeof words}, &c, &a, &r, &e), RC_DATA);
  assert_non_null(strstr(e.message, "64 kB"));
  arena_done(&a);
  memcpy(words, "note ", 5);
  assert_int_equal(words_read((struct span){words, 60000}, &c, &a, &r, &e), RC_OK);
  assert_int_equal(r.entry[0].entry.note.n, 60000 - 5);
  arena_done(&a);
}

/* An empty journal: nothing is near, and examples work there too. */
static void without_a_journal(void **state)
{
  struct words_context c = {.env = &env};

  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    struct arena a = {0};
    struct words_result r;
    struct err e = {0};

    if (read_text(bad[i].words, &c, &a, &r, &e) == RC_DATA)
      examples_work(bad[i].why, e.fix, &c);
    arena_done(&a);
  }
}

/* --- for any words ------------------------------------------------------------------------------------------------ */

/* A number without exponent, and not with exactly three digits behind the point. */
static void put_value(struct buf *b, double v)
{
  char text[NUMBER_TEXT_MAX];
  size_t n = number_text(v, text), point = span_find((struct span){text, n}, '.');

  if (memchr(text, 'e', n) != NULL) {
    buf_printf(b, "%.15f", v);
    return;
  }
  buf_put(b, (struct span){text, n});
  if (point < n && n - point == 4)
    buf_putc(b, '0');
}

/* An understood entry in its plainest words. */
static void print_entry(const struct entry *en, struct buf *b)
{
  static const char *const severity[] = {"", "mild ", "moderate ", "severe "};
  char at[INSTANT_TEXT_MAX], day[DATE_TEXT_MAX];

  instant_text(&en->at, at);
  if (en->kind != KIND_NOT_TRACKED)
    buf_printf(b, "%s ", at);
  switch (en->kind) {
  case KIND_RATING:
    if (span_is(en->what, "worse_soon")) {
      buf_puts(b, en->value > 0 ? "worse soon" : "not worse soon");
      break;
    }
    buf_printf(b, "%.*s ", SPAN_FMT(en->what));
    put_value(b, en->value);
    buf_puts(b, span_is(en->what, "sleep") ? " h" : "");
    break;
  case KIND_DOSE:
    if (isnan(en->value)) {
      buf_puts(b, "took ");
    } else {
      put_value(b, en->value);
      buf_printf(b, " %.*s ", SPAN_FMT(en->unit));
    }
    buf_printf(b, "%.*s %.*s", SPAN_FMT(en->what), SPAN_FMT(en->note));
    break;
  case KIND_SIDE_EFFECT:
    buf_printf(b, "side %s%.*s", isnan(en->value) ? "" : severity[(int)en->value], SPAN_FMT(en->what));
    break;
  case KIND_MEDICINE:
    buf_printf(b, "%s %.*s %.*s", en->value > 0 ? "started" : "stopped", SPAN_FMT(en->what), SPAN_FMT(en->note));
    break;
  case KIND_NOT_TRACKED:
    date_text(instant_day(&en->at) + (int64_t)en->value - 1, day);
    buf_printf(b, "not tracked %s to %s", at, day);
    break;
  case KIND_NOTE:
    buf_printf(b, "note %.*s", SPAN_FMT(en->note));
    break;
  case KIND_LAB:
  case KIND_COUNT:
    fail();
  }
}

static bool same_number(double a, double b)
{
  return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-12 * fabs(a);
}

/* Printing an entry and reading it again gives the same entry; a name that was new is a product by then. */
static void reads_back(const struct words_entry *w, const char *from)
{
  struct words_context c = context();
  struct span products[sizeof product / sizeof product[0] + 1];
  struct arena a = {0};
  struct words_result r = {0};
  struct err e = {0};
  struct buf b = {0};
  const struct entry *x = &w->entry, *y;

  memcpy(products, product, sizeof product);
  products[c.product_n] = x->what;
  c.product = products;
  c.product_n += x->kind == KIND_DOSE && w->name == WORDS_NAME_NEW;
  print_entry(x, &b);
  if (words_read(buf_span(&b), &c, &a, &r, &e) != RC_OK)
    fail_msg("\"%s\" from \"%s\": %s\n%s\n%s", buf_text(&b), from, e.message, e.where, e.fix);
  y = &r.entry[0].entry;
  if (r.n != 1 || x->kind != y->kind || !span_eq(x->what, y->what) || !same_number(x->value, y->value) ||
      !span_eq(x->unit, y->unit) || !span_eq(x->note, y->note) || x->at.at_s != y->at.at_s ||
      x->at.offset_s != y->at.offset_s || x->at.precision != y->at.precision)
    fail_msg("\"%s\" from \"%s\" is read as another entry (%zu): %s %.*s (%.*s)", buf_text(&b), from, r.n,
             kind_name(y->kind), SPAN_FMT(y->what), SPAN_FMT(y->note));
  buf_done(&b);
  arena_done(&a);
}

/* What must hold whatever was typed. */
static bool holds(struct span text, const char *from)
{
  struct words_context c = context();
  struct arena a = {0};
  struct words_result r = {NULL, 77};
  struct err e = {0};
  enum rc rc = words_read(text, &c, &a, &r, &e);

  if (rc != RC_OK) {
    assert_int_equal(rc, RC_DATA);
    assert_true(r.n == 77 && r.entry == NULL);
    assert_true(e.message[0] != '\0' && e.fix[0] != '\0');
  } else {
    assert_true(r.n > 0);
    for (size_t i = 0; i < r.n; i++) {
      const struct entry *en = &r.entry[i].entry;

      assert_true(r.entry[i].from < r.entry[i].to && r.entry[i].to <= text.n);
      assert_true(en->at.at_s <= env.now_s + 300);
      assert_true(!isinf(en->value));
      reads_back(&r.entry[i], from);
    }
  }
  arena_done(&a);
  return rc == RC_OK;
}

static void understood_reads_back(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
    assert_true(holds(span_of(good[i].words), good[i].words));
}

/* Words of the grammar in any order: hardly a sentence, and never a wrong one. */
static const char *const word[] = {
  "pain", "mood", "6", "2.5g", "2.5", "g", "mg", "red bali", "kratom", "nausea", "mild", "severe", "2", "side",
  "took", "of", "with", "food", "for", "after", "before", "and", "+", ",", ";", "\n", "at", "9", "8:15", "am", "pm",
  "30m", "ago", "1h", "h", "slept", "sleep", "5h", "yesterday", "today", "last", "night", "this", "morning",
  "tonight", "mon", "Friday", "2026-05-01", "2026-05-04T08:15+02:00", "now", "not", "worse", "soon", "tracked", "to",
  "started", "stopped", "taking", "sertraline", "since", "note", "pain.knee", "knee", "headache", "1,5", "1,500",
  "6/10", "7-oh", "15 mg", "caps", "quietmoonlead", "kelpax", "no", "-3", "balance", "stiffness", "on", "an", "empty",
  "stomach", "daily", "tea", "=", ":", "pain 8 blend", "3", "worse soon", "chest pain", "\xc3\xa9t\xc3\xa9", "min",
};

static void any_words(void **state)
{
  struct rng rng;
  size_t accepted = 0;

  (void)state;
  rng_init(&rng, 20260504);
  for (int round = 0; round < 60000; round++) {
    char text[400] = "";
    size_t n = 0, words = 1 + (size_t)rng_below(&rng, 9);

    for (size_t i = 0; i < words; i++)
      n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", i > 0 && rng_below(&rng, 12) > 0 ? " " : "",
                            word[rng_below(&rng, sizeof word / sizeof word[0])]);
    accepted += holds((struct span){text, n}, text);
  }
  assert_true(accepted > 500); /* or the test says little */
}

/* Understood sentences with a few letters changed, and bytes of any kind. */
static void any_bytes(void **state)
{
  static const char letters[] = "0123456789.,;:+-/ \n\"ahmgpnotse\xc3\xa9\xff";
  struct rng rng;

  (void)state;
  rng_init(&rng, 7);
  for (int round = 0; round < 40000; round++) {
    const char *from = good[rng_below(&rng, sizeof good / sizeof good[0])].words;
    char text[256];
    size_t n = strlen(from), changes = 1 + (size_t)rng_below(&rng, 3);

    if (round % 8 == 0) {
      n = (size_t)rng_below(&rng, sizeof text);
      for (size_t i = 0; i < n; i++)
        text[i] = (char)rng_below(&rng, 256);
    } else {
      memcpy(text, from, n);
      for (size_t i = 0; i < changes && n > 0; i++)
        text[rng_below(&rng, n)] = letters[rng_below(&rng, sizeof letters - 1)];
    }
    holds((struct span){text, n}, from);
  }
}

/* --- journal/entry.h ---------------------------------------------------------------------------------------------- */

static void entry_words(void **state)
{
  static const struct {
    enum kind kind;
    double value;
    char bound;
    const char *want;
  } row[] = {
      {KIND_RATING, 6.5, 0, "6.5"},   {KIND_DOSE, NAN, 0, ""},       {KIND_LAB, 5, '<', "<5"},
      {KIND_MEDICINE, 1, 0, "start"}, {KIND_MEDICINE, 0, 0, "stop"}, {KIND_MEDICINE, NAN, 0, ""},
      {KIND_NOT_TRACKED, 7, 0, "7"},  {KIND_SIDE_EFFECT, 3, 0, "3"}, {KIND_NOTE, NAN, 0, ""},
  };
  enum kind kind;

  (void)state;
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    struct entry en = entry_blank(row[i].kind);
    char text[ENTRY_VALUE_MAX];

    assert_true(isnan(en.value) && isnan(en.range_lo) && en.what.n == 0);
    en.value = row[i].value;
    en.bound = row[i].bound;
    assert_int_equal(entry_value_text(&en, text), strlen(row[i].want));
    assert_string_equal(text, row[i].want);
  }
  for (int k = 0; k < KIND_COUNT; k++) {
    assert_true(kind_parse(span_of(kind_name((enum kind)k)), &kind));
    assert_int_equal(kind, k);
  }
  assert_false(kind_parse(SPAN("ratings"), &kind));
  assert_false(kind_parse(SPAN(""), &kind));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(understood),    cmocka_unit_test(refused),           cmocka_unit_test(caret_of_a_long_line),
      cmocka_unit_test(too_much_text), cmocka_unit_test(without_a_journal), cmocka_unit_test(understood_reads_back),
      cmocka_unit_test(any_words),     cmocka_unit_test(any_bytes),         cmocka_unit_test(entry_words),
  };

  return cmocka_run_group_tests(tests, setup, teardown);
}
