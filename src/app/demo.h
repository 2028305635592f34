/* An invented year, so that every command has something to show. Nobody lived it, and every output says so. */
#ifndef APP_DEMO_H
#define APP_DEMO_H

#include "app/app.h"

/* Fills an empty journal (app->st) with a year that ends yesterday, in one transaction, and marks it invented. The same
 * day and zone give the same entries (ids apart). Errors as the store gives them. */
enum rc app_demo(struct app *app, int64_t *entries, struct err *e);

#endif
