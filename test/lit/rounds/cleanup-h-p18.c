// RUN: %tocsin %s
// STD: gnu17
/* Deferred reclamation for the routing trie: readers publish the epoch they entered in. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#define READERS_MAX 64
#define EPOCH_NONE  UINT64_MAX

struct retired {
    struct retired *next;
    uint64_t epoch;
    void (*destroy)(void *);
    void *obj;
};

struct domain {
    _Atomic uint64_t epoch;
    _Atomic uint64_t slots[READERS_MAX];
    pthread_mutex_t mu;
    struct retired *head;
    size_t backlog;
};

void domain_init(struct domain *d)
{
    atomic_init(&d->epoch, 1);
    for (int i = 0; i < READERS_MAX; i++)
        atomic_init(&d->slots[i], EPOCH_NONE);
    pthread_mutex_init(&d->mu, NULL);
    d->head = NULL;
    d->backlog = 0;
}

void reader_enter(struct domain *d, int slot)
{
    uint64_t e;

    do {
        e = atomic_load(&d->epoch);
        atomic_store(&d->slots[slot], e);
    } while (e != atomic_load(&d->epoch));
}

void reader_exit(struct domain *d, int slot)
{
    atomic_store(&d->slots[slot], EPOCH_NONE);
}

static uint64_t oldest_reader(struct domain *d)
{
    uint64_t min = atomic_load(&d->epoch);

    for (int i = 0; i < READERS_MAX; i++) {
        uint64_t e = atomic_load(&d->slots[i]);
        if (e < min)
            min = e;
    }
    return min;
}

bool domain_retire(struct domain *d, void *obj, void (*destroy)(void *))
{
    struct retired *r = malloc(sizeof *r);

    if (!r)
        return false;
    r->obj = obj;
    r->destroy = destroy;
    pthread_mutex_lock(&d->mu);
    r->epoch = atomic_fetch_add(&d->epoch, 1);
    r->next = d->head;
    d->head = r;
    d->backlog++;
    pthread_mutex_unlock(&d->mu);
    return true;
}

size_t domain_collect(struct domain *d)
{
    struct retired **pp, *r, *doomed = NULL;
    uint64_t low;
    size_t n = 0;

    pthread_mutex_lock(&d->mu);
    low = oldest_reader(d);
    for (pp = &d->head; (r = *pp) != NULL;) {
        if (r->epoch >= low) {
            pp = &r->next;
            continue;
        }
        *pp = r->next;
        r->next = doomed;
        doomed = r;
        d->backlog--;
    }
    pthread_mutex_unlock(&d->mu);

    while ((r = doomed) != NULL) {
        doomed = r->next;
        r->destroy(r->obj);
        free(r);
        n++;
    }
    return n;
}
