// RUN: %tocsin %s
// STD: gnu17
/* fib.c - forwarding table lookups for the user space data path */
#include <arpa/inet.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define FIB_MAX 4096
#define NWORKERS 8

struct nexthop {
    uint32_t gw;
    int ifindex;
};

struct route {
    uint32_t prefix;
    uint8_t plen;
    struct nexthop nh;
    uint64_t packets;
    uint64_t bytes;
};

struct fib {
    pthread_rwlock_t rw;
    struct route tab[FIB_MAX];
    unsigned n;
    uint32_t generation;
    uint64_t no_route;
};

static struct fib main_fib = { .rw = PTHREAD_RWLOCK_INITIALIZER };

static struct route *fib_find(struct fib *f, uint32_t dst)
{
    struct route *best = NULL;
    for (unsigned i = 0; i < f->n; i++) {
        struct route *r = &f->tab[i];
        uint32_t mask = r->plen ? ~0u << (32 - r->plen) : 0;
        if ((dst & mask) == r->prefix && (!best || r->plen > best->plen))
            best = r;
    }
    return best;
}

int fib_forward(struct fib *f, uint32_t dst, unsigned len, struct nexthop *out)
{
    int rc = -1;

    pthread_rwlock_rdlock(&f->rw);
    struct route *r = fib_find(f, dst);
    if (r) {
        *out = r->nh;
        r->packets++;    // EXPECT: lost-update
        r->bytes += len; // EXPECT: lost-update
        rc = 0;
    }
    pthread_rwlock_unlock(&f->rw);
    return rc;
}

int fib_add(struct fib *f, uint32_t prefix, uint8_t plen, struct nexthop nh)
{
    int rc = -1;

    pthread_rwlock_wrlock(&f->rw);
    struct route *r = fib_find(f, prefix);
    if (r && r->plen == plen) {
        r->nh = nh;
        rc = 0;
    } else if (f->n < FIB_MAX) {
        f->tab[f->n++] = (struct route){ .prefix = prefix, .plen = plen, .nh = nh };
        rc = 0;
    }
    f->generation++;
    pthread_rwlock_unlock(&f->rw);
    return rc;
}

void fib_reset_counters(struct fib *f)
{
    pthread_rwlock_wrlock(&f->rw);
    for (unsigned i = 0; i < f->n; i++) {
        f->tab[i].packets = 0;
        f->tab[i].bytes = 0;
    }
    pthread_rwlock_unlock(&f->rw);
}

void fib_note_unroutable(struct fib *f, unsigned n)
{
    pthread_rwlock_wrlock(&f->rw);
    f->no_route += n;
    pthread_rwlock_unlock(&f->rw);
}

static void *datapath(void *arg)
{
    unsigned seed = (unsigned)(uintptr_t)arg, misses = 0;
    struct nexthop nh;

    for (int i = 0; i < 1000000; i++) {
        if (fib_forward(&main_fib, (uint32_t)rand_r(&seed), 64 + seed % 1400, &nh) < 0)
            misses++;
    }
    fib_note_unroutable(&main_fib, misses);
    return NULL;
}

int main(void)
{
    pthread_t w[NWORKERS];
    fib_add(&main_fib, ntohl(inet_addr("10.0.0.0")), 8, (struct nexthop){ 1, 2 });
    for (uintptr_t i = 0; i < NWORKERS; i++)
        if (pthread_create(&w[i], NULL, datapath, (void *)(i + 1)))
            abort();
    fib_reset_counters(&main_fib);
    for (int i = 0; i < NWORKERS; i++)
        pthread_join(w[i], NULL);
    return 0;
}
