// RUN: %tocsin %s
// STD: gnu17
/* Latency telemetry for an RPC server: shared sinks fed by all connection threads. */
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

struct sink {
    _Atomic uint32_t refs;
    _Atomic uint64_t calls;
    _Atomic uint64_t slowest_us;
    _Atomic uint64_t fastest_us;
    _Atomic uint64_t ewma_us;
    _Atomic uint32_t alarm_state;      /* 0 quiet, 1 raised */
    char             name[32];
};

struct conn {
    struct sink *sink;
    unsigned     seed;
};

static struct sink *sink_new(const char *name)
{
    struct sink *s = calloc(1, sizeof(*s));

    if (!s)
        return NULL;
    atomic_init(&s->refs, 1);
    atomic_init(&s->fastest_us, UINT64_MAX);
    snprintf(s->name, sizeof(s->name), "%s", name);
    return s;
}

static struct sink *sink_ref(struct sink *s)
{
    atomic_fetch_add(&s->refs, 1);
    return s;
}

static void sink_unref(struct sink *s)
{
    uint32_t left = --s->refs;

    if (left == 0)
        free(s);
}

/* Connection teardown: also flushes what the sink holds. */
static void sink_detach(struct conn *c)
{
    struct sink *s = c->sink;

    c->sink = NULL;
    s->refs--;
    if (s->refs == 0) {
        printf("%s: %llu calls\n", s->name, (unsigned long long)s->calls);
        free(s); // EXPECT: split-atomic
    }
}

static void note_slowest(struct sink *s, uint64_t us)
{
    if (us > s->slowest_us)
        s->slowest_us = us; // EXPECT: split-atomic
}

static void note_fastest(struct sink *s, uint64_t us)
{
    uint64_t cur = s->fastest_us;

    while (us < cur && !atomic_compare_exchange_weak(&s->fastest_us, &cur, us))
        ;
}

static uint64_t smooth(uint64_t old, uint64_t us)
{
    return old ? (old * 7 + us) / 8 : us;
}

static void note_average(struct sink *s, uint64_t us)
{
    s->ewma_us = smooth(s->ewma_us, us); // EXPECT: split-atomic
}

static bool raise_alarm(struct sink *s)
{
    uint32_t quiet = 0;

    if (s->slowest_us < 100000)
        return false;
    return atomic_compare_exchange_strong(&s->alarm_state, &quiet, 1);
}

static void sink_record(struct sink *s, uint64_t us)
{
    s->calls++;
    note_slowest(s, us);
    note_fastest(s, us);
    note_average(s, us);
    if (raise_alarm(s))
        fprintf(stderr, "%s: latency alarm\n", s->name);
}

static int conn_main(void *arg)
{
    struct conn *c = arg;

    for (int i = 0; i < 50000; i++) {
        c->seed = c->seed * 1103515245u + 12345u;
        sink_record(c->sink, (c->seed >> 12) % 120000);
    }
    if (c->seed & 1)
        sink_unref(c->sink);
    else
        sink_detach(c);
    return 0;
}

int main(void)
{
    struct sink *s = sink_new("rpc.unary");
    struct conn conns[8];
    thrd_t tid[8];

    if (!s)
        return 1;
    for (int i = 0; i < 8; i++) {
        conns[i].sink = sink_ref(s);
        conns[i].seed = (unsigned)i + 1;
        if (thrd_create(&tid[i], conn_main, &conns[i]) != thrd_success)
            return 1;
    }
    sink_unref(s);
    for (int i = 0; i < 8; i++)
        thrd_join(tid[i], NULL);
    return 0;
}
