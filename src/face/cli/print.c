#include "face/cli/print.h"

#include "base/number.h"
#include "base/utf8.h"
#include "journal/entry_json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void print_version(struct cli *c)
{
  struct app_versions v = app_versions(&c->app);

  if (!c->json) {
    buf_printf(&c->out, "assay %s (journal version %d, facts %s)\n", v.assay, v.schema, v.facts);
    return;
  }
  struct json j;

  json_init(&j, &c->out);
  json_object(&j);
  json_key_text(&j, "schema", "assay/1");
  json_key_text(&j, "kind", "version");
  json_key(&j, "versions");
  json_object(&j);
  json_key_text(&j, "assay", v.assay);
  json_key_int(&j, "schema", v.schema);
  json_key_text(&j, "facts", v.facts);
  json_key_text(&j, "method", v.method);
  json_object_end(&j);
  json_object_end(&j);
  buf_putc(&c->out, '\n');
}

void print_clean(struct span text, struct buf *out)
{
  size_t at = 0;

  while (at < text.n) {
    size_t from = at;
    uint32_t ch = utf8_next(text, &at);
    bool command = ch < 0x20 || (ch >= 0x7f && ch < 0xa0) || (ch >= 0x200e && ch <= 0x200f) ||
                   (ch >= 0x202a && ch <= 0x202e) || (ch >= 0x2066 && ch <= 0x2069);

    if (command)
      buf_putc(out, ' ');
    else
      buf_put(out, span_part(text, from, at - from));
  }
}

/* --- red flags ---------------------------------------------------------------------------------------------------- */

static const char *const level_name[] = {"note", "attention", "urgent", "emergency"};
static const char *const level_word[] = {"NOTE", "ATTENTION", "URGENT", "EMERGENCY"};

static void json_finding(struct cli *c, struct json *j, const struct fact_red_flag *flag, enum fact_level level,
                         const struct instant *since, struct span words)
{
  struct buf now = {0};

  flag_now(flag, app_crisis(&c->app), &now);
  json_object(j);
  json_key_text(j, "id", flag->key);
  json_key_text(j, "level", level_name[level]);
  json_key_text(j, "what", flag->shown);
  json_key_instant(j, "since", since);
  json_key_string(j, "do", buf_span(&now));
  json_key_string(j, "words", words);
  json_key_text(j, "grade", flag->grade);
  json_key(j, "citations");
  json_array(j);
  json_text(j, flag->cite);
  json_array_end(j);
  json_key_text(j, "reviewed_by", flag->reviewed_by);
  json_object_end(j);
  buf_done(&now);
}

static void json_hits(struct cli *c, struct json *j)
{
  for (size_t i = 0; i < c->hits; i++) {
    struct instant now = env_now(&c->env);

    if (c->hit[i].level >= LEVEL_URGENT)
      json_finding(c, j, c->hit[i].flag, c->hit[i].level, &now, SPAN(""));
  }
}

static void alarm(struct cli *c, struct buf *to, const struct fact_red_flag *flag, enum fact_level level)
{
  struct buf now = {0};
  struct doc d;
  struct arena a = {0};

  flag_now(flag, app_crisis(&c->app), &now);
  doc_init(&d, &a);
  doc_alarm(&d, "%s: %s. What to do now: %s", level_word[level], flag->shown, buf_text(&now));
  doc_text(&d, &c->terminal, to);
  arena_done(&a);
  buf_done(&now);
}

/* Where the advice comes from: behind the numbers, which matter first. */
static void evidence(struct cli *c, struct buf *to, const struct fact_red_flag *flag)
{
  const struct fact_citation *cite = fact_citation_by_key(span_of(flag->cite));
  const char *source = cite == NULL ? flag->cite : cite->text;
  bool reviewed = flag->reviewed_by[0] != '\0' || strstr(source, "ot reviewed") != NULL; /* our own source says it */
  bool ends = source[0] != '\0' && source[strlen(source) - 1] == '.';
  struct doc d;
  struct arena a = {0};

  doc_init(&d, &a);
  doc_say(&d, DOC_QUIET, "%s: evidence grade %s, %s%s%s", flag->shown, flag->grade, source, ends ? "" : ".",
          reviewed ? "" : " Not reviewed by a pharmacist.");
  doc_text(&d, &c->terminal, to);
  arena_done(&a);
}

void print_crisis(struct cli *c, struct buf *to)
{
  const struct fact_crisis *n = app_crisis(&c->app);

  buf_printf(to, "Emergency: %s\nSomeone to talk to: %s\nPoison advice: %s\n", n->emergency, n->crisis, n->poison);
  if (n->country[0] == '\0')
    buf_puts(to, "`assay profile country XX` (two letters) shows the numbers of your country here.\n");
  else if (n->checked[0] == '\0')
    buf_printf(to, "Numbers for %s, not checked yet; they may be wrong. findahelpline.com lists more.\n", n->name);
  else
    buf_printf(to, "Numbers for %s, checked %s; numbers can change. findahelpline.com lists more.\n", n->name,
               n->checked);
}

