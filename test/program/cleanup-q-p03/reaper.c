// STD: gnu17
#include "session.h"

unsigned reap_idle(struct session_table *t, uint64_t limit_ms)
{
    unsigned n = 0;

    pthread_mutex_lock(&t->lock);
    const uint64_t now = mono_ms();
    for (unsigned b = 0; b < SESSION_BUCKETS; b++) {
        struct session **pp = &t->buckets[b];
        while (*pp) {
            struct session *s = *pp;
            if (s->last_seen_ms + limit_ms >= now) {
                pp = &s->next;
                continue;
            }
            *pp = s->next;
            t->live--;
            session_destroy(s); // EXPECT: timestamp-cleanup
            n++;
        }
    }
    pthread_mutex_unlock(&t->lock);
    return n;
}

unsigned reap_unauthenticated(struct session_table *t, uint64_t grace_ms)
{
    unsigned n = 0;

    pthread_mutex_lock(&t->lock);
    const uint64_t now = mono_ms();
    for (unsigned b = 0; b < SESSION_BUCKETS; b++) {
        struct session **pp = &t->buckets[b];
        while (*pp) {
            struct session *s = *pp;
            if (s->authenticated || s->refs > 0 || now < s->last_seen_ms + grace_ms) {
                pp = &s->next;
                continue;
            }
            *pp = s->next;
            t->live--;
            session_destroy(s);
            n++;
        }
    }
    pthread_mutex_unlock(&t->lock);
    return n;
}

/* One tick of the housekeeping timer; `now` is the time of the tick. */
unsigned reap_orphans(struct session_table *t, uint64_t now, uint64_t limit_ms)
{
    unsigned n = 0;

    pthread_mutex_lock(&t->lock);
    for (unsigned b = 0; b < SESSION_BUCKETS; b++) {
        struct session **pp = &t->buckets[b];
        while (*pp) {
            struct session *s = *pp;
            if (s->refs == 0 && now - s->last_seen_ms > limit_ms) { // EXPECT: unsigned-age
                *pp = s->next;
                t->live--;
                session_destroy(s);
                n++;
            } else {
                pp = &s->next;
            }
        }
    }
    pthread_mutex_unlock(&t->lock);
    return n;
}
