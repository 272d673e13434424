// RUN: %tocsin %s
// STD: gnu17
/* Warehouse stock service, C11 threads. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>

#define MAX_SKU 128

struct sku {
    _Atomic int on_hand;
    _Atomic int reserved;
    atomic_uint revision;
};

static struct sku g_sku[MAX_SKU];
static atomic_ulong g_ticket;

static bool sku_reserve(struct sku *s, int qty)
{
    int have = atomic_load(&s->on_hand);

    do {
        if (have < qty)
            return false;
    } while (!atomic_compare_exchange_weak(&s->on_hand, &have, have - qty));
    s->reserved += qty;
    atomic_fetch_add(&s->revision, 1u);
    return true;
}

static void sku_ship(struct sku *s, int qty)
{
    s->reserved = s->reserved - qty; // EXPECT: split-atomic
    atomic_fetch_add(&s->revision, 1u);
}

static void sku_restock(struct sku *s, int qty)
{
    int now;

    now = atomic_load_explicit(&s->on_hand, memory_order_relaxed);
    if (now > 100000)
        return;
    now += qty;
    atomic_store_explicit(&s->on_hand, now, memory_order_relaxed); // EXPECT: split-atomic
    atomic_fetch_add(&s->revision, 1u);
}

static unsigned long next_ticket(void)
{
    return atomic_fetch_add(&g_ticket, 1ul) + 1;
}

static int picker(void *arg)
{
    struct sku *s = arg;
    int i;

    for (i = 0; i < 1000; i++) {
        if (!sku_reserve(s, 1 + i % 3)) {
            sku_restock(s, 64);
            continue;
        }
        (void)next_ticket();
        sku_ship(s, 1 + i % 3);
    }
    return 0;
}

int warehouse_run(int nthreads)
{
    thrd_t *t = calloc((size_t)nthreads, sizeof(*t));
    int i, up = 0;

    if (!t)
        return -1;
    for (i = 0; i < MAX_SKU; i++)
        atomic_init(&g_sku[i].on_hand, 500);
    for (i = 0; i < nthreads; i++) {
        if (thrd_create(&t[i], picker, &g_sku[i % 4]) != thrd_success)
            break;
        up++;
    }
    for (i = 0; i < up; i++)
        thrd_join(t[i], NULL);
    free(t);
    return up;
}
