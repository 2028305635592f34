/* A file of dated lines from any notes program, read with the grammar of `log`. CONTRACT section 2. */
#include "exchange/notes_head.h"
#include "exchange/readers.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "source/product.h"
#include "words/words.h"

#include <string.h>

enum { LINE_MAX_BYTES = 1 << 20, WORDS_MAX_BYTES = 1 << 16, CHUNK = 1 << 15, LOOK_LINES = 60 };

static bool one_of(char c, const char *set)
{
  return c != '\0' && strchr(set, c) != NULL;
}

/* --- what such a file looks like ---------------------------------------------------------------------------------- */

static struct span next_line(struct span *rest)
{
  size_t n = 0;
  struct span line;

  while (n < rest->n && rest->p[n] != '\n' && rest->p[n] != '\r')
    n++;
  line = span_part(*rest, 0, n);
  if (n + 1 < rest->n && rest->p[n] == '\r' && rest->p[n + 1] == '\n')
    n++;
  *rest = span_from(*rest, n + 1);
  return line;
}

/* Dated lines, and not a table whose first column is a date. */
bool notes_recognise(struct span head)
{
  size_t dated = 0, table = 0;

  for (int i = 0; i < LOOK_LINES && head.n > 0; i++) {
    struct span line = next_line(&head), behind;
    struct notes_head h;
    enum notes_head_read read = notes_head(line, DATES_ANY, &h);

    if (read != HEAD_ISO && read != HEAD_DATE)
      continue;
    dated++;
    behind = span_from(line, h.from + h.date.n);
    while (behind.n > 0 && one_of(behind.p[0], "T0123456789:+-Z AMPamp"))
      behind = span_from(behind, 1);
    table += behind.n > 1 && (behind.p[0] == ',' || behind.p[0] == ';' || behind.p[0] == '\t') && behind.p[1] != ' ';
  }
  return dated > 0 && table * 2 <= dated;
}

/* --- lines -------------------------------------------------------------------------------------------------------- */

struct notes {
  struct reader *r;
  struct buf text; /* read and not handed out yet */
  size_t at;
  bool at_end;
  uint64_t line;
  struct arena arena;
  struct buf head; /* the line with its date in the one form that words_dated reads */
  int orders;      /* of day, month and year: exchange/dates.h */
  struct instant last;
  bool dated;   /* a date has been met */
  bool stopped; /* the sink takes no more */
};

static enum rc fill(struct notes *n, struct err *e)
{
  char chunk[CHUNK];
  ptrdiff_t got = n->r->read(n->r->read_ctx, chunk, sizeof chunk);

  if (got < 0)
    return err_set(e, RC_IO, "The file cannot be read to its end.");
  n->at_end = got == 0;
  if (n->at > 0) {
    memmove(n->text.p, n->text.p + n->at, n->text.n - n->at);
    n->text.n -= n->at;
    n->at = 0;
  }
  buf_put(&n->text, (struct span){chunk, (size_t)got});
  return n->text.failed ? err_set(e, RC_NO_MEMORY, "There is not enough memory to read the file.") : RC_OK;
}

static enum rc not_text(const struct notes *n, const char *what, struct err *e)
{
  err_set(e, RC_DATA, "Line %llu: %s.", (unsigned long long)n->line, what);
  err_where(e, "%llu:1", (unsigned long long)n->line);
  err_fix(e, "Save the file as plain text in UTF-8 and try again.");
  return RC_DATA;
}

/* The next line, without its end; *more false at the end of the file. */
static enum rc take_line(struct notes *n, struct span *out, bool *more, struct err *e)
{
  struct span rest, line;

  for (;;) {
    rest = span_from(buf_span(&n->text), n->at);
    line = next_line(&rest);
    /* A line end at the very end may be half of one. */
    if (n->at_end || n->at + line.n + 1 < n->text.n)
      break;
    if (line.n > LINE_MAX_BYTES)
      return not_text(n, "this line is longer than a million bytes", e);
    enum rc rc = fill(n, e);

    if (rc != RC_OK)
      return rc;
  }
  n->line++;
  *more = n->at < n->text.n;
  n->at = n->text.n - rest.n;
  *out = line;
  if (!utf8_check(line, NULL))
    return not_text(n, "this is not UTF-8 text", e);
  return line.n > 0 && memchr(line.p, '\0', line.n) != NULL ? not_text(n, "there is a NUL byte, which no text has", e)
                                                            : RC_OK;
}

/* --- entries ------------------------------------------------------------------------------------------------------ */

static enum rc hand_out(struct notes *n, struct entry *en, struct span what, struct err *e)
{
  struct exchange_row row = {.line = n->line};
  char value[ENTRY_VALUE_MAX];
  int64_t local_s = en->at.at_s + en->at.offset_s;
  struct key_time t = {
    .local_minute = (local_s - ((local_s % 60) + 60) % 60) / 60,
    .precision = en->at.precision,
  };

