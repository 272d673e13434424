// STD: gnu17
#include "pagecache.h"

bool frame_pin(struct frame *f)
{
    int cur = __atomic_load_n(&f->pins, __ATOMIC_RELAXED);

    while (cur != PIN_EVICTED) {
        if (__atomic_compare_exchange_n(&f->pins, &cur, cur + 1, false,
                                        __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
            return true;
    }
    return false;
}

void frame_unpin(struct frame *f)
{
    __atomic_fetch_sub(&f->pins, 1, __ATOMIC_RELEASE);
}

/* The caller has pinned the frame. */
void pc_mark_dirty(struct pagecache *pc, struct frame *f)
{
    if (__atomic_exchange_n(&f->dirty, 1, __ATOMIC_ACQ_REL) == 0)
        __atomic_fetch_add(&pc->dirty_pages, 1, __ATOMIC_RELAXED);
}

long pc_dirty_pages(struct pagecache *pc)
{
    return __atomic_load_n(&pc->dirty_pages, __ATOMIC_RELAXED);
}
