/* list, show, edit, delete, history, erase. */
#include "face/cli/verbs.h"

#include "face/cli/print.h"
#include "journal/entry_json.h"

#include <stdio.h>
#include <string.h>

static enum rc day_option(struct cli *c, const struct options *o, const char *name, bool *has, int64_t *day,
                          struct err *e)
{
  *has = options_has(o, name);
  return *has ? words_day(options_value(o, name), &c->env, day, e) : RC_OK;
}

static enum rc filter_of(struct cli *c, const struct options *o, struct entry_filter *f, struct err *e)
{
  struct span kind = options_value(o, "kind");
  enum rc rc = day_option(c, o, "since", &f->has_since, &f->since_day, e);

  if (rc == RC_OK)
    rc = day_option(c, o, "until", &f->has_until, &f->until_day, e);
  if (rc != RC_OK)
    return rc;
  f->grep = options_value(o, "grep");
  f->has_kind = kind.n > 0;
  if (!f->has_kind || kind_parse(kind, &f->kind))
    return RC_OK;
  err_set(e, RC_USAGE, "`%.*s` is not a kind of entry.", SPAN_FMT(kind));
  err_fix(e, "Kinds are rating, dose, side_effect, medicine, lab, not_tracked and note.");
  return RC_USAGE;
}

enum rc verb_list(struct cli *c, const struct options *o, struct err *e)
{
  struct entry_filter f = {0};
  struct entry *en;
  struct json j;
  size_t n;
  enum rc rc = filter_of(c, o, &f, e);

  if (rc == RC_OK)
    rc = app_list(&c->app, &f, &en, &n, e);
  if (rc != RC_OK)
    return rc;
  if (c->json) {
    rc = json_begin(c, &j, "list", e);
    if (rc != RC_OK)
      return rc;
    json_key(&j, "items");
    json_array(&j);
    for (size_t i = 0; i < n; i++) {
      json_object(&j);
      entry_json(&j, &en[i]);
      json_object_end(&j);
    }
    json_array_end(&j);
    json_end(c, &j);
    return RC_OK;
  }
  rc = print_findings(c, e);
  for (size_t i = 0; i < n; i++)
    print_entry(c, &en[i]);
  if (n == 0)
    buf_puts(&c->out, f.has_since || f.has_until || f.has_kind || f.grep.n > 0
                        ? "No entry fits. `assay list` alone shows all of them.\n"
                        : "The journal is empty. Write the first entry with: assay log \"pain 6\"\n");
  return rc;
}

static enum rc one_id(const struct options *o, const char *verb, struct span *id, struct err *e)
{
  if (o->word_n >= 1) {
    *id = o->word[0];
    return RC_OK;
  }
  err_set(e, RC_USAGE, "`assay %s` needs the number of an entry.", verb);
  err_fix(e, "`assay list` shows the numbers: assay %s 12", verb);
  return RC_USAGE;
}

static const char *state_words(enum row_state s)
{
  return s == ROW_DELETED ? "deleted" : s == ROW_UNDONE ? "taken back" : "in the record";
}

static void shown_json(struct json *j, const struct shown *s)
{
  json_object(j);
  entry_json(j, &s->entry);
  json_key_text(j, "state", s->state == ROW_LIVE ? "live" : s->state == ROW_DELETED ? "deleted" : "undone");
  if (s->is_dose) {
    json_alkaloids(j, &s->alkaloids);
    json_key_text(j, "class", product_class_name(s->product.class_));
  }
  json_object_end(j);
}

static void shown_text(struct cli *c, const struct shown *s)
{
  char id[UID_HEX], entered[WHEN_TEXT_MAX];

  print_entry(c, &s->entry);
  if (s->is_dose)
    print_alkaloids(c, &s->alkaloids);
  uid_hex(&s->entry.uid, id);
  when_text(c, &s->entry.entered, false, entered);
  buf_printf(&c->out, "          %s %s from %.*s; %s\n", s->entry.imported ? "imported" : "written down", entered,
             SPAN_FMT(s->entry.source), state_words(s->state));
  buf_printf(&c->out, "          id %s\n", id);
}

enum rc verb_show(struct cli *c, const struct options *o, struct err *e)
{
  struct shown s;
  struct span id;
  struct json j;
  enum rc rc = one_id(o, "show", &id, e);

