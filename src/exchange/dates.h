/* Dates and times as other programs write them. Pure; no zone is asked here. CONTRACT section 7 (Map). */
#ifndef EXCHANGE_DATES_H
#define EXCHANGE_DATES_H

#include "base/span.h"
#include "base/when.h"

/* Orders in which day, month and year may stand. A set: bits. */
enum dates_order {
  DATES_DMY = 1,
  DATES_MDY = 2,
  DATES_YMD = 4, /* with a year of two digits; a year of four digits in front needs no order */
  DATES_ANY = DATES_DMY | DATES_MDY | DATES_YMD,
};

bool dates_order_parse(struct span s, int *order); /* dmy, mdy, ymd */

enum dates_read {
  DATES_GOOD,
  DATES_EMPTY,     /* nothing is written */
  DATES_NONE,      /* not a date */
  DATES_DOUBTFUL,  /* a date in more than one order; out->fits are those */
  DATES_NUMBER,    /* a plain number: a day number, if there is a start */
  DATES_NO_TIME,   /* the date is good, what follows is not a time */
};

/* What one text (date, date and time, ISO 8601, seconds or milliseconds since 1970) says. */
struct dates {
  struct iso iso;     /* DATES_GOOD */
  struct span date;   /* the part that was taken for the date, DATES_DOUBTFUL and DATES_NONE too */
  int fits;           /* orders in which the date is one; 0 when it needs none */
  int64_t number;     /* DATES_NUMBER: it, and what follows it as a time in iso */
};

/* orders: those that may be taken (one, when the order is known). A date that several of them read alike is good. */
enum dates_read dates_parse(struct span text, int orders, struct dates *out);

#endif
