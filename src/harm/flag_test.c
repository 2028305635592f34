#include "harm/flag.h"

#include "base/buf.h"
#include "base/csv.h"
#include "base/rng.h"
#include "harm/pattern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define ROWS(row) (sizeof(row) / sizeof((row)[0]))

enum { SILENT = -1 };

static char **file; /* examples.csv, ours.csv, notes-red-flags.csv */

/* --- the n-th allocation fails ----------------------------------------------------------------------------------- */

static long allocations_left = -1; /* negative: as many as wanted */

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);

static bool may_allocate(void)
{
  if (allocations_left > 0)
    allocations_left--;
  return allocations_left != 0;
}

void *__wrap_malloc(size_t n)
{
  return may_allocate() ? __real_malloc(n) : NULL;
}

void *__wrap_calloc(size_t n, size_t size)
{
  return may_allocate() ? __real_calloc(n, size) : NULL;
}

void *__wrap_realloc(void *p, size_t n)
{
  return may_allocate() ? __real_realloc(p, n) : NULL;
}

static void test_short_of_memory(void **state)
{
  struct flag_matcher *m = NULL;
  struct err e = {0};
  long n = 1;

  (void)state;
  for (;; n++) {
    enum rc rc;

    allocations_left = n;
    rc = flag_matcher_new(&m, &e);
    allocations_left = -1;
    if (rc == RC_OK)
      break;
    assert_int_equal(rc, RC_NO_MEMORY);
    assert_null(m);
  }
  assert_true(n > 10);
  flag_matcher_free(m);
  flag_matcher_free(NULL);
}

/* --- helpers ----------------------------------------------------------------------------------------------------- */

static struct flag_matcher *matcher(void **state)
{
  return *state;
}

static int make(void **state)
{
  struct flag_matcher *m = NULL;

  if (flag_matcher_new(&m, NULL) != RC_OK)
    return -1;
  *state = m;
  return 0;
}

static int unmake(void **state)
{
  flag_matcher_free(*state);
  return 0;
}

static int level_of(struct flag_matcher *m, struct span text, struct span flag)
{
  struct flag_hit hit[FLAG_HITS_MAX];
  size_t n = flag_scan(m, text, hit);

  for (size_t i = 0; i < n; i++)
    if (span_is(flag, hit[i].flag->key))
      return (int)hit[i].level;
  return SILENT;
}

/* The level of the worst hit. */
static int worst(struct flag_matcher *m, struct span text)
{
  struct flag_hit hit[FLAG_HITS_MAX];

  return flag_scan(m, text, hit) > 0 ? (int)hit[0].level : SILENT;
}

/* --- the tables -------------------------------------------------------------------------------------------------- */

static ptrdiff_t read_file(void *ctx, char *p, size_t n)
{
  return (ptrdiff_t)fread(p, 1, n, ctx);
}

/* Calls check() for every row of a CSV file behind its header; returns their number. */
static size_t each_row(const char *path, void (*check)(struct flag_matcher *m, const struct csv_row *row),
                       struct flag_matcher *m)
{
  FILE *f = fopen(path, "rb");
  struct csv *csv = NULL;
  struct csv_row row;
  size_t n = 0;

  assert_non_null(f);
  assert_int_equal(csv_open(&csv, read_file, f, ',', NULL), RC_OK);
  assert_int_equal(csv_next(csv, &row, NULL), RC_OK);
  while (csv_next(csv, &row, NULL) == RC_OK && row.n > 0) {
    check(m, &row);
    n++;
  }
  csv_close(csv);
  fclose(f);
  return n;
}

/* flag, expectation, ..., sentence. A silent sentence raises nothing at all; a `note` only what is long past. */
static void check_sentence(struct flag_matcher *m, const struct csv_row *row)
{
  struct span text = row->field[row->n - 1].text;
  int own = level_of(m, text, row->field[0].text), any = worst(m, text);
  bool fires = span_is(row->field[1].text, "fires"), note = span_is(row->field[1].text, "note");

  assert_true(fires || note || span_is(row->field[1].text, "silent"));
  if (fires ? own < LEVEL_URGENT : note ? own != LEVEL_NOTE || any != LEVEL_NOTE : any > LEVEL_NOTE)
    fail_msg("%.*s, %.*s: level %d, worst of all %d: \"%.*s\"", SPAN_FMT(row->field[0].text),
             SPAN_FMT(row->field[1].text), own, any, SPAN_FMT(text));
}

