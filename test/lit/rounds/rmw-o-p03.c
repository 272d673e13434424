// RUN: %tocsin %s
// STD: gnu17
// OPTIONS: -fopenmp
/* heat.c - implicit heat conduction on a structured grid */
#include <math.h>
#include <stdlib.h>
#include <string.h>

extern int omp_get_thread_num(void);
extern int omp_get_max_threads(void);

typedef struct {
    int nx, ny;
    double *t, *tnew, *k;
} grid_t;

typedef struct {
    double wall, source, stored;
} budget_t;

#define AT(g, a, i, j) ((g)->a[(size_t)(j) * (g)->nx + (i)])

double jacobi_sweep(grid_t *g, double rhs)
{
    double res = 0.0;
    int i, j;

#pragma omp parallel for private(i) reduction(+ : res)
    for (j = 1; j < g->ny - 1; j++)
        for (i = 1; i < g->nx - 1; i++) {
            double v = 0.25 * (AT(g, t, i - 1, j) + AT(g, t, i + 1, j) + AT(g, t, i, j - 1) +
                               AT(g, t, i, j + 1) + rhs);
            double d = v - AT(g, t, i, j);
            AT(g, tnew, i, j) = v;
            res += d * d;
        }
    double *swap = g->t;
    g->t = g->tnew;
    g->tnew = swap;
    return sqrt(res);
}

double residual_norm(const grid_t *g, const double *b)
{
    double norm = 0.0;
    long n = (long)g->nx * g->ny;

#pragma omp parallel for schedule(static)
    for (long c = 0; c < n; c++) {
        double r = b[c] - g->k[c] * g->t[c];
        norm += r * r; // EXPECT: lost-update
    }
    return sqrt(norm);
}

double hottest(const grid_t *g)
{
    double peak = -HUGE_VAL;
    long n = (long)g->nx * g->ny;

#pragma omp parallel
    {
        double mine = -HUGE_VAL;
#pragma omp for nowait
        for (long c = 0; c < n; c++)
            if (g->t[c] > mine)
                mine = g->t[c];
        if (mine > peak)
            peak = mine; // EXPECT: check-then-act
    }
    return peak;
}

void histogram(const grid_t *g, double lo, double width, long *bins, int nbins)
{
    long n = (long)g->nx * g->ny;

    memset(bins, 0, sizeof *bins * (size_t)nbins);
#pragma omp parallel for
    for (long c = 0; c < n; c++) {
        int b = (int)((g->t[c] - lo) / width);
        if (b < 0 || b >= nbins)
            continue;
#pragma omp atomic
        bins[b]++;
    }
}

double row_heat(const grid_t *g, double *rows)
{
    int nt = omp_get_max_threads();
    double *part = calloc((size_t)nt, sizeof *part), sum = 0.0;

    if (!part)
        return NAN;
#pragma omp parallel for
    for (int j = 0; j < g->ny; j++) {
        for (int i = 0; i < g->nx; i++)
            rows[j] += AT(g, t, i, j);
        part[omp_get_thread_num()] += rows[j];
    }
    for (int p = 0; p < nt; p++)
        sum += part[p];
    free(part);
    return sum;
}

static double edge_flux(const grid_t *g, int j) { return AT(g, k, 0, j) * (AT(g, t, 1, j) - AT(g, t, 0, j)); }

void close_budget(const grid_t *g, budget_t *b, const double *src)
{
#pragma omp parallel
    {
#pragma omp for nowait
        for (int j = 0; j < g->ny; j++) {
            double f = edge_flux(g, j);
#pragma omp critical(budget)
            {
                b->wall += f;
                b->stored += f;
            }
        }
#pragma omp for nowait
        for (int j = 0; j < g->ny; j++) {
#pragma omp critical(budget)
            b->stored += src[j];
        }
#pragma omp for
        for (int j = 0; j < g->ny; j++) {
#pragma omp critical(source)
            {
                b->source += src[j];
                b->stored -= AT(g, t, g->nx - 1, j) * 0.01; // EXPECT: lost-update
            }
        }
    }
}
