#include "base/utf8.h"

#include "base/utf8_table.h"

#include <string.h>

enum { REPLACEMENT = 0xfffd, DISTANCE_MAX = 256 };

/* Bytes of the character at p[0..n), 0 when there is none. */
static size_t decode(const unsigned char *p, size_t n, uint32_t *c)
{
  static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
  size_t length;
  uint32_t v;

  if (n == 0)
    return 0;
  if (p[0] < 0x80) {
    *c = p[0];
    return 1;
  }
  if (p[0] < 0xc2 || p[0] > 0xf4)
    return 0;
  length = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
  if (length > n)
    return 0;
  v = p[0] & (0x7fu >> length);
  for (size_t i = 1; i < length; i++) {
    if ((p[i] & 0xc0) != 0x80)
      return 0;
    v = v << 6 | (p[i] & 0x3fu);
  }
  if (v < least[length] || v > 0x10ffff || (v >= 0xd800 && v <= 0xdfff))
    return 0;
  *c = v;
  return length;
}

static const unsigned char *bytes(struct span s)
{
  return (const unsigned char *)s.p;
}

bool utf8_check(struct span s, size_t *bad_at)
{
  size_t at = 0;

  while (at < s.n) {
    uint64_t eight;
    uint32_t c;
    size_t n;

    if (s.n - at >= sizeof(eight)) {
      memcpy(&eight, s.p + at, sizeof(eight));
      if ((eight & UINT64_C(0x8080808080808080)) == 0) {
        at += sizeof(eight);
        continue;
      }
    }
    n = decode(bytes(s) + at, s.n - at, &c);
    if (n == 0) {
      if (bad_at)
        *bad_at = at;
      return false;
    }
    at += n;
  }
  return true;
}

uint32_t utf8_next(struct span s, size_t *at)
{
  uint32_t c = REPLACEMENT;
  size_t n = *at < s.n ? decode(bytes(s) + *at, s.n - *at, &c) : 0;

  *at += n ? n : 1;
  return c;
}

void utf8_put(struct buf *b, uint32_t c)
{
  char p[4];

  if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
    c = REPLACEMENT;
  if (c < 0x80) {
    buf_putc(b, (char)c);
  } else if (c < 0x800) {
    p[0] = (char)(0xc0 | c >> 6);
    p[1] = (char)(0x80 | (c & 0x3f));
    buf_put(b, (struct span){ p, 2 });
  } else if (c < 0x10000) {
    p[0] = (char)(0xe0 | c >> 12);
    p[1] = (char)(0x80 | (c >> 6 & 0x3f));
    p[2] = (char)(0x80 | (c & 0x3f));
    buf_put(b, (struct span){ p, 3 });
  } else {
    p[0] = (char)(0xf0 | c >> 18);
    p[1] = (char)(0x80 | (c >> 12 & 0x3f));
    p[2] = (char)(0x80 | (c >> 6 & 0x3f));
    p[3] = (char)(0x80 | (c & 0x3f));
    buf_put(b, (struct span){ p, 4 });
  }
}

uint32_t utf8_lower(uint32_t c)
{
  size_t lo = 0, n = sizeof(utf8_capitals) / sizeof(utf8_capitals[0]);
  const struct utf8_capitals *run;

  if (c < 0x80)
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  while (n - lo > 1) {
    size_t mid = lo + (n - lo) / 2;

    if (utf8_capitals[mid].first <= c)
      lo = mid;
    else
      n = mid;
  }
  run = &utf8_capitals[lo];
  if (c > run->last)
    return c;
  if (run->add == 0)
    return c + ((c - run->first) % 2 == 0);
  return (uint32_t)((int32_t)c + run->add);
}