static void test_examples(void **state)
{
  assert_int_equal(each_row(file[0], check_sentence, matcher(state)), 225);
}

static void test_ours(void **state)
{
  assert_true(each_row(file[1], check_sentence, matcher(state)) >= 687);
}

/* Case C016: a "no" behind the word, and one that must not leak over a full stop. */
static void check_note(struct flag_matcher *m, const struct csv_row *row)
{
  static const struct {
    const char *flag;
    int level;
  } want[] = {
      {"", SILENT}, {"chest_heart", LEVEL_EMERGENCY}, {"", SILENT}, {"jaundice", LEVEL_URGENT},
      {"", SILENT}, {"chest_heart", LEVEL_EMERGENCY},
  };
  size_t i = (size_t)row->line - 2;
  struct span text = row->field[5].text;

  assert_true(i < ROWS(want));
  if (worst(m, text) != want[i].level || (want[i].flag[0] && level_of(m, text, span_of(want[i].flag)) != want[i].level))
    fail_msg("row %zu: \"%.*s\"", i + 1, SPAN_FMT(text));
}

static void test_case_16(void **state)
{
  assert_int_equal(each_row(file[2], check_note, matcher(state)), 6);
}

static void test_tables_are_sound(void **state)
{
  struct patterns p = {0};

  (void)state;
  for (size_t i = 0; i < fact_red_flag_pattern_n; i++)
    if (patterns_add(&p, span_of(fact_red_flag_pattern[i].pattern), 0, 0) != PATTERN_OK)
      fail_msg("\"%s\" is no pattern", fact_red_flag_pattern[i].pattern);
  for (size_t i = 0; i < fact_red_flag_level_n; i++)
    if (fact_red_flag_level[i].when == LEVEL_WITH &&
        patterns_add(&p, span_of(fact_red_flag_level[i].pattern), 0, 0) != PATTERN_OK)
      fail_msg("\"%s\" is no pattern", fact_red_flag_level[i].pattern);
  patterns_done(&p);
  assert_true(fact_red_flag_n <= FLAG_HITS_MAX);
}

/* --- the method -------------------------------------------------------------------------------------------------- */

struct told {
  const char *why, *text, *flag;
  int level;
};

static void check_told(struct flag_matcher *m, const struct told *row, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    int got = level_of(m, span_of(row[i].text), span_of(row[i].flag));

    if (got != row[i].level)
      fail_msg("%s: \"%s\" gives %d, not %d", row[i].why, row[i].text, got, row[i].level);
  }
}

#define CHEST "chest_heart"
#define EMERGENCY LEVEL_EMERGENCY
#define URGENT LEVEL_URGENT

