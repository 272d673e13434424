// RUN: %tocsin %s
// STD: gnu17
/* Egress shaper: one token bucket per tenant.  The table is read by all
 * sender threads; the control thread changes rates now and then. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MAX_TENANTS 64

struct bucket {
    uint32_t tenant;
    uint64_t rate;
    uint64_t burst;
    uint64_t tokens;
    uint64_t borrowed;
    int64_t stamp_ns;
};

struct shaper {
    pthread_rwlock_t lock;
    struct bucket buckets[MAX_TENANTS];
    unsigned n;
};

static int64_t mono_ns(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000000000 + ts.tv_nsec;
}

static struct bucket *find_bucket(struct shaper *s, uint32_t tenant)
{
    for (unsigned i = 0; i < s->n; i++)
        if (s->buckets[i].tenant == tenant)
            return &s->buckets[i];
    return NULL;
}

static int shaper_set_rate(struct shaper *s, uint32_t tenant, uint64_t rate, uint64_t burst)
{
    struct bucket *b;
    int rc = 0;

    pthread_rwlock_wrlock(&s->lock);
    b = find_bucket(s, tenant);
    if (!b) {
        if (s->n == MAX_TENANTS) {
            rc = -ENOSPC;
            goto out;
        }
        b = &s->buckets[s->n++];
        *b = (struct bucket){ .tenant = tenant, .stamp_ns = mono_ns() };
    }
    b->rate = rate;
    b->burst = burst;
    if (b->tokens > burst)
        b->tokens = burst;
out:
    pthread_rwlock_unlock(&s->lock);
    return rc;
}

static void shaper_refill(struct shaper *s)
{
    int64_t now = mono_ns();

    pthread_rwlock_wrlock(&s->lock);
    for (unsigned i = 0; i < s->n; i++) {
        struct bucket *b = &s->buckets[i];
        int64_t dt = now - b->stamp_ns;
        if (dt <= 0)
            continue;
        b->tokens += b->rate * (uint64_t)(dt / 1000000) / 1000;
        if (b->tokens > b->burst)
            b->tokens = b->burst;
        b->stamp_ns = now;
    }
    pthread_rwlock_unlock(&s->lock);
}

static bool shaper_admit(struct shaper *s, uint32_t tenant, uint64_t bytes)
{
    bool ok = false;
    struct bucket *b;

    pthread_rwlock_rdlock(&s->lock);
    b = find_bucket(s, tenant);
    if (b && b->tokens >= bytes) {
        b->tokens -= bytes; // EXPECT: lost-update
        ok = true;
    }
    pthread_rwlock_unlock(&s->lock);
    return ok;
}

static bool shaper_borrow(struct shaper *s, uint32_t tenant, uint64_t bytes)
{
    bool ok = false;
    struct bucket *b;

    pthread_rwlock_wrlock(&s->lock);
    b = find_bucket(s, tenant);
    if (b && b->borrowed + bytes <= b->burst / 2) {
        b->borrowed += bytes;
        ok = true;
    }
    pthread_rwlock_unlock(&s->lock);
    return ok;
}

static struct shaper egress = { .lock = PTHREAD_RWLOCK_INITIALIZER };

static void *sender_main(void *arg)
{
    uint32_t tenant = (uint32_t)(uintptr_t)arg % 8;
    unsigned long sent = 0;

    for (int i = 0; i < 10000; i++)
        if (shaper_admit(&egress, tenant, 1500) || shaper_borrow(&egress, tenant, 1500))
            sent++;
    return (void *)(uintptr_t)sent;
}

int main(void)
{
    pthread_t th[16];

    for (uint32_t t = 0; t < 8; t++)
        if (shaper_set_rate(&egress, t, 10000000, 1000000) < 0)
            return EXIT_FAILURE;
    for (uintptr_t i = 0; i < 16; i++)
        if (pthread_create(&th[i], NULL, sender_main, (void *)i) != 0)
            abort();
    shaper_refill(&egress);
    for (int i = 0; i < 16; i++) {
        void *ret;
        pthread_join(th[i], &ret);
        printf("sender %d: %lu packets\n", i, (unsigned long)(uintptr_t)ret);
    }
    return EXIT_SUCCESS;
}
