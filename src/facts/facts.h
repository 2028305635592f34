/* The compiled-in tables: what the CSV files of facts/ say, checked by tools/facts.py before they become C.
 *
 * Every row carries a citation key that stands in facts/citations.csv; a missing citation, an unknown unit or a doubled
 * key stops the build. Rows are const and sorted by key (bytes) unless said otherwise. Names are lower case, folded as
 * utf8_fold() does, so that a lookup folds once. `names` lists end with NULL. */
#ifndef FACTS_FACTS_H
#define FACTS_FACTS_H

#include "base/span.h"

#include <stdint.h>

/* How well a figure is known: seen in the source, seen second-hand, from memory ("not verified"), derived, design. */
enum fact_mark { FACT_SEEN, FACT_SECOND_HAND, FACT_MEMORY, FACT_DERIVED, FACT_DESIGN };

struct fact_citation {
  const char *key;
  const char *text; /* the reference as shown */
  const char *url;  /* or doi:...; may be empty */
  enum fact_mark mark; /* how the reference itself was read */
};
extern const struct fact_citation fact_citation[];
extern const size_t fact_citation_n;
const struct fact_citation *fact_citation_by_key(struct span key);

/* --- units.csv ------------------------------------------------------------------------------------------------- */
enum fact_dimension {
  DIM_MASS,        /* base g of product */
  DIM_VOLUME,      /* base ml */
  DIM_COUNT,       /* capsule, tablet, puff ... each its own unit, base 1 */
  DIM_TIME,        /* base min: exercise, sessions */
  DIM_ACTIVITY,    /* iu */
  DIM_MITRAGYNINE, /* base mg of mitragynine */
  DIM_7OH,         /* base mg of 7-hydroxymitragynine */
};
struct fact_unit {
  const char *key;          /* the CSV's word: g mg ug iu ml capsule tablet tsp tbsp drop shot cup patch puff session
                               min h mg_mitragynine mg_7oh */
  const char *const *names; /* as typed: gram grams gr caps pills ... (the key is among them) */
  enum fact_dimension dimension;
  double to_base;
  const char *form; /* forms.key that the unit itself says (capsule, tablet, tsp -> leaf powder by spoon), or "" */
  const char *plural; /* for the eye: capsules */
  const char *cite;
  const char *singular; /* for the eye: capsule, µg, mg mitragynine */
};
extern const struct fact_unit fact_unit[];
extern const size_t fact_unit_n;
const struct fact_unit *fact_unit_by_key(struct span key);
const struct fact_unit *fact_unit_by_name(struct span folded);

/* --- scales.csv ------------------------------------------------------------------------------------------------ */
enum fact_better { BETTER_UNKNOWN, BETTER_UP, BETTER_DOWN };
enum fact_day { DAY_MEDIAN, DAY_SUM };
struct fact_scale {
  const char *key;          /* pain mood energy thinking function anxiety stress sleep worse_soon steps ... */
  const char *const *names; /* as typed, key included */
  double lo, hi, step;
  enum fact_better better;
  enum fact_day day;
  const char *unit; /* "" or "h" */
  const char *asks; /* one line: what the number means, with the words at both ends */
  const char *cite;
};
extern const struct fact_scale fact_scale[];
extern const size_t fact_scale_n;
const struct fact_scale *fact_scale_by_key(struct span key);
const struct fact_scale *fact_scale_by_name(struct span folded);

/* --- side_effects.csv: known by name --------------------------------------------------------------------------- */
struct fact_side_effect {
  const char *key;          /* nausea, constipation, hair loss ... as stored */
  const char *const *names; /* nauseous, queasy, ... key included */
  const char *grade;        /* A..E as in the interactions tables, "anecdote"; "none": a word to log by, nothing more */
  const char *cite;
  enum fact_mark mark;
};
extern const struct fact_side_effect fact_side_effect[];
extern const size_t fact_side_effect_n;
const struct fact_side_effect *fact_side_effect_by_name(struct span folded);

