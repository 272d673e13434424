// RUN: %tocsin %s
// OPTIONS: -fopenmp
// STD: gnu17
/* loudness.c - offline analysis pass of the audio pipeline, build with -fopenmp */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#define BINS 128

struct loudness {
    double energy;
    double peak;
    long clipped;
    long silent_blocks;
    uint32_t hist[BINS];
};

static int level_bin(float s)
{
    int b = (int)(fabsf(s) * (BINS - 1));
    return b < BINS ? b : BINS - 1;
}

double block_energy(const float *s, long n)
{
    double e = 0.0;
#pragma omp parallel for reduction(+ : e)
    for (long i = 0; i < n; i++)
        e += (double)s[i] * s[i];
    return e;
}

void normalise(float *dst, const float *src, long n, float gain)
{
#pragma omp parallel for schedule(static)
    for (long i = 0; i < n; i++) {
        float v = src[i] * gain;
        dst[i] = v > 1.0f ? 1.0f : v;
    }
}

void scan_levels(struct loudness *ld, const float *s, long n)
{
    long clipped = 0;
    double sum = 0.0;

#pragma omp parallel for reduction(+ : sum)
    for (long i = 0; i < n; i++) {
        double a = fabs((double)s[i]);
        sum += a * a;
        if (a >= 1.0)
            clipped++; // EXPECT: lost-update
        ld->hist[level_bin(s[i])]++; // EXPECT: lost-update
    }
    ld->energy += sum;
    ld->clipped += clipped;
}

void scan_blocks(struct loudness *ld, const float *s, long nblocks, long len)
{
#pragma omp parallel
    {
        double my_peak = 0.0;
        long my_silent = 0;
#pragma omp for nowait
        for (long b = 0; b < nblocks; b++) {
            double blk = 0.0;
            for (long i = 0; i < len; i++) {
                double a = fabs((double)s[b * len + i]);
                if (a > blk)
                    blk = a;
            }
            if (blk < 1e-5)
                my_silent++;
            if (blk > my_peak)
                my_peak = blk;
        }
#pragma omp critical(loudness_peak)
        {
            if (my_peak > ld->peak)
                ld->peak = my_peak;
        }
#pragma omp atomic
        ld->silent_blocks += my_silent;
    }
}

int analyse(struct loudness *ld, const float *s, long n, long block)
{
    if (block <= 0 || n < block)
        return -1;
    scan_levels(ld, s, n);
    scan_blocks(ld, s, n / block, block);
    ld->energy = sqrt(ld->energy / (double)n);
    return 0;
}
