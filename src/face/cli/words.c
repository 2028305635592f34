/* log, undo, redo. */
#include "face/cli/verbs.h"

#include "base/utf8.h"
#include "face/cli/print.h"
#include "journal/entry_json.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { STDIN_MAX = 1 << 16, SAID_SHOWN = 200 };

static enum rc read_stdin(struct buf *out, struct err *e)
{
  char block[4096];
  ssize_t n;

  while ((n = read(STDIN_FILENO, block, sizeof block)) > 0) {
    buf_put(out, (struct span){block, (size_t)n});
    if (out->n > STDIN_MAX) {
      err_set(e, RC_DATA, "That is more than 64 kB of words; nothing was stored.");
      err_fix(e, "Read a long file with `assay import notes.txt`.");
      return RC_DATA;
    }
  }
  return n < 0 ? err_set(e, RC_IO, "The words could not be read.") : RC_OK;
}

static enum rc said(struct cli *c, const struct options *o, struct buf *out, struct err *e)
{
  if (o->word_n == 0) {
    if (isatty(STDIN_FILENO) && !c->no_input)
      fputs("Write what happened, a line each; end with Ctrl-D.\n", stderr);
    enum rc rc = read_stdin(out, e);

    if (rc != RC_OK)
      return rc;
  }
  for (size_t i = 0; i < o->word_n; i++) {
    if (i > 0)
      buf_putc(out, ' ');
    buf_put(out, o->word[i]);
  }
  if (span_trim(buf_span(out)).n > 0)
    return RC_OK;
  err_set(e, RC_USAGE, "There are no words to write down.");
  err_fix(e, "Try: assay log \"pain 6, slept 5h\"");
  return RC_USAGE;
}

static void echo_json(struct cli *c, struct json *j, const struct logged *l)
{
  json_key(j, "items");
  json_array(j);
  for (size_t i = 0; i < l->n; i++) {
    json_object(j);
    entry_json(j, &l->entry[i]);
    if (l->entry[i].kind == KIND_DOSE) {
      struct alkaloids a;

      app_convert(&l->entry[i], &l->product[i], &a);
      json_alkaloids(j, &a);
      json_key_bool(j, "new_product", l->new_product[i]);
      json_key_text(j, "class", product_class_name(l->product[i].class_));
    }
    json_object_end(j);
  }
  json_array_end(j);
  json_key_bool(j, "one_occasion", l->same_occasion);
  json_key_bool(j, "journal_made", c->made);
  json_key_text(j, "undo", "assay undo");
}

static void echo_product(struct cli *c, const struct logged *l, size_t i)
{
  const struct product *p = &l->product[i];

  if (l->read[i].name == WORDS_NAME_NEAR)
    buf_printf(&c->out, "          read `%.*s` as %.*s, which you already have\n", SPAN_FMT(l->read[i].typed),
               SPAN_FMT(p->name));
  if (!l->new_product[i])
    return;
  if (p->class_ == PRODUCT_OTHER)
    buf_printf(&c->out, "          new, not kratom by its name; if it is: assay product \"%.*s\" --class kratom\n",
               SPAN_FMT(p->name));
  else if (p->class_ == PRODUCT_MEDICINE)
    buf_printf(&c->out, "          new product: the medicine %.*s\n", SPAN_FMT(p->ingredient));
  else
    buf_printf(&c->out, "          new %s product; say what it is with: assay product \"%.*s\" --form ...\n",
               p->class_ == PRODUCT_7OH ? "7-OH" : "kratom", SPAN_FMT(p->name));
}

static void echo_text(struct cli *c, const struct logged *l)
{
  buf_puts(&c->out, l->n == 1 ? "Saved:\n" : "Saved, together:\n");
  for (size_t i = 0; i < l->n; i++) {
    print_entry(c, &l->entry[i]);
    if (l->read[i].fold) {
      char when[WHEN_TEXT_MAX];

      when_text(c, &l->entry[i].at, true, when);
      buf_printf(&c->out, "          the clock showed that time twice; taken: %s\n", when);
    }
    if (l->entry[i].kind == KIND_DOSE) {
      struct alkaloids a;

      app_convert(&l->entry[i], &l->product[i], &a);
      print_alkaloids(c, &a);
      echo_product(c, l, i);
    }
    if (l->read[i].offer.n > 0)
      buf_printf(&c->out, "          was that %.*s? to keep it as a side effect: assay log \"%.*s\"\n",
                 SPAN_FMT(l->read[i].offer), SPAN_FMT(l->read[i].offer));
  }
  if (l->same_occasion)
    buf_puts(&c->out, "The doses have no time of their own, so they count as one occasion.\n");
  buf_puts(&c->out, "Not right? assay undo\n");
}

