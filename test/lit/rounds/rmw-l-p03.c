// RUN: %tocsin %s
// STD: gnu17
/* imgsum: parallel histogram over raw frames */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define BINS 256
#define NT 8

struct slice {
    const uint8_t *px;
    size_t begin, end;
    uint64_t hist[BINS];
    uint64_t clipped;
};

static _Atomic uint32_t peak;
static _Atomic uint64_t processed;
static uint64_t total[BINS];
static uint64_t total_clipped;
static uint32_t frames;

static void raise_peak(uint32_t v)
{
    uint32_t cur = atomic_load(&peak);
    while (v > cur) {
        if (atomic_compare_exchange_weak(&peak, &cur, v))
            break;
    }
}

static void *scan(void *arg)
{
    struct slice *s = arg;
    uint32_t local = 0;

    for (size_t i = s->begin; i < s->end; i++) {
        uint8_t v = s->px[i];
        s->hist[v]++;
        if (v == 255)
            s->clipped++;
        if (v > local)
            local = v;
    }
    raise_peak(local);
    processed += s->end - s->begin;
    return NULL;
}

static int histogram(const uint8_t *px, size_t n)
{
    pthread_t tid[NT];
    struct slice *sl = calloc(NT, sizeof *sl);
    int started = 0, rc = 0;

    if (!sl)
        return -1;
    for (int i = 0; i < NT; i++) {
        sl[i].px = px;
        sl[i].begin = n / NT * i;
        sl[i].end = i == NT - 1 ? n : n / NT * (i + 1);
        if (pthread_create(&tid[i], NULL, scan, &sl[i]) != 0) {
            rc = -1;
            break;
        }
        started++;
    }
    for (int i = 0; i < started; i++)
        pthread_join(tid[i], NULL);
    for (int i = 0; i < started; i++) {
        for (int b = 0; b < BINS; b++)
            total[b] += sl[i].hist[b];
        total_clipped += sl[i].clipped;
    }
    frames++;
    free(sl);
    return rc;
}

int main(void)
{
    size_t n = 1u << 20;
    uint8_t *buf = malloc(n);

    if (!buf)
        return 1;
    for (size_t i = 0; i < n; i++)
        buf[i] = (uint8_t)(i * 31);
    for (int k = 0; k < 3; k++)
        if (histogram(buf, n) < 0)
            break;
    printf("%u frames peak %u n %llu clipped %llu\n", frames, (unsigned)peak,
           (unsigned long long)processed, (unsigned long long)total_clipped);
    free(buf);
    return 0;
}
