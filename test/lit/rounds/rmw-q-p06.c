// RUN: %tocsin %s
// STD: gnu17
/* Telemetry path of the motor controller: one sampler feeds one publisher. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define QUEUE_LEN 1024u

struct sample {
    uint64_t t_ns;
    int32_t current_ma;
    int32_t rpm;
};

struct spsc {
    _Alignas(64) atomic_uint head;   /* written by the sampler */
    _Alignas(64) atomic_uint tail;   /* written by the publisher */
    struct sample buf[QUEUE_LEN];
};

struct telemetry {
    struct spsc q;
    atomic_ullong produced;
    atomic_ullong overruns;
    atomic_int peak_ma;
    atomic_bool stop;
    unsigned period_us;
    unsigned config_rev;
    uint64_t bytes_out;
    FILE *sink;
};

static uint64_t now_ns(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000000000ull + (uint64_t)ts.tv_nsec;
}

static bool spsc_put(struct spsc *q, const struct sample *s)
{
    unsigned h = atomic_load_explicit(&q->head, memory_order_relaxed);
    unsigned t = atomic_load_explicit(&q->tail, memory_order_acquire);
    if (h - t == QUEUE_LEN)
        return false;
    q->buf[h % QUEUE_LEN] = *s;
    atomic_store_explicit(&q->head, h + 1, memory_order_release);
    return true;
}

static bool spsc_get(struct spsc *q, struct sample *s)
{
    unsigned t = atomic_load_explicit(&q->tail, memory_order_relaxed);
    if (t == atomic_load_explicit(&q->head, memory_order_acquire))
        return false;
    *s = q->buf[t % QUEUE_LEN];
    atomic_store_explicit(&q->tail, t + 1, memory_order_release);
    return true;
}

/* The sampler owns this counter; everybody else only looks at it. */
static void bump_produced(struct telemetry *tm)
{
    unsigned long long n = atomic_load_explicit(&tm->produced, memory_order_relaxed);
    atomic_store_explicit(&tm->produced, n + 1, memory_order_relaxed);
}

/* Raw peaks come from the sampler, load-corrected ones from the publisher. */
static void telemetry_note_current(struct telemetry *tm, int ma)
{
    int seen = atomic_load(&tm->peak_ma);
    while (ma > seen)
        if (atomic_compare_exchange_weak(&tm->peak_ma, &seen, ma))
            break;
}

static void *sampler_main(void *arg)
{
    struct telemetry *tm = arg;
    unsigned seed = 1;
    while (!atomic_load(&tm->stop)) {
        struct sample s = { .t_ns = now_ns() };
        seed = seed * 69069u + 1u;
        s.current_ma = (int32_t)(seed >> 20);
        s.rpm = (int32_t)(seed >> 18);
        telemetry_note_current(tm, s.current_ma);
        if (spsc_put(&tm->q, &s))
            bump_produced(tm);
        else
            atomic_fetch_add(&tm->overruns, 1);
        usleep(tm->period_us);
    }
    return NULL;
}

static void *publisher_main(void *arg)
{
    struct telemetry *tm = arg;
    struct sample s;
    for (;;) {
        bool last = atomic_load(&tm->stop);
        while (spsc_get(&tm->q, &s)) {
            telemetry_note_current(tm, s.current_ma + s.rpm / 64);
            int n = fprintf(tm->sink, "%llu %d %d\n", (unsigned long long)s.t_ns,
                            s.current_ma, s.rpm);
            if (n > 0)
                tm->bytes_out += (uint64_t)n;
        }
        if (last)
            return NULL;
        usleep(5000);
    }
}

static int telemetry_session(struct telemetry *tm, FILE *sink, unsigned seconds)
{
    pthread_t sampler, publisher;

    tm->config_rev = tm->config_rev + 1;
    tm->sink = sink;
    atomic_store(&tm->stop, false);
    if (pthread_create(&sampler, NULL, sampler_main, tm) != 0)
        return -1;
    if (pthread_create(&publisher, NULL, publisher_main, tm) != 0) {
        atomic_store(&tm->stop, true);
        pthread_join(sampler, NULL);
        return -1;
    }
    for (unsigned i = 0; i < seconds; i++) {
        sleep(1);
        fprintf(stderr, "%llu samples\n", (unsigned long long)atomic_load(&tm->produced));
    }
    if (!atomic_exchange(&tm->stop, true))
        fputs("stopping\n", stderr);
    pthread_join(sampler, NULL);
    pthread_join(publisher, NULL);

    tm->bytes_out += (uint64_t)fprintf(sink, "# end rev %u\n", tm->config_rev);
    if (atomic_load(&tm->peak_ma) > 100000)
        atomic_store(&tm->peak_ma, 0);
    return 0;
}

int main(void)
{
    struct telemetry *tm = aligned_alloc(64, (sizeof *tm + 63) / 64 * 64);
    if (!tm)
        return EXIT_FAILURE;
    *tm = (struct telemetry){ .period_us = 500 };
    int rc = telemetry_session(tm, stdout, 2);
    free(tm);
    return rc ? EXIT_FAILURE : EXIT_SUCCESS;
}
