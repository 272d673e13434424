// RUN: %tocsin %s
// STD: gnu17
/* SIP proxy: dialog table shared by the receiver threads, with a periodic purge. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define BUCKETS      256
#define DIALOG_TTL   (180ULL * 1000000000ULL)

typedef struct dialog {
    struct dialog *next;
    char           call_id[64];
    uint64_t       created;        /* monotonic nanoseconds */
    unsigned       cseq;
} dialog_t;

typedef struct {
    pthread_mutex_t lock;
    dialog_t       *chain;
} bucket_t;

static bucket_t table[BUCKETS];

static uint64_t mono_ns(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000000000ULL + (uint64_t)ts.tv_nsec;
}

static unsigned hash_id(const char *s)
{
    unsigned h = 5381;
    while (*s)
        h = h * 33u + (unsigned char)*s++;
    return h % BUCKETS;
}

dialog_t *dialog_get(const char *call_id)
{
    bucket_t *b = &table[hash_id(call_id)];
    dialog_t *d;

    pthread_mutex_lock(&b->lock);
    for (d = b->chain; d; d = d->next)
        if (strcmp(d->call_id, call_id) == 0)
            break;
    if (!d && (d = calloc(1, sizeof *d)) != NULL) {
        snprintf(d->call_id, sizeof d->call_id, "%s", call_id);
        d->created = mono_ns();
        d->next = b->chain;
        b->chain = d;
    }
    pthread_mutex_unlock(&b->lock);
    return d;
}

static unsigned purge_dialogs(void)
{
    uint64_t now = mono_ns();
    unsigned i, purged = 0;

    for (i = 0; i < BUCKETS; i++) {
        bucket_t *b = &table[i];
        dialog_t **pp, *d;

        pthread_mutex_lock(&b->lock);
        pp = &b->chain;
        while ((d = *pp) != NULL) {
            if (now - d->created > DIALOG_TTL) { // EXPECT: unsigned-age
                *pp = d->next;
                free(d); // EXPECT: timestamp-cleanup
                purged++;
            } else {
                pp = &d->next;
            }
        }
        pthread_mutex_unlock(&b->lock);
    }
    return purged;
}

static void *receiver(void *arg)
{
    unsigned n;

    for (n = 0; n < 10000; n++) {
        dialog_t *d = dialog_get(arg);
        if (d)
            d->cseq++;
        usleep(500);
    }
    return NULL;
}

static void *timer_main(void *arg)
{
    (void)arg;
    for (int i = 0; i < 30; i++) {
        sleep(1);
        printf("purged %u\n", purge_dialogs());
    }
    return NULL;
}

int main(void)
{
    pthread_t rx[4], tm;
    static char ids[4][16] = { "a1@pbx", "b2@pbx", "c3@pbx", "d4@pbx" };
    int i;

    for (i = 0; i < BUCKETS; i++)
        pthread_mutex_init(&table[i].lock, NULL);
    pthread_create(&tm, NULL, timer_main, NULL);
    for (i = 0; i < 4; i++)
        pthread_create(&rx[i], NULL, receiver, ids[i]);
    for (i = 0; i < 4; i++)
        pthread_join(rx[i], NULL);
    pthread_join(tm, NULL);
    return 0;
}
