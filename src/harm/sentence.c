#include "harm/sentence.h"

#include "base/utf8.h"
#include "harm/language.h"

#include <string.h>

/* What a byte or a character stands for, where that is not the (lower case) ASCII character itself. */
enum { FOREIGN = 1 /* a letter we know no word with */, DROPPED, DASH, DOTS };

enum { PLURAL_LETTERS_MIN = 3 }; /* shorter words keep their s */

static bool is_letter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == FOREIGN;
}

static bool is_digit_at(struct span text, size_t at)
{
  return at < text.n && text.p[at] >= '0' && text.p[at] <= '9';
}

static bool is_blank_at(struct span text, size_t at)
{
  return at >= text.n || text.p[at] == ' ' || text.p[at] == '\t' || text.p[at] == '\n' || text.p[at] == '\r';
}

/* A character beyond ASCII: accents and typographic marks as their plain fellows, invalid bytes like the apostrophe
 * they often are. */
static char beyond_ascii(struct sentence_reader *r, size_t *at)
{
  size_t from = *at;
  uint32_t c = utf8_next(r->text, at);

  if (c == 0x00ad || c == 0xfffd || c == 0xfeff || (c >= 0x200b && c <= 0x200d) || (c >= 0x300 && c <= 0x36f))
    return DROPPED;
  if (c == 0x2013 || c == 0x2014)
    return DASH;
  if (c == 0x2026)
    return DOTS;
  if (c == 0x85 || c == 0x2028 || c == 0x2029)
    return '\n';
  buf_clear(r->scratch);
  utf8_fold(span_part(r->text, from, *at - from), r->scratch);
  if (r->scratch->n > 0 && (unsigned char)r->scratch->p[0] < 0x80)
    return r->scratch->p[0] == '`' ? '\'' : r->scratch->p[0];
  return (c >= 0x2000 && c < 0x2c00) || c >= 0x1f000 ? ' ' : FOREIGN;
}

static char next_char(struct sentence_reader *r, size_t *at)
{
  unsigned char c = (unsigned char)r->text.p[*at];

  if (c >= 0x80)
    return beyond_ascii(r, at);
  ++*at;
  if (c >= 'A' && c <= 'Z')
    return (char)(c - 'A' + 'a');
  return c == '`' ? '\'' : c < 5 ? ' ' : (char)c;
}

/* --- words ----------------------------------------------------------------------------------------------------- */

/* A word as it is looked up; n = 0 when it cannot be one we know. */
struct typed {
  char p[LEXICON_WORD_MAX];
  size_t n;
  size_t from, to; /* bytes of the text */
  bool stretched;  /* a letter three times or more: soooo */
};

/* The word at r->at, which is a letter. Apostrophes inside are left out. */
static void read_word(struct sentence_reader *r, struct typed *w)
{
  bool known = true;

  w->n = 0;
  w->stretched = false;
  w->from = w->to = r->at;
  while (r->at < r->text.n) {
    size_t next = r->at;
    char c = next_char(r, &next);

    if (c == FOREIGN || (is_letter(c) && w->n == sizeof(w->p)))
      known = false;
    else if (is_letter(c))
      w->p[w->n++] = c;
    else if (c != '\'' && c != DROPPED)
      break;
    r->at = next;
    if (is_letter(c))
      w->to = next;
    if (w->n >= 3 && c == w->p[w->n - 2] && c == w->p[w->n - 3])
      w->stretched = true;
  }
  if (!known)
    w->n = 0;
}

/* No letter more than `times` times in a row. */
static void shrink(struct typed *w, size_t times)
{
  size_t n = 0, run = 0;

  for (size_t i = 0; i < w->n; i++) {
    run = n > 0 && w->p[i] == w->p[n - 1] ? run + 1 : 1;
    if (run <= times)
      w->p[n++] = w->p[i];
  }
  w->n = n;
}

static void retype(struct typed *w, const char *text)
{
  w->n = strlen(text);
  memcpy(w->p, text, w->n);
}

static unsigned find(const struct sentence_reader *r, const struct typed *w, struct lexicon_hits *out)
{
  unsigned classes = 0;

  lexicon_find(&r->patterns->lexicon, (struct span){w->p, w->n}, out);
  for (size_t i = 0; i < out->exact; i++)
    classes |= r->classes[out->id[i]];
  return classes;
}

static unsigned look_up(const struct sentence_reader *r, struct typed *w, struct lexicon_hits *out)
{
  unsigned classes = find(r, w, out);

  if (w->stretched && out->exact == 0) {
    shrink(w, 2);
    classes = find(r, w, out);
    if (out->exact == 0) {
      shrink(w, 1);
      classes = find(r, w, out);
    }
  }
  if (!out->whole && w->n > PLURAL_LETTERS_MIN && w->p[w->n - 1] == 's') { /* "my heart's racing" */
    struct typed one = *w;
    struct lexicon_hits hits;

    one.n--;
    find(r, &one, &hits);
    if (hits.whole) {
      *w = one;
      classes = find(r, w, out);
    }
  }
  if ((classes & WORD_ALIAS) == 0)
    return classes;
  for (size_t i = 0; i < language_alias_n; i++)
    if (span_is((struct span){w->p, w->n}, language_alias[i].typed)) {
      retype(w, language_alias[i].meant);
      return find(r, w, out);
    }
  return classes;
}

