// STD: gnu17
#include "stats.h"

#include <pthread.h>

#define SLOTS 4096
#define LIMIT (1u << 20)

struct item {
    uint64_t key;
    uint32_t size;
    int used;
};

static struct item table[SLOTS];
static pthread_mutex_t stats_mutex = PTHREAD_MUTEX_INITIALIZER;

void stats_lock(void)
{
    pthread_mutex_lock(&stats_mutex);
}

void stats_unlock(void)
{
    pthread_mutex_unlock(&stats_mutex);
}

static struct item *slot_for(uint64_t key)
{
    return &table[(key * 0x9e3779b97f4a7c15ull) >> 52];
}

int item_link(uint64_t key, uint32_t size)
{
    struct item *it = slot_for(key);
    int rc = -1;

    STATS_LOCK();
    if (!it->used) {
        it->key = key;
        it->size = size;
        it->used = 1;
        account_link(size);
        rc = 0;
        if (account_over(LIMIT)) {
            it->used = 0;
            account_unlink(size);
            rc = -1;
        }
    }
    STATS_UNLOCK();
    return rc;
}

int item_unlink(uint64_t key)
{
    struct item *it = slot_for(key);

    STATS_LOCK();
    if (!it->used || it->key != key) {
        STATS_UNLOCK();
        return -1;
    }
    it->used = 0;
    account_unlink(it->size);
    STATS_UNLOCK();
    return 0;
}
