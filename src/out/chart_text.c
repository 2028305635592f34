#include "base/number.h"
#include "base/utf8.h"
#include "out/text.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
  ROWS_BRAILLE = 7,  /* an odd number, so that the middle of the axis is a row */
  ROWS_ASCII = 11,   /* one row a point of 0-10 */
  ROWS_BARS = 5,
  DOTS = 4,          /* braille dots a row */
  NAME_WIDTH = 11,   /* names of the ends are wrapped to this */
  PER_PLACE_MAX = 4, /* columns one y may take when there are few */
  PLOT_MAX = 100,
  TAILS_CUT_AT = 14, /* y in one place, from which on the thin line leaves out a tenth at each end */
};

/* One place on the x axis: one y, or the y of several days. */
struct place {
  double y, lo, hi; /* NAN: a gap */
  size_t known, written, left_out, beneath;
};

struct plot {
  const struct doc_chart *c;
  const struct doc_terminal *t;
  struct buf *out;
  struct place place[PLOT_MAX];
  int places, wide; /* columns one place takes */
  size_t step;      /* y in one place */
  size_t gaps;      /* y without any entry */
  size_t left_out;  /* y said to be not tracked */
  int margin, rows;
  unsigned char dots[ROWS_ASCII][PLOT_MAX]; /* braille bits, eighths of a block, or an ASCII mark */
};

