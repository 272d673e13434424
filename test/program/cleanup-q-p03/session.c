// STD: gnu17
#include "session.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

uint64_t mono_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u;
}

void session_table_init(struct session_table *t)
{
    memset(t, 0, sizeof *t);
    pthread_mutex_init(&t->lock, NULL);
}

int session_open(struct session_table *t, uint64_t id, int fd)
{
    struct session *s = calloc(1, sizeof *s);
    if (!s)
        return -1;
    s->id = id;
    s->fd = fd;
    pthread_mutex_lock(&t->lock);
    s->last_seen_ms = mono_ms();
    s->next = t->buckets[id % SESSION_BUCKETS];
    t->buckets[id % SESSION_BUCKETS] = s;
    t->live++;
    pthread_mutex_unlock(&t->lock);
    return 0;
}

/* Returns the session with one reference held; give it back with session_put(). */
struct session *session_find(struct session_table *t, uint64_t id)
{
    pthread_mutex_lock(&t->lock);
    struct session *s = t->buckets[id % SESSION_BUCKETS];
    while (s && s->id != id)
        s = s->next;
    if (s) {
        s->refs++;
        s->last_seen_ms = mono_ms();
    }
    pthread_mutex_unlock(&t->lock);
    return s;
}

void session_put(struct session_table *t, struct session *s)
{
    pthread_mutex_lock(&t->lock);
    s->refs--;
    pthread_mutex_unlock(&t->lock);
}

void session_destroy(struct session *s)
{
    close(s->fd);
    free(s);
}
