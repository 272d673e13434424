// RUN: %tocsin %s
// STD: gnu17
/* Market data feed: order books are created on demand per instrument and
 * handed out to strategy threads, which hold a reference while trading. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BUCKETS   512
#define IDLE_SECS 600

struct book {
    struct book *next;
    uint32_t     instrument;
    int          refs;
    int64_t      last_update;
    double      *bids, *asks;
    size_t       depth;
};

struct feed {
    pthread_mutex_t mtx;
    struct book    *bucket[BUCKETS];
    int64_t         hard_limit;
};

static int64_t mono(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec;
}

struct book *feed_book_get(struct feed *f, uint32_t instrument)
{
    struct book *b;

    pthread_mutex_lock(&f->mtx);
    for (b = f->bucket[instrument % BUCKETS]; b; b = b->next)
        if (b->instrument == instrument)
            break;
    if (b)
        b->refs++;
    pthread_mutex_unlock(&f->mtx);
    return b;
}

void feed_book_put(struct feed *f, struct book *b)
{
    pthread_mutex_lock(&f->mtx);
    b->refs--;
    pthread_mutex_unlock(&f->mtx);
}

static void book_free(struct book *b)
{
    free(b->bids);
    free(b->asks);
    free(b);
}

size_t feed_trim(struct feed *f)
{
    int64_t now = mono();
    size_t freed = 0;

    pthread_mutex_lock(&f->mtx);
    for (size_t i = 0; i < BUCKETS; i++) {
        struct book **pp = &f->bucket[i];

        while (*pp) {
            struct book *b = *pp;
            int64_t age = now - b->last_update;

            if (age < IDLE_SECS) {
                pp = &b->next;
                continue;
            }
            if (b->refs != 0 && age < f->hard_limit) {
                pp = &b->next;
                continue;
            }
            *pp = b->next;
            book_free(b); // EXPECT: timestamp-cleanup
            freed++;
        }
    }
    pthread_mutex_unlock(&f->mtx);
    return freed;
}

size_t feed_trim_instrument(struct feed *f, uint32_t instrument)
{
    int64_t now = mono();
    struct book **pp;
    size_t freed = 0;

    pthread_mutex_lock(&f->mtx);
    pp = &f->bucket[instrument % BUCKETS];
    while (*pp) {
        struct book *b = *pp;

        if (b->instrument == instrument && b->refs == 0 &&
            now - b->last_update >= IDLE_SECS) {
            *pp = b->next;
            book_free(b);
            freed++;
            continue;
        }
        pp = &b->next;
    }
    pthread_mutex_unlock(&f->mtx);
    return freed;
}
