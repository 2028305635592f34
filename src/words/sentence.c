/* From a text to its entries: lines, the time that holds for several, all or nothing. */
#include "words/sentence.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 64 * 1024, ENTRIES_FIRST = 8 };

/* --- text that can be read at all --------------------------------------------------------------------------------- */

static enum rc check_text(struct span text, struct err *e)
{
  size_t bad = 0;

  if (text.n > TEXT_MAX)
    return err_set(e, RC_DATA, "That is more than 64 kB at once. Nothing was written down; try it in parts.");
  if (!utf8_check(text, &bad)) {
    words_refuse(text, bad, e, "Some letters are not UTF-8, so they cannot be read.");
    err_fix(e, "Type them again, or save the text as UTF-8.");
    return RC_DATA;
  }
  for (size_t i = 0; i < text.n; i++) {
    unsigned char c = (unsigned char)text.p[i];

    if ((c >= ' ' && c != 0x7f) || (c >= '\t' && c <= '\r'))
      continue;
    words_refuse(text, i, e, "There is a control character here, which is no text.");
    err_fix(e, "Type the words again without it.");
    return RC_DATA;
  }
  return RC_OK;
}

/* --- time --------------------------------------------------------------------------------------------------------- */

static void clock_init(struct reader *r)
{
  const struct words_context *c = r->c;

  r->clock = (struct words_clock){.env = c->env, .now = env_now(c->env), .from_file = c->from_file};
  if (c->from_file && c->at != NULL)
    r->clock.now = *c->at;
  r->clock.today = instant_day(&r->clock.now);
  if (c->at != NULL)
    r->given = (struct words_head){
        .set = true, .day_only = c->at->precision > PRECISION_MINUTE, .day = instant_day(c->at), .at = *c->at};
}

/* Writes the trouble with a time, with the same entry as it would do. */
static enum rc refuse_time(struct reader *r, const struct part *p, const struct words_said *said,
                           const struct words_when *w)
{
  char sentence[TIME_SENTENCE_MAX];
  bool whole = said->trouble == TIME_GOOD;
  size_t from = whole ? said->from : said->trouble_from, to = whole ? said->to : said->trouble_to;
  bool apart = false;

  for (size_t k = 0; k < p->n; k++) /* other words stand between those of the time */
    apart = apart || (p->live[k].from > from && p->live[k].from < to);
  words_trouble_text(w, span_part(r->text, from, to - from), sentence);
  words_refuse(r->text, from, r->e, "%s", sentence);
  if (w->trouble == TIME_TWICE) {
    err_fix(r->e, "One entry has one time, as in \"pain 6 yesterday 22:00\".");
  } else if (w->trouble == TIME_FUTURE || w->trouble == TIME_TOO_OLD || w->trouble == TIME_AGO_OF_DAY) {
    err_fix(r->e, "Check the date, or leave it out for now: \"pain 6\".");
  } else if (apart && w->offer[0][0] != '\0') {
    err_fix(r->e, "Write \"%s\" for the time%s%s%s.", w->offer[0], w->offer[1][0] ? ", or \"" : "", w->offer[1],
            w->offer[1][0] ? "\"" : "");
  } else if (w->trouble == TIME_AGO) {
    err_fix(r->e, "Minutes and hours can be counted back, as in \"pain 6 30m ago\".");
  } else if (w->offer[0][0] == '\0') { /* what was meant is not known: no other time in its place */
    words_hint_date(r);
  } else {
    words_fix(r, p, from, to, w->offer[0], "Write");
    if (w->offer[1][0] != '\0')
      words_fix_more(r, p, from, to, w->offer[1], "or");
  }
  return RC_DATA;
}

static const struct words_head *head_of(const struct reader *r)
{
  if (r->head.set)
    return &r->head;
  return r->given.set ? &r->given : NULL;
}

/* The time before the first word opens the line, or takes over from the one that did. */
static void set_head(struct reader *r, const struct words_said *lead)
{
  struct words_clock clock = r->clock;
  struct words_when w;

  clock.weekday_ok = true;
  words_resolve(lead, head_of(r), &clock, &w);
  if (w.trouble != TIME_GOOD)
    return;
  r->head = (struct words_head){.set = true,
                                .day_only = (lead->has & (SAID_CLOCK | SAID_EXACT)) == 0,
                                .day = instant_day(&w.at),
                                .at = w.at,
                                .fold = w.fold,
                                .moved = w.moved};
  r->head_lost = false;
}