  n->r->records++;
  en->source = SPAN("notes");
  en->imported = true;
  row.entry = *en;
  row.key = key_make(en->source, &t, en->kind, what, (struct span){value, entry_value_text(en, value)}, en->unit,
                     en->note);
  enum rc rc = n->r->row(n->r->ctx, &row, e);

  n->stopped = rc != RC_OK;
  return rc;
}

static void say_moved(const struct notes *n, const struct instant *at)
{
  char shown[INSTANT_TEXT_MAX];

  instant_text(at, shown);
  n->r->warn(n->r->ctx, n->line, false, "A time did not exist that night: the clocks went forward. It was taken as %s.",
             shown);
}

static enum rc as_note(struct notes *n, struct span line, const struct err *why, struct err *e)
{
  struct entry en = entry_blank(KIND_NOTE);

  en.at = n->last;
  en.note = line;
  n->r->warn(n->r->ctx, n->line, false, "Not read, and kept as a note: %s", why->message);
  return hand_out(n, &en, SPAN(""), e);
}

static enum rc as_entries(struct notes *n, const struct words_result *words, struct err *e)
{
  enum rc rc = RC_OK;

  for (size_t i = 0; rc == RC_OK && i < words->n; i++) {
    const struct words_entry *w = &words->entry[i];
    struct span what = w->typed.n > 0 ? w->typed : w->entry.what;
    struct entry en = w->entry;

    if (en.kind == KIND_DOSE)
      en.unit = product_unit_of_name(en.unit, what);
    if (w->moved)
      say_moved(n, &en.at);
    rc = hand_out(n, &en, what, e);
  }
  return rc;
}

static enum rc read_words(struct notes *n, struct span text, struct err *e)
{
  struct words_context c = *n->r->words;
  struct words_result words = {0};
  struct err why = {0};
  enum rc rc;

  if (text.n > WORDS_MAX_BYTES) {
    err_set(&why, RC_DATA, "it is too long.");
    return as_note(n, text, &why, e);
  }
  c.at = &n->last;
  c.from_file = true;
  arena_reset(&n->arena);
  rc = words_read(text, &c, &n->arena, &words, &why);
  if (rc == RC_OK)
    return as_entries(n, &words, e);
  if (rc == RC_DATA)
    return as_note(n, text, &why, e);
  *e = why;
  return rc;
}

/* The clock time at the front of a line stood in the spring gap: words_dated has moved it on. */
static bool was_moved(struct span front, const struct instant *at)
{
  struct civil c;

  instant_civil(at, &c);
  for (size_t i = 1; i + 2 < front.n && at->precision <= PRECISION_MINUTE; i++) {
    if (front.p[i] != ':' || front.p[i - 1] < '0' || front.p[i - 1] > '9')
      continue;
    int tens = i > 1 && front.p[i - 2] >= '0' && front.p[i - 2] <= '9' ? front.p[i - 2] - '0' : 0;
    int hour = tens * 10 + front.p[i - 1] - '0';
    int minute = (front.p[i + 1] - '0') * 10 + front.p[i + 2] - '0';

    return hour % 12 != c.hour % 12 || minute != c.minute;
  }
  return false;
}

/* "---", "***": a line between two parts, which says nothing. */
static bool is_rule(struct span line)
{
  size_t n = 0;

  while (n < line.n && line.p[n] == line.p[0] && one_of(line.p[n], "-*_="))
    n++;
  return n >= 3 && n == line.n;
}

/* The line as words_dated reads it: date first, in ISO 8601. */
static enum rc plain_head(struct notes *n, struct span *line, const struct notes_head *h, struct err *e)
{
  const struct iso *iso = &h->read.iso;
  size_t end = h->from + h->date.n;

  buf_clear(&n->head);
  buf_put(&n->head, span_part(*line, h->from - h->open, h->open));
  buf_printf(&n->head, "%04d-%02d-%02d", iso->c.year, iso->c.month, iso->c.day);
  if (iso->has_time && iso->precision == PRECISION_SECOND)
    buf_printf(&n->head, "T%02d:%02d:%02d", iso->c.hour, iso->c.minute, iso->c.second);
  else if (iso->has_time)
    buf_printf(&n->head, "T%02d:%02d", iso->c.hour, iso->c.minute);
  if (end < line->n && line->p[end] == '.')
    end++;
  buf_put(&n->head, span_from(*line, end));
  *line = buf_span(&n->head);
  return n->head.failed ? err_set(e, RC_NO_MEMORY, "There is not enough memory to read the file.") : RC_OK;
}

/* What follows would stand on a wrong day: it has none until the next date. */
static void bad_date(struct notes *n, struct span line)
{
  n->dated = false;
  n->r->records++;
  n->r->warn(n->r->ctx, n->line, true, "`%.*s` begins like a date, but it is none that can be read%s%.*s, so it has no "
             "day. Write the date as 2026-05-01.", SPAN_FMT(reader_shown(line)),
             n->r->dates.n > 0 ? " in the order " : "", SPAN_FMT(n->r->dates));
}

