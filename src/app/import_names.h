/* Scales and products of a file: looked up once each, made when a row that goes in needs them. Only app/import.c
 * includes it. */
#ifndef APP_IMPORT_NAMES_H
#define APP_IMPORT_NAMES_H

#include "app/app.h"

struct import_name {
  struct span name; /* as the journal spells it, or as the file did first */
  enum kind kind;   /* KIND_RATING: a scale; KIND_DOSE: a product */
  bool there;       /* in the journal (or made by this import) */
  bool used;        /* a row of it goes in */
  struct scale scale;     /* there */
  double lowest, highest; /* of a scale that is not there yet: of the rows that go in */
  struct product product; /* a preview shows it before it is made */
  struct import_name *next;
};

enum { IMPORT_NAME_BUCKETS = 4096 };

struct import_names {
  struct app *app;
  struct import_name *bucket[IMPORT_NAME_BUCKETS];
  struct import_name **all; /* in the order met */
  size_t n, room;
};

void import_names_init(struct import_names *t, struct app *app);
void import_names_done(struct import_names *t);

/* The scale or product of that name, letters of either case. unit: of the dose. Lives in app->arena. */
enum rc import_names_find(struct import_names *t, enum kind kind, struct span name, struct span unit,
                          struct import_name **out, struct err *e);
/* A row of this name goes in. Makes a product that is not there; of a new scale remembers the value. act NULL: only
 * remembered. */
enum rc import_names_use(struct import_names *t, struct import_name *name, const struct entry *en, struct action *act,
                         struct err *e);
/* Makes the scales that are not there: 0 to 10, else 0 to 100, else the next power of ten that holds what the file
 * says. Better unknown. act NULL: only as they would be. */
enum rc import_names_make_scales(struct import_names *t, struct action *act, struct err *e);

/* May values of a scale that is not there yet go in? RC_DATA: its name cannot be one, or the value is out of reason. */
enum rc import_names_check_new_scale(const struct import_name *name, const struct entry *en, struct err *e);

#endif
