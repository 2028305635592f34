#include "measure/scale.h"

#include "base/utf8.h"

bool scale_built_in(struct span name, struct scale *out)
{
  const struct fact_scale *f = fact_scale_by_key(name);

  if (f == NULL)
    return false;
  *out = (struct scale){
    .name = span_of(f->key), .lo = f->lo, .hi = f->hi, .step = f->step,
    .better = f->better, .day = f->day, .unit = span_of(f->unit),
  };
  return true;
}

bool scale_for_values(struct span name, double lowest, double highest, struct scale *out)
{
  static const double top[] = {10, 100};

  for (size_t i = 0; i < sizeof top / sizeof top[0]; i++) {
    if (lowest >= 0 && highest <= top[i]) {
      *out = (struct scale){.name = name, .lo = 0, .hi = top[i], .step = 1,
                            .better = BETTER_UNKNOWN, .day = DAY_MEDIAN, .unit = SPAN("")};
      return true;
    }
  }
  return false;
}

bool scale_name_good(struct span name)
{
  bool letter = false;
  size_t at = 0;

  if (name.n == 0 || name.n > 60 || !utf8_check(name, NULL))
    return false;
  while (at < name.n) {
    uint32_t c = utf8_next(name, &at);
    bool digit = c >= '0' && c <= '9';

    if (c < 0x80 && !digit && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && c != ' ' && c != '.' && c != '-' &&
        c != '_')
      return false;
    letter = letter || (!digit && c != ' ' && c != '.' && c != '-');
  }
  return letter;
}