static void test_words_and_sentences(void **state)
{
  static const struct told row[] = {
      {"capitals", "CHEST PAIN", CHEST, EMERGENCY},
      {"no apostrophe", "cant breathe", "breathing_slow", EMERGENCY},
      {"apostrophe", "can't breathe", "breathing_slow", EMERGENCY},
      {"typographic apostrophe", "can\xe2\x80\x99t breathe", "breathing_slow", EMERGENCY},
      {"apostrophe of another alphabet", "can\x92t breathe", "breathing_slow", EMERGENCY},
      {"apostrophe lost", "can t breathe", "breathing_slow", EMERGENCY},
      {"apostrophe a question mark to a broken reader", "can\xef\xbf\xbdt breathe", "breathing_slow", EMERGENCY},
      {"can not", "can not breathe", "breathing_slow", EMERGENCY},
      {"do not", "I do not want to live", "suicidal", EMERGENCY},
      {"the s of is", "my heart's racing", CHEST, URGENT},
      {"hyphen", "self-harm again", "suicidal", EMERGENCY},
      {"no-break space", "chest\xc2\xa0pain", CHEST, EMERGENCY},
      {"soft hyphen", "sei\xc2\xadzure", "seizure", EMERGENCY},
      {"accent", "ch\xc3\xa9st p\xc3\xa0in", CHEST, EMERGENCY},
      {"accent as a mark of its own", "che\xcc\x81st pain", CHEST, EMERGENCY},
      {"a stretched word", "seeeizure", "seizure", EMERGENCY},
      {"another alphabet is no word of ours", "\xd1\x81hest pain", CHEST, SILENT},
      {"full stop ends", "my chest. pain in the knee", CHEST, SILENT},
      {"line ends", "my chest\npain in the knee", CHEST, SILENT},
      {"three dots do not end", "my chest... it hurts", CHEST, EMERGENCY},
      {"but ends", "my chest but pain in the knee", CHEST, SILENT},
      {"comma does not end", "threw up, saw blood in it", "vomit_blood", EMERGENCY},
      {"the point of a number does not end", "no pain at 2.5 g and no chest pain", CHEST, SILENT},
      {"the colon of a time is none", "no 8:30 chest pain", CHEST, SILENT},
      {"a.m. does not end", "my chest at 8 a.m. hurts", CHEST, EMERGENCY},
      {"one slip in a long word", "siezure", "seizure", EMERGENCY},
      {"a lost letter", "unconcious", "cannot_wake", EMERGENCY},
      {"two slips are too many", "siezzure", "seizure", SILENT},
      {"a word of its own is no slip", "sizing the blanket", "seizure", SILENT},
      {"guesses do not cancel", "seizure of a parsel, no shipmemt", "seizure", EMERGENCY},
      {"a word too long for anything", "aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbb chest pain", CHEST, EMERGENCY},
      {"empty", "", CHEST, SILENT},
      {"only marks", " .,;:!?--()\n", CHEST, SILENT},
  };

  check_told(matcher(state), row, ROWS(row));
}

static void test_denials(void **state)
{
  static const struct told row[] = {
      {"no", "no chest pain", CHEST, SILENT},
      {"six words before", "no a b c d e chest pain", CHEST, SILENT},
      {"seven words before", "no a b c d e f chest pain", CHEST, EMERGENCY},
      {"never across a colon", "no change: chest pain", CHEST, EMERGENCY},
      {"nor a dash", "no fever - chest pain since noon", CHEST, EMERGENCY},
      {"nor a comma", "no fever, chest pain", CHEST, EMERGENCY},
      {"but with or behind", "no fever, chest pain or rash", CHEST, SILENT},
      {"and with or before", "no fever, rash, or chest pain", CHEST, SILENT},
      {"but with or behind further items", "no fever, chest pain, rash or chills", CHEST, SILENT},
      {"an or that belongs to something else", "no fever, chest pain since noon or so", CHEST, EMERGENCY},
      {"nor", "no fever, nor chest pain", CHEST, SILENT},
      {"an or before the comma does not carry it over", "no rash or fever, chest pain since noon", CHEST, EMERGENCY},
      {"nor out of brackets", "(no fever) chest pain", CHEST, EMERGENCY},
      {"nor a full stop", "no fever. chest pain", CHEST, EMERGENCY},
      {"did not", "did not have chest pain", CHEST, SILENT},
      {"w/o", "walked w/o chest pain", CHEST, SILENT},
      {"negative for", "negative for chest pain", CHEST, SILENT},
      {"free of", "free of chest pain", CHEST, SILENT},
      {"ruled out", "they ruled out a seizure", "seizure", SILENT},
      {"none behind a colon", "chest pain: none", CHEST, SILENT},
      {"none behind a dash", "chest pain - none", CHEST, SILENT},
      {"no behind", "chest pain no", CHEST, SILENT},
      {"no longer", "chest pain no longer", CHEST, SILENT},
      {"no behind that begins something else", "chest pain no relief", CHEST, EMERGENCY},
      {"none of", "chest pain none of the pills help", CHEST, EMERGENCY},
      {"negative behind", "jaundice negative", "jaundice", SILENT},
      {"was negative", "pregnancy test was negative", "pregnancy", SILENT},
      {"was ruled out", "seizure was ruled out", "seizure", SILENT},
      {"zero", "chest pain: 0/10", CHEST, SILENT},
      {"a question answered", "chest pain? no.", CHEST, SILENT},
      {"a question answered, last", "chest pain? nope", CHEST, SILENT},
      {"a question answered, and more", "chest pain? No\nslept well", CHEST, SILENT},
      {"a question not answered", "chest pain?", CHEST, EMERGENCY},
      {"a question and a sentence that begins with no", "chest pain? no idea why", CHEST, EMERGENCY},
      {"not only", "not only chest pain", CHEST, EMERGENCY},
      {"not sure", "not sure why my chest hurts", CHEST, EMERGENCY},
      {"no idea", "no idea why my chest hurts", CHEST, EMERGENCY},
      {"no doubt", "no doubt chest pain", CHEST, EMERGENCY},
      {"do not know", "i dont know why my chest hurts", CHEST, EMERGENCY},
      {"a denial that is used up", "not sleeping chest pain all night", CHEST, EMERGENCY},
      {"for no reason", "for no reason my chest hurts", CHEST, EMERGENCY},
      {"told nobody", "havent told anyone i want to die", "suicidal", EMERGENCY},
      {"like this", "never had chest pain like this", CHEST, EMERGENCY},
      {"until", "no chest pain until today", CHEST, EMERGENCY},
      {"before", "never had a seizure before", "seizure", EMERGENCY},
      {"before something", "never had a seizure before breakfast", "seizure", SILENT},
      {"cannot without", "cant walk without chest pain", CHEST, EMERGENCY},
      {"cant is no denial", "cant sleep chest pain", CHEST, EMERGENCY},
      {"a denial of its own", "no pulse and cant breathe", "breathing_slow", EMERGENCY},
      {"said twice for strength", "cant breathe no more", "breathing_slow", EMERGENCY},
      {"but", "no fever but chest pain", CHEST, EMERGENCY},
      {"not yet is no new sentence", "not yet had a seizure", "seizure", SILENT},
      {"a denial ends before but", "chest pain no but vomiting blood", "vomit_blood", EMERGENCY},
  };

  check_told(matcher(state), row, ROWS(row));
}

