// RUN: %tocsin %s
// STD: gnu17
/* Log shipper: configuration snapshots, reference counts, SIGHUP reload. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct config {
    atomic_int refs;
    unsigned   batch;
    char       target[64];
};

struct shipper {
    pthread_mutex_t lock;
    struct config  *current;
    unsigned        reloads;
};

struct worker {
    struct shipper  *sh;
    pthread_t        tid;
    atomic_ulong     shipped;    /* advanced by the worker, read by the reporter */
    unsigned long    skipped;    /* collected after the worker has ended */
};

static volatile sig_atomic_t pending_reloads;
static pthread_once_t hostname_once = PTHREAD_ONCE_INIT;
static char *hostname_cached;
static atomic_bool stopping;
static atomic_flag reporting = ATOMIC_FLAG_INIT;

static void on_sighup(int sig)
{
    (void)sig;
    pending_reloads++;
}

static void hostname_init(void)
{
    if (!hostname_cached)
        hostname_cached = strdup("shipper-01");
}

static const char *hostname_get(void)
{
    pthread_once(&hostname_once, hostname_init);
    return hostname_cached ? hostname_cached : "unknown";
}

static struct config *config_load(unsigned batch)
{
    struct config *c = calloc(1, sizeof(*c));

    if (!c)
        return NULL;
    atomic_init(&c->refs, 1);
    c->batch = batch;
    snprintf(c->target, sizeof(c->target), "%s:5044", hostname_get());
    return c;
}

static void config_put(struct config *c)
{
    if (atomic_fetch_sub_explicit(&c->refs, 1, memory_order_acq_rel) == 1)
        free(c);
}

static struct config *config_get(struct shipper *sh)
{
    struct config *c;

    pthread_mutex_lock(&sh->lock);
    c = sh->current;
    atomic_fetch_add_explicit(&c->refs, 1, memory_order_relaxed);
    pthread_mutex_unlock(&sh->lock);
    return c;
}

static int shipper_reload(struct shipper *sh, unsigned batch)
{
    struct config *fresh = config_load(batch), *old;

    if (!fresh)
        return -ENOMEM;
    pthread_mutex_lock(&sh->lock);
    old = sh->current;
    sh->current = fresh;
    sh->reloads++;
    pthread_mutex_unlock(&sh->lock);
    config_put(old);
    return 0;
}

/* SIGHUP is blocked in every thread but this one. */
static unsigned take_reloads(const sigset_t *hup)
{
    sigset_t old;
    unsigned n;

    pthread_sigmask(SIG_BLOCK, hup, &old);
    n = (unsigned)pending_reloads;
    pending_reloads = 0;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return n;
}

static void report(struct worker *w, size_t n)
{
    unsigned long total = 0;

    if (atomic_flag_test_and_set_explicit(&reporting, memory_order_acquire))
        return;
    for (size_t i = 0; i < n; i++)
        total += atomic_load_explicit(&w[i].shipped, memory_order_relaxed);
    printf("%s: %lu records\n", hostname_get(), total);
    atomic_flag_clear_explicit(&reporting, memory_order_release);
}

static void *worker_main(void *arg)
{
    struct worker *w = arg;

    while (!atomic_load_explicit(&stopping, memory_order_relaxed)) {
        struct config *c = config_get(w->sh);
        unsigned long n = atomic_load_explicit(&w->shipped, memory_order_relaxed);

        atomic_store_explicit(&w->shipped, n + c->batch, memory_order_relaxed);
        if (c->target[0] == 'u')
            w->skipped++;
        config_put(c);
    }
    return NULL;
}

int main(void)
{
    static struct shipper sh = { .lock = PTHREAD_MUTEX_INITIALIZER };
    static struct worker w[4];
    struct sigaction sa = { .sa_handler = on_sighup };
    unsigned long skipped = 0;
    sigset_t hup;

    sigemptyset(&hup);
    sigaddset(&hup, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &hup, NULL);
    sigaction(SIGHUP, &sa, NULL);
    sh.current = config_load(100);
    if (!sh.current)
        return 1;
    sh.reloads++;
    for (int i = 0; i < 4; i++) {
        w[i].sh = &sh;
        if (pthread_create(&w[i].tid, NULL, worker_main, &w[i]) != 0)
            abort();
    }
    pthread_sigmask(SIG_UNBLOCK, &hup, NULL);
    for (unsigned round = 0; round < 100; round++) {
        if (take_reloads(&hup) > 0 || round % 10 == 0)
            shipper_reload(&sh, 100 + round);
        report(w, 4);
    }
    atomic_store(&stopping, true);
    for (int i = 0; i < 4; i++) {
        pthread_join(w[i].tid, NULL);
        skipped += w[i].skipped;
        w[i].skipped = 0;
    }
    sh.reloads += skipped ? 1 : 0;
    config_put(sh.current);
    free(hostname_cached);
    return 0;
}
