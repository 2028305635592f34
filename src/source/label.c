#include "source/label_words.h"
#include "source/product.h"

#include "base/utf8.h"
#include "facts/facts.h"

#include <math.h>

#define EXAMPLE "Write it like 150 mg/ml, 45 %, 15 mg per tablet, or 100 mg mitragynine, 2 mg 7-OH per shot."

enum { LABEL_BYTES_MAX = 200, ITEMS_MAX = 4, SHOWN_MAX = 60 };

/* Beyond these a figure is a slip of the pen: a gram cannot hold more than itself. */
static const double MG_PER_G_MAX = 1000.0;
static const double MG_PER_PIECE_MAX = 10000.0;

/* One figure of the label. */
struct item {
  double mg, other; /* per `per`; other: the second reading or NAN */
  bool has_number, has_unit, per_cent;
  bool has_alkaloid, hydroxy;
  bool has_per, each, per_counted, per_done;
  double per_count;
  struct span per;
};

struct reader {
  struct span shown; /* the label as typed */
  struct item item[ITEMS_MAX];
  size_t n;
  struct err *e;
};

static enum rc refuse(struct reader *r, const char *what, struct span word, const char *fix)
{
  err_set(r->e, RC_DATA, "This label cannot be read: %s%s%.*s%s.", what, word.n ? " \"" : "", SPAN_FMT(utf8_cut(word,
  40)),
          word.n ? "\"" : "");
  err_where(r->e, "%.*s", SPAN_FMT(utf8_cut(r->shown, SHOWN_MAX)));
  err_fix(r->e, "%s", fix);
  return RC_DATA;
}

static enum rc open_item(struct reader *r)
{
  if (r->n == ITEMS_MAX)
    return refuse(r, "it holds too many figures", SPAN(""), EXAMPLE);
  r->item[r->n++] = (struct item){ .mg = NAN, .other = NAN, .per = SPAN(""), .per_count = 1.0 };
  return RC_OK;
}

static struct item *last(struct reader *r)
{
  return &r->item[r->n - 1];
}

static enum rc take_number(struct reader *r, const struct label_word *t)
{
  enum rc rc = RC_OK;

  if (last(r)->has_per && !last(r)->per_done && !last(r)->per_counted) {
    if (!isnan(t->other) || t->value <= 0.0)
      return refuse(r, "this number is not clear:", t->text, EXAMPLE);
    last(r)->per_count = t->value;
    last(r)->per_counted = true;
    return RC_OK;
  }
  if (last(r)->has_number)
    rc = last(r)->has_unit ? open_item(r) : refuse(r, "there are two numbers and no unit before", t->text, EXAMPLE);
  if (rc != RC_OK)
    return rc;
  last(r)->has_number = true;
  last(r)->mg = t->value;
  last(r)->other = t->other;
  return RC_OK;
}

static enum rc take_alkaloid(struct reader *r, bool hydroxy, struct span word)
{
  if (last(r)->has_alkaloid)
    return refuse(r, "it is not clear which figure belongs to", word, EXAMPLE);
  last(r)->has_alkaloid = true;
  last(r)->hydroxy = hydroxy;
  return RC_OK;
}

/* The unit behind "per": masses are kept as g, all others as they are. */
static enum rc take_per_unit(struct reader *r, const struct label_word *t)
{
  struct item *it = last(r);

  if (it->per_done) /* "per 10 ml bottle": the size is said already */
    return it->per_counted && (!t->unit || t->unit->dimension == DIM_COUNT)
             ? RC_OK
             : refuse(r, "there are two units after \"per\":", t->text, EXAMPLE);
  if (t->unit && (t->unit->dimension == DIM_TIME || t->unit->dimension == DIM_ACTIVITY ||
                  t->unit->dimension == DIM_MITRAGYNINE || t->unit->dimension == DIM_7OH))
    return refuse(r, "a label says how much there is in a g, ml or piece, not in", t->text, EXAMPLE);
  it->per_done = true;
  it->per = t->unit == NULL ? SPAN("") : t->unit->dimension == DIM_MASS ? SPAN("g") : span_of(t->unit->key);
  if (t->unit && t->unit->dimension == DIM_MASS)
    it->per_count *= t->unit->to_base;
  return RC_OK;
}

