#include "lab/lab.h"

#include "base/buf.h"
#include "base/number.h"
#include "base/utf8.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { UNIT_MAX = 64, NUMBER_MAX = 40, READINGS_MAX = 3, SHOWN_MAX = 40 };

/* A unit in one spelling: small letters without blanks, raising signs and brackets, u for micro, / for per. */
struct plain_unit {
  char p[UNIT_MAX];
  size_t n;
};

static bool dropped(uint32_t c)
{
  return c == ' ' || c == '^' || c == '*' || c == '{' || c == '}' || c == '[' || c == ']' || c == '_' || c == 0xb7 ||
         c == 0x22c5;
}

static uint32_t plain_letter(uint32_t c)
{
  switch (c) {
  case 0x3bc:
    return 'u';
  case 0xd7:
    return 'x';
  case 0x2044: case 0x2215:
    return '/';
  case 0xb9:
    return '1';
  case 0xb2: case 0xb3:
    return '0' + (c - 0xb0);
  default:
    return c >= 0x2070 && c <= 0x2079 ? '0' + (c - 0x2070) : c;
  }
}

static bool ends_with_per(const struct plain_unit *u)
{
  return u->n >= 3 && memcmp(u->p + u->n - 3, "per", 3) == 0;
}

/* False when it is longer than any unit is. */
static bool plain_unit(struct span folded, struct plain_unit *out)
{
  size_t at = 0;

  out->n = 0;
  while (at < folded.n) {
    uint32_t c = plain_letter(utf8_next(folded, &at));

    if (dropped(c))
      continue;
    if (out->n == UNIT_MAX)
      return false;
    out->p[out->n++] = c < 0x80 ? (char)c : '?';
    if (ends_with_per(out)) {
      out->n -= 2;
      out->p[out->n - 1] = '/';
    }
  }
  if (out->n > 0 && out->p[out->n - 1] == '.')
    out->n--;
  if (out->n > 3 && memcmp(out->p, "x10", 3) == 0) {
    out->n--;
    memmove(out->p, out->p + 1, out->n);
  }
  return true;
}

static bool same_unit(struct span folded, const struct plain_unit *want)
{
  struct plain_unit one;

  return plain_unit(folded, &one) && one.n == want->n && memcmp(one.p, want->p, one.n) == 0;
}

static bool row_names(const struct fact_lab_unit *u, const struct plain_unit *want)
{
  struct buf ucum = {0};
  bool found;

  for (const char *const *name = u->names; *name; name++)
    if (same_unit(span_of(*name), want))
      return true;
  utf8_fold(span_of(u->ucum), &ucum);
  found = same_unit(buf_span(&ucum), want);
  buf_done(&ucum);
  return found;
}

static bool fits(const struct fact_lab_unit *u, const struct fact_analyte *a, bool own)
{
  if (strcmp(u->to, a->unit) != 0)
    return false;
  return own ? strcmp(u->analyte, a->key) == 0 : u->analyte[0] == '\0';
}

/* The row of a typed unit: the analyte's own rows first,
then those of every analyte counted in its unit; for an analyte
 * that is not in the table any row, for the spelling only. */
static const struct fact_lab_unit *unit_row(const struct fact_analyte *a, struct span folded)
{
  struct plain_unit want;

  if (!plain_unit(folded, &want) || want.n == 0)
    return NULL;
  for (int own = 1; own >= 0; own--)
    for (size_t i = 0; i < fact_lab_unit_n; i++)
      if ((a == NULL || fits(&fact_lab_unit[i], a, own)) && row_names(&fact_lab_unit[i], &want))
        return &fact_lab_unit[i];
  return NULL;
}

/* "ALT (SGPT)", "bilirubin, total", "serum potassium": what is around the name is left out, then it must be one. */
static const struct fact_analyte *analyte_of(struct span folded)
{
  const struct fact_analyte *a = fact_analyte_by_name(folded);
  char name[NUMBER_MAX];
  size_t n = 0;

  for (size_t i = 0; a == NULL && i < folded.n && n < sizeof(name); i++) {
    if (folded.p[i] == '(')
      break;
    if (folded.p[i] != ',')
      name[n++] = folded.p[i];
  }
  folded = span_trim((struct span){ name, n });
  if (a == NULL)
    a = fact_analyte_by_name(folded);
  if (a == NULL && (span_starts(folded, "serum ") || span_starts(folded, "plasma ")))
    a = fact_analyte_by_name(span_from(folded, span_find(folded, ' ') + 1));
  return a;
}

struct number {
  double value, other; /* other: the second reading of "1,500" and "1.500", else NAN */
  char bound;
};

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

/* Takes < or > off; "at most" and "at least" are kept as the bound they are. */
static char take_bound(struct span *text)
{
  static const struct { const char *sign; char bound; } known[] = {
    { "<=", '<' }, { ">=", '>' }, { "=<", '<' }, { "=>", '>' }, { "<", '<' }, { ">", '>' },
    { "\xe2\x89\xa4", '<' }, { "\xe2\x89\xa5", '>' },
  };

  for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
    if (span_starts(*text, known[i].sign)) {
      *text = span_trim(span_from(*text, strlen(known[i].sign)));
      return known[i].bound;
    }
  }
  return 0;
}

