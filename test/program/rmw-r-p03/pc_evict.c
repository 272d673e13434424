// STD: gnu17
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "pagecache.h"

bool frame_claim(struct frame *f)
{
    int idle = 0;

    return __atomic_compare_exchange_n(&f->pins, &idle, PIN_EVICTED, false,
                                       __ATOMIC_ACQ_REL, __ATOMIC_RELAXED);
}

/* For frames the clock hand has passed twice. */
bool frame_claim_cold(struct frame *f)
{
    if (__atomic_load_n(&f->pins, __ATOMIC_ACQUIRE) != 0)
        return false;
    __atomic_store_n(&f->pins, PIN_EVICTED, __ATOMIC_RELEASE); // EXPECT: split-atomic
    return true;
}

int pc_flush(struct pagecache *pc, struct frame *f)
{
    off_t at;
    ssize_t n;

    if (!frame_pin(f))
        return -EBUSY;
    if (__atomic_exchange_n(&f->dirty, 0, __ATOMIC_ACQ_REL) == 0) {
        frame_unpin(f);
        return 0;
    }
    at = (off_t)f->page_no * PC_PAGE_SIZE;
    n = pwrite(pc->fd, f->data, PC_PAGE_SIZE, at);
    if (n != PC_PAGE_SIZE) {
        /* Still counted if nobody dirtied it meanwhile. */
        if (__atomic_exchange_n(&f->dirty, 1, __ATOMIC_ACQ_REL) == 1)
            __atomic_fetch_sub(&pc->dirty_pages, 1, __ATOMIC_RELAXED);
        frame_unpin(f);
        return -EIO;
    }
    __atomic_fetch_sub(&pc->dirty_pages, 1, __ATOMIC_RELAXED);
    frame_unpin(f);
    return 0;
}

/* The frame is claimed: nobody else can pin it until pins is reset. */
void pc_recycle(struct pagecache *pc, struct frame *f, uint32_t page_no)
{
    if (__atomic_exchange_n(&f->dirty, 0, __ATOMIC_ACQ_REL) == 1)
        pc->dirty_pages--; // EXPECT: lost-update
    f->page_no = page_no;
    memset(f->data, 0, PC_PAGE_SIZE);
    __atomic_store_n(&f->pins, 0, __ATOMIC_RELEASE);
}
