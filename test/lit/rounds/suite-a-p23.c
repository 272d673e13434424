// RUN: %tocsin %s
// STD: gnu17
/* Something made on first use. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>

struct cfg { int n; char name[32]; };

static struct cfg *p1, *p2, *p3, *p4, *p5, *p6, *p8;
static _Atomic(struct cfg *) p7, p9;
static int ready10;
static struct cfg v10;
static pthread_mutex_t mu = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static once_flag of = ONCE_FLAG_INIT;

static struct cfg *make(void)
{
    struct cfg *c = calloc(1, sizeof *c);
    if (!c)
        abort();
    c->n = 1;
    return c;
}

static struct cfg *get1(void)
{
    if (p1 == NULL)
        p1 = make(); // EXPECT: check-then-act
    return p1;
}

static struct cfg *get2(void)
{
    if (!p2) {
        pthread_mutex_lock(&mu);
        p2 = make(); // EXPECT: check-then-act
        pthread_mutex_unlock(&mu);
    }
    return p2;
}

static struct cfg *get3(void)
{
    int missing;
    pthread_mutex_lock(&mu);
    missing = p3 == NULL;
    pthread_mutex_unlock(&mu);
    if (missing) {
        pthread_mutex_lock(&mu);
        p3 = make(); // EXPECT: check-then-act
        pthread_mutex_unlock(&mu);
    }
    return p3;
}

static struct cfg *get4(void)
{
    static struct cfg *mine;
    if (mine)
        return mine;
    mine = make(); // EXPECT: check-then-act
    return mine;
}

static struct cfg *get5(void)
{
    struct cfg *c;
    pthread_mutex_lock(&mu);
    if (!p5)
        p5 = make();
    c = p5;
    pthread_mutex_unlock(&mu);
    return c;
}

static void init6(void) { p6 = make(); }

static struct cfg *get6(void)
{
    pthread_once(&once, init6);
    return p6;
}

static struct cfg *get7(void)
{
    struct cfg *c = atomic_load_explicit(&p7, memory_order_acquire);
    if (!c) {
        pthread_mutex_lock(&mu);
        c = atomic_load_explicit(&p7, memory_order_relaxed);
        if (!c) {
            c = make();
            atomic_store_explicit(&p7, c, memory_order_release);
        }
        pthread_mutex_unlock(&mu);
    }
    return c;
}

static void init8(void) { p8 = make(); }

static struct cfg *get8(void)
{
    call_once(&of, init8);
    return p8;
}

static struct cfg *get9(void)
{
    struct cfg *c = atomic_load(&p9), *none = NULL;
    if (c)
        return c;
    c = make();
    if (!atomic_compare_exchange_strong(&p9, &none, c)) {
        free(c);
        c = none;
    }
    return c;
}

static struct cfg *get10(void)
{
    if (!ready10) {
        v10.n = 7;
        ready10 = 1; // EXPECT: check-then-act
    }
    return &v10;
}

static struct cfg *get11(void)
{
    static _Thread_local struct cfg *c;
    if (!c)
        c = make();
    return c;
}

static void *entry(void *a)
{
    long s = (long)a;
    s += get1()->n + get2()->n + get3()->n + get4()->n + get5()->n + get6()->n;
    s += get7()->n + get8()->n + get9()->n + get10()->n + get11()->n + p4->n;
    return (void *)s;
}

int main(void)
{
    pthread_t t[4];
    long i;
    if (!p4)
        p4 = make();
    for (i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, entry, (void *)i);
    for (i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return 0;
}