  if (rc == RC_OK)
    rc = app_show(&c->app, id, &s, e);
  if (rc != RC_OK)
    return rc;
  if (!c->json) {
    rc = print_findings(c, e);
    shown_text(c, &s);
    return rc;
  }
  rc = json_begin(c, &j, "show", e);
  if (rc != RC_OK)
    return rc;
  json_key(&j, "items");
  json_array(&j);
  shown_json(&j, &s);
  json_array_end(&j);
  json_end(c, &j);
  return RC_OK;
}

enum { CHANGES_MAX = 8 };

static enum rc changes_of(const struct options *o, struct field_change *out, size_t *n, struct err *e)
{
  for (size_t i = 1; i < o->word_n; i++) {
    struct span rest = o->word[i];
    struct span key = span_cut(&rest, '=');

    if (key.n == o->word[i].n || *n == CHANGES_MAX) {
      err_set(e, RC_USAGE, "`%.*s` is not a change.", SPAN_FMT(o->word[i]));
      err_fix(e, "Write field=value: assay edit 12 value=5 note='after lunch'");
      return RC_USAGE;
    }
    out[(*n)++] = (struct field_change){key, rest};
  }
  if (*n > 0)
    return RC_OK;
  err_set(e, RC_USAGE, "There is nothing to change.");
  err_fix(e, "Write field=value: assay edit 12 value=5 (fields: at, what, value, unit, note)");
  return RC_USAGE;
}

enum rc verb_edit(struct cli *c, const struct options *o, struct err *e)
{
  struct field_change change[CHANGES_MAX];
  struct edited ed;
  struct span id;
  struct json j;
  size_t n = 0;
  enum rc rc = one_id(o, "edit", &id, e);

  if (rc == RC_OK)
    rc = changes_of(o, change, &n, e);
  if (rc == RC_OK)
    rc = app_edit(&c->app, id, change, n, &ed, e);
  if (rc != RC_OK)
    return rc;
  if (c->json) {
    rc = json_begin(c, &j, "edit", e);
    if (rc != RC_OK)
      return rc;
    json_key(&j, "items");
    json_array(&j);
    json_object(&j);
    entry_json(&j, &ed.after);
    json_object_end(&j);
    json_array_end(&j);
    json_key_int(&j, "flags_withdrawn", ed.flags_withdrawn);
    json_end(c, &j);
    return RC_OK;
  }
  rc = print_findings(c, e);
  buf_puts(&c->out, "It was:\n");
  print_entry(c, &ed.before);
  buf_puts(&c->out, "It is now:\n");
  print_entry(c, &ed.after);
  print_withdrawn(c, ed.flags_withdrawn);
  buf_puts(&c->out, "Not right? assay undo\n");
  return rc;
}

enum rc verb_delete(struct cli *c, const struct options *o, struct err *e)
{
  struct edited *ed = arena_array(&c->arena, o->word_n + 1, sizeof *ed);
  struct span id;
  struct json j;
  enum rc rc = one_id(o, "delete", &id, e);

  if (rc == RC_OK && ed == NULL)
    rc = err_set(e, RC_NO_MEMORY, "There is not enough memory.");
  if (rc == RC_OK)
    rc = app_delete(&c->app, o->word, o->word_n, ed, e);
  if (rc != RC_OK)
    return rc;
  if (c->json) {
    rc = json_begin(c, &j, "delete", e);
    if (rc != RC_OK)
      return rc;
    json_key(&j, "items");
    json_array(&j);
    for (size_t i = 0; i < o->word_n; i++) {
      json_object(&j);
      entry_json(&j, &ed[i].before);
      json_object_end(&j);
    }
    json_array_end(&j);
    json_key_int(&j, "flags_withdrawn", ed[0].flags_withdrawn);
    json_end(c, &j);
    return RC_OK;
  }
  rc = print_findings(c, e);
  buf_puts(&c->out, "Deleted (it stays in the history; `assay erase` removes for good):\n");
  for (size_t i = 0; i < o->word_n; i++)
    print_entry(c, &ed[i].before);
  print_withdrawn(c, o->word_n > 0 ? ed[0].flags_withdrawn : 0);
  buf_puts(&c->out, "Not right? assay undo\n");
  return rc;
}

static void version_json(struct json *j, const struct version_of *v)
{
  json_object(j);
  entry_json(j, &v->entry);
  json_key(j, "changed_by");
  json_object(j);
  json_key_string(j, "verb", v->by.verb);
  json_key_instant(j, "at", &v->by.at);
  json_object_end(j);
  json_object_end(j);
}

enum rc verb_history(struct cli *c, const struct options *o, struct err *e)
{
  struct version_of *past;
  struct shown now;
  struct span id;
  struct json j;
  size_t n;
  enum rc rc = one_id(o, "history", &id, e);

