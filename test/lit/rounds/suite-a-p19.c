// RUN: %tocsin %s
// STD: gnu17
/* Compiler builtins. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct obj { int refs; int val; };

static long n1, n2, n3, n4, n5, n6, n7;
static int st1, st2;
static unsigned long bits1, bits2;

static void u01(long k)
{
    __atomic_store_n(&n1, __atomic_load_n(&n1, __ATOMIC_SEQ_CST) + k, __ATOMIC_SEQ_CST); // EXPECT: split-atomic
}

static void u02(long k)
{
    long v;
    __atomic_load(&n2, &v, __ATOMIC_ACQUIRE);
    v -= k;
    __atomic_store(&n2, &v, __ATOMIC_RELEASE); // EXPECT: split-atomic
}

static void u03a(void) { __sync_fetch_and_add(&n3, 1); }

static void u03b(void)
{
    n3--; // EXPECT: lost-update
}

static void u04(void)
{
    if (__atomic_load_n(&st1, __ATOMIC_ACQUIRE) == 0)
        __atomic_store_n(&st1, 1, __ATOMIC_RELEASE); // EXPECT-MISS: split-atomic
}

static void u05(struct obj *o)
{
    __atomic_fetch_sub(&o->refs, 1, __ATOMIC_ACQ_REL);
    if (__atomic_load_n(&o->refs, __ATOMIC_ACQUIRE) == 0) free(o); // EXPECT: split-atomic
}

static void u06(int b)
{
    unsigned long m = __atomic_load_n(&bits1, __ATOMIC_RELAXED);
    __atomic_store_n(&bits1, m & ~(1ul << b), __ATOMIC_RELAXED); // EXPECT: split-atomic
}

static void u06b(int b) { __atomic_fetch_or(&bits1, 1ul << b, __ATOMIC_RELAXED); }

static void u07(long k)
{
    long old, nw;
    do {
        old = n4;
        nw = old * 3 + k;
    } while (!__sync_bool_compare_and_swap(&n4, old, nw));
}

static void u08(long k) { __atomic_add_fetch(&n5, k, __ATOMIC_RELAXED); }

static void u09(void)
{
    if (__sync_lock_test_and_set(&st2, 1) == 0)
        puts("mine");
}

static void u10(struct obj *o)
{
    if (__atomic_sub_fetch(&o->refs, 1, __ATOMIC_ACQ_REL) == 0)
        free(o);
}

static void u11(long k)
{
    long v = __atomic_load_n(&n6, __ATOMIC_RELAXED);
    while (v < k && !__atomic_compare_exchange_n(&n6, &v, k, 1, __ATOMIC_RELEASE, __ATOMIC_RELAXED))
        ;
}

static void u12(int b) { __atomic_fetch_and(&bits2, ~(1ul << b), __ATOMIC_RELAXED); }

static long u13(void) { return __atomic_exchange_n(&n7, 0, __ATOMIC_ACQ_REL); }

struct pack { struct obj *a, *b; int bit; long k; };

static void *entry(void *arg)
{
    struct pack *p = arg;
    u01(p->k); u02(p->k); u03a(); u03b(); u04(); u05(p->a); u06(p->bit); u06b(p->bit);
    u07(p->k); u08(p->k); u09(); u10(p->b); u11(p->k); u12(p->bit);
    printf("%ld\n", u13());
    return NULL;
}

int main(void)
{
    static struct pack p;
    pthread_t t[4];
    int i;
    p.a = calloc(1, sizeof *p.a);
    p.b = calloc(1, sizeof *p.b);
    if (!p.a || !p.b)
        return 1;
    p.a->refs = p.b->refs = 4;
    p.bit = 3;
    p.k = 2;
    for (i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, entry, &p);
    for (i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return 0;
}
