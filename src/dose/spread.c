#include "dose/spread.h"

#include <math.h>

/* Abscissas and weights of the Gauss-Legendre rule of 16 points on [-1, 1]; the other half mirrors it. */
static const double node[8] = {
  0.0950125098376374402, 0.2816035507792589132, 0.4580167776572273863, 0.6178762444026437484,
  0.7554044083550030339, 0.8656312023878317439, 0.9445750230732325761, 0.9894009349916499326,
};
static const double weight[8] = {
  0.1894506104550684963, 0.1826034150449235889, 0.1691565193950025382, 0.1495959888165767321,
  0.1246289712555338720, 0.0951585116824927848, 0.0622535239386478929, 0.0271524594117540949,
};

struct spread spread_exactly(double scale)
{
  return (struct spread){ .scale = scale };
}

bool spread_times(struct spread *s, const struct fact_spread_of *part)
{
  switch (part->shape) {
  case SPREAD_NONE:
    return false;
  case SPREAD_FIXED:
    if (!(part->a >= 0.0 && isfinite(part->a)))
      return false;
    s->scale *= part->a;
    return true;
  case SPREAD_LOGNORMAL:
    if (!(part->a > 0.0 && isfinite(part->a) && part->b >= 0.0 && isfinite(part->b)))
      return false;
    s->scale *= part->a;
    s->log_var += part->b * part->b;
    return true;
  case SPREAD_UNIFORM:
    if (!(part->a >= 0.0 && part->a < part->b && isfinite(part->b)) || s->n == SPREAD_UNIFORMS_MAX)
      return false;
    s->lo[s->n] = part->a;
    s->hi[s->n] = part->b;
    s->n++;
    return true;
  }
  return false;
}

bool spread_is_exact(const struct spread *s)
{
  return s->log_var <= 0.0 && s->n == 0;
}

static double normal_below(double z)
{
  return 0.5 * erfc(-z * 0.70710678118654752440);
}

/* Newton from the middle: the curve bends towards the axis on either side, so no step goes past the root. */
static double normal_quantile(double p)
{
  double z = 0.0;

  for (int i = 0; i < 60; i++) {
    double step = (p - normal_below(z)) * 2.50662827463100050242 * exp(0.5 * z * z);

    z += step;
    if (fabs(step) < 1e-14)
      break;
  }
  return z;
}

/* Integral of P(log-normal * u <= t) over u from 0 to u; by parts. */
static double lognormal_over(double log_t, double sd, double u)
{
  double log_u = log(u);

  if (u <= 0.0)
    return 0.0;
  return u * normal_below((log_t - log_u) / sd) +
         exp(log_t + 0.5 * sd * sd) * normal_below((log_u - log_t - sd * sd) / sd);
}

static double clamp01(double p)
{
  return p < 0.0 ? 0.0 : p > 1.0 ? 1.0 : p;
}

/* Two uniforms alone: the first is surely low enough up to a, surely too high from b on, and t / u says it between. */
static double below_two(const struct spread *s, double t)
{
  double lo = s->lo[0], hi = s->hi[0];
  double a = fmin(fmax(t / hi, s->lo[1]), s->hi[1]);
  double b = fmin(fmax(lo > 0.0 ? t / lo : INFINITY, s->lo[1]), s->hi[1]);
  double between = b > a && a > 0.0 ? (t * log(b / a) - lo * (b - a)) / (hi - lo) : 0.0;

  return clamp01((a - s->lo[1] + between) / (s->hi[1] - s->lo[1]));
}

/* P(log-normal * the first k uniforms <= t) where it has a closed form: k at most 1, or 2 without a log-normal. */
static double below_closed(const struct spread *s, double sd, size_t k, double t)
{
  if (t <= 0.0)
    return 0.0;
  if (k == 2)
    return below_two(s, t);
  if (k == 0)
    return sd > 0.0 ? normal_below(log(t) / sd) : t >= 1.0;
  if (sd <= 0.0)
    return clamp01((t - s->lo[0]) / (s->hi[0] - s->lo[0]));
  return clamp01((lognormal_over(log(t), sd, s->hi[0]) - lognormal_over(log(t), sd, s->lo[0])) / (s->hi[0] - s->lo[0]));
}

static double below(const struct spread *s, double sd, size_t k, double t);

/* Integral of below() over uniform number k from a to b, a smooth piece. On the logarithm of the uniform, where the
 * curve is as wide as the log-normal part; 16 points are plenty for six times that width. From 0 on, on the uniform
 * itself. */
