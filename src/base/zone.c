#include "base/zone.h"

#include "base/when.h"

#include <stdlib.h>
#include <string.h>

enum {
  HEADER_BYTES = 44,
  OFFSET_MIN_S = -89999, /* RFC 8536: more than -25 hours, less than 26 hours */
  OFFSET_MAX_S = 93599,
  OFFSET_SIZE_S = 94000, /* no wall time is further than this from its instant */
  DAY_S = 86400,
  HOUR_S = 3600,
  RULE_HOURS_MAX = 167,
  CYCLE_YEARS = 400,
  CYCLE_FIRST = 2000,
};

/* The calendar with its weekdays repeats after 400 years, so a yearly rule is 800 changes and a remainder. */
#define CYCLE_S (INT64_C(146097) * DAY_S)
#define CYCLE_START_S INT64_C(946684800) /* 2000-01-01T00:00Z */
/* Instants are held within a billion years, so that no sum below can overflow. */
#define INSTANT_MAX_S (INT64_C(1) << 55)

struct change {
  int64_t at_s;
  int32_t offset_s; /* from then on */
};

struct zone {
  struct change *listed; /* as the file lists them, ascending */
  size_t listed_n;
  int32_t first_offset_s; /* before the first of them */
  bool has_rule;          /* what holds from the last of them on */
  int32_t rule_offset_s;  /* when the rule knows no summer time */
  struct change *cycle;   /* one cycle from CYCLE_START_S on */
  size_t cycle_n;
  char name[];
};

static enum rc no_memory(struct err *e)
{
  return err_set(e, RC_NO_MEMORY, "There is not enough memory for the time zone.");
}

/* ---- The rule: CET-1CEST,M3.5.0,M10.5.0/3 ---- */

struct rule_day {
  char form; /* 'M' month.week.weekday, 'J' day 1 to 365 without 29 February, 'n' day 0 to 365 */
  int month, week, day;
  int32_t time_s;
};

struct rule {
  int32_t standard_s, summer_s;
  bool has_summer;
  struct rule_day begin, end;
};

static bool take(struct span *s, char c)
{
  if (s->n == 0 || s->p[0] != c)
    return false;
  *s = span_from(*s, 1);
  return true;
}

static bool take_number(struct span *s, int lo, int hi, int *out)
{
  int v = 0;
  size_t n = 0;

  while (n < s->n && n < 3 && s->p[n] >= '0' && s->p[n] <= '9')
    v = v * 10 + (s->p[n++] - '0');
  if (n == 0 || v < lo || v > hi)
    return false;
  *s = span_from(*s, n);
  *out = v;
  return true;
}

