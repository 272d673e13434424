// RUN: %tocsin %s
// STD: gnu17
/* Build-farm scheduler on C11 threads: slots are leased to runner threads. */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

#define FARM_SLOTS 32

struct slot {
    uint32_t epoch;      /* bumped whenever the slot changes hands */
    int      owner;      /* -1 = free */
    unsigned cost;
    unsigned price_gen;   /* bumped whenever cost changes under a lease */
};

struct farm {
    mtx_t       mu;
    cnd_t       freed;
    struct slot slots[FARM_SLOTS];
    unsigned    budget;
    unsigned    leased;
    bool        closing;
};

struct runner {
    struct farm *farm;
    int          id;
};

static void unlock_cleanup(mtx_t **m)
{
    if (*m)
        mtx_unlock(*m);
}

static mtx_t *lock_enter(mtx_t *m)
{
    mtx_lock(m);
    return m;
}

#define FARM_SCOPE(f) \
    mtx_t *scope_lock_ __attribute__((cleanup(unlock_cleanup), unused)) = lock_enter(&(f)->mu)

static unsigned estimate_cost(int owner)
{
    unsigned c = 1, i;

    for (i = 0; i < 8; i++)
        c += (unsigned)(owner + (int)i) % 3;
    return c;
}

/* f->mu held. */
static int find_free(const struct farm *f)
{
    for (int i = 0; i < FARM_SLOTS; i++)
        if (f->slots[i].owner < 0)
            return i;
    return -1;
}

/* f->mu held. */
static void slot_take(struct farm *f, int i, int owner, unsigned cost)
{
    f->slots[i].owner = owner;
    f->slots[i].cost = cost;
    f->slots[i].epoch++;
    f->budget -= cost;
    f->leased++;
}

int farm_lease(struct farm *f, int owner, uint32_t *epoch)
{
    FARM_SCOPE(f);
    unsigned cost = estimate_cost(owner);
    int i = find_free(f);

    while (!f->closing && (i < 0 || f->budget < cost)) {
        cnd_wait(&f->freed, &f->mu);
        i = find_free(f);
    }
    if (f->closing)
        return -ESHUTDOWN;
    slot_take(f, i, owner, cost);
    *epoch = f->slots[i].epoch;
    return i;
}

void farm_release(struct farm *f, int i, uint32_t epoch)
{
    FARM_SCOPE(f);
    struct slot *s = &f->slots[i];

    if (s->owner < 0 || s->epoch != epoch)
        return;
    f->budget += s->cost;
    f->leased--;
    s->owner = -1;
    s->epoch++;
    cnd_broadcast(&f->freed);
}

/* Re-price a lease; the estimate is slow, so it runs without the lock. */
int farm_reprice(struct farm *f, int i)
{
    unsigned was, fresh;
    uint32_t epoch;
    unsigned priced;
    int owner;

    mtx_lock(&f->mu);
    owner = f->slots[i].owner;
    epoch = f->slots[i].epoch;
    was = f->slots[i].cost;
    priced = f->slots[i].price_gen;
    mtx_unlock(&f->mu);
    if (owner < 0)
        return -ENOENT;

    fresh = estimate_cost(owner);
    if (fresh > was)
        fresh = was;

    mtx_lock(&f->mu);
    if (f->slots[i].epoch != epoch || f->slots[i].price_gen != priced) {
        mtx_unlock(&f->mu);
        return -EAGAIN;
    }
    f->budget += was - fresh;
    f->slots[i].cost = fresh;
    f->slots[i].price_gen++;
    cnd_broadcast(&f->freed);
    mtx_unlock(&f->mu);
    return 0;
}

static int runner_main(void *arg)
{
    struct runner *r = arg;

    for (int n = 0; n < 2000; n++) {
        uint32_t epoch;
        int i = farm_lease(r->farm, r->id, &epoch);

        if (i < 0)
            return 0;
        if (mtx_trylock(&r->farm->mu) == thrd_success) {
            if (r->farm->leased > FARM_SLOTS / 2)
                cnd_broadcast(&r->farm->freed);
            mtx_unlock(&r->farm->mu);
        }
        farm_release(r->farm, i, epoch);
    }
    return 0;
}

int main(void)
{
    static struct farm f;
    struct runner r[4];
    thrd_t t[4];

    f.budget = 200;
    for (int i = 0; i < FARM_SLOTS; i++)
        f.slots[i].owner = -1;
    if (mtx_init(&f.mu, mtx_plain) != thrd_success || cnd_init(&f.freed) != thrd_success)
        return 1;
    for (int i = 0; i < 4; i++) {
        r[i] = (struct runner){ &f, i };
        if (thrd_create(&t[i], runner_main, &r[i]) != thrd_success)
            abort();
    }
    for (int i = 0; i < FARM_SLOTS; i++)
        farm_reprice(&f, i);
    for (int i = 0; i < 4; i++)
        thrd_join(t[i], NULL);
    return f.leased == 0 ? 0 : 1;
}
