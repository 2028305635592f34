#include "base/utf8.h"
#include "out/text.h"

enum { COLUMNS_MIN = 40, COLUMNS_MAX = 100, PAIRS_SIDE_BY_SIDE = 60, CELL_MIN = 8, GAP = 2 };

struct pen {
  struct buf *out;
  struct doc_terminal t;
  struct buf clean; /* for one text at a time */
};

static struct span cleaned(struct pen *p, struct span s)
{
  buf_clear(&p->clean);
  text_clean(s, p->t.unicode, &p->clean);
  return buf_span(&p->clean);
}

/* A text wrapped; `first` stands before its first line, the others are set in by its width. */
static void wrapped(struct pen *p, struct span text, enum doc_tone tone, const char *first, int indent)
{
  struct text_wrap w = {.text = cleaned(p, text), .width = p->t.columns - indent};
  struct span line;
  bool any = false;

  while (text_line(&w, &line)) {
    if (any)
      text_blanks(p->out, indent);
    else
      text_toned(p->out, &p->t, tone, span_of(first));
    text_toned(p->out, &p->t, tone, line);
    buf_putc(p->out, '\n');
    any = true;
  }
}

static void heading(struct pen *p, struct span text)
{
  const char *rule = p->t.unicode ? "\u2500" : "-";
  struct text_wrap w = {.text = cleaned(p, text), .width = p->t.columns - 4};
  struct span line;

  while (text_line(&w, &line)) {
    text_repeat(p->out, rule, 2);
    buf_putc(p->out, ' ');
    text_toned(p->out, &p->t, DOC_SAID, line);
    buf_putc(p->out, ' ');
    text_repeat(p->out, rule, p->t.columns - 4 - utf8_width(line));
    buf_putc(p->out, '\n');
  }
}

/* --- alarms ------------------------------------------------------------------------------------------------------- */

static void alarm_rule(struct pen *p)
{
  struct buf rule = {0};

  text_repeat(&rule, p->t.unicode ? "\u2501" : "=", p->t.columns);
  text_toned(p->out, &p->t, DOC_SIGNAL, buf_span(&rule));
  buf_putc(p->out, '\n');
  buf_done(&rule);
}

static void alarm(struct pen *p, const struct doc_node *node, bool first, bool last)
{
  struct span rest = node->text;
  bool head = true;

  if (first)
    alarm_rule(p);
  else
    buf_putc(p->out, '\n');
  while (rest.n > 0) {
    wrapped(p, span_cut(&rest, '\n'), head ? DOC_SIGNAL : DOC_PLAIN, head ? "!! " : "   ", 3);
    head = false;
  }
  if (last)
    alarm_rule(p);
}

/* --- pairs -------------------------------------------------------------------------------------------------------- */

/* Width for the questions of this run of pairs, 0 when answers go beneath. */
static int terms_width(struct pen *p, const struct doc_node *node)
{
  int widest = 0;

  for (; node && node->kind == DOC_PAIR; node = node->next) {
    int width = utf8_width(cleaned(p, node->term));

    widest = width > widest ? width : widest;
  }
  return p->t.columns < PAIRS_SIDE_BY_SIDE || widest > p->t.columns * 2 / 5 ? 0 : widest + GAP;
}

static void pair(struct pen *p, const struct doc_node *node, int width)
{
  struct buf term = {0};

  if (width == 0) {
    wrapped(p, node->term, DOC_PLAIN, "", 0);
    wrapped(p, node->text, node->tone, "  ", 2);
    return;
  }
  text_clean(node->term, p->t.unicode, &term);
  buf_put(p->out, buf_span(&term));
  text_blanks(p->out, width - utf8_width(buf_span(&term)));
  buf_done(&term);
  if (node->text.n == 0)
    buf_putc(p->out, '\n');
  wrapped(p, node->text, node->tone, "", width);
}

/* --- tables ------------------------------------------------------------------------------------------------------- */

enum { TABLE_COLUMNS_MAX = 16 };

struct shape {
  int width[TABLE_COLUMNS_MAX];
  bool number[TABLE_COLUMNS_MAX];
  int total; /* with gaps */
};

static struct span cell(const struct doc_node *node, size_t row, size_t column)
{
  return node->cells[row * node->columns + column];
}

static bool number_like(struct span s)
{
  uint32_t c;
  size_t at = 0;

  if (s.n == 0)
    return true;
  c = utf8_next(s, &at);
  return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == 0x2013 || c == 0x2014 || c == 0x2212;
}

static int gaps(const struct doc_node *node)
{
  return node->columns > 0 ? GAP * (int)(node->columns - 1) : 0;
}

static void shape_natural(struct pen *p, const struct doc_node *node, struct shape *s)
{
  *s = (struct shape){.total = gaps(node)};
  for (size_t c = 0; c < node->columns; c++) {
    s->number[c] = node->rows > 1;
    for (size_t r = 0; r < node->rows; r++) {
      int width = utf8_width(cleaned(p, cell(node, r, c)));

      s->width[c] = width > s->width[c] ? width : s->width[c];
      s->number[c] = s->number[c] && (r == 0 || number_like(cell(node, r, c)));
    }
    s->total += s->width[c];
  }
}

