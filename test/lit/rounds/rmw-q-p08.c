// RUN: %tocsin %s
// STD: gnu17
/* Routing daemon: the best-path table is recomputed while sessions feed updates. */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_LINKS 64
#define NO_ROUTE 0xffffu

struct link_info {
    uint16_t cost;
    uint8_t up;
};

struct rib {
    pthread_mutex_t mu;
    pthread_cond_t dirty;
    struct link_info link[MAX_LINKS];
    uint64_t version;           /* moves with every change of link[] */
    uint16_t best;
    unsigned spf_runs;
    unsigned retries;
    unsigned contended;
    unsigned credits;
    bool quit;
};

static void rib_lock(struct rib *r)
{
    if (pthread_mutex_trylock(&r->mu) != 0) {
        pthread_mutex_lock(&r->mu);
        r->contended++;
    }
}

static uint16_t spf(const struct link_info *l)
{
    uint16_t best = NO_ROUTE;
    unsigned best_cost = NO_ROUTE;
    for (unsigned i = 0; i < MAX_LINKS; i++)
        if (l[i].up && l[i].cost < best_cost) {
            best = (uint16_t)i;
            best_cost = l[i].cost;
        }
    return best;
}

/* The computation is long; sessions go on meanwhile and win. */
static void rib_recompute(struct rib *r)
{
    struct link_info snap[MAX_LINKS];

    for (;;) {
        rib_lock(r);
        uint64_t seen = r->version;
        unsigned runs = r->spf_runs;
        memcpy(snap, r->link, sizeof snap);
        pthread_mutex_unlock(&r->mu);

        uint16_t best = spf(snap);

        rib_lock(r);
        if (r->version == seen && r->spf_runs == runs) {
            r->best = best;
            r->spf_runs = runs + 1;
            pthread_mutex_unlock(&r->mu);
            return;
        }
        r->retries++;
        pthread_mutex_unlock(&r->mu);
    }
}

static void rib_update(struct rib *r, unsigned id, uint16_t cost, bool up)
{
    if (id >= MAX_LINKS)
        return;
    rib_lock(r);
    struct link_info *l = &r->link[id];
    if (l->cost != cost || l->up != up) {
        l->cost = cost;
        l->up = up;
        r->version++;
        pthread_cond_signal(&r->dirty);
    }
    pthread_mutex_unlock(&r->mu);
}

/* Takes up to want credits; gives back those the peer did not use. */
static int rib_spend(struct rib *r, int fd, const void *msg, unsigned want)
{
    unsigned got, used = 0;

    rib_lock(r);
    got = r->credits < want ? r->credits : want;
    r->credits -= got;
    pthread_mutex_unlock(&r->mu);

    while (used < got && write(fd, msg, 1) == 1)
        used++;

    if (used < got) {
        rib_lock(r);
        r->credits += got - used;
        pthread_mutex_unlock(&r->mu);
        return -1;
    }
    return 0;
}

struct session {
    struct rib *rib;
    int fd;
};

static void *session_main(void *arg)
{
    struct session *s = arg;
    uint8_t m[4];
    while (read(s->fd, m, sizeof m) == (ssize_t)sizeof m) {
        rib_update(s->rib, m[0], (uint16_t)(m[1] << 8 | m[2]), m[3] & 1);
        if (m[3] & 2 && rib_spend(s->rib, s->fd, m, m[3] >> 4) != 0)
            break;
    }
    return NULL;
}

static void *spf_main(void *arg)
{
    struct rib *r = arg;
    uint64_t done = 0;
    rib_lock(r);
    while (!r->quit) {
        if (r->version == done) {
            pthread_cond_wait(&r->dirty, &r->mu);
            continue;
        }
        done = r->version;
        pthread_mutex_unlock(&r->mu);
        rib_recompute(r);
        rib_lock(r);
    }
    pthread_mutex_unlock(&r->mu);
    return NULL;
}

int rib_start(struct rib *r, struct session *s, int n, pthread_t *tids)
{
    pthread_mutex_init(&r->mu, NULL);
    pthread_cond_init(&r->dirty, NULL);
    r->best = NO_ROUTE;
    r->credits = 1000;
    if (pthread_create(&tids[0], NULL, spf_main, r) != 0)
        return -1;
    for (int i = 0; i < n; i++) {
        s[i].rib = r;
        if (pthread_create(&tids[1 + i], NULL, session_main, &s[i]) != 0)
            return -1;
    }
    return 0;
}
