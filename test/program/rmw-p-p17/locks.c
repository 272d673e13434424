// STD: gnu17
#include "cache.h"

static pthread_mutex_t item_locks[1 << LOCK_POWER];

__attribute__((constructor)) static void item_locks_init(void)
{
    for (size_t i = 0; i < sizeof item_locks / sizeof item_locks[0]; i++)
        pthread_mutex_init(&item_locks[i], NULL);
}

void item_lock(uint32_t hv)
{
    pthread_mutex_lock(&item_locks[hv & hashmask(LOCK_POWER)]);
}

void item_unlock(uint32_t hv)
{
    pthread_mutex_unlock(&item_locks[hv & hashmask(LOCK_POWER)]);
}

void *item_trylock(uint32_t hv)
{
    pthread_mutex_t *lock = &item_locks[hv & hashmask(LOCK_POWER)];

    return pthread_mutex_trylock(lock) == 0 ? lock : NULL;
}

void item_trylock_unlock(void *lock)
{
    pthread_mutex_unlock((pthread_mutex_t *)lock);
}
