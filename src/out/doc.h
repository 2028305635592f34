/* A document is a tree of headings, paragraphs, lists, tables and charts. Drawn here as text for a terminal; later as
 * HTML and PDF from the same tree. The builder copies every text into its arena. */
#ifndef OUT_DOC_H
#define OUT_DOC_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/span.h"

#include <stdint.h>

enum doc_tone {
  DOC_PLAIN,
  DOC_SAID,   /* a verdict, an answer */
  DOC_QUIET,  /* captions, sources */
  DOC_SIGNAL, /* a finding: sign and word, never colour alone */
};

enum doc_kind { DOC_HEADING, DOC_PARAGRAPH, DOC_ITEM, DOC_PAIR, DOC_TABLE, DOC_CHART, DOC_ALARM };

/* Points over days, gaps as gaps; bars beneath or alone; or counts by hour. */
enum doc_chart_kind { DOC_CHART_LINE, DOC_CHART_BARS };

/* What is known of a place on the x axis apart from y: the axis is drawn under written days only. */
enum doc_day { DOC_DAY_WRITTEN, DOC_DAY_BLANK, DOC_DAY_LEFT_OUT /* said to be not tracked */ };

struct doc_chart {
  enum doc_chart_kind kind;
  const char *title;   /* states the finding in words */
  const char *y_unit;  /* "0-10", "mg mitragynine a day" */
  double lo, hi;       /* axis; both ends are named */
  const double *y;     /* y[n], NAN = nothing known: a gap, never 0 */
  const bool *beneath; /* optional ticks under the axis (doses), may be NULL */
  size_t n;
  const char *first_label; /* under the left end, e.g. a date */
  const char *last_label;
  /* All of these may be left out (NULL, 0). */
  const char *middle_label;   /* under the middle, when there is room */
  const char *lo_name;        /* "no pain": what the two ends of the axis mean */
  const char *hi_name;
  const char *beneath_name;   /* one word left of the ticks: "dose" */
  const char *x_name;         /* what one y stands for: "day" (when left out), "hour" */
  const unsigned char *state; /* state[n], enum doc_day; NULL: written where y is known, else blank */
};

struct doc_node {
  struct doc_node *next;
  enum doc_kind kind;
  enum doc_tone tone;
  struct span term; /* DOC_PAIR: the question; text is its answer */
  struct span text; /* heading, paragraph, item, alarm, table caption; '\n' begins a new line of an alarm */
  /* table: cells[rows * columns], the first row is the head; numeric columns are set right when every cell but the head
   * begins with a digit, sign or dash */
  struct span *cells;
  size_t rows, columns;
  struct doc_chart *chart;
};

struct doc {
  struct arena *a;
  struct doc_node *first, *last;
  bool failed; /* memory was short somewhere */
};

void doc_init(struct doc *d, struct arena *a);
void doc_heading(struct doc *d, const char *text);
void doc_say(struct doc *d, enum doc_tone tone, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void doc_item(struct doc *d, enum doc_tone tone, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* A question and its answer, side by side where there is room; pairs that follow each other line up. */
void doc_pair(struct doc *d, enum doc_tone tone, const char *term, const char *fmt, ...)
  __attribute__((format(printf, 4, 5)));
/* The first line of the text is what; further ones what to do. Alarms that follow each other share one frame. */
void doc_alarm(struct doc *d, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Fill with doc_cell in reading order. NULL when memory is short; doc_cell accepts that. */
struct doc_node *doc_table(struct doc *d, const char *caption, size_t rows, size_t columns);
void doc_cell(struct doc *d, struct doc_node *table, size_t row, size_t column, const char *fmt, ...)
  __attribute__((format(printf, 5, 6)));
void doc_chart(struct doc *d, const struct doc_chart *chart); /* copied deeply */

struct doc_terminal {
  int columns; /* width to wrap at: 40..100; 80 when not a terminal */
  bool colour; /* ANSI, never the only carrier of meaning */
  bool unicode; /* block and braille marks; else ASCII */
};
/* Control characters in texts never reach the terminal. d->failed: buf is marked failed. */
void doc_text(const struct doc *d, const struct doc_terminal *t, struct buf *out);

#endif
