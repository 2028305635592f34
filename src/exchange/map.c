#include "exchange/map.h"

#include "base/buf.h"
#include "facts/facts.h"
#include "base/utf8.h"

#include <string.h>

static const char *const key_name[MAP_KEYS] = {"at", "kind", "what", "value", "unit", "note"};

static const char example[] = "For example --map 'at=date+time,what=symptom,value=score', or 'at=date,pain=column'.";

static enum rc wrong(struct err *e, const char *problem, struct span piece)
{
  piece = utf8_cut(piece, 100);
  err_set(e, RC_USAGE, "--map: `%.*s` %s", SPAN_FMT(piece), problem);
  err_fix(e, "%s", example);
  return RC_USAGE;
}

/* --- cutting ------------------------------------------------------------------------------------------------------ */

/* What stands before the next c that is not quoted; a quotation mark only opens at the beginning of a name. False when
 * one is never closed. */
static bool cut_at(struct span *rest, char c, struct span *out)
{
  char quote = 0;
  bool fresh = true; /* a name may begin here */

  for (size_t i = 0; i < rest->n; i++) {
    char x = rest->p[i];

    if (quote != 0) {
      quote = x == quote ? 0 : quote;
    } else if (x == c) {
      *out = span_part(*rest, 0, i);
      *rest = span_from(*rest, i + 1);
      return true;
    } else if (fresh && (x == '\'' || x == '"')) {
      quote = x;
    }
    fresh = x == '=' || x == '+' || x == ',' || x == ':' || (fresh && x == ' ');
  }
  *out = *rest;
  *rest = span_from(*rest, rest->n);
  return quote == 0;
}

static bool unquote(struct span *s, char mark)
{
  if (s->n < 2 || s->p[0] != mark || s->p[s->n - 1] != mark)
    return false;
  *s = span_part(*s, 1, s->n - 2);
  return true;
}

static enum rc read_parts(struct span text, struct map_field *f, struct span piece, struct err *e)
{
  struct span rest = text;

  f->said = true;
  f->text = span_trim(text);
  while (rest.n > 0) {
    struct span one;
    struct map_part *p = &f->part[f->n];
    size_t before = rest.n;

    cut_at(&rest, '+', &one);
    if (rest.n == 0 && one.n < before)
      return wrong(e, "ends with a plus.", piece);
    if (f->n == MAP_PARTS_MAX)
      return wrong(e, "joins more than 8 parts.", piece);
    p->text = span_trim(one);
    p->fixed = unquote(&p->text, '\'');
    if (!p->fixed)
      unquote(&p->text, '"');
    if (p->text.n == 0 && !p->fixed)
      return wrong(e, "names no column.", piece);
    f->n++;
  }
  return f->n > 0 ? RC_OK : wrong(e, "names no column.", piece);
}

/* --- the pieces --------------------------------------------------------------------------------------------------- */

static int key_of(struct span name)
{
  for (int i = 0; i < MAP_KEYS; i++)
    if (span_is_fold(name, key_name[i]))
      return i;
  return -1;
}

static enum rc add_wide(struct map *m, struct span name, struct span text, struct span piece, struct err *e)
{
  struct map_wide *w = &m->wide[m->wide_n];

  if (m->wide_n == MAP_WIDE_MAX)
    return wrong(e, "is one scale too many.", piece);
  unquote(&name, '"');
  unquote(&name, '\'');
  if (name.n == 0)
    return wrong(e, "has nothing before the equals sign.", piece);
  *w = (struct map_wide){.name = name};
  m->wide_n++;
  return read_parts(text, &w->field, piece, e);
}

static enum rc read_piece(struct map *m, struct span piece, struct err *e)
{
  struct span right = piece, left, text;
  int key;

  if (!cut_at(&right, '=', &left) || left.n == piece.n)
    return wrong(e, "has no equals sign.", piece);
  left = span_trim(left);
  text = span_trim(right);
  key = key_of(left);
  if (key < 0)
    return add_wide(m, left, text, piece, e);
  if (m->field[key].said)
    return wrong(e, "says the same a second time.", piece);
  if (key == MAP_AT && text.n >= 6 && span_is_fold(span_part(text, 0, 6), "hours:")) {
    m->hours = true;
    text = span_trim(span_from(text, 6));
  }
  return read_parts(text, &m->field[key], piece, e);
}

static bool all_fixed(const struct map_field *f)
{
  for (size_t i = 0; i < f->n; i++)
    if (!f->part[i].fixed)
      return false;
  return f->said;
}

