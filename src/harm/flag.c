#include "harm/flag.h"

#include "base/buf.h"
#include "harm/reading.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS_MAX = 64 }; /* rows of red_flag_levels.csv */

enum group { GROUP_FIRES, GROUP_CANCELS, GROUP_LEVEL, GROUP_LANGUAGE };

struct flag_matcher {
  struct patterns patterns;
  uint32_t *classes;                           /* enum word_class of each lexeme */
  uint8_t *flag_of;                            /* of each row of red_flag_patterns: its row of red_flags, ... */
  enum fact_level *level_of;                   /* ... and its level */
  size_t raised[LEVELS_MAX], with[LEVELS_MAX]; /* of each row of red_flag_levels: its flag, the flag in its pattern */
  struct buf scratch;
  struct reading reading;
  bool cancelled[FLAG_HITS_MAX][SENTENCE_MAX]; /* words under a cancelling pattern ... */
  bool cancelled_known[FLAG_HITS_MAX];         /* ... once they were needed */
};

/* --- making ---------------------------------------------------------------------------------------------------- */

static size_t flag_index(const char *key)
{
  const struct fact_red_flag *flag = fact_red_flag_by_key(span_of(key));

  assert(flag != NULL);
  return (size_t)(flag - fact_red_flag);
}

static enum pattern_rc add_patterns(struct flag_matcher *m)
{
  enum pattern_rc rc = PATTERN_OK;

  for (size_t i = 0; rc == PATTERN_OK && i < fact_red_flag_pattern_n; i++) {
    const struct fact_red_flag_pattern *row = &fact_red_flag_pattern[i];

    if (i > 0 && strcmp(row->flag, row[-1].flag) == 0)
      m->flag_of[i] = m->flag_of[i - 1];
    else
      m->flag_of[i] = (uint8_t)flag_index(row->flag);
    m->level_of[i] = fact_red_flag[m->flag_of[i]].level;
    rc = patterns_add(&m->patterns, span_of(row->pattern), row->cancels ? GROUP_CANCELS : GROUP_FIRES, (uint16_t)i);
  }
  for (size_t i = 0; rc == PATTERN_OK && i < fact_red_flag_level_n; i++) {
    const struct fact_red_flag_level *row = &fact_red_flag_level[i];

    m->raised[i] = flag_index(row->flag);
    if (row->when == LEVEL_WITH_FLAG)
      m->with[i] = flag_index(row->pattern);
    else if (row->when == LEVEL_WITH)
      rc = patterns_add(&m->patterns, span_of(row->pattern), GROUP_LEVEL, (uint16_t)i);
    else
      for (size_t k = 0; k < fact_red_flag_pattern_n; k++)
        if (m->flag_of[k] == m->raised[i] && strcmp(fact_red_flag_pattern[k].pattern, row->pattern) == 0)
          m->level_of[k] = row->level;
  }
  for (size_t i = 0; rc == PATTERN_OK && i < language_phrase_n; i++)
    rc = patterns_add(&m->patterns, span_of(language_phrase[i].pattern), GROUP_LANGUAGE, (uint16_t)i);
  return rc;
}

/* Adds every word of `words` to the lexicon; once `classes` stands, marks it. */
static bool class_words(struct flag_matcher *m, const char *words, unsigned classes)
{
  struct span rest = span_of(words);

  while (rest.n > 0) {
    lexeme id = lexicon_add(&m->patterns.lexicon, span_cut(&rest, ' '), false);

    if (id == 0)
      return false;
    if (m->classes)
      m->classes[id] |= classes;
  }
  return true;
}

static bool add_language(struct flag_matcher *m)
{
  bool ok = true;

  for (size_t i = 0; ok && i < language_words_n; i++)
    ok = class_words(m, language_words[i].words, language_words[i].classes);
  for (size_t i = 0; ok && i < language_alias_n; i++)
    ok = class_words(m, language_alias[i].typed, WORD_ALIAS);
  for (size_t i = 0; ok && i < language_pair_n; i++)
    ok = class_words(m, language_pair[i].first, WORD_HEAD) && class_words(m, language_pair[i].second, WORD_TAIL);
  return ok;
}

static enum pattern_rc make(struct flag_matcher *m)
{
  enum pattern_rc rc;

