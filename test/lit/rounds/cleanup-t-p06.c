// RUN: %tocsin %s
// STD: c11
/* open-file cache of a static content server; worker threads pin entries while sending */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <stdint.h>

struct of_entry {
    struct of_entry *prev, *next;
    char            *path;
    int              fd;
    unsigned         count;
    int64_t          expire_ms;
};

struct of_cache {
    pthread_mutex_t  mtx;
    struct of_entry  lru;         /* sentinel, lru.prev is the oldest */
    unsigned         entries;
    int64_t          inactive_ms;
};

static int64_t mono_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void lru_del(struct of_entry *e)
{
    e->prev->next = e->next;
    e->next->prev = e->prev;
}

static void lru_front(struct of_cache *c, struct of_entry *e)
{
    e->next = c->lru.next;
    e->prev = &c->lru;
    c->lru.next->prev = e;
    c->lru.next = e;
}

void of_init(struct of_cache *c, int64_t inactive_ms)
{
    memset(c, 0, sizeof *c);
    pthread_mutex_init(&c->mtx, NULL);
    c->lru.next = c->lru.prev = &c->lru;
    c->inactive_ms = inactive_ms;
}

struct of_entry *of_acquire(struct of_cache *c, const char *path)
{
    struct of_entry *e;

    pthread_mutex_lock(&c->mtx);
    for (e = c->lru.next; e != &c->lru; e = e->next) {
        if (strcmp(e->path, path) == 0) {
            e->count++;
            e->expire_ms = mono_ms() + c->inactive_ms;
            lru_del(e);
            lru_front(c, e);
            pthread_mutex_unlock(&c->mtx);
            return e;
        }
    }
    pthread_mutex_unlock(&c->mtx);
    return NULL;
}

void of_release(struct of_cache *c, struct of_entry *e)
{
    pthread_mutex_lock(&c->mtx);
    e->count--;
    pthread_mutex_unlock(&c->mtx);
}

static void of_free(struct of_entry *e)
{
    close(e->fd);
    free(e->path);
    free(e);
}

int of_expire(struct of_cache *c)
{
    int64_t now = mono_ms();
    unsigned budget;
    int n = 0;

    pthread_mutex_lock(&c->mtx);
    budget = c->entries;
    while (budget-- > 0) {
        struct of_entry *e = c->lru.prev;
        int64_t wait;

        if (e == &c->lru)
            break;
        wait = e->expire_ms - now;
        if (wait > 0)
            break;
        lru_del(e);
        if (e->count == 0) {
            c->entries--;
            of_free(e);
            n++;
            continue;
        }
        e->expire_ms = now + c->inactive_ms;
        lru_front(c, e);
    }
    pthread_mutex_unlock(&c->mtx);
    return n;
}