/* A sign in words that no entry keeps (the name of a product, say) is shown this once. */
static void print_unkept(struct cli *c, const struct logged *l)
{
  struct flag_finding *f;
  size_t n = 0;

  if (app_findings(&c->app, &f, &n, NULL) == RC_OK && n == 0)
    print_hits(c, &c->out, l->hit, l->hits);
}

static bool pregnancy_hit(const struct logged *l)
{
  for (size_t i = 0; i < l->hits; i++)
    if (strcmp(l->hit[i].flag->key, "pregnancy") == 0 && l->hit[i].level >= LEVEL_URGENT)
      return true;
  return false;
}

enum rc verb_log(struct cli *c, const struct options *o, struct err *e)
{
  struct buf text = {0};
  struct logged l;
  struct json j;
  struct span words;
  enum rc rc = said(c, o, &text, e);

  words = arena_copy(&c->arena, buf_span(&text));
  buf_done(&text);
  if (rc == RC_OK)
    rc = cli_screen(c, words, e); /* whatever stands in the way afterwards, danger signs are seen first */
  if (rc == RC_OK)
    rc = cli_open(c, JOURNAL_MAKES, e);
  if (rc != RC_OK)
    return rc;
  rc = app_log(&c->app, words, &l, e);
  memcpy(c->hit, l.hit, sizeof c->hit);
  c->hits = l.hits;
  if (rc != RC_OK)
    return rc;
  if (c->json) {
    rc = json_begin(c, &j, "log", e);
    if (rc == RC_OK) {
      echo_json(c, &j, &l);
      json_end(c, &j);
    }
    return rc;
  }
  rc = print_findings(c, e);
  print_unkept(c, &l);
  echo_text(c, &l);
  if (pregnancy_hit(&l))
    buf_puts(&c->out, "So that assay keeps it in mind until it ends: assay condition pregnancy\n");
  return rc;
}

static void turned_text(struct cli *c, const struct turned *t, bool redo)
{
  struct span said_then = utf8_cut(t->action.said, SAID_SHOWN);

  buf_printf(&c->out, "%s: %.*s", redo ? "Done again" : "Taken back", SPAN_FMT(t->action.verb));
  if (said_then.n > 0) {
    buf_puts(&c->out, " \"");
    print_clean(said_then, &c->out);
    buf_puts(&c->out, said_then.n < t->action.said.n ? " ...\"" : "\"");
  }
  buf_puts(&c->out, redo ? "\nNot right? assay undo\n" : "\nNot right? assay redo\n");
}

static enum rc turn(struct cli *c, const struct options *o, bool redo, struct err *e)
{
  const char *verb = redo ? "redo" : "undo";
  struct turned t;
  struct json j;
  char question[160];
  enum rc rc = app_turn(&c->app, redo, options_has(o, "yes") ? APP_AGREED_ANY : APP_AGREED_NONE, &t, e);

  if (rc == RC_OK && t.too_many) {
    snprintf(question, sizeof question, "This would %s %lld entries of `%.*s`. Go on?", redo ? "return" : "take back",
             (long long)t.action.rows, SPAN_FMT(t.action.verb));
    if (!cli_asks(c, question)) {
      err_set(e, RC_USAGE, "Nothing was changed: %s of %lld entries (`%.*s`) wants a yes.", verb,
              (long long)t.action.rows, SPAN_FMT(t.action.verb));
      err_fix(e, "Say so with: assay %s --yes", verb);
      return RC_USAGE;
    }
    rc = app_turn(&c->app, redo, t.action.id, &t, e);
  }
  if (rc != RC_OK)
    return rc;
  if (c->json) {
    rc = json_begin(c, &j, verb, e);
    if (rc != RC_OK)
      return rc;
    json_key(&j, "items");
    json_array(&j);
    if (t.action.id != 0) {
      json_object(&j);
      json_key_string(&j, "verb", t.action.verb);
      json_key_string(&j, "said", t.action.said);
      json_key_instant(&j, "at", &t.action.at);
      json_key_int(&j, "rows", t.action.rows);
      json_key_int(&j, "flags_withdrawn", t.flags_withdrawn);
      json_object_end(&j);
    }
    json_array_end(&j);
    json_end(c, &j);
    return RC_OK;
  }
  rc = print_findings(c, e);
  if (t.action.id == 0)
    buf_printf(&c->out, redo ? "Nothing was undone, so there is nothing to redo. `assay list` shows what stands.\n"
                             : "Nothing to undo: no action stands in the journal. Write one: assay log \"pain 6\"\n");
  else
    turned_text(c, &t, redo);
  print_withdrawn(c, t.flags_withdrawn);
  return rc;
}

enum rc verb_undo(struct cli *c, const struct options *o, struct err *e)
{
  return turn(c, o, false, e);
}

enum rc verb_redo(struct cli *c, const struct options *o, struct err *e)
{
  return turn(c, o, true, e);
}
