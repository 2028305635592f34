/* What to say when words are not understood: where, and an example for just that situation. */
#include "words/sentence.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { EXAMPLE_MAX = 150 };

struct span words_shown(struct span s)
{
  return utf8_cut(s, 60);
}

/* --- examples ----------------------------------------------------------------------------------------------------- */

struct example {
  char text[EXAMPLE_MAX + 1];
  size_t n;
  bool too_long;
};

/* Adds bytes; white space of any length becomes one blank, none at the front, quotes fall away. */
static void put(struct example *x, struct span s)
{
  for (size_t i = 0; i < s.n; i++) {
    char c = s.p[i];

    if (c == '\t' || c == '\n' || c == '\r' || c == '"')
      c = ' ';
    if (c == ' ' && (x->n == 0 || x->text[x->n - 1] == ' '))
      continue;
    if (x->n == EXAMPLE_MAX) {
      x->too_long = true;
      return;
    }
    x->text[x->n++] = c;
  }
  x->text[x->n] = '\0';
}

static void finish(struct example *x)
{
  while (x->n > 0 && (x->text[x->n - 1] == ' ' || x->text[x->n - 1] == ','))
    x->n--;
  x->text[x->n] = '\0';
  if (x->too_long || x->n == 0)
    x->n = (size_t)snprintf(x->text, sizeof x->text, "pain 6");
}

/* "Write "a"." and "or "b"." become one sentence. */
static void append_fix(struct reader *r, const char *lead, const struct example *x)
{
  char had[sizeof r->e->fix];
  size_t n = strlen(r->e->fix);
  bool goes_on = n > 0 && lead[0] >= 'a' && lead[0] <= 'z';

  if (n + strlen(lead) + x->n + 5 > sizeof had)
    return; /* one example whole is better than two cut off */
  memcpy(had, r->e->fix, n + 1);
  if (goes_on && had[n - 1] == '.')
    had[n - 1] = '\0';
  err_fix(r->e, "%s%s%s \"%s\"%s", had, n > 0 ? " " : "", lead, x->text, span_starts(span_of(lead), "Did") ? "?" : ".");
}

void words_fix_more(struct reader *r, const struct part *p, size_t from, size_t to, const char *with, const char *lead)
{
  size_t begin = r->t[p->first].from, end = p->end > p->first ? r->t[p->end - 1].to : begin;
  struct example x = {.n = 0};

  if (from > begin)
    put(&x, span_part(r->text, begin, from - begin));
  put(&x, span_of(with));
  if (end > to)
    put(&x, span_part(r->text, to, end - to));
  if (p->n == 0 && !p->note && !p->not_tracked)
    put(&x, SPAN(" pain 6"));
  finish(&x);
  append_fix(r, lead, &x);
}

void words_fix(struct reader *r, const struct part *p, size_t from, size_t to, const char *with, const char *lead)
{
  err_fix(r->e, "%s", "");
  words_fix_more(r, p, from, to, with, lead);
}

void words_fix_front(struct reader *r, size_t from, size_t to, const char *front, const char *lead)
{
  struct example x = {.n = 0};

  put(&x, span_of(front));
  put(&x, span_part(r->text, from, to - from));
  finish(&x);
  append_fix(r, lead, &x);
}

/* --- dates that are not read -------------------------------------------------------------------------------------- */

bool words_dated_words(const struct token *t, size_t n)
{
  static const char *const word[] = {
      "january", "february", "march",  "april",   "june",    "july",      "august",  "september", "october", "november",
      "december", "jan",     "feb",    "mar",     "apr",     "may",       "jun",     "jul",       "aug",     "sep",
      "sept",    "oct",      "nov",    "dec",     "morning", "afternoon", "evening", "night",     "noon",    "midnight",
      "tomorrow", NULL};
  int weekday;

  for (size_t i = 0; i < n; i++) {
    struct span s = t[i].fold;
    size_t points = 0, marks = 0, digits = 0;

    if (words_token_in(t + i, word) || words_weekday(t + i, true, &weekday))
      return true;
    if (t[i].kind != TOKEN_WORD || !words_starts_number(t + i))
      continue;
    for (size_t k = 0; k < s.n; k++)
      digits += s.p[k] >= '0' && s.p[k] <= '9';
    for (size_t k = 1; k + 1 < s.n; k++) {
      bool between = s.p[k - 1] >= '0' && s.p[k - 1] <= '9' && s.p[k + 1] >= '0' && s.p[k + 1] <= '9';

      points += between && (s.p[k] == '.' || s.p[k] == '/' || s.p[k] == '-');
      marks += between && s.p[k] == ':';
    }
    if ((points >= 2 && digits >= 4) || marks > 0)
      return true;
  }
  return false;
}

