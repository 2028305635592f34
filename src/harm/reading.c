#include "harm/reading.h"

enum {
  DENIAL_REACH = 6,   /* words between a denial and what it denies */
  SUPPOSED_REACH = 8, /* the same for "if I get" */
  USED_TO_REACH = 4,  /* for "used to" */
  IF_MY_REACH = 2,    /* for "if my" */
  OR_REACH = 4,       /* words behind a match in which an "or" shows that it stands in a list */
};

void reading_begin(struct reading *r)
{
  r->phrases = 0;
  r->present = false;
}

void reading_phrase(struct reading *r, enum language_use use, size_t at, size_t end)
{
  struct word *word = r->sentence.word;

  if (use == USE_NO_DENIAL)
    word[at].classes &= ~(unsigned)WORD_NOT;
  else if (use == USE_NO_WITHOUT)
    word[end - 1].classes &= ~(unsigned)WORD_NOT;
  else if (use == USE_DENIAL)
    word[at].classes |= WORD_NOT;
  else if (r->phrases < READING_PHRASES_MAX)
    r->phrase[r->phrases++] = (struct phrase){use, at, end};
}

void reading_settle(struct reading *r)
{
  struct sentence *s = &r->sentence;

  for (size_t i = 0; i < s->n; i++) {
    s->look[i].bars = (s->word[i].classes & WORD_NOT) != 0;
    r->present = r->present || (s->word[i].classes & WORD_NOW);
  }
}

/* --- denied ------------------------------------------------------------------------------------------------------ */

/* An "or" that makes the match one of a list: between the comma and the match, right behind it, or behind further items
 * ("no fever, chest pain, rash or chills"). */
static bool in_or_list(const struct sentence *s, size_t comma, size_t at, size_t end)
{
  for (size_t i = comma; i < at; i++)
    if (s->word[i].classes & WORD_OR)
      return true;
  if (end == s->n || (!(s->word[end].classes & WORD_OR) && s->word[end].before != GAP_COMMA))
    return false;
  for (size_t i = end; i < s->n && i < end + OR_REACH; i++) {
    if (s->word[i].classes & WORD_OR)
      return true;
    if (s->word[i].classes & (WORD_AND | WORD_NOT))
      return false;
  }
  return false;
}

/* "never had chest pain like this", "no chest pain until today", "never had a seizure before" */
static bool denial_undone(const struct reading *r, size_t end)
{
  const struct sentence *s = &r->sentence;

  for (size_t i = 0; i < r->phrases; i++)
    if (r->phrase[i].use == USE_UNTIL && r->phrase[i].at == end)
      return true;
  return end < s->n && (s->word[end].classes & WORD_BEFORE) &&
         (end + 1 == s->n || s->word[end + 1].before != GAP_BLANK);
}

static bool denied_before(const struct reading *r, size_t at, size_t end)
{
  const struct sentence *s = &r->sentence;
  size_t comma = SENTENCE_MAX;

  if (s->word[at].classes & (WORD_CANT | WORD_NOT))
    return false; /* "no pulse and cant breathe": what begins with a denial of its own is not denied by another */
  for (size_t i = at; i > 0 && at - (i - 1) <= DENIAL_REACH; i--) {
    if (s->word[i].before == GAP_COLON)
      return false;
    if (s->word[i].before == GAP_COMMA && comma == SENTENCE_MAX)
      comma = i;
    if ((s->word[i - 1].classes & WORD_NOT) && (comma == SENTENCE_MAX || in_or_list(s, comma, at, end)))
      return !denial_undone(r, end);
  }
  return false;
}

/* "chest pain: none", "jaundice was ruled out", "seizures no" */
static bool denied_behind(const struct sentence *s, size_t at, size_t end)
{
  size_t i = end;

  if (s->denied)
    return true;
  for (size_t k = 0; k < 2 && i < s->n && s->word[i].before == GAP_BLANK && (s->word[i].classes & WORD_IS); k++)
    i++;
  if (i >= s->n || s->word[i].before == GAP_COMMA || !(s->word[i].classes & (WORD_NONE | WORD_NO)))
    return false;
  for (size_t k = at; s->word[i].before == GAP_BLANK && k < end; k++)
    if (s->word[k].classes & (WORD_CANT | WORD_NOT))
      return false; /* cant breathe no more */
  return i + 1 == s->n || s->word[i + 1].before != GAP_BLANK || (s->word[i + 1].classes & WORD_AFTER);
}

bool reading_denies(const struct reading *r, size_t at, size_t end)
{
  return denied_before(r, at, end) || denied_behind(&r->sentence, at, end);
}

/* --- spoken of --------------------------------------------------------------------------------------------------- */

/* "if I get" with nothing between it and the match that begins a clause of its own */
static bool supposes(const struct sentence *s, const struct phrase *p, size_t at)
{
  if (p->at > 0 && (s->word[p->at - 1].classes & WORD_DOUBT))
    return false;
  if (p->end < s->n && (s->word[p->end].classes & WORD_AWAY))
    return false;
  for (size_t i = p->end; i < at; i++)
    if (s->word[i].classes & WORD_SUBJECT)
      return false;
  return true;
}

static bool reasons(const struct sentence *s, size_t from, size_t at)
{
  for (size_t i = from; i < at; i++)
    if (s->word[i].classes & WORD_BECAUSE)
      return true;
  return false;
}

bool reading_only_speaks_of(const struct reading *r, size_t at, bool if_counts)
{
  const struct sentence *s = &r->sentence;

  for (size_t i = 0; i < r->phrases; i++) {
    const struct phrase *p = &r->phrase[i];
    bool near = p->at < at && at - p->at <= SUPPOSED_REACH && !reasons(s, p->end, at);

    if (p->use == USE_ASKED && near && p->end <= at)
      return true;
    if (if_counts && p->use == USE_SUPPOSED && near && supposes(s, p, at))
      return true;
    if (if_counts && p->use == USE_IF_MY && p->end <= at && at - p->end <= IF_MY_REACH && supposes(s, p, at))
      return true;
  }
  return false;
}

/* --- long past --------------------------------------------------------------------------------------------------- */

/* Words at .. end - 1 with nothing but blanks between them. */
static bool one_clause(const struct sentence *s, size_t at, size_t end)
{
  for (size_t i = at + 1; i < end; i++)
    if (s->word[i].before != GAP_BLANK)
      return false;
  return true;
}

bool reading_is_long_past(const struct reading *r, size_t at, size_t end)
{
  const struct sentence *s = &r->sentence;
  bool past = false;

  if (r->present)
    return false;
  for (size_t i = 0; i < r->phrases; i++)
    past = past || r->phrase[i].use == USE_PAST;
  for (size_t i = 0; i < r->phrases; i++) {
    const struct phrase *p = &r->phrase[i];

    if (p->at == end && (p->use == USE_BACK_THEN || (p->use == USE_THEN && past)))
      return true;
    if (p->use == USE_USED_TO && p->end <= at && at - p->end <= USED_TO_REACH && one_clause(s, p->at, at + 1))
      return true;
    if (p->use == USE_PAST && p->end <= at && one_clause(s, p->at == 0 ? p->end : p->at, at + 1))
      return true;
    if (p->use == USE_PAST && p->at >= end && one_clause(s, at, p->end))
      return true;
  }
  return false;
}
