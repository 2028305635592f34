/* The review, first version: what a diary says, counted honestly, and what it cannot say yet. DESIGN section 1,
 * CONTRACT sections 1, 3 and 6. Pure: entries in, one struct out; two writers show it (review_json, review_doc).
 *
 * The rules behind every number:
 * - A day is the calendar date of the entry's own offset. A day without any entry is unknown: in no denominator, no
 *   mean and no trend. A written day without a dose is a day of zero. A day said to be not tracked is neither: ratings
 *   made on it count, amounts and zeros do not.
 * - The diary begins with the first rating, dose, side effect or note of the window; days before it are in no count.
 * - `sleep` belongs to the diary day in which the person woke (it begins at day_starts_s). Scales whose day is a sum
 *   (sleep, steps) are averaged over days, all others over ratings.
 * - Rates (amount a day) are per 24 hours lived: a day of travel or of changing clocks counts with its hours. Days that
 *   differ from 24 hours by more than two are left out of middles and ranges.
 * - An amount whose mg nobody knows is in no total, and neither is its day; both are counted and said.
 * - When the last entry lies 84 days back or more and no last day was asked for, the review and its pattern window end
 *   with that entry: an old diary is read as it was kept.
 * - Entries later than now are counted as `future` and used nowhere. Numbers beyond 1e12 are no numbers. */
#ifndef REVIEW_REVIEW_H
#define REVIEW_REVIEW_H

#include "base/arena.h"
#include "base/err.h"
#include "base/when.h"
#include "dose/occasion.h"
#include "facts/facts.h"
#include "journal/entry.h"
#include "measure/scale.h"
#include "source/product.h"

#define REVIEW_FROM_FIRST INT64_MIN /* since_day: from the first entry on */

enum {
  REVIEW_TREND_DAYS = 14,  /* fewer days with data: no trend */
  REVIEW_TREND_PER = 28,   /* days a trend is given for */
  REVIEW_FOLLOW_FROM_S = 90 * 60, /* a pain rating this long after a dose ... */
  REVIEW_FOLLOW_TO_S = 180 * 60,  /* ... to this long is its follow-up (the answer of a later version rests on it) */
  REVIEW_DAYS_MOST = 36525, /* a hundred years: what lies further back is a slip of the pen and counts as outside */
  REVIEW_WINDOWS = 4,      /* last 30, 90, 365 days, all */
};

/* What the safety rules say, worst first; shown before everything else. */
struct review_finding {
  struct span id;
  enum fact_level level;
  struct span what;     /* one sentence: what was written, and when */
  struct instant since;
  struct span now;      /* what to do now, numbers filled in */
  struct span grade, cite; /* a facts row's; empty: none */
};

struct review_setup {
  int64_t now_s;
  int64_t today;             /* calendar day of now where the person is */
  int64_t since_day;         /* course: first day, or REVIEW_FROM_FIRST */
  int64_t until_day;         /* last day, included; never after today */
  bool until_said;           /* the person asked for it; else a diary that ended long ago is reviewed to its end */
  int64_t pattern_since_day; /* amounts, spacing, time of day, side effects; REVIEW_FROM_FIRST: as the course */
  int32_t day_starts_s;      /* seconds after midnight; facts day_starts_h unless the profile says otherwise */
  bool invented;             /* the demo journal: everything shown says so */
  const struct product *product; /* the journal's; must outlive the review */
  size_t product_n;
  const struct scale *scale; /* the journal's own */
  size_t scale_n;
  const struct review_finding *finding; /* must outlive the review */
  size_t finding_n;
  const char *version_assay, *version_facts, *version_method;
  int version_schema;
};

struct review_window {
  int back_days; /* 0: all */
  size_t n;      /* ratings; for amounts: days with data */
  size_t days;   /* days with data */
  size_t days_of;
  double mean, median; /* NAN when n is 0 */
};

/* Course of one scale. */
struct review_course {
  struct span name;
  struct scale scale;
  const char *asks;   /* "Overall pain now: 0 no pain, 10 ..." or NULL */
  bool scale_unknown; /* neither built in nor the journal's: range taken from the values, better not said */
  size_t n;           /* ratings */
  size_t days, days_of;
  double mean;        /* of ratings; of days where a day is a sum */
  double median, lowest, highest;
  int64_t first_day, last_day;
  double *daily;      /* [review.days], NAN = a gap */
  uint32_t *daily_n;  /* ratings in it */
  struct review_window window[REVIEW_WINDOWS];
};

struct review_trend {
  bool known;        /* false: see why_not */
  double per, lo, hi; /* change per 28 days, 90 % interval (may be infinite) */
  size_t days;
  const char *why_not; /* a sentence */
};

