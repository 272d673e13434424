#ifndef PAGECACHE_H
#define PAGECACHE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PC_FRAMES    128
#define PC_PAGE_SIZE 4096
#define PIN_EVICTED  (-1)

struct frame {
    int      pins;       /* >= 0 users, PIN_EVICTED while the frame is recycled */
    uint32_t page_no;    /* stable while pinned */
    int      dirty;
    unsigned char *data;
};

/* Spill pages of temporary tables: content may be discarded on eviction. */
struct pagecache {
    struct frame frames[PC_FRAMES];
    long         dirty_pages;
    int          stopping;
    int          fd;
};

/* pc_pin.c */
bool frame_pin(struct frame *f);
void frame_unpin(struct frame *f);
void pc_mark_dirty(struct pagecache *pc, struct frame *f);
long pc_dirty_pages(struct pagecache *pc);

/* pc_evict.c */
bool frame_claim(struct frame *f);
bool frame_claim_cold(struct frame *f);
void pc_recycle(struct pagecache *pc, struct frame *f, uint32_t page_no);
int  pc_flush(struct pagecache *pc, struct frame *f);

#endif