static bool white(uint32_t c)
{
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

static bool invisible(uint32_t c)
{
  return c == 0xad || (c >= 0x200b && c <= 0x200f) || (c >= 0x2060 && c <= 0x2064) || c == 0xfe0e || c == 0xfe0f ||
         c == 0xfeff;
}

/* What stands for c in a folded text; NULL: its small letter. */
static const char *fold_text(uint32_t c)
{
  switch (c) {
  case 0xb4: case 0x2bc: case 0x2018: case 0x2019: case 0x201a: case 0x201b: case 0x2032: case 0x2039: case 0x203a:
    return "'";
  case 0xab: case 0xbb: case 0x201c: case 0x201d: case 0x201e: case 0x201f: case 0x2033:
    return "\"";
  case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212: case 0xfe58: case 0xfe63:
    return "-";
  case 0xb5: /* the micro sign and the Greek letter look alike */
    return "\xce\xbc";
  case 0x3c2: /* sigma at the end of a word */
    return "\xcf\x83";
  case 0xc6: case 0xe6: case 0x1e2: case 0x1e3: case 0x1fc: case 0x1fd:
    return "ae";
  case 0xde: case 0xfe:
    return "th";
  case 0xdf: case 0x1e9e:
    return "ss";
  case 0x132: case 0x133:
    return "ij";
  case 0x152: case 0x153:
    return "oe";
  default:
    return NULL;
  }
}

static uint32_t fold_letter(uint32_t c)
{
  char base = '.';

  if (c >= 0xff01 && c <= 0xff5e) /* ASCII in the width of an East Asian character */
    c -= 0xfee0;
  if (c >= 0xc0 && c <= 0x24f)
    base = utf8_latin_00c0[c - 0xc0];
  else if (c >= 0x1e00 && c <= 0x1eff)
    base = utf8_latin_1e00[c - 0x1e00];
  return base != '.' ? (uint32_t)(unsigned char)base : utf8_lower(c);
}

void utf8_fold(struct span s, struct buf *out)
{
  bool after_blank = false, after_latin = false;

  for (size_t at = 0; at < s.n;) {
    uint32_t c = utf8_next(s, &at);
    const char *text = fold_text(c);

    if (white(c)) {
      if (!after_blank)
        buf_putc(out, ' ');
      after_blank = true;
      after_latin = false;
      continue;
    }
    if (invisible(c) || (after_latin && c >= 0x300 && c <= 0x36f))
      continue;
    after_blank = false;
    if (text) {
      buf_puts(out, text);
      after_latin = true;
      continue;
    }
    c = fold_letter(c);
    after_latin = c >= 'a' && c <= 'z';
    utf8_put(out, c);
  }
}

static bool in_ranges(const struct utf8_range *r, size_t n, uint32_t c)
{
  size_t lo = 0;

  while (lo < n) {
    size_t mid = lo + (n - lo) / 2;

    if (c > r[mid].last)
      lo = mid + 1;
    else if (c < r[mid].first)
      n = mid;
    else
      return true;
  }
  return false;
}

int utf8_width(struct span s)
{
  int width = 0;

  for (size_t at = 0; at < s.n;) {
    uint32_t c = utf8_next(s, &at);

    if (c < 0x300 || !in_ranges(utf8_zero_width, sizeof(utf8_zero_width) / sizeof(utf8_zero_width[0]), c))
      width++;
    if (c >= 0x1100 && in_ranges(utf8_double_width, sizeof(utf8_double_width) / sizeof(utf8_double_width[0]), c))
      width++;
  }
  return width;
}

size_t utf8_count(struct span s)
{
  size_t n = 0;

  for (size_t at = 0; at < s.n; n++)
    utf8_next(s, &at);
  return n;
}

struct span utf8_cut(struct span s, size_t n)
{
  size_t at = 0;

  if (s.n <= n)
    return s;
  /* The last character can begin at most three bytes before the cut. */
  for (at = n; at > 0 && n - at < 4 && (bytes(s)[at] & 0xc0) == 0x80;)
    at--;
  if ((bytes(s)[at] & 0xc0) == 0x80)
    at = n; /* no UTF-8 at all: nothing to keep whole */
  return (struct span){ s.p, at };
}

/* The code points of s, at most DISTANCE_MAX of them; false when there are more. */
static bool code_points(struct span s, uint32_t out[DISTANCE_MAX], int *n)
{
  *n = 0;
  for (size_t at = 0; at < s.n;) {
    if (*n == DISTANCE_MAX)
      return false;
    out[(*n)++] = utf8_next(s, &at);
  }
  return true;
}

static int min(int a, int b)
{
  return a < b ? a : b;
}

/* Optimal string alignment: row i holds the distances of the first i characters of a to each beginning of b. */
int utf8_distance(struct span a, struct span b, int limit)
{
  uint32_t x[DISTANCE_MAX], y[DISTANCE_MAX];
  int rows[3][DISTANCE_MAX + 1];
  int n, m;

  if (span_eq(a, b))
    return 0;
  if (!code_points(a, x, &n) || !code_points(b, y, &m) || n - m > limit || m - n > limit)
    return limit + 1;
  for (int j = 0; j <= m; j++)
    rows[0][j] = j;
  for (int i = 1; i <= n; i++) {
    int *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
    int best = now[0] = i;

    for (int j = 1; j <= m; j++) {
      now[j] = min(min(before[j], now[j - 1]) + 1, before[j - 1] + (x[i - 1] != y[j - 1]));
      if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
        now[j] = min(now[j], earlier[j - 2] + 1);
      best = min(best, now[j]);
    }
    /* A swap can still come from the row before, one cheaper than it looks. */
    if (best > limit + 1)
      return limit + 1;
  }
  return min(rows[n % 3][m], limit + 1);
}

bool utf8_from_utf16(struct span s, struct buf *out)
{
  const unsigned char *p = bytes(s);
  size_t high;

  if (s.n < 2 || s.n % 2 != 0 || !((p[0] == 0xff && p[1] == 0xfe) || (p[0] == 0xfe && p[1] == 0xff)))
    return false;
  high = p[0] == 0xff; /* which byte of a pair is the high one */
  for (size_t i = 2; i < s.n; i += 2) {
    uint32_t c = (uint32_t)p[i + high] << 8 | p[i + 1 - high];

    if (c >= 0xdc00 && c <= 0xdfff)
      return false;
    if (c >= 0xd800 && c <= 0xdbff) {
      uint32_t low;

      i += 2;
      if (i >= s.n)
        return false;
      low = (uint32_t)p[i + high] << 8 | p[i + 1 - high];
      if (low < 0xdc00 || low > 0xdfff)
        return false;
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
    }
    utf8_put(out, c);
  }
  return true;
}
