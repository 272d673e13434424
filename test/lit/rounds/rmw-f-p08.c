// RUN: %tocsin %s
// STD: gnu17
/* bt_page.c - page pins of the buffer manager */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#define PAGE_DIRTY 0x01u
#define PAGE_EVICTING 0x02u
#define PAGE_SPLIT 0x04u
#define PAGE_CHECKSUM 0x08u

#define P_ISSET(p, f) ((__atomic_load_n(&(p)->flags, __ATOMIC_ACQUIRE) & (f)) != 0)
#define P_SET_ATOMIC(p, f) ((void)__atomic_fetch_or(&(p)->flags, (f), __ATOMIC_ACQ_REL))
#define P_CLR_ATOMIC(p, f) ((void)__atomic_fetch_and(&(p)->flags, (uint32_t)~(f), __ATOMIC_ACQ_REL))
#define P_SET(p, f) ((p)->flags |= (f))

struct page {
    uint64_t id;
    uint32_t flags;
    int32_t pins;
    uint64_t write_gen;
    void *image;
};

struct bufpool {
    struct page **pages;
    size_t npages;
    volatile int closing;
    pthread_t evictor;
};

static void page_pin(struct page *p)
{
    __atomic_add_fetch(&p->pins, 1, __ATOMIC_ACQUIRE);
}

static void page_unpin(struct page *p)
{
    __atomic_sub_fetch(&p->pins, 1, __ATOMIC_RELEASE);
}

static struct page *page_new(uint64_t id)
{
    struct page *p = calloc(1, sizeof(*p));
    if (p) {
        p->id = id;
        p->pins = 1;
        P_SET(p, PAGE_CHECKSUM);
    }
    return p;
}

void bt_page_modify(struct bufpool *bp, size_t slot, void (*fn)(void *, void *), void *cookie)
{
    struct page *p = bp->pages[slot];

    page_pin(p);
    fn(p->image, cookie);
    __atomic_fetch_add(&p->write_gen, 1, __ATOMIC_RELAXED);
    P_SET_ATOMIC(p, PAGE_DIRTY);
    page_unpin(p);
}

int bt_page_split(struct bufpool *bp, size_t slot, uint64_t new_id, struct page **out)
{
    struct page *p = bp->pages[slot];
    struct page *right;

    page_pin(p);
    if (P_ISSET(p, PAGE_EVICTING)) {
        page_unpin(p);
        return -1;
    }
    right = page_new(new_id);
    if (!right) {
        p->pins--; // EXPECT: lost-update
        return -1;
    }
    P_SET(p, PAGE_SPLIT); // EXPECT: lost-update
    *out = right;
    page_unpin(p);
    return 0;
}

static void *evict_server(void *arg)
{
    struct bufpool *bp = arg;

    while (!bp->closing) {
        for (size_t i = 0; i < bp->npages; i++) {
            struct page *p = bp->pages[i];
            int32_t idle = 0;
            if (!__atomic_compare_exchange_n(&p->pins, &idle, 1, false, __ATOMIC_ACQ_REL,
                                             __ATOMIC_RELAXED))
                continue;
            P_SET_ATOMIC(p, PAGE_EVICTING);
            P_CLR_ATOMIC(p, PAGE_DIRTY | PAGE_EVICTING);
            page_unpin(p);
        }
    }
    return NULL;
}

int bt_pool_open(struct bufpool *bp, size_t n)
{
    bp->pages = calloc(n, sizeof(*bp->pages));
    if (!bp->pages)
        return -1;
    for (size_t i = 0; i < n; i++) {
        bp->pages[i] = page_new(i);
        if (!bp->pages[i])
            return -1;
        bp->pages[i]->pins--;
    }
    bp->npages = n;
    bp->closing = 0;
    return pthread_create(&bp->evictor, NULL, evict_server, bp) == 0 ? 0 : -1;
}
