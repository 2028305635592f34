/* A file of dated lines from any notes program, read with the grammar of `log`. CONTRACT section 2. */
#include "exchange/readers.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "source/product.h"
#include "words/words.h"

#include <string.h>

enum { LINE_MAX_BYTES = 1 << 20, WORDS_MAX_BYTES = 1 << 16, CHUNK = 1 << 15, LOOK_LINES = 60 };

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

/* What follows an ISO date at the front of a line; p NULL when there is none. Marks of lists and headings may stand
 * before it. */
static struct span behind_date(struct span line)
{
  size_t at = 0;
  int64_t day;

  while (at < line.n && strchr(" \t#*-+[(<", line.p[at]) != NULL && line.p[at] != '\0')
    at++;
  if (!date_parse(span_part(line, at, 10), &day))
    return (struct span){NULL, 0};
  return (struct span){line.p + at + 10, line.n - at - 10};
}

/* Dated lines, and not a table whose first column is a date. */
bool notes_recognise(struct span head)
{
  size_t dated = 0, table = 0;

  for (int i = 0; i < LOOK_LINES && head.n > 0; i++) {
    struct span behind = behind_date(next_line(&head));

    if (behind.p == NULL)
      continue;
    dated++;
    while (behind.n > 0 && strchr("T0123456789:+-Z", behind.p[0]) != NULL && behind.p[0] != '\0')
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

/* The mark of a list at the front of a line. */
static struct span without_bullet(struct span line)
{
  static const char *const mark[] = {"- ", "* ", "+ ", "\xe2\x80\xa2 "};

  for (size_t i = 0; i < sizeof mark / sizeof mark[0]; i++)
    if (span_starts(line, mark[i]))
      return span_trim(span_from(line, strlen(mark[i])));
  return line;
}

static enum rc one_line(struct notes *n, struct span line, struct err *e)
{
  static const struct instant nowhere = {0, 0, PRECISION_DAY}; /* a time alone falls on this day */
  struct instant at;
  size_t used = 0;

  line = span_trim(line);
  if (line.n == 0)
    return RC_OK;
  if (words_dated(line, n->r->env, n->dated ? &n->last : &nowhere, &at, &used) &&
      (n->dated || instant_day(&at) != instant_day(&nowhere))) {
    n->last = at;
    n->dated = true;
    if (was_moved(span_part(line, 0, used), &at))
      say_moved(n, &at);
    line = span_trim(span_from(line, used));
    if (line.n == 0)
      return RC_OK;
  }
  if (n->dated)
    return read_words(n, without_bullet(line), e);
  n->r->records++;
  n->r->warn(n->r->ctx, n->line, true, "No date stands above `%.*s`, so it has no day.",
             SPAN_FMT(reader_shown(line)));
  return RC_OK;
}

enum rc notes_read(struct reader *r, struct err *e)
{
  struct notes n = {.r = r};
  struct span line;
  bool more = true;
  enum rc rc = RC_OK;

  r->records = 0;
  while (rc == RC_OK) {
    rc = take_line(&n, &line, &more, e);
    if (rc != RC_OK || !more)
      break;
    rc = one_line(&n, line, e);
  }
  buf_done(&n.text);
  arena_done(&n.arena);
  return rc;
}
