#ifndef POOL_H
#define POOL_H
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#define POOL_LOCK(p)   pool_lock_at((p), __FILE__, __LINE__)
#define POOL_UNLOCK(p) pool_unlock_at((p))

struct slab {
    struct slab *next;
    unsigned free_count;
    uint64_t bitmap;
};

struct pool {
    pthread_mutex_t mu;
    const char *where;
    int line;

    struct slab *partial;
    size_t nslabs;
    size_t used;
    size_t peak;
    unsigned generation;
};

void pool_lock_at(struct pool *p, const char *file, int line);
void pool_unlock_at(struct pool *p);

/* pool_acct.c; p->mu held */
void pool_account(struct pool *p, long delta);
struct slab *pool_slab_get(struct pool *p);
void pool_slab_drop(struct pool *p, struct slab *s);

int pool_alloc(struct pool *p, struct slab **out);
void pool_free(struct pool *p, struct slab *s, int slot);
size_t pool_trim(struct pool *p);
int pool_workers_start(struct pool *p, int n);
#endif
