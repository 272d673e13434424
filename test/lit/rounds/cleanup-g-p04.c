// RUN: %tocsin %s
// STD: gnu17
/* sesstab - login session table of the portal daemon */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define NBUCKET   512
#define SESS_IDLE_MS (15u * 60u * 1000u)

struct session {
    struct session *next;
    char     sid[33];
    uint32_t uid;
    uint64_t last_seen;
    char    *basket;
    size_t   basket_len;
};

static struct session *buckets[NBUCKET];
static pthread_mutex_t tab_lock = PTHREAD_MUTEX_INITIALIZER;
static volatile int stopping;

static uint64_t mono_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000u + (uint64_t)(ts.tv_nsec / 1000000);
}

static unsigned hash_sid(const char *s)
{
    unsigned h = 5381;

    while (*s)
        h = h * 33u + (unsigned char)*s++;
    return h % NBUCKET;
}

static void session_destroy(struct session *s)
{
    free(s->basket);
    free(s);
}

struct session *session_get(const char *sid)
{
    struct session *s;

    pthread_mutex_lock(&tab_lock);
    for (s = buckets[hash_sid(sid)]; s; s = s->next) {
        if (strcmp(s->sid, sid) == 0) {
            s->last_seen = mono_ms();
            break;
        }
    }
    pthread_mutex_unlock(&tab_lock);
    return s;
}

struct session *session_new(const char *sid, uint32_t uid)
{
    struct session *s = calloc(1, sizeof *s);
    unsigned b = hash_sid(sid);

    if (s == NULL)
        return NULL;
    snprintf(s->sid, sizeof s->sid, "%s", sid);
    s->uid = uid;
    s->last_seen = mono_ms();
    pthread_mutex_lock(&tab_lock);
    s->next = buckets[b];
    buckets[b] = s;
    pthread_mutex_unlock(&tab_lock);
    return s;
}

/* request workers */
int basket_append(const char *sid, const char *item)
{
    struct session *s = session_get(sid);
    size_t n = strlen(item) + 1;
    char *p;

    if (s == NULL)
        return -1;
    p = realloc(s->basket, s->basket_len + n);
    if (p == NULL)
        return -1;
    memcpy(p + s->basket_len, item, n);
    s->basket = p;
    s->basket_len += n;
    return 0;
}

static void *reaper_main(void *arg)
{
    (void)arg;
    while (!stopping) {
        uint64_t now = mono_ms();
        unsigned dropped = 0;
        int i;

        for (i = 0; i < NBUCKET; i++) {
            struct session **pp;

            pthread_mutex_lock(&tab_lock);
            pp = &buckets[i];
            while (*pp) {
                struct session *s = *pp;

                if (now - s->last_seen > SESS_IDLE_MS) { // EXPECT: unsigned-age
                    *pp = s->next;
                    session_destroy(s); // EXPECT: timestamp-cleanup
                    dropped++;
                    continue;
                }
                pp = &s->next;
            }
            pthread_mutex_unlock(&tab_lock);
        }
        if (dropped)
            fprintf(stderr, "sesstab: %u idle sessions dropped\n", dropped);
        sleep(5);
    }
    return NULL;
}

int sesstab_start(pthread_t *tid)
{
    return pthread_create(tid, NULL, reaper_main, NULL);
}
