// RUN: %tocsin %s
// STD: gnu17
/* Open-file cache of a static content server; entries are shared by the worker threads. */
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

struct of_node {
    TAILQ_ENTRY(of_node) lru;
    char *name;
    int fd;
    off_t size;
    unsigned count;
    uint64_t accessed;
    unsigned gone : 1;
};

struct of_cache {
    pthread_mutex_t mtx;
    TAILQ_HEAD(of_head, of_node) q;
    unsigned n, max;
    uint64_t inactive;
};

static uint64_t msec(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000u + (uint64_t)(ts.tv_nsec / 1000000);
}

static void of_destroy(struct of_node *f)
{
    close(f->fd);
    free(f->name);
    free(f);
}

static void of_expire(struct of_cache *c, unsigned forced)
{
    struct of_node *f, *prev;
    uint64_t now = msec();

    for (f = TAILQ_LAST(&c->q, of_head); f != NULL; f = prev) {
        prev = TAILQ_PREV(f, of_head, lru);

        if (f->accessed > now)
            continue;
        if (!forced && now - f->accessed <= c->inactive)
            return;
        if (f->count != 0)
            continue;
        TAILQ_REMOVE(&c->q, f, lru);
        c->n--;
        of_destroy(f);
        if (forced)
            forced--;
    }
}

struct of_node *of_get(struct of_cache *c, const char *name)
{
    struct of_node *f;
    struct stat st;

    pthread_mutex_lock(&c->mtx);
    of_expire(c, c->n >= c->max ? 1 : 0);
    TAILQ_FOREACH(f, &c->q, lru) {
        if (strcmp(f->name, name) == 0 && !f->gone)
            goto found;
    }
    f = calloc(1, sizeof *f);
    if (f == NULL)
        goto out;
    f->fd = open(name, O_RDONLY | O_CLOEXEC);
    if (f->fd < 0 || fstat(f->fd, &st) != 0) {
        if (f->fd >= 0)
            close(f->fd);
        free(f);
        f = NULL;
        goto out;
    }
    f->size = st.st_size;
    f->name = strdup(name);
    c->n++;
    TAILQ_INSERT_HEAD(&c->q, f, lru);
found:
    TAILQ_REMOVE(&c->q, f, lru);
    TAILQ_INSERT_HEAD(&c->q, f, lru);
    f->count++;
    f->accessed = msec();
out:
    pthread_mutex_unlock(&c->mtx);
    return f;
}

void of_put(struct of_cache *c, struct of_node *f)
{
    pthread_mutex_lock(&c->mtx);
    f->count--;
    f->accessed = msec();
    pthread_mutex_unlock(&c->mtx);
}

void of_tick(struct of_cache *c)
{
    pthread_mutex_lock(&c->mtx);
    of_expire(c, 0);
    pthread_mutex_unlock(&c->mtx);
}
