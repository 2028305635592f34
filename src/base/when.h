/* Instants, precision, calendar days. CONTRACT section 1.
 *
 * Proleptic Gregorian calendar, years 0001 to 9999; what lies beyond is held at their first or last second.
 * Day numbers count from 1970-01-01. */
#ifndef BASE_WHEN_H
#define BASE_WHEN_H

#include "base/err.h"
#include "base/span.h"

#include <stdint.h>

enum precision {
  PRECISION_SECOND, /* 2026-05-04T08:15:30+02:00: seconds known (now, files) */
  PRECISION_MINUTE, /* 2026-05-04T08:15+02:00 */
  PRECISION_PART,   /* 2026-05-04T09+02:00: part of a day */
  PRECISION_DAY,    /* 2026-05-04: that day; at_s is its local midnight */
  PRECISION_COUNT
};

enum {
  PART_MORNING_H = 9,
  PART_NOON_H = 13,
  PART_AFTERNOON_H = 15,
  PART_EVENING_H = 18,
  PART_NIGHT_H = 22,
};

struct instant {
  int64_t at_s;     /* UTC seconds since 1970 */
  int32_t offset_s; /* local minus UTC, as lived */
  enum precision precision;
};

struct civil {
  int year, month, day;
  int hour, minute, second;
};

enum { INSTANT_TEXT_MAX = 40, DATE_TEXT_MAX = 16 };

bool date_valid(int year, int month, int day);
int64_t date_to_day(int year, int month, int day); /* date must be valid */
void day_to_date(int64_t day, int *year, int *month, int *day_of_month);
int day_weekday(int64_t day); /* 0 = Monday */
/* Strict YYYY-MM-DD, whole span. */
bool date_parse(struct span s, int64_t *day);
size_t date_text(int64_t day, char out[DATE_TEXT_MAX]);

int64_t civil_to_local_s(const struct civil *c);
void local_s_to_civil(int64_t local_s, struct civil *out);

/* The calendar date of the instant's own offset. */
int64_t instant_day(const struct instant *i);
void instant_civil(const struct instant *i, struct civil *out);
/* ISO 8601 with the precision visible, as in the comments above; UTC is written +00:00. Returns the length.
 * An offset with seconds (old local times) is written +HH:MM:SS. */
size_t instant_text(const struct instant *i, char out[INSTANT_TEXT_MAX]);
/* Seconds always, for answers and entered_at: 2026-05-04T08:15:30+02:00. */
size_t instant_text_full(const struct instant *i, char out[INSTANT_TEXT_MAX]);

/* What ISO 8601 text says, before a zone is asked. Accepts T, t or one blank between date and time; Z, +HH:MM, +HHMM,
 * +HH, +HH:MM:SS (old local times), one blank before them; hour alone (a part of the day); fractions of a second (cut
 * off); 24:00 refused; leap second 60 read as 59. */
struct iso {
  struct civil c;
  bool has_time;
  bool has_offset;
  int32_t offset_s; /* within +-18 h */
  enum precision precision;
};
bool iso_parse(struct span s, struct iso *out); /* whole span */

#endif
