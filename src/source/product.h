/* What a product is, from its name, its unit and what the person said of it. CONTRACT section 3. Pure. */
#ifndef SOURCE_PRODUCT_H
#define SOURCE_PRODUCT_H

#include "base/err.h"
#include "base/span.h"
#include "base/uid.h"

#include <stdint.h>

enum product_class {
  PRODUCT_KRATOM,   /* leaf and extract: counted in mg mitragynine */
  PRODUCT_7OH,      /* 7-hydroxymitragynine and its like: a treatment of its own */
  PRODUCT_MEDICINE, /* another name of the ingredients table */
  PRODUCT_OTHER,    /* in no alkaloid total until the person says */
  PRODUCT_CLASS_COUNT
};

/* mg of one alkaloid in one unit of the product, as a label or a certificate says. */
struct product_content {
  double mg;       /* NAN: not said */
  struct span per; /* units.csv key: g ml capsule tablet shot drop ...; "" = the whole piece */
};

struct product {
  int64_t id;
  struct uid uid;
  struct span name;
  enum product_class class_;
  struct span ingredient; /* ingredients.csv name for PRODUCT_MEDICINE, else empty */
  struct span form;       /* forms.csv key, or empty: not said */
  struct product_content label_mitragynine, label_hydroxy;             /* printed on it */
  struct product_content certificate_mitragynine, certificate_hydroxy; /* measured in the lot */
  double unit_mass_g; /* of one capsule or tablet; NAN: not said */
};

struct product product_blank(void);

const char *product_class_name(enum product_class c); /* kratom kratom_7oh medicine other */
bool product_class_parse(struct span s, enum product_class *out);

/* A new product: class, ingredient and form read off the name and the unit of its first dose (may be empty).
 * Order of CONTRACT section 3: concentrate words, kratom words and strain table, ingredients of class kratom, other
 * ingredients, else other. Only points into tables and into name. */
void product_guess(struct span name, struct span unit, struct product *out);
/* `mg` straight before a concentrate word is mg_7oh, straight before mitragynine mg_mitragynine: the unit to store. */
struct span product_unit_of_name(struct span unit, struct span name);
/* Does a name hold a form word ("tea", "capsules")? The forms.csv key, else empty. */
struct span product_form_word(struct span name);

/* --label '150 mg/ml', '45 %', '15 mg/tablet', '15 mg 7-oh per tablet', '100 mg mitragynine, 2 mg 7-oh per shot'.
 * Without a name of the alkaloid: 7-OH for a PRODUCT_7OH, else mitragynine. Per cent becomes mg per g.
 * Both contents are overwritten on success only. Errors: RC_DATA with an example. */
enum rc product_label_parse(struct span text, enum product_class class_, struct product_content *mitragynine,
                            struct product_content *hydroxy, struct err *e);
/* The label as text again, "150 mg mitragynine per ml"; "" when nothing is said. */
struct buf;
void product_content_text(const struct product_content *c, const char *alkaloid, struct buf *out);

#endif
