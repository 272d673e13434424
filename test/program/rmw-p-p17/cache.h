#ifndef CACHE_H
#define CACHE_H
#include <pthread.h>
#include <stdint.h>
#include <stddef.h>

#define ITEM_LINKED   0x01
#define ITEM_FETCHED  0x02
#define ITEM_ACTIVE   0x04
#define ITEM_STALE    0x08

#define HASH_POWER    16
#define LOCK_POWER    10
#define hashsize(n)   ((uint32_t)1 << (n))
#define hashmask(n)   (hashsize(n) - 1)

typedef struct item {
    struct item *h_next;
    struct item *next, *prev;
    unsigned short refcount;
    uint8_t flags;
    uint8_t nkey;
    uint32_t nbytes;
    uint32_t hv;
    char data[];
} item;

struct cache_stats {
    pthread_mutex_t lock;
    uint64_t curr_items;
    uint64_t curr_bytes;
    uint64_t evictions;
    uint64_t evict_failures;
    uint64_t get_hits;
};

extern struct cache_stats stats;
extern pthread_mutex_t lru_lock;
extern item *lru_head, *lru_tail;

#define STATS_LOCK()   pthread_mutex_lock(&stats.lock)
#define STATS_UNLOCK() pthread_mutex_unlock(&stats.lock)

void item_lock(uint32_t hv);
void item_unlock(uint32_t hv);
void *item_trylock(uint32_t hv);
void item_trylock_unlock(void *lock);

int do_item_link(item *it);
void do_item_unlink(item *it);
void item_release(item *it);
item *item_get(const char *key, size_t nkey, uint32_t hv);
item *item_alloc(const char *key, uint8_t nkey, uint32_t hv, uint32_t nbytes);
int item_link(item *it);
void item_mark_stale(item *it);

void lru_insert(item *it);
void lru_remove(item *it);
int lru_evict(int tries);
void lru_bump(item *it);
int start_lru_maintainer(void);
#endif
