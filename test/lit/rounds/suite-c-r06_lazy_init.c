// RUN: %tocsin %s
// STD: gnu17
/* Made on first use: the ways of seeing that it is the first. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

struct dict { char *words; size_t n; };

static struct dict *make_dict(void)
{
    struct dict *d = calloc(1, sizeof *d);
    if (d)
        d->words = strdup("a b c");
    return d;
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct dict *g_plain, *g_locked, *g_double, *g_cleared, *g_once, *g_c11;
static _Atomic(struct dict *) g_pub, g_set;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static once_flag c11 = ONCE_FLAG_INIT;
static bool g_ready;
static int g_table[256];

struct dict *plain_global(void)
{
    if (!g_plain)
        g_plain = make_dict(); // EXPECT: check-then-act
    return g_plain;
}

struct dict *function_static(void)
{
    static struct dict *d;
    if (d == NULL)
        d = make_dict(); // EXPECT: check-then-act
    return d;
}

struct dict *all_locked(void)
{
    pthread_mutex_lock(&lock);
    if (!g_locked)
        g_locked = make_dict();
    struct dict *d = g_locked;
    pthread_mutex_unlock(&lock);
    return d;
}

/* the outer look is without the lock (CWE-609) */
struct dict *twice_looked(void)
{
    if (!g_double) {
        pthread_mutex_lock(&lock);
        if (!g_double)
            g_double = make_dict(); // EXPECT: check-then-act
        pthread_mutex_unlock(&lock);
    }
    return g_double;
}

struct dict *twice_looked_atomic(void)
{
    struct dict *d = atomic_load_explicit(&g_pub, memory_order_acquire);
    if (d)
        return d;
    pthread_mutex_lock(&lock);
    d = atomic_load_explicit(&g_pub, memory_order_relaxed);
    if (!d) {
        d = make_dict();
        atomic_store_explicit(&g_pub, d, memory_order_release);
    }
    pthread_mutex_unlock(&lock);
    return d;
}

struct dict *looked_before_lock(void)
{
    if (g_cleared == NULL) {
        struct dict *d = make_dict();
        pthread_mutex_lock(&lock);
        g_cleared = d; // EXPECT: check-then-act
        pthread_mutex_unlock(&lock);
    }
    return g_cleared;
}

struct dict *atomic_set(void)
{
    if (atomic_load(&g_set) == NULL)
        atomic_store(&g_set, make_dict()); // EXPECT: split-atomic
    return atomic_load(&g_set);
}

static void init_once(void) { g_once = make_dict(); }
static void init_c11(void) { g_c11 = make_dict(); }

struct dict *by_once(void)
{
    pthread_once(&once, init_once);
    return g_once;
}

struct dict *by_call_once(void)
{
    call_once(&c11, init_c11);
    return g_c11;
}

int flag_guarded_table(int i)
{
    if (!g_ready) {
        for (int k = 0; k < 256; k++)
            g_table[k] = k * k;
        g_ready = true; // EXPECT: check-then-act
    }
    return g_table[i & 255];
}

struct dict *per_thread(void)
{
    static _Thread_local struct dict *mine;
    if (!mine)
        mine = make_dict();
    return mine;
}

static void *worker(void *arg)
{
    plain_global(); function_static(); all_locked(); twice_looked(); twice_looked_atomic();
    looked_before_lock(); atomic_set(); by_once(); by_call_once(); flag_guarded_table(3);
    per_thread();
    return arg;
}

int main(void)
{
    pthread_t th[8];
    for (int i = 0; i < 8; i++)
        pthread_create(&th[i], NULL, worker, NULL);
    for (int i = 0; i < 8; i++)
        pthread_join(th[i], NULL);
    return 0;
}