void words_hint_date(struct reader *r)
{
  char day[DATE_TEXT_MAX];

  date_text(env_today(r->c->env) - 3, day);
  err_fix(r->e,
          "A date is year-month-day and a time of day has a colon, as in \"pain 6 %s 8:15\" or "
          "\"pain 6 yesterday 22:00\".",
          day);
}

static bool any_digit(const struct token *t, size_t n)
{
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < t[i].raw.n; k++)
      if (t[i].raw.p[k] >= '0' && t[i].raw.p[k] <= '9')
        return true;
  return false;
}

/* --- two readings ------------------------------------------------------------------------------------------------- */

enum rc words_two_readings(struct reader *r, const struct part *p, const struct token *t, struct span number)
{
  char point[32], whole[32];

  words_two_ways(number, point, whole);
  words_refuse(r->text, t->from, r->e, "\"%.*s\" can be read two ways.", SPAN_FMT(number));
  words_fix(r, p, t->from, t->from + number.n, point, "Write");
  words_fix_more(r, p, t->from, t->from + number.n, whole, "or");
  return RC_DATA;
}

/* --- a place of pain ---------------------------------------------------------------------------------------------- */

static const char *const sites[] = {
  "knee",   "knees",   "back",    "neck",   "head",  "shoulder", "shoulders", "hip",     "hips",   "leg",    "legs",
  "foot",   "feet",    "hand",    "hands",  "arm",   "arms",     "wrist",     "ankle",   "elbow",  "joint",  "joints",
  "muscle", "muscles", "stomach", "belly",  "tummy", "chest",    "tooth",     "teeth",   "jaw",    "nerve",  "face",
  "eye",    "ear",     "throat",  "pelvic", "groin", "rib",      "ribs",      "spine",   "thigh",  "calf",   "toe",
  "finger", "fingers", "bone",    "abdominal", "kidney", NULL};

/* Words that turn or colour what stands behind them. */
static const char *const leads_on[] = {"no",   "not",  "without", "bad",  "worse", "more",    "less",  "my",  "some",
                                       "any",  "the",  "very",    "a",    "low",   "high",    "little", "max", "usual",
                                       "now",  "still", "then",   "after", "before", "and",   NULL};

static bool own_site(const struct reader *r, struct span word)
{
  for (size_t i = 0; i < r->c->scale_n; i++)
    if (span_starts(r->names.scale[i], "pain.") && span_eq(span_from(r->names.scale[i], 5), word))
      return true;
  return false;
}

static bool is_site(const struct reader *r, const struct token *t)
{
  return words_token_in(t, sites) || (t->kind == TOKEN_WORD && own_site(r, t->fold));
}

static enum rc refuse_site(struct reader *r, const struct token *t)
{
  struct span word = words_shown(t->fold);

  words_refuse(r->text, t->from, r->e, "\"%.*s\" was not understood: \"pain\" is overall pain.",
               SPAN_FMT(words_shown(t->raw)));
  if (own_site(r, t->fold))
    err_fix(r->e, "Pain of one place is a scale of its own. Write \"pain.%.*s 5\".", SPAN_FMT(word));
  else
    err_fix(r->e, "Pain of one place is a scale of its own. Make it once with: assay scale pain.%.*s 0 10 down",
            SPAN_FMT(word));
  return RC_DATA;
}

