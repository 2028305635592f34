#include "base/rng.h"

#include <assert.h>
#include <math.h>

static uint64_t rotl(uint64_t x, int n)
{
  return x << n | x >> (64 - n);
}

static uint64_t splitmix(uint64_t *state)
{
  uint64_t z = *state += 0x9e3779b97f4a7c15;

  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
  z = (z ^ z >> 27) * 0x94d049bb133111eb;
  return z ^ z >> 31;
}

void rng_init(struct rng *r, uint64_t seed)
{
  for (int i = 0; i < 4; i++)
    r->s[i] = splitmix(&seed);
}

uint64_t rng_u64(struct rng *r)
{
  uint64_t *s = r->s;
  uint64_t out = rotl(s[1] * 5, 7) * 9;
  uint64_t t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotl(s[3], 45);
  return out;
}

double rng_unit(struct rng *r)
{
  return (double)(rng_u64(r) >> 11) * 0x1p-53;
}

/* The natural logarithm of x > 0 from the four operations alone, about 2 ulp: the libraries' logarithms differ in their
 * last bit from machine to machine, and the same seed must give the same numbers on all of them. */
static double log_same_everywhere(double x)
{
  int exponent;
  double m = frexp(x, &exponent);
  double u, u2, sum = 0.0;

  if (m < 0.70710678118654752) {
    m *= 2.0;
    exponent--;
  }
  u = (m - 1.0) / (m + 1.0); /* |u| < 0.172: eleven terms of atanh reach double precision */
  u2 = u * u;
  for (int k = 21; k >= 1; k -= 2)
    sum = sum * u2 + 1.0 / k;
  return 2.0 * u * sum + exponent * 0.69314718055994531;
}

/* The polar method; its second number is thrown away so that the state is the four words alone. */
double rng_normal(struct rng *r)
{
  double u, v, q;

  do {
    u = 2.0 * rng_unit(r) - 1.0;
    v = 2.0 * rng_unit(r) - 1.0;
    q = u * u + v * v;
  } while (q >= 1.0 || q == 0.0);
  return u * sqrt(-2.0 * log_same_everywhere(q) / q);
}

uint64_t rng_below(struct rng *r, uint64_t n)
{
  uint64_t skip, x;

  assert(n >= 1);
  skip = -n % n; /* 2^64 mod n: the first so many values would make some results more likely */
  do
    x = rng_u64(r);
  while (x < skip);
  return x % n;
}