  m->flag_of = calloc(fact_red_flag_pattern_n, sizeof(*m->flag_of));
  m->level_of = calloc(fact_red_flag_pattern_n, sizeof(*m->level_of));
  if (m->flag_of == NULL || m->level_of == NULL)
    return PATTERN_NO_MEMORY;
  rc = add_patterns(m);
  if (rc != PATTERN_OK)
    return rc;
  if (!add_language(m)) /* makes the lexemes; the second time they get their classes */
    return PATTERN_NO_MEMORY;
  m->classes = calloc((size_t)m->patterns.lexicon.last + 1, sizeof(*m->classes));
  if (m->classes == NULL || !add_language(m))
    return PATTERN_NO_MEMORY;
  return patterns_index(&m->patterns);
}

enum rc flag_matcher_new(struct flag_matcher **out, struct err *e)
{
  struct flag_matcher *m = calloc(1, sizeof(*m));
  enum pattern_rc rc = m ? make(m) : PATTERN_NO_MEMORY;

  assert(fact_red_flag_n <= FLAG_HITS_MAX && fact_red_flag_level_n <= LEVELS_MAX);
  assert(rc != PATTERN_MALFORMED);
  if (rc != PATTERN_OK) {
    flag_matcher_free(m);
    return err_set(e, RC_NO_MEMORY, "There is not enough memory to read notes for danger signs.");
  }
  *out = m;
  return RC_OK;
}

void flag_matcher_free(struct flag_matcher *m)
{
  if (m == NULL)
    return;
  patterns_done(&m->patterns);
  buf_done(&m->scratch);
  free(m->classes);
  free(m->flag_of);
  free(m->level_of);
  free(m);
}

/* --- walking over a sentence ------------------------------------------------------------------------------------ */

struct scan {
  struct flag_matcher *m;
  struct flag_hit hit[FLAG_HITS_MAX]; /* by row of red_flags; flag NULL: none yet */
  bool with[LEVELS_MAX];              /* rows of red_flag_levels whose pattern was met */
};

struct meeting {
  struct scan *scan;
  const struct pattern *pattern;
  size_t at, flag;
};

/* Calls met() for every match of every pattern of `group` (and of one flag, unless flag is FLAG_HITS_MAX). */
static void each_match(struct scan *scan, enum group group, size_t flag, bool (*met)(void *ctx, size_t end))
{
  struct flag_matcher *m = scan->m;
  const struct patterns *p = &m->patterns;
  const struct sentence *s = &m->reading.sentence;
  bool fires = group == GROUP_FIRES || group == GROUP_LEVEL;
  struct pattern_how how = {fires, fires};

  for (size_t at = 0; at < s->n; at++) {
    const struct lexicon_hits *h = &s->look[at].hits;

    for (size_t i = 0; i < (fires ? h->n : h->exact); i++)
      for (uint32_t b = p->from[h->id[i]]; b < p->from[h->id[i] + 1]; b++) {
        struct meeting meeting = {scan, &p->pattern[p->begins[b]], at, 0};

        if (meeting.pattern->group != group)
          continue;
        if (group == GROUP_FIRES || group == GROUP_CANCELS) {
          meeting.flag = m->flag_of[meeting.pattern->row];
          if (flag != FLAG_HITS_MAX && flag != meeting.flag)
            continue;
        }
        pattern_match(p, meeting.pattern, s->look, s->n, at, how, met, &meeting);
      }
  }
}

/* --- the language ----------------------------------------------------------------------------------------------- */

static bool met_phrase(void *ctx, size_t end)
{
  const struct meeting *g = ctx;

  reading_phrase(&g->scan->m->reading, language_phrase[g->pattern->row].use, g->at, end);
  return false;
}

static void read_language(struct scan *scan)
{
  struct flag_matcher *m = scan->m;

  reading_begin(&m->reading);
  each_match(scan, GROUP_LANGUAGE, FLAG_HITS_MAX, met_phrase);
  reading_settle(&m->reading);
  memset(m->cancelled_known, 0, sizeof(m->cancelled_known));
}

/* --- matches ---------------------------------------------------------------------------------------------------- */

static bool met_cancel(void *ctx, size_t end)
{
  const struct meeting *g = ctx;

  for (size_t i = g->at; i < end; i++)
    g->scan->m->cancelled[g->flag][i] = true;
  return false;
}

