// RUN: %tocsin %s
// STD: gnu17
/* Tile cache index of the map renderer.  Tiles are files on disk; nodes are
 * linked in order of expiry.  Request threads take a reference under t->mtx
 * while they stream the file. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/queue.h>
#include <time.h>
#include <unistd.h>

struct tile_node {
    TAILQ_ENTRY(tile_node) link;
    uint64_t key;
    time_t   expire;
    unsigned count;
    size_t   size;
};

TAILQ_HEAD(tile_list, tile_node);

struct tile_index {
    pthread_mutex_t  mtx;
    struct tile_list lru;
    const char      *root;
    size_t           bytes;
    long             inactive;
};

static time_t mono_sec(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec;
}

struct tile_node *tile_acquire(struct tile_index *t, uint64_t key)
{
    struct tile_node *n;

    pthread_mutex_lock(&t->mtx);
    TAILQ_FOREACH(n, &t->lru, link) {
        if (n->key == key) {
            n->count++;
            n->expire = mono_sec() + t->inactive;
            TAILQ_REMOVE(&t->lru, n, link);
            TAILQ_INSERT_TAIL(&t->lru, n, link);
            break;
        }
    }
    pthread_mutex_unlock(&t->mtx);
    return n;
}

void tile_release(struct tile_index *t, struct tile_node *n)
{
    pthread_mutex_lock(&t->mtx);
    n->count--;
    pthread_mutex_unlock(&t->mtx);
}

static void tile_drop(struct tile_index *t, struct tile_node *n)
{
    char path[512];

    snprintf(path, sizeof path, "%s/%016llx.tile", t->root,
             (unsigned long long)n->key);
    if (unlink(path) < 0)
        perror(path);
    t->bytes -= n->size;
    TAILQ_REMOVE(&t->lru, n, link);
    free(n);
}

long tile_expire(struct tile_index *t)
{
    struct tile_node *n;
    long wait = 10;
    time_t now = mono_sec();

    pthread_mutex_lock(&t->mtx);
    while ((n = TAILQ_FIRST(&t->lru)) != NULL) {
        wait = n->expire - now;
        if (wait > 0) {
            if (wait > 10)
                wait = 10;
            break;
        }
        if (n->count == 0) {
            tile_drop(t, n);
            continue;
        }
        TAILQ_REMOVE(&t->lru, n, link);
        n->expire = now + t->inactive;
        TAILQ_INSERT_TAIL(&t->lru, n, link);
    }
    pthread_mutex_unlock(&t->mtx);
    return wait;
}
