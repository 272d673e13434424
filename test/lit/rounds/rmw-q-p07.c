// RUN: %tocsin %s
// STD: gnu17
// OPTIONS: -fopenmp
/* Particle step of the plume model (built with -fopenmp). */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* From <omp.h>, which the cross toolchain does not ship. */
typedef struct omp_lock_t { void *_lk; } omp_lock_t;
extern void omp_init_lock(omp_lock_t *);
extern void omp_set_lock(omp_lock_t *);
extern void omp_unset_lock(omp_lock_t *);
extern void omp_destroy_lock(omp_lock_t *);

struct particle {
    float x, y, z;
    float vx, vy, vz;
    uint32_t cell;
    uint8_t alive;
};

struct grid {
    uint32_t nx, ny;
    float pitch;
    uint32_t *count;
    float *mass;
    omp_lock_t *lock;     /* one per row */
};

struct model {
    struct particle *p;
    long n;
    struct grid g;
    double settled_mass;
    long left_domain;
    float fastest;
    float dt;
};

static float speed(const struct particle *p)
{
    return sqrtf(p->vx * p->vx + p->vy * p->vy + p->vz * p->vz);
}

static int cell_of(const struct grid *g, const struct particle *p, uint32_t *cell)
{
    if (p->x < 0 || p->y < 0)
        return -1;
    uint32_t i = (uint32_t)(p->x / g->pitch), j = (uint32_t)(p->y / g->pitch);
    if (i >= g->nx || j >= g->ny)
        return -1;
    *cell = j * g->nx + i;
    return 0;
}

void model_move(struct model *m)
{
    struct particle *ps = m->p;
    long left = 0;
    float fastest = 0;

#pragma omp parallel for reduction(+ : left)
    for (long k = 0; k < m->n; k++) {
        struct particle *p = &ps[k];
        if (!p->alive)
            continue;
        p->x += p->vx * m->dt;
        p->y += p->vy * m->dt;
        p->z += p->vz * m->dt;
        if (cell_of(&m->g, p, &p->cell) != 0) {
            p->alive = 0;
            left++;
        }
        float v = speed(p);
        if (v > fastest)
            fastest = v; // EXPECT: check-then-act
    }
    m->left_domain += left;
    m->fastest = fastest;
}

float model_fastest(const struct model *m)
{
    float best = 0;
#pragma omp parallel for reduction(max : best)
    for (long k = 0; k < m->n; k++) {
        float v = speed(&m->p[k]);
        if (v > best)
            best = v;
    }
    return best;
}

static void count_cells(struct model *m)
{
    uint32_t *count = m->g.count;
#pragma omp parallel for schedule(static, 4096)
    for (long k = 0; k < m->n; k++)
        if (m->p[k].alive)
            count[m->p[k].cell]++; // EXPECT: lost-update
}

static void count_rows(const struct model *m, uint32_t *rows)
{
#pragma omp parallel for schedule(static, 4096)
    for (long k = 0; k < m->n; k++) {
        if (!m->p[k].alive)
            continue;
#pragma omp atomic
        rows[m->p[k].cell / m->g.nx]++;
    }
}

static void deposit(struct model *m, float unit)
{
    struct grid *g = &m->g;
#pragma omp parallel for
    for (long k = 0; k < m->n; k++) {
        const struct particle *p = &m->p[k];
        if (!p->alive || p->z > 0)
            continue;
        omp_lock_t *row = &g->lock[p->cell / g->nx];
        omp_set_lock(row);
        g->mass[p->cell] += unit;
        m->settled_mass += unit; // EXPECT: lost-update
        omp_unset_lock(row);
    }
}

static void clear_counts(struct grid *g)
{
    long n = (long)g->nx * g->ny;
#pragma omp parallel for
    for (long c = 0; c < n; c++)
        g->count[c] = g->count[c] > 0xffff ? g->count[c] - 0xffff : 0;
}

int model_step(struct model *m, uint32_t *rows, float unit)
{
    if (m->n <= 0)
        return -1;
    clear_counts(&m->g);
    model_move(m);
    count_cells(m);
    count_rows(m, rows);
    deposit(m, unit);
    return 0;
}

int model_open(struct model *m)
{
    m->g.lock = calloc(m->g.ny, sizeof *m->g.lock);
    if (!m->g.lock)
        return -1;
    for (uint32_t j = 0; j < m->g.ny; j++)
        omp_init_lock(&m->g.lock[j]);
    return 0;
}

void model_close(struct model *m)
{
    for (uint32_t j = 0; j < m->g.ny; j++)
        omp_destroy_lock(&m->g.lock[j]);
    free(m->g.lock);
}
