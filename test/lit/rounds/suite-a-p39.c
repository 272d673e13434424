// RUN: %tocsin %s
// STD: gnu17
/* Ages of entries held by several users, in unsigned arithmetic. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

struct ent { struct ent *next; int refs; uint64_t seen; uint32_t stamp; int64_t sgn; time_t at; int fd; };
struct tab { pthread_mutex_t mu; struct ent *head; };

static uint64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (uint64_t)t.tv_sec * 1000u + (uint64_t)t.tv_nsec / 1000000u;
}

static void unlink_entry(struct ent **pp)
{
    struct ent *e = *pp;
    *pp = e->next;
    free(e);
}

/* seen is filled in from a message of another machine */
void note_seen(struct tab *t, struct ent *e, uint64_t remote_ms)
{
    pthread_mutex_lock(&t->mu);
    e->seen = remote_ms;
    e->stamp = (uint32_t)(remote_ms / 1000u);
    e->sgn = (int64_t)remote_ms;
    pthread_mutex_unlock(&t->mu);
}

void hold(struct tab *t, struct ent *e)
{
    pthread_mutex_lock(&t->mu);
    e->refs++;
    pthread_mutex_unlock(&t->mu);
}

void release(struct tab *t, struct ent *e)
{
    pthread_mutex_lock(&t->mu);
    e->refs--;
    pthread_mutex_unlock(&t->mu);
}

void g01(struct tab *t, uint64_t ttl)
{
    struct ent **pp;
    uint64_t now = now_ms();
    pthread_mutex_lock(&t->mu);
    for (pp = &t->head; *pp;) {
        if ((*pp)->refs == 0 && now - (*pp)->seen > ttl) unlink_entry(pp); // EXPECT: unsigned-age
        else pp = &(*pp)->next;
    }
    pthread_mutex_unlock(&t->mu);
}

void g02(struct tab *t, uint32_t ttl)
{
    struct ent **pp = &t->head;
    uint32_t now = (uint32_t)(now_ms() / 1000u);
    pthread_mutex_lock(&t->mu);
    while (*pp) {
        uint32_t age = now - (*pp)->stamp;
        if ((*pp)->refs != 0 || age <= ttl) { pp = &(*pp)->next; continue; } unlink_entry(pp); // EXPECT: unsigned-age
    }
    pthread_mutex_unlock(&t->mu);
}

void g03(struct tab *t, uint64_t ttl)
{
    struct ent **pp;
    uint64_t now = now_ms();
    pthread_mutex_lock(&t->mu);
    for (pp = &t->head; *pp;) {
        if ((*pp)->refs == 0 && now > (*pp)->seen && now - (*pp)->seen > ttl)
            unlink_entry(pp);
        else
            pp = &(*pp)->next;
    }
    pthread_mutex_unlock(&t->mu);
}

void g04(struct tab *t, uint64_t ttl)
{
    struct ent **pp;
    uint64_t now = now_ms();
    pthread_mutex_lock(&t->mu);
    for (pp = &t->head; *pp;) {
        if ((*pp)->refs == 0 && (*pp)->seen + ttl < now)
            unlink_entry(pp);
        else
            pp = &(*pp)->next;
    }
    pthread_mutex_unlock(&t->mu);
}

void g05(struct tab *t, int64_t ttl)
{
    struct ent **pp;
    int64_t now = (int64_t)now_ms();
    pthread_mutex_lock(&t->mu);
    for (pp = &t->head; *pp;) {
        if ((*pp)->refs == 0 && now - (*pp)->sgn > ttl)
            unlink_entry(pp);
        else
            pp = &(*pp)->next;
    }
    pthread_mutex_unlock(&t->mu);
}
