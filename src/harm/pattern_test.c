#include "harm/pattern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define ROWS(row) (sizeof(row) / sizeof((row)[0]))

enum { WORDS_MAX = 16 };

struct ends {
  bool at[WORDS_MAX + 1];
};

static bool note_end(void *ctx, size_t end)
{
  struct ends *e = ctx;

  e->at[end] = true;
  return false;
}

/* "-no" is a word that bars a gap, "~word" one that is only guessed. */
static size_t cut(const struct patterns *p, const char *text, struct pattern_word word[WORDS_MAX])
{
  struct span rest = span_of(text);
  size_t n = 0;

  while (rest.n > 0) {
    struct span one = span_cut(&rest, ' ');

    word[n].bars = span_starts(one, "-");
    lexicon_find(&p->lexicon, span_from(one, word[n].bars), &word[n].hits);
    n++;
  }
  return n;
}

/* The words of the shortest and of the longest match from the first word on, as "2..4"; "" when there is none. */
static const char *match(const char *pattern, const char *text, struct pattern_how how)
{
  static char shown[16];
  struct patterns p = {0};
  struct pattern_word word[WORDS_MAX];
  struct ends ends = {{false}};
  size_t n, least = 0, most = 0;

  assert_int_equal(patterns_add(&p, span_of(pattern), 0, 0), PATTERN_OK);
  assert_int_equal(patterns_index(&p), PATTERN_OK);
  n = cut(&p, text, word);
  assert_false(pattern_match(&p, &p.pattern[0], word, n, 0, how, note_end, &ends));
  for (size_t i = 1; i <= n; i++)
    if (ends.at[i]) {
      least = least ? least : i;
      most = i;
    }
  shown[0] = '\0';
  if (most) {
    shown[0] = (char)('0' + least % 10);
    memcpy(shown + 1, "..", 2);
    shown[3] = (char)('0' + most % 10);
    shown[4] = '\0';
  }
  patterns_done(&p);
  return shown;
}

static void test_language(void **state)
{
  static const struct {
    const char *why, *pattern, *text, *want;
  } row[] = {
      {"a blank is the next word", "chest pain", "chest pain", "2..2"},
      {"and not the one after", "chest pain", "chest has pain", ""},
      {"either", "cant/cannot breathe", "cannot breathe", "2..2"},
      {"neither", "cant/cannot breathe", "wont breathe", ""},
      {"a beginning", "breath* slow", "breathing slow", "2..2"},
      {"a beginning is also the word", "breath* slow", "breath slow", "2..2"},
      {"a word is no beginning", "breath slow", "breathing slow", ""},
      {"may be missing: there", "my own? life", "my own life", "3..3"},
      {"may be missing: missing", "my own? life", "my life", "2..2"},
      {"either of several may be missing", "black tarry/sticky? stool", "black sticky stool", "3..3"},
      {"at the end", "wake him/me? up?", "wake me up", "1..3"},
      {"a gap of none", "heart .. racing", "heart racing", "2..2"},
      {"a gap of four", "heart .. racing", "heart a b c d racing", "6..6"},
      {"a gap of five is too wide", "heart .. racing", "heart a b c d e racing", ""},
      {"a gap never crosses a denial", "heart .. racing", "heart is -not racing", ""},
      {"a denial that is asked for is met", "life .. not worth", "life is -not worth", "4..4"},
      {"two gaps", "see .. not .. there", "see it -not being there", "5..5"},
      {"all ends", "chest .. pain/tight", "chest tight and pain", "2..4"},
      {"the text ends first", "chest pain now", "chest pain", ""},
      {"one slip", "seizure now", "siezure now", "2..2"},
      {"a short word is not guessed", "chest pain", "chast pain", ""},
  };

  (void)state;
  for (size_t i = 0; i < ROWS(row); i++) {
    const char *got = match(row[i].pattern, row[i].text, (struct pattern_how){true, true});

    if (strcmp(got, row[i].want) != 0)
      fail_msg("%s: \"%s\" in \"%s\" gives \"%s\"", row[i].why, row[i].pattern, row[i].text, got);
  }
}

static void test_cancelling(void **state)
{
  (void)state;
  assert_string_equal(match("test .. negative", "test was -not negative", (struct pattern_how){false, false}), "4..4");
  assert_string_equal(match("seizure now", "siezure now", (struct pattern_how){false, false}), "");
}

static void test_malformed(void **state)
{
  static const char *const row[] = {
      "",
      ".. pain",
      "pain ..",
      "a .. .. b",
      "im? pregnant",
      "a  b",
      "Pain",
      "a//b",
      "a/ b",
      "*",
      "?",
      "a* ?",
      "pain!",
      "a b ",
      " a b",
      "/a",
      "caf\xc3\xa9",
      "1 2 3 4 5 6 7 8 9 10 11 12 13",
  };

  (void)state;
  for (size_t i = 0; i < ROWS(row); i++) {
    struct patterns p = {0};

    if (patterns_add(&p, span_of(row[i]), 0, 0) != PATTERN_MALFORMED)
      fail_msg("\"%s\" was taken", row[i]);
    patterns_done(&p);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_language),
      cmocka_unit_test(test_cancelling),
      cmocka_unit_test(test_malformed),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
