/* Which format a file is, by what it holds. */
#include "exchange/readers.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <string.h>

const struct format exchange_format[] = {
  {"json", "everything assay exports", everything_recognise, NULL},
  {"csv", "assay CSV", assay_csv_recognise, assay_csv_read},
  {"map", "CSV read with --map", NULL, map_read},
  {"notes", "dated notes", notes_recognise, notes_read},
};
const size_t exchange_format_n = sizeof exchange_format / sizeof exchange_format[0];

const struct format *format_by_name(struct span name)
{
  for (size_t i = 0; i < exchange_format_n; i++)
    if (span_is_fold(name, exchange_format[i].name))
      return &exchange_format[i];
  return NULL;
}

void format_names(struct buf *out)
{
  for (size_t i = 0; i < exchange_format_n; i++)
    buf_printf(out, "%s%s", i > 0 ? ", " : "", exchange_format[i].name);
}

/* --- what it is instead ------------------------------------------------------------------------------------------- */

static const struct {
  const char *mark;
  size_t n, at;
  const char *looks, *fix;
} foreign[] = {
  {"\x1f\x8b", 2, 0, "a gzip archive", "Unpack it first and import the file inside."},
  {"PK\x03\x04", 4, 0, "a zip archive, or a spreadsheet document", "Unpack it, or save the sheet as CSV; import that."},
  {"7z\xbc\xaf\x27\x1c", 6, 0, "a 7z archive", "Unpack it first and import the file inside."},
  {"Rar!", 4, 0, "a rar archive", "Unpack it first and import the file inside."},
  {"ustar", 5, 257, "a tar archive", "Unpack it first and import the file inside."},
  {"SQLite format 3", 15, 0, "a database", "A journal is opened with --journal, a backup with `assay restore`."},
  {"\x89PNG", 4, 0, "a picture", "Import the diary itself: a CSV, a text file or assay's own JSON."},
  {"\xff\xd8\xff", 3, 0, "a picture", "Import the diary itself: a CSV, a text file or assay's own JSON."},
  {"GIF8", 4, 0, "a picture", "Import the diary itself: a CSV, a text file or assay's own JSON."},
  {"%PDF", 4, 0, "a PDF document", "Import the diary itself: a CSV, a text file or assay's own JSON."},
  {"\xd0\xcf\x11\xe0", 4, 0, "an old office document", "Save it as CSV in UTF-8 and import that."},
  {"\x7f" "ELF", 4, 0, "a program", "Name the diary: a CSV, a text file or assay's own JSON."},
  {"<?xml", 5, 0, "XML", "assay reads CSV, dated notes and its own JSON."},
  {"<!DOCTYPE", 9, 0, "a web page", "assay reads CSV, dated notes and its own JSON."},
  {"<html", 5, 0, "a web page", "assay reads CSV, dated notes and its own JSON."},
};

enum { foreign_n = sizeof foreign / sizeof foreign[0] };

static bool looks_like(struct span head, size_t i)
{
  return head.n >= foreign[i].at + foreign[i].n && memcmp(head.p + foreign[i].at, foreign[i].mark, foreign[i].n) == 0;
}

static enum rc refuse(struct err *e, const char *what, const char *fix)
{
  err_set(e, RC_DATA, "The file %s.", what);
  err_fix(e, "%s", fix);
  return RC_DATA;
}

/* One NUL in a hundred bytes is no text; a single one stands in a line that its reader will name. */
static enum rc check_nul(struct span head, struct err *e)
{
  size_t nul = 0, odd = 0;

  for (size_t i = 0; i < head.n; i++) {
    nul += head.p[i] == '\0';
    odd += head.p[i] == '\0' && i % 2 == 1;
  }
  if (nul * 100 <= head.n)
    return RC_OK;
  if (nul * 3 > head.n && (odd == nul || odd == 0))
    return refuse(e, "looks like UTF-16 text without its mark", "Save it as \"CSV UTF-8\" or plain text in UTF-8.");
  return refuse(e, "holds NUL bytes: it is not text", "Import a CSV, a text file or assay's own JSON.");
}

/* Is it text at all? The head may end inside a character. */
enum rc format_check_text(struct span head, struct err *e)
{
  size_t bad = 0, line = 1;
  enum rc rc;

  if (span_trim(head).n == 0)
    return refuse(e, "is empty", "Name the file that holds the diary.");
  for (size_t i = 0; i < foreign_n; i++) {
    if (looks_like(head, i)) {
      err_set(e, RC_DATA, "The file looks like %s, which assay does not read.", foreign[i].looks);
      err_fix(e, "%s", foreign[i].fix);
      return RC_DATA;
    }
  }
  rc = check_nul(head, e);
  if (rc != RC_OK || utf8_check(head, &bad) || bad + 4 > head.n)
    return rc;
  for (size_t i = 0; i < bad; i++)
    line += head.p[i] == '\n';
  err_set(e, RC_DATA, "The file is not UTF-8 text (line %zu).", line);
  err_where(e, "%zu:1", line);
  err_fix(e, "Save it as \"CSV UTF-8\" or plain text in UTF-8 and try again.");
  return RC_DATA;
}

const struct format *format_recognise(struct span head, struct err *e)
{
  if (format_check_text(head, e) != RC_OK)
    return NULL;
  for (size_t i = 0; i < exchange_format_n; i++)
    if (exchange_format[i].recognise != NULL && exchange_format[i].recognise(head))
      return &exchange_format[i];
  refuse(e, "is none that assay knows by itself: no assay CSV, no export of everything, no lines that begin with a "
            "date",
         "Of another table say what its columns are: --map 'at=date,pain=score'; add --dry-run to look first.");
  return NULL;
}
