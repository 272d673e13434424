// RUN: %tocsin %s
// STD: gnu17
/* Peer registry; visitors run with the registry lock held. */
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct peer {
    struct peer *next;
    char host[48];
    unsigned misses;
    unsigned pings;
    bool suspect;
};

struct registry {
    pthread_mutex_t mtx;
    struct peer *peers;
    unsigned count;
    unsigned suspects;
};

struct sweep_ctx {
    struct registry *reg;
    unsigned limit;
};

typedef bool (*peer_visitor)(struct peer *p, void *ctx);

static volatile sig_atomic_t reports_wanted;

static void on_usr1(int sig)
{
    (void)sig;
    reports_wanted++;
}

static void registry_visit(struct registry *r, peer_visitor fn, void *ctx)
{
    pthread_mutex_lock(&r->mtx);
    for (struct peer *p = r->peers; p; p = p->next)
        if (!fn(p, ctx))
            break;
    pthread_mutex_unlock(&r->mtx);
}

static int registry_add(struct registry *r, const char *host)
{
    struct peer *p = calloc(1, sizeof *p);

    if (!p)
        return -1;
    snprintf(p->host, sizeof p->host, "%s", host);
    p->pings++;
    pthread_mutex_lock(&r->mtx);
    p->next = r->peers;
    r->peers = p;
    r->count++;
    pthread_mutex_unlock(&r->mtx);
    return 0;
}

static bool miss_visitor(struct peer *p, void *ctx)
{
    struct sweep_ctx *sc = ctx;

    p->misses++;
    if (p->misses > sc->limit && !p->suspect) {
        p->suspect = true;
        sc->reg->suspects++;
    }
    return true;
}

struct pong {
    struct registry *reg;
    const char *host;
};

static bool pong_visitor(struct peer *p, void *ctx)
{
    struct pong *pg = ctx;

    if (strcmp(p->host, pg->host) != 0)
        return true;
    p->pings++;
    p->misses = 0;
    if (p->suspect) {
        p->suspect = false;
        pg->reg->suspects--;
    }
    return false;
}

static int take_reports(void)
{
    sigset_t set, old;
    int n;

    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &set, &old);
    n = reports_wanted;
    reports_wanted = 0;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return n;
}

static void *sweeper(void *arg)
{
    struct sweep_ctx sc = { arg, 3 };

    for (int i = 0; i < 200; i++) {
        registry_visit(sc.reg, miss_visitor, &sc);
        usleep(5000);
    }
    return NULL;
}

static void *receiver(void *arg)
{
    char host[48];
    struct pong pg = { arg, host };

    for (int i = 0; i < 5000; i++) {
        snprintf(host, sizeof host, "10.0.0.%d", i % 20);
        registry_visit(pg.reg, pong_visitor, &pg);
        usleep(200);
    }
    return NULL;
}

int main(void)
{
    static struct registry reg = { .mtx = PTHREAD_MUTEX_INITIALIZER };
    struct sigaction sa = { .sa_handler = on_usr1, .sa_flags = SA_RESTART };
    sigset_t usr1;
    pthread_t a, b, c;
    char host[48];

    for (int i = 0; i < 20; i++) {
        snprintf(host, sizeof host, "10.0.0.%d", i);
        if (registry_add(&reg, host) < 0)
            return 1;
    }
    /* Only the main thread takes SIGUSR1. */
    sigemptyset(&usr1);
    sigaddset(&usr1, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &usr1, NULL);
    if (pthread_create(&a, NULL, sweeper, &reg) || pthread_create(&b, NULL, receiver, &reg) ||
        pthread_create(&c, NULL, receiver, &reg))
        abort();
    sigaction(SIGUSR1, &sa, NULL);
    pthread_sigmask(SIG_UNBLOCK, &usr1, NULL);
    for (int i = 0; i < 30; i++) {
        usleep(50000);
        if (take_reports() > 0) {
            pthread_mutex_lock(&reg.mtx);
            printf("%u of %u suspect\n", reg.suspects, reg.count);
            pthread_mutex_unlock(&reg.mtx);
        }
    }
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    pthread_join(c, NULL);
    return 0;
}