void print_hits(struct cli *c, struct buf *to, const struct flag_hit *hit, size_t n)
{
  bool any = false;

  for (size_t i = 0; i < n; i++) {
    if (hit[i].level >= LEVEL_URGENT) {
      alarm(c, to, hit[i].flag, hit[i].level);
      any = true;
    }
  }
  if (!any)
    return;
  print_crisis(c, to);
  for (size_t i = 0; i < n; i++)
    if (hit[i].level >= LEVEL_URGENT)
      evidence(c, to, hit[i].flag);
  buf_putc(to, '\n');
}

enum rc print_findings(struct cli *c, struct err *e)
{
  return print_findings_to(c, &c->out, e);
}

/* One alarm for each sign, however many entries speak of it. */
static bool said_before(const struct flag_finding *f, size_t at)
{
  for (size_t i = 0; i < at; i++)
    if (f[i].flag == f[at].flag && f[i].level == f[at].level)
      return true;
  return false;
}

enum rc print_findings_to(struct cli *c, struct buf *to, struct err *e)
{
  struct flag_finding *f;
  size_t n;
  enum rc rc = app_findings(&c->app, &f, &n, e);

  if (rc != RC_OK || n == 0)
    return rc;
  for (size_t i = 0; i < n; i++) {
    char when[WHEN_TEXT_MAX];

    if (!said_before(f, i))
      alarm(c, to, f[i].flag, f[i].level);
    when_text(c, &f[i].at, false, when);
    buf_printf(to, "  from entry #%lld, %s: \"", (long long)f[i].entry, when);
    print_clean(utf8_cut(f[i].words, 160), to);
    buf_puts(to, "\"\n");
  }
  print_crisis(c, to);
  for (size_t i = 0; i < n; i++)
    if (!said_before(f, i))
      evidence(c, to, f[i].flag);
  buf_putc(to, '\n');
  return RC_OK;
}

void print_withdrawn(struct cli *c, int64_t n)
{
  if (n > 0 && !c->json)
    buf_printf(&c->out, "%s withdrawn with its entry. Help stays where it was: `assay crisis`.\n",
               n == 1 ? "The warning is" : "The warnings are");
}

/* --- JSON --------------------------------------------------------------------------------------------------------- */

static void json_versions(struct cli *c, struct json *j)
{
  struct app_versions v = app_versions(&c->app);

  json_key(j, "versions");
  json_object(j);
  json_key_text(j, "assay", v.assay);
  json_key_int(j, "schema", v.schema);
  json_key_text(j, "facts", v.facts);
  json_key_text(j, "method", v.method);
  json_object_end(j);
}

static bool stands(const struct flag_finding *f, size_t n, const struct fact_red_flag *flag)
{
  for (size_t i = 0; i < n; i++)
    if (f[i].flag == flag)
      return true;
  return false;
}

enum rc json_begin(struct cli *c, struct json *j, const char *kind, struct err *e)
{
  struct flag_finding *f;
  size_t n;
  enum rc rc = app_findings(&c->app, &f, &n, e);

  if (rc != RC_OK)
    return rc;
  json_init(j, &c->out);
  json_object(j);
  json_key_text(j, "schema", "assay/1");
  json_key_text(j, "kind", kind);
  json_versions(c, j);
  if (c->invented)
    json_key_bool(j, "invented", true);
  json_key(j, "findings");
  json_array(j);
  for (size_t i = 0; i < n; i++)
    json_finding(c, j, f[i].flag, f[i].level, &f[i].at, f[i].words);
  for (size_t i = 0; i < c->hits; i++)
    if (c->hit[i].level >= LEVEL_URGENT && !stands(f, n, c->hit[i].flag)) {
      struct instant now = env_now(&c->env);

      json_finding(c, j, c->hit[i].flag, c->hit[i].level, &now, SPAN(""));
    }
  json_array_end(j);
  return RC_OK;
}

void json_end(struct cli *c, struct json *j)
{
  json_object_end(j);
  buf_putc(&c->out, '\n');
}

void json_quantity(struct json *j, const char *key, const struct quantity *q)
{
  json_key(j, key);
  if (!isfinite(q->median)) {
    json_null(j);
    return;
  }
  json_object(j);
  json_key_number(j, "median", q->median);
  json_key_number(j, "lo90", q->lo90);
  json_key_number(j, "hi90", q->hi90);
  json_object_end(j);
}

