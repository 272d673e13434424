// STD: gnu17
#include "wal.h"

int wal_slot_acquire(struct wal *w)
{
    int i, got = -1;

    pthread_mutex_lock(&w->lock);
    for (i = 0; i < WAL_MAX_SLOTS && got < 0; i++) {
        if (!w->slot[i].in_use) {
            w->slot[i].in_use = 1;
            w->slot[i].restart_lsn = w->checkpoint_lsn;
            got = i;
        }
    }
    pthread_mutex_unlock(&w->lock);
    return got;
}

void wal_slot_advance(struct wal *w, int slot, uint64_t lsn)
{
    pthread_mutex_lock(&w->lock);
    if (lsn > w->slot[slot].restart_lsn)
        w->slot[slot].restart_lsn = lsn;
    pthread_mutex_unlock(&w->lock);
}

/* Caller holds w->lock. */
uint64_t wal_oldest_needed(const struct wal *w)
{
    uint64_t oldest = w->checkpoint_lsn;
    int i;

    for (i = 0; i < WAL_MAX_SLOTS; i++)
        if (w->slot[i].in_use && w->slot[i].restart_lsn < oldest)
            oldest = w->slot[i].restart_lsn;
    return oldest;
}
