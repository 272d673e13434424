// RUN: %tocsin %s
// STD: gnu17
/* Per-tenant admission control for the ingest gateway. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MAX_TENANTS 64
#define REFILL_PERIOD_US 10000

struct tenant_bucket {
    _Atomic int64_t tokens;
    int64_t burst;
    int64_t refill;
    _Atomic uint64_t rejected;
};

struct admission {
    struct tenant_bucket tenants[MAX_TENANTS];
    unsigned ntenants;
    atomic_bool stopping;
};

struct request {
    unsigned tenant;
    int64_t cost;
    int status;
};

struct worker_arg {
    struct admission *adm;
    unsigned seed;
};

static int64_t clamp_tokens(const struct tenant_bucket *b, int64_t v)
{
    if (v < 0)
        return 0;
    return v > b->burst ? b->burst : v;
}

static bool bucket_take(struct tenant_bucket *b, int64_t cost)
{
    int64_t cur = atomic_load_explicit(&b->tokens, memory_order_relaxed);

    do {
        if (cur < cost) {
            atomic_fetch_add_explicit(&b->rejected, 1, memory_order_relaxed);
            return false;
        }
    } while (!atomic_compare_exchange_weak_explicit(&b->tokens, &cur, cur - cost,
                                                    memory_order_acq_rel,
                                                    memory_order_relaxed));
    return true;
}

/* Hand back the cost of a request that never reached the backend. */
static void bucket_refund(struct tenant_bucket *b, int64_t cost)
{
    int64_t have = atomic_load_explicit(&b->tokens, memory_order_acquire);
    int64_t want = clamp_tokens(b, have + cost);

    if (want != have)
        atomic_store_explicit(&b->tokens, want, memory_order_release); // EXPECT: split-atomic
}

static void bucket_refill(struct tenant_bucket *b)
{
    int64_t cur = atomic_load(&b->tokens);
    int64_t want;

    do {
        want = clamp_tokens(b, cur + b->refill);
    } while (!atomic_compare_exchange_weak(&b->tokens, &cur, want));
}

static int backend_send(struct request *rq, unsigned *seed)
{
    rq->status = rand_r(seed) % 17 ? 200 : 503;
    return rq->status == 200 ? 0 : -1;
}

static void *ingest_worker(void *p)
{
    struct worker_arg *wa = p;
    struct admission *adm = wa->adm;

    while (!atomic_load(&adm->stopping)) {
        struct request rq = { rand_r(&wa->seed) % adm->ntenants, 1 + rand_r(&wa->seed) % 4, 0 };
        struct tenant_bucket *b = &adm->tenants[rq.tenant];

        if (!bucket_take(b, rq.cost)) {
            usleep(200);
            continue;
        }
        if (backend_send(&rq, &wa->seed) < 0)
            bucket_refund(b, rq.cost);
    }
    return NULL;
}

static void *refill_main(void *p)
{
    struct admission *adm = p;

    while (!atomic_load(&adm->stopping)) {
        for (unsigned i = 0; i < adm->ntenants; i++)
            bucket_refill(&adm->tenants[i]);
        usleep(REFILL_PERIOD_US);
    }
    return NULL;
}

int main(void)
{
    static struct admission adm;
    static struct worker_arg args[8];
    pthread_t refill, tid[8];

    adm.ntenants = 16;
    for (unsigned i = 0; i < adm.ntenants; i++) {
        adm.tenants[i].burst = 500;
        adm.tenants[i].refill = 20;
        atomic_init(&adm.tenants[i].tokens, 500);
    }
    if (pthread_create(&refill, NULL, refill_main, &adm) != 0)
        return 1;
    for (unsigned i = 0; i < 8; i++) {
        args[i] = (struct worker_arg){ &adm, i + 1 };
        if (pthread_create(&tid[i], NULL, ingest_worker, &args[i]) != 0)
            abort();
    }
    sleep(5);
    atomic_store(&adm.stopping, true);
    for (unsigned i = 0; i < 8; i++)
        pthread_join(tid[i], NULL);
    pthread_join(refill, NULL);
    for (unsigned i = 0; i < adm.ntenants; i++)
        printf("tenant %u rejected %llu\n", i, (unsigned long long)adm.tenants[i].rejected);
    return 0;
}
