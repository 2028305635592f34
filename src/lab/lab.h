/* A blood value as typed: analyte, number with sign, unit. evidence/instruments.md B2 and B3. Pure.
 * Never guesses a unit; keeps what was written. */
#ifndef LAB_LAB_H
#define LAB_LAB_H

#include "base/err.h"
#include "base/span.h"
#include "facts/facts.h"

struct lab_value {
  const struct fact_analyte *analyte; /* NULL: not in the table, kept without range or rule */
  struct span what;                   /* the table's code, else as typed */
  double value;
  char bound;        /* 0, '<' or '>' */
  struct span unit;  /* UCUM spelling when known, else as typed */
  double conventional; /* value in analyte->unit; NAN when the analyte or the unit is not in the table */
  bool ask;          /* plausible only just: "is this right?" */
};

/* Errors: RC_DATA: not a number; unit missing where the analyte has one (both readings shown: "umol/L or mg/dL");
 * a unit that does not fit the analyte; a value outside what is possible. value_text may carry < or >. */
enum rc lab_read(struct span what, struct span value_text, struct span unit, struct lab_value *out, struct err *e);

#endif
