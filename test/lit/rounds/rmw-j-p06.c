// RUN: %tocsin %s
// STD: gnu17
// OPTIONS: -fopenmp
/* Planetarium dome projection: star catalogue to fisheye framebuffer (OpenMP). */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

extern int omp_get_thread_num(void);
extern int omp_get_max_threads(void);

#define W 1024
#define H 1024
#define MAG_CLASSES 8

struct star { float x, y, mag; };

struct frame {
    float    lum[H][W];
    float    row_sum[H];
    unsigned by_mag[MAG_CLASSES];
    float    brightest;
    int      generation;
    long     drawn;
};

struct lane { long drawn; char pad[56]; };

static int scratch_hits;
#pragma omp threadprivate(scratch_hits)

static void tone_map(struct frame *f, float gain)
{
    int y;
#pragma omp parallel for schedule(dynamic, 16)
    for (y = 0; y < H; y++) {
        f->row_sum[y] = 0.0f;
        for (int x = 0; x < W; x++) {
            f->lum[y][x] = f->lum[y][x] * gain;
            f->row_sum[y] += f->lum[y][x];
        }
    }
}

static void classify(struct frame *f, const struct star *cat, int n)
{
    int i;
#pragma omp parallel for
    for (i = 0; i < n; i++) {
        int c = (int)cat[i].mag;
        if (c < 0)
            c = 0;
        if (c >= MAG_CLASSES)
            c = MAG_CLASSES - 1;
#pragma omp atomic
        f->by_mag[c]++;
    }
}

static float find_brightest(const struct star *cat, int n)
{
    float best = 30.0f;
#pragma omp parallel
    {
        float mine = 30.0f;
        int i;
#pragma omp for nowait
        for (i = 0; i < n; i++)
            if (cat[i].mag < mine)
                mine = cat[i].mag;
#pragma omp critical(brightest)
        {
            if (mine < best)
                best = mine;
        }
    }
    return best;
}

static long splat(struct frame *f, const struct star *cat, int n)
{
    int nt = omp_get_max_threads();
    struct lane *lanes = calloc((size_t)nt, sizeof *lanes);
    long total = 0;

    if (!lanes)
        return -1;
#pragma omp parallel num_threads(nt)
    {
        int me = omp_get_thread_num();
        int i;
#pragma omp single
        f->generation++;
        scratch_hits = 0;
#pragma omp for
        for (i = 0; i < n; i++) {
            int x = (int)(cat[i].x * (W - 1)), y = (int)(cat[i].y * (H - 1));
            float add = powf(2.5f, -cat[i].mag);
            scratch_hits++;
            lanes[me].drawn++;
#pragma omp atomic update
            f->lum[y][x] += add;
        }
#pragma omp master
        f->brightest = cat[0].mag;
    }
    for (int t = 0; t < nt; t++)
        total += lanes[t].drawn;
    free(lanes);
    return total;
}

static void post_chain(struct frame *f)
{
    int *gen = &f->generation;
#pragma omp parallel
#pragma omp single
    {
#pragma omp task depend(inout : gen[0])
        gen[0] += 10;
#pragma omp task depend(inout : gen[0])
        gen[0] *= 2;
#pragma omp taskwait
    }
}

int main(void)
{
    int n = 9096;
    struct star *cat = malloc((size_t)n * sizeof *cat);
    struct frame *f = calloc(1, sizeof *f);

    if (!cat || !f)
        return 1;
    for (int i = 0; i < n; i++) {
        cat[i].x = (float)(i % 97) / 97.0f;
        cat[i].y = (float)(i % 89) / 89.0f;
        cat[i].mag = (float)(i % 65) / 10.0f;
    }
    f->drawn = splat(f, cat, n);
    classify(f, cat, n);
    tone_map(f, 0.8f);
    post_chain(f);
    printf("%ld %d %.2f %u\n", f->drawn, f->generation, find_brightest(cat, n), f->by_mag[0]);
    free(f);
    free(cat);
    return 0;
}
