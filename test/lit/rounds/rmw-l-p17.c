// RUN: %tocsin %s
// STD: gnu17
/* slabstat.c - slab accounting for an in-process object cache */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>

struct slab_class {
    unsigned size;
    int inuse;
    int pages;
    unsigned gen;
    bool rebalancing;
    mtx_t lock;
};

static struct slab_class classes[8];
static int total_pages;
static uint64_t requests;

static void *slab_alloc(struct slab_class *c)
{
    void *p = malloc(c->size);
    if (!p)
        return NULL;
    __atomic_add_fetch(&c->inuse, 1, __ATOMIC_RELAXED);
    return p;
}

static void slab_free(struct slab_class *c, void *p)
{
    free(p);
    c->inuse--; // EXPECT: lost-update
}

static void slab_add_page(struct slab_class *c)
{
    mtx_lock(&c->lock);
    c->pages++;
    __atomic_fetch_add(&c->gen, 1, __ATOMIC_RELEASE);
    mtx_unlock(&c->lock);
    __sync_fetch_and_add(&total_pages, 1);
}

static bool slab_begin_rebalance(struct slab_class *c)
{
    if (__atomic_load_n(&c->rebalancing, __ATOMIC_ACQUIRE))
        return false;
    __atomic_store_n(&c->rebalancing, true, __ATOMIC_RELEASE); // EXPECT: split-atomic
    return true;
}

static void slab_rebalance(struct slab_class *from, struct slab_class *to)
{
    if (!slab_begin_rebalance(from))
        return;
    mtx_lock(&from->lock);
    if (from->pages > 1) {
        from->pages--;
        mtx_unlock(&from->lock);
        mtx_lock(&to->lock);
        to->pages++;
        mtx_unlock(&to->lock);
    } else {
        mtx_unlock(&from->lock);
    }
    __atomic_store_n(&from->rebalancing, false, __ATOMIC_RELEASE);
}

static int worker(void *arg)
{
    unsigned seed = (unsigned)(uintptr_t)arg;

    for (int i = 0; i < 20000; i++) {
        struct slab_class *c = &classes[(seed + i) % 8];
        void *p = slab_alloc(c);
        if (!p)
            return -1;
        if (i % 512 == 0)
            slab_add_page(c);
        if (i % 1024 == 0)
            slab_rebalance(c, &classes[(seed + i + 1) % 8]);
        slab_free(c, p);
        __atomic_fetch_add(&requests, 1, __ATOMIC_RELAXED);
    }
    return 0;
}

int main(void)
{
    thrd_t t[4];

    for (int i = 0; i < 8; i++) {
        classes[i].size = 32u << i;
        classes[i].pages++;
        total_pages++;
        if (mtx_init(&classes[i].lock, mtx_plain) != thrd_success)
            return 1;
    }
    for (uintptr_t i = 0; i < 4; i++)
        if (thrd_create(&t[i], worker, (void *)(i * 3 + 1)) != thrd_success)
            return 1;
    for (int i = 0; i < 4; i++)
        thrd_join(t[i], NULL);
    printf("%llu requests, %d pages\n", (unsigned long long)requests, total_pages);
    return 0;
}
