#include "exchange/notes_head.h"

#include "words/words.h"

#include <string.h>

enum { DATE_BYTES_MAX = 60 };

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool one_of(char c, const char *set)
{
  return c != '\0' && strchr(set, c) != NULL;
}

/* The bytes at the front that may be of a date. */
static struct span date_bytes(struct span s)
{
  size_t n = 0;

  while (n < s.n && n < DATE_BYTES_MAX && (is_digit(s.p[n]) || is_letter(s.p[n]) || one_of(s.p[n], " ./,-")))
    n++;
  return span_part(s, 0, n);
}

/* 2026-02-30, 31.02.2026, 13/04/26, 13.04., 20261345: nothing else is written like this. */
static bool date_shape(struct span word)
{
  size_t digits = 0, marks = 0, years = 0, run = 0;

  for (size_t i = 0; i < word.n; i++) {
    if (is_digit(word.p[i])) {
      digits++;
      years += ++run == 4;
    } else if (one_of(word.p[i], "./-")) {
      marks++;
      run = 0;
    } else {
      return false;
    }
  }
  if (word.n == 0 || !is_digit(word.p[0]))
    return false;
  if (marks == 0)
    return digits == 8 && (word.p[0] == '1' || word.p[0] == '2');
  if (years == 1 && digits <= 8)
    return marks == 2;
  return marks == 2 && digits >= 3 && digits <= 6 && memchr(word.p, '-', word.n) == NULL &&
         (word.p[word.n - 1] == '.' || digits >= 4);
}

/* "May 1", "1 May", with a capital: a date without its year. */
static bool without_year(struct span s)
{
  char text[40];
  struct span rest = s, first = span_cut(&rest, ' '), second = span_cut(&rest, ' ');
  struct dates d;
  size_t n;

  while (second.n > 0 && one_of(second.p[second.n - 1], ".,"))
    second.n--;
  if (first.n == 0 || second.n == 0 || first.n > 9 || second.n > 9 || is_digit(first.p[0]) == is_digit(second.p[0]))
    return false;
  n = is_digit(first.p[0]) ? first.n + 1 : 0; /* where the name stands */
  memcpy(text, first.p, first.n);
  text[first.n] = ' ';
  memcpy(text + first.n + 1, second.p, second.n);
  memcpy(text + first.n + 1 + second.n, " 2000", 5);
  return text[n] >= 'A' && text[n] <= 'Z' &&
         dates_parse((struct span){text, first.n + second.n + 6}, DATES_ANY, &d) == DATES_GOOD;
}

static bool ends_behind(struct span s, size_t at)
{
  if (at >= s.n)
    return true;
  if (one_of(s.p[at], "./-,:"))
    return at + 1 >= s.n || !is_digit(s.p[at + 1]);
  return !is_digit(s.p[at]) && !is_letter(s.p[at]);
}

static enum notes_head_read other_date(struct span s, int orders, struct notes_head *h)
{
  struct span bytes = date_bytes(s), rest = bytes, word = span_cut(&rest, ' ');
  enum dates_read read = dates_parse(bytes, orders, &h->read);
  struct span date = h->read.date;
  size_t end;
  bool odd;

  while (word.n > 0 && one_of(word.p[word.n - 1], ",-"))
    word.n--;
  if (read != DATES_GOOD && read != DATES_DOUBTFUL && read != DATES_NO_TIME)
    return date_shape(word) || without_year(bytes) ? HEAD_BAD : HEAD_NONE;
  if (h->read.iso.has_offset)
    return HEAD_NONE; /* seconds since 1970 */
  end = (size_t)(date.p - s.p) + date.n;
  odd = is_digit(date.p[0]) && !date_shape(date) && memchr(date.p, ' ', date.n) == NULL;
  for (size_t i = 0; odd && i < date.n; i++)
    odd = !is_letter(date.p[i]) && !(date.n == 12 || date.n == 14);
  if (odd || !ends_behind(s, end))
    return HEAD_NONE;
  h->date = span_part(s, 0, end);
  read = dates_parse(date, orders, &h->read);
  return read == DATES_GOOD || read == DATES_DOUBTFUL ? HEAD_DATE : HEAD_NONE;
}

enum notes_head_read notes_head(struct span line, int orders, struct notes_head *h)
{
  static const char *const key[] = {"date:", "created:"};
  size_t at = words_line_marks(line), open;
  int64_t day;

  *h = (struct notes_head){.read = {.fits = 0}};
  for (size_t i = 0; i < 2; i++) {
    size_t n = strlen(key[i]);

    if (line.n < at + n || !span_is_fold(span_part(line, at, n), key[i]))
      continue;
    at += n;
    while (at < line.n && one_of(line.p[at], " \t\"'"))
      at++;
  }
  open = at;
  while (at < line.n && one_of(line.p[at], "*_[(<"))
    at++;
  h->from = at;
  h->open = at - open;
  line = span_from(line, at);
  if (date_parse(span_part(line, 0, 10), &day) && (line.n == 10 || !is_digit(line.p[10]))) {
    h->date = span_part(line, 0, 10);
    return HEAD_ISO;
  }
  return other_date(line, orders, h);
}