/* mg of one alkaloid. Day figures are over written, tracked days of the pattern window whose mg is known. */
struct review_alkaloid {
  size_t doses;          /* in the pattern window */
  size_t doses_unknown;  /* of them without known mg */
  size_t days;           /* days the mean rests on */
  size_t days_zero;      /* of them without a dose */
  size_t days_unknown;   /* left out: a dose of unknown mg */
  size_t days_odd;       /* of `days`: days of travel, left out of median and range */
  struct quantity per_day; /* mean per 24 h: middle conversion, and if all products were weak or strong (90 %) */
  double median, lowest, highest; /* of days */
  struct review_trend trend;
  const char *from;      /* what most conversions rest on, or NULL */
  const char *why_unknown; /* why most of the unknown ones are: "there is no label ...", or NULL */
  enum content_source source;
  struct quantity *daily; /* [review.days] mg of that calendar day; NAN: not known */
  struct review_window window[REVIEW_WINDOWS]; /* mg a day, by the course window */
};

/* One treatment in the pattern window. */
struct review_treatment {
  struct span name;        /* "kratom", "7-OH", else product or ingredient */
  enum product_class class_;
  int number;              /* 0 kratom, 1 7-OH, 2.. others */
  size_t doses, occasions;
  size_t days_with, days_counted; /* days with a dose, of written and tracked days */
  const char *unit;        /* units.csv key of most doses; NULL when no amount is known */
  double per_day;          /* in that unit per 24 h lived; NAN when not known */
  size_t days_unknown;     /* days left out because an amount is not known in that unit */
  struct usual_dose usual;
  double gap_median_h;     /* between the times of consecutive occasions; NAN when gap_n is 0 */
  size_t gap_n;            /* pairs with nothing unknown between them */
  double per_dose_day;     /* occasions on a day with any; NAN when days_with is 0 */
  size_t timed;            /* occasions with a clock time */
  size_t hour[24];         /* of them, by local hour */
  size_t night;            /* of them, in the hours before the diary day begins */
  double first_min;        /* median clock time of the first timed dose of a diary day, minutes after midnight */
  size_t first_n;
  size_t anchored;         /* of `timed`: pain written down at most 30 min before */
  size_t followed;         /* of `timed`: pain written down 1.5 to 3 h after */
};

struct review_effect { /* a side effect in the pattern window */
  struct span name;
  size_t n, days;
  double worst; /* 1..3; NAN when never said */
  int64_t first_day, last_day;
};

struct review_medicine { /* current: started and not stopped */
  struct span name, dose;
  struct instant since;
};

struct review_missing {
  const char *id; /* effect_engine few_days no_pain no_doses pain_before ... */
  const char *text;
};

struct review_answer {
  const char *lead; /* the answer in one line */
  const char **sentence;
  size_t n;
};

struct review {
  int64_t today;
  int32_t day_starts_s;
  bool invented;
  const char *version_assay, *version_facts, *version_method;
  int version_schema;
  const struct review_finding *finding;
  size_t finding_n;

  bool any;                    /* something of the diary lies in the window */
  bool ended;                  /* nothing written for 84 days (facts review_window_d): until_day is the last one's */
  int64_t since_day, until_day; /* window; since is the first entry's day when not said (today when there is none) */
  int64_t first_day;           /* of the diary in the window: daily arrays begin here */
  int64_t last_written_day;
  size_t days;                 /* first_day..until_day */
  unsigned char *state;        /* [days], enum review_state */
  bool *dosed;                 /* [days] a dose of kratom or 7-OH, or of the main treatment when there is none */
  size_t written, blank, not_tracked;
  size_t n_of[KIND_COUNT];     /* entries in the window */
  size_t imported, future, outside;

  int64_t pattern_since_day;   /* patterns: this to until_day */
  size_t pattern_days, pattern_written, pattern_counted; /* all, written, written and tracked */

  struct review_course *course; /* pain first, its sites, then by number of ratings */
  size_t course_n;
  struct review_alkaloid mitragynine; /* kratom */
  struct review_alkaloid hydroxy;     /* 7-OH of kratom and of 7-OH products together */
  struct review_treatment *treatment; /* with doses in the pattern window; most occasions first */
  size_t treatment_n;
  struct review_effect *effect; /* most days first */
  size_t effect_n;
  struct review_medicine *medicine; /* by name */
  size_t medicine_n;

  size_t same_day, same_day_of;    /* ratings, doses, side effects and notes that were not imported */
  size_t anchored, anchored_of;    /* occasions of kratom, 7-OH, medicines and others with a clock time */
  size_t coarse_doses;             /* without a clock time */

  struct review_answer helps, costs, danger, clinician;
  struct review_missing *missing;
  size_t missing_n;
};

enum review_state { REVIEW_WRITTEN, REVIEW_BLANK, REVIEW_NOT_TRACKED };

struct review_builder; /* on the heap */

/* Errors: RC_NO_MEMORY. */
enum rc review_begin(const struct review_setup *s, struct review_builder **out, struct err *e);
/* In order of time (ties in any order); copies what it keeps. Entries of before the window may be left out, but for
 * medicines and not-tracked days. */
enum rc review_entry(struct review_builder *b, const struct entry *en, struct err *e);
/* Everything of *out lives in the arena or in the setup. */
enum rc review_end(struct review_builder *b, struct arena *a, struct review *out, struct err *e);
void review_free(struct review_builder *b); /* NULL accepted */

struct buf;
struct doc;
void review_json(const struct review *r, struct buf *out); /* one object, no line feed */
void review_doc(const struct review *r, struct doc *d);

#endif
