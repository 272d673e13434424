// RUN: %tocsin %s
// STD: gnu17
/* tile_cache.c - on-disk tile cache of the map server */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <time.h>
#include <unistd.h>

struct tile {
    TAILQ_ENTRY(tile) lru;
    uint32_t z, x, y;
    int64_t expire;
    unsigned count;
    char path[256];
};

TAILQ_HEAD(tile_list, tile);

static struct tile_list g_lru = TAILQ_HEAD_INITIALIZER(g_lru);
static pthread_mutex_t g_mu = PTHREAD_MUTEX_INITIALIZER;
static int64_t g_inactive = 600;

static int64_t mono_sec(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec;
}

struct tile *tile_acquire(uint32_t z, uint32_t x, uint32_t y)
{
    struct tile *t;
    pthread_mutex_lock(&g_mu);
    TAILQ_FOREACH(t, &g_lru, lru) {
        if (t->z == z && t->x == x && t->y == y) {
            t->count++;
            t->expire = mono_sec() + g_inactive;
            TAILQ_REMOVE(&g_lru, t, lru);
            TAILQ_INSERT_HEAD(&g_lru, t, lru);
            break;
        }
    }
    pthread_mutex_unlock(&g_mu);
    return t;
}

void tile_release(struct tile *t)
{
    pthread_mutex_lock(&g_mu);
    t->count--;
    pthread_mutex_unlock(&g_mu);
}

static void tile_drop(struct tile *t)
{
    TAILQ_REMOVE(&g_lru, t, lru);
    if (unlink(t->path) != 0)
        perror(t->path);
    free(t);
}

int64_t tile_cache_expire(void)
{
    int64_t now = mono_sec();
    int64_t wait = 10;
    struct tile *t;

    pthread_mutex_lock(&g_mu);
    while ((t = TAILQ_LAST(&g_lru, tile_list)) != NULL) {
        wait = t->expire - now;
        if (wait > 0)
            break;
        if (t->count == 0) {
            tile_drop(t);
            continue;
        }
        TAILQ_REMOVE(&g_lru, t, lru);
        t->expire = now + g_inactive;
        TAILQ_INSERT_HEAD(&g_lru, t, lru);
    }
    pthread_mutex_unlock(&g_mu);
    return wait > 0 && wait < 10 ? wait : 10;
}
