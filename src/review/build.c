#include "review/build.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM_FIRST = 64 };

#define NUMBER_MOST 1e12 /* no scale and no amount goes beyond */

bool list_room(void *at, size_t *room, size_t n, size_t size)
{
  size_t bigger = *room ? *room * 2 : ROOM_FIRST;
  void *p;

  if (n < *room)
    return true;
  memcpy(&p, at, sizeof p); /* at points to a pointer of any type */
  p = bigger > SIZE_MAX / size ? NULL : realloc(p, bigger * size);
  if (p == NULL)
    return false;
  memcpy(at, &p, sizeof p);
  *room = bigger;
  return true;
}

static enum rc no_memory(struct err *e)
{
  return err_set(e, RC_NO_MEMORY, "There is not enough memory to review this journal.");
}

enum rc review_begin(const struct review_setup *s, struct review_builder **out, struct err *e)
{
  struct review_builder *b = calloc(1, sizeof *b);

  if (b == NULL)
    return no_memory(e);
  b->set = *s;
  b->open_end = s->until_day >= s->today;
  if (b->open_end)
    b->set.until_day = s->today;
  if (b->set.pattern_since_day < s->since_day)
    b->set.pattern_since_day = s->since_day;
  b->same_day_within_d = fact_value("same_day_within_d");
  if (!products_begin(b)) {
    review_free(b);
    return no_memory(e);
  }
  *out = b;
  return RC_OK;
}

void review_free(struct review_builder *b)
{
  if (b == NULL)
    return;
  names_done(&b->scales);
  names_done(&b->products);
  names_done(&b->treatments);
  names_done(&b->effects);
  names_done(&b->medicines);
  free(b->rating.at);
  free(b->pain.at);
  free(b->taken.at);
  free(b->felt.at);
  free(b->run.at);
  free(b->untracked.at);
  free(b->content.at);
  free(b->product.at);
  free(b->treatment.at);
  free(b->medicine.at);
  arena_done(&b->texts);
  free(b);
}

static bool is_number(double v)
{
  return fabs(v) <= NUMBER_MOST;
}

static bool timed(const struct instant *at)
{
  return at->precision == PRECISION_SECOND || at->precision == PRECISION_MINUTE;
}

/* The diary day of waking; "that day" is that day. */
static int32_t waking_day(const struct review_builder *b, const struct instant *at)
{
  int64_t local_s = at->at_s + at->offset_s, day_s = 86400;

  if (at->precision == PRECISION_DAY)
    return (int32_t)instant_day(at);
  local_s -= b->set.day_starts_s;
  return (int32_t)((local_s - (local_s % day_s + day_s) % day_s) / day_s);
}

/* Rows of one file were not written in one sentence. */
static int64_t sentence_of(const struct entry *en)
{
  return en->imported ? 0 : en->action;
}

static bool add_rating(struct review_builder *b, const struct entry *en, int32_t day)
{
  uint32_t scale = names_of(&b->scales, &b->texts, en->what);

  if (scale == NAMES_FAILED)
    return false;
  if (span_is(en->what, "pain") && timed(&en->at) &&
      !LIST_ADD(&b->pain, ((struct anchor_rating){.at_s = en->at.at_s, .order = en->id, .action = sentence_of(en)})))
    return false;
  if (span_is(en->what, "sleep"))
    day = waking_day(b, &en->at);
  return LIST_ADD(&b->rating, ((struct rating){.value = en->value, .day = day, .scale = scale}));
}

static bool add_dose(struct review_builder *b, const struct entry *en, int32_t day)
{
  double amount = is_number(en->value) ? en->value : NAN;
  uint32_t content = content_of(b, en);

  return content != NAMES_FAILED && LIST_ADD(&b->taken, ((struct taken){.at_s = en->at.at_s,
                                                                        .order = en->id,
                                                                        .action = sentence_of(en),
                                                                        .amount = amount,
                                                                        .offset_s = en->at.offset_s,
                                                                        .day = day,
                                                                        .content = content,
                                                                        .timed = timed(&en->at)}));
}

