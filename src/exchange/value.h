/* The value field of a row: a number, a limit, a word, or a number with its unit. Pure. CONTRACT section 7. */
#ifndef EXCHANGE_VALUE_H
#define EXCHANGE_VALUE_H

#include "base/err.h"
#include "journal/entry.h"

/* Reads value and unit as the entry's kind wants them into en->value, en->bound, en->unit. Strict: a point, no more.
 * Errors: RC_DATA with the sentence for the person; no line, the caller has it. */
enum rc value_read(struct span value, struct span unit, struct entry *en, struct err *e);

/* The same for files of other programs: "200mg" and "2,5 g" give value and unit, a decimal comma is taken where it has
 * one reading, "65 %" is 65, hours of sleep may carry their h. unit as the file or the map said it, else empty. */
enum rc value_read_loose(struct span value, struct span unit, struct entry *en, struct err *e);

#endif