void json_alkaloids(struct json *j, const struct alkaloids *a)
{
  static const char *const source_name[] = {"certificate", "label", "form", "direct", "unknown", "none"};

  json_quantity(j, "mitragynine_mg", &a->mitragynine_mg);
  json_quantity(j, "hydroxymitragynine_mg", &a->hydroxy_mg);
  json_key_text(j, "mg_source", source_name[a->source]);
  json_key_text(j, "mg_says", a->says);
}

/* --- failures ----------------------------------------------------------------------------------------------------- */

static void json_error(struct cli *c, const struct err *e)
{
  struct json j;

  json_init(&j, &c->notes);
  json_object(&j);
  json_key_text(&j, "schema", "assay/1");
  json_key_text(&j, "kind", "error");
  json_key_text(&j, "code", rc_name(e->rc));
  json_key_text(&j, "message", e->message);
  json_key_text(&j, "where", e->where);
  json_key_text(&j, "fix", e->fix);
  json_key(&j, "findings");
  json_array(&j);
  json_hits(c, &j);
  json_array_end(&j);
  json_object_end(&j);
  buf_putc(&c->notes, '\n');
}

/* What a person typed may stand in it: nothing in it reaches the terminal as a command. */
static void indented(struct buf *b, const char *indent, const char *text)
{
  struct span rest = span_of(text);

  while (rest.n > 0) {
    struct span line = span_cut(&rest, '\n');

    buf_puts(b, indent);
    print_clean(line, b);
    buf_putc(b, '\n');
  }
}

void print_error(struct cli *c, const struct err *e)
{
  struct buf first = {0};

  if (c->json) {
    json_error(c, e);
    return;
  }
  print_hits(c, &first, c->hit, c->hits); /* before whatever else was to be said */
  buf_put(&first, buf_span(&c->notes));
  buf_clear(&c->notes);
  buf_put(&c->notes, buf_span(&first));
  buf_done(&first);
  buf_puts(&c->notes, "assay: ");
  indented(&c->notes, "", e->message);
  indented(&c->notes, "  ", e->where);
  indented(&c->notes, "  ", e->fix);
}

enum rc unknown_verb(struct span name, struct err *e)
{
  const struct verb *near = verb_near(name);

  err_set(e, RC_USAGE, "There is no command `%.*s`.", SPAN_FMT(name));
  if (near != NULL)
    err_fix(e, "Did you mean `assay %s`?", near->name);
  else
    err_fix(e, "`assay --help` lists the commands. To write something down: assay log \"pain 6\".");
  return RC_USAGE;
}

/* --- entries ------------------------------------------------------------------------------------------------------ */

static const char *part_word(int hour)
{
  switch (hour) {
  case PART_MORNING_H:
    return "morning";
  case PART_NOON_H:
    return "noon";
  case PART_AFTERNOON_H:
    return "afternoon";
  case PART_EVENING_H:
    return "evening";
  case PART_NIGHT_H:
    return "night";
  default:
    return NULL;
  }
}

void when_text(const struct cli *c, const struct instant *i, bool with_offset, char out[WHEN_TEXT_MAX])
{
  struct civil v;
  int n;

  instant_civil(i, &v);
  n = snprintf(out, WHEN_TEXT_MAX, "%04d-%02d-%02d", v.year, v.month, v.day);
  if (i->precision == PRECISION_DAY)
    return;
  if (i->precision == PRECISION_PART && part_word(v.hour) != NULL)
    n += snprintf(out + n, WHEN_TEXT_MAX - (size_t)n, " %s", part_word(v.hour));
  else if (i->precision == PRECISION_PART)
    n += snprintf(out + n, WHEN_TEXT_MAX - (size_t)n, " about %02d h", v.hour);
  else
    n += snprintf(out + n, WHEN_TEXT_MAX - (size_t)n, " %02d:%02d", v.hour, v.minute);
  if (with_offset || i->offset_s != zone_offset_s(c->env.zone, i->at_s)) {
    int m = i->offset_s / 60;

    snprintf(out + n, WHEN_TEXT_MAX - (size_t)n, " (%c%02d:%02d)", m < 0 ? '-' : '+', (m < 0 ? -m : m) / 60,
             (m < 0 ? -m : m) % 60);
  }
}

static void amount_words(const struct entry *en, struct buf *out)
{
  char number[NUMBER_TEXT_MAX];
  const struct fact_unit *u = fact_unit_by_key(en->unit);

  if (isnan(en->value)) {
    buf_printf(out, "%.*s, amount not known", SPAN_FMT(en->what));
    return;
  }
  buf_put(out, (struct span){number, number_text(en->value, number)});
  if (u != NULL && u->dimension == DIM_MITRAGYNINE)
    buf_puts(out, " mg mitragynine as ");
  else if (u != NULL && u->dimension == DIM_7OH)
    buf_puts(out, " mg 7-OH as ");
  else
    buf_printf(out, " %.*s ", SPAN_FMT(u == NULL ? en->unit : span_of(en->value == 1 ? u->key : u->plural)));
  buf_put(out, en->what);
}