/* "do" + "not": becomes one word with the one before. */
static bool join(const struct sentence_reader *r, struct sentence *s, struct typed *last, const struct typed *w)
{
  struct span first = {last->p, last->n}, second = {w->p, w->n};

  for (size_t i = 0; i < language_pair_n; i++)
    if (span_is(second, language_pair[i].second) && span_is(first, language_pair[i].first)) {
      retype(last, language_pair[i].joined);
      s->word[s->n - 1].to = w->to;
      s->word[s->n - 1].classes = find(r, last, &s->look[s->n - 1].hits);
      return true;
    }
  return false;
}

/* --- what stands between --------------------------------------------------------------------------------------- */

/* r->at is behind the character c, which began at `from`. */
static enum gap between(struct sentence_reader *r, char c, size_t from, size_t word_letters)
{
  struct span t = r->text;
  bool in_number = from > 0 && is_digit_at(t, from - 1) && is_digit_at(t, r->at);

  switch (c) {
  case '!':
  case '?':
  case ';':
  case '\n':
  case '\r':
  case '|':
    return GAP_END;
  case '.':
    if (r->at < t.n && t.p[r->at] == '.') {
      while (r->at < t.n && t.p[r->at] == '.')
        r->at++;
      return GAP_COLON;
    }
    if (word_letters == 1 && (!is_blank_at(t, r->at) || (from > 1 && t.p[from - 2] == '.')))
      return GAP_BLANK; /* a.m. */
    return in_number ? GAP_BLANK : GAP_END;
  case ':':
    return in_number ? GAP_BLANK : GAP_COLON;
  case ',':
    return in_number ? GAP_BLANK : GAP_COMMA;
  case '(':
  case ')':
  case '[':
  case ']':
  case '+':
  case '\t':
    return GAP_COMMA;
  case '-':
    return r->at < t.n && t.p[r->at] == '-'                                   ? GAP_COLON
           : (from == 0 || is_blank_at(t, from - 1)) && is_blank_at(t, r->at) ? GAP_COLON
                                                                              : GAP_BLANK;
  case DASH:
  case DOTS:
  case '=':
  case '>':
    return GAP_COLON;
  default:
    return GAP_BLANK;
  }
}

/* Is what follows r->at nothing but "no"? */
static bool answered_no(const struct sentence_reader *r)
{
  struct sentence_reader ahead = *r;
  struct lexicon_hits hits;
  struct typed w;
  bool first = true, ended = false;

  while (ahead.at < ahead.text.n) {
    size_t from = ahead.at, next = from;
    char c = next_char(&ahead, &next);

    if (is_letter(c)) {
      unsigned classes;

      if (ended)
        return true;
      read_word(&ahead, &w);
      classes = look_up(&ahead, &w, &hits);
      if (!first)
        return (classes & (WORD_CONTRAST | WORD_NOT)) != 0;
      if ((classes & (WORD_NO | WORD_NONE)) == 0)
        return false;
      first = false;
      continue;
    }
    ahead.at = next;
    ended = !first && (ended || between(&ahead, c, from, w.n) != GAP_BLANK);
  }
  return !first;
}

/* --- sentences ------------------------------------------------------------------------------------------------- */

/* The last words of a sentence that goes on begin its next part. */
static size_t carry(struct sentence *s)
{
  size_t kept = s->cut ? SENTENCE_OVERLAP : 0;

  memmove(s->word, s->word + s->n - kept, kept * sizeof(*s->word));
  memmove(s->look, s->look + s->n - kept, kept * sizeof(*s->look));
  s->n = kept;
  s->cut = s->denied = false;
  return kept;
}

/* "not yet" ends nothing. */
static bool is_not_yet(const struct sentence *s, const struct typed *w)
{
  return s->n > 0 && (s->word[s->n - 1].classes & WORD_NOT) && span_is((struct span){w->p, w->n}, "yet");
}

bool sentence_next(struct sentence_reader *r, struct sentence *s)
{
  size_t kept = carry(s);
  enum gap gap = GAP_BLANK;
  struct typed last = {.n = 0}, w = {.n = 0};

  while (r->at < r->text.n) {
    size_t from = r->at, next = from;
    char c = next_char(r, &next);
    struct lexicon_hits hits;
    unsigned classes;

    if (!is_letter(c)) {
      enum gap here;

      r->at = next;
      here = between(r, c, from, w.to - w.from);
      gap = here > gap ? here : gap;
      if (gap == GAP_END && s->n > 0) {
        s->denied = c == '?' && answered_no(r);
        return true;
      }
      continue;
    }
    if (s->n == SENTENCE_MAX) {
      s->cut = true;
      return true;
    }
    read_word(r, &w);
    classes = look_up(r, &w, &hits);
    if (gap == GAP_BLANK && s->n > 0 && (classes & WORD_TAIL) && (s->word[s->n - 1].classes & WORD_HEAD) &&
        join(r, s, &last, &w))
      continue;
    if ((classes & WORD_CONTRAST) && !is_not_yet(s, &w)) {
      gap = GAP_BLANK;
      if (s->n > 0)
        return true;
      continue;
    }
    s->word[s->n] = (struct word){w.from, w.to, s->n == 0 || gap == GAP_END ? GAP_BLANK : gap, classes};
    s->look[s->n].hits = hits;
    s->n++;
    last = w;
    gap = GAP_BLANK;
  }
  return s->n > kept;
}