static bool letter(char c)
{
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool take_name(struct span *s)
{
  bool quoted = take(s, '<');
  size_t n = 0;

  while (n < s->n && (letter(s->p[n]) ||
                      (quoted && ((s->p[n] >= '0' && s->p[n] <= '9') || s->p[n] == '+' || s->p[n] == '-'))))
    n++;
  *s = span_from(*s, n);
  return n >= 3 && (!quoted || take(s, '>'));
}

/* [+-]hh[:mm[:ss]] */
static bool take_hms(struct span *s, int hours_max, int32_t *out)
{
  bool negative = take(s, '-');
  int h, m = 0, sec = 0;

  if (!negative)
    take(s, '+');
  if (!take_number(s, 0, hours_max, &h))
    return false;
  if (take(s, ':') && (!take_number(s, 0, 59, &m) || (take(s, ':') && !take_number(s, 0, 59, &sec))))
    return false;
  *out = h * HOUR_S + m * 60 + sec;
  if (negative)
    *out = -*out;
  return true;
}

static bool take_rule_day(struct span *s, struct rule_day *d)
{
  bool ok;

  d->time_s = 2 * HOUR_S;
  if (!take(s, ','))
    return false;
  if (take(s, 'M')) {
    d->form = 'M';
    ok = take_number(s, 1, 12, &d->month) && take(s, '.') && take_number(s, 1, 5, &d->week) && take(s, '.') &&
         take_number(s, 0, 6, &d->day);
  } else if (take(s, 'J')) {
    d->form = 'J';
    ok = take_number(s, 1, 365, &d->day);
  } else {
    d->form = 'n';
    ok = take_number(s, 0, 365, &d->day);
  }
  return ok && (!take(s, '/') || take_hms(s, RULE_HOURS_MAX, &d->time_s));
}

static bool rule_read(struct span s, struct rule *r)
{
  *r = (struct rule){ 0 };
  if (!take_name(&s) || !take_hms(&s, 24, &r->standard_s))
    return false;
  r->standard_s = -r->standard_s; /* POSIX counts west */
  if (s.n == 0)
    return true;
  r->has_summer = true;
  r->summer_s = r->standard_s + HOUR_S;
  if (!take_name(&s))
    return false;
  if (s.n > 0 && s.p[0] != ',') {
    if (!take_hms(&s, 24, &r->summer_s))
      return false;
    r->summer_s = -r->summer_s;
  }
  return take_rule_day(&s, &r->begin) && take_rule_day(&s, &r->end) && s.n == 0;
}

/* The wall time of a change in that year, by the clock that is about to be changed. */
static int64_t rule_local_s(const struct rule_day *d, int year)
{
  int64_t day = date_to_day(year, 1, 1);

  if (d->form == 'M') {
    int64_t first = date_to_day(year, d->month, 1);
    int weekday = (day_weekday(first) + 1) % 7; /* 0 = Sunday, as the rule counts */

    int64_t next = d->month < 12 ? date_to_day(year, d->month + 1, 1) : date_to_day(year + 1, 1, 1);

    day = first + (d->day - weekday + 7) % 7 + 7 * (d->week - 1);
    if (day >= next) /* week 5 is the last one */
      day -= 7;
  } else if (d->form == 'J') {
    day += d->day - 1 + (d->day > 59 && date_valid(year, 2, 29));
  } else {
    day += d->day;
  }
  return day * DAY_S + d->time_s;
}

static int64_t in_cycle(int64_t at_s)
{
  int64_t r = (at_s - CYCLE_START_S) % CYCLE_S;

  return CYCLE_START_S + (r < 0 ? r + CYCLE_S : r);
}

static int by_instant(const void *a, const void *b)
{
  const struct change *x = a, *y = b;

  return (x->at_s > y->at_s) - (x->at_s < y->at_s);
}

static enum rc rule_use(struct zone *z, const struct rule *r, struct err *e)
{
  size_t kept = 0;

  z->has_rule = true;
  z->rule_offset_s = r->standard_s;
  if (!r->has_summer)
    return RC_OK;
  z->cycle = calloc((size_t)CYCLE_YEARS * 2, sizeof(z->cycle[0]));
  if (z->cycle == NULL)
    return no_memory(e);
  for (int i = 0; i < CYCLE_YEARS; i++) {
    int64_t begin_s = rule_local_s(&r->begin, CYCLE_FIRST + i) - r->standard_s;
    int64_t end_s = rule_local_s(&r->end, CYCLE_FIRST + i) - r->summer_s;

    z->cycle[2 * i] = (struct change){ in_cycle(begin_s), r->summer_s };
    z->cycle[2 * i + 1] = (struct change){ in_cycle(end_s), r->standard_s };
  }
  qsort(z->cycle, (size_t)CYCLE_YEARS * 2, sizeof(z->cycle[0]), by_instant);
  /* Summer that ends when the next one begins is summer all year: of two changes at once the beginning holds. */
  for (size_t i = 0; i < (size_t)CYCLE_YEARS * 2; i++) {
    struct change c = z->cycle[i];

    if (kept > 0 && z->cycle[kept - 1].at_s == c.at_s) {
      if (c.offset_s == r->summer_s)
        z->cycle[kept - 1] = c;
    } else {
      z->cycle[kept++] = c;
    }
  }
  z->cycle_n = kept;
  return RC_OK;
}

/* ---- The file ---- */

struct header {
  int version;
  uint64_t is_ut, is_standard, leaps, times, types, chars;
};

static uint64_t read_be(const char *p, int bytes)
{
  uint64_t v = 0;

  for (int i = 0; i < bytes; i++)
    v = v << 8 | (unsigned char)p[i];
  return v;
}

static int64_t read_signed(const char *p, int bytes)
{
  uint64_t v = read_be(p, bytes);

  return bytes == 4 ? (int64_t)(int32_t)(uint32_t)v : (int64_t)v;
}

static bool header_read(struct span s, struct header *h)
{
  if (s.n < HEADER_BYTES || !span_starts(s, "TZif"))
    return false;
  *h = (struct header){
    .version = s.p[4] == 0 ? 1 : s.p[4] - '0',
    .is_ut = read_be(s.p + 20, 4),
    .is_standard = read_be(s.p + 24, 4),
    .leaps = read_be(s.p + 28, 4),
    .times = read_be(s.p + 32, 4),
    .types = read_be(s.p + 36, 4),
    .chars = read_be(s.p + 40, 4),
  };
  return h->version >= 1 && h->version <= 9;
}

static uint64_t body_bytes(const struct header *h, int time_bytes)
{
  uint64_t width = (uint64_t)time_bytes;

  return h->times * (width + 1) + h->types * 6 + h->chars + h->leaps * (width + 4) + h->is_standard + h->is_ut;
}

static enum rc damaged(struct err *e, const char *name, const char *what)
{
  err_set(e, RC_DATA, "The time zone file for %s cannot be read: %s.", name, what);
  err_fix(e, "Choose another zone with --zone, for instance --zone UTC, or install the time zone data again.");
  return RC_DATA;
}

static bool type_offset(const char *types, int32_t *offset_s)
{
  int64_t v = read_signed(types, 4);

  *offset_s = (int32_t)v;
  return v >= OFFSET_MIN_S && v <= OFFSET_MAX_S;
}

/* The transitions of one data block whose size has been checked. */
static enum rc block_read(struct zone *z, const char *p, const struct header *h, int time_bytes, struct err *e)
{
  const char *index = p + h->times * (uint64_t)time_bytes;
  const char *types = index + h->times;

  if (h->types == 0)
    return damaged(e, z->name, "it holds no offset");
  if (h->leaps > 0)
    return damaged(e, z->name, "it counts leap seconds, which the clocks of this program do not");
  if (!type_offset(types, &z->first_offset_s))
    return damaged(e, z->name, "an offset is out of range");
  z->listed = calloc(h->times + 1, sizeof(z->listed[0]));
  if (z->listed == NULL)
    return no_memory(e);
  for (uint64_t i = 0; i < h->times; i++) {
    struct change *c = &z->listed[i];
    unsigned type = (unsigned char)index[i];

    c->at_s = read_signed(p + i * (uint64_t)time_bytes, time_bytes);
    if (type >= h->types || !type_offset(types + 6 * (size_t)type, &c->offset_s))
      return damaged(e, z->name, "an offset is out of range");
    if (i > 0 && c->at_s <= c[-1].at_s)
      return damaged(e, z->name, "its changes are not in order");
  }
  z->listed_n = h->times;
  return RC_OK;
}

/* The rule between two line feeds behind the second block; nothing between them: no rule. */
static enum rc footer_read(struct zone *z, struct span s, struct err *e)
{
  struct rule rule;
  struct span text;

  if (!take(&s, '\n') || span_find(s, '\n') == s.n)
    return damaged(e, z->name, "its last line is missing");
  text = span_cut(&s, '\n');
  if (text.n == 0)
    return RC_OK;
  if (!rule_read(text, &rule))
    return damaged(e, z->name, "the rule in its last line is not understood");
  return rule_use(z, &rule, e);
}

static enum rc file_read(struct zone *z, struct span s, struct err *e)
{
  struct header h;
  enum rc rc;

  if (!header_read(s, &h))
    return damaged(e, z->name, "it does not begin as such files do");
  s = span_from(s, HEADER_BYTES);
  if (s.n < body_bytes(&h, 4))
    return damaged(e, z->name, "it is cut short");
  if (h.version == 1)
    return block_read(z, s.p, &h, 4, e);
  s = span_from(s, (size_t)body_bytes(&h, 4));
  if (!header_read(s, &h))
    return damaged(e, z->name, "its second part is missing");
  s = span_from(s, HEADER_BYTES);
  if (s.n < body_bytes(&h, 8))
    return damaged(e, z->name, "it is cut short");
  rc = block_read(z, s.p, &h, 8, e);
  return rc == RC_OK ? footer_read(z, span_from(s, (size_t)body_bytes(&h, 8)), e) : rc;
}

static struct zone *zone_new(struct span name)
{
  struct zone *z = name.n < 4096 ? calloc(1, sizeof(*z) + name.n + 1) : NULL;

  if (z && name.n > 0)
    memcpy(z->name, name.p, name.n);
  return z;
}

/* Hands the zone out, or frees it. */
static enum rc hand_out(struct zone *z, enum rc rc, struct zone **out)
{
  if (rc == RC_OK)
    *out = z;
  else
    zone_free(z);
  return rc;
}

enum rc zone_parse(struct span tzif, const char *name, struct zone **out, struct err *e)
{
  struct zone *z = zone_new(span_of(name));

  return z ? hand_out(z, file_read(z, tzif, e), out) : no_memory(e);
}

enum rc zone_from_posix(struct span text, struct zone **out, struct err *e)
{
  struct rule rule;
  struct zone *z;

  if (span_is(text, "UTC")) {
    rule = (struct rule){ 0 };
  } else if (text.n > 255 || !rule_read(text, &rule)) {
    err_set(e, RC_DATA, "The time zone \"%.*s\" is not known.", text.n < 80 ? (int)text.n : 80, text.n ? text.p : "");
    err_fix(e, "Write a name such as Europe/Berlin or America/New_York, or UTC.");
    return RC_DATA;
  }
  z = zone_new(text);
  return z ? hand_out(z, rule_use(z, &rule, e), out) : no_memory(e);
}

void zone_free(struct zone *z)
{
  if (z == NULL)
    return;
  free(z->listed);
  free(z->cycle);
  free(z);
}

const char *zone_name(const struct zone *z)
{
  return z->name;
}

/* ---- Asking ---- */

/* How many of the changes have happened at that instant. */
static size_t happened(const struct change *c, size_t n, int64_t at_s)
{
  size_t lo = 0;

  while (lo < n) {
    size_t mid = lo + (n - lo) / 2;

    if (c[mid].at_s <= at_s)
      lo = mid + 1;
    else
      n = mid;
  }
  return lo;
}

static int64_t held(int64_t s)
{
  if (s > INSTANT_MAX_S)
    return INSTANT_MAX_S;
  return s < -INSTANT_MAX_S ? -INSTANT_MAX_S : s;
}

int32_t zone_offset_s(const struct zone *z, int64_t at_s)
{
  size_t n;

  at_s = held(at_s);
  n = happened(z->listed, z->listed_n, at_s);
  if (n < z->listed_n || !z->has_rule)
    return n > 0 ? z->listed[n - 1].offset_s : z->first_offset_s;
  if (z->cycle_n == 0)
    return z->rule_offset_s;
  n = happened(z->cycle, z->cycle_n, in_cycle(at_s));
  return z->cycle[n > 0 ? n - 1 : z->cycle_n - 1].offset_s;
}

/* The first change after that instant; INT64_MAX when there is none. */
static int64_t next_change(const struct zone *z, int64_t after_s)
{
  size_t n = happened(z->listed, z->listed_n, after_s);
  int64_t in;

  if (n < z->listed_n)
    return z->listed[n].at_s;
  if (z->cycle_n == 0)
    return INT64_MAX;
  in = in_cycle(after_s);
  n = happened(z->cycle, z->cycle_n, in);
  if (n < z->cycle_n)
    return after_s + (z->cycle[n].at_s - in);
  return after_s + (z->cycle[0].at_s + CYCLE_S - in);
}

/* Between two changes the wall clock runs evenly: in each stretch that can reach local_s there is at most one instant
 * that shows it, and when there is none a change has jumped over it. */
enum zone_local zone_resolve(const struct zone *z, int64_t local_s, int64_t at_s[2])
{
  int64_t from_s, until_s;
  int32_t offset_s;
  size_t found = 0;

  local_s = held(local_s);
  from_s = local_s - OFFSET_SIZE_S;
  offset_s = zone_offset_s(z, from_s);
  for (;;) {
    int64_t shown_s = local_s - offset_s;
    int32_t later_s;

    until_s = next_change(z, from_s);
    if (shown_s >= from_s && shown_s < until_s) {
      if (found == 0)
        at_s[0] = shown_s;
      at_s[1] = shown_s;
      found++;
    }
    if (until_s > local_s + OFFSET_SIZE_S)
      break;
    later_s = zone_offset_s(z, until_s);
    if (found == 0 && until_s + offset_s <= local_s && local_s < until_s + later_s) {
      at_s[0] = local_s - later_s;
      at_s[1] = local_s - offset_s;
    }
    from_s = until_s;
    offset_s = later_s;
  }
  if (found == 0)
    return ZONE_GAP;
  return found == 1 ? ZONE_ONE : ZONE_FOLD;
}