/* Takes columns away from the widest text column until the table fits. False: it cannot. */
static bool shape_fit(const struct pen *p, const struct doc_node *node, struct shape *s)
{
  while (s->total > p->t.columns) {
    size_t widest = node->columns;

    for (size_t c = 0; c < node->columns; c++)
      if (!s->number[c] && s->width[c] > CELL_MIN && (widest == node->columns || s->width[c] > s->width[widest]))
        widest = c;
    if (widest == node->columns)
      return false;
    s->width[widest]--;
    s->total--;
  }
  return true;
}

/* One row, over as many lines as its longest cell needs. */
static void table_row(struct pen *p, const struct doc_node *node, const struct shape *s, size_t row)
{
  struct text_wrap w[TABLE_COLUMNS_MAX];
  struct buf text[TABLE_COLUMNS_MAX] = {{0}};
  bool more = true;

  for (size_t c = 0; c < node->columns; c++) {
    text_clean(cell(node, row, c), p->t.unicode, &text[c]);
    w[c] = (struct text_wrap){.text = buf_span(&text[c]), .width = s->width[c]};
  }
  while (more) {
    size_t end = p->out->n; /* blanks behind the last cell are taken back */

    more = false;
    for (size_t c = 0; c < node->columns; c++) {
      struct span line = SPAN("");
      int pad;

      text_line(&w[c], &line);
      pad = s->width[c] - utf8_width(line);
      text_blanks(p->out, s->number[c] ? pad : 0);
      text_toned(p->out, &p->t, row == 0 && node->rows > 1 ? DOC_SAID : DOC_PLAIN, line);
      if (line.n > 0)
        end = p->out->n;
      text_blanks(p->out, (s->number[c] ? 0 : pad) + GAP);
      more = more || w[c].at < w[c].text.n;
    }
    if (!p->out->failed)
      p->out->n = end;
    buf_putc(p->out, '\n');
  }
  for (size_t c = 0; c < node->columns; c++)
    buf_done(&text[c]);
}

/* Too wide for the terminal: each row as lines of "head: cell". */
static void table_stacked(struct pen *p, const struct doc_node *node)
{
  for (size_t r = 1; r < node->rows; r++) {
    for (size_t c = 0; c < node->columns; c++) {
      struct buf line = {0};

      if (c > 0)
        buf_printf(&line, "%.*s: ", SPAN_FMT(cell(node, 0, c)));
      buf_put(&line, cell(node, r, c));
      wrapped(p, buf_span(&line), c == 0 ? DOC_SAID : DOC_PLAIN, c == 0 ? "" : "  ", c == 0 ? 0 : 2);
      buf_done(&line);
    }
  }
}

static void table(struct pen *p, const struct doc_node *node)
{
  struct shape s;

  if (node->text.n > 0)
    wrapped(p, node->text, DOC_PLAIN, "", 0);
  if (node->columns == 0 || node->rows == 0)
    return;
  if (node->columns > TABLE_COLUMNS_MAX) {
    table_stacked(p, node);
    return;
  }
  shape_natural(p, node, &s);
  if (!shape_fit(p, node, &s)) {
    table_stacked(p, node);
    return;
  }
  for (size_t r = 0; r < node->rows; r++) {
    table_row(p, node, &s, r);
    if (r == 0 && node->rows > 1) {
      text_repeat(p->out, p->t.unicode ? "\u2500" : "-", s.total);
      buf_putc(p->out, '\n');
    }
  }
}

/* --- the tree ----------------------------------------------------------------------------------------------------- */

static bool blank_between(const struct doc_node *before, const struct doc_node *node)
{
  if (before == NULL)
    return false;
  if (node->kind == DOC_HEADING)
    return true;
  if (before->kind == DOC_HEADING)
    return false;
  if (node->kind == DOC_PARAGRAPH && node->tone == DOC_QUIET)
    return before->kind == DOC_ALARM;
  if (node->kind == DOC_ITEM)
    return before->kind != DOC_ITEM && before->kind != DOC_PARAGRAPH;
  return node->kind != before->kind || (node->kind != DOC_PAIR && node->kind != DOC_ALARM);
}

static void draw(struct pen *p, const struct doc_node *before, const struct doc_node *node, int *term_width)
{
  bool first = before == NULL || before->kind != node->kind;
  bool last = node->next == NULL || node->next->kind != node->kind;

  if (blank_between(before, node))
    buf_putc(p->out, '\n');
  switch (node->kind) {
  case DOC_HEADING:
    heading(p, node->text);
    break;
  case DOC_PARAGRAPH:
    wrapped(p, node->text, node->tone, "", 0);
    break;
  case DOC_ITEM:
    wrapped(p, node->text, node->tone, "- ", 2);
    break;
  case DOC_PAIR:
    if (first)
      *term_width = terms_width(p, node);
    pair(p, node, *term_width);
    break;
  case DOC_TABLE:
    table(p, node);
    break;
  case DOC_CHART:
    chart_text(node->chart, &p->t, p->out);
    break;
  case DOC_ALARM:
    alarm(p, node, first, last);
    break;
  }
}

void doc_text(const struct doc *d, const struct doc_terminal *t, struct buf *out)
{
  struct pen p = {.out = out, .t = *t};
  const struct doc_node *before = NULL;
  int term_width = 0;

  p.t.columns = t->columns < COLUMNS_MIN ? COLUMNS_MIN : t->columns > COLUMNS_MAX ? COLUMNS_MAX : t->columns;
  for (const struct doc_node *node = d->first; node; node = node->next) {
    draw(&p, before, node, &term_width);
    before = node;
  }
  out->failed = out->failed || d->failed || p.clean.failed;
  buf_done(&p.clean);
}