/* The part up to p->live[n), and what follows it, as two entries; of what was denied only the first. */
static void fix_two(struct reader *r, const struct part *p, size_t n, bool denied)
{
  static const char *const loose[] = {"with", "for", "after", "before", NULL};
  struct example x = {.n = 0};

  while (n > 0 && (words_token_in(p->live + n - 1, leads_on) || words_token_in(p->live + n - 1, loose)))
    n--;
  if (n > 0)
    put(&x, span_part(r->text, r->t[p->first].from, p->live[n - 1].to - r->t[p->first].from));
  if (n > 0 && !denied)
    put(&x, SPAN(", "));
  if (!denied)
    put(&x, span_part(r->text, r->t[p->end].from, r->t[p->end + 1].to - r->t[p->end].from));
  finish(&x);
  err_fix(r->e, "%s", "");
  append_fix(r, denied ? "What did not happen needs no entry:" : "Write", &x);
}

bool words_joins_badly(struct reader *r, const struct part *p, enum rc *rc)
{
  static const char *const denial[] = {"no", "not", "without", NULL};
  const struct token *last = p->live + p->n - (p->n > 0);
  bool known = p->known_n > 0 && p->known_at + p->known_n == p->n;

  if (p->how != END_NOTHING || p->n == 0 || known)
    return false;
  *rc = RC_DATA;
  if (is_site(r, last)) {
    refuse_site(r, last);
    return true;
  }
  if (!words_token_in(last, leads_on))
    return false;
  words_refuse(r->text, last->from, r->e, "\"%.*s\" was not understood.", SPAN_FMT(words_shown(last->raw)));
  fix_two(r, p, p->n - 1, words_token_in(last, denial));
  return true;
}

/* --- words at the front of an entry ------------------------------------------------------------------------------- */

/* What a number in words would be in digits: NULL when it is none. *used words. */
static const char *digits_of(const struct token *t, size_t *used)
{
  static const char *const word[][2] = {
      {"zero", "0"},       {"one", "1"},         {"two", "2"},         {"three", "3"},
      {"four", "4"},       {"five", "5"},        {"six", "6"},         {"seven", "7"},
      {"eight", "8"},      {"nine", "9"},        {"ten", "10"},        {"half", "0.5"},
      {"\xc2\xbd", "0.5"}, {"\xc2\xbc", "0.25"}, {"\xc2\xbe", "0.75"}, {"quarter", "0.25"}};
  size_t unit;

  *used = 1;
  for (size_t i = 0; i < sizeof word / sizeof word[0]; i++) {
    if (!words_token_is(t, word[i][0]))
      continue;
    if (span_starts(span_of(word[i][1]), "0.") && (words_token_is(t + 1, "a") || words_token_is(t + 1, "an")))
      *used = 2;
    return word[i][1];
  }
  /* "a tablet" */
  return (words_token_is(t, "a") || words_token_is(t, "an")) && words_unit(t + 1, &unit) != NULL ? "1" : NULL;
}

static void replace_word(struct reader *r, const struct part *p, const struct token *t, const char *with,
                         const char *lead)
{
  words_fix(r, p, t->from, t->to, with, lead);
}

/* "two caps ...", "half a tablet ...", "pain six". */
bool words_hint_number(struct reader *r, const struct part *p, size_t at)
{
  size_t used;
  const char *digits = digits_of(p->live + at, &used);

  if (digits == NULL)
    return false;
  words_fix(r, p, p->live[at].from, p->live[at + used - 1].to, digits, "Write numbers with digits:");
  return true;
}

/* "red bali 2.5g": the amount stands first. */
static bool hint_amount_first(struct reader *r, const struct part *p)
{
  struct words_amount amount = {0};
  char front[64];

  for (size_t k = 1; k < p->n; k++) {
    if (words_amount(p->live + k, &amount) != AMOUNT_YES)
      continue;
    if (k + amount.used < p->n)
      return false;
    snprintf(front, sizeof front, "%.*s %s ", SPAN_FMT(amount.number), amount.unit->key);
    words_fix_front(r, p->live[0].from, p->live[k - 1].to, front, "The amount stands first:");
    return true;
  }
  return false;
}

