// RUN: %tocsin %s
// STD: gnu17
/* tilecache - on-disk map tile cache shared by the render threads. */
#include <fcntl.h>
#include <limits.h>
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
    char path[128];
    unsigned count;
    int64_t expires_ms;
    uint64_t bytes;
};

TAILQ_HEAD(tile_list, tile);

struct tilecache {
    pthread_mutex_t mu;
    struct tile_list lru;
    uint64_t bytes, max_bytes;
    int64_t inactive_ms;
};

static int64_t mono_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static struct tile *tile_open(struct tilecache *tc, const char *path)
{
    struct tile *t;

    pthread_mutex_lock(&tc->mu);
    TAILQ_FOREACH(t, &tc->lru, lru)
        if (!strcmp(t->path, path))
            break;
    if (!t && (t = calloc(1, sizeof *t)) != NULL) {
        snprintf(t->path, sizeof t->path, "%s", path);
        TAILQ_INSERT_TAIL(&tc->lru, t, lru);
    }
    if (t) {
        t->count++;
        t->expires_ms = mono_ms() + tc->inactive_ms;
    }
    pthread_mutex_unlock(&tc->mu);
    return t;
}

static void tile_close(struct tilecache *tc, struct tile *t)
{
    pthread_mutex_lock(&tc->mu);
    t->count--;
    pthread_mutex_unlock(&tc->mu);
}

/* caller holds tc->mu */
static void tile_discard(struct tilecache *tc, struct tile *t)
{
    TAILQ_REMOVE(&tc->lru, t, lru);
    tc->bytes -= t->bytes;
    unlink(t->path);
    free(t);
}

static int64_t expire_pass(struct tilecache *tc)
{
    int64_t wait = 10000;

    pthread_mutex_lock(&tc->mu);
    for (unsigned budget = 64; budget && !TAILQ_EMPTY(&tc->lru); budget--) {
        struct tile *t = TAILQ_FIRST(&tc->lru);

        wait = t->expires_ms - mono_ms();
        if (wait > 0)
            break;
        if (t->count == 0) {
            tile_discard(tc, t);
            continue;
        }
        /* still being rendered: look at it again later */
        TAILQ_REMOVE(&tc->lru, t, lru);
        t->expires_ms = mono_ms() + tc->inactive_ms;
        TAILQ_INSERT_TAIL(&tc->lru, t, lru);
    }
    pthread_mutex_unlock(&tc->mu);
    return wait;
}

static void shrink_pass(struct tilecache *tc)
{
    pthread_mutex_lock(&tc->mu);
    while (tc->bytes > tc->max_bytes) {
        struct tile *t, *oldest = NULL;
        int64_t best = INT64_MAX;

        TAILQ_FOREACH(t, &tc->lru, lru) {
            if (t->count || t->expires_ms >= best)
                continue;
            best = t->expires_ms;
            oldest = t;
        }
        if (!oldest)
            break;
        tile_discard(tc, oldest);
    }
    pthread_mutex_unlock(&tc->mu);
}

static void *render_main(void *arg)
{
    struct tilecache *tc = arg;
    char path[128];

    for (unsigned i = 0;; i++) {
        snprintf(path, sizeof path, "/var/cache/tiles/%u.png", i % 4096);
        struct tile *t = tile_open(tc, path);
        if (!t)
            continue;
        int fd = open(t->path, O_RDONLY | O_CLOEXEC);
        if (fd >= 0)
            close(fd);
        tile_close(tc, t);
    }
    return NULL;
}

int main(void)
{
    static struct tilecache tc = { .mu = PTHREAD_MUTEX_INITIALIZER, .max_bytes = 1u << 30, .inactive_ms = 600000 };
    pthread_t th[4];

    TAILQ_INIT(&tc.lru);
    for (int i = 0; i < 4; i++)
        if (pthread_create(&th[i], NULL, render_main, &tc))
            abort();
    for (;;) {
        int64_t wait = expire_pass(&tc);
        shrink_pass(&tc);
        usleep((useconds_t)(wait > 0 && wait < 10000 ? wait * 1000 : 10000000));
    }
}