static double piece_over(const struct spread *s, double sd, size_t k, double t, double a, double b)
{
  bool on_log = a > 0.0;
  double from = on_log ? log(a) : a, width = (on_log ? log(b) : b) - from, sum = 0.0;
  double step_max = sd > 0.0 ? fmin(6.0 * sd, 2.0) : 1.0;
  size_t steps = on_log && width > step_max ? (size_t)ceil(width / step_max) : 1;
  double half = 0.5 * width / (double)steps;

  for (size_t step = 0; step < steps; step++) {
    double middle = from + half * (double)(2 * step + 1);

    for (size_t i = 0; i < 16; i++) {
      double v = middle + half * (i < 8 ? node[i] : -node[i - 8]);
      double u = on_log ? exp(v) : v;

      sum += weight[i % 8] * below(s, sd, k, t / u) * (on_log ? u : 1.0);
    }
  }
  return half * sum;
}

/* Without a log-normal part the curve has a kink where the other uniforms meet their ends, and from 0 on its steepest
 * bend is there: the range is cut at these places. */
static size_t cuts(const struct spread *s, size_t k, double t, double cut[])
{
  size_t n = 0;

  cut[n++] = s->lo[k];
  for (size_t corner = 0; (s->log_var <= 0.0 || s->lo[k] <= 0.0) && corner < (size_t)1 << k; corner++) {
    double product = 1.0, at;
    size_t i;

    for (size_t j = 0; j < k; j++)
      product *= corner >> j & 1 ? s->hi[j] : s->lo[j];
    at = product > 0.0 ? t / product : INFINITY;
    if (!(at > s->lo[k] && at < s->hi[k]))
      continue;
    for (i = n; i > 1 && cut[i - 1] > at; i--)
      cut[i] = cut[i - 1];
    cut[i] = at;
    n++;
  }
  cut[n++] = s->hi[k];
  return n;
}

/* P(log-normal * the first k uniforms <= t). */
static double below(const struct spread *s, double sd, size_t k, double t)
{
  double cut[(1 << (SPREAD_UNIFORMS_MAX - 1)) + 2];
  double sum = 0.0;
  size_t n;

  if (k <= 1 || (k == 2 && sd <= 0.0))
    return below_closed(s, sd, k, t);
  n = cuts(s, k - 1, t, cut);
  for (size_t i = 0; i + 1 < n; i++)
    sum += piece_over(s, sd, k - 1, t, cut[i], cut[i + 1]);
  return clamp01(sum / (s->hi[k - 1] - s->lo[k - 1]));
}

/* x log(x), and its limit. */
static double x_log_x(double x)
{
  return x > 0.0 ? x * log(x) : 0.0;
}

/* Mean and variance of the logarithm, to begin the search near its end. */
static void log_moments(const struct spread *s, double *mean, double *sd)
{
  double var = s->log_var;

  *mean = 0.0;
  for (size_t i = 0; i < s->n; i++) {
    double a = s->lo[i], b = s->hi[i], width = b - a;
    double one = (x_log_x(b) - x_log_x(a)) / width - 1.0;
    double square = (b * log(b) * log(b) - (a > 0.0 ? a * log(a) * log(a) : 0.0)) / width - 2.0 * one;

    *mean += one;
    var += square - one * one;
  }
  *sd = sqrt(var > 1e-12 ? var : 1e-12);
}

/* Secant steps on the logarithm, kept inside what is known to hold the root. */
static double solve(const struct spread *s, double p)
{
  double sd = sqrt(s->log_var), mean, log_sd, lo = -INFINITY, hi = INFINITY;
  double y0, y, f0, f;

  log_moments(s, &mean, &log_sd);
  y0 = mean + normal_quantile(p) * log_sd;
  f0 = below(s, sd, s->n, exp(y0)) - p;
  y = f0 > 0.0 ? y0 - 0.1 * log_sd : y0 + 0.1 * log_sd;
  for (int i = 0; i < 200; i++) {
    double next;

    *(f0 > 0.0 ? &hi : &lo) = y0;
    f = below(s, sd, s->n, exp(y)) - p;
    if (y > lo && y < hi)
      *(f > 0.0 ? &hi : &lo) = y;
    next = y - f * (y - y0) / (f - f0);
    if (!(next > lo && next < hi))
      next = isinf(lo) ? hi - log_sd : isinf(hi) ? lo + log_sd : 0.5 * (lo + hi);
    y0 = y;
    f0 = f;
    y = next;
    if (fabs(y - y0) < 1e-9 || hi - lo < 1e-9)
      break;
  }
  return exp(y);
}

double spread_quantile(const struct spread *s, double p)
{
  if (s->scale <= 0.0 || spread_is_exact(s))
    return s->scale;
  if (s->n == 0)
    return s->scale * exp(normal_quantile(p) * sqrt(s->log_var));
  if (s->n == 1 && s->log_var <= 0.0)
    return s->scale * (s->lo[0] + p * (s->hi[0] - s->lo[0]));
  return s->scale * solve(s, p);
}
