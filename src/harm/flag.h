/* Red flags in free text: slow breathing, yellow eyes, thoughts of dying ... DESIGN section 2 rule 4.
 *
 * The language and the method are evidence/instruments.md section C, kept in facts/red_flag_patterns.csv and
 * facts/README.md. English only. Unsure fires: a false alarm costs a tap. Never a diagnosis. */
#ifndef HARM_FLAG_H
#define HARM_FLAG_H

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "facts/facts.h"

struct flag_hit {
  const struct fact_red_flag *flag;
  enum fact_level level; /* after escalation ("jaundice with confusion": emergency); LEVEL_NOTE: long past */
  size_t from, to;       /* the bytes that fired */
};

enum { FLAG_HITS_MAX = 16 };

struct flag_matcher; /* the patterns, ready; made once, used for many texts; not shared between threads */

/* Errors: RC_NO_MEMORY. Free with flag_matcher_free (NULL accepted). */
enum rc flag_matcher_new(struct flag_matcher **out, struct err *e);
void flag_matcher_free(struct flag_matcher *m);

/* Hits worst first, one per flag; returns their number (at most FLAG_HITS_MAX). Any bytes are accepted. A text of 40
 * ordinary bytes costs a few microseconds: an import screens a million of them. */
size_t flag_scan(struct flag_matcher *m, struct span text, struct flag_hit out[FLAG_HITS_MAX]);

/* What to do now, with the numbers of the country in place of {E}, {C} and {P}. */
struct buf;
void flag_now(const struct fact_red_flag *flag, const struct fact_crisis *where, struct buf *out);

#endif