/* --- forms.csv: what a gram (or a capsule, a teaspoon) of a product form holds ----------------------------------- */
enum fact_spread {
  SPREAD_NONE,      /* not known: the amount is kept, mg unknown */
  SPREAD_LOGNORMAL, /* a = median, b = sd of the logarithm */
  SPREAD_UNIFORM,   /* a = lowest, b = highest */
  SPREAD_FIXED,     /* a */
};
struct fact_spread_of {
  enum fact_spread shape;
  double a, b;
};
struct fact_form {
  const char *key;          /* leaf powder capsule tea teaspoon extract tablet_7oh liquid ... see facts/forms.csv */
  const char *const *names; /* form words in an entry or a product name */
  const char *shown;        /* "tea from leaf" */
  struct fact_spread_of mitragynine_share; /* of the mass, 0..1 */
  struct fact_spread_of hydroxy_share;     /* 7-OH of the mass */
  struct fact_spread_of recovery;          /* share that ends in the cup; fixed 1 but for tea */
  struct fact_spread_of unit_mass_g;       /* of one capsule, one level teaspoon; SPREAD_NONE where not known */
  bool needs_label;                        /* extract, 7-OH: nothing without label or certificate */
  enum fact_mark mark;                     /* of mitragynine_share; of the row when that is not known */
  const char *cite;                        /* likewise */
  enum fact_mark hydroxy_mark, recovery_mark, unit_mass_mark;
  const char *hydroxy_cite, *recovery_cite, *unit_mass_cite; /* "" where the shape is SPREAD_NONE */
};
extern const struct fact_form fact_form[];
extern const size_t fact_form_n;
const struct fact_form *fact_form_by_key(struct span key);
const struct fact_form *fact_form_by_name(struct span folded_word);

/* --- strains.csv: words that show a name to be kratom; never a dose ---------------------------------------------- */
struct fact_strain {
  const char *word; /* "bali", "maeng da", "red vein" (folded; a phrase is matched as whole words in order) */
  const char *cite;
  const char *const *unless; /* words that make it something else: "green thai" is no kratom beside "curry" */
};
extern const struct fact_strain fact_strain[];
extern const size_t fact_strain_n;
/* The first strain word or phrase that a folded name holds as whole words, or NULL; `unless` is looked after. */
const struct fact_strain *fact_strain_in(struct span folded);

/* --- ingredients.csv: names only, for telling products apart (the rules come with the interaction check) ---------- */
struct fact_ingredient {
  const char *name;
  const char *const *names;   /* brands, synonyms, abbreviations; name included */
  const char *const *classes; /* kratom kratom_concentrate opioid_full_agonist ... */
  const char *cite;
};
extern const struct fact_ingredient fact_ingredient[];
extern const size_t fact_ingredient_n;
/* Exact, any of its names; first of several. */
const struct fact_ingredient *fact_ingredient_by_name(struct span folded);
/* All rows of a name, at most max of them into out; returns how many there are. A brand of a combination has several
 * (percocet: acetaminophen, oxycodone); "first of several" is a kratom row if there is one, else the first by name. */
size_t fact_ingredient_all_by_name(struct span folded, const struct fact_ingredient **out, size_t max);
bool fact_ingredient_has_class(const struct fact_ingredient *i, const char *cls);

/* --- concentrates.csv: words that make a name a 7-OH product, whatever else it holds ------------------------------ */
struct fact_concentrate {
  const char *word; /* "7-oh", "7oh", "7-hydroxy", "pseudoindoxyl", "mgm-15" ... folded */
  const char *cite;
};
extern const struct fact_concentrate fact_concentrate[];
extern const size_t fact_concentrate_n;
/* The first concentrate word or phrase that a folded name holds as whole words ("7-oh" is two: 7, oh), or NULL. */
const struct fact_concentrate *fact_concentrate_in(struct span folded);

/* --- analytes.csv ----------------------------------------------------------------------------------------------- */
struct fact_analyte {
  const char *key; /* the CSV's what: ALT, bilirubin, eGFR; matched without case */
  const char *const *names;
  const char *loinc;
  const char *unit;             /* UCUM, conventional */
  double ask_lo, ask_hi;        /* outside: "is this right?" */
  double refuse_lo, refuse_hi;  /* outside: refused; infinite where any value is taken */
  const char *cite;
  const char *loinc_molar;      /* the code of the molar unit, or "" */
  /* "default range, not your laboratory's"; infinite where there is no bound. Sex unknown: the stricter of both. */
  double range_f_lo, range_f_hi, range_m_lo, range_m_hi;
  enum fact_mark loinc_mark, range_mark, limits_mark;
};
extern const struct fact_analyte fact_analyte[];
extern const size_t fact_analyte_n;
const struct fact_analyte *fact_analyte_by_name(struct span folded);

/* --- lab_units.csv: how a typed unit is written, and how many conventional units one of it is -------------------- */
struct fact_lab_unit {
  const char *analyte; /* analytes.key, or "" for any analyte whose conventional unit is `to` */
  const char *const *names; /* as typed, folded without blanks */
  const char *ucum;    /* canonical spelling of the typed unit */
  const char *to;      /* conventional unit */
  double factor;       /* value in `to` = value * factor */
  const char *cite;
  enum fact_mark mark; /* FACT_MEMORY: say "not verified" beside the converted value */
};
extern const struct fact_lab_unit fact_lab_unit[];
extern const size_t fact_lab_unit_n;
/* The row by which a value typed in this unit (folded, without blanks) becomes the analyte's own unit, or NULL: never
 * guess. The tables hold at most one. */
