// STD: gnu17
#include "fdcache.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void fdcache_init(struct fdcache *c)
{
    memset(c, 0, sizeof *c);
    pthread_mutex_init(&c->mu, NULL);
}

static struct fdent *find_locked(struct fdcache *c, const char *path)
{
    struct fdent *e = c->head;
    while (e && strcmp(e->path, path) != 0)
        e = e->next;
    if (e)
        e->refs++;
    return e;
}

static struct fdent *link_locked(struct fdcache *c, const char *path, int fd)
{
    struct fdent *e = calloc(1, sizeof *e);
    if (!e || !(e->path = strdup(path))) {
        free(e);
        return NULL;
    }
    e->fd = fd;
    e->refs = 1;
    e->next = c->head;
    c->head = e;
    c->entries++;
    return e;
}

struct fdent *fdcache_lookup(struct fdcache *c, const char *path)
{
    pthread_mutex_lock(&c->mu);
    struct fdent *e = find_locked(c, path);
    pthread_mutex_unlock(&c->mu);
    return e;
}

struct fdent *fdcache_insert(struct fdcache *c, const char *path, int fd)
{
    pthread_mutex_lock(&c->mu);
    struct fdent *e = link_locked(c, path, fd);
    pthread_mutex_unlock(&c->mu);
    return e;
}

struct fdent *fdcache_open(struct fdcache *c, const char *path)
{
    pthread_mutex_lock(&c->mu);
    struct fdent *e = find_locked(c, path);
    if (!e) {
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd >= 0 && !(e = link_locked(c, path, fd)))
            close(fd);
    }
    pthread_mutex_unlock(&c->mu);
    return e;
}

void fdcache_release(struct fdcache *c, struct fdent *e)
{
    pthread_mutex_lock(&c->mu);
    e->refs--;
    pthread_mutex_unlock(&c->mu);
}

uint64_t quota_used(struct quota *q)
{
    pthread_mutex_lock(&q->mu);
    uint64_t v = q->used;
    pthread_mutex_unlock(&q->mu);
    return v;
}

void quota_assign(struct quota *q, uint64_t used)
{
    pthread_mutex_lock(&q->mu);
    q->used = used;
    pthread_mutex_unlock(&q->mu);
}

int quota_charge(struct quota *q, uint64_t n)
{
    int ok = 0;
    pthread_mutex_lock(&q->mu);
    if (q->used + n <= q->limit) {
        q->used += n;
        ok = 1;
    }
    pthread_mutex_unlock(&q->mu);
    return ok;
}
