// RUN: %tocsin %s
// STD: gnu17
/* Token bucket limiting calls to an upstream API. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>

struct bucket {
    atomic_long tokens;
    atomic_long largest;
    _Atomic unsigned long granted;
    _Atomic unsigned long denied;
    long capacity;
};

static struct bucket api;
static atomic_bool stop;

static bool bucket_take(struct bucket *b, long n)
{
    long cur = atomic_load_explicit(&b->tokens, memory_order_acquire);
    if (cur < n) {
        b->denied = b->denied + 1; // EXPECT: split-atomic
        return false;
    }
    atomic_store_explicit(&b->tokens, cur - n, memory_order_release); // EXPECT: split-atomic
    b->granted++;
    if (n > atomic_load(&b->largest))
        atomic_store(&b->largest, n); // EXPECT: split-atomic
    return true;
}

static void bucket_refill(struct bucket *b, long n)
{
    long cur = atomic_load(&b->tokens);
    long next;
    do {
        next = cur + n;
        if (next > b->capacity)
            next = b->capacity;
    } while (!atomic_compare_exchange_weak(&b->tokens, &cur, next));
}

static bool bucket_take_one(struct bucket *b)
{
    long cur = atomic_load(&b->tokens);
    while (cur > 0) {
        if (atomic_compare_exchange_weak(&b->tokens, &cur, cur - 1)) {
            atomic_fetch_add(&b->granted, 1);
            return true;
        }
    }
    return false;
}

static void *refiller(void *arg)
{
    struct timespec ts = {0, 1000000};
    (void)arg;
    while (!atomic_load(&stop)) {
        bucket_refill(&api, 10);
        nanosleep(&ts, NULL);
    }
    return NULL;
}

static void *caller(void *arg)
{
    long weight = (long)arg;
    for (int i = 0; i < 2000; i++) {
        bucket_take(&api, weight);
        bucket_take_one(&api);
    }
    return NULL;
}

int main(void)
{
    pthread_t fill, th[3];

    api.capacity = 100;
    atomic_init(&api.tokens, api.capacity);
    pthread_create(&fill, NULL, refiller, NULL);
    for (long i = 0; i < 3; i++)
        pthread_create(&th[i], NULL, caller, (void *)(i + 1));
    for (int i = 0; i < 3; i++)
        pthread_join(th[i], NULL);
    atomic_store(&stop, true);
    pthread_join(fill, NULL);
    printf("granted %lu denied %lu\n", api.granted, api.denied);
    return 0;
}