const struct fact_lab_unit *fact_lab_unit_for(const struct fact_analyte *a, struct span folded);

/* --- red_flags.csv (flag, level, what to do) and red_flag_patterns.csv (in the language of harm/flag.h) ----------- */
enum fact_level { LEVEL_NOTE, LEVEL_ATTENTION, LEVEL_URGENT, LEVEL_EMERGENCY };
struct fact_red_flag {
  const char *key;   /* breathing_slow ... */
  const char *shown; /* "slow or difficult breathing" */
  enum fact_level level;
  const char *now;   /* what to do now, with {E} emergency number, {C} crisis line, {P} poison line */
  const char *grade;
  const char *cite;
  const char *reviewed_by; /* empty until a pharmacist or physician has read it */
  const char *level_note;  /* what else raises or lowers the level, as the source says it; may be empty */
  enum fact_mark mark;     /* of `now` and `level`; grade and cite say how well the harm itself is known */
};
extern const struct fact_red_flag fact_red_flag[]; /* in order of the source, worst topics first */
extern const size_t fact_red_flag_n;
const struct fact_red_flag *fact_red_flag_by_key(struct span key);

struct fact_red_flag_pattern {
  const char *flag;    /* red_flags.key */
  bool cancels;        /* an X row */
  const char *pattern; /* one pattern */
  const char *cite;
};
extern const struct fact_red_flag_pattern fact_red_flag_pattern[]; /* grouped by flag */
extern const size_t fact_red_flag_pattern_n;

/* --- red_flag_levels.csv: what lifts or lowers a flag ------------------------------------------------------------- */
enum fact_level_when {
  LEVEL_WITH,      /* the text also matches `pattern` */
  LEVEL_WITH_FLAG, /* the text also has the flag named in `pattern` */
  LEVEL_ALONE,     /* this row of red_flag_patterns is all that matched */
};
struct fact_red_flag_level {
  const char *flag; /* red_flags.key */
  enum fact_level level;
  enum fact_level_when when;
  const char *pattern;
  const char *cite;
};
extern const struct fact_red_flag_level fact_red_flag_level[]; /* in order of the file */
extern const size_t fact_red_flag_level_n;

/* --- crisis.csv -------------------------------------------------------------------------------------------------- */
struct fact_crisis {
  const char *country; /* two letters, upper case; "EU" other EU; "" unknown */
  const char *name;    /* country in English */
  const char *emergency;
  const char *crisis;
  const char *poison;
  const char *checked; /* YYYY-MM-DD: emergency and crisis; empty: nobody has, say "may have changed" */
  const char *cite;
  const char *crisis_hours;   /* "09:00-24:00", "unknown", or empty: day and night */
  const char *poison_hours;   /* likewise */
  const char *poison_checked; /* like checked */
  const char *note;           /* which of the numbers are less well known, and why; may be empty */
  enum fact_mark emergency_mark, crisis_mark, poison_mark;
};
extern const struct fact_crisis fact_crisis[]; /* sorted by country, the unknown one first */
extern const size_t fact_crisis_n;
/* Never NULL: an unknown country gives the row "your local emergency number". A member of the EU without a row of its
 * own gives the EU row. */
const struct fact_crisis *fact_crisis_for(struct span country); /* a code or a name of countries.csv, case ignored */

/* --- countries.csv: how a country is typed, and whose crisis row holds there -------------------------------------- */
struct fact_country {
  const char *key;          /* two letters, upper case */
  const char *const *names; /* "de", "germany", "deutschland" */
  const char *name;         /* country in English */
  const char *crisis;       /* crisis.country: its own, or "EU" */
  bool eu;
  const char *cite;
};
extern const struct fact_country fact_country[];
extern const size_t fact_country_n;
const struct fact_country *fact_country_by_name(struct span folded);

/* --- constants.csv: single figures (thresholds, windows, kinetics later) ------------------------------------------ */
struct fact_constant {
  const char *key;
  double value;
  const char *unit; /* "h", "min", "1" ... */
  enum fact_mark mark;
  const char *cite;
  const char *meaning; /* one sentence */
};
extern const struct fact_constant fact_constant[];
extern const size_t fact_constant_n;
/* The value of a key that must exist (assert). */
double fact_value(const char *key);

/* First 12 hex digits of the SHA-256 over all facts files, in order of their names. */
extern const char fact_version[];

#endif
