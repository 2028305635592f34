/* Help, the list of verbs, and yes-or-no questions. */
#include "face/cli/verbs.h"

#include "base/utf8.h"
#include "face/cli/print.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

const struct verb *verb_find(struct span name)
{
  for (size_t i = 0; i < verb_table_n; i++)
    if (span_is(name, verb_table[i].name))
      return &verb_table[i];
  return NULL;
}

const struct verb *verb_near(struct span name)
{
  const struct verb *best = NULL;
  int least = 3;

  for (size_t i = 0; i < verb_table_n; i++) {
    int d = span_is_fold(name, verb_table[i].name) ? 0 : utf8_distance(name, span_of(verb_table[i].name), 2);

    if (verb_table[i].name[0] != '\0' && d < least && (size_t)d < name.n) {
      least = d;
      best = &verb_table[i];
    }
  }
  return best;
}

void help_all(struct cli *c, bool all_of_it)
{
  const char *group = "";

  buf_puts(&c->out, "assay: a private diary of pain and of what you take, and honest answers from it.\n\n"
                    "  assay                                  today, and the one next thing worth doing\n"
                    "  assay log \"2.5g red bali, pain 6\"     write something down\n"
                    "  assay undo                             take it back\n"
                    "  assay review                           what the diary says so far\n"
                    "  assay crisis                           numbers to call\n");
  if (!all_of_it) {
    buf_puts(&c->out, "\nAll commands: assay --help\n");
    return;
  }
  for (size_t i = 0; i < verb_table_n; i++) {
    const struct verb *v = &verb_table[i];

    if (v->name[0] == '\0')
      continue;
    if (strcmp(group, v->group) != 0)
      buf_printf(&c->out, "\n%s\n", v->group);
    group = v->group;
    buf_printf(&c->out, "  %-10s %s\n", v->name, v->summary);
  }
  buf_puts(&c->out, "\nWith every command: --journal FILE, --zone Europe/Berlin, --now TIME, --json, --no-input.\n"
                    "`assay help VERB` says more of one command. Help in a crisis, with numbers: assay crisis\n");
}

void help_verb(struct cli *c, const struct verb *v, bool all_of_it)
{
  const char *examples = strstr(v->help, "Examples:");

  if (v->name[0] == '\0') {
    help_all(c, true);
    return;
  }
  buf_printf(&c->out, "assay %s%s%s\n  %s%s\n\n", v->name, v->usage[0] != '\0' ? " " : "", v->usage, v->summary,
             v->summary[strlen(v->summary) - 1] == '?' ? "" : ".");
  buf_puts(&c->out, all_of_it || examples == NULL ? v->help : examples);
  if (!all_of_it && examples != NULL && examples != v->help)
    buf_printf(&c->out, "\nMore: assay %s --help\n", v->name);
}

enum rc verb_help(struct cli *c, const struct options *o, struct err *e)
{
  const struct verb *v;

  if (o->word_n == 0) {
    help_all(c, true);
    return RC_OK;
  }
  v = verb_find(o->word[0]);
  if (v == NULL)
    return unknown_verb(o->word[0], e);
  help_verb(c, v, true);
  return RC_OK;
}

bool cli_can_ask(const struct cli *c)
{
  return !c->no_input && !c->json && isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

bool cli_asks(struct cli *c, const char *question)
{
  char answer[16] = "";

  if (!cli_can_ask(c))
    return false;
  fprintf(stderr, "%s [y/N] ", question);
  if (fgets(answer, sizeof answer, stdin) == NULL)
    return false;
  return answer[0] == 'y' || answer[0] == 'Y';
}
