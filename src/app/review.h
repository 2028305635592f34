/* The review as a person sees it, from the stored answer when its inputs are the same. */
#ifndef APP_REVIEW_H
#define APP_REVIEW_H

#include "app/app.h"
#include "harm/advice.h"
#include "out/doc.h"

struct review_request {
  bool has_since, has_until;
  int64_t since_day, until_day;
  bool json;
  struct doc_terminal terminal; /* of text */
  bool anew;                    /* compute even when an answer is stored */
};
/* Appends the finished review. */
enum rc app_review(struct app *app, const struct review_request *r, struct buf *out, struct err *e);

/* Today at a glance. */
struct today {
  bool empty;               /* nothing in the journal */
  struct entry *entry;      /* of today's calendar day, up to now, oldest first */
  size_t n;
  bool has_pain;            /* the newest pain rating of all */
  struct entry pain;
  bool has_dose;            /* the newest dose of a substance */
  struct entry dose;
  struct quantity mitragynine_mg; /* today's sum, the doubt of the doses taken as one; NAN: none known */
  size_t doses, doses_unknown;    /* of kratom and 7-OH today */
  int64_t future;
  enum advice next;         /* of what kind the one next thing worth doing is: ADVICE_LOG_MORE or ADVICE_NOTHING */
  const char *next_what;    /* in words */
  const char *next_command; /* and how */
};
enum rc app_today(struct app *app, struct today *out, struct err *e);

#endif
