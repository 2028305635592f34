#include "harm/lexicon.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct lexicon_node {
  uint16_t child, next; /* first child, next sibling; 0: none */
  lexeme whole, beginning;
  uint8_t depth;   /* letters from the root */
  uint8_t deepest; /* letters of the longest lexeme through here */
  char letter;
};

enum { LETTERS = 36, NODES_MAX = UINT16_MAX, TYPED_LETTERS_MIN = LEXICON_FUZZY_LETTERS - 1 };

void lexicon_done(struct lexicon *x)
{
  free(x->node);
  free(x->second);
  *x = (struct lexicon){0};
}

static size_t number(char letter)
{
  return (size_t)(letter <= '9' ? letter - '0' + 26 : letter - 'a');
}

/* Node 0 is the root, 1 .. LETTERS are the first letters. Near the root the lists of children are long: there a table
 * is asked, further down the list. */
static uint16_t *second(const struct lexicon *x, uint16_t first, char letter)
{
  return &x->second[(size_t)(first - 1) * LETTERS + number(letter)];
}

static uint16_t child_of(const struct lexicon *x, uint16_t node, char letter)
{
  uint16_t c;

  if (node == 0)
    return (uint16_t)(1 + number(letter));
  if (node <= LETTERS)
    return *second(x, node, letter);
  c = x->node[node].child;
  while (c && x->node[c].letter != letter)
    c = x->node[c].next;
  return c;
}

/* Room for `more` nodes. */
static bool reserve(struct lexicon *x, size_t more)
{
  size_t cap = x->cap ? x->cap : 4096;
  struct lexicon_node *grown;

  while (cap < x->n + more)
    cap *= 2;
  assert(x->n + more <= NODES_MAX);
  if (cap == x->cap)
    return true;
  grown = realloc(x->node, cap * sizeof(*grown));
  if (grown == NULL)
    return false;
  x->node = grown;
  x->cap = cap;
  if (x->n == 0) {
    x->second = calloc((size_t)LETTERS * LETTERS, sizeof(*x->second));
    if (x->second == NULL)
      return false;
    for (size_t i = 0; i <= LETTERS; i++)
      x->node[i] = (struct lexicon_node){.depth = i > 0};
    x->n = 1 + LETTERS;
  }
  return true;
}

static uint16_t add_child(struct lexicon *x, uint16_t node, char letter)
{
  uint16_t c = (uint16_t)x->n++;

  x->node[c] =
      (struct lexicon_node){.next = x->node[node].child, .depth = (uint8_t)(x->node[node].depth + 1), .letter = letter};
  x->node[node].child = c;
  if (node <= LETTERS)
    *second(x, node, letter) = c;
  return c;
}

lexeme lexicon_add(struct lexicon *x, struct span word, bool beginning)
{
  uint16_t at = 0;
  lexeme *id;

  assert(word.n > 0 && word.n <= LEXICON_WORD_MAX);
  if (!reserve(x, word.n + 1 + LETTERS))
    return 0;
  for (size_t i = 0; i < word.n; i++) {
    uint16_t next = child_of(x, at, word.p[i]);

    at = next ? next : add_child(x, at, word.p[i]);
    if (x->node[at].deepest < word.n)
      x->node[at].deepest = (uint8_t)word.n;
  }
  id = beginning ? &x->node[at].beginning : &x->node[at].whole;
  if (*id == 0)
    *id = ++x->last;
  return *id;
}

/* --- guessing ------------------------------------------------------------------------------------------------- */

struct guess {
  const struct lexicon *x;
  struct span word;
  struct lexicon_hits *out;
};

static void hit(struct lexicon_hits *out, lexeme id)
{
  if (id == 0 || out->n == LEXICON_HITS_MAX)
    return;
  for (size_t i = 0; i < out->n; i++)
    if (out->id[i] == id)
      return;
  out->id[out->n++] = id;
}

/* The slip lies behind us: the rest must be as known. */
static void rest(const struct guess *g, uint16_t node, size_t at)
{
  for (;;) {
    const struct lexicon_node *v = &g->x->node[node];

    if (v->depth >= LEXICON_FUZZY_LETTERS) {
      hit(g->out, v->beginning);
      if (at == g->word.n)
        hit(g->out, v->whole);
    }
    if (at == g->word.n)
      return;
    node = child_of(g->x, node, g->word.p[at]);
    if (node == 0)
      return;
    at++;
  }
}

/* Every slip that can stand at letter `at`, reached letter by letter without one. */
static void slip(const struct guess *g, uint16_t node, size_t at)
{
  const struct lexicon_node *v = g->x->node;
  const char *letter = g->word.p;

  if (at > 0) {
    for (uint16_t c = v[node].child; c; c = v[c].next)
      if (v[c].deepest >= LEXICON_FUZZY_LETTERS) {
        rest(g, c, at); /* a letter was lost */
        if (at < g->word.n && v[c].letter != letter[at])
          rest(g, c, at + 1); /* changed */
      }
    if (at < g->word.n)
      rest(g, node, at + 1); /* added */
  }
  if (at + 1 < g->word.n && letter[at] != letter[at + 1]) {
    uint16_t c = child_of(g->x, node, letter[at + 1]);

    c = c ? child_of(g->x, c, letter[at]) : 0;
    if (c)
      rest(g, c, at + 2); /* swapped */
  }
}

static void guess_all(const struct lexicon *x, struct span word, struct lexicon_hits *out)
{
  struct guess g = {x, word, out};
  uint16_t node = 0;

  for (size_t at = 0; at <= word.n; at++) {
    slip(&g, node, at);
    if (at == word.n)
      return;
    node = child_of(x, node, word.p[at]);
    if (node == 0 || x->node[node].deepest < LEXICON_FUZZY_LETTERS)
      return;
  }
}

void lexicon_find(const struct lexicon *x, struct span word, struct lexicon_hits *out)
{
  lexeme beginning[LEXICON_WORD_MAX];
  size_t n = 0, at = 0;
  uint16_t node = 0;

  out->n = out->exact = 0;
  out->whole = false;
  if (x->n == 0 || word.n == 0 || word.n > LEXICON_WORD_MAX)
    return;
  for (; at < word.n; at++) {
    node = child_of(x, node, word.p[at]);
    if (node == 0)
      break;
    if (x->node[node].beginning)
      beginning[n++] = x->node[node].beginning;
  }
  if (at == word.n) {
    hit(out, x->node[node].whole);
    out->whole = x->node[node].whole != 0;
  }
  while (n > 0)
    hit(out, beginning[--n]); /* the longest first: what overflows is the vaguest */
  out->exact = out->n;
  if (!out->whole && word.n >= TYPED_LETTERS_MIN && (word.p[0] < '0' || word.p[0] > '9'))
    guess_all(x, word, out);
}
