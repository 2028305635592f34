/* An amount of a product as mg mitragynine and mg 7-OH, with its doubt. CONTRACT section 3 "Form and mg",
 * facts/forms.csv. Pure. */
#ifndef DOSE_CONVERT_H
#define DOSE_CONVERT_H

#include "source/product.h"

enum content_source {
  CONTENT_CERTIFICATE, /* certificate of the lot */
  CONTENT_LABEL,       /* what is printed on it */
  CONTENT_FORM,        /* what products of this form hold */
  CONTENT_DIRECT,      /* the amount was given in mg of the alkaloid */
  CONTENT_UNKNOWN,     /* the amount is kept, mg unknown, counted in no total */
  CONTENT_NONE,        /* not kratom at all */
};

struct quantity {
  double median, lo90, hi90; /* mg; all NAN when not known; equal when exact */
};

struct alkaloids {
  struct quantity mitragynine_mg;
  struct quantity hydroxy_mg;
  enum content_source source;
  const char *form; /* forms.csv key that was used, or "" */
  const char *says; /* one phrase from what: "from the usual range of leaf, form not said" */
  const char *cite; /* citations key, or "" */
};

/* amount NAN: all unknown (CONTENT_UNKNOWN). unit is a units.csv key; entry_words: the words of the entry (its product
 * name and note), searched for a form word when the product says none.
 * Accuracy: the three quantiles of products of log-normal, uniform and fixed parts within 0.1 % relative
 * (dose/convert_test against simulation and GSL-made figures). */
void dose_convert(double amount, struct span unit, const struct product *p, struct span entry_words,
                  struct alkaloids *out);

#endif
