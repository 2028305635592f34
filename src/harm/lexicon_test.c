#include "harm/lexicon.h"

#include "base/rng.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static const char *const whole[] = {"chest",    "seizure", "fainted", "swollen", "yellow", "unconscious", "be", "7oh",
                                    "jaundice", "breathe", "pain",    "painful", "throat", "tongue",      "a"};
static const char *const beginning[] = {"breath", "hallucinat", "pain", "suicid", "1", "convuls", "se"};

enum { WHOLE = sizeof(whole) / sizeof(whole[0]), BEGINNING = sizeof(beginning) / sizeof(beginning[0]) };

struct known {
  struct lexicon lexicon;
  lexeme whole[WHOLE], beginning[BEGINNING];
};

static void fill(struct known *k)
{
  for (size_t i = 0; i < WHOLE; i++)
    assert_int_not_equal(k->whole[i] = lexicon_add(&k->lexicon, span_of(whole[i]), false), 0);
  for (size_t i = 0; i < BEGINNING; i++)
    assert_int_not_equal(k->beginning[i] = lexicon_add(&k->lexicon, span_of(beginning[i]), true), 0);
}

static void test_same_word_same_lexeme(void **state)
{
  struct known k = {0};

  (void)state;
  fill(&k);
  for (size_t i = 0; i < WHOLE; i++)
    assert_int_equal(lexicon_add(&k.lexicon, span_of(whole[i]), false), k.whole[i]);
  for (size_t i = 0; i < BEGINNING; i++)
    assert_int_equal(lexicon_add(&k.lexicon, span_of(beginning[i]), true), k.beginning[i]);
  assert_int_equal(k.lexicon.last, WHOLE + BEGINNING);
  lexicon_done(&k.lexicon);
}

static bool has(const struct lexicon_hits *h, size_t from, size_t to, lexeme id)
{
  for (size_t i = from; i < to; i++)
    if (h->id[i] == id)
      return true;
  return false;
}

/* One slip apart, counted by base/utf8 and not by the tree. */
static bool one_slip(struct span typed, struct span known)
{
  bool first = typed.p[0] == known.p[0];
  bool swapped = typed.n > 1 && known.n > 1 && typed.p[0] == known.p[1] && typed.p[1] == known.p[0] &&
                 span_eq(span_from(typed, 2), span_from(known, 2));

  return (first && utf8_distance(typed, known, 1) == 1) || swapped;
}

static bool begins_one_slip_apart(struct span typed, struct span known)
{
  for (size_t n = known.n - 1; n <= known.n + 1 && n <= typed.n; n++)
    if (one_slip(span_part(typed, 0, n), known))
      return true;
  return typed.n > known.n && one_slip(span_part(typed, 0, known.n), known);
}

static void check(const struct known *k, struct span typed)
{
  struct lexicon_hits h;
  bool known = false;

  lexicon_find(&k->lexicon, typed, &h);
  for (size_t i = 0; i < WHOLE; i++) {
    bool same = span_is(typed, whole[i]);

    known = known || same;
    if (has(&h, 0, h.exact, k->whole[i]) != same)
      fail_msg("\"%.*s\" read as %s: %d", SPAN_FMT(typed), whole[i], !same);
  }
  assert_int_equal(h.whole, known);
  for (size_t i = 0; i < BEGINNING; i++)
    if (has(&h, 0, h.exact, k->beginning[i]) != span_starts(typed, beginning[i]))
      fail_msg("\"%.*s\" and the beginning %s", SPAN_FMT(typed), beginning[i]);
  for (size_t i = 0; i < WHOLE; i++) {
    bool guess = !known && typed.n >= 5 && strlen(whole[i]) >= 6 && one_slip(typed, span_of(whole[i]));

    if (has(&h, h.exact, h.n, k->whole[i]) != guess)
      fail_msg("\"%.*s\" guessed as %s: %d", SPAN_FMT(typed), whole[i], !guess);
  }
  for (size_t i = 0; i < BEGINNING; i++) {
    bool guess = !known && typed.n >= 5 && strlen(beginning[i]) >= 6 && !span_starts(typed, beginning[i]) &&
                 begins_one_slip_apart(typed, span_of(beginning[i]));

    if (has(&h, h.exact, h.n, k->beginning[i]) != guess)
      fail_msg("\"%.*s\" guessed as the beginning %s: %d", SPAN_FMT(typed), beginning[i], !guess);
  }
}

/* A known word with up to two random slips. */
static size_t mistype(struct rng *rng, char *p, size_t n)
{
  for (uint64_t slips = rng_below(rng, 3); slips > 0; slips--) {
    size_t at = rng_below(rng, n + 1);
    char c = (char)('a' + rng_below(rng, 26));

    switch (rng_below(rng, 4)) {
    case 0:
      memmove(p + at + 1, p + at, n - at);
      p[at] = c;
      n++;
      break;
    case 1:
      if (at < n && n > 1) {
        memmove(p + at, p + at + 1, n - at - 1);
        n--;
      }
      break;
    case 2:
      if (at < n)
        p[at] = c;
      break;
    default:
      if (at + 1 < n) {
        c = p[at];
        p[at] = p[at + 1];
        p[at + 1] = c;
      }
    }
  }
  return n;
}

static void test_against_counting(void **state)
{
  struct known k = {0};
  struct rng rng;

  (void)state;
  rng_init(&rng, 20261125);
  fill(&k);
  for (int i = 0; i < 200000; i++) {
    uint64_t pick = rng_below(&rng, WHOLE + BEGINNING);
    const char *from = pick < WHOLE ? whole[pick] : beginning[pick - WHOLE];
    char p[LEXICON_WORD_MAX];
    size_t n = strlen(from);

    memcpy(p, from, n);
    if (rng_below(&rng, 2)) /* an ending */
      for (uint64_t more = rng_below(&rng, 4); more > 0; more--)
        p[n++] = (char)('a' + rng_below(&rng, 26));
    n = mistype(&rng, p, n);
    check(&k, (struct span){p, n});
  }
  lexicon_done(&k.lexicon);
}

static void test_nothing_known(void **state)
{
  struct lexicon x = {0};
  struct lexicon_hits h;

  (void)state;
  lexicon_find(&x, SPAN("chest"), &h);
  assert_int_equal(h.n, 0);
  lexicon_done(&x);
  lexicon_add(&x, SPAN("chest"), false);
  lexicon_find(&x, SPAN(""), &h);
  assert_int_equal(h.n, 0);
  lexicon_find(&x, SPAN("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), &h);
  assert_int_equal(h.n, 0);
  lexicon_done(&x);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_same_word_same_lexeme),
      cmocka_unit_test(test_against_counting),
      cmocka_unit_test(test_nothing_known),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
