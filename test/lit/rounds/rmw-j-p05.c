// RUN: %tocsin %s
// STD: gnu17
// OPTIONS: -fopenmp
/* Post-stack attributes for a seismic line. Build: cc -fopenmp */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NBINS 256

struct gather {
    int    ntraces;
    int    nsamples;
    float *data;            /* ntraces x nsamples */
};

struct line_stats {
    unsigned hist[NBINS];
    double   energy;
    float    peak;
    int      dead;
};

static int amp_bin(float a)
{
    int b = (int)(fabsf(a) * 16.0f);
    return b < NBINS ? b : NBINS - 1;
}

static const float *trace_at(const struct gather *g, int t)
{
    return g->data + (size_t)t * (size_t)g->nsamples;
}

static void amplitude_histogram(const struct gather *g, struct line_stats *st)
{
    int t;
#pragma omp parallel for schedule(static)
    for (t = 0; t < g->ntraces; t++) {
        const float *tr = trace_at(g, t);
        for (int s = 0; s < g->nsamples; s++)
            st->hist[amp_bin(tr[s])]++; // EXPECT: lost-update
    }
}

static int count_dead(const struct gather *g)
{
    int dead = 0, t;
#pragma omp parallel for reduction(+ : dead)
    for (t = 0; t < g->ntraces; t++) {
        const float *tr = trace_at(g, t);
        int s = 0;
        while (s < g->nsamples && tr[s] == 0.0f)
            s++;
        if (s == g->nsamples)
            dead++;
    }
    return dead;
}

static float peak_amplitude(const struct gather *g)
{
    float peak = 0.0f;
    int t;
#pragma omp parallel for
    for (t = 0; t < g->ntraces; t++) {
        const float *tr = trace_at(g, t);
        float local = 0.0f;
        for (int s = 0; s < g->nsamples; s++)
            if (fabsf(tr[s]) > local)
                local = fabsf(tr[s]);
        if (local > peak)
            peak = local; // EXPECT: check-then-act
    }
    return peak;
}

static double band_energy(const struct gather *g, int first, int last)
{
    double e = 0.0;
    for (int t = first; t < last; t++) {
        const float *tr = trace_at(g, t);
        for (int s = 0; s < g->nsamples; s++)
            e += (double)tr[s] * tr[s];
    }
    return e;
}

static double line_energy(const struct gather *g)
{
    double total = 0.0;
    int third = g->ntraces / 3;
#pragma omp parallel sections
    {
#pragma omp section
        {
            double e = band_energy(g, 0, third);
#pragma omp critical(line_energy)
            total += e;
        }
#pragma omp section
        {
            double e = band_energy(g, third, 2 * third);
#pragma omp critical(line_energy)
            total += e;
        }
#pragma omp section
        {
            double e = band_energy(g, 2 * third, g->ntraces);
#pragma omp critical(tail_energy)
            total += e; // EXPECT: lost-update
        }
    }
    return total;
}

int main(void)
{
    struct gather g = { 960, 1500, NULL };
    struct line_stats st;

    memset(&st, 0, sizeof st);
    g.data = calloc((size_t)g.ntraces * (size_t)g.nsamples, sizeof *g.data);
    if (!g.data)
        return 1;
    for (int t = 0; t < g.ntraces; t++)
        for (int s = 0; s < g.nsamples; s++)
            g.data[(size_t)t * 1500u + (size_t)s] = sinf((float)(t + s) * 0.01f);
    amplitude_histogram(&g, &st);
    st.dead = count_dead(&g);
    st.peak = peak_amplitude(&g);
    st.energy = line_energy(&g);
    printf("bin0 %u dead %d peak %.3f energy %.1f\n", st.hist[0], st.dead, st.peak, st.energy);
    free(g.data);
    return 0;
}