static void test_not_happened(void **state)
{
  static const struct told row[] = {
      {"if I get", "if I get chest pain I will call", CHEST, SILENT},
      {"if I ever", "if I ever get chest pain I will call", CHEST, SILENT},
      {"if my", "if my eyes turn yellow I stop", "jaundice", SILENT},
      {"if behind doubt", "dont know if i had a seizure", "seizure", EMERGENCY},
      {"even if", "not sure if my eyes are yellow", "jaundice", URGENT},
      {"if I get up", "if i get up i faint", CHEST, EMERGENCY},
      {"a clause of its own", "if i have coffee my heart is racing and i faint", CHEST, EMERGENCY},
      {"if never silences thoughts of dying", "if i get one more day like this i kill myself", "suicidal", EMERGENCY},
      {"eight words before", "if i get a b c d e chest pain", CHEST, SILENT},
      {"nine words before", "if i get a b c d e f chest pain", CHEST, EMERGENCY},
      {"asked about", "asked about chest pain", CHEST, SILENT},
      {"asked if", "doctor asked me if i had chest pain", CHEST, SILENT},
      {"asked, with the reason", "they ask if i am ok because my skin is yellow", "jaundice", URGENT},
      {"watch for", "watch for yellow eyes", "jaundice", SILENT},
      {"watch out for", "watch out for yellow eyes", "jaundice", SILENT},
      {"leaflet", "the leaflet mentions seizures", "seizure", SILENT},
      {"can cause", "kratom can cause seizures", "seizure", SILENT},
      {"can cause what is mine", "can kratom cause my yellow eyes", "jaundice", URGENT},
      {"could cause, and I", "could cause worry but i had a seizure", "seizure", EMERGENCY},
      {"years ago", "had a seizure years ago", "seizure", LEVEL_NOTE},
      {"years ago, first", "years ago, i had a seizure", "seizure", LEVEL_NOTE},
      {"as a child", "had seizures as a child", "seizure", LEVEL_NOTE},
      {"used to", "used to faint a lot", CHEST, LEVEL_NOTE},
      {"back then", "seizures back then", "seizure", LEVEL_NOTE},
      {"a year", "had jaundice in 1998", "jaundice", LEVEL_NOTE},
      {"history of", "history of seizures", "seizure", LEVEL_NOTE},
      {"and now", "seizures as a child and now again", "seizure", EMERGENCY},
      {"another clause is long past", "quit drinking years ago, yellow eyes", "jaundice", URGENT},
      {"months are not long past", "had a seizure three months ago", "seizure", EMERGENCY},
      {"a note gives way to now", "had a seizure years ago. another seizure", "seizure", EMERGENCY},
  };

  check_told(matcher(state), row, ROWS(row));
}