  if (rc == RC_OK)
    rc = app_history(&c->app, id, &now, &past, &n, e);
  if (rc != RC_OK)
    return rc;
  if (c->json) {
    rc = json_begin(c, &j, "history", e);
    if (rc != RC_OK)
      return rc;
    json_key(&j, "items");
    json_array(&j);
    for (size_t i = 0; i < n; i++)
      version_json(&j, &past[i]);
    shown_json(&j, &now);
    json_array_end(&j);
    json_end(c, &j);
    return RC_OK;
  }
  rc = print_findings(c, e);
  for (size_t i = 0; i < n; i++) {
    char when[WHEN_TEXT_MAX];

    print_entry(c, &past[i].entry);
    when_text(c, &past[i].by.at, false, when);
    buf_printf(&c->out, "          changed by %.*s on %s\n", SPAN_FMT(past[i].by.verb), when);
  }
  buf_puts(&c->out, n == 0 ? "It was never changed:\n" : "Now:\n");
  shown_text(c, &now);
  return rc;
}

/* --- erase -------------------------------------------------------------------------------------------------------- */

static enum rc erase_of(struct cli *c, const struct options *o, struct erase *w, struct err *e)
{
  int ways = (o->word_n == 1) + options_has(o, "before") + options_has(o, "all");

  if (ways == 1 && options_has(o, "all")) {
    w->scope = ERASE_ALL;
    return RC_OK;
  }
  if (ways == 1 && o->word_n == 1) {
    w->scope = ERASE_ENTRY;
    w->id = o->word[0];
    return RC_OK;
  }
  if (ways == 1) {
    w->scope = ERASE_BEFORE;
    return words_day(options_value(o, "before"), &c->env, &w->before_day, e);
  }
  err_set(e, RC_USAGE, "Say what to erase: one entry, everything before a date, or all.");
  err_fix(e, "assay erase 12 | assay erase --before 2025-01-01 | assay erase --all");
  return RC_USAGE;
}

/* Backups and copies made before a migration still hold what was erased: name them. */
static size_t other_copies(struct cli *c, glob_t *g)
{
  return cli_beside(c, ".*", g);
}

static enum rc erased_json(struct cli *c, int64_t n, struct err *e)
{
  struct json j;
  glob_t g;
  enum rc rc = json_begin(c, &j, "erase", e);

  if (rc != RC_OK)
    return rc;
  json_key(&j, "items");
  json_array(&j);
  json_array_end(&j);
  json_key_int(&j, "erased", n);
  json_key(&j, "copies");
  json_array(&j);
  for (size_t i = 0, k = other_copies(c, &g); i < k; i++)
    json_text(&j, g.gl_pathv[i]);
  json_array_end(&j);
  globfree(&g);
  json_end(c, &j);
  return RC_OK;
}

enum rc verb_erase(struct cli *c, const struct options *o, struct err *e)
{
  struct erase w = {0};
  char question[128];
  glob_t g;
  int64_t n;
  enum rc rc = erase_of(c, o, &w, e);

  if (rc == RC_OK)
    rc = app_erase(&c->app, &w, false, &n, e);
  if (rc != RC_OK)
    return rc;
  snprintf(question, sizeof question, "Erase %lld %s for good? This cannot be undone.", (long long)n,
           n == 1 ? "entry" : "entries");
  if (!options_has(o, "yes") && !cli_asks(c, question)) {
    err_set(e, RC_USAGE, "Nothing was erased: erasing %lld %s for good wants a yes.", (long long)n,
            n == 1 ? "entry" : "entries");
    err_fix(e, "Say so with --yes. `assay delete` keeps a way back.");
    return RC_USAGE;
  }
  rc = app_erase(&c->app, &w, true, &n, e);
  if (rc != RC_OK)
    return rc;
  if (c->json)
    return erased_json(c, n, e);
  rc = print_findings(c, e);
  if (rc != RC_OK)
    return rc;
  buf_printf(&c->out, "Erased for good: %lld %s, with history and import keys.\n", (long long)n,
             n == 1 ? "entry" : "entries");
  if (other_copies(c, &g) > 0)
    buf_puts(&c->out, "These files may still hold them; remove them yourself if you want:\n");
  for (size_t i = 0; i < g.gl_pathc; i++)
    buf_printf(&c->out, "  %s\n", g.gl_pathv[i]);
  globfree(&g);
  return RC_OK;
}
