/* UTF-8: checking, stepping, folding, width on a terminal. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/buf.h"
#include "base/span.h"

#include <stdint.h>

/* Strict (no overlong forms, no surrogates, up to U+10FFFF). On false, *bad_at is the byte. bad_at may be NULL. */
bool utf8_check(struct span s, size_t *bad_at);
/* Next code point at *at of a checked string, moving *at; invalid bytes give U+FFFD and move one byte. */
uint32_t utf8_next(struct span s, size_t *at);
void utf8_put(struct buf *b, uint32_t c);
/* Lower case of Latin, Greek and Cyrillic letters; others unchanged. */
uint32_t utf8_lower(uint32_t c);
/* Lower case, Latin marks dropped (é -> e, ß -> ss, ø -> o), typographic quotes and dashes to ASCII,
 * every run of white space to one blank, characters without width left out: for comparing names. */
void utf8_fold(struct span s, struct buf *out);
/* Columns on a terminal: 0 for combining marks, 2 for wide East Asian and emoji, else 1. */
int utf8_width(struct span s);
size_t utf8_count(struct span s); /* code points */
/* The longest prefix of at most n bytes that ends at a whole character. */
struct span utf8_cut(struct span s, size_t n);
/* Edit distance (insert, delete, replace, swap of neighbours; optimal string alignment) over code points, or limit + 1
 * when larger. Texts of more than 256 code points are only equal or not: 0 or limit + 1. */
int utf8_distance(struct span a, struct span b, int limit);
/* UTF-16 with a byte order mark (either order) into UTF-8. False when it is not, or is damaged. */
bool utf8_from_utf16(struct span s, struct buf *out);

#endif
