/* The person: what the rules may need to know, all of it optional, and the conditions they live with.
 *
 * Values are kept as text in one spelling each: birth_year 1975, sex female|male|other, weight_kg 72.5, country DE,
 * limit_until 2026-12-31 (a time limit of one's own), day_starts 04:00. Unknown means the stricter range later on. */
#ifndef PERSON_PROFILE_H
#define PERSON_PROFILE_H

#include "base/arena.h"
#include "base/env.h"
#include "journal/record.h"

enum profile_key {
  PROFILE_BIRTH_YEAR,
  PROFILE_SEX,
  PROFILE_WEIGHT,
  PROFILE_COUNTRY,
  PROFILE_LIMIT_UNTIL,
  PROFILE_DAY_STARTS,
  PROFILE_KEY_COUNT
};

const char *profile_key_name(enum profile_key k);
bool profile_key_parse(struct span s, enum profile_key *out); /* also "born", "weight", "year of birth" ... */
/* A value as typed becomes its one spelling. Errors: RC_DATA with what is accepted. out has room for 40 bytes. */
enum { PROFILE_VALUE_MAX = 40 };
enum rc profile_value(enum profile_key k, struct span typed, int64_t today, char out[PROFILE_VALUE_MAX],
                      struct err *e);

struct profile {
  struct span value[PROFILE_KEY_COUNT]; /* empty: not said */
};
enum rc profile_get(struct store *st, struct arena *a, struct profile *out, struct err *e);
/* An empty value takes the key out again. */
enum rc profile_set(struct store *st, struct action *act, enum profile_key k, struct span value, struct err *e);
/* Seconds after midnight at which the diary day begins; 04:00 unless said. */
int32_t profile_day_starts_s(const struct profile *p);

struct condition {
  int64_t id;
  struct uid uid;
  struct span name;
  bool has_since, has_ended;
  int64_t since_day, ended_day;
};
enum rc condition_all(struct store *st, struct arena *a, struct condition **out, size_t *n, struct err *e);
enum rc condition_add(struct store *st, struct action *act, struct condition *c, struct err *e);
enum rc condition_change(struct store *st, const struct action *act, const struct condition *c, struct err *e);

#endif
