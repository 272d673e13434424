// RUN: %tocsin %s
// STD: gnu17
/* websessd - shopping cart session backend */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define NBUCKET 512

struct session {
    char            id[33];
    char           *user;
    int64_t         created_ms;
    unsigned        items;
    long            total_cents;
    struct session *next;
};

struct store {
    pthread_mutex_t mu;
    struct session *bucket[NBUCKET];
    int64_t         lifetime_ms;
    unsigned        nr;
    int             quit;
};

static int64_t mono_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static unsigned hash_id(const char *s)
{
    unsigned h = 2166136261u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 16777619u;
    return h % NBUCKET;
}

static void session_free(struct session *s)
{
    free(s->user);
    free(s);
}

struct session *store_create(struct store *st, const char *id, const char *user)
{
    struct session *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    snprintf(s->id, sizeof s->id, "%s", id);
    s->user = strdup(user);
    s->created_ms = mono_ms();
    pthread_mutex_lock(&st->mu);
    s->next = st->bucket[hash_id(id)];
    st->bucket[hash_id(id)] = s;
    st->nr++;
    pthread_mutex_unlock(&st->mu);
    return s;
}

struct session *store_lookup(struct store *st, const char *id)
{
    struct session *s;
    pthread_mutex_lock(&st->mu);
    for (s = st->bucket[hash_id(id)]; s; s = s->next)
        if (!strcmp(s->id, id))
            break;
    pthread_mutex_unlock(&st->mu);
    return s;
}

/* runs on one of the request workers */
int handle_add_item(struct store *st, const char *id, long cents, char *out, size_t n)
{
    struct session *s = store_lookup(st, id);
    if (!s)
        return 404;
    s->items++;
    s->total_cents += cents;
    snprintf(out, n, "{\"user\":\"%s\",\"items\":%u,\"total\":%ld}",
             s->user ? s->user : "", s->items, s->total_cents);
    return 200;
}

static void *janitor_main(void *arg)
{
    struct store *st = arg;
    while (!__atomic_load_n(&st->quit, __ATOMIC_ACQUIRE)) {
        int64_t now;
        unsigned i;
        sleep(5);
        pthread_mutex_lock(&st->mu);
        now = mono_ms();
        for (i = 0; i < NBUCKET; i++) {
            struct session **pp = &st->bucket[i];
            while (*pp) {
                struct session *s = *pp;
                if (now - s->created_ms <= st->lifetime_ms) {
                    pp = &s->next;
                    continue;
                }
                *pp = s->next;
                st->nr--;
                session_free(s); // EXPECT: timestamp-cleanup
            }
        }
        pthread_mutex_unlock(&st->mu);
    }
    return NULL;
}

int store_start(struct store *st, pthread_t *tid)
{
    pthread_mutex_init(&st->mu, NULL);
    st->lifetime_ms = 8LL * 3600 * 1000;
    return pthread_create(tid, NULL, janitor_main, st);
}