static bool is_cancelled(struct scan *scan, size_t flag, size_t at, size_t end)
{
  struct flag_matcher *m = scan->m;

  if (!m->cancelled_known[flag]) {
    memset(m->cancelled[flag], 0, m->reading.sentence.n * sizeof(m->cancelled[flag][0]));
    each_match(scan, GROUP_CANCELS, flag, met_cancel);
    m->cancelled_known[flag] = true;
  }
  for (size_t i = at; i < end; i++)
    if (m->cancelled[flag][i])
      return true;
  return false;
}

/* Thoughts of dying behind an "if" are thoughts of dying: "if I have one more night like this I'll kill myself". */
static bool if_counts_for(size_t flag)
{
  return strcmp(fact_red_flag[flag].key, "suicidal") != 0;
}

static bool met_danger(void *ctx, size_t end)
{
  const struct meeting *g = ctx;
  struct flag_matcher *m = g->scan->m;
  const struct sentence *s = &m->reading.sentence;
  struct flag_hit *hit = &g->scan->hit[g->flag];
  enum fact_level level = m->level_of[g->pattern->row];

  if (hit->flag && hit->level >= level)
    return true;
  if (reading_denies(&m->reading, g->at, end) || is_cancelled(g->scan, g->flag, g->at, end) ||
      reading_only_speaks_of(&m->reading, g->at, if_counts_for(g->flag)))
    return false;
  if (reading_is_long_past(&m->reading, g->at, end))
    level = LEVEL_NOTE;
  if (hit->flag && hit->level >= level)
    return false;
  *hit = (struct flag_hit){&fact_red_flag[g->flag], level, s->word[g->at].from, s->word[end - 1].to};
  return false;
}

static bool met_level(void *ctx, size_t end)
{
  const struct meeting *g = ctx;
  const struct reading *r = &g->scan->m->reading;

  if (reading_denies(r, g->at, end) || reading_only_speaks_of(r, g->at, true) || reading_is_long_past(r, g->at, end))
    return false;
  g->scan->with[g->pattern->row] = true;
  return true;
}

/* --- the whole text --------------------------------------------------------------------------------------------- */

static void escalate(struct scan *scan)
{
  enum fact_level level[FLAG_HITS_MAX];

  for (size_t f = 0; f < fact_red_flag_n; f++)
    level[f] = scan->hit[f].flag ? scan->hit[f].level : LEVEL_NOTE;
  for (size_t i = 0; i < fact_red_flag_level_n; i++) {
    const struct fact_red_flag_level *row = &fact_red_flag_level[i];
    struct flag_hit *hit = &scan->hit[scan->m->raised[i]];
    bool holds = row->when == LEVEL_WITH        ? scan->with[i]
                 : row->when == LEVEL_WITH_FLAG ? level[scan->m->with[i]] > LEVEL_NOTE
                                                : false;

    if (holds && hit->flag && hit->level > LEVEL_NOTE && hit->level < row->level)
      hit->level = row->level;
  }
}

size_t flag_scan(struct flag_matcher *m, struct span text, struct flag_hit out[FLAG_HITS_MAX])
{
  struct scan scan = {.m = m};
  struct sentence_reader reader = {&m->patterns, m->classes, &m->scratch, text, 0};
  size_t n = 0;

  m->reading.sentence.n = 0;
  m->reading.sentence.cut = false;
  while (sentence_next(&reader, &m->reading.sentence)) {
    read_language(&scan);
    each_match(&scan, GROUP_FIRES, FLAG_HITS_MAX, met_danger);
    each_match(&scan, GROUP_LEVEL, FLAG_HITS_MAX, met_level);
  }
  escalate(&scan);
  for (int level = LEVEL_EMERGENCY; level >= LEVEL_NOTE; level--)
    for (size_t f = 0; f < fact_red_flag_n; f++)
      if (scan.hit[f].flag && (int)scan.hit[f].level == level)
        out[n++] = scan.hit[f];
  return n;
}

void flag_now(const struct fact_red_flag *flag, const struct fact_crisis *where, struct buf *out)
{
  struct span rest = span_of(flag->now);

  while (rest.n > 0) {
    size_t brace = span_find(rest, '{');
    struct span hole = span_part(rest, brace, 3);
    const char *number = span_is(hole, "{E}")   ? where->emergency
                         : span_is(hole, "{C}") ? where->crisis
                         : span_is(hole, "{P}") ? where->poison
                                                : NULL;

    buf_put(out, span_part(rest, 0, brace));
    if (number)
      buf_puts(out, number);
    else
      buf_put(out, hole);
    rest = span_from(rest, brace + hole.n);
  }
}
