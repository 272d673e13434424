// RUN: %tocsin %s
// STD: gnu17
/* walrecycle.c - removes write-ahead-log segments no replica needs any more */
#define _GNU_SOURCE
#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_SLOTS 16

struct wal_seg {
    uint64_t first_seq;
    uint64_t last_seq;
    struct wal_seg *next;
};

struct wal {
    pthread_mutex_t mu;
    char dir[192];
    struct wal_seg *oldest;
    uint64_t slot_seq[MAX_SLOTS];
    int slot_active[MAX_SLOTS];
    uint64_t checkpoint_seq;
};

int wal_slot_open(struct wal *w, uint64_t *start)
{
    int i, slot = -1;
    pthread_mutex_lock(&w->mu);
    for (i = 0; i < MAX_SLOTS; i++) {
        if (!w->slot_active[i]) {
            w->slot_active[i] = 1;
            w->slot_seq[i] = w->oldest ? w->oldest->first_seq : w->checkpoint_seq;
            *start = w->slot_seq[i];
            slot = i;
            break;
        }
    }
    pthread_mutex_unlock(&w->mu);
    return slot;
}

void wal_slot_ack(struct wal *w, int slot, uint64_t seq)
{
    pthread_mutex_lock(&w->mu);
    if (seq > w->slot_seq[slot])
        w->slot_seq[slot] = seq;
    pthread_mutex_unlock(&w->mu);
}

static uint64_t oldest_needed_locked(const struct wal *w)
{
    uint64_t low = w->checkpoint_seq;
    int i;
    for (i = 0; i < MAX_SLOTS; i++)
        if (w->slot_active[i] && w->slot_seq[i] < low)
            low = w->slot_seq[i];
    return low;
}

int wal_recycle(struct wal *w)
{
    char path[256];
    int n = 0;
    pthread_mutex_lock(&w->mu);
    uint64_t horizon = oldest_needed_locked(w);
    while (w->oldest && w->oldest->last_seq < horizon) {
        struct wal_seg *s = w->oldest;
        snprintf(path, sizeof path, "%s/%016" PRIx64 ".wal", w->dir, s->first_seq);
        if (unlink(path) != 0 && errno != ENOENT)
            break;
        w->oldest = s->next;
        free(s);
        n++;
    }
    pthread_mutex_unlock(&w->mu);
    return n;
}