static void test_cancelled(void **state)
{
  static const struct told row[] = {
      {"another thing", "customs seizure of my parcel", "seizure", SILENT},
      {"another thing and the sign", "customs seizure of my parcel. then i had a seizure", "seizure", EMERGENCY},
      {"both in one sentence", "yellow vein 3 g and yellow eyes", "jaundice", URGENT},
      {"a deep breath that fails", "cant take a deep breath", "breathing_slow", EMERGENCY},
      {"will not wake at all", "she wont wake up at all", "cannot_wake", EMERGENCY},
      {"cut again", "cut myself again last night", "suicidal", EMERGENCY},
      {"a sore throat that closes", "sore throat closing up", "anaphylaxis", EMERGENCY},
      {"urine like dark tea", "urine looks like dark tea", "dark_urine", URGENT},
      {"not a strain", "took 3 g yellow vein, eyes fine", "jaundice", SILENT},
  };

  check_told(matcher(state), row, ROWS(row));
}

static void test_levels(void **state)
{
  static const struct told row[] = {
      {"jaundice", "yellow eyes", "jaundice", URGENT},
      {"with drowsiness", "yellow eyes and so drowsy", "jaundice", EMERGENCY},
      {"with confusion", "yellow eyes. he is confused", "jaundice", EMERGENCY},
      {"with bleeding", "yellow eyes, gums bleeding", "jaundice", EMERGENCY},
      {"with vomiting", "threw up twice\nmy eyes are yellow", "jaundice", EMERGENCY},
      {"without vomiting", "yellow eyes, no vomiting", "jaundice", URGENT},
      {"vomiting years ago", "yellow eyes. vomited a lot years ago", "jaundice", URGENT},
      {"dark urine", "dark urine", "dark_urine", URGENT},
      {"with jaundice", "dark urine and yellow eyes", "dark_urine", EMERGENCY},
      {"with jaundice denied", "dark urine, eyes not yellow", "dark_urine", URGENT},
      {"with no urine", "dark urine and hardly any of it", "dark_urine", EMERGENCY},
      {"palpitations", "palpitations all night", CHEST, URGENT},
      {"heart racing", "heart is racing", CHEST, URGENT},
      {"with faintness", "heart racing and dizzy", CHEST, EMERGENCY},
      {"with chest pain", "palpitations and chest pain", CHEST, EMERGENCY},
      {"chest pain denied", "palpitations, no chest pain", CHEST, URGENT},
      {"voices", "hearing voices", "psychosis", URGENT},
      {"somebody may be hurt", "hearing voices telling me to hurt him", "psychosis", EMERGENCY},
      {"new confusion", "paranoid and confused", "psychosis", EMERGENCY},
      {"long past stays a note", "had jaundice and vomited years ago", "jaundice", LEVEL_NOTE},
  };

  check_told(matcher(state), row, ROWS(row));
}

static void test_order_and_place(void **state)
{
  struct flag_hit hit[FLAG_HITS_MAX];
  struct span text = SPAN("I'm pregnant, yellow eyes. Chest pain. Chest pain again. Had a seizure years ago.");

  assert_int_equal(flag_scan(matcher(state), text, hit), 4);
  assert_string_equal(hit[0].flag->key, "chest_heart");
  assert_int_equal(hit[0].level, LEVEL_EMERGENCY);
  assert_true(span_is(span_part(text, hit[0].from, hit[0].to - hit[0].from), "Chest pain"));
  assert_int_equal(hit[0].from, 27);
  assert_string_equal(hit[1].flag->key, "jaundice");
  assert_true(span_is(span_part(text, hit[1].from, hit[1].to - hit[1].from), "yellow eyes"));
  assert_string_equal(hit[2].flag->key, "pregnancy");
  assert_string_equal(hit[3].flag->key, "seizure");
  assert_int_equal(hit[3].level, LEVEL_NOTE);
}

