/* Makes spread.csv with the GNU Scientific Library; not part of the build.
 *
 *   cc -O2 -o spread_gsl spread_gsl.c -lgsl -lgslcblas -lm && ./spread_gsl > spread.csv
 *
 * Quantiles of exp(sd Z) U1 U2 U3. The distribution function is the plain expectation of the log-normal one over the
 * uniforms, each an adaptive integral; without a log-normal part the first uniform takes its place. Root: Brent. */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <stdio.h>

struct figure {
  const char *why;
  double sd;
  int n;
  double lo[3], hi[3];
};

struct at {
  const struct figure *f;
  int k;
  double t;
};

static gsl_integration_workspace *space[4];

static double below(const struct figure *f, int k, double t);

static double inner(double u, void *p)
{
  const struct at *a = p;

  return below(a->f, a->k, a->t / u);
}

static double below(const struct figure *f, int k, double t)
{
  struct at a = { f, k - 1, t };
  gsl_function fn = { inner, &a };
  double sum, error;
  int first = f->sd > 0 ? 0 : 1;

  if (k == 0)
    return gsl_cdf_lognormal_P(t, 0.0, f->sd);
  if (k == first)
    return gsl_cdf_flat_P(t, f->lo[0], f->hi[0]);
  gsl_integration_qag(&fn, f->lo[k - 1], f->hi[k - 1], 1e-9, 1e-9, 2000, GSL_INTEG_GAUSS61, space[k], &sum, &error);
  return sum / (f->hi[k - 1] - f->lo[k - 1]);
}

struct want {
  const struct figure *f;
  double p;
};

static double missing(double log_t, void *v)
{
  const struct want *w = v;

  return below(w->f, w->f->n, exp(log_t)) - w->p;
}

static double quantile(const struct figure *f, double p)
{
  struct want w = { f, p };
  gsl_function fn = { missing, &w };
  gsl_root_fsolver *s = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
  double lo = -8 * f->sd, hi = 8 * f->sd;

  for (int i = 0; i < f->n; i++) {
    lo += log(f->lo[i] > 0 ? f->lo[i] : 1e-9);
    hi += log(f->hi[i]);
  }
  gsl_root_fsolver_set(s, &fn, lo, hi);
  for (int i = 0; i < 200; i++) {
    gsl_root_fsolver_iterate(s);
    if (gsl_root_test_interval(gsl_root_fsolver_x_lower(s), gsl_root_fsolver_x_upper(s), 1e-9, 0) == GSL_SUCCESS)
      break;
  }
  lo = gsl_root_fsolver_root(s);
  gsl_root_fsolver_free(s);
  return exp(lo);
}

int main(void)
{
  static const struct figure figure[] = {
    { "log-normal alone", 0.35, 0, { 0 }, { 0 } },
    { "narrow log-normal", 0.1, 0, { 0 }, { 0 } },
    { "one uniform", 0, 1, { 0.2 }, { 0.8 } },
    { "tea: leaf and recovery", 0.35, 1, { 0.2 }, { 0.8 } },
    { "label of a tea", 0.3, 1, { 0.2 }, { 0.8 } },
    { "capsule: leaf and weight", 0.35, 1, { 0.5 }, { 0.7 } },
    { "a uniform from nothing", 0.5, 1, { 0 }, { 1 } },
    { "narrow log-normal, wide uniform", 0.1, 1, { 0.05 }, { 5 } },
    { "wide log-normal, narrow uniform", 1, 1, { 0.9 }, { 1.1 } },
    { "capsules in a tea", 0.35, 2, { 0.2, 0.5 }, { 0.8, 0.7 } },
    { "spoon in a tea: two log-normals together", 0.46097722286464434, 1, { 0.2 }, { 0.8 } },
    { "7-OH of a capsule: two uniforms", 0, 2, { 0.0001, 0.5 }, { 0.0004, 0.7 } },
    { "7-OH of a tea", 0, 2, { 0.0001, 0.2 }, { 0.0004, 0.8 } },
    { "7-OH of capsules in a tea: three uniforms", 0, 3, { 0.0001, 0.2, 0.5 }, { 0.0004, 0.8, 0.7 } },
    { "7-OH of a spoon in a tea", 0.3, 2, { 0.0001, 0.2 }, { 0.0004, 0.8 } },
    { "everything at once", 0.3, 3, { 0.0001, 0.2, 0.5 }, { 0.0004, 0.8, 0.7 } },
    { "narrow log-normal, two wide uniforms", 0.1, 2, { 0.01, 0.02 }, { 7, 5 } },
    { "two uniforms from nothing", 0, 2, { 0, 0 }, { 1, 3 } },
  };
  static const double p[] = { 0.05, 0.5, 0.95 };

  gsl_set_error_handler_off();
  for (int i = 0; i < 4; i++)
    space[i] = gsl_integration_workspace_alloc(2000);
  printf("why,log_sd,lo1,hi1,lo2,hi2,lo3,hi3,p,quantile\n");
  for (size_t i = 0; i < sizeof(figure) / sizeof(figure[0]); i++) {
    for (size_t j = 0; j < 3; j++) {
      const struct figure *f = &figure[i];

      printf("\"%s\",%.17g", f->why, f->sd);
      for (int k = 0; k < 3; k++) {
        if (k < f->n)
          printf(",%.10g,%.10g", f->lo[k], f->hi[k]);
        else
          printf(",,");
      }
      printf(",%g,%.9g\n", p[j], quantile(f, p[j]));
    }
  }
  for (int i = 0; i < 4; i++)
    gsl_integration_workspace_free(space[i]);
  return 0;
}