static enum rc one_line(struct notes *n, struct span line, struct err *e)
{
  static const struct instant nowhere = {0, 0, PRECISION_DAY}; /* a time alone falls on this day */
  struct notes_head h;
  struct instant at;
  size_t used = 0;
  enum notes_head_read read;

  line = span_trim(line);
  if (line.n == 0 || is_rule(line))
    return RC_OK;
  read = notes_head(line, n->orders, &h);
  if (read == HEAD_BAD) {
    bad_date(n, line);
    return RC_OK;
  }
  if (read == HEAD_ISO && h.from > h.open + words_line_marks(line)) { /* date: 2026-05-01 */
    line = span_from(line, h.from - h.open);
    while (line.n > 0 && one_of(line.p[line.n - 1], "\"'"))
      line.n--;
  }
  if (read == HEAD_DATE) {
    enum rc rc = plain_head(n, &line, &h, e);

    if (rc != RC_OK)
      return rc;
  }
  if (words_dated(line, n->r->env, n->dated ? &n->last : &nowhere, &at, &used) &&
      (n->dated || instant_day(&at) != instant_day(&nowhere))) {
    n->last = at;
    n->dated = true;
    if (was_moved(span_part(line, 0, used), &at))
      say_moved(n, &at);
    line = span_trim(span_from(line, used));
  }
  line = span_from(line, words_line_marks(line));
  if (line.n == 0)
    return RC_OK;
  if (n->dated)
    return read_words(n, line, e);
  n->r->records++;
  n->r->warn(n->r->ctx, n->line, true, "No date stands above `%.*s`, so it has no day.",
             SPAN_FMT(reader_shown(line)));
  return RC_OK;
}

/* --- the order of day, month and year ----------------------------------------------------------------------------- */

static enum rc no_order(uint64_t line, struct span date, struct span other, struct err *e)
{
  if (other.n > 0)
    err_set(e, RC_DATA, "No one order of day, month and year reads all dates: `%.*s` and `%.*s`.", SPAN_FMT(other),
            SPAN_FMT(date));
  else
    err_set(e, RC_DATA, "The date `%.*s` can be read in more than one way, and nothing in the file settles it.",
            SPAN_FMT(date));
  err_where(e, "%llu:1", (unsigned long long)line);
  err_fix(e, "Say the order: --dates dmy for day first, --dates mdy for month first, --dates ymd for year first.");
  return RC_DATA;
}

/* Which order reads all dates that want one? Reads the whole file. */
static enum rc settle(struct notes *n, struct err *e)
{
  struct span line, doubted = {NULL, 0}, first = {NULL, 0};
  uint64_t doubted_line = 0;
  bool more = true;
  enum rc rc = RC_OK;

  for (;;) {
    struct notes_head h;

    rc = take_line(n, &line, &more, e);
    if (rc != RC_OK || !more)
      break;
    if (notes_head(span_trim(line), DATES_ANY, &h) != HEAD_DATE || h.read.fits == 0)
      continue;
    if ((n->orders & h.read.fits) == 0)
      return no_order(n->line, h.read.date, first, e);
    n->orders &= h.read.fits;
    if (first.p == NULL)
      first = arena_copy(&n->arena, h.read.date);
    if (dates_parse(h.read.date, DATES_ANY, &h.read) == DATES_DOUBTFUL && doubted.p == NULL) {
      doubted = arena_copy(&n->arena, h.read.date);
      doubted_line = n->line;
    }
  }
  if (rc == RC_OK && doubted.p != NULL && (n->orders & (n->orders - 1)) != 0)
    rc = no_order(doubted_line, doubted, SPAN(""), e);
  if (rc == RC_OK && !n->r->rewind(n->r->read_ctx))
    rc = err_set(e, RC_IO, "The file cannot be read again from its beginning.");
  buf_clear(&n->text);
  n->at = 0;
  n->at_end = false;
  n->line = 0;
  return rc;
}

static enum rc choose_order(struct notes *n, struct err *e)
{
  struct reader *r = n->r;
  enum rc rc;

  if (r->dates.n > 0 && !dates_order_parse(r->dates, &n->orders)) {
    err_set(e, RC_USAGE, "--dates `%.*s` is no order of dates.", SPAN_FMT(reader_shown(r->dates)));
    err_fix(e, "Say dmy (day first), mdy (month first) or ymd (year first).");
    return RC_USAGE;
  }
  if (r->dates.n > 0)
    return RC_OK;
  if (r->dates_found != 0) {
    n->orders = r->dates_found;
    return RC_OK;
  }
  rc = settle(n, e);
  r->dates_found = n->orders;
  return rc;
}

enum rc notes_read(struct reader *r, struct err *e)
{
  struct notes n = {.r = r, .orders = DATES_ANY};
  struct span line;
  bool more = true;
  enum rc rc = choose_order(&n, e);

  r->records = 0;
  while (rc == RC_OK) {
    rc = take_line(&n, &line, &more, e);
    if (rc != RC_OK || !more)
      break;
    rc = one_line(&n, line, e);
  }
  buf_done(&n.text);
  buf_done(&n.head);
  arena_done(&n.arena);
  return rc;
}
