/* assay: the command a person types. Reads the arguments, opens the journal, runs one verb, prints. */
#include "face/cli/cli.h"

#include "face/cli/print.h"
#include "face/cli/world.h"
#include "store/native/file.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct arguments {
  const char *journal, *zone, *now;
  bool help, long_help, version;
  char **rest; /* the verb and what follows it */
  size_t rest_n;
};

/* Options that stand for every verb may stand anywhere; the others are the verb's own. */
static const struct {
  const char *name;
  bool takes_value;
} everywhere[] = {
  {"--journal", true}, {"--zone", true}, {"--now", true},   {"--json", false},
  {"--no-input", false}, {"--help", false}, {"-h", false}, {"--version", false},
};

static void take(struct cli *c, struct arguments *a, const char *name, const char *value)
{
  if (strcmp(name, "--journal") == 0)
    a->journal = value;
  else if (strcmp(name, "--zone") == 0)
    a->zone = value;
  else if (strcmp(name, "--now") == 0)
    a->now = value;
  else if (strcmp(name, "--json") == 0)
    c->json = true;
  else if (strcmp(name, "--no-input") == 0)
    c->no_input = true;
  else if (strcmp(name, "--version") == 0)
    a->version = true;
  else {
    a->help = true;
    a->long_help = strcmp(name, "--help") == 0;
  }
}

/* Index into `everywhere` of an argument, and its value behind `=`; -1 when it is something else. */
static int known_option(const char *arg, const char **value)
{
  for (size_t k = 0; k < sizeof everywhere / sizeof everywhere[0]; k++) {
    size_t n = strlen(everywhere[k].name);

    if (strncmp(arg, everywhere[k].name, n) != 0)
      continue;
    if (arg[n] == '\0' || (arg[n] == '=' && everywhere[k].takes_value)) {
      *value = arg[n] == '=' ? arg + n + 1 : NULL;
      return (int)k;
    }
  }
  return -1;
}

static enum rc read_arguments(struct cli *c, int argc, char **argv, struct arguments *a, struct err *e)
{
  bool open = true;

  a->rest = calloc((size_t)argc + 1, sizeof *a->rest);
  if (a->rest == NULL)
    return err_set(e, RC_NO_MEMORY, "There is not enough memory.");
  for (int i = 1; i < argc; i++) {
    const char *value = NULL;
    int k = open ? known_option(argv[i], &value) : -1;

    if (open && strcmp(argv[i], "--") == 0)
      open = false;
    if (k < 0) {
      a->rest[a->rest_n++] = argv[i];
      continue;
    }
    if (everywhere[k].takes_value && value == NULL) {
      if (i + 1 >= argc)
        return err_set(e, RC_USAGE, "%s needs a value behind it.", everywhere[k].name);
      value = argv[++i];
    }
    take(c, a, everywhere[k].name, value);
  }
  return RC_OK;
}

static enum rc set_now(struct cli *c, const char *said, struct err *e)
{
  struct instant now;
  enum rc rc;

  c->env.now_s = world_now_s();
  if (said == NULL)
    return RC_OK;
  rc = words_time(span_of(said), &c->env, true, &now, NULL);
  if (rc != RC_OK || now.precision == PRECISION_DAY) {
    err_set(e, RC_USAGE, "--now `%s` is not an instant.", said);
    err_fix(e, "Write it as --now 2026-05-04T12:00:00+02:00.");
    return RC_USAGE;
  }
  c->env.now_s = now.at_s;
  c->env.now_given = true;
  return RC_OK;
}

static enum rc set_world(struct cli *c, const struct arguments *a, struct err *e)
{
  struct zone *zone = NULL;
  enum rc rc = world_zone(a->zone, &zone, e);

  if (rc != RC_OK)
    return rc;
  c->env.zone = zone;
  c->env.random = world_random;
  rc = set_now(c, a->now, e);
  if (rc != RC_OK)
    return rc;
  if (a->journal == NULL)
    return world_journal(c->journal, sizeof c->journal, &c->journal_named, e);
  c->journal_named = true;
  if (a->journal[0] == '\0' || strlen(a->journal) >= sizeof c->journal)
    return err_set(e, RC_USAGE, "--journal needs the name of a file.");
  snprintf(c->journal, sizeof c->journal, "%s", a->journal);
  return RC_OK;
}

enum rc cli_screen(struct cli *c, struct span text, struct err *e)
{
  struct flag_matcher *m;
  enum rc rc = app_matcher(&c->app, &m, e);

  if (rc == RC_OK)
    c->hits = flag_scan(m, text, c->hit);
  return rc;
}

/* Words that came with a command: what it refuses, and names it keeps. */
static void screen_words(struct cli *c, char **word, size_t n)
{
  struct buf all = {0};

  for (size_t i = 0; i < n; i++) {
    if (i > 0)
      buf_putc(&all, ' ');
    buf_puts(&all, word[i]);
  }
  cli_screen(c, buf_span(&all), NULL);
  buf_done(&all);
}

