// RUN: %tocsin %s
// STD: gnu17
/* Reverse proxy response cache: node table and expiry. */
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <time.h>
#include <unistd.h>

typedef struct pc_node_s {
    TAILQ_ENTRY(pc_node_s) link;
    unsigned char key[16];
    unsigned      count;
    time_t        expire;
    unsigned      exists:1;
} pc_node_t;

typedef struct {
    pthread_mutex_t mutex;
    TAILQ_HEAD(pc_queue, pc_node_s) queue;
    char   path[PATH_MAX / 2];
    time_t inactive;
} pc_cache_t;

static time_t pc_time(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec;
}

static void pc_node_name(const pc_cache_t *c, const pc_node_t *n, char *out, size_t len)
{
    size_t off = (size_t)snprintf(out, len, "%s/", c->path);
    for (size_t i = 0; i < sizeof n->key && off + 2 < len; i++, off += 2)
        snprintf(out + off, len - off, "%02x", n->key[i]);
}

pc_node_t *pc_acquire(pc_cache_t *c, const unsigned char *key)
{
    pc_node_t *n;

    pthread_mutex_lock(&c->mutex);
    TAILQ_FOREACH(n, &c->queue, link)
        if (memcmp(n->key, key, sizeof n->key) == 0)
            break;
    if (!n) {
        n = calloc(1, sizeof *n);
        if (!n) {
            pthread_mutex_unlock(&c->mutex);
            return NULL;
        }
        memcpy(n->key, key, sizeof n->key);
        TAILQ_INSERT_HEAD(&c->queue, n, link);
    }
    n->count++;
    n->expire = pc_time() + c->inactive;
    pthread_mutex_unlock(&c->mutex);
    return n;
}

void pc_release(pc_cache_t *c, pc_node_t *n)
{
    pthread_mutex_lock(&c->mutex);
    n->count--;
    pthread_mutex_unlock(&c->mutex);
}

static void pc_delete(pc_cache_t *c, pc_node_t *n)
{
    char name[PATH_MAX];

    if (n->exists) {
        pc_node_name(c, n, name, sizeof name);
        if (unlink(name) < 0 && errno != ENOENT)
            fprintf(stderr, "unlink %s: %s\n", name, strerror(errno));
    }
    TAILQ_REMOVE(&c->queue, n, link);
    free(n);
}

time_t pc_expire(pc_cache_t *c)
{
    time_t now = pc_time(), wait = 10;
    pc_node_t *n;

    pthread_mutex_lock(&c->mutex);
    for (;;) {
        n = TAILQ_LAST(&c->queue, pc_queue);
        if (n == NULL)
            break;
        wait = n->expire - now;
        if (wait > 0)
            break;
        if (n->count == 0) {
            pc_delete(c, n);
            continue;
        }
        /* still being served: give it another period at the front */
        TAILQ_REMOVE(&c->queue, n, link);
        n->expire = now + c->inactive;
        TAILQ_INSERT_HEAD(&c->queue, n, link);
    }
    pthread_mutex_unlock(&c->mutex);
    return wait > 10 ? 10 : wait;
}

static void *manager(void *arg)
{
    for (int i = 0; i < 100; i++)
        sleep((unsigned)(pc_expire(arg) > 0 ? 1 : 2));
    return NULL;
}

int main(void)
{
    static pc_cache_t cache = { .mutex = PTHREAD_MUTEX_INITIALIZER, .path = "/var/cache/rproxy", .inactive = 600 };
    unsigned char key[16] = { 1, 2, 3 };
    pthread_t t;

    TAILQ_INIT(&cache.queue);
    pthread_create(&t, NULL, manager, &cache);
    pc_node_t *n = pc_acquire(&cache, key);
    if (n)
        pc_release(&cache, n);
    pthread_join(t, NULL);
    return 0;
}
