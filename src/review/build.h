/* What the builder keeps of each entry: numbers, no texts. For the files of this folder only. */
#ifndef REVIEW_BUILD_H
#define REVIEW_BUILD_H

#include "review/names.h"
#include "review/review.h"

struct rating {
  double value;
  int32_t day; /* of sleep: the diary day of waking */
  uint32_t scale;
};

struct taken {
  int64_t at_s, order, action;
  double amount;
  int32_t offset_s, day;
  uint32_t content;
  bool timed;
};

struct felt {
  double severity;
  int32_t day;
  uint32_t name;
};

/* Consecutive entries of one day and offset. */
struct run {
  int32_t day, offset_s;
};

struct untracked {
  int32_t first, last;
};

/* What one unit of a product holds, when an entry's words name this form. */
struct content {
  uint32_t product;
  const struct fact_unit *unit; /* NULL: the amount is not known */
  const char *form;             /* forms.csv key read off the words, or "" */
  struct alkaloids one;
  uint32_t next; /* content of the same product, NAMES_FAILED: the last */
};

struct known_product {
  struct product product;
  int treatment;
  struct span form_word; /* of its name */
  uint32_t content;      /* its first, NAMES_FAILED: none yet */
};

struct named_treatment {
  struct span name;
  enum product_class class_;
};

struct course_of_medicine {
  struct instant start, stop;
  int64_t start_order, stop_order;
  bool started, stopped;
  struct span dose;
};

#define LIST(type)                                                                                                     \
  struct {                                                                                                             \
    type *at;                                                                                                          \
    size_t n, room;                                                                                                    \
  }

struct review_builder {
  struct review_setup set;
  struct arena texts;
  double same_day_within_d;
  bool open_end; /* the window ends today: what lies further east is still today */

  struct names scales, products, treatments, effects, medicines;
  LIST(struct rating) rating;
  LIST(struct anchor_rating) pain; /* with a clock time */
  LIST(struct taken) taken;
  LIST(struct felt) felt;
  LIST(struct run) run;
  size_t run_open; /* runs of the instant run_at_s */
  int64_t run_at_s;
  LIST(struct untracked) untracked;
  LIST(struct content) content;
  LIST(struct known_product) product;
  LIST(struct named_treatment) treatment; /* from number 2 on */
  LIST(struct course_of_medicine) medicine;

  bool any;
  int32_t first_day, last_day; /* of the diary */
  size_t n_of[KIND_COUNT];
  size_t imported, future, outside, same_day, same_day_of;
};

/* Room for one more at the end of a LIST; false when memory is short. */
bool list_room(void *at, size_t *room, size_t n, size_t size);
#define LIST_ADD(list, value)                                                                                          \
  (list_room(&(list)->at, &(list)->room, (list)->n, sizeof *(list)->at) ? ((list)->at[(list)->n++] = (value), true)    \
                                                                        : false)

/* The number of the content of a dose; NAMES_FAILED when memory is short. content.c */
uint32_t content_of(struct review_builder *b, const struct entry *en);
bool products_begin(struct review_builder *b);

/* What the parts of review_end share. */
struct work {
  struct review_builder *b;
  struct arena *a; /* of the result */
  struct arena scratch;
  struct review *r;
  double *hours;      /* [r->days] lived */
  bool *written, *untracked; /* [r->days] */
  size_t pattern_from;       /* index of the first day of the pattern window */
};

/* The index of a day, or r->days when it lies outside. */
size_t day_index(const struct review *r, int64_t day);
/* Counted for amounts and zeros: written and tracked. */
bool day_counts(const struct work *w, size_t i);

/* Each fills its part of w->r; false when memory is short. */
bool days_fill(struct work *w);
bool course_fill(struct work *w);
bool doses_fill(struct work *w);
bool habits_fill(struct work *w, const struct occasion *o, size_t n); /* spacing, time of day, anchors; by doses_fill */
bool alkaloids_fill(struct work *w);                                  /* by doses_fill */
bool effects_fill(struct work *w);
bool medicines_fill(struct work *w);
bool sentences_fill(struct work *w);

/* Statistics of last 30, 90, 365 days and all: value[n] on the days of index at[n] (ascending). hours of those days, or
 * NULL for a plain mean. scratch: room for n. */
struct series {
  const double *value;
  const size_t *at;
  const double *hours; /* [r->days] or NULL */
  size_t n;
};
void windows_fill(const struct work *w, const struct series *s, double *scratch,
                  struct review_window out[REVIEW_WINDOWS]);

#endif