enum rc cli_open(struct cli *c, enum journal_need need, struct err *e)
{
  enum rc rc;

  if (need == JOURNAL_NONE || ((need == JOURNAL_MAY || need == JOURNAL_TRY) && !file_exists(c->journal)))
    return RC_OK;
  rc = file_open(c->journal, need == JOURNAL_MAKES ? FILE_MAKE : FILE_MUST_EXIST, &c->env, &c->app.st, &c->made, e);
  if (rc == RC_OK) {
    c->invented = store_invented(c->app.st);
    app_tidy(&c->app);
  }
  if (rc == RC_OK && c->made && !c->json)
    buf_printf(&c->notes, "New journal: %s\n", c->journal);
  if (rc == RC_OK && c->invented && !c->json)
    buf_printf(&c->notes, "This is the demo: an invented diary. Nobody lived it.\n");
  return rc;
}

static enum rc run_verb(struct cli *c, const struct verb *v, const struct arguments *a, struct err *e)
{
  struct options o;
  enum rc rc;

  rc = options_read(a->rest + (a->rest_n > 0), a->rest_n - (a->rest_n > 0), v->options, &o, e);
  if (rc == RC_OK && o.word_n > v->words_max) {
    err_set(e, RC_USAGE, "`%.*s` is one word too many for `assay %s`.", SPAN_FMT(o.word[v->words_max]), v->name);
    err_fix(e, "It is written: assay %s %s", v->name, v->usage);
    return RC_USAGE;
  }
  if (rc != RC_OK)
    return rc;
  rc = cli_open(c, v->need, e);
  if (rc != RC_OK && v->need == JOURNAL_TRY)
    rc = RC_OK;
  if (rc == RC_OK && v->keeps_words && o.word_n > 0) {
    screen_words(c, a->rest + 1, a->rest_n - 1);
    if (!c->json)
      print_hits(c, &c->out, c->hit, c->hits);
  }
  return rc == RC_OK ? v->run(c, &o, e) : rc;
}

static enum rc run(struct cli *c, int argc, char **argv, struct arguments *a, struct err *e)
{
  struct zone *utc = NULL;
  const struct verb *v;
  struct span name;
  enum rc rc = read_arguments(c, argc, argv, a, e);

  if (rc != RC_OK)
    return rc;
  if (a->version) {
    print_version(c);
    return RC_OK;
  }
  name = a->rest_n > 0 ? span_of(a->rest[0]) : SPAN("");
  v = verb_find(name);
  if (v == NULL)
    return unknown_verb(name, e);
  if (a->help && a->rest_n == 0) {
    help_all(c, a->long_help);
    return RC_OK;
  }
  if (a->help) {
    help_verb(c, v, a->long_help);
    return RC_OK;
  }
  rc = set_world(c, a, e);
  if (rc != RC_OK && v->need == JOURNAL_TRY) /* help in a crisis waits for nothing */
    rc = zone_from_posix(SPAN("UTC0"), &utc, e), c->env.zone = utc;
  return rc == RC_OK ? run_verb(c, v, a, e) : rc;
}

static bool flush(int fd, const struct buf *b)
{
  struct span rest = buf_span(b);

  while (rest.n > 0) {
    ssize_t n = write(fd, rest.p, rest.n);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return false;
    rest = span_from(rest, (size_t)n);
  }
  return true;
}

int main(int argc, char **argv)
{
  struct cli c = {.app = {.version = ASSAY_VERSION, .built_s = ASSAY_BUILT_S}};
  struct arguments a = {0};
  struct err e = {0};
  enum rc rc;
  int exit_code;

  signal(SIGPIPE, SIG_IGN);
  c.app.env = &c.env;
  c.app.arena = &c.arena;
  c.terminal = world_terminal(STDOUT_FILENO);
  rc = run(&c, argc, argv, &a, &e);
  if (rc != RC_OK && rc != RC_FOUND) {
    if (c.hits == 0)
      screen_words(&c, a.rest, a.rest_n);
    print_error(&c, &e);
  }
  exit_code = rc_exit(rc);
  errno = 0;
  if (c.out.failed || !flush(STDOUT_FILENO, &c.out)) {
    if (errno != EPIPE) {
      err_set(&e, RC_IO, "The output could not be written (%s).", errno == 0 ? "memory is short" : strerror(errno));
      print_error(&c, &e);
      exit_code = rc_exit(RC_IO);
    }
  }
  flush(STDERR_FILENO, &c.notes);
  app_done(&c.app);
  store_close(c.app.st);
  zone_free((struct zone *)(uintptr_t)c.env.zone);
  buf_done(&c.out);
  buf_done(&c.notes);
  arena_done(&c.arena);
  free(a.rest);
  return exit_code;
}
