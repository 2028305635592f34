/* The command line: arguments in, sentences or JSON out. It neither computes nor queries; app/ does. */
#ifndef FACE_CLI_CLI_H
#define FACE_CLI_CLI_H

#include "app/app.h"
#include "base/buf.h"
#include "face/cli/options.h"
#include "out/doc.h"
#include "out/json.h"

#include <glob.h>

enum journal_need {
  JOURNAL_NONE,   /* the verb does without */
  JOURNAL_MUST,   /* 66 when it is missing */
  JOURNAL_MAY,    /* opened when it is there */
  JOURNAL_TRY,    /* opened when it is there and can be; the verb goes on without */
  JOURNAL_MAKES,  /* made when it is missing, and said so */
};

struct cli {
  struct app app;
  struct env env;
  struct arena arena;
  struct buf out;  /* standard output, written at the end */
  struct buf notes; /* standard error: what is said beside the data */
  char journal[4096];
  bool journal_named; /* by --journal or ASSAY_JOURNAL */
  bool made;          /* the journal was made by this command */
  bool json;
  bool no_input;      /* never ask */
  bool invented;      /* a demo journal */
  struct flag_hit hit[FLAG_HITS_MAX]; /* found in what was typed: also said when it is refused */
  size_t hits;
  struct doc_terminal terminal;
};

struct verb {
  const char *name;
  const char *group;
  const char *summary; /* one line of `assay --help` */
  const char *usage;   /* what follows the name */
  const char *help;    /* options and examples of `assay help VERB`; lines */
  const struct option_rule *options;
  size_t words_max; /* more words on the line are refused */
  bool keeps_words; /* names it keeps are screened for danger signs like a sentence */
  enum journal_need need;
  enum rc (*run)(struct cli *c, const struct options *o, struct err *e);
};

extern const struct verb verb_table[];
extern const size_t verb_table_n;
const struct verb *verb_find(struct span name);
/* The verb a mistyped one is nearest to, or NULL. */
const struct verb *verb_near(struct span name);

void help_all(struct cli *c, bool all_of_it);
void help_verb(struct cli *c, const struct verb *v, bool all_of_it);

/* Opens the journal, once; says so when it is new or invented. */
enum rc cli_open(struct cli *c, enum journal_need need, struct err *e);
/* Looks for danger signs: c->hit, c->hits. */
enum rc cli_screen(struct cli *c, struct span text, struct err *e);

/* Files whose names are the journal's and a glob pattern; free g with globfree in any case. */
size_t cli_beside(struct cli *c, const char *pattern, glob_t *g);

/* Asks on the terminal; false when nobody is there or the answer is not yes. */
bool cli_asks(struct cli *c, const char *question);
bool cli_can_ask(const struct cli *c);

#endif
