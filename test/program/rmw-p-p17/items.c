// STD: gnu17
#include "cache.h"
#include <stdlib.h>
#include <string.h>

struct cache_stats stats = { .lock = PTHREAD_MUTEX_INITIALIZER };
static item *table[1 << HASH_POWER];

/* do_*: the caller has the item lock. */
int do_item_link(item *it)
{
    item **b = &table[it->hv & hashmask(HASH_POWER)];

    it->flags |= ITEM_LINKED;
    it->h_next = *b;
    *b = it;
    STATS_LOCK();
    stats.curr_items++;
    stats.curr_bytes += it->nbytes;
    STATS_UNLOCK();
    __atomic_add_fetch(&it->refcount, 1, __ATOMIC_RELAXED);
    lru_insert(it);
    return 1;
}

void do_item_unlink(item *it)
{
    item **pp = &table[it->hv & hashmask(HASH_POWER)];

    if (!(it->flags & ITEM_LINKED))
        return;
    it->flags &= ~ITEM_LINKED;
    while (*pp && *pp != it)
        pp = &(*pp)->h_next;
    if (*pp)
        *pp = it->h_next;
    STATS_LOCK();
    stats.curr_items--;
    stats.curr_bytes -= it->nbytes;
    STATS_UNLOCK();
    lru_remove(it);
    item_release(it);
}

void item_release(item *it)
{
    if (__atomic_sub_fetch(&it->refcount, 1, __ATOMIC_ACQ_REL) == 0)
        free(it);
}

item *item_get(const char *key, size_t nkey, uint32_t hv)
{
    item *it;

    item_lock(hv);
    for (it = table[hv & hashmask(HASH_POWER)]; it; it = it->h_next)
        if (it->nkey == nkey && memcmp(it->data, key, nkey) == 0)
            break;
    if (it) {
        __atomic_add_fetch(&it->refcount, 1, __ATOMIC_RELAXED);
        it->flags |= ITEM_FETCHED;
    }
    item_unlock(hv);
    if (it) {
        STATS_LOCK();
        stats.get_hits++;
        STATS_UNLOCK();
        lru_bump(it);
    }
    return it;
}

item *item_alloc(const char *key, uint8_t nkey, uint32_t hv, uint32_t nbytes)
{
    item *it = malloc(sizeof *it + nkey + nbytes);

    if (it == NULL && lru_evict(5) > 0)
        it = malloc(sizeof *it + nkey + nbytes);
    if (it == NULL) {
        STATS_LOCK();
        stats.evict_failures++;
        STATS_UNLOCK();
        return NULL;
    }
    memset(it, 0, sizeof *it);
    it->refcount = 1;
    it->hv = hv;
    it->nkey = nkey;
    it->nbytes = nbytes;
    it->flags |= ITEM_FETCHED;
    memcpy(it->data, key, nkey);
    return it;
}

int item_link(item *it)
{
    int rc;

    item_lock(it->hv);
    rc = do_item_link(it);
    item_unlock(it->hv);
    return rc;
}

void item_mark_stale(item *it)
{
    item_lock(it->hv);
    it->flags |= ITEM_STALE;
    item_unlock(it->hv);
}