static void rating_words(const struct entry *en, struct buf *out)
{
  char number[NUMBER_TEXT_MAX];
  struct scale s;

  number[number_text(en->value, number)] = '\0';
  if (span_is(en->what, "worse_soon"))
    buf_printf(out, "getting worse in the next two hours: %s", en->value != 0 ? "yes" : "no");
  else if (scale_built_in(en->what, &s) && s.unit.n > 0)
    buf_printf(out, "%.*s %s %.*s", SPAN_FMT(en->what), number, SPAN_FMT(s.unit));
  else
    buf_printf(out, "%.*s %s", SPAN_FMT(en->what), number);
}

void entry_words(const struct entry *en, struct buf *out)
{
  static const char *const severity[] = {"", ", mild", ", moderate", ", severe"};
  char value[ENTRY_VALUE_MAX];

  switch (en->kind) {
  case KIND_RATING:
    rating_words(en, out);
    break;
  case KIND_DOSE:
    amount_words(en, out);
    break;
  case KIND_SIDE_EFFECT:
    buf_printf(out, "%.*s%s", SPAN_FMT(en->what), isnan(en->value) ? "" : severity[(int)en->value & 3]);
    break;
  case KIND_MEDICINE:
    buf_printf(out, "%s %.*s", en->value == MEDICINE_START ? "started" : "stopped", SPAN_FMT(en->what));
    break;
  case KIND_LAB:
    value[entry_value_text(en, value)] = '\0';
    buf_printf(out, "%.*s %s %.*s", SPAN_FMT(en->what), value, SPAN_FMT(en->unit));
    break;
  case KIND_NOT_TRACKED:
    value[entry_value_text(en, value)] = '\0';
    buf_printf(out, "not tracked, %s %s", value, en->value == 1 ? "day" : "days");
    break;
  case KIND_NOTE:
    buf_puts(out, "note");
    break;
  case KIND_COUNT:
    break;
  }
}

void print_entry(struct cli *c, const struct entry *en)
{
  char when[WHEN_TEXT_MAX];
  struct buf words = {0};

  when_text(c, &en->at, false, when);
  entry_words(en, &words);
  buf_printf(&c->out, "%6lld  %-16s  ", (long long)en->id, when);
  print_clean(buf_span(&words), &c->out);
  if (en->note.n > 0) {
    buf_puts(&c->out, en->kind == KIND_NOTE ? ": " : "  (");
    print_clean(en->note, &c->out);
    buf_puts(&c->out, en->kind == KIND_NOTE ? "" : ")");
  }
  if (en->at.at_s > c->env.now_s)
    buf_puts(&c->out, "  [future: used nowhere]");
  buf_putc(&c->out, '\n');
  buf_done(&words);
}

static void one_quantity(struct buf *b, const struct quantity *q, const char *name)
{
  char median[NUMBER_TEXT_MAX], lo[NUMBER_TEXT_MAX], hi[NUMBER_TEXT_MAX];
  int decimals = q->hi90 >= 10 ? 0 : q->hi90 >= 1 ? 1 : q->hi90 >= 0.1 ? 2 : 5;

  number_fixed(q->median, decimals, median);
  number_fixed(q->lo90, decimals, lo);
  number_fixed(q->hi90, decimals, hi);
  if (q->lo90 == q->hi90)
    buf_printf(b, "%s mg %s", median, name);
  else
    buf_printf(b, "about %s mg %s (9 in 10: %s to %s)", median, name, lo, hi);
}

void print_alkaloids(struct cli *c, const struct alkaloids *a)
{
  if (a->source == CONTENT_NONE)
    return;
  buf_puts(&c->out, "          ");
  if (a->source == CONTENT_UNKNOWN) {
    buf_printf(&c->out, "mg %s%s\n", strncmp(a->says, "not known", 9) == 0 ? "" : "not known: ", a->says);
    return;
  }
  if (isfinite(a->mitragynine_mg.median))
    one_quantity(&c->out, &a->mitragynine_mg, "mitragynine");
  if (isfinite(a->mitragynine_mg.median) && isfinite(a->hydroxy_mg.median))
    buf_puts(&c->out, ", ");
  if (isfinite(a->hydroxy_mg.median))
    one_quantity(&c->out, &a->hydroxy_mg, "7-OH");
  buf_printf(&c->out, ",\n          %s\n", a->says);
}