static enum rc take_unit(struct reader *r, const struct label_word *t)
{
  struct item *it = last(r);
  double to_mg = 1.0;

  if (it->has_per)
    return take_per_unit(r, t);
  if (!it->has_number)
    return refuse(r, "there is no number before", t->text, EXAMPLE);
  if (it->has_unit || it->per_cent || t->unit == NULL)
    return refuse(r, "say what it holds \"per\" before", t->text, EXAMPLE);
  if (t->unit->dimension == DIM_MITRAGYNINE || t->unit->dimension == DIM_7OH) {
    enum rc rc = take_alkaloid(r, t->unit->dimension == DIM_7OH, t->text);

    if (rc != RC_OK)
      return rc;
    to_mg = t->unit->to_base;
  } else if (t->unit->dimension == DIM_MASS) {
    to_mg = t->unit->to_base * 1000.0;
  } else {
    return refuse(r, "the content itself is mg, g or %, not", t->text, EXAMPLE);
  }
  it->has_unit = true;
  it->mg *= to_mg;
  it->other *= to_mg;
  return RC_OK;
}

static enum rc take_per_cent(struct reader *r, const struct label_word *t)
{
  struct item *it = last(r);

  if (!it->has_number || it->has_unit || it->has_per)
    return refuse(r, "there is no number before", t->text, EXAMPLE);
  it->has_unit = it->per_cent = true;
  it->mg *= 10.0;
  it->other *= 10.0;
  it->per = SPAN("g");
  return RC_OK;
}

static enum rc take_per(struct reader *r, const struct label_word *t)
{
  struct item *it = last(r);

  if (!it->has_number || !it->has_unit)
    return refuse(r, "there is no amount before", t->text, EXAMPLE);
  if (it->has_per && (t->kind != LABEL_EACH || it->each || it->per_done))
    return refuse(r, "there is \"per\" twice, at", t->text, EXAMPLE);
  it->has_per = true;
  it->each = t->kind == LABEL_EACH;
  return RC_OK;
}

static enum rc take(struct reader *r, const struct label_word *t)
{
  switch (t->kind) {
  case LABEL_NUMBER:
    return take_number(r, t);
  case LABEL_UNIT: case LABEL_PIECE:
    return take_unit(r, t);
  case LABEL_PER_CENT:
    return take_per_cent(r, t);
  case LABEL_PER: case LABEL_EACH:
    return take_per(r, t);
  case LABEL_ALKALOID:
    /* "15 mg/tablet mitragynine" closes what stands before; "mitragynine 15 mg 7-oh 2 mg" opens the next. */
    if (last(r)->has_alkaloid && last(r)->has_unit) {
      enum rc rc = open_item(r);

      if (rc != RC_OK)
        return rc;
    }
    return take_alkaloid(r, t->hydroxy, t->text);
  case LABEL_AND:
    return last(r)->has_number ? open_item(r) : RC_OK;
  case LABEL_NOISE:
    return RC_OK;
  case LABEL_SERVING:
    return refuse(r, "it does not say how much is a", t->text,
    "Say it per tablet, capsule, shot, g or ml: a serving may be any number of them.");
  case LABEL_OTHER_ALKALOID:
    return refuse(r, "only mitragynine and 7-OH are kept, not", t->text,
                  "Leave that figure out. Alkaloids counted together do not say how much mitragynine there is.");
  case LABEL_BOUND:
    return refuse(r, "one plain number is needed, without", t->text,
                  "Write the figure alone; what a laboratory could not measure is left out.");
  case LABEL_END: case LABEL_UNKNOWN:
    break;
  }
  return refuse(r, "there is an unknown word:", t->text, EXAMPLE);
}

/* "1,500 mg" is read when only one of its readings can be. */
static enum rc settle_number(struct reader *r, struct item *it)
{
  double max = span_is(it->per, "g") || span_is(it->per, "ml") ? MG_PER_G_MAX : MG_PER_PIECE_MAX;

