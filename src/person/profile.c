#include "person/profile.h"

#include "base/number.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char *const key_names[PROFILE_KEY_COUNT] = {
  "birth_year", "sex", "weight_kg", "country", "limit_until", "day_starts",
};

static const struct {
  const char *typed;
  enum profile_key key;
} also[] = {
  {"born", PROFILE_BIRTH_YEAR},     {"birth", PROFILE_BIRTH_YEAR},    {"year_of_birth", PROFILE_BIRTH_YEAR},
  {"birth year", PROFILE_BIRTH_YEAR}, {"year of birth", PROFILE_BIRTH_YEAR}, {"birth-year", PROFILE_BIRTH_YEAR},
  {"gender", PROFILE_SEX},          {"weight", PROFILE_WEIGHT},       {"limit", PROFILE_LIMIT_UNTIL},
  {"limit until", PROFILE_LIMIT_UNTIL}, {"limit-until", PROFILE_LIMIT_UNTIL}, {"day starts", PROFILE_DAY_STARTS},
  {"day_start", PROFILE_DAY_STARTS}, {"day-starts", PROFILE_DAY_STARTS},
};

const char *profile_key_name(enum profile_key k)
{
  return key_names[k];
}

bool profile_key_parse(struct span s, enum profile_key *out)
{
  for (size_t i = 0; i < PROFILE_KEY_COUNT; i++) {
    if (span_is_fold(s, key_names[i])) {
      *out = (enum profile_key)i;
      return true;
    }
  }
  for (size_t i = 0; i < sizeof also / sizeof also[0]; i++) {
    if (span_is_fold(s, also[i].typed)) {
      *out = also[i].key;
      return true;
    }
  }
  return false;
}

static enum rc refuse(struct err *e, const char *key, struct span typed, const char *fix)
{
  err_set(e, RC_DATA, "`%.*s` is not a %s.", SPAN_FMT(typed), key);
  err_fix(e, "%s", fix);
  return RC_DATA;
}

static enum rc birth_year(struct span t, int64_t today, char *out, struct err *e)
{
  int64_t year;
  int this_year, month, day;

  day_to_date(today, &this_year, &month, &day);
  if (!number_parse_int(t, &year) || year < this_year - 120 || year > this_year)
    return refuse(e, "year of birth", t, "Write the year alone: `assay profile birth_year 1975`.");
  snprintf(out, PROFILE_VALUE_MAX, "%d", (int)year);
  return RC_OK;
}

static enum rc sex(struct span t, char *out, struct err *e)
{
  static const struct {
    const char *typed, *kept;
  } known[] = {
    {"female", "female"}, {"f", "female"}, {"woman", "female"}, {"male", "male"},
    {"m", "male"},        {"man", "male"}, {"other", "other"},  {"intersex", "other"},
  };

  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
    if (span_is_fold(t, known[i].typed)) {
      snprintf(out, PROFILE_VALUE_MAX, "%s", known[i].kept);
      return RC_OK;
    }
  }
  return refuse(e, "sex assay can use", t,
                "Say female, male or other; it only chooses the ranges of blood tests, and may be left out.");
}

static enum rc weight(struct span t, char *out, struct err *e)
{
  char text[NUMBER_TEXT_MAX];
  double kg;

  if (t.n > 2 && span_is_fold(span_from(t, t.n - 2), "kg"))
    t = span_trim(span_part(t, 0, t.n - 2));
  if (!number_parse(t, &kg) || kg < 20 || kg > 400)
    return refuse(e, "weight in kg", t, "Write kilograms: `assay profile weight_kg 72.5` (20 to 400).");
  text[number_text(kg, text)] = '\0';
  snprintf(out, PROFILE_VALUE_MAX, "%s", text);
  return RC_OK;
}

static enum rc country(struct span t, char *out, struct err *e)
{
  if (span_is_fold(t, "UK"))
    t = SPAN("GB");
  if (t.n != 2 || !isalpha((unsigned char)t.p[0]) || !isalpha((unsigned char)t.p[1]))
    return refuse(e, "country code", t, "Write its two letters: `assay profile country DE`.");
  out[0] = (char)toupper((unsigned char)t.p[0]);
  out[1] = (char)toupper((unsigned char)t.p[1]);
  out[2] = '\0';
  return RC_OK;
}

static enum rc limit_until(struct span t, char *out, struct err *e)
{
  char text[DATE_TEXT_MAX];
  int64_t day;

  if (!date_parse(t, &day))
    return refuse(e, "date", t, "Write it as 2026-12-31: `assay profile limit_until 2026-12-31`.");
  text[date_text(day, text)] = '\0';
  snprintf(out, PROFILE_VALUE_MAX, "%s", text);
  return RC_OK;
}

static enum rc day_starts(struct span t, char *out, struct err *e)
{
  struct span rest = t;
  struct span hour = span_cut(&rest, ':');
  int64_t h, m = 0;

  if (!number_parse_int(hour, &h) || h < 0 || h > 23 ||
      (rest.n > 0 && (!number_parse_int(rest, &m) || rest.n != 2 || m < 0 || m > 59)))
    return refuse(e, "time of day", t, "Write when your day begins, as 04:00: `assay profile day_starts 04:00`.");
  snprintf(out, PROFILE_VALUE_MAX, "%02d:%02d", (int)h, (int)m);
  return RC_OK;
}

enum rc profile_value(enum profile_key k, struct span typed, int64_t today, char out[PROFILE_VALUE_MAX],
                      struct err *e)
{
  struct span t = span_trim(typed);

  switch (k) {
  case PROFILE_BIRTH_YEAR:
    return birth_year(t, today, out, e);
  case PROFILE_SEX:
    return sex(t, out, e);
  case PROFILE_WEIGHT:
    return weight(t, out, e);
  case PROFILE_COUNTRY:
    return country(t, out, e);
  case PROFILE_LIMIT_UNTIL:
    return limit_until(t, out, e);
  case PROFILE_DAY_STARTS:
    return day_starts(t, out, e);
  case PROFILE_KEY_COUNT:
    break;
  }
  return err_set(e, RC_BUG, "An unknown key of the profile. This is a fault of assay.");
}

int32_t profile_day_starts_s(const struct profile *p)
{
  struct span t = p->value[PROFILE_DAY_STARTS];

  if (t.n != 5)
    return 4 * 3600;
  return ((t.p[0] - '0') * 10 + (t.p[1] - '0')) * 3600 + ((t.p[3] - '0') * 10 + (t.p[4] - '0')) * 60;
}
