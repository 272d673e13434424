// RUN: %tocsin %s
// STD: gnu17
/* C11 atomics: one object per routine, the way of updating varies. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

static atomic_int c1, c2, c3, c4, c5, c6, c7, c8, c9;
static _Atomic long w1, w2;
static atomic_bool b1, b2, b3;
static atomic_flag fl = ATOMIC_FLAG_INIT;
static _Atomic unsigned mask1, mask2;
static atomic_int level;

static void a01(int n)
{
    atomic_store(&c1, atomic_load(&c1) + n); // EXPECT: split-atomic
}

static void a02(int n)
{
    int v = atomic_load(&c2);
    v += n;
    atomic_store(&c2, v); // EXPECT: split-atomic
}

static void a03(int n)
{
    c3 = c3 + n; // EXPECT: split-atomic
}

static void a04(int n)
{
    int v = atomic_load_explicit(&c4, memory_order_acquire);
    if (v < 100)
        atomic_store_explicit(&c4, v + n, memory_order_release); // EXPECT: split-atomic
}

static void a05(void)
{
    if (!atomic_load(&b1)) {
        atomic_store(&b1, true); // EXPECT: split-atomic
        puts("starting");
    }
}

static void a06(int n)
{
    if (n > level)
        level = n; // EXPECT: split-atomic
}

static void a07(long n)
{
    w1 = w1 * n + 1; // EXPECT: split-atomic
}

static void a08(unsigned bit)
{
    unsigned m = mask1;
    m |= 1u << bit;
    mask1 = m; // EXPECT: split-atomic
}

static void a09(int n)
{
    atomic_int *p = &c5;
    atomic_store(p, *p - n); // EXPECT: split-atomic
}

static void a10(int n) { atomic_fetch_add(&c6, n); }

static void a11(int n) { c7 += n; }

static void a12(int n)
{
    int v = atomic_load(&c8);
    while (!atomic_compare_exchange_weak(&c8, &v, v * 2 + n))
        ;
}

static void a13(void)
{
    if (!atomic_exchange(&b2, true))
        puts("starting");
}

static void a14(void)
{
    bool off = false;
    if (atomic_compare_exchange_strong(&b3, &off, true))
        puts("starting");
}

static void a15(unsigned bit)
{
    mask2 |= 1u << bit;
    if (!atomic_flag_test_and_set(&fl))
        puts("flag");
}

static void a16(long n)
{
    printf("%ld\n", w2);
    w2 = n;
}

static void a17(int n)
{
    int v = atomic_load(&c9);
    do {
        if (v >= n)
            return;
    } while (!atomic_compare_exchange_weak_explicit(&c9, &v, n, memory_order_acq_rel, memory_order_relaxed));
}

static void *entry(void *arg)
{
    int n = (int)(long)arg;
    a01(n); a02(n); a03(n); a04(n); a05(); a06(n); a07(n); a08(n & 31); a09(n);
    a10(n); a11(n); a12(n); a13(); a14(); a15(n & 31); a16(n); a17(n);
    return NULL;
}

int main(void)
{
    pthread_t t[8];
    for (long i = 0; i < 8; i++)
        pthread_create(&t[i], NULL, entry, (void *)i);
    for (int i = 0; i < 8; i++)
        pthread_join(t[i], NULL);
    return 0;
}