  it->mg /= it->per_count;
  it->other /= it->per_count;
  if (it->other <= max)
    return refuse(r, "a number can be read in two ways", SPAN(""), "Write 1.5 or 1500, without a mark for thousands.");
  if (it->mg > max)
    return refuse(r, it->per_cent ? "that is more than 100 %" : "that is more than it can hold", SPAN(""),
                  "Check the number and the unit. " EXAMPLE);
  /* 1.1 * 10 is 11, not 11.000000000000002. */
  it->mg = round(it->mg * 1e9) / 1e9;
  return RC_OK;
}

/* "100 mg mitragynine, 2 mg 7-OH per shot": both are per shot. */
static void share_per(struct reader *r)
{
  const struct item *from = NULL;

  for (size_t i = 0; i < r->n; i++)
    if (r->item[i].per_done)
      from = &r->item[i];
  for (size_t i = 0; from && i < r->n; i++) {
    if (r->item[i].has_per || r->item[i].per_cent)
      continue;
    r->item[i].per = from->per;
    r->item[i].per_count = from->per_count;
  }
}

static enum rc settle(struct reader *r)
{
  if (r->n > 1 && !last(r)->has_number && !last(r)->has_alkaloid) /* a comma at the end */
    r->n--;
  share_per(r);
  for (size_t i = 0; i < r->n; i++) {
    struct item *it = &r->item[i];
    enum rc rc;

    if (!it->has_number)
      return refuse(r, it->has_alkaloid ? "an alkaloid has no number" : "there is no number", SPAN(""), EXAMPLE);
    if (!it->has_unit)
      return refuse(r, "a number has no unit", SPAN(""), EXAMPLE);
    if (it->has_per && !it->per_done && !it->each)
      return refuse(r, "there is no unit after \"per\"", SPAN(""), EXAMPLE);
    rc = settle_number(r, it);
    if (rc != RC_OK)
      return rc;
  }
  return RC_OK;
}

static enum rc hand_out(struct reader *r, enum product_class class_, struct product_content *mitragynine,
                        struct product_content *hydroxy)
{
  struct product_content content[2] = { { .mg = NAN, .per = SPAN("") }, { .mg = NAN, .per = SPAN("") } };

  for (size_t i = 0; i < r->n; i++) {
    const struct item *it = &r->item[i];
    bool is_hydroxy = it->has_alkaloid ? it->hydroxy : class_ == PRODUCT_7OH;

    if (!isnan(content[is_hydroxy].mg))
      return refuse(r, is_hydroxy ? "it gives two figures for 7-OH" : "it gives two figures for mitragynine", SPAN(""),
                    "Name the alkaloid of each: 100 mg mitragynine, 2 mg 7-OH per shot.");
    content[is_hydroxy] = (struct product_content){ .mg = it->mg, .per = it->per };
  }
  *mitragynine = content[0];
  *hydroxy = content[1];
  return RC_OK;
}

enum rc product_label_parse(struct span text, enum product_class class_, struct product_content *mitragynine,
                            struct product_content *hydroxy, struct err *e)
{
  struct reader r = { .shown = span_trim(text), .n = 0, .e = e };
  struct buf folded = {0};
  struct span rest;
  struct label_word t;
  enum rc rc;

  if (r.shown.n == 0)
    return refuse(&r, "nothing is written", SPAN(""), EXAMPLE);
  if (r.shown.n > LABEL_BYTES_MAX)
    return refuse(&r, "it is too long", SPAN(""), EXAMPLE);
  utf8_fold(text, &folded);
  rc = folded.failed ? err_set(e, RC_NO_MEMORY, "There is not enough memory.") : open_item(&r);
  rest = buf_span(&folded);
  while (rc == RC_OK && (t = label_next(&rest)).kind != LABEL_END)
    rc = take(&r, &t);
  if (rc == RC_OK)
    rc = settle(&r);
  if (rc == RC_OK)
    rc = hand_out(&r, class_, mitragynine, hydroxy);
  buf_done(&folded);
  return rc;
}

void product_content_text(const struct product_content *c, const char *alkaloid, struct buf *out)
{
  const struct fact_unit *unit = fact_unit_by_key(c->per);

  if (!isfinite(c->mg))
    return;
  buf_printf(out, "%.10g mg %s per ", c->mg, alkaloid);
  if (unit)
    buf_puts(out, unit->singular);
  else if (c->per.n > 0)
    buf_put(out, c->per);
  else
    buf_puts(out, "piece");
}
