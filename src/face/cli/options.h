/* Options of one verb: --name value, --name=value, -o value, words in between, -- ends options. */
#ifndef FACE_CLI_OPTIONS_H
#define FACE_CLI_OPTIONS_H

#include "base/err.h"
#include "base/span.h"

enum option_kind { OPTION_FLAG, OPTION_VALUE };

struct option_rule {
  const char *name; /* without dashes; a list ends with NULL */
  enum option_kind kind;
};

enum { OPTIONS_MAX = 32, WORDS_MAX = 256 };

struct options {
  struct {
    const char *name;
    struct span value;
  } option[OPTIONS_MAX];
  size_t option_n;
  struct span word[WORDS_MAX]; /* what is no option, in order */
  size_t word_n;
};

/* argv[n] after the verb. Errors: RC_USAGE naming the option (with "did you mean"). */
enum rc options_read(char **argv, size_t n, const struct option_rule *rules, struct options *out, struct err *e);
bool options_has(const struct options *o, const char *name);
/* The last value given; empty when there is none. */
struct span options_value(const struct options *o, const char *name);

#endif
