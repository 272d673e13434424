// RUN: %tocsin %s
// STD: gnu17
/* static file descriptor cache for the http workers */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct fcn {
    TAILQ_ENTRY(fcn) lru;
    char    *path;
    int      fd;
    off_t    size;
    unsigned count;
    uint64_t accessed;
};

TAILQ_HEAD(fcn_list, fcn);

struct file_cache {
    pthread_mutex_t mutex;
    struct fcn_list queue;      /* head = most recently returned */
    unsigned        nr, max;
    uint64_t        inactive;   /* ms */
};

static uint64_t tick_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &ts);
    return (uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u;
}

static void fcn_destroy(struct file_cache *fc, struct fcn *f)
{
    TAILQ_REMOVE(&fc->queue, f, lru);
    fc->nr--;
    close(f->fd);
    free(f->path);
    free(f);
}

struct fcn *file_cache_open(struct file_cache *fc, const char *path)
{
    struct stat sb;
    struct fcn *f;

    pthread_mutex_lock(&fc->mutex);
    TAILQ_FOREACH(f, &fc->queue, lru)
        if (!strcmp(f->path, path))
            goto found;
    if (!(f = calloc(1, sizeof *f)))
        goto fail;
    f->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (f->fd < 0 || fstat(f->fd, &sb) < 0 || !(f->path = strdup(path))) {
        int e = errno;
        if (f->fd >= 0)
            close(f->fd);
        free(f);
        errno = e;
        goto fail;
    }
    f->size = sb.st_size;
    TAILQ_INSERT_HEAD(&fc->queue, f, lru);
    fc->nr++;
found:
    f->count++;
    f->accessed = tick_ms();
    TAILQ_REMOVE(&fc->queue, f, lru);
    TAILQ_INSERT_HEAD(&fc->queue, f, lru);
    pthread_mutex_unlock(&fc->mutex);
    return f;
fail:
    pthread_mutex_unlock(&fc->mutex);
    return NULL;
}

void file_cache_close(struct file_cache *fc, struct fcn *f)
{
    pthread_mutex_lock(&fc->mutex);
    f->count--;
    f->accessed = tick_ms();
    pthread_mutex_unlock(&fc->mutex);
}

/* returns ms until the next entry is due */
uint64_t file_cache_expire(struct file_cache *fc)
{
    struct fcn *f, *prev;
    uint64_t wait = fc->inactive;

    pthread_mutex_lock(&fc->mutex);
    uint64_t now = tick_ms();
    for (f = TAILQ_LAST(&fc->queue, fcn_list); f; f = prev) {
        prev = TAILQ_PREV(f, fcn_list, lru);
        uint64_t age = now > f->accessed ? now - f->accessed : 0;
        if (age < fc->inactive) {
            wait = fc->inactive - age;
            break;
        }
        if (f->count == 0)
            fcn_destroy(fc, f);
    }
    pthread_mutex_unlock(&fc->mutex);
    return wait;
}