/* "pian 6", "nausae mild". */
static bool hint_misspelt(struct reader *r, const struct part *p)
{
  char text[WORDS_PHRASE_MAX];
  const char *scale = p->n > 1 && words_starts_number(p->live + 1) ? words_scale_near(p->live[0].fold) : NULL;
  size_t words = p->n;
  const char *effect;

  if (scale != NULL) {
    replace_word(r, p, p->live, scale, "Did you mean");
    return true;
  }
  while (words > 1 && words_severity(p->live + words - 1) > 0)
    words--;
  effect = words <= 4 ? words_effect_near(words_phrase(p->live, words, text)) : NULL;
  if (effect == NULL)
    return false;
  words_fix(r, p, p->live[0].from, p->live[words - 1].to, effect, "Did you mean");
  return true;
}

/* "tiredness 5" with a word that is no scale. */
static bool hint_own_scale(struct reader *r, const struct part *p)
{
  if (p->n != 2 || !words_starts_number(p->live + 1) || p->live[0].fold.n > 40)
    return false;
  err_fix(r->e,
          "A scale of your own is made once, with: assay scale %.*s 0 10 down. Known are pain, mood, energy, "
          "thinking, function, anxiety and stress, as in \"pain 6\".",
          SPAN_FMT(p->live[0].fold));
  return true;
}

/* "weird dreams mild": a side effect not known by name. */
static bool hint_side(struct reader *r, const struct part *p)
{
  if (p->n < 2 || (words_severity(p->live + p->n - 1) == 0 && words_severity(p->live) == 0))
    return false;
  words_fix(r, p, p->live[0].from, p->live[0].from, "side ", "A side effect that is not known by name:");
  return true;
}

static bool hint_took(struct reader *r, const struct part *p)
{
  char text[WORDS_PHRASE_MAX];
  size_t which;

  if (words_product_at(&r->names, p->live, &which) != p->n &&
      fact_ingredient_by_name(words_phrase(p->live, p->n, text)) == NULL)
    return false;
  words_fix(r, p, p->live[0].from, p->live[0].from, "took ", "Write");
  words_fix_more(r, p, p->live[0].from, p->live[0].from, "2.5g ", "or, with its amount,");
  return true;
}

static bool hint_none(struct reader *r, const struct token *t)
{
  static const char *const none[] = {"no", "not", "without", "never", "nothing", "none", "didn't", "didnt", NULL};

  if (!words_token_in(t, none))
    return false;
  err_fix(r->e, "What did not happen needs no entry: a day with any entry and no dose counts as none taken. No pain at "
                "all is \"pain 0\".");
  return true;
}

/* "i have pain 6": what follows is an entry. */
static bool hint_drop_front(struct reader *r, const struct part *p)
{
  size_t behind = p->first + 1;

  while (p->how != END_NOTHING && behind < p->end &&
         !(r->t[behind].from > p->live[0].from && words_is_entry(r, behind, p->end, false)))
    behind++;
  if (words_dated_words(r->t + p->first, (p->how == END_NOTHING ? p->end : behind) - p->first)) {
    words_hint_date(r); /* an entry without its date would be another one */
    return true;
  }
  if (p->how == END_NOTHING) {
    words_fix_front(r, r->t[p->end].from, r->t[p->end + 1].to, "", "Write only");
    return true;
  }
  for (size_t k = p->first + 1; k < p->end; k++) {
    if (r->t[k].from > p->live[0].from && words_is_entry(r, k, p->end, false)) {
      words_fix_front(r, r->t[k].from, r->t[p->end - 1].to, "", "Write only");
      return true;
    }
  }
  return false;
}

static void hint_front(struct reader *r, const struct part *p)
{
  static const char *const join[] = {"and", "+", NULL};

  if (p->n > 1 && (words_token_in(p->live, join) || p->live->kind == TOKEN_PLUS)) {
    words_fix_front(r, p->live[1].from, r->t[p->end - 1].to, "", "Write only");
    return;
  }
  if (hint_none(r, p->live) || hint_took(r, p) || hint_misspelt(r, p) || words_hint_number(r, p, 0) ||
      hint_amount_first(r, p) || hint_drop_front(r, p) || hint_side(r, p) || hint_own_scale(r, p))
    return;
  err_fix(r->e, "Write for example \"pain 6\", \"2.5g red bali 30m ago\", \"slept 5h\" or \"nausea mild\".");
}

/* --- words behind what was understood ----------------------------------------------------------------------------- */

