#include "journal/entry.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

static const char *const name_of[KIND_COUNT] = {
  [KIND_RATING] = "rating",
  [KIND_DOSE] = "dose",
  [KIND_SIDE_EFFECT] = "side_effect",
  [KIND_MEDICINE] = "medicine",
  [KIND_LAB] = "lab",
  [KIND_NOT_TRACKED] = "not_tracked",
  [KIND_NOTE] = "note",
};

struct entry entry_blank(enum kind kind)
{
  return (struct entry){
      .kind = kind,
      .what = SPAN(""),
      .value = NAN,
      .unit = SPAN(""),
      .note = SPAN(""),
      .range_lo = NAN,
      .range_hi = NAN,
      .source = SPAN(""),
  };
}

const char *kind_name(enum kind k)
{
  return (unsigned)k < KIND_COUNT ? name_of[k] : "";
}

bool kind_parse(struct span s, enum kind *out)
{
  for (size_t i = 0; i < KIND_COUNT; i++) {
    if (span_is(s, name_of[i])) {
      *out = (enum kind)i;
      return true;
    }
  }
  return false;
}

size_t entry_value_text(const struct entry *en, char out[ENTRY_VALUE_MAX])
{
  size_t n = 0;

  out[0] = '\0';
  if (!isfinite(en->value))
    return 0;
  if (en->kind == KIND_MEDICINE) {
    struct span word = en->value == MEDICINE_STOP ? SPAN("stop") : SPAN("start");

    memcpy(out, word.p, word.n + 1);
    return word.n;
  }
  if (en->bound == '<' || en->bound == '>')
    out[n++] = en->bound;
  n += number_text(en->value, out + n);
  out[n] = '\0';
  return n;
}
