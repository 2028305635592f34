#include "face/cli/options.h"

#include "base/utf8.h"

#include <string.h>

static const struct option_rule *rule_of(const struct option_rule *rules, struct span name)
{
  for (; rules->name != NULL; rules++)
    if (span_is(name, rules->name))
      return rules;
  return NULL;
}

static enum rc unknown(const struct option_rule *rules, struct span name, struct err *e)
{
  const char *near = NULL;
  int best = 3;

  for (const struct option_rule *r = rules; r->name != NULL; r++) {
    int d = utf8_distance(name, span_of(r->name), 2);

    if (d < best) {
      best = d;
      near = r->name;
    }
  }
  err_set(e, RC_USAGE, "There is no option --%.*s here.", SPAN_FMT(name));
  if (near != NULL)
    err_fix(e, "Did you mean --%s?", near);
  else
    err_fix(e, "`assay help VERB` lists the options of a verb. Words that begin with a dash go behind `--`.");
  return RC_USAGE;
}

static enum rc too_many(struct err *e)
{
  return err_set(e, RC_USAGE, "Too many words on the line; several entries fit better into `assay log` from a file.");
}

/* A word such as -5 or -2.5g is no option. */
static bool is_option(const char *arg)
{
  return arg[0] == '-' && arg[1] != '\0' && !(arg[1] >= '0' && arg[1] <= '9') && arg[1] != '.' && arg[1] != ' ';
}

static enum rc read_one(char **argv, size_t n, size_t *at, const struct option_rule *rules, struct options *o,
                        struct err *e)
{
  const char *arg = argv[*at];
  struct span rest = span_of(arg + (arg[1] == '-' ? 2 : 1));
  struct span name = rest;
  bool has_value = span_find(rest, '=') < rest.n;
  const struct option_rule *r;

  if (has_value)
    name = span_cut(&rest, '=');
  r = rule_of(rules, name);
  if (r == NULL)
    return unknown(rules, name, e);
  if (o->option_n == OPTIONS_MAX)
    return too_many(e);
  if (r->kind == OPTION_FLAG && has_value)
    return err_set(e, RC_USAGE, "--%s takes no value.", r->name);
  if (r->kind == OPTION_VALUE && !has_value) {
    if (*at + 1 >= n)
      return err_set(e, RC_USAGE, "--%s needs a value behind it.", r->name);
    rest = span_of(argv[++*at]);
  }
  o->option[o->option_n].name = r->name;
  o->option[o->option_n].value = r->kind == OPTION_VALUE ? rest : SPAN("");
  o->option_n++;
  return RC_OK;
}

enum rc options_read(char **argv, size_t n, const struct option_rule *rules, struct options *out, struct err *e)
{
  bool only_words = false;

  *out = (struct options){0};
  for (size_t i = 0; i < n; i++) {
    if (!only_words && strcmp(argv[i], "--") == 0) {
      only_words = true;
    } else if (!only_words && is_option(argv[i])) {
      enum rc rc = read_one(argv, n, &i, rules, out, e);

      if (rc != RC_OK)
        return rc;
    } else {
      if (out->word_n == WORDS_MAX)
        return too_many(e);
      out->word[out->word_n++] = span_of(argv[i]);
    }
  }
  return RC_OK;
}

bool options_has(const struct options *o, const char *name)
{
  for (size_t i = 0; i < o->option_n; i++)
    if (strcmp(o->option[i].name, name) == 0)
      return true;
  return false;
}

struct span options_value(const struct options *o, const char *name)
{
  struct span v = {0};

  for (size_t i = 0; i < o->option_n; i++)
    if (strcmp(o->option[i].name, name) == 0)
      v = o->option[i].value;
  return v;
}