static bool add_effect(struct review_builder *b, const struct entry *en, int32_t day)
{
  uint32_t name = names_of(&b->effects, &b->texts, en->what);

  return name != NAMES_FAILED && LIST_ADD(&b->felt, ((struct felt){.severity = en->value, .day = day, .name = name}));
}

static bool add_untracked(struct review_builder *b, const struct entry *en, int32_t day)
{
  double days = isfinite(en->value) && en->value >= 1 ? floor(en->value) : 1;
  int32_t last = days > INT32_MAX / 2 ? INT32_MAX / 2 : (int32_t)days;

  return LIST_ADD(&b->untracked, ((struct untracked){.first = day, .last = day + last - 1}));
}

/* The newest start and the newest stop of each medicine count; of equal times the one written later. */
static bool add_medicine(struct review_builder *b, const struct entry *en)
{
  uint32_t name = names_of(&b->medicines, &b->texts, en->what);
  struct course_of_medicine *m;
  bool start = en->value >= MEDICINE_START;

  if (name == NAMES_FAILED)
    return false;
  if (name == b->medicine.n && !LIST_ADD(&b->medicine, ((struct course_of_medicine){0})))
    return false;
  m = &b->medicine.at[name];
  if (start &&
      (!m->started || en->at.at_s > m->start.at_s || (en->at.at_s == m->start.at_s && en->id >= m->start_order))) {
    m->started = true;
    m->start = en->at;
    m->start_order = en->id;
    m->dose = arena_copy(&b->texts, en->note);
    return m->dose.p != NULL;
  }
  if (!start &&
      (!m->stopped || en->at.at_s > m->stop.at_s || (en->at.at_s == m->stop.at_s && en->id >= m->stop_order))) {
    m->stopped = true;
    m->stop = en->at;
    m->stop_order = en->id;
  }
  return true;
}

static bool of_the_diary(enum kind k)
{
  return k == KIND_RATING || k == KIND_DOSE || k == KIND_SIDE_EFFECT || k == KIND_NOTE;
}

static bool same_run(struct run x, struct run y)
{
  return x.day == y.day && x.offset_s == y.offset_s;
}

/* Entries of one instant lie behind run_open, each day and offset once: put in order whatever order they came in, and
 * taken back where nothing changed. */
static void close_instant(struct review_builder *b)
{
  struct run *run = b->run.at;

  for (size_t i = b->run_open + 1; i < b->run.n; i++)
    for (size_t k = i; k > b->run_open && (run[k].day < run[k - 1].day ||
                                           (run[k].day == run[k - 1].day && run[k].offset_s < run[k - 1].offset_s));
         k--) {
      struct run t = run[k];

      run[k] = run[k - 1];
      run[k - 1] = t;
    }
  if (b->run_open > 0 && b->run_open < b->run.n && same_run(run[b->run_open], run[b->run_open - 1])) {
    memmove(run + b->run_open, run + b->run_open + 1, (b->run.n - b->run_open - 1) * sizeof *run);
    b->run.n--;
  }
  b->run_open = b->run.n;
}

static bool run_add(struct review_builder *b, int64_t at_s, struct run r)
{
  if (at_s != b->run_at_s) {
    close_instant(b);
    b->run_at_s = at_s;
  }
  for (size_t i = b->run_open; i < b->run.n; i++)
    if (same_run(b->run.at[i], r))
      return true;
  return LIST_ADD(&b->run, r);
}

/* What every entry of the window tells: its day was written, in which offset, when it was typed. */
static bool note_day(struct review_builder *b, const struct entry *en, int32_t day)
{
  b->n_of[en->kind]++;
  b->imported += en->imported;
  if (en->kind == KIND_NOT_TRACKED)
    return true;
  if (of_the_diary(en->kind)) {
    if (!b->any || day < b->first_day)
      b->first_day = day;
    if (!b->any || day > b->last_day)
      b->last_day = day;
    b->any = true;
    if (!en->imported) {
      b->same_day_of++;
      b->same_day += (double)(instant_day(&en->entered) - day) <= b->same_day_within_d;
    }
  }
  return run_add(b, en->at.at_s, (struct run){.day = day, .offset_s = en->at.offset_s});
}

