/* Where in a text something was not understood: the line, and a caret under the word. */
#ifndef WORDS_CARET_H
#define WORDS_CARET_H

#include "base/err.h"
#include "base/span.h"

enum { CARET_TEXT_MAX = 320 };

/* "pain 6 knee\n       ^" for the byte `at` of the text, aligned by terminal columns. Of a long line the part around
 * the byte is shown, with "..." where it was cut. */
void words_caret(struct span text, size_t at, char out[CARET_TEXT_MAX]);
/* The line of a byte, from 1; *of are the lines that hold anything. */
size_t words_line(struct span text, size_t at, size_t *of);
/* RC_DATA with a sentence, the caret and, in a text of several lines, the line's number. Clears e->fix. */
enum rc words_refuse(struct span text, size_t at, struct err *e, const char *fmt, ...)
  __attribute__((format(printf, 4, 5)));

#endif