static int compare(const void *a, const void *b)
{
  const double *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* A step people know: days, then whole weeks, then four weeks and their multiples. */
static size_t nice_step(size_t least)
{
  static const size_t nice[] = {1, 2, 3, 4, 7, 14, 28};

  for (size_t i = 0; i < sizeof nice / sizeof nice[0]; i++)
    if (nice[i] >= least)
      return nice[i];
  return (least + 27) / 28 * 28;
}

static enum doc_day state_of(const struct doc_chart *c, size_t i)
{
  if (c->state)
    return (enum doc_day)c->state[i];
  return isnan(c->y[i]) ? DOC_DAY_BLANK : DOC_DAY_WRITTEN;
}

/* y[from..to) as one place: the median of points, the mean of bars. `known` is room for to - from numbers. */
static struct place gather(const struct doc_chart *c, size_t from, size_t to, double *known)
{
  struct place p = {NAN, NAN, NAN, 0, 0, 0, 0};
  double sum = 0;

  for (size_t i = from; i < to; i++) {
    enum doc_day state = state_of(c, i);

    p.written += state == DOC_DAY_WRITTEN;
    p.left_out += state == DOC_DAY_LEFT_OUT;
    p.beneath += c->beneath && c->beneath[i];
    if (isnan(c->y[i]))
      continue;
    known[p.known++] = c->y[i];
    sum += c->y[i];
  }
  if (p.known == 0)
    return p;
  qsort(known, p.known, sizeof *known, compare);
  p.lo = known[to - from < TAILS_CUT_AT ? 0 : p.known / 10];
  p.hi = known[p.known - 1 - (to - from < TAILS_CUT_AT ? 0 : p.known / 10)];
  p.y = c->kind == DOC_CHART_BARS ? sum / (double)p.known : (known[(p.known - 1) / 2] + known[p.known / 2]) / 2;
  return p;
}

/* Places end with the last y: the first one may hold fewer days. False: memory is short. */
static bool places(struct plot *p, int room)
{
  const struct doc_chart *c = p->c;
  size_t many = (size_t)room, first;
  double *known;

  p->step = nice_step((c->n + many - 1) / many);
  p->places = (int)((c->n + p->step - 1) / p->step);
  p->wide = room / p->places;
  p->wide = p->wide > PER_PLACE_MAX ? PER_PLACE_MAX : p->wide;
  if (p->step > 1)
    p->wide = 1;
  known = malloc(p->step * sizeof *known);
  if (known == NULL)
    return false;
  first = c->n - (size_t)(p->places - 1) * p->step;
  for (int i = 0; i < p->places; i++) {
    size_t to = first + (size_t)i * p->step;

    p->place[i] = gather(c, i == 0 ? 0 : to - p->step, to, known);
  }
  for (size_t i = 0; i < c->n; i++) {
    p->gaps += state_of(c, i) == DOC_DAY_BLANK;
    p->left_out += state_of(c, i) == DOC_DAY_LEFT_OUT;
  }
  free(known);
  return true;
}

/* --- the marks ---------------------------------------------------------------------------------------------------- */

/* Height of v in steps 0..top. */
static int height(const struct doc_chart *c, double v, int top)
{
  double share = c->hi > c->lo ? (v - c->lo) / (c->hi - c->lo) : 0;

  if (!isfinite(share))
    return 0;
  share = share < 0 ? 0 : share > 1 ? 1 : share;
  return (int)(share * top + 0.5);
}

static void dot(struct plot *p, int column, int from_bottom, bool right)
{
  static const unsigned char left_bit[DOTS] = {0x40, 0x04, 0x02, 0x01}, right_bit[DOTS] = {0x80, 0x20, 0x10, 0x08};
  int row = p->rows - 1 - from_bottom / DOTS;

  p->dots[row][column] |= (right ? right_bit : left_bit)[from_bottom % DOTS];
}

static void mark_braille(struct plot *p, const struct place *at, int column)
{
  int top = DOTS * p->rows - 2, y = height(p->c, at->y, top);

  for (int i = height(p->c, at->lo, top); p->step > 1 && i <= height(p->c, at->hi, top) + 1; i++)
    dot(p, column, i, false);
  for (int i = 0; i < 2; i++) {
    dot(p, column, y + i, false);
    dot(p, column, y + i, true);
  }
}

static void mark_ascii(struct plot *p, const struct place *at, int column)
{
  int top = p->rows - 1;

  for (int i = height(p->c, at->lo, top); p->step > 1 && i <= height(p->c, at->hi, top); i++)
    p->dots[top - i][column] = ':';
  p->dots[top - height(p->c, at->y, top)][column] = 'o';
}

/* A bar in eighths; a little is never nothing. */
static void mark_bar(struct plot *p, const struct place *at, int column)
{
  int eighths = height(p->c, at->y, 8 * p->rows);

  if (eighths == 0 && at->y > p->c->lo)
    eighths = 1;
  for (int i = 0; i < p->rows; i++) {
    int part = eighths - 8 * i;

    p->dots[p->rows - 1 - i][column] = (unsigned char)(part < 0 ? 0 : part > 8 ? 8 : part);
  }
}

static void marks(struct plot *p)
{
  for (int i = 0; i < p->places; i++) {
    const struct place *at = &p->place[i];
    int column = i * p->wide;

    if (at->known == 0)
      continue;
    if (p->c->kind == DOC_CHART_BARS)
      for (int k = 0; k < (p->wide > 1 ? p->wide - 1 : 1); k++)
        mark_bar(p, at, column + k);
    else if (p->t->unicode)
      mark_braille(p, at, column + (p->wide - 1) / 2);
    else
      mark_ascii(p, at, column + (p->wide - 1) / 2);
  }
}

static void put_mark(struct plot *p, unsigned char m)
{
  static const char *const block[] = {
      " ", "\u2581", "\u2582", "\u2583", "\u2584", "\u2585", "\u2586", "\u2587", "\u2588",
  };
  static const char ascii_bar[] = " ....:::#";

  if (m == 0)
    buf_putc(p->out, ' ');
  else if (p->c->kind == DOC_CHART_BARS && p->t->unicode)
    buf_puts(p->out, block[m]);
  else if (p->c->kind == DOC_CHART_BARS)
    buf_putc(p->out, ascii_bar[m]);
  else if (p->t->unicode)
    utf8_put(p->out, 0x2800u + m);
  else
    buf_putc(p->out, (char)m);
}

/* --- around them -------------------------------------------------------------------------------------------------- */

struct label {
  struct span number;
  char text[NUMBER_TEXT_MAX];
};

static void label_of(double v, struct label *l)
{
  double rounded = fabs(v) >= 100 ? round(v) : round(v * 100) / 100;

  l->number = (struct span){l->text, number_text(rounded, l->text)};
}

/* The words left of row i: numbers at both ends and the middle; the ends' names between them. */
static void margin_words(struct plot *p, int i, struct text_wrap *hi_name, const struct text_wrap *lo_name,
                         int lo_lines, struct span *words, struct label *l)
{
  const struct doc_chart *c = p->c;

  *words = SPAN("");
  l->number = SPAN("");
  if (i == 0 || i == p->rows - 1) {
    label_of(i == 0 ? c->hi : c->lo, l);
    *words = l->number;
  } else if (text_line(hi_name, words)) {
    return;
  } else if (i >= p->rows - 1 - lo_lines) {
    struct text_wrap w = *lo_name;

    for (int k = p->rows - 1 - lo_lines; k <= i; k++)
      text_line(&w, words);
  } else if (i == (p->rows - 1) / 2 && p->rows % 2 == 1) {
    label_of((c->lo + c->hi) / 2, l);
    *words = l->number;
  }
}

static int lines_of(struct text_wrap w, int *widest)
{
  struct span line;
  int n = 0;

  while (text_line(&w, &line)) {
    int width = utf8_width(line);

    *widest = width > *widest ? width : *widest;
    n++;
  }
  return n;
}

static void put_left(struct plot *p, struct span words)
{
  text_blanks(p->out, p->margin - utf8_width(words));
  buf_put(p->out, words);
  buf_putc(p->out, ' ');
}

static void end_line(struct plot *p)
{
  while (!p->out->failed && p->out->n > 0 && p->out->p[p->out->n - 1] == ' ')
    p->out->n--;
  buf_putc(p->out, '\n');
}

static void plot_rows(struct plot *p, struct text_wrap hi_name, struct text_wrap lo_name)
{
  int widest = 0, lo_lines = lines_of(lo_name, &widest);

  for (int i = 0; i < p->rows; i++) {
    struct span words;
    struct label l;

    margin_words(p, i, &hi_name, &lo_name, lo_lines, &words, &l);
    put_left(p, words);
    buf_puts(p->out, !p->t->unicode ? (l.number.n ? "+" : "|") : l.number.n ? "\u2524" : "\u2502");
    for (int k = 0; k < p->places * p->wide; k++)
      put_mark(p, p->dots[i][k]);
    end_line(p);
  }
}

/* The x axis: drawn under written days, dotted under days said to be not tracked, missing under blank ones. */
static void axis_row(struct plot *p)
{
  put_left(p, SPAN(""));
  buf_puts(p->out, p->t->unicode ? "\u2514" : "+");
  for (int i = 0; i < p->places; i++) {
    const char *mark = p->place[i].written    ? (p->t->unicode ? "\u2500" : "-")
                       : p->place[i].left_out ? (p->t->unicode ? "\u00b7" : ".")
                                              : " ";

    text_repeat(p->out, mark, p->wide);
  }
  end_line(p);
}

/* Ticks for single days; for several days a mark that grows with their share. */
static void lane_row(struct plot *p)
{
  static const char *const share_mark[] = {"\u2581", "\u2583", "\u2585", "\u2588"};

  put_left(p, span_of(p->c->beneath_name));
  buf_putc(p->out, ' ');
  for (int i = 0; i < p->places; i++) {
    const struct place *at = &p->place[i];
    size_t quarter = at->written ? (at->beneath * 4 - 1) / at->written : 0;
    const char *mark = p->t->unicode ? "\u2575" : "'";

    if (p->step > 1)
      mark = p->t->unicode ? share_mark[quarter > 3 ? 3 : quarter] : quarter < 2 ? "." : quarter < 3 ? ":" : "|";
    text_blanks(p->out, (p->wide - 1) / 2);
    buf_puts(p->out, at->beneath ? mark : " ");
    text_blanks(p->out, p->wide - 1 - (p->wide - 1) / 2);
  }
  end_line(p);
}

static void x_labels(struct plot *p)
{
  struct span first = span_of(p->c->first_label), last = span_of(p->c->last_label);
  struct span middle = span_of(p->c->middle_label);
  int used = p->places * p->wide, at = utf8_width(first), wide = utf8_width(middle);
  int last_at = used - utf8_width(last), middle_at = (used - wide) / 2;

  if (first.n + last.n == 0)
    return;
  put_left(p, SPAN(""));
  buf_putc(p->out, ' ');
  buf_put(p->out, first);
  if (middle.n > 0 && middle_at >= at + 2 && middle_at + wide + 2 <= last_at) {
    text_blanks(p->out, middle_at - at);
    buf_put(p->out, middle);
    at = middle_at + wide;
  }
  if (last.n > 0) {
    text_blanks(p->out, last_at >= at + 2 ? last_at - at : 2);
    buf_put(p->out, last);
  }
  end_line(p);
}

static void say(struct plot *p, enum doc_tone tone, struct span text)
{
  struct text_wrap w = {.text = text, .width = p->t->columns};
  struct span line;

  while (text_line(&w, &line)) {
    text_toned(p->out, p->t, tone, line);
    buf_putc(p->out, '\n');
  }
}

/* Several days in one column: which, and what became of them. */
static void legend_of_step(struct plot *p, const char *name, struct buf *text)
{
  if (p->step % 7 == 0 && p->c->x_name == NULL)
    buf_printf(text, "Each column is %zu week%s: ", p->step / 7, p->step == 7 ? "" : "s");
  else
    buf_printf(text, "Each column is %zu %ss: ", p->step, name);
  if (p->c->kind == DOC_CHART_BARS)
    buf_puts(text, "the average of what is known. ");
  else if (p->step < TAILS_CUT_AT)
    buf_puts(text, "the mark is the middle one, the thin line runs from the lowest to the highest. ");
  else
    buf_printf(text, "the mark is the middle one, on the thin line lie 8 %ss in 10. ", name);
  if (p->c->beneath && p->c->beneath_name)
    buf_printf(text, "The higher the mark at \"%s\", the more %ss with one. ", p->c->beneath_name, name);
}

/* What a mark stands for, where the reader could not know: several days in one column, blank days. */
static void legend(struct plot *p)
{
  const char *name = p->c->x_name ? p->c->x_name : "day";
  struct buf text = {0};

  if (p->step > 1)
    legend_of_step(p, name, &text);
  if (p->gaps > 0)
    buf_printf(&text, "Blank %ss: %zu%s. ", name, p->gaps, p->step > 1 ? "" : " (no mark and no line below)");
  if (p->left_out > 0)
    buf_printf(&text, "Not tracked: %zu%s.", p->left_out, p->step > 1 ? "" : " (dots below)");
  say(p, DOC_QUIET, buf_span(&text));
  buf_done(&text);
}

static bool anything(const struct doc_chart *c)
{
  for (size_t i = 0; i < c->n; i++)
    if (!isnan(c->y[i]))
      return true;
  return false;
}

static void drawn(struct plot *p, struct text_wrap hi_name, struct text_wrap lo_name)
{
  int room;
  struct label hi, lo;

  label_of(p->c->hi, &hi);
  label_of(p->c->lo, &lo);
  p->margin = utf8_width(span_of(p->c->beneath_name));
  p->margin = (int)hi.number.n > p->margin ? (int)hi.number.n : p->margin;
  p->margin = (int)lo.number.n > p->margin ? (int)lo.number.n : p->margin;
  lines_of(hi_name, &p->margin);
  lines_of(lo_name, &p->margin);
  room = p->t->columns - p->margin - 2;
  p->rows = p->c->kind == DOC_CHART_BARS ? ROWS_BARS : p->t->unicode ? ROWS_BRAILLE : ROWS_ASCII;
  if (!places(p, room < PLOT_MAX ? room : PLOT_MAX)) {
    p->out->failed = true;
    return;
  }
  marks(p);
  plot_rows(p, hi_name, lo_name);
  axis_row(p);
  if (p->c->beneath)
    lane_row(p);
  x_labels(p);
  legend(p);
}

void chart_text(const struct doc_chart *c, const struct doc_terminal *t, struct buf *out)
{
  struct plot p = {.c = c, .t = t, .out = out};
  struct buf title = {0}, hi_name = {0}, lo_name = {0};

  text_clean(span_of(c->title), t->unicode, &title);
  text_clean(span_of(c->hi_name ? c->hi_name : c->y_unit), t->unicode, &hi_name);
  text_clean(span_of(c->lo_name), t->unicode, &lo_name);
  say(&p, DOC_SAID, buf_span(&title));
  if (anything(c))
    drawn(&p, (struct text_wrap){.text = buf_span(&hi_name), .width = NAME_WIDTH},
          (struct text_wrap){.text = buf_span(&lo_name), .width = NAME_WIDTH});
  else
    say(&p, DOC_QUIET, SPAN("Nothing to draw: no value is known for these days."));
  out->failed = out->failed || title.failed || hi_name.failed || lo_name.failed;
  buf_done(&title);
  buf_done(&hi_name);
  buf_done(&lo_name);
}
