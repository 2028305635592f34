/* A file comes in: one transaction, one action, nothing half written. CONTRACT sections 4, 6 and 7. */
#ifndef APP_IMPORT_H
#define APP_IMPORT_H

#include "app/app.h"
#include "base/csv.h"

enum {
  IMPORT_WARNINGS_KEPT = 1000, /* of more only the number is known */
  IMPORT_SHOWN = 20,           /* rows of a preview, changed rows shown, names of what was made */
};

struct import_request {
  const char *file_name; /* as the person wrote it: for messages and for the action; "-" for standard input */
  read_fn read;          /* the bytes of the file */
  /* Back to the first byte; false when that cannot be. A file may be read up to four times, so a pipe must be kept in
   * memory or in a file by the caller. */
  bool (*rewind)(void *ctx);
  void *ctx;
  struct span format; /* --format; p NULL (not said): recognised by content */
  struct span map;    /* --map; a map makes the format `map`. has_map tells an empty one from none. */
  bool has_map;
  struct span start;  /* --start, a date */
  struct span dates;  /* --dates */
  struct span scale;  /* --scale; several joined with a comma */
  bool dry_run;       /* nothing is written; app->st may be NULL then */
  bool again;         /* restores what was edited or deleted since */
  bool update;        /* takes the new values of what has changed */
  void (*progress)(void *ctx, uint64_t bytes); /* now and then, bytes of the file read so far; may be NULL */
  void *progress_ctx;
};

struct import_warning {
  uint64_t line; /* from 1; 0: the whole file */
  struct span message;
};

enum import_fate { IMPORT_ADDED, IMPORT_SKIPPED, IMPORT_CHANGED };

struct import_row { /* as it was understood */
  uint64_t line;
  enum import_fate fate;
  struct entry entry;
  struct entry before; /* of changed rows: as it stands in the record */
};

struct import_result {
  const char *format; /* csv, map, notes, json */
  const char *shown;  /* "assay CSV" */
  uint64_t read, added, skipped, changed; /* CONTRACT section 6 */
  bool updated;                           /* changed rows were taken */
  const struct import_warning *warning;   /* the first IMPORT_WARNINGS_KEPT, in the order they came up */
  size_t warning_n;                       /* how many are kept */
  uint64_t warnings;                      /* how many there were */
  const struct import_row *row;           /* --dry-run: the first rows */
  size_t row_n;
  const struct import_row *change;        /* the first changed rows */
  size_t change_n;
  const struct scale *made_scale;         /* made for names the journal did not know: ask which way is better */
  size_t made_scale_n;                    /* at most IMPORT_SHOWN */
  const struct product *made_product;
  size_t made_product_n;                  /* at most IMPORT_SHOWN */
  bool restored; /* json into an empty journal: the record as it was, no action */
  bool merged;   /* json into another journal */
  int64_t action; /* 0: nothing was added or changed, so there is none (or restored, merged) */
};

/* Everything in *out lives in app->arena. RC_OK when the file was read to its end (refused rows are warnings), RC_DATA
 * when not, RC_USAGE when an option is wrong (unknown format, --dates flurb); then the journal is as it was and *out is
 * untouched. e->where is file:line:column as far as known. */
enum rc app_import(struct app *app, const struct import_request *q, struct import_result *out, struct err *e);

#endif