static enum rc refuse_lost(struct reader *r, const struct part *p)
{
  words_refuse(r->text, r->t[p->first].from, r->e,
               "The line began with one time and another was named since, so the time of this entry is not clear.");
  words_fix(r, p, r->t[p->first].from, r->t[p->first].from, "now ", "Say its own:");
  return RC_DATA;
}

/* The time of an entry: its own, the line's, the caller's, now. line_first: nothing stands before it on its line. */
static enum rc take_time(struct reader *r, const struct part *p, bool line_first, struct words_entry *out)
{
  struct words_clock clock = r->clock;
  struct words_when w = {0};

  out->time_said = p->said.has != 0;
  if (p->said.has != 0) {
    clock.weekday_ok = words_token_is(p->live + p->n - (p->n > 0), "since");
    words_resolve(&p->said, head_of(r), &clock, &w);
    if (w.trouble != TIME_GOOD)
      return refuse_time(r, p, &p->said, &w);
    out->entry.at = w.at;
    out->fold = w.fold;
    out->moved = w.moved;
    if (p->lead.has != 0 && (line_first || r->head.set))
      set_head(r, &p->lead);
    else if (r->head.set)
      r->head_lost = true;
    return RC_OK;
  }
  if (r->head.set && r->head_lost)
    return refuse_lost(r, p);
  out->entry.at = r->head.set ? r->head.at : r->c->at != NULL ? *r->c->at : env_now(r->c->env);
  out->time_said = r->head.set;
  out->fold = r->head.set && r->head.fold;
  out->moved = r->head.set && r->head.moved;
  return RC_OK;
}

/* --- entries ------------------------------------------------------------------------------------------------------ */

static enum rc add_entry(struct reader *r, const struct words_entry *en, const struct words_said *said)
{
  if (r->out_n == r->out_cap) {
    size_t cap = r->out_cap ? r->out_cap * 2 : ENTRIES_FIRST;
    struct words_entry *more = arena_array(r->a, cap, sizeof *more);
    struct words_said *more_said = arena_array(r->a, cap, sizeof *more_said);

    if (more == NULL || more_said == NULL)
      return err_set(r->e, RC_NO_MEMORY, "There is not enough memory to read these words.");
    if (r->out_n > 0) {
      memcpy(more, r->out, r->out_n * sizeof *more);
      memcpy(more_said, r->said, r->out_n * sizeof *more_said);
    }
    r->out = more;
    r->said = more_said;
    r->out_cap = cap;
  }
  r->said[r->out_n] = *said;
  r->out[r->out_n++] = *en;
  return RC_OK;
}

static struct words_entry blank_entry(const struct reader *r, enum kind kind)
{
  struct words_entry en = {.entry = entry_blank(kind)};

  en.entry.entered = env_now(r->c->env);
  return en;
}

static enum rc read_note(struct reader *r, const struct part *p, bool line_first, size_t *next)
{
  struct words_entry en = blank_entry(r, KIND_NOTE);
  const struct token *word = r->t + p->first_word;
  size_t k = p->first_word + 1;
  enum rc rc;

  while (r->t[k].kind != TOKEN_SEMICOLON && r->t[k].kind != TOKEN_LINE && r->t[k].kind != TOKEN_END)
    k++;
  en.entry.note = span_trim(span_part(r->text, word->to, r->t[k].from - word->to));
  if (en.entry.note.n == 0) {
    words_refuse(r->text, word->from, r->e, "A note has words: everything behind \"note\" belongs to it.");
    err_fix(r->e, "Write \"note slept on the sofa\".");
    return RC_DATA;
  }
  en.from = r->t[p->first].from;
  en.to = (size_t)(en.entry.note.p - r->text.p) + en.entry.note.n;
  rc = take_time(r, p, line_first, &en);
  if (rc == RC_OK)
    rc = add_entry(r, &en, &p->said);
  *next = k;
  return rc;
}

/* Which rule of the grammar reads these words. */
static enum rc read_words(struct reader *r, const struct part *p, struct words_entry *en)
{
  static const char *const medicine[] = {"started", "stopped", "taking", NULL};
  struct words_amount amount = {0};
  struct named_scale scale;
  struct span key;
  size_t of_scale = words_scale_at(&r->names, p->live, &scale), of_effect = words_effect_at(p->live, &key);

