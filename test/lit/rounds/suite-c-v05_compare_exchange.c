// RUN: %tocsin %s
// STD: gnu17
/* Compare-and-swap: what is done with its outcome. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

struct node { struct node *next; int v; };
struct slot { bool won; };

static atomic_long total, peak;
static atomic_int phase;
static uint64_t stamp, word;
static _Atomic(struct node *) top;

static void discarded(long n)
{
    long c = atomic_load(&total);
    atomic_compare_exchange_strong(&total, &c, c + n); // EXPECT: ignored-conflict
}

static void void_cast(long n)
{
    long c = atomic_load_explicit(&total, memory_order_relaxed);
    (void)atomic_compare_exchange_weak(&total, &c, c - n); // EXPECT: ignored-conflict
}

static void retried(long n)
{
    long c = atomic_load(&total);
    while (!atomic_compare_exchange_weak(&total, &c, c + n))
        ;
}

static bool returned(long n)
{
    long c = atomic_load(&total);
    return atomic_compare_exchange_strong(&total, &c, c + n);
}

static void in_field(struct slot *s, long n)
{
    long c = atomic_load(&total);
    s->won = atomic_compare_exchange_strong(&total, &c, c + n);
}

static void peak_once(long v)
{
    long c = atomic_load(&peak);
    if (v > c)
        atomic_compare_exchange_strong(&peak, &c, v); // EXPECT: ignored-conflict
}

static void peak_loop(long v)
{
    long c = atomic_load(&peak);
    while (v > c) {
        if (atomic_compare_exchange_weak(&peak, &c, v))
            break;
    }
}

/* whoever is first moves the phase, the others have nothing to do */
static void one_shot(void)
{
    int idle = 0;
    atomic_compare_exchange_strong(&phase, &idle, 1);
}

static void builtin_bool(void)
{
    uint64_t s = __atomic_load_n(&stamp, __ATOMIC_RELAXED);
    __sync_bool_compare_and_swap(&stamp, s, s + 3); // EXPECT: ignored-conflict
}

static void builtin_val_loop(void)
{
    uint64_t s = __atomic_load_n(&stamp, __ATOMIC_RELAXED), seen;
    while ((seen = __sync_val_compare_and_swap(&stamp, s, s + 3)) != s)
        s = seen;
}

static void builtin_n(uint64_t bits)
{
    uint64_t w = __atomic_load_n(&word, __ATOMIC_RELAXED);
    __atomic_compare_exchange_n(&word, &w, w | bits, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED); // EXPECT: ignored-conflict
}

static void computed_before(long n)
{
    long c = atomic_load(&total);
    const long next = c * 3 + n;
    while (!atomic_compare_exchange_weak(&total, &c, next)) // EXPECT-MISS: ignored-conflict // EXPECT-NOISE: unchecked-version
        ;
}

static void computed_inside(long n)
{
    long c = atomic_load(&total), next;
    do {
        next = c * 3 + n;
    } while (!atomic_compare_exchange_weak(&total, &c, next));
}

static void push(struct node *n)
{
    n->next = atomic_load(&top);
    while (!atomic_compare_exchange_weak(&top, &n->next, n))
        ;
}

static void push_once(struct node *n)
{
    n->next = atomic_load(&top);
    if (!atomic_compare_exchange_strong(&top, &n->next, n))
        free(n);
}

static void *worker(void *arg)
{
    struct slot s;
    long n = (long)(intptr_t)arg;
    struct node *a = malloc(sizeof *a), *b = malloc(sizeof *b);
    discarded(n); void_cast(n); retried(n); in_field(&s, n); peak_once(n); peak_loop(n);
    one_shot(); builtin_bool(); builtin_val_loop(); builtin_n(1u << (n & 7));
    computed_before(n); computed_inside(n);
    if (a)
        push(a);
    if (b)
        push_once(b);
    return returned(n) && s.won ? arg : NULL;
}

int main(void)
{
    pthread_t th[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&th[i], NULL, worker, (void *)(intptr_t)i);
    for (int i = 0; i < 4; i++)
        pthread_join(th[i], NULL);
    return 0;
}
