// RUN: %tocsin %s
// STD: gnu17
/* Published clock parameters: many readers, updates from two control paths. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct clock_page {
    atomic_uint seq;
    _Atomic int64_t offset_ns;
    _Atomic int32_t freq_ppb;
    _Atomic uint32_t steps;
};

struct clock_ctl {
    pthread_mutex_t write_mtx;
    struct clock_page page;
    atomic_int stop;
};

static void page_write_begin(struct clock_page *p)
{
    unsigned s = atomic_load_explicit(&p->seq, memory_order_relaxed);

    atomic_store_explicit(&p->seq, s + 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
}

static void page_write_end(struct clock_page *p)
{
    unsigned s = atomic_load_explicit(&p->seq, memory_order_relaxed);

    atomic_store_explicit(&p->seq, s + 1, memory_order_release);
}

static void clock_slew(struct clock_ctl *c, int32_t ppb)
{
    pthread_mutex_lock(&c->write_mtx);
    page_write_begin(&c->page);
    int32_t f = atomic_load_explicit(&c->page.freq_ppb, memory_order_relaxed);
    f += ppb;
    if (f > 500000)
        f = 500000;
    else if (f < -500000)
        f = -500000;
    atomic_store_explicit(&c->page.freq_ppb, f, memory_order_relaxed);
    page_write_end(&c->page);
    pthread_mutex_unlock(&c->write_mtx);
}

static void clock_step(struct clock_ctl *c, int64_t delta)
{
    pthread_mutex_lock(&c->write_mtx);
    page_write_begin(&c->page);
    c->page.offset_ns = c->page.offset_ns + delta;
    c->page.steps = c->page.steps + 1;
    page_write_end(&c->page);
    pthread_mutex_unlock(&c->write_mtx);
}

static int64_t clock_read(const struct clock_page *p, int32_t *freq)
{
    unsigned s0, s1;
    int64_t off;

    for (;;) {
        s0 = atomic_load_explicit(&p->seq, memory_order_acquire);
        if (s0 & 1u)
            continue;
        off = atomic_load_explicit(&p->offset_ns, memory_order_relaxed);
        *freq = atomic_load_explicit(&p->freq_ppb, memory_order_relaxed);
        atomic_thread_fence(memory_order_acquire);
        s1 = atomic_load_explicit(&p->seq, memory_order_relaxed);
        if (s0 == s1)
            return off;
    }
}

static void *ntp_thread(void *arg)
{
    struct clock_ctl *c = arg;

    while (!atomic_load(&c->stop)) {
        clock_slew(c, (int32_t)(time(NULL) % 7) - 3);
        usleep(1000);
    }
    return NULL;
}

static void *ptp_thread(void *arg)
{
    struct clock_ctl *c = arg;
    unsigned round = 0;

    while (!atomic_load(&c->stop)) {
        clock_step(c, round % 8 ? 1200 : -8400);
        clock_slew(c, round % 2 ? 5 : -5);
        round++;
        usleep(700);
    }
    return NULL;
}

int main(void)
{
    static struct clock_ctl ctl = { .write_mtx = PTHREAD_MUTEX_INITIALIZER };
    pthread_t a, b;
    int32_t freq;

    if (pthread_create(&a, NULL, ntp_thread, &ctl) || pthread_create(&b, NULL, ptp_thread, &ctl))
        abort();
    for (int i = 0; i < 100; i++) {
        printf("%lld\n", (long long)clock_read(&ctl.page, &freq));
        usleep(10000);
    }
    atomic_store(&ctl.stop, 1);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