static bool read_number(struct span text, struct number *out)
{
  char plain[NUMBER_MAX];
  size_t mark = SIZE_MAX, lead;

  text = span_trim(text);
  out->other = NAN;
  out->bound = take_bound(&text);
  if (text.n == 0 || text.n > sizeof(plain))
    return false;
  for (size_t i = 0; i < text.n; i++) {
    bool comma = text.p[i] == ',' && i > 0 && i + 1 < text.n && is_digit(text.p[i - 1]) && is_digit(text.p[i + 1]);

    plain[i] = comma ? '.' : text.p[i];
    if (plain[i] == '.')
      mark = mark == SIZE_MAX ? i : text.n; /* a second mark: number_parse refuses it */
  }
  if (!number_parse((struct span){ plain, text.n }, &out->value))
    return false;
  lead = plain[0] == '-' || plain[0] == '+';
  if (mark != SIZE_MAX && mark > lead && text.n - mark == 4 && is_digit(text.p[text.n - 1]) && fabs(out->value) >= 1.0)
    out->other = round(out->value * 1000.0);
  return true;
}

static enum rc refuse(struct err *e, const char *fix)
{
  err_fix(e, "%s", fix);
  return RC_DATA;
}

static enum rc refuse_number(struct span value_text, struct err *e)
{
  if (value_text.n == 0)
    err_set(e, RC_DATA, "The value is missing.");
  else
    err_set(e, RC_DATA, "\"%.*s\" is not a number.", SPAN_FMT(utf8_cut(value_text, SHOWN_MAX)));
  return refuse(e, "Write it like 34, 1.2 or <5.");
}

static enum rc refuse_two_readings(const struct number *v, struct span value_text, struct err *e)
{
  err_set(e, RC_DATA, "\"%.*s\" can be read in two ways: %.10g or %.10g.", SPAN_FMT(utf8_cut(value_text, SHOWN_MAX)),
          v->value, v->other);
  err_fix(e, "Write %.10g or %.10g, without a mark for thousands.", v->value, v->other);
  return RC_DATA;
}

static bool possible(const struct fact_analyte *a, double conventional)
{
  return conventional >= 0.0 && conventional >= a->refuse_lo && conventional <= a->refuse_hi;
}

static bool usual(const struct fact_analyte *a, double conventional)
{
  return conventional >= a->ask_lo && conventional <= a->ask_hi;
}

/* The units of an analyte, each spelling once: its conventional unit and its own rows, then what is only scaled. */
static size_t units_of(const struct fact_analyte *a, const struct fact_lab_unit *out[READINGS_MAX])
{
  size_t n = 0;

  for (int scaled = 0; scaled <= 1; scaled++) {
    for (size_t i = 0; i < fact_lab_unit_n && n < READINGS_MAX; i++) {
      const struct fact_lab_unit *u = &fact_lab_unit[i];
      bool is_scaled = u->analyte[0] == '\0' && strcmp(u->ucum, a->unit) != 0, there = is_scaled != (scaled == 1);

      for (size_t k = 0; k < n; k++)
        there = there || strcmp(out[k]->ucum, u->ucum) == 0;
      if (!there && (fits(u, a, true) || fits(u, a, false)))
        out[n++] = u;
    }
  }
  return n;
}

/* "mg/dL, umol/L or mg/L" */
static void put_units(struct buf *b, const struct fact_analyte *a)
{
  const struct fact_lab_unit *unit[READINGS_MAX];
  size_t n = units_of(a, unit);

  for (size_t i = 0; i < n; i++) {
    if (i > 0)
      buf_puts(b, i + 1 == n ? " or " : ", ");
    buf_puts(b, unit[i]->ucum);
  }
}

/* "20 mg/dL or 20 umol/L (1.17 mg/dL)": what the number can be. */
static void put_readings(struct buf *b, const struct fact_analyte *a, double value)
{
  const struct fact_lab_unit *unit[READINGS_MAX];
  size_t all = units_of(a, unit), n = 0;

  for (size_t i = 0; i < all; i++)
    if (possible(a, value * unit[i]->factor))
      unit[n++] = unit[i];
  for (size_t i = 0; i < n; i++) {
    if (i > 0)
      buf_puts(b, i + 1 == n ? " or " : ", ");
    buf_printf(b, "%.10g %s", value, unit[i]->ucum);
    if (strcmp(unit[i]->ucum, a->unit) != 0)
      buf_printf(b, " (%.3g %s)", value * unit[i]->factor, a->unit);
  }
}

static enum rc refuse_no_unit(const struct fact_analyte *a, double value, struct err *e)
{
  struct buf b = {0};

  put_readings(&b, a, value);
  if (b.n == 0)
    put_units(&b, a);
  err_set(e, RC_DATA, "%s %.10g has no unit: is it %s?", a->key, value, buf_text(&b));
  buf_done(&b);
  return refuse(e, "Write the unit as it stands on the report; a unit is never guessed.");
}

