#include "app/demo_body.h"

enum { HOUR_S = 3600, DAY_H = 24, TWO_HOURS = 2 * HOUR_S / DEMO_STEP_S, STEPS_A_DAY = DAY_H * HOUR_S / DEMO_STEP_S };

/* Per step: keep = exp(-0.25 h / memory), stir = sqrt(1 - keep^2), so that the sd stays what it is. */
void demo_body_begin(struct demo_body *b, double *calm, size_t n, struct rng *r)
{
  static const double slow_sd = 0.9, slow_keep = 0.9988432621302118, slow_stir = 0.04808469296020361; /* 9 days */
  static const double fast_sd = 1.4, fast_keep = 0.9753099120283326, fast_stir = 0.22084061107343028; /* 10 h */
  static const double spell_keep = 0.9862071167439163;                                                /* 18 h */
  double slow = slow_sd * rng_normal(r), fast = fast_sd * rng_normal(r), spell = 0;

  for (size_t i = 0; i < n; i++) {
    slow = slow_keep * slow + slow_sd * slow_stir * rng_normal(r);
    fast = fast_keep * fast + fast_sd * fast_stir * rng_normal(r);
    spell *= spell_keep;
    if (rng_unit(r) < 0.08 / STEPS_A_DAY)
      spell += 2 + 3 * rng_unit(r);
    if (rng_unit(r) < 0.05 / STEPS_A_DAY)
      spell -= 2 + 2 * rng_unit(r);
    calm[i] = 5.1 + slow + fast + spell;
  }
  *b = (struct demo_body){.calm = calm, .n = n};
}

void demo_body_step(struct demo_body *b)
{
  b->at += b->at + 1 < b->n;
  b->taken_up *= 0.6872892787909722; /* exp(-1.5/h * 0.25 h) */
  b->in_blood *= 0.9438743126816935; /* exp(-ln 2 / 3 h * 0.25 h) */
}

void demo_body_take(struct demo_body *b, double points)
{
  b->taken_up += points / 0.8;
  b->in_blood += points / 0.8;
}

static double hour_term(int64_t day_s)
{
  static const double term[DAY_H] = {0,    0,    0,    0,    0.1,  0.2,  0.3, 0.4, 0.4, 0.2, 0,   -0.1,
                                     -0.2, -0.3, -0.3, -0.2, -0.1, 0,    0.1, 0.2, 0.3, 0.3, 0.2, 0.1};

  return term[day_s / HOUR_S % DAY_H];
}

double demo_body_pain(const struct demo_body *b, int64_t day_s)
{
  /* 0.8 k(u) / (mean of k over 1 to 5 h), k(u) = 1.182 (exp(-u ln 2 / 3) - exp(-1.5 u)) */
  return b->calm[b->at] + hour_term(day_s) + b->withdrawal - 1.6635844145189793 * (b->in_blood - b->taken_up);
}

double demo_body_rise(const struct demo_body *b, int64_t day_s)
{
  size_t then = b->at + TWO_HOURS < b->n ? b->at + TWO_HOURS : b->n - 1;

  return b->calm[then] - b->calm[b->at] + hour_term(day_s + 2 * HOUR_S) - hour_term(day_s);
}
