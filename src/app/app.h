/* One function per thing a person does. Transactions begin here and nowhere else, and so does the safety gate: whatever
 * is written is screened for red flags before anything else happens. Faces show what stands in these structs. */
#ifndef APP_APP_H
#define APP_APP_H

#include "base/arena.h"
#include "base/env.h"
#include "base/err.h"
#include "dose/convert.h"
#include "harm/flag_repo.h"
#include "journal/journal.h"
#include "measure/scale.h"
#include "person/profile.h"
#include "source/product.h"
#include "words/words.h"

struct app {
  const struct env *env;
  struct store *st;             /* NULL: no journal open */
  struct arena *arena;          /* results live here */
  struct flag_matcher *matcher; /* made on first use */
  const char *version;          /* of assay */
  int64_t built_s;              /* when this program was built: no clock before it is believed */
};

void app_done(struct app *app); /* not the store, not the arena */
enum rc app_matcher(struct app *app, struct flag_matcher **out, struct err *e);

/* What an earlier command could not finish: the file is cleaned of erased words, if nobody else has it open. */
void app_tidy(struct app *app);

/* Versions that answers carry. */
struct app_versions {
  const char *assay;
  int schema;
  const char *facts;
  const char *method;
};
struct app_versions app_versions(const struct app *app);

/* --- words in ----------------------------------------------------------------------------------------------------- */

struct logged {
  struct entry *entry; /* as stored */
  const struct words_entry *read; /* what was understood, same order */
  size_t n;
  struct product *product; /* of doses, same order */
  bool *new_product;       /* it was made from these words */
  struct flag_hit hit[FLAG_HITS_MAX]; /* found in the words, also when they are refused */
  size_t hits;
  bool same_occasion; /* several doses of one treatment without a time of their own are one occasion */
};
/* Screens first: out->hit is filled even when the words are refused. */
enum rc app_log(struct app *app, struct span text, struct logged *out, struct err *e);

/* mg of a dose entry of this product, read with the words of name and note. */
void app_convert(const struct entry *en, const struct product *p, struct alkaloids *out);

/* The crisis numbers of the person's country. */
const struct fact_crisis *app_crisis(struct app *app);
enum rc app_findings(struct app *app, struct flag_finding **out, size_t *n, struct err *e);

/* For readers of files that hold typed words. */
enum rc app_words_context(struct app *app, struct words_context *out, struct err *e);
/* Adds an entry and its flags inside an open action. key NULL: typed here. */
enum rc app_store_entry(struct app *app, struct action *act, struct entry *en, const struct import_key *key,
                        struct err *e);
/* The product of a name inside an open action: the journal's, or made new (*made). */
enum rc app_product_for(struct app *app, struct action *act, struct span name, struct span unit, struct product *out,
                        bool *made, struct err *e);

/* --- the record --------------------------------------------------------------------------------------------------- */

struct turned {
  struct action_row action; /* id 0: nothing to turn */
  bool too_many;            /* more than 100 rows and not agreed to */
  int64_t flags_withdrawn;
};
enum { APP_UNDO_ASKS_ABOVE = 100, APP_AGREED_NONE = 0, APP_AGREED_ANY = -1 };
/* agreed: the action the person said yes to, when it has more than 100 rows. */
enum rc app_turn(struct app *app, bool redo, int64_t agreed, struct turned *out, struct err *e);

enum rc app_list(struct app *app, const struct entry_filter *f, struct entry **out, size_t *n, struct err *e);

struct field_change { /* value=7 */
  struct span key, value;
};
struct edited {
  struct entry before, after;
  struct flag_hit hit[FLAG_HITS_MAX]; /* in the new words */
  size_t hits;
  int64_t flags_withdrawn;
};
enum rc app_edit(struct app *app, struct span id, const struct field_change *c, size_t n, struct edited *out,
                 struct err *e);
/* One action for all of them; out[n]. */
enum rc app_delete(struct app *app, const struct span *id, size_t n, struct edited *out, struct err *e);

struct shown {
  struct entry entry;
  enum row_state state;
  bool is_dose;
  struct product product;     /* of a dose */
  struct alkaloids alkaloids; /* of a dose */
};
enum rc app_show(struct app *app, struct span id, struct shown *out, struct err *e);

struct version_of { /* one state of an entry, and what made it give way */
  struct entry entry;
  struct action_row by;
};
enum rc app_history(struct app *app, struct span id, struct shown *now, struct version_of **past, size_t *n,
                    struct err *e);

enum erase_scope { ERASE_ENTRY, ERASE_BEFORE, ERASE_ALL };
struct erase {
  enum erase_scope scope;
  struct span id;
  int64_t before_day;
};
/* How many entries it would take; then, with `really`, takes them for good. */
enum rc app_erase(struct app *app, const struct erase *w, bool really, int64_t *n, struct err *e);

/* --- the rest of the record: with NULL or empty fields left as they are ------------------------------------------- */

struct product_form {
  struct span name, form, label, content, class_, unit_mass;
};
enum rc app_product(struct app *app, const struct product_form *f, struct product *out, bool *made, struct err *e);

struct medicine_form {
  struct span name, dose;
  bool has_since, has_until;
  struct instant since, until;
};
enum rc app_medicine(struct app *app, const struct medicine_form *f, struct entry **out, size_t *n, struct err *e);
/* Medicines as the record leaves them at `now`: the newest start and stop of each. */
struct medicine {
  struct span name, dose;
  bool has_start, has_stop; /* a stop after the start */
  struct instant start, stop;
};
enum rc app_medicines(struct app *app, struct medicine **out, size_t *n, struct err *e);

struct condition_form {
  struct span name;
  bool has_since, has_ended;
  int64_t since_day, ended_day;
};
enum rc app_condition(struct app *app, const struct condition_form *f, struct condition *out, struct err *e);

struct lab_form {
  struct span analyte, value, unit, range;
  bool has_at;
  struct instant at;
};
/* ask: an unusual value; known: the analyte is in the table. */
enum rc app_lab(struct app *app, const struct lab_form *f, struct entry *out, bool *ask, bool *known, struct err *e);

enum rc app_profile(struct app *app, enum profile_key k, struct span typed, struct profile *out, struct err *e);

struct scale_form {
  struct span name;
  double lo, hi;
  enum fact_better better;
};
enum rc app_scale(struct app *app, const struct scale_form *f, struct scale *out, struct err *e);

#endif
