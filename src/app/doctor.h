/* Looks the journal over: integrity, references, what lies in it. */
#ifndef APP_DOCTOR_H
#define APP_DOCTOR_H

#include "app/app.h"

enum { DOCTOR_MAX = 32 };

struct doctor {
  struct {
    const char *id, *what, *fix;
  } found[DOCTOR_MAX]; /* texts are literals or live in the app's arena */
  size_t n;
  int64_t file_bytes, backups; /* filled by the face */
  int64_t entries, deleted, undone, actions, past, products, future;
};

void doctor_find(struct doctor *d, const char *id, const char *what, const char *fix);
enum rc app_doctor(struct app *app, struct doctor *out, struct err *e);

#endif
