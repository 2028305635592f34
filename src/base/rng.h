/* Random streams from a seed (xoshiro256**, seeded by splitmix64). The same seed gives the same numbers everywhere.
 * Never for secrets: those come as random bytes through env. */
#ifndef BASE_RNG_H
#define BASE_RNG_H

#include <stdint.h>

struct rng {
  uint64_t s[4];
};

void rng_init(struct rng *r, uint64_t seed);
uint64_t rng_u64(struct rng *r);
double rng_unit(struct rng *r);                  /* [0, 1) */
double rng_normal(struct rng *r);                /* mean 0, sd 1 */
uint64_t rng_below(struct rng *r, uint64_t n);   /* [0, n), without bias; n >= 1 */

#endif
