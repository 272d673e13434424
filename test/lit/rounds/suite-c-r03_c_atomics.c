// RUN: %tocsin %s
// STD: gnu17
/* C11 atomics and the compiler's builtins: one operation or two. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

static atomic_long hits, misses, level, high, seats = 8;
static _Atomic unsigned long mask;
static atomic_bool claimed, owned;
static uint64_t plain_seq, plain_max;
static pthread_mutex_t seq_lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic uint64_t seq;

static void load_store(void)
{
    long n = atomic_load(&hits);
    atomic_store(&hits, n + 1); // EXPECT: split-atomic
}

static void nested_load(void)
{
    atomic_store_explicit(&misses, atomic_load_explicit(&misses, memory_order_relaxed) + 1, memory_order_relaxed); // EXPECT: split-atomic
}

/* the variable named twice in one expression (CON40-C) */
static void twice_in_expression(void)
{
    level = level + 2; // EXPECT: split-atomic
}

static void compound_operator(void)
{
    level += 2;
    mask |= 4u;
}

static void fetch_form(void)
{
    atomic_fetch_add_explicit(&hits, 1, memory_order_relaxed);
    atomic_fetch_sub(&misses, 1);
}

static void raise_high(long v)
{
    if (v > atomic_load(&high))
        atomic_store(&high, v); // EXPECT: split-atomic
}

static void raise_high_loop(long v)
{
    long cur = atomic_load(&high);
    while (v > cur && !atomic_compare_exchange_weak(&high, &cur, v))
        ;
}

static bool claim_two_steps(void)
{
    if (claimed)
        return false;
    claimed = true; // EXPECT: split-atomic
    return true;
}

static bool claim_exchange(void)
{
    return !atomic_exchange(&owned, true);
}

static bool take_seat(void)
{
    long s = atomic_load(&seats);
    if (s == 0)
        return false;
    s--;
    atomic_store(&seats, s); // EXPECT: split-atomic
    return true;
}

static bool take_seat_loop(void)
{
    long s = atomic_load(&seats);
    do {
        if (s == 0)
            return false;
    } while (!atomic_compare_exchange_strong(&seats, &s, s - 1));
    return true;
}

static void builtin_pair(void)
{
    uint64_t v = __atomic_load_n(&plain_seq, __ATOMIC_ACQUIRE);
    __atomic_store_n(&plain_seq, v + 1, __ATOMIC_RELEASE); // EXPECT: split-atomic
}

static void builtin_one(void)
{
    __atomic_add_fetch(&plain_seq, 1, __ATOMIC_ACQ_REL);
}

static void builtin_mixed(void)
{
    plain_max++; // EXPECT: lost-update
}

static void builtin_sync(void)
{
    __sync_fetch_and_add(&plain_max, 1);
}

/* writers serialise on seq_lock, readers only load */
static void seq_bump(void)
{
    pthread_mutex_lock(&seq_lock);
    uint64_t s = atomic_load_explicit(&seq, memory_order_relaxed);
    atomic_store_explicit(&seq, s + 2, memory_order_release);
    pthread_mutex_unlock(&seq_lock);
}

static long observe(void)
{
    long h = atomic_load(&hits);
    atomic_store(&level, 0);
    return h;
}

static void *worker(void *arg)
{
    long n = (long)(intptr_t)arg;
    load_store(); nested_load(); twice_in_expression(); compound_operator(); fetch_form();
    raise_high(n); raise_high_loop(n); claim_two_steps(); claim_exchange();
    take_seat(); take_seat_loop(); builtin_pair(); builtin_one(); builtin_mixed();
    builtin_sync(); seq_bump();
    return NULL;
}

int main(void)
{
    pthread_t th[6];
    for (int i = 0; i < 6; i++)
        pthread_create(&th[i], NULL, worker, (void *)(intptr_t)i);
    long seen = observe();
    for (int i = 0; i < 6; i++)
        pthread_join(th[i], NULL);
    return seen < 0;
}