  if (words_token_is(p->live, "side"))
    return words_side(r, p, en);
  if (words_token_in(p->live, medicine))
    return words_medicine(r, p, en);
  if (words_token_is(p->live, "took"))
    return words_dose(r, p, en);
  if (of_effect > of_scale || (of_effect > 0 && words_severity(p->live + of_effect) > 0) ||
      (words_severity(p->live) > 0 && words_effect_at(p->live + 1, &key) > 0))
    return words_effect(r, p, en);
  if (of_scale > 0 || (words_token_is(p->live, "not") && words_token_is(p->live + 1, "worse")))
    return words_rating(r, p, en);
  if (p->known_n == 0 && words_sleep_at(&r->names, p->live, &amount) > 0)
    return words_sleep_behind(r, p, en);
  return words_dose(r, p, en);
}

static enum rc read_entry(struct reader *r, const struct part *p, bool line_first)
{
  struct words_entry en = blank_entry(r, KIND_RATING);
  enum rc rc = RC_OK;

  if (!words_joins_badly(r, p, &rc))
    rc = read_words(r, p, &en);
  if (rc != RC_OK)
    return rc;
  en.from = r->t[p->first].from;
  en.to = r->t[p->end - 1].to;
  rc = take_time(r, p, line_first, &en);
  return rc == RC_OK ? add_entry(r, &en, &p->said) : rc;
}

/* --- what stands between two marks -------------------------------------------------------------------------------- */

/* Entries that follow each other without any mark: whose is a time behind the last of them? */
struct run {
  size_t n, untimed;
  size_t first; /* token */
};

static enum rc refuse_whose(struct reader *r, const struct part *p, const struct run *run)
{
  struct span typed = span_part(r->text, p->said.from, p->said.to - p->said.from);
  size_t from = r->t[run->first].from, next = r->t[p->first].from;
  struct part all = *p;
  char first[TIME_OFFER_MAX + 2];

  all.first = run->first;
  words_refuse(r->text, p->said.from, r->e, "It is not clear which of these entries \"%.*s\" belongs to.",
               SPAN_FMT(words_shown(typed)));
  words_fix(r, &all, r->t[p->first - 1].to, next, ", ", "With a comma it belongs to the last:");
  if (p->said.to == r->t[p->end - 1].to && typed.n < TIME_OFFER_MAX) {
    snprintf(first, sizeof first, "%.*s ", SPAN_FMT(typed));
    all.end = p->end;
    words_fix_front(r, from, p->said.from, first, "In front it holds for all:");
  }
  return RC_DATA;
}

static enum rc refuse_only_time(struct reader *r, const struct part *p, bool line_first)
{
  struct span typed = span_part(r->text, p->said.from, p->said.to - p->said.from);
  char front[TIME_OFFER_MAX + 2];

  words_refuse(r->text, r->t[p->first].from, r->e, "A time stands here alone; it belongs to an entry.");
  if (line_first || r->out_n == 0 || typed.n >= TIME_OFFER_MAX) {
    words_fix(r, p, p->said.to, p->said.to, "", "Write it together with one, without a comma:");
    return RC_DATA;
  }
  snprintf(front, sizeof front, "%.*s ", SPAN_FMT(typed));
  words_fix_front(r, r->out[r->out_n - 1].from, r->out[r->out_n - 1].to, front,
                  "Write it together with one, without a comma:");
  return RC_DATA;
}

/* A time alone opens the line when something follows. */
static enum rc read_only_time(struct reader *r, const struct part *p, bool line_first)
{
  const struct token *next = r->t + p->end;
  struct words_when w;

  while (next->kind == TOKEN_COMMA || next->kind == TOKEN_SEMICOLON)
    next++;
  if (!line_first || next->kind == TOKEN_LINE || next->kind == TOKEN_END)
    return refuse_only_time(r, p, line_first);
  words_resolve(&p->said, head_of(r), &r->clock, &w);
  if (w.trouble != TIME_GOOD)
    return refuse_time(r, p, &p->said, &w);
  set_head(r, &p->said);
  return RC_OK;
}

static enum rc read_between(struct reader *r, size_t *i, size_t h, bool *line_first)
{
  struct run run = {0};
  struct part p;
  size_t end;
  enum rc rc;

