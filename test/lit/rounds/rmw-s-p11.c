// RUN: %tocsin %s
// STD: gnu17
/* Sensor hub: one sampler per bus feeds a ring, calibration is published through a sequence lock. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#define RING 256u

struct sample {
    uint32_t channel;
    int32_t value;
};

struct ring {
    _Atomic uint32_t head;
    _Atomic uint32_t tail;
    struct sample slot[RING];
};

struct calibration {
    pthread_mutex_t writers;
    atomic_uint seq;
    _Atomic int32_t offset;
    _Atomic int32_t gain;
};

static struct ring ring;
static struct calibration cal = {.writers = PTHREAD_MUTEX_INITIALIZER, .gain = 1};
static atomic_bool stopping;
static atomic_ulong overruns;
static atomic_ulong drained;
static _Atomic int32_t peak = INT32_MIN;

static bool ring_put(struct ring *r, struct sample s)
{
    uint32_t h = atomic_load_explicit(&r->head, memory_order_relaxed);
    if (h - atomic_load_explicit(&r->tail, memory_order_acquire) >= RING)
        return false;
    r->slot[h % RING] = s;
    atomic_store_explicit(&r->head, h + 1, memory_order_release);
    return true;
}

static bool ring_get(struct ring *r, struct sample *out)
{
    uint32_t t = atomic_load_explicit(&r->tail, memory_order_relaxed);
    if (t == atomic_load_explicit(&r->head, memory_order_acquire))
        return false;
    *out = r->slot[t % RING];
    atomic_store_explicit(&r->tail, t + 1, memory_order_release);
    return true;
}

static void cal_adjust(struct calibration *c, int32_t d_offset, int32_t d_gain)
{
    pthread_mutex_lock(&c->writers);
    unsigned s = atomic_load_explicit(&c->seq, memory_order_relaxed);
    atomic_store_explicit(&c->seq, s + 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&c->offset, atomic_load_explicit(&c->offset, memory_order_relaxed) + d_offset,
                          memory_order_relaxed);
    atomic_store_explicit(&c->gain, atomic_load_explicit(&c->gain, memory_order_relaxed) + d_gain,
                          memory_order_relaxed);
    atomic_store_explicit(&c->seq, s + 2, memory_order_release);
    pthread_mutex_unlock(&c->writers);
}

static int32_t cal_apply(struct calibration *c, int32_t raw)
{
    unsigned before, after;
    int32_t off, gain;
    do {
        before = atomic_load_explicit(&c->seq, memory_order_acquire);
        off = atomic_load_explicit(&c->offset, memory_order_relaxed);
        gain = atomic_load_explicit(&c->gain, memory_order_relaxed);
        atomic_thread_fence(memory_order_acquire);
        after = atomic_load_explicit(&c->seq, memory_order_relaxed);
    } while (before != after || (before & 1u));
    return raw * gain + off;
}

static void note_peak(int32_t v)
{
    int32_t cur = atomic_load(&peak);
    while (v > cur)
        if (atomic_compare_exchange_weak(&peak, &cur, v))
            break;
}

static void *sampler_main(void *arg)
{
    int32_t raw = 0;
    (void)arg;
    while (!atomic_load(&stopping)) {
        raw = (raw * 1103515 + 12345) & 0xffff;
        if (!ring_put(&ring, (struct sample){.channel = 1, .value = raw}))
            overruns++;
    }
    return NULL;
}

static void *consumer_main(void *arg)
{
    struct sample s;
    (void)arg;
    while (!atomic_load(&stopping)) {
        if (!ring_get(&ring, &s))
            continue;
        note_peak(cal_apply(&cal, s.value));
        atomic_store_explicit(&drained, atomic_load_explicit(&drained, memory_order_relaxed) + 1,
                              memory_order_relaxed);
    }
    return NULL;
}

static void *tuner_main(void *arg)
{
    int32_t step = (int32_t)(intptr_t)arg;
    for (int i = 0; i < 100; i++) {
        cal_adjust(&cal, step, 0);
        note_peak(cal_apply(&cal, 0));
        usleep(1000);
    }
    return NULL;
}

int main(void)
{
    pthread_t sampler, consumer, tuners[2];
    pthread_create(&sampler, NULL, sampler_main, NULL);
    pthread_create(&consumer, NULL, consumer_main, NULL);
    for (int i = 0; i < 2; i++)
        pthread_create(&tuners[i], NULL, tuner_main, (void *)(intptr_t)(i + 1));
    for (int i = 0; i < 2; i++)
        pthread_join(tuners[i], NULL);
    atomic_store(&stopping, true);
    pthread_join(sampler, NULL);
    pthread_join(consumer, NULL);
    printf("drained %lu overruns %lu peak %d\n", atomic_load(&drained), atomic_load(&overruns), atomic_load(&peak));
    return 0;
}
