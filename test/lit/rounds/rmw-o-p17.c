// RUN: %tocsin %s
// STD: gnu17
/* bt_page.c - page flags, eviction queue and log buffer of the btree engine */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define F_SET(p, mask) ((p)->flags |= (unsigned int)(mask))
#define F_CLR(p, mask) ((p)->flags &= ~(unsigned int)(mask))
#define F_ISSET(p, mask) ((p)->flags & (unsigned int)(mask))

#define PG_DIRTY 0x01u
#define PG_SPLIT 0x02u
#define PG_QUEUED 0x04u

#define LOCK(m) (void)pthread_mutex_lock(m)
#define UNLOCK(m) (void)pthread_mutex_unlock(m)

typedef struct __page PAGE;
typedef struct __cache CACHE;
typedef struct __log LOG;

struct __page {
    pthread_mutex_t lock;
    unsigned int flags;
    unsigned long write_gen;
    size_t size;
    PAGE *qnext;
};

struct __cache {
    pthread_mutex_t evict_lock;
    PAGE *queue;
    unsigned long queued;
    unsigned long evict_busy;
    size_t bytes;
};

struct __log {
    pthread_mutex_t lock;
    pthread_cond_t room;
    char buf[65536];
    size_t tail;
    size_t flushed;
};

void page_modify(PAGE *page)
{
    LOCK(&page->lock);
    if (!F_ISSET(page, PG_DIRTY))
        F_SET(page, PG_DIRTY);
    page->write_gen++;
    UNLOCK(&page->lock);
}

void page_split_begin(PAGE *page)
{
    LOCK(&page->lock);
    F_SET(page, PG_SPLIT);
    UNLOCK(&page->lock);
}

int page_reconcile(PAGE *page, int (*write)(PAGE *))
{
    unsigned long gen;
    int ret;

    LOCK(&page->lock);
    gen = page->write_gen;
    UNLOCK(&page->lock);
    if ((ret = write(page)) != 0)
        return ret;
    LOCK(&page->lock);
    if (page->write_gen == gen)
        F_CLR(page, PG_DIRTY);
    F_CLR(page, PG_SPLIT);
    UNLOCK(&page->lock);
    return 0;
}

int evict_enqueue(CACHE *cache, PAGE *page)
{
    if (pthread_mutex_trylock(&cache->evict_lock) != 0) {
        cache->evict_busy++; // EXPECT: lost-update
        return EBUSY;
    }
    page->qnext = cache->queue;
    cache->queue = page;
    cache->queued++;
    F_SET(page, PG_QUEUED); // EXPECT: lost-update
    UNLOCK(&cache->evict_lock);
    return 0;
}

unsigned long evict_pressure(CACHE *cache)
{
    unsigned long busy;

    LOCK(&cache->evict_lock);
    busy = cache->evict_busy;
    cache->evict_busy = 0;
    UNLOCK(&cache->evict_lock);
    return busy;
}

PAGE *evict_dequeue(CACHE *cache)
{
    PAGE *page;

    LOCK(&cache->evict_lock);
    if ((page = cache->queue) != NULL) {
        cache->queue = page->qnext;
        cache->queued--;
        cache->bytes -= page->size;
    }
    UNLOCK(&cache->evict_lock);
    if (page != NULL) {
        LOCK(&page->lock);
        F_CLR(page, PG_QUEUED);
        UNLOCK(&page->lock);
    }
    return page;
}

int log_put(LOG *log, const void *rec, size_t len)
{
    size_t off;

    if (len > sizeof(log->buf) / 2)
        return E2BIG;
    LOCK(&log->lock);
    off = log->tail;
    while (log->tail + len > sizeof(log->buf))
        pthread_cond_wait(&log->room, &log->lock);
    memcpy(log->buf + off % sizeof(log->buf), rec, len);
    log->tail = off + len; // EXPECT: lost-update
    UNLOCK(&log->lock);
    return 0;
}

void log_flush(LOG *log, void (*sink)(const void *, size_t))
{
    LOCK(&log->lock);
    sink(log->buf, log->tail);
    log->flushed += log->tail;
    log->tail = 0;
    UNLOCK(&log->lock);
    pthread_cond_broadcast(&log->room);
}
