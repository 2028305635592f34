/* Words on a terminal: made harmless, cut into lines, padded. Shared by doc_text.c and chart_text.c only. */
#ifndef OUT_TEXT_H
#define OUT_TEXT_H

#include "out/doc.h"

/* Appends s with control and direction characters replaced and white space as blanks. Without unicode, typographic
 * quotes, dashes and the like become ASCII; letters stay as they are. */
void text_clean(struct span s, bool unicode, struct buf *out);

/* Lines of at most `width` columns, cut at blanks, a word that is longer anywhere. */
struct text_wrap {
  struct span text; /* cleaned */
  size_t at;
  int width;
};
bool text_line(struct text_wrap *w, struct span *line);

void text_blanks(struct buf *out, int n);
/* n times one mark (UTF-8 or ASCII). */
void text_repeat(struct buf *out, const char *mark, int n);
/* A line in a tone: colour begins and ends on it. */
void text_toned(struct buf *out, const struct doc_terminal *t, enum doc_tone tone, struct span line);

/* The chart with title and legend, each line ending in '\n'; width is t->columns. chart_text.c */
void chart_text(const struct doc_chart *c, const struct doc_terminal *t, struct buf *out);

#endif