/* A sentence longer than the window is read in parts that overlap. */
static void test_long_sentence(void **state)
{
  for (size_t before = 0; before < 1200; before++) {
    struct buf b = {0};
    int got;

    for (size_t i = 0; i < before; i++)
      buf_puts(&b, "word ");
    buf_puts(&b, before % 2 ? "no chest pain" : "chest pain");
    for (size_t i = 0; i < 40; i++)
      buf_puts(&b, " word");
    got = level_of(matcher(state), buf_span(&b), SPAN(CHEST));
    if (got != (before % 2 ? SILENT : EMERGENCY))
      fail_msg("behind %zu words: %d", before, got);
    buf_done(&b);
  }
}

static void test_any_bytes(void **state)
{
  static const char *const piece[] = {
      "chest ", "pain ",    "no ",          ", ",   ". ", "? ",  "not ",       "yellow ", "eyes ", "if i get ",
      "cant ",  "breathe ", "\xe2\x80\x99", "\xff", "\n", "or ", "years ago ", ": ",      "t ",    "...",
  };
  struct rng rng;

  rng_init(&rng, 16);
  for (int i = 0; i < 20000; i++) {
    struct flag_hit hit[FLAG_HITS_MAX];
    struct buf b = {0};
    size_t n;

    for (uint64_t k = rng_below(&rng, 20); k > 0; k--)
      if (rng_below(&rng, 4) == 0)
        buf_putc(&b, (char)rng_below(&rng, 256));
      else
        buf_puts(&b, piece[rng_below(&rng, ROWS(piece))]);
    n = flag_scan(matcher(state), buf_span(&b), hit);
    assert_true(n <= fact_red_flag_n);
    for (size_t k = 0; k < n; k++) {
      assert_true(hit[k].from < hit[k].to && hit[k].to <= b.n);
      assert_true(k == 0 || hit[k - 1].level >= hit[k].level);
    }
    buf_done(&b);
  }
}

/* --- what to do -------------------------------------------------------------------------------------------------- */

static void test_now(void **state)
{
  static const struct {
    const char *why, *flag, *country, *want;
  } row[] = {
      {"emergency number", "cannot_wake", "DE", "Call 112 now."},
      {"another country", "cannot_wake", "US", "Call 911 now."},
      {"crisis line", "suicidal", "US", "Call 988 (call or text) or, in danger now, 911."},
      {"an unknown country is never guessed", "cannot_wake", "", "Call your local emergency number now."},
      {"nothing to fill in", "jaundice", "GB", "Stop kratom today and do not restart it."},
  };

  (void)state;
  for (size_t i = 0; i < ROWS(row); i++) {
    struct buf b = {0};

    flag_now(fact_red_flag_by_key(span_of(row[i].flag)), fact_crisis_for(span_of(row[i].country)), &b);
    if (strstr(buf_text(&b), row[i].want) == NULL)
      fail_msg("%s: \"%s\"", row[i].why, buf_text(&b));
    buf_done(&b);
  }
  for (size_t f = 0; f < fact_red_flag_n; f++)
    for (size_t c = 0; c < fact_crisis_n; c++) {
      struct buf b = {0};

      flag_now(&fact_red_flag[f], &fact_crisis[c], &b);
      assert_null(strchr(buf_text(&b), '{'));
      buf_done(&b);
    }
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_tables_are_sound),
      cmocka_unit_test(test_examples),
      cmocka_unit_test(test_ours),
      cmocka_unit_test(test_case_16),
      cmocka_unit_test(test_words_and_sentences),
      cmocka_unit_test(test_denials),
      cmocka_unit_test(test_not_happened),
      cmocka_unit_test(test_cancelled),
      cmocka_unit_test(test_levels),
      cmocka_unit_test(test_order_and_place),
      cmocka_unit_test(test_long_sentence),
      cmocka_unit_test(test_any_bytes),
      cmocka_unit_test(test_now),
      cmocka_unit_test(test_short_of_memory),
  };

  if (argc != 4) {
    fprintf(stderr, "flag_test EXAMPLES OURS NOTES\n");
    return 2;
  }
  file = argv + 1;
  return cmocka_run_group_tests(tests, make, unmake);
}
