/* The story of the invented year: what happens when, and what is written about it. Days count from the first one. */
#ifndef APP_DEMO_STORY_H
#define APP_DEMO_STORY_H

#include <stddef.h>

enum {
  YEAR_D = 365,
  CREEP_FROM = 110,
  DULOXETINE_FROM = 66,
  HOLIDAY_FROM = 150,
  HOLIDAY_DAYS = 9,
  TEA_FROM = 180,
  TRIP_FROM = 196,
  TRIP_TO = 200,
  CUT_FROM = 226,
  NONE_FROM = 232,
  NONE_TO = 233,
  CUT_TO = 235,
  BLANK_FROM = 287,
  BLANK_TO = 289,
};

enum slot { WAKING, MIDDAY, AFTERNOON, EVENING, BEDTIME, SLOT_COUNT }; /* moments of a day */

struct story_note {
  int day;
  enum slot slot;
  const char *text;
};
extern const struct story_note story_note[];
extern const size_t story_note_n;

/* For any day. */
extern const char *const story_day_note[];
enum { DAY_NOTES = 36 };

struct story_blood {
  int day;
  const char *what, *unit;
  double value, lo, hi; /* the laboratory's own range */
};
extern const struct story_blood story_blood[];
extern const size_t story_blood_n;

struct story_medicine {
  int day;
  const char *name;
  int start; /* MEDICINE_START or MEDICINE_STOP */
  const char *dose;
};
extern const struct story_medicine story_medicine[];
extern const size_t story_medicine_n;

#endif
