/* Sorted lists of the names of a table, written by tools/facts.py; only facts.c looks into them. */
#ifndef FACTS_NAMES_H
#define FACTS_NAMES_H

#include <stddef.h>
#include <stdint.h>

/* Offsets, not pointers: thousands of pointers would have to be set each time the program starts. */
struct fact_name {
  uint32_t at;  /* in fact_name_text; folded, in the order of their bytes */
  uint16_t n;   /* bytes */
  uint16_t row; /* of the table */
};
extern const char fact_name_text[];

extern const struct fact_name fact_unit_name[], fact_scale_name[], fact_side_effect_name[], fact_form_name[],
  fact_ingredient_name[], fact_analyte_name[], fact_country_name[];
extern const size_t fact_unit_name_n, fact_scale_name_n, fact_side_effect_name_n, fact_form_name_n,
  fact_ingredient_name_n, fact_analyte_name_n, fact_country_name_n;

/* Whole words joined by one blank: "7 oh", "maeng da". */
extern const struct fact_name fact_strain_name[], fact_concentrate_name[];
extern const size_t fact_strain_name_n, fact_concentrate_name_n;
extern const size_t fact_phrase_words; /* words of the longest of them */

#endif