static enum rc check_fixed(struct map *m, struct err *e)
{
  struct buf folded = {0};
  bool known;

  if (all_fixed(&m->field[MAP_KIND])) {
    m->has_kind = kind_parse(m->field[MAP_KIND].part[0].text, &m->kind);
    if (!m->has_kind)
      return wrong(e, "is no kind of entry: rating, dose, side_effect, medicine, lab, not_tracked or note.",
                   m->field[MAP_KIND].text);
  }
  if (!all_fixed(&m->field[MAP_UNIT]) || (m->has_kind && m->kind == KIND_LAB))
    return RC_OK;
  utf8_fold(m->field[MAP_UNIT].part[0].text, &folded);
  known = folded.n == 0 || fact_unit_by_name(buf_span(&folded)) != NULL;
  buf_done(&folded);
  return known ? RC_OK : wrong(e, "is no unit: g, mg, ml, capsule, tablet, tsp ...", m->field[MAP_UNIT].text);
}

/* Do the pieces together make entries? */
static enum rc check_whole(struct map *m, struct span map, struct err *e)
{
  bool kind = m->field[MAP_KIND].said, what = m->field[MAP_WHAT].said, value = m->field[MAP_VALUE].said;
  enum rc rc = check_fixed(m, e);

  if (rc != RC_OK)
    return rc;
  if (!m->field[MAP_AT].said)
    return wrong(e, "does not say which column is the time: at=...", map);
  if (m->wide_n > 0) {
    if (what || value || (kind && !m->has_kind))
      return wrong(e, "names scales of a wide file beside kind, what or value; it is one or the other.", map);
    return RC_OK;
  }
  if (!kind && !what && !value) {
    m->kind = KIND_NOTE;
    return m->field[MAP_NOTE].said ? RC_OK : wrong(e, "says a time and nothing else.", map);
  }
  if (kind && !m->has_kind)
    return RC_OK;
  if (m->kind != KIND_NOTE && m->kind != KIND_NOT_TRACKED && !what)
    return wrong(e, "does not say what the values are of: what=column or what='pain'.", map);
  if (m->kind == KIND_RATING && !value)
    return wrong(e, "does not say which column holds the numbers: value=column.", map);
  return RC_OK;
}

/* --- renaming ----------------------------------------------------------------------------------------------------- */

static enum rc read_renames(struct span scale, struct map *m, struct err *e)
{
  struct span rest = scale, piece, left;

  while (rest.n > 0) {
    struct map_rename *r = &m->rename[m->rename_n];

    if (!cut_at(&rest, ',', &piece))
      break;
    if (span_trim(piece).n == 0)
      continue;
    r->ours = piece;
    cut_at(&r->ours, '=', &left);
    r->theirs = span_trim(left);
    r->ours = span_trim(r->ours);
    unquote(&r->theirs, '\'');
    unquote(&r->ours, '\'');
    if (r->theirs.n == 0 || r->ours.n == 0 || m->rename_n == MAP_WIDE_MAX) {
      piece = utf8_cut(piece, 100);
      err_set(e, RC_USAGE, "--scale: `%.*s` does not say a name of the file and one of yours.", SPAN_FMT(piece));
      err_fix(e, "For example --scale 'happiness=mood', several with a comma between.");
      return RC_USAGE;
    }
    m->rename_n++;
  }
  return RC_OK;
}

struct span map_renamed(const struct map *m, struct span what)
{
  for (size_t i = 0; i < m->rename_n; i++)
    if (span_eq_fold(m->rename[i].theirs, what))
      return m->rename[i].ours;
  return what;
}

enum rc map_parse(struct span map, struct span scale, struct arena *a, struct map *out, struct err *e)
{
  struct map m = {.kind = KIND_RATING};
  struct span rest = map, piece;
  enum rc rc = RC_OK;

  m.wide = arena_array(a, MAP_WIDE_MAX + 1, sizeof *m.wide);
  m.rename = arena_array(a, MAP_WIDE_MAX + 1, sizeof *m.rename);
  if (m.wide == NULL || m.rename == NULL)
    return err_set(e, RC_NO_MEMORY, "There is not enough memory.");
  if (span_trim(map).n == 0)
    return wrong(e, "is empty.", map);
  while (rc == RC_OK && rest.n > 0) {
    if (!cut_at(&rest, ',', &piece))
      rc = wrong(e, "opens a quotation mark and never closes it.", piece);
    else if (span_trim(piece).n > 0)
      rc = read_piece(&m, span_trim(piece), e);
  }
  if (rc == RC_OK)
    rc = check_whole(&m, map, e);
  if (rc == RC_OK)
    rc = read_renames(scale, &m, e);
  if (rc == RC_OK)
    *out = m;
  return rc;
}

