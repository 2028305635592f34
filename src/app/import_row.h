/* One import at work: what app/import.c sets up and app/import_row.c does with each row. Only these two include it. */
#ifndef APP_IMPORT_ROW_H
#define APP_IMPORT_ROW_H

#include "app/import.h"
#include "app/import_match.h"
#include "app/import_names.h"
#include "exchange/row.h"
#include "exchange/text.h"

enum import_step { STEP_EXACT, STEP_PRESENT, STEP_CHANGED }; /* app/import_match.h */

struct import {
  struct app *app;
  const struct import_request *q;
  struct import_result out;
  struct text_source text;
  uint64_t bytes, told; /* read of the file; said as progress */
  struct reader reader;
  enum import_step step;
  uint64_t ordinal; /* of the row at hand, from 1 */
  struct import_match match;
  struct import_names names;
  bool open; /* the action is begun */
  struct action action;
  struct import_warning *warning;
  struct import_row *row, *change;
  uint64_t row_ordinal[IMPORT_SHOWN];
  struct arena scratch; /* one row */
};

/* reader.row and reader.warn; ctx is the import. */
enum rc import_take_row(void *import, const struct exchange_row *row, struct err *e);
void import_warn(void *import, uint64_t line, bool refused, const char *fmt, ...) __attribute__((format(printf, 4, 5)));

#endif
