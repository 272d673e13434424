#ifndef WAL_H
#define WAL_H

#include <pthread.h>
#include <stdint.h>
#include <time.h>

#define WAL_MAX_SEG   1024
#define WAL_MAX_SLOTS 32

struct wal_segment {
    uint64_t last_lsn;
    time_t   closed_at;
    int      exists;
};

struct wal_slot {
    int      in_use;
    uint64_t restart_lsn;
};

struct wal {
    pthread_mutex_t    lock;
    char               dir[128];
    uint32_t           first, next;
    struct wal_segment seg[WAL_MAX_SEG];
    struct wal_slot    slot[WAL_MAX_SLOTS];
    uint64_t           checkpoint_lsn;
};

/* slots.c */
int  wal_slot_acquire(struct wal *w);
void wal_slot_advance(struct wal *w, int slot, uint64_t lsn);
uint64_t wal_oldest_needed(const struct wal *w);

/* recycle.c */
int wal_recycle(struct wal *w, time_t keep_seconds);

#endif