/* --- columns ------------------------------------------------------------------------------------------------------ */

/* col3: the third. */
static bool numbered(struct span name, size_t columns, size_t *out)
{
  size_t n = 0;

  if (name.n < 4 || name.n > 7 || !span_is_fold(span_part(name, 0, 3), "col"))
    return false;
  for (size_t i = 3; i < name.n; i++) {
    if (name.p[i] < '0' || name.p[i] > '9')
      return false;
    n = n * 10 + (size_t)(name.p[i] - '0');
  }
  *out = n - 1;
  return n >= 1 && n <= columns;
}

/* How many columns have that name; the first of them. */
static size_t find_column(const struct csv_row *header, struct span name, bool any_case, size_t *out)
{
  size_t found = 0;

  for (size_t i = header->n; i-- > 0;) {
    struct span have = span_trim(header->field[i].text);

    if (any_case ? span_eq_fold(have, name) : span_eq(have, name)) {
      *out = i;
      found++;
    }
  }
  return found;
}

static enum rc no_column(const struct csv_row *header, struct span name, struct err *e)
{
  struct buf list = {0};

  for (size_t i = 0; i < header->n && list.n < 300; i++) {
    struct span have = utf8_cut(span_trim(header->field[i].text), 40);

    buf_printf(&list, "%s%.*s", i > 0 ? ", " : "", SPAN_FMT(have));
  }
  name = utf8_cut(name, 60);
  err_set(e, RC_DATA, "The file has no column `%.*s`.", SPAN_FMT(name));
  err_fix(e, "Its columns are: %s.", buf_text(&list));
  buf_done(&list);
  return RC_DATA;
}

static enum rc bind_name(const struct csv_row *header, struct span name, size_t *out, struct err *e)
{
  size_t found = find_column(header, name, false, out);

  if (found == 0)
    found = find_column(header, name, true, out);
  if (found == 1 || (found == 0 && numbered(name, header->n, out)))
    return RC_OK;
  if (found == 0)
    return no_column(header, name, e);
  name = utf8_cut(name, 60);
  err_set(e, RC_DATA, "The file has %zu columns called `%.*s`.", found, SPAN_FMT(name));
  err_fix(e, "Name the one you mean by its place: col%zu is the first of them.", *out + 1);
  return RC_DATA;
}

static enum rc bind_field(const struct csv_row *header, struct map_field *f, struct err *e)
{
  enum rc rc = RC_OK;
  size_t whole;

  /* A column whose own name holds a plus. */
  if (f->n > 1 && find_column(header, f->text, false, &whole) == 1) {
    f->part[0] = (struct map_part){.text = f->text, .column = whole};
    f->n = 1;
    return RC_OK;
  }
  for (size_t i = 0; rc == RC_OK && i < f->n; i++)
    if (!f->part[i].fixed)
      rc = bind_name(header, f->part[i].text, &f->part[i].column, e);
  return rc;
}

enum rc map_bind(struct map *m, const struct csv_row *header, struct err *e)
{
  enum rc rc = RC_OK;

  for (size_t i = 0; rc == RC_OK && i < MAP_KEYS; i++)
    rc = bind_field(header, &m->field[i], e);
  for (size_t i = 0; rc == RC_OK && i < m->wide_n; i++)
    rc = bind_field(header, &m->wide[i].field, e);
  return rc;
}

static struct span part_text(const struct map_part *p, const struct csv_row *row)
{
  if (p->fixed)
    return p->text;
  return p->column < row->n ? row->field[p->column].text : SPAN("");
}

struct span map_text(const struct map_field *f, const struct csv_row *row, struct buf *scratch)
{
  if (f->n == 0)
    return SPAN("");
  if (f->n == 1)
    return part_text(&f->part[0], row);
  buf_clear(scratch);
  for (size_t i = 0; i < f->n; i++) {
    bool words = f->part[i].fixed || (i > 0 && f->part[i - 1].fixed); /* they bring their own blanks */
    struct span text = f->part[i].fixed ? f->part[i].text : span_trim(part_text(&f->part[i], row));

    if (text.n > 0 && scratch->n > 0 && !words)
      buf_putc(scratch, ' ');
    buf_put(scratch, text);
  }
  return buf_span(scratch);
}
