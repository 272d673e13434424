// RUN: %tocsin %s
// STD: gnu17
/* Session store of the admin console: hash buckets with one mutex each. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#define NBUCKET 64
typedef uint64_t msec_t;
struct session {
    struct session *next;
    char id[33];
    unsigned refs;      /* requests that hold the session, under bucket lock */
    msec_t last_seen;   /* under bucket lock */
    char user[64];
};

struct bucket {
    pthread_mutex_t lock;
    struct session *head;
};

static struct bucket sessions[NBUCKET];
static struct bucket guests[NBUCKET];
static const msec_t session_ttl = 15 * 60 * 1000;
static const msec_t guest_ttl = 60 * 1000;
static atomic_bool stopping;

static msec_t mono_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (msec_t)ts.tv_sec * 1000 + (msec_t)(ts.tv_nsec / 1000000);
}

static struct bucket *bucket_of(struct bucket *table, const char *id)
{
    unsigned h = 5381;
    for (; *id; id++)
        h = h * 33 + (unsigned char)*id;
    return &table[h % NBUCKET];
}

struct session *session_get(struct bucket *table, const char *id)
{
    struct bucket *b = bucket_of(table, id);
    struct session *s;
    pthread_mutex_lock(&b->lock);
    for (s = b->head; s; s = s->next)
        if (strcmp(s->id, id) == 0)
            break;
    if (!s && (s = calloc(1, sizeof *s)) != NULL) {
        snprintf(s->id, sizeof s->id, "%s", id);
        s->next = b->head;
        b->head = s;
    }
    if (s) {
        s->refs++;
        s->last_seen = mono_ms();
    }
    pthread_mutex_unlock(&b->lock);
    return s;
}

void session_put(struct bucket *table, struct session *s)
{
    struct bucket *b = bucket_of(table, s->id);
    pthread_mutex_lock(&b->lock);
    s->last_seen = mono_ms();
    s->refs--;
    pthread_mutex_unlock(&b->lock);
}

static unsigned expire_sessions(void)
{
    msec_t now = mono_ms();
    unsigned n = 0;
    for (size_t i = 0; i < NBUCKET; i++) {
        struct bucket *b = &sessions[i];
        pthread_mutex_lock(&b->lock);
        for (struct session **pp = &b->head; *pp;) {
            struct session *s = *pp;
            if (s->refs == 0 && now - s->last_seen >= session_ttl) { // EXPECT: unsigned-age
                *pp = s->next;
                free(s);
                n++;
            } else {
                pp = &s->next;
            }
        }
        pthread_mutex_unlock(&b->lock);
    }
    return n;
}

static unsigned expire_guests(void)
{
    unsigned n = 0;
    for (size_t i = 0; i < NBUCKET; i++) {
        struct bucket *b = &guests[i];
        pthread_mutex_lock(&b->lock);
        msec_t now = mono_ms();
        for (struct session **pp = &b->head; *pp;) {
            struct session *s = *pp;
            if (s->refs > 0 || now - s->last_seen < guest_ttl) {
                pp = &s->next;
                continue;
            }
            *pp = s->next;
            free(s);
            n++;
        }
        pthread_mutex_unlock(&b->lock);
    }
    return n;
}

static void *reaper(void *arg)
{
    for (; !atomic_load(&stopping); sleep(1))
        fprintf(stderr, "sessions: expired %u, guests %u\n", expire_sessions(), expire_guests());
    return arg;
}

static void *request(void *arg)
{
    while (!atomic_load(&stopping)) {
        struct session *s = session_get(arg, "c0ffee");
        if (s)
            session_put(arg, s);
    }
    return NULL;
}

int main(void)
{
    pthread_t r, w[2];
    for (size_t i = 0; i < NBUCKET; i++) {
        pthread_mutex_init(&sessions[i].lock, NULL);
        pthread_mutex_init(&guests[i].lock, NULL);
    }
    pthread_create(&r, NULL, reaper, NULL);
    pthread_create(&w[0], NULL, request, sessions);
    pthread_create(&w[1], NULL, request, guests);
    sleep(3600);
    atomic_store(&stopping, true);
    pthread_join(r, NULL);
    return 0;
}