static bool in_window(const struct review_builder *b, int64_t day)
{
  return day >= b->set.today - REVIEW_DAYS_MOST && day >= b->set.since_day && (b->open_end || day <= b->set.until_day);
}

static bool add(struct review_builder *b, const struct entry *en, int32_t day)
{
  if (!note_day(b, en, day))
    return false;
  switch (en->kind) {
  case KIND_RATING:
    return !is_number(en->value) || add_rating(b, en, day);
  case KIND_DOSE:
    return add_dose(b, en, day);
  case KIND_SIDE_EFFECT:
    return add_effect(b, en, day);
  case KIND_MEDICINE:
  case KIND_LAB:
  case KIND_NOT_TRACKED:
  case KIND_NOTE:
  case KIND_COUNT:
    break;
  }
  return true;
}

enum rc review_entry(struct review_builder *b, const struct entry *en, struct err *e)
{
  int32_t day = (int32_t)instant_day(&en->at);
  bool kept = true;

  assert((unsigned)en->kind < KIND_COUNT);
  if (en->at.at_s > b->set.now_s) {
    b->future++;
    return RC_OK;
  }
  if (en->kind == KIND_NOT_TRACKED)
    kept = add_untracked(b, en, day);
  else if (en->kind == KIND_MEDICINE)
    kept = add_medicine(b, en);
  if (!in_window(b, day))
    b->outside++;
  else
    kept = kept && add(b, en, day);
  return kept ? RC_OK : no_memory(e);
}

/* In order of time, of equal times in order of writing: so the result does not depend on how ties were fed. */
static int by_time_pain(const void *a, const void *c)
{
  const struct anchor_rating *x = a, *y = c;

  if (x->at_s != y->at_s)
    return x->at_s < y->at_s ? -1 : 1;
  return (x->order > y->order) - (x->order < y->order);
}

static int by_time_taken(const void *a, const void *c)
{
  const struct taken *x = a, *y = c;

  if (x->at_s != y->at_s)
    return x->at_s < y->at_s ? -1 : 1;
  return (x->order > y->order) - (x->order < y->order);
}

static void sort_unless_sorted(void *at, size_t n, size_t size, int (*compare)(const void *, const void *))
{
  const unsigned char *p = at;

  for (size_t i = 1; i < n; i++)
    if (compare(p + (i - 1) * size, p + i * size) > 0) {
      qsort(at, n, size, compare);
      return;
    }
}

static void copy_setup(struct review_builder *b, struct review *r)
{
  const struct review_setup *s = &b->set;

  *r = (struct review){
      .today = s->today,
      .day_starts_s = s->day_starts_s,
      .invented = s->invented,
      .version_assay = s->version_assay,
      .version_facts = s->version_facts,
      .version_method = s->version_method,
      .version_schema = s->version_schema,
      .finding = s->finding,
      .finding_n = s->finding_n,
      .any = b->any,
      .imported = b->imported,
      .future = b->future,
      .outside = b->outside,
      .same_day = b->same_day,
      .same_day_of = b->same_day_of,
  };
  memcpy(r->n_of, b->n_of, sizeof r->n_of);
}

enum rc review_end(struct review_builder *b, struct arena *a, struct review *out, struct err *e)
{
  struct review r;
  struct work w = {.b = b, .a = a, .r = &r};
  bool done;

  copy_setup(b, &r);
  close_instant(b);
  sort_unless_sorted(b->pain.at, b->pain.n, sizeof *b->pain.at, by_time_pain);
  sort_unless_sorted(b->taken.at, b->taken.n, sizeof *b->taken.at, by_time_taken);
  done = days_fill(&w) && course_fill(&w) && doses_fill(&w) && effects_fill(&w) && medicines_fill(&w) &&
         sentences_fill(&w);
  arena_done(&w.scratch);
  if (!done)
    return no_memory(e);
  *out = r;
  return RC_OK;
}
