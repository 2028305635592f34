/* The days of the window: written, blank, not tracked, and how many hours each had. */
#include "review/build.h"

#include <math.h>

enum { HOURS_LEAST = 3, HOURS_MOST = 50 };

size_t day_index(const struct review *r, int64_t day)
{
  return r->any && day >= r->first_day && day < r->first_day + (int64_t)r->days ? (size_t)(day - r->first_day)
                                                                                : r->days;
}

bool day_counts(const struct work *w, size_t i)
{
  return w->written[i] && !w->untracked[i];
}

/* The last day, and by how much the pattern window moves back with it. */
static int64_t last_day(const struct review_builder *b, struct review *r)
{
  r->until_day = b->set.until_day;
  if (!b->any)
    return 0;
  if (b->open_end && b->last_day > r->until_day)
    r->until_day = b->last_day;
  r->ended = !b->set.until_said && (double)(r->until_day - b->last_day) >= fact_value("review_window_d");
  if (!r->ended)
    return 0;
  r->until_day = b->last_day;
  return b->set.until_day - b->last_day;
}

static void range(struct work *w)
{
  const struct review_builder *b = w->b;
  struct review *r = w->r;
  int64_t back = last_day(b, r), pattern = b->set.pattern_since_day;

  pattern = pattern == REVIEW_FROM_FIRST ? pattern : pattern - back;
  r->first_day = b->any ? b->first_day : r->until_day;
  r->since_day = b->set.since_day == REVIEW_FROM_FIRST ? r->first_day : b->set.since_day;
  r->days = b->any ? (size_t)(r->until_day - r->first_day + 1) : 0;
  r->last_written_day = r->first_day;
  r->pattern_since_day = pattern > r->since_day ? pattern : r->since_day;
  if (r->pattern_since_day > r->first_day)
    w->pattern_from = (size_t)(r->pattern_since_day - r->first_day);
  if (w->pattern_from > r->days)
    w->pattern_from = r->days;
}

/* Hours lived on each day: between the offsets at its two midnights. The offset at its first midnight is that of the
 * day before, where that was written; else nothing changed that anybody knows of. */
static void hours_lived(struct work *w)
{
  const struct run *run = w->b->run.at;

  for (size_t i = 0; i < w->r->days; i++)
    w->hours[i] = 24;
  for (size_t i = 0, end; i < w->b->run.n; i = end) {
    bool day_before = i > 0 && run[i - 1].day == run[i].day - 1;
    int32_t at_start_s = day_before ? run[i - 1].offset_s : run[i].offset_s;
    size_t at = day_index(w->r, run[i].day);
    double hours;

    for (end = i + 1; end < w->b->run.n && run[end].day == run[i].day; end++)
      ;
    if (at == w->r->days)
      continue;
    hours = 24 + (at_start_s - run[end - 1].offset_s) / 3600.0;
    w->hours[at] = fmin(fmax(hours, HOURS_LEAST), HOURS_MOST);
  }
}

static void mark(struct work *w)
{
  struct review *r = w->r;

  for (size_t i = 0; i < w->b->run.n; i++) {
    size_t at = day_index(r, w->b->run.at[i].day);

    if (at == r->days)
      continue;
    w->written[at] = true;
    if (w->b->run.at[i].day > r->last_written_day)
      r->last_written_day = w->b->run.at[i].day;
  }
  for (size_t i = 0; i < w->b->untracked.n; i++) {
    int64_t from = w->b->untracked.at[i].first, to = w->b->untracked.at[i].last, end = r->first_day + (int64_t)r->days;

    from = from < r->first_day ? r->first_day : from;
    for (int64_t day = from; day <= to && day < end; day++)
      w->untracked[day - r->first_day] = true;
  }
}

static void count(struct work *w)
{
  struct review *r = w->r;

  for (size_t i = 0; i < r->days; i++) {
    r->state[i] = w->written[i] ? REVIEW_WRITTEN : w->untracked[i] ? REVIEW_NOT_TRACKED : REVIEW_BLANK;
    r->written += w->written[i];
    r->not_tracked += w->untracked[i];
    r->blank += r->state[i] == REVIEW_BLANK;
    if (i < w->pattern_from)
      continue;
    r->pattern_days++;
    r->pattern_written += w->written[i];
    r->pattern_counted += day_counts(w, i);
  }
}

bool days_fill(struct work *w)
{
  struct review *r = w->r;

  range(w);
  w->hours = arena_array(&w->scratch, r->days, sizeof *w->hours);
  w->written = arena_array(&w->scratch, r->days, sizeof *w->written);
  w->untracked = arena_array(&w->scratch, r->days, sizeof *w->untracked);
  r->state = arena_array(w->a, r->days, sizeof *r->state);
  r->dosed = arena_array(w->a, r->days, sizeof *r->dosed);
  if (!w->hours || !w->written || !w->untracked || !r->state || !r->dosed)
    return false;
  hours_lived(w);
  mark(w);
  count(w);
  return true;
}
