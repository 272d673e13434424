// RUN: %tocsin %s
// STD: gnu17
// OPTIONS: -fopenmp
/* Plasma step: charge deposition and diagnostics (build with -fopenmp). */
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct particle {
    double x, v, q;
};

struct grid {
    int n;
    double dx;
    double *rho;
    double *field;
};

static int cell_of(const struct grid *g, double x)
{
    int c = (int)(x / g->dx);

    if (c < 0)
        return 0;
    return c >= g->n ? g->n - 1 : c;
}

void deposit(struct grid *g, const struct particle *p, long np)
{
    long i;

    memset(g->rho, 0, sizeof(double) * (size_t)g->n);
#pragma omp parallel for
    for (i = 0; i < np; i++) {
        int c = cell_of(g, p[i].x);

        g->rho[c] += p[i].q; // EXPECT: lost-update
    }
}

void solve_field(struct grid *g)
{
    int c;

#pragma omp parallel for
    for (c = 0; c < g->n; c++) {
        double left = c > 0 ? g->rho[c - 1] : g->rho[g->n - 1];

        g->field[c] = 0;
        g->field[c] += (g->rho[c] - left) * g->dx;
    }
}

double kinetic(const struct particle *p, long np)
{
    double e = 0;
    long i;

#pragma omp parallel for reduction(+ : e)
    for (i = 0; i < np; i++)
        e += 0.5 * p[i].v * p[i].v;
    return e;
}

long push(const struct grid *g, struct particle *p, long np, double dt, double *vmax)
{
    long lost = 0, crossed = 0;
    double best = 0;
    long i;

#pragma omp parallel
    {
        double mine = 0;

#pragma omp for
        for (i = 0; i < np; i++) {
            int from = cell_of(g, p[i].x);

            p[i].v += g->field[from] * p[i].q * dt;
            p[i].x += p[i].v * dt;
            if (fabs(p[i].v) > mine)
                mine = fabs(p[i].v);
            if (p[i].x < 0 || p[i].x > g->n * g->dx) {
                p[i].x = 0;
                lost++; // EXPECT: lost-update
            }
            if (cell_of(g, p[i].x) != from) {
#pragma omp atomic
                crossed++;
            }
        }
#pragma omp critical(vmax)
        {
            if (mine > best)
                best = mine;
        }
    }
    *vmax = best;
    return crossed - lost;
}

int simulate(int cells, long np, int steps)
{
    struct grid g = { cells, 1.0 / cells, NULL, NULL };
    struct particle *p = calloc((size_t)np, sizeof(*p));
    double vmax = 0;
    int s;

    g.rho = calloc((size_t)cells, sizeof(double));
    g.field = calloc((size_t)cells, sizeof(double));
    if (!p || !g.rho || !g.field)
        return -1;
    for (s = 0; s < steps; s++) {
        deposit(&g, p, np);
        solve_field(&g);
        push(&g, p, np, 1e-3, &vmax);
        if (kinetic(p, np) > 1e12)
            break;
    }
    free(p);
    free(g.rho);
    free(g.field);
    return s;
}
