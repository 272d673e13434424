// RUN: %tocsin %s
// STD: gnu17
// OPTIONS: -fopenmp
/* Particle binning and field deposit for the 2D plasma code (build: -fopenmp). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define NX 128
#define NY 128

typedef struct { double x, y, vx, vy, q; int cell; } particle;

typedef struct {
    double rho[NX * NY];
    double ex[NX * NY], ey[NX * NY];
    long   lost;
    double energy;
    double absorbed;
    double vmax;
} grid;

static int cell_of(const particle *p)
{
    int i = (int)floor(p->x * NX), j = (int)floor(p->y * NY);

    if (i < 0 || j < 0 || i >= NX || j >= NY)
        return -1;
    return j * NX + i;
}

void deposit(grid *g, particle *p, int n)
{
    int k;

#pragma omp parallel for
    for (k = 0; k < NX * NY; k++)
        g->rho[k] = 0.0;

#pragma omp parallel for schedule(static)
    for (k = 0; k < n; k++) {
        int c = cell_of(&p[k]);

        p[k].cell = c;
        if (c < 0) {
#pragma omp atomic
            g->lost++;
            continue;
        }
        g->rho[c] += p[k].q; // EXPECT: lost-update
    }
}

void push(grid *g, particle *p, int n, double dt)
{
    double energy = 0.0, fastest = 0.0;
    int k;

#pragma omp parallel for reduction(+ : energy)
    for (k = 0; k < n; k++) {
        double v2;

        if (p[k].cell < 0)
            continue;
        p[k].vx += dt * p[k].q * g->ex[p[k].cell];
        p[k].vy += dt * p[k].q * g->ey[p[k].cell];
        p[k].x += dt * p[k].vx;
        p[k].y += dt * p[k].vy;
        v2 = p[k].vx * p[k].vx + p[k].vy * p[k].vy;
        energy += 0.5 * v2;
        if (v2 > fastest)
            fastest = v2; // EXPECT: check-then-act
    }
    g->energy = energy;
    g->vmax = sqrt(fastest);
}

void absorb(grid *g, const particle *p, int n)
{
#pragma omp parallel sections
    {
#pragma omp section
        for (int k = 0; k < n; k++)
            if (p[k].cell < 0 && p[k].x < 0.0) {
#pragma omp critical(wall)
                g->absorbed += p[k].q;
            }
#pragma omp section
        for (int k = 0; k < n; k++)
            if (p[k].cell < 0 && p[k].x >= 1.0) {
#pragma omp critical(wall)
                g->absorbed += p[k].q;
            }
#pragma omp section
        for (int k = 0; k < n; k++)
            if (p[k].cell < 0 && p[k].x >= 0.0 && p[k].x < 1.0) {
#pragma omp critical(lid)
                g->absorbed += p[k].q; // EXPECT: lost-update
            }
    }
}

double field_norm(const grid *g, double *residual)
{
    double total = 0.0, worst = 0.0;

#pragma omp parallel
    {
        double mine = 0.0, peak = 0.0;
        int k;

#pragma omp for nowait
        for (k = 0; k < NX * NY; k++) {
            double e = g->ex[k] * g->ex[k] + g->ey[k] * g->ey[k];

            mine += e;
            if (e > peak)
                peak = e;
        }
#pragma omp critical(norm)
        {
            total += mine;
            if (peak > worst)
                worst = peak;
        }
    }
    *residual = worst;
    return sqrt(total);
}

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 100000, s, i;
    grid *g = calloc(1, sizeof *g);
    particle *p = calloc((size_t)n, sizeof *p);
    double peak, norm;

    if (!g || !p)
        return 1;
    for (i = 0; i < n; i++) {
        p[i].x = drand48();
        p[i].y = drand48();
        p[i].q = 1.0 / n;
    }
    for (s = 0; s < 100; s++) {
        deposit(g, p, n);
        push(g, p, n, 1e-3);
        absorb(g, p, n);
        norm = field_norm(g, &peak);
        printf("%d %g %g %g %g\n", s, g->energy, g->absorbed, norm, peak);
    }
    free(p);
    free(g);
    return 0;
}