  while (*i < h) {
    rc = words_scan(r, *i, h, &p);
    if (rc != RC_OK)
      return rc;
    if (p.note) {
      rc = read_note(r, &p, *line_first, i);
      *line_first = false;
      return rc;
    }
    end = p.end;
    if (p.not_tracked) {
      struct words_entry en = blank_entry(r, KIND_NOT_TRACKED);

      rc = words_not_tracked(r, &p, h, &en, &end);
      if (rc == RC_OK)
        rc = add_entry(r, &en, &p.said);
      p.how = end < h ? END_AND : END_MARK;
    } else if (p.n == 0) {
      rc = read_only_time(r, &p, *line_first);
    } else if (run.n > 0 && run.untimed > 0 && p.said.has != 0) {
      rc = refuse_whose(r, &p, &run);
    } else {
      rc = read_entry(r, &p, *line_first);
    }
    if (rc != RC_OK)
      return rc;
    *line_first = false;
    run.first = run.n == 0 ? p.first : run.first;
    run.n++;
    run.untimed += p.said.has == 0 && !r->head.set;
    if (p.how == END_AND)
      run = (struct run){0};
    *i = p.how == END_AND ? end + 1 : end;
  }
  return RC_OK;
}

static bool is_rating(const struct words_entry *w, const char *scale)
{
  return w->entry.kind == KIND_RATING && span_is(w->entry.what, scale);
}

/* "worse soon" belongs to the pain rating of its line: to the last one before it, else to the first behind it. */
static void adopt_worse(struct reader *r, size_t from)
{
  const struct words_entry *pain = NULL;

  for (size_t i = from; i < r->out_n && pain == NULL; i++)
    if (is_rating(r->out + i, "pain"))
      pain = r->out + i;
  for (size_t i = from; i < r->out_n && pain != NULL; i++) {
    struct words_entry *w = r->out + i;

    if (is_rating(w, "pain"))
      pain = w;
    if (!is_rating(w, "worse_soon") || r->said[i].has != 0)
      continue;
    w->entry.at = pain->entry.at;
    w->time_said = pain->time_said;
    w->fold = pain->fold;
    w->moved = pain->moved;
  }
}

static enum rc read_all(struct reader *r)
{
  bool line_first = true;
  size_t line_from = 0;
  size_t i = 0;

  while (r->t[i].kind != TOKEN_END) {
    size_t h = i;
    enum rc rc;

    if (r->t[i].kind == TOKEN_LINE) {
      adopt_worse(r, line_from);
      line_from = r->out_n;
      line_first = true;
      r->head = (struct words_head){0};
      r->head_lost = false;
    }
    if (r->t[i].kind == TOKEN_LINE || r->t[i].kind == TOKEN_COMMA || r->t[i].kind == TOKEN_SEMICOLON) {
      i++;
      continue;
    }
    while (r->t[h].kind == TOKEN_WORD || r->t[h].kind == TOKEN_PLUS || r->t[h].kind == TOKEN_TIGHT_COMMA)
      h++;
    rc = read_between(r, &i, h, &line_first);
    if (rc != RC_OK)
      return rc;
  }
  adopt_worse(r, line_from);
  return RC_OK;
}

enum rc words_read(struct span text, const struct words_context *c, struct arena *a, struct words_result *out,
                   struct err *e)
{
  struct err own = {0};
  struct reader r = {.text = text, .c = c, .a = a, .e = e ? e : &own};
  struct tokens tokens;
  enum rc rc = check_text(text, r.e);

  if (rc != RC_OK)
    return rc;
  clock_init(&r);
  rc = words_tokens(text, a, &tokens, r.e);
  if (rc == RC_OK)
    rc = words_names_init(&r.names, c, a, r.e);
  if (rc != RC_OK)
    return rc;
  r.t = tokens.t;
  r.n = tokens.n;
  r.live = arena_array(a, r.n + 1, sizeof *r.live);
  r.spare = arena_array(a, r.n + 1, sizeof *r.spare);
  if (r.live == NULL || r.spare == NULL)
    return err_set(r.e, RC_NO_MEMORY, "There is not enough memory to read these words.");
  rc = read_all(&r);
  if (rc == RC_OK && r.out_n == 0) {
    rc = err_set(r.e, RC_DATA, "There is nothing to write down.");
    err_fix(r.e, "Write \"pain 6\", or \"2.5g red bali 30m ago, pain 6, slept 5h, nausea mild\".");
  }
  if (rc != RC_OK)
    return rc;
  *out = (struct words_result){r.out, r.out_n};
  return RC_OK;
}
