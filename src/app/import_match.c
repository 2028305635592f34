#include "app/import_match.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CONTENT_BYTES = KEY_BYTES - KEY_PLACE_BYTES };

static enum rc no_memory(struct err *e)
{
  return err_set(e, RC_NO_MEMORY, "There is not enough memory.");
}

enum rc match_init(struct import_match *m, struct store *st, struct err *e)
{
  *m = (struct import_match){.st = st};
  if (st == NULL)
    return RC_OK;
  m->last_id = entry_last_id(st);
  m->taken = calloc((size_t)m->last_id / 8 + 1, 1);
  return m->taken == NULL ? no_memory(e) : RC_OK;
}

void match_done(struct import_match *m)
{
  free(m->taken);
  free(m->record);
  free(m->left);
  *m = (struct import_match){0};
}

static bool is_taken(const struct import_match *m, int64_t id)
{
  return m->taken[id / 8] >> (id % 8) & 1;
}

static void take(struct import_match *m, int64_t id)
{
  m->taken[id / 8] |= (unsigned char)(1 << (id % 8));
}

/* --- records of a place ------------------------------------------------------------------------------------------- */

static void add_record(void *ctx, const struct key_record *r)
{
  struct import_match *m = ctx;

  if (m->record_n == m->record_room) {
    size_t room = m->record_room == 0 ? 16 : m->record_room * 2;
    struct match_record *more = realloc(m->record, room * sizeof *more);

    if (more == NULL) {
      m->failed = true;
      return;
    }
    m->record = more;
    m->record_room = room;
  }
  m->record[m->record_n] = (struct match_record){.id = r->id, .deleted = r->deleted};
  memcpy(m->record[m->record_n++].content, r->key.b + KEY_PLACE_BYTES, CONTENT_BYTES);
}

static int by_content(const void *x, const void *y)
{
  const struct match_record *a = x, *b = y;
  int c = memcmp(a->content, b->content, CONTENT_BYTES);

  if (c != 0)
    return c;
  if (a->deleted != b->deleted)
    return a->deleted ? 1 : -1;
  return a->id < b->id ? -1 : a->id > b->id;
}

/* Files are mostly in order of time: the rows of one place come together. */
static enum rc load_place(struct import_match *m, const struct import_key *key, struct err *e)
{
  enum rc rc;

  if (m->loaded && memcmp(m->place.b, key->b, KEY_PLACE_BYTES) == 0)
    return RC_OK;
  m->loaded = false;
  m->record_n = m->next = 0;
  rc = key_each(m->st, key, m->last_id, add_record, m, e);
  if (rc == RC_OK && m->failed)
    rc = no_memory(e);
  if (rc != RC_OK)
    return rc;
  if (m->record_n > 1)
    qsort(m->record, m->record_n, sizeof *m->record, by_content);
  m->place = *key;
  m->loaded = true;
  return RC_OK;
}

