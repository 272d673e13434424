// RUN: %tocsin %s
// STD: gnu17
/* Decoder pool on GLib primitives: spare decoders are counted, not listed. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

typedef int gint;
typedef unsigned int guint;
typedef gint gboolean;
typedef char gchar;
typedef void *gpointer;
typedef unsigned long gulong;
typedef struct _GThread GThread;
typedef gpointer (*GThreadFunc)(gpointer data);
#define TRUE 1
#define FALSE 0

gint g_atomic_int_get(const volatile gint *atomic);
void g_atomic_int_set(volatile gint *atomic, gint newval);
void g_atomic_int_inc(volatile gint *atomic);
gint g_atomic_int_add(volatile gint *atomic, gint val);
gboolean g_atomic_int_dec_and_test(volatile gint *atomic);
gboolean g_atomic_int_compare_and_exchange(volatile gint *atomic, gint oldval, gint newval);
GThread *g_thread_new(const gchar *name, GThreadFunc func, gpointer data);
gpointer g_thread_join(GThread *thread);
void g_usleep(gulong microseconds);

typedef struct {
    gint refs;
    gint spare;
    gint frames;
    guint capacity;
} DecoderPool;

static DecoderPool *decoder_pool_new(guint capacity)
{
    DecoderPool *pool = calloc(1, sizeof *pool);

    if (pool) {
        pool->refs = 1;
        pool->capacity = capacity;
        pool->spare = (gint)capacity;
    }
    return pool;
}

static DecoderPool *decoder_pool_ref(DecoderPool *pool)
{
    g_atomic_int_inc(&pool->refs);
    return pool;
}

static void decoder_pool_unref(DecoderPool *pool)
{
    if (g_atomic_int_dec_and_test(&pool->refs))
        free(pool);
}

/* One decoder for a live stream. */
static gboolean decoder_pool_borrow(DecoderPool *pool)
{
    gint spare;

    do {
        spare = g_atomic_int_get(&pool->spare);
        if (spare == 0)
            return FALSE;
    } while (!g_atomic_int_compare_and_exchange(&pool->spare, spare, spare - 1));
    return TRUE;
}

/* Several at once for a gallery view; all or nothing. */
static gboolean decoder_pool_borrow_many(DecoderPool *pool, gint n)
{
    gint spare = g_atomic_int_get(&pool->spare);

    if (spare < n)
        return FALSE;
    g_atomic_int_set(&pool->spare, spare - n); // EXPECT: split-atomic
    return TRUE;
}

static void decoder_pool_return(DecoderPool *pool, gint n)
{
    g_atomic_int_add(&pool->spare, n);
}

static gpointer live_stream(gpointer data)
{
    DecoderPool *pool = data;

    for (int i = 0; i < 1000; i++) {
        if (!decoder_pool_borrow(pool)) {
            g_usleep(100);
            continue;
        }
        g_atomic_int_add(&pool->frames, 25);
        decoder_pool_return(pool, 1);
    }
    decoder_pool_unref(pool);
    return NULL;
}

static gpointer gallery(gpointer data)
{
    DecoderPool *pool = data;

    for (int i = 0; i < 300; i++) {
        gint want = 2 + i % 4;

        if (!decoder_pool_borrow_many(pool, want))
            continue;
        g_usleep(20);
        g_atomic_int_add(&pool->frames, want);
        decoder_pool_return(pool, want);
    }
    decoder_pool_unref(pool);
    return NULL;
}

int main(void)
{
    GThread *threads[5];
    DecoderPool *pool = decoder_pool_new(8);

    if (!pool)
        return 1;
    for (int i = 0; i < 3; i++)
        threads[i] = g_thread_new("live", live_stream, decoder_pool_ref(pool));
    for (int i = 3; i < 5; i++)
        threads[i] = g_thread_new("gallery", gallery, decoder_pool_ref(pool));
    for (int i = 0; i < 5; i++)
        g_thread_join(threads[i]);
    printf("%d frames, %d of %u spare\n", g_atomic_int_get(&pool->frames),
           g_atomic_int_get(&pool->spare), pool->capacity);
    decoder_pool_unref(pool);
    return 0;
}
