// RUN: %tocsin %s
// STD: gnu17
// OPTIONS: -fopenmp
/* Tone mapping statistics for the image pipeline. Built with -fopenmp. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int omp_get_thread_num(void);
int omp_get_max_threads(void);

#define BINS 256

struct image {
    int w, h;
    const uint8_t *luma;
    const float *hdr;
};

struct tone_stats {
    unsigned hist[BINS];
    double mean;
    double log_mean;
    float peak;
    unsigned clipped;
};

static void build_histogram(const struct image *im, unsigned *hist)
{
    long n = (long)im->w * im->h;
    long i;

    memset(hist, 0, BINS * sizeof *hist);
#pragma omp parallel for schedule(static)
    for (i = 0; i < n; i++)
        hist[im->luma[i]]++; // EXPECT: lost-update
}

static void build_histogram_tiled(const struct image *im, unsigned *hist)
{
    long n = (long)im->w * im->h;

    memset(hist, 0, BINS * sizeof *hist);
#pragma omp parallel
    {
        unsigned mine[BINS] = {0};
        long i;
        int b;

#pragma omp for nowait
        for (i = 0; i < n; i++)
            mine[im->luma[i]]++;
#pragma omp critical(hist_merge)
        for (b = 0; b < BINS; b++)
            hist[b] += mine[b];
    }
}

static double mean_luma(const struct image *im)
{
    long n = (long)im->w * im->h, i;
    double sum = 0.0;

#pragma omp parallel for reduction(+ : sum)
    for (i = 0; i < n; i++)
        sum += im->luma[i];
    return n ? sum / (double)n : 0.0;
}

static float peak_value(const struct image *im)
{
    long n = (long)im->w * im->h;
    float peak = 0.0f;

#pragma omp parallel
    {
        float local = 0.0f;
        long i;

#pragma omp for
        for (i = 0; i < n; i++)
            if (im->hdr[i] > local)
                local = im->hdr[i];
        if (local > peak)
            peak = local; // EXPECT: check-then-act
    }
    return peak;
}

static unsigned count_clipped(const struct image *im, float limit)
{
    long n = (long)im->w * im->h, i;
    unsigned clipped = 0;

#pragma omp parallel for
    for (i = 0; i < n; i++) {
        if (im->hdr[i] >= limit) {
#pragma omp atomic
            clipped++;
        }
    }
    return clipped;
}

static double log_mean(const struct image *im)
{
    long n = (long)im->w * im->h;
    int nt = omp_get_max_threads(), t;
    double *part = calloc((size_t)nt, sizeof *part);
    double total = 0.0;

    if (!part)
        return 0.0;
#pragma omp parallel
    {
        int me = omp_get_thread_num();
        long i;

#pragma omp for
        for (i = 0; i < n; i++)
            part[me] += log(1e-6 + im->hdr[i]);
    }
    for (t = 0; t < nt; t++)
        total += part[t];
    free(part);
    return n ? exp(total / (double)n) : 0.0;
}

int tone_stats_compute(const struct image *im, struct tone_stats *st, int tiled)
{
    if (im->w <= 0 || im->h <= 0)
        return -1;
    if (tiled)
        build_histogram_tiled(im, st->hist);
    else
        build_histogram(im, st->hist);
    st->mean = mean_luma(im);
    st->peak = peak_value(im);
    st->clipped = count_clipped(im, 0.98f * st->peak);
    st->log_mean = log_mean(im);
    return 0;
}
