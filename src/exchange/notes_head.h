/* The date at the front of a line of a notes program, in whatever way it is written. Pure. */
#ifndef EXCHANGE_NOTES_HEAD_H
#define EXCHANGE_NOTES_HEAD_H

#include "exchange/dates.h"

enum notes_head_read {
  HEAD_NONE, /* no date; perhaps a time */
  HEAD_ISO,
  HEAD_DATE, /* another way of writing one: `date` is it */
  HEAD_BAD,  /* meant as a date, and none that can be read */
};

struct notes_head {
  size_t from;       /* bytes before it: marks of lists, of bold words, brackets, "date:" */
  size_t open;       /* as many of them as close behind it */
  struct span date;  /* weekday included */
  struct dates read;
};

/* orders: those that may be taken (exchange/dates.h); h->read.fits are those that read it. */
enum notes_head_read notes_head(struct span line, int orders, struct notes_head *h);

#endif
