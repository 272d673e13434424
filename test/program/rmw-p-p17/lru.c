// STD: gnu17
#include "cache.h"
#include <unistd.h>

pthread_mutex_t lru_lock = PTHREAD_MUTEX_INITIALIZER;
item *lru_head, *lru_tail;

static void link_head(item *it)
{
    it->prev = NULL;
    it->next = lru_head;
    if (lru_head)
        lru_head->prev = it;
    lru_head = it;
    if (!lru_tail)
        lru_tail = it;
}

static void unlink_any(item *it)
{
    if (it->prev)
        it->prev->next = it->next;
    else if (lru_head == it)
        lru_head = it->next;
    if (it->next)
        it->next->prev = it->prev;
    else if (lru_tail == it)
        lru_tail = it->prev;
    it->next = it->prev = NULL;
}

void lru_insert(item *it)
{
    pthread_mutex_lock(&lru_lock);
    link_head(it);
    pthread_mutex_unlock(&lru_lock);
}

void lru_remove(item *it)
{
    pthread_mutex_lock(&lru_lock);
    unlink_any(it);
    pthread_mutex_unlock(&lru_lock);
}

/* After a hit; the item lock has been given back by then. */
void lru_bump(item *it)
{
    pthread_mutex_lock(&lru_lock);
    it->flags |= ITEM_ACTIVE; // EXPECT: lost-update
    pthread_mutex_unlock(&lru_lock);
}

int lru_evict(int tries)
{
    int evicted = 0;
    item *it, *prev;
    void *hold;

    while (tries-- > 0) {
        pthread_mutex_lock(&lru_lock);
        for (it = lru_tail; it; it = prev) {
            prev = it->prev;
            hold = item_trylock(it->hv);
            if (hold == NULL)
                continue;
            if (__atomic_load_n(&it->refcount, __ATOMIC_ACQUIRE) == 1)
                break;
            item_trylock_unlock(hold);
        }
        if (it)
            __atomic_add_fetch(&it->refcount, 1, __ATOMIC_RELAXED);
        pthread_mutex_unlock(&lru_lock);
        if (!it)
            break;
        do_item_unlink(it);
        item_release(it);
        item_trylock_unlock(hold);
        evicted++;
    }
    if (evicted) {
        STATS_LOCK();
        stats.evictions += evicted;
        STATS_UNLOCK();
    }
    return evicted;
}

static void *lru_maintainer(void *arg)
{
    uint64_t limit = *(uint64_t *)arg;

    for (;;) {
        uint64_t bytes;

        STATS_LOCK();
        bytes = stats.curr_bytes;
        STATS_UNLOCK();
        if (bytes > limit && lru_evict(16) == 0)
            stats.evict_failures++; // EXPECT: lost-update
        usleep(1000);
    }
    return NULL;
}

int start_lru_maintainer(void)
{
    static uint64_t limit = 64u << 20;
    pthread_t t;

    return pthread_create(&t, NULL, lru_maintainer, &limit);
}