/* The first record of that content. */
static size_t first_of(const struct import_match *m, const struct import_key *key)
{
  size_t lo = 0, hi = m->record_n;

  while (lo < hi) {
    size_t mid = lo + (hi - lo) / 2;

    if (memcmp(m->record[mid].content, key->b + KEY_PLACE_BYTES, CONTENT_BYTES) < 0)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo;
}

static bool same_content(const struct import_match *m, size_t i, const struct import_key *key)
{
  return i < m->record_n && memcmp(m->record[i].content, key->b + KEY_PLACE_BYTES, CONTENT_BYTES) == 0;
}

enum rc match_exact(struct import_match *m, const struct import_key *key, struct matched *out, struct err *e)
{
  size_t i;
  enum rc rc;

  *out = (struct matched){0};
  if (m->last_id == 0)
    return RC_OK;
  rc = load_place(m, key, e);
  if (rc != RC_OK)
    return rc;
  out->place = m->record_n > 0;
  /* Of many identical rows each goes on where the one before it stopped. */
  i = m->next > 0 && same_content(m, m->next - 1, key) ? m->next : first_of(m, key);
  for (; same_content(m, i, key); i++) {
    if (is_taken(m, m->record[i].id))
      continue;
    take(m, m->record[i].id);
    m->next = i + 1;
    out->id = m->record[i].id;
    out->deleted = m->record[i].deleted;
    break;
  }
  return RC_OK;
}

/* --- what entries say now ----------------------------------------------------------------------------------------- */

static int64_t minute_of(const struct entry *en)
{
  return (en->at.at_s - ((en->at.at_s % 60) + 60) % 60) / 60;
}

static bool same_time(const struct entry *have, const struct exchange_row *row, const struct entry *en)
{
  bool minutes = have->at.precision <= PRECISION_MINUTE && en->at.precision <= PRECISION_MINUTE;

  if (have->at.precision != en->at.precision && !minutes)
    return false;
  if (en->at.precision == PRECISION_DAY)
    return instant_day(&have->at) == instant_day(&en->at);
  return minute_of(have) == minute_of(en) && (!row->has_offset || have->at.offset_s == en->at.offset_s);
}

bool match_same(const struct entry *have, const struct exchange_row *row, const struct entry *en)
{
  bool value = have->value == en->value || (isnan(have->value) && isnan(en->value));

  return value && have->kind == en->kind && have->bound == en->bound && span_eq(have->what, en->what) &&
         span_eq(have->unit, en->unit) && span_eq(have->note, en->note) && same_time(have, row, en);
}

struct present {
  struct import_match *m;
  const struct exchange_row *row;
  const struct entry *en;
  int64_t found;
  bool any, look_only;
};

static bool look(void *ctx, const struct entry *have)
{
  struct present *p = ctx;

  if (have->id > p->m->last_id)
    return true;
  p->any = true;
  if (p->look_only)
    return false;
  if (!is_taken(p->m, have->id) && match_same(have, p->row, p->en))
    p->found = have->id;
  return p->found == 0;
}

enum rc match_present(struct import_match *m, const struct exchange_row *row, const struct entry *en, bool take_it,
                      struct matched *out, struct err *e)
{
  struct present p = {.m = m, .row = row, .en = en, .look_only = !take_it};
  enum rc rc;

  *out = (struct matched){0};
  if (m->last_id == 0)
    return RC_OK;
  if (en->at.precision == PRECISION_DAY) {
    /* The same day may have begun at another instant, where the person was then. */
    struct entry_filter f = {
      .has_since = true, .has_until = true, .since_day = instant_day(&en->at), .until_day = instant_day(&en->at),
      .has_kind = true, .kind = en->kind, .what = en->what,
    };

    rc = entry_each(m->st, &f, look, &p, e);
  } else {
    rc = present_each(m->st, en, m->last_id, look, &p, e);
  }
  if (rc != RC_OK)
    return rc;
  out->place = p.any;
  out->id = p.found;
  if (p.found != 0)
    take(m, p.found);
  return RC_OK;
}

/* --- left-over rows ----------------------------------------------------------------------------------------------- */

static uint64_t bytes8(const unsigned char *b)
{
  uint64_t v = 0;

  for (int i = 0; i < 8; i++)
    v = v << 8 | b[i];
  return v;
}

/* Two parts of a key are digests already; the minute is spread over the word. */
static uint64_t hash_of(const struct import_key *key)
{
  uint64_t minute = bytes8(key->b) >> 32;

  return bytes8(key->b + 4) ^ (bytes8(key->b + KEY_PLACE_BYTES) * 3) ^ (minute * UINT64_C(0x9e3779b97f4a7c15));
}

enum rc match_leave(struct import_match *m, const struct import_key *key, uint64_t ordinal, struct err *e)
{
  if (ordinal >= MATCH_SETTLED)
    return err_set(e, RC_DATA, "The file has more rows than assay can take at once.");
  if (m->left_n == m->left_room) {
    size_t room = m->left_room == 0 ? 256 : m->left_room * 2;
    struct match_left *more = realloc(m->left, room * sizeof *more);

    if (more == NULL)
      return no_memory(e);
    m->left = more;
    m->left_room = room;
  }
  m->left[m->left_n++] = (struct match_left){hash_of(key), (uint32_t)ordinal, 0};
  return RC_OK;
}

static int by_key(const void *x, const void *y)
{
  const struct match_left *a = x, *b = y;

  if (a->key != b->key)
    return a->key < b->key ? -1 : 1;
  return a->ordinal < b->ordinal ? -1 : a->ordinal > b->ordinal;
}

static int by_ordinal(const void *x, const void *y)
{
  const struct match_left *a = x, *b = y;

  return a->ordinal < b->ordinal ? -1 : a->ordinal > b->ordinal;
}

bool match_again(struct import_match *m)
{
  size_t n = 0;

  for (size_t i = 0; i < m->left_n; i++)
    if (m->left[i].number != MATCH_SETTLED)
      m->left[n++] = m->left[i];
  m->left_n = n;
  m->cursor = 0;
  if (n == 0)
    return false;
  qsort(m->left, n, sizeof *m->left, by_key);
  for (size_t i = 0; i < n; i++)
    m->left[i].number = i > 0 && m->left[i - 1].key == m->left[i].key ? m->left[i - 1].number + 1 : 0;
  qsort(m->left, n, sizeof *m->left, by_ordinal);
  return true;
}

struct match_left *match_left_of(struct import_match *m, uint64_t ordinal)
{
  while (m->cursor < m->left_n && m->left[m->cursor].ordinal < ordinal)
    m->cursor++;
  if (m->cursor < m->left_n && m->left[m->cursor].ordinal == ordinal)
    return &m->left[m->cursor];
  return NULL;
}

enum rc match_changed(struct import_match *m, const struct import_key *key, uint32_t number, struct matched *out,
                      struct err *e)
{
  size_t mine = 0, run = 0, best = SIZE_MAX;
  enum rc rc;

  *out = (struct matched){0};
  if (m->last_id == 0)
    return RC_OK;
  rc = load_place(m, key, e);
  if (rc != RC_OK)
    return rc;
  /* Records of this very key are all taken, by the first rows of it: this one's number comes behind them. */
  for (size_t i = first_of(m, key); same_content(m, i, key); i++)
    mine++;
  for (size_t i = 0; i < m->record_n; i++) {
    const struct match_record *r = &m->record[i];

    run = i > 0 && memcmp(r->content, m->record[i - 1].content, CONTENT_BYTES) == 0 ? run + 1 : 0;
    if (run != number + mine || is_taken(m, r->id))
      continue;
    /* One that stands in the record, rather than a deleted one; then the older. */
    if (best == SIZE_MAX || (m->record[best].deleted && !r->deleted) ||
        (m->record[best].deleted == r->deleted && r->id < m->record[best].id))
      best = i;
  }
  if (best == SIZE_MAX)
    return RC_OK;
  take(m, m->record[best].id);
  out->id = m->record[best].id;
  out->deleted = m->record[best].deleted;
  return RC_OK;
}
