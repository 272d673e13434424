// RUN: %tocsin %s
// STD: gnu17
/* Stream-id allocation for multiplexed connections, one bitmap per connection. */
#include <errno.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>

#define ID_WORDS 16
#define WORD_BITS 64

struct idmap {
    _Atomic uint64_t word[ID_WORDS];
    atomic_int in_use;
};

struct conn {
    struct idmap local;   /* ids we open */
    struct idmap remote;  /* ids the peer opens */
    atomic_ulong opened;
};

/* Lowest free id, or -ENOSPC. */
static int idmap_alloc(struct idmap *m)
{
    for (int w = 0; w < ID_WORDS; w++) {
        uint64_t v = atomic_load_explicit(&m->word[w], memory_order_acquire);

        if (v == UINT64_MAX)
            continue;
        int bit = __builtin_ctzll(~v);
        atomic_fetch_or_explicit(&m->word[w], UINT64_C(1) << bit, memory_order_acq_rel); // EXPECT: split-atomic
        atomic_fetch_add(&m->in_use, 1);
        return w * WORD_BITS + bit;
    }
    return -ENOSPC;
}

/* A given id, or -EBUSY when taken. */
static int idmap_reserve(struct idmap *m, int id)
{
    uint64_t mask;

    if (id < 0 || id >= ID_WORDS * WORD_BITS)
        return -EINVAL;
    mask = UINT64_C(1) << (id % WORD_BITS);
    if (atomic_load_explicit(&m->word[id / WORD_BITS], memory_order_relaxed) & mask)
        return -EBUSY;
    if (atomic_fetch_or_explicit(&m->word[id / WORD_BITS], mask, memory_order_acq_rel) & mask)
        return -EBUSY;
    atomic_fetch_add(&m->in_use, 1);
    return id;
}

static int idmap_release(struct idmap *m, int id)
{
    uint64_t mask = UINT64_C(1) << (id % WORD_BITS);
    uint64_t before = atomic_fetch_and_explicit(&m->word[id / WORD_BITS], ~mask,
                                                memory_order_acq_rel);

    if (!(before & mask))
        return -ENOENT;
    atomic_fetch_sub(&m->in_use, 1);
    return 0;
}

static int open_streams(void *arg)
{
    struct conn *c = arg;
    int ids[32], n = 0;

    for (int round = 0; round < 500; round++) {
        while (n < 32) {
            int id = idmap_alloc(&c->local);

            if (id < 0)
                break;
            atomic_fetch_add_explicit(&c->opened, 1, memory_order_relaxed);
            ids[n++] = id;
        }
        while (n > 0) {
            int rc = idmap_release(&c->local, ids[--n]);

            if (rc < 0) {
                fprintf(stderr, "stream %d closed twice\n", ids[n]);
                return 1;
            }
        }
    }
    return 0;
}

static int accept_streams(void *arg)
{
    struct conn *c = arg;

    for (int id = 0; id < 1024; id++) {
        int got = idmap_reserve(&c->remote, id);

        if (got >= 0 && id % 3 == 0)
            idmap_release(&c->remote, got);
    }
    return 0;
}

int main(void)
{
    static struct conn c;
    thrd_t t[6];
    int rc = 0, one;

    for (int i = 0; i < 6; i++)
        if (thrd_create(&t[i], i < 4 ? open_streams : accept_streams, &c) != thrd_success)
            abort();
    for (int i = 0; i < 6; i++) {
        thrd_join(t[i], &one);
        rc |= one;
    }
    printf("%lu streams opened, %d in use\n", atomic_load(&c.opened), atomic_load(&c.local.in_use));
    return rc;
}