static bool hint_time(struct reader *r, const struct token *t)
{
  static const char *const words[] = {
      "ago",     "at",      "on",      "in",       "since",   "until",     "around",  "about",  "last", "tomorrow",
      "morning", "noon",    "night",   "midnight", "evening", "afternoon", "o'clock", "oclock", "am",   "pm",
      "week",    "bedtime", "today's", "half",     "an",      "few",       "couple",  "this",   NULL};

  if (!words_token_in(t, words))
    return false;
  err_fix(r->e, "A time is written as in \"pain 6 at 9\", \"pain 6 30m ago\", \"pain 6 yesterday 22:00\" or "
                "\"pain 6 this morning\".");
  return true;
}

/* "pain 6 2g red bali", "pain 6 nausea": a comma is missing. */
static bool hint_comma(struct reader *r, const struct part *p, size_t at)
{
  const struct token *t = p->live + at;
  struct words_amount amount = {0};
  struct span key;
  bool dose = words_amount(t, &amount) == AMOUNT_YES && t[amount.used].kind == TOKEN_WORD;
  size_t n = words_effect_at(t, &key);
  static const char *const verbs[] = {"note", "side", "took", "started", "stopped", "taking", "slept", NULL};

  if (!dose && n == 0 && !(words_token_in(t, verbs) && t[1].kind == TOKEN_WORD))
    return false;
  words_fix(r, p, t[-1].to, t->from, ", ", "Two entries want a comma and a blank between them:");
  return true;
}

/* "pain 6 Sun evening": which day that is can be said. */
static bool hint_weekday(struct reader *r, const struct part *p, size_t at)
{
  static const char *const part_of_day[] = {"morning", "noon", "afternoon", "evening", "night", NULL};
  const struct token *t = p->live + at;
  char day[DATE_TEXT_MAX];
  int weekday;

  if (p->said.has != 0 || at + 2 != p->n || !words_weekday(t, true, &weekday) || !words_token_in(t + 1, part_of_day))
    return false;
  date_text(r->clock.today - (day_weekday(r->clock.today) - weekday + 7) % 7, day);
  words_fix(r, p, t->from, t->to, day, "A part of a day wants its date:");
  return true;
}

/* "pain 6 9": one number too many, or an hour. */
static bool hint_second_number(struct reader *r, const struct part *p, size_t at)
{
  struct instant now = env_now(r->c->env);
  struct civil civil;
  double v;

  if (words_number_token(p->live + at, &v) != NUMBER_YES || at + 1 < p->n || !words_starts_number(p->live + at - 1))
    return false;
  instant_civil(&now, &civil);
  err_fix(r->e, "One number is enough, as in \"pain 6\".");
  if (v >= 0 && v <= civil.hour && v == (int)v && p->said.has == 0)
    words_fix_more(r, p, p->live[at].from, p->live[at].from, "at ", "An hour has \"at\" before it:");
  return true;
}

enum rc words_not_understood(struct reader *r, const struct part *p, size_t at)
{
  const struct token *t = p->live + at;

  if (at > 0 && (words_token_is(t, "and") || t->kind == TOKEN_PLUS) && at + 1 < p->n)
    t++;
  if (is_site(r, t))
    return refuse_site(r, t);
  words_refuse(r->text, t->from, r->e, "\"%.*s\" was not understood.", SPAN_FMT(words_shown(t->raw)));
  if (at == 0) {
    hint_front(r, p);
    return RC_DATA;
  }
  if (words_hint_number(r, p, at) || hint_comma(r, p, at) || hint_weekday(r, p, at) || hint_time(r, t))
    return RC_DATA;
  if (words_dated_words(p->live + at, p->n - at) || (p->said.has != 0 && p->said.to > p->live[at - 1].to)) {
    words_hint_date(r);
    return RC_DATA;
  }
  if (hint_second_number(r, p, at))
    return RC_DATA;
  /* A number left out would make it another entry. */
  if (any_digit(p->live + at, p->n - at)) {
    err_fix(r->e, "Write for example \"pain 6\", \"2.5g red bali 30m ago\" or \"nausea mild\"; the rest can go into a "
                  "note.");
    return RC_DATA;
  }
  words_fix(r, p, p->live[at - 1].to, r->t[p->end - 1].to, "", "Write only");
  return RC_DATA;
}
