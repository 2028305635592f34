#include "harm/pattern.h"

#include <stdlib.h>
#include <string.h>

void patterns_done(struct patterns *p)
{
  lexicon_done(&p->lexicon);
  free(p->choice);
  free(p->step);
  free(p->pattern);
  free(p->from);
  free(p->begins);
  *p = (struct patterns){0};
}

/* Room for one more of `size` bytes behind n; the array may move. */
static bool grow(void *array, size_t n, size_t *cap, size_t size)
{
  size_t more = *cap ? *cap * 2 : 256;
  void *old, *grown;

  if (n < *cap)
    return true;
  memcpy(&old, array, sizeof(old));
  grown = realloc(old, more * size);
  if (grown == NULL)
    return false;
  memcpy(array, &grown, sizeof(grown));
  *cap = more;
  return true;
}

/* --- compiling ------------------------------------------------------------------------------------------------- */

static bool plain(struct span word)
{
  for (size_t i = 0; i < word.n; i++)
    if (!(word.p[i] >= 'a' && word.p[i] <= 'z') && !(word.p[i] >= '0' && word.p[i] <= '9'))
      return false;
  return word.n > 0 && word.n <= LEXICON_WORD_MAX;
}

/* `a/b*` : the choices of one step. */
static enum pattern_rc add_step(struct patterns *p, struct span text, bool gap)
{
  struct pattern_step step = {.first = (uint32_t)p->choices, .gap = gap};

  if (text.n > 0 && text.p[text.n - 1] == '?') {
    step.optional = true;
    text.n--;
  }
  if (text.n > 0 && text.p[text.n - 1] == '/')
    return PATTERN_MALFORMED;
  while (text.n > 0) {
    struct span word = span_cut(&text, '/');
    bool beginning = word.n > 0 && word.p[word.n - 1] == '*';
    lexeme id;

    word.n -= beginning;
    if (!plain(word))
      return PATTERN_MALFORMED;
    id = lexicon_add(&p->lexicon, word, beginning);
    if (id == 0 || !grow(&p->choice, p->choices, &p->choices_cap, sizeof(*p->choice)))
      return PATTERN_NO_MEMORY;
    p->choice[p->choices++] = id;
    step.n++;
  }
  if (step.n == 0)
    return PATTERN_MALFORMED;
  if (!grow(&p->step, p->steps, &p->steps_cap, sizeof(*p->step)))
    return PATTERN_NO_MEMORY;
  p->step[p->steps++] = step;
  return PATTERN_OK;
}

enum pattern_rc patterns_add(struct patterns *p, struct span text, uint8_t group, uint16_t row)
{
  struct pattern one = {.first = (uint32_t)p->steps, .group = group, .row = row};
  enum pattern_rc rc;
  bool gap = false;

  if (text.n > 0 && text.p[text.n - 1] == ' ')
    return PATTERN_MALFORMED;
  while (text.n > 0) {
    struct span word = span_cut(&text, ' ');

    if (word.n == 0)
      return PATTERN_MALFORMED;
    if (span_is(word, "..")) {
      if (gap || one.n == 0)
        return PATTERN_MALFORMED;
      gap = true;
      continue;
    }
    if (one.n == PATTERN_STEPS_MAX)
      return PATTERN_MALFORMED;
    rc = add_step(p, word, gap);
    if (rc != PATTERN_OK)
      return rc;
    one.n++;
    gap = false;
  }
  if (one.n == 0 || gap || p->step[one.first].optional)
    return PATTERN_MALFORMED;
  if (!grow(&p->pattern, p->n, &p->cap, sizeof(*p->pattern)))
    return PATTERN_NO_MEMORY;
  p->pattern[p->n++] = one;
  return p->n <= UINT16_MAX ? PATTERN_OK : PATTERN_MALFORMED;
}

enum pattern_rc patterns_index(struct patterns *p)
{
  size_t places = (size_t)p->lexicon.last + 2, total = 0;

  p->from = calloc(places, sizeof(*p->from));
  if (p->from == NULL)
    return PATTERN_NO_MEMORY;
  for (size_t i = 0; i < p->n; i++) {
    const struct pattern_step *s = &p->step[p->pattern[i].first];

    total += s->n;
    for (size_t k = 0; k < s->n; k++)
      p->from[p->choice[s->first + k]]++;
  }
  p->begins = malloc((total + 1) * sizeof(*p->begins));
  if (p->begins == NULL)
    return PATTERN_NO_MEMORY;
  for (size_t id = 1; id < places; id++)
    p->from[id] += p->from[id - 1]; /* now the end of each lexeme's part; filling backwards makes it the start */
  for (size_t i = p->n; i-- > 0;) {
    const struct pattern_step *s = &p->step[p->pattern[i].first];

    for (size_t k = 0; k < s->n; k++)
      p->begins[--p->from[p->choice[s->first + k]]] = (uint16_t)i;
  }
  return PATTERN_OK;
}

/* --- matching -------------------------------------------------------------------------------------------------- */

struct run {
  const struct patterns *p;
  const struct pattern_word *word;
  size_t n;
  struct pattern_how how;
  bool (*found)(void *ctx, size_t end);
  void *ctx;
};

static bool is_one_of(const struct run *r, const struct pattern_step *s, size_t at)
{
  const struct lexicon_hits *h = &r->word[at].hits;
  const lexeme *choice = r->p->choice + s->first;
  size_t hits = r->how.guesses ? h->n : h->exact;

  for (size_t i = 0; i < hits; i++)
    for (size_t k = 0; k < s->n; k++)
      if (choice[k] == h->id[i])
        return true;
  return false;
}

/* Steps `s` .. `end` from word `at` on. Depth is bounded by PATTERN_STEPS_MAX. */
static bool match_from(const struct run *r, const struct pattern_step *s, const struct pattern_step *end, size_t at)
{
  size_t gap = 0;

  if (s == end)
    return r->found(r->ctx, at);
  for (;; gap++) {
    if (at + gap < r->n && is_one_of(r, s, at + gap) && match_from(r, s + 1, end, at + gap + 1))
      return true;
    if (!s->gap || gap == PATTERN_GAP_MAX || at + gap >= r->n || (r->how.bars && r->word[at + gap].bars))
      break;
  }
  return s->optional && match_from(r, s + 1, end, at);
}

bool pattern_match(const struct patterns *p, const struct pattern *one, const struct pattern_word *word, size_t n,
                   size_t at, struct pattern_how how, bool (*found)(void *ctx, size_t end), void *ctx)
{
  struct run r = {p, word, n, how, found, ctx};
  const struct pattern_step *s = p->step + one->first;

  return match_from(&r, s, s + one->n, at);
}
