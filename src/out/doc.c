#include "out/doc.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void doc_init(struct doc *d, struct arena *a)
{
  *d = (struct doc){.a = a};
}

static struct doc_node *node_add(struct doc *d, enum doc_kind kind, enum doc_tone tone)
{
  struct doc_node *node = d->failed ? NULL : arena_alloc(d->a, sizeof *node);

  if (node == NULL) {
    d->failed = true;
    return NULL;
  }
  node->kind = kind;
  node->tone = tone;
  if (d->last)
    d->last->next = node;
  else
    d->first = node;
  d->last = node;
  return node;
}

static struct span copied(struct doc *d, struct span s)
{
  struct span copy = arena_copy(d->a, s);

  if (copy.p == NULL)
    d->failed = true;
  return copy;
}

static const char *copied_text(struct doc *d, const char *text)
{
  return text ? copied(d, span_of(text)).p : NULL;
}

static struct span printed(struct doc *d, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
static struct span printed(struct doc *d, const char *fmt, va_list ap)
{
  va_list again;
  char *p = NULL;
  int n;

  va_copy(again, ap);
  n = vsnprintf(NULL, 0, fmt, again);
  va_end(again);
  if (n >= 0)
    p = arena_alloc(d->a, (size_t)n + 1);
  if (p == NULL) {
    d->failed = true;
    return SPAN("");
  }
  vsnprintf(p, (size_t)n + 1, fmt, ap);
  return (struct span){p, (size_t)n};
}

static void said(struct doc *d, enum doc_kind kind, enum doc_tone tone, const char *fmt, va_list ap)
  __attribute__((format(printf, 4, 0)));
static void said(struct doc *d, enum doc_kind kind, enum doc_tone tone, const char *fmt, va_list ap)
{
  struct doc_node *node = node_add(d, kind, tone);

  if (node)
    node->text = printed(d, fmt, ap);
}

void doc_heading(struct doc *d, const char *text)
{
  struct doc_node *node = node_add(d, DOC_HEADING, DOC_PLAIN);

  if (node)
    node->text = copied(d, span_of(text));
}

void doc_say(struct doc *d, enum doc_tone tone, const char *fmt, ...)
{
  va_list ap;

  va_start(ap, fmt);
  said(d, DOC_PARAGRAPH, tone, fmt, ap);
  va_end(ap);
}

void doc_item(struct doc *d, enum doc_tone tone, const char *fmt, ...)
{
  va_list ap;

  va_start(ap, fmt);
  said(d, DOC_ITEM, tone, fmt, ap);
  va_end(ap);
}

void doc_pair(struct doc *d, enum doc_tone tone, const char *term, const char *fmt, ...)
{
  va_list ap;

  va_start(ap, fmt);
  said(d, DOC_PAIR, tone, fmt, ap);
  va_end(ap);
  if (!d->failed)
    d->last->term = copied(d, span_of(term));
}

void doc_alarm(struct doc *d, const char *fmt, ...)
{
  va_list ap;

  va_start(ap, fmt);
  said(d, DOC_ALARM, DOC_SIGNAL, fmt, ap);
  va_end(ap);
}

struct doc_node *doc_table(struct doc *d, const char *caption, size_t rows, size_t columns)
{
  struct doc_node *node = node_add(d, DOC_TABLE, DOC_PLAIN);

  if (node == NULL)
    return NULL;
  node->text = copied(d, span_of(caption));
  if (columns == 0 || rows <= SIZE_MAX / columns)
    node->cells = arena_array(d->a, rows * columns, sizeof *node->cells);
  if (node->cells == NULL) {
    d->failed = true;
    return NULL;
  }
  node->rows = rows;
  node->columns = columns;
  return node;
}

void doc_cell(struct doc *d, struct doc_node *table, size_t row, size_t column, const char *fmt, ...)
{
  va_list ap;

  if (table == NULL || row >= table->rows || column >= table->columns)
    return;
  va_start(ap, fmt);
  table->cells[row * table->columns + column] = printed(d, fmt, ap);
  va_end(ap);
}

/* A copy of an array that may be missing. */
static const void *copied_array(struct doc *d, const void *from, size_t n, size_t size)
{
  void *to;

  if (from == NULL)
    return NULL;
  to = arena_array(d->a, n, size);
  if (to == NULL)
    d->failed = true;
  else if (n > 0)
    memcpy(to, from, n * size);
  return to;
}

void doc_chart(struct doc *d, const struct doc_chart *chart)
{
  struct doc_node *node = node_add(d, DOC_CHART, DOC_PLAIN);
  struct doc_chart *c = node ? arena_alloc(d->a, sizeof *c) : NULL;

  if (c == NULL) {
    d->failed = true;
    return;
  }
  *c = *chart;
  c->title = copied_text(d, chart->title);
  c->y_unit = copied_text(d, chart->y_unit);
  c->first_label = copied_text(d, chart->first_label);
  c->last_label = copied_text(d, chart->last_label);
  c->middle_label = copied_text(d, chart->middle_label);
  c->lo_name = copied_text(d, chart->lo_name);
  c->hi_name = copied_text(d, chart->hi_name);
  c->beneath_name = copied_text(d, chart->beneath_name);
  c->x_name = copied_text(d, chart->x_name);
  c->y = copied_array(d, chart->y, chart->n, sizeof *chart->y);
  c->beneath = copied_array(d, chart->beneath, chart->n, sizeof *chart->beneath);
  c->state = copied_array(d, chart->state, chart->n, sizeof *chart->state);
  node->chart = c;
}
