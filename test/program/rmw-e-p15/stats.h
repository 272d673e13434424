#ifndef STATS_H
#define STATS_H
#include <stdint.h>

struct store_stats {
    uint64_t curr_items;
    uint64_t curr_bytes;
    uint64_t evictions;
    int state;
};

extern struct store_stats stats;

void stats_lock(void);
void stats_unlock(void);

#define STATS_LOCK()   stats_lock()
#define STATS_UNLOCK() stats_unlock()

/* item accounting, see store.c */
int item_link(uint64_t key, uint32_t size);
int item_unlink(uint64_t key);

/* accounting.c */
void account_link(uint32_t size);
void account_unlink(uint32_t size);
int account_over(uint64_t limit);

#endif