static enum rc refuse_unit(const struct fact_analyte *a, struct span unit, struct err *e)
{
  struct buf b = {0};

  put_units(&b, a);
  err_set(e, RC_DATA, "\"%.*s\" does not fit %s.", SPAN_FMT(utf8_cut(unit, SHOWN_MAX)), a->key);
  err_fix(e, "%s is kept in %s: write the unit as it stands on the report.", a->key, buf_text(&b));
  buf_done(&b);
  return RC_DATA;
}

/* Another unit in which the same number would be an everyday one is named, not taken. */
static enum rc refuse_impossible(const struct fact_analyte *a, const struct fact_lab_unit *u, double value,
struct err *e)
{
  const struct fact_lab_unit *unit[READINGS_MAX];
  size_t n = units_of(a, unit);

  if (isinf(a->refuse_hi) || value < 0.0)
    err_set(e, RC_DATA, "%s cannot be %.10g %s.", a->key, value, u->ucum);
  else
    err_set(e, RC_DATA, "%s cannot be %.10g %s: from %.10g to %.10g %s is possible.", a->key, value, u->ucum,
            a->refuse_lo, a->refuse_hi, a->unit);
  for (size_t i = 0; i < n; i++) {
    if (unit[i] != u && usual(a, value * unit[i]->factor)) {
      err_fix(e, "Check the unit on the report: %.10g %s would be possible.", value, unit[i]->ucum);
      return RC_DATA;
    }
  }
  return refuse(e, "Check the number and the unit on the report.");
}

/* An analyte that is not in the table is kept as it was written. */
static enum rc read_unknown(struct span what, const struct number *v, struct span value_text, struct span unit,
                            struct span folded_unit, struct lab_value *out, struct err *e)
{
  const struct fact_lab_unit *row;

  if (what.n == 0) {
    err_set(e, RC_DATA, "What was measured is missing.");
    return refuse(e, "Write it like ALT 34 U/L.");
  }
  if (!isnan(v->other))
    return refuse_two_readings(v, value_text, e);
  row = unit_row(NULL, folded_unit);
  *out = (struct lab_value){
    .analyte = NULL, .what = what, .value = v->value, .bound = v->bound,
    .unit = row ? span_of(row->ucum) : unit, .conventional = NAN, .ask = false,
  };
  return RC_OK;
}

static enum rc read_known(const struct fact_analyte *a, const struct number *v, struct span value_text,
struct span unit,
                          struct span folded_unit, struct lab_value *out, struct err *e)
{
  bool ratio = strcmp(a->unit, "{INR}") == 0; /* has no unit to leave out */
  const struct fact_lab_unit *u = unit_row(a, unit.n == 0 && ratio ? SPAN("{inr}") : folded_unit);
  double value = v->value;

  if (u == NULL)
    return unit.n == 0 ? refuse_no_unit(a, value, e) : refuse_unit(a, unit, e);
  if (!isnan(v->other) && possible(a, v->other * u->factor)) {
    if (possible(a, value * u->factor))
      return refuse_two_readings(v, value_text, e);
    value = v->other;
  }
  if (!possible(a, value * u->factor))
    return refuse_impossible(a, u, value, e);
  *out = (struct lab_value){
    .analyte = a, .what = span_of(a->key), .value = value, .bound = v->bound, .unit = span_of(u->ucum),
    .conventional = value * u->factor, .ask = !usual(a, value * u->factor),
  };
  return RC_OK;
}

/* "34 U/L" in the field of the value, none in that of the unit. */
static void split_unit(struct span *value_text, struct span *unit)
{
  size_t n = 0;

  if (unit->n > 0)
    return;
  while (n < value_text->n && !is_digit(value_text->p[n]))
    n++;
  while (n < value_text->n && (is_digit(value_text->p[n]) || value_text->p[n] == '.' || value_text->p[n] == ','))
    n++;
  *unit = span_trim(span_from(*value_text, n));
  *value_text = span_trim(span_part(*value_text, 0, n));
}

enum rc lab_read(struct span what, struct span value_text, struct span unit, struct lab_value *out, struct err *e)
{
  struct buf name = {0}, folded_unit = {0};
  const struct fact_analyte *a;
  struct number v;
  enum rc rc;

  what = span_trim(what);
  value_text = span_trim(value_text);
  unit = span_trim(unit);
  split_unit(&value_text, &unit);
  utf8_fold(what, &name);
  utf8_fold(unit, &folded_unit);
  a = analyte_of(buf_span(&name));
  if (name.failed || folded_unit.failed)
    rc = err_set(e, RC_NO_MEMORY, "There is not enough memory.");
  else if (!read_number(value_text, &v))
    rc = refuse_number(value_text, e);
  else if (a)
    rc = read_known(a, &v, value_text, unit, buf_span(&folded_unit), out, e);
  else
    rc = read_unknown(what, &v, value_text, unit, buf_span(&folded_unit), out, e);
  buf_done(&name);
  buf_done(&folded_unit);
  return rc;
}
