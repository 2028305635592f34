/* The record goes out: to the byte the same for the same record. CONTRACT section 7. */
#ifndef APP_EXPORT_H
#define APP_EXPORT_H

#include "app/app.h"

/* Takes the next bytes. RC_OK to go on; anything else stops the export and is returned. */
typedef enum rc (*export_sink)(void *ctx, struct span bytes, struct err *e);

struct export_request {
  struct span format;   /* p NULL (not said): csv; an empty one is unknown like any other */
  bool for_spreadsheet; /* csv: cells that a spreadsheet would take for a formula begin with an apostrophe */
};

/* Memory stays flat however long the record is. RC_USAGE when the format is unknown (the fix names those that work) or
 * when for_spreadsheet is asked of another format; nothing has reached the sink then. */
enum rc app_export(struct app *app, const struct export_request *q, export_sink sink, void *ctx, struct err *e);

#endif
