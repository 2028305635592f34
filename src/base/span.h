/* A run of bytes that somebody else owns. Bytes from outside stay pointer plus length until checked. */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>

struct span {
  const char *p; /* not NUL-terminated; may be NULL when n is 0 */
  size_t n;      /* bytes */
};

#define SPAN(literal) ((struct span){"" literal, sizeof(literal) - 1})
#define SPAN_FMT(s) (int)(s).n, (s).n ? (s).p : "" /* for "%.*s" */

struct span span_of(const char *text); /* NULL gives the empty span */
bool span_eq(struct span a, struct span b);
bool span_is(struct span a, const char *text);
bool span_is_fold(struct span a, const char *text); /* ASCII case ignored */
bool span_eq_fold(struct span a, struct span b);    /* ASCII case ignored */
bool span_starts(struct span a, const char *prefix);
int span_compare(struct span a, struct span b); /* as bytes, shorter first */
struct span span_trim(struct span a);           /* ASCII white space off both ends */
struct span span_from(struct span a, size_t at);
struct span span_part(struct span a, size_t at, size_t n);
/* Position of the first byte c, or a.n. */
size_t span_find(struct span a, char c);
/* Cuts at the first byte c: returns what stands before it and moves *rest behind it. */
struct span span_cut(struct span *rest, char c);

#endif
