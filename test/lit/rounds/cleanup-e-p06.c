// RUN: %tocsin %s
// STD: gnu17
/* Open-descriptor cache of the static file server: entries are kept in a
 * queue by last access and shared between the worker threads. */
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

typedef struct ofc_node ofc_node_t;

struct ofc_node {
    TAILQ_ENTRY(ofc_node) lru;
    char    *name;
    int      fd;
    off_t    size;
    time_t   accessed;
    unsigned count;
};

typedef struct {
    TAILQ_HEAD(ofc_head, ofc_node) q;
    pthread_mutex_t mutex;
    unsigned current, max;
    time_t inactive;
} ofc_t;

static ofc_node_t *ofc_lookup(ofc_t *c, const char *name)
{
    ofc_node_t *n;

    TAILQ_FOREACH(n, &c->q, lru)
        if (strcmp(n->name, name) == 0)
            return n;
    return NULL;
}

ofc_node_t *ofc_open(ofc_t *c, const char *name)
{
    struct stat st;
    ofc_node_t *n;

    pthread_mutex_lock(&c->mutex);
    n = ofc_lookup(c, name);
    if (n == NULL) {
        n = calloc(1, sizeof(*n));
        if (n == NULL || (n->name = strdup(name)) == NULL) {
            free(n);
            pthread_mutex_unlock(&c->mutex);
            return NULL;
        }
        n->fd = open(name, O_RDONLY | O_CLOEXEC);
        if (n->fd >= 0 && fstat(n->fd, &st) == 0)
            n->size = st.st_size;
        c->current++;
    } else {
        TAILQ_REMOVE(&c->q, n, lru);
    }
    n->accessed = time(NULL);
    n->count++;
    TAILQ_INSERT_HEAD(&c->q, n, lru);
    pthread_mutex_unlock(&c->mutex);
    return n;
}

void ofc_close(ofc_t *c, ofc_node_t *n)
{
    pthread_mutex_lock(&c->mutex);
    n->count--;
    pthread_mutex_unlock(&c->mutex);
}

void ofc_expire(ofc_t *c, unsigned budget)
{
    ofc_node_t *n;
    time_t now = time(NULL);

    pthread_mutex_lock(&c->mutex);
    while (budget-- > 0) {
        n = TAILQ_LAST(&c->q, ofc_head);
        if (n == NULL)
            break;
        if (now - n->accessed <= c->inactive) // EXPECT: wall-clock-interval
            break;
        TAILQ_REMOVE(&c->q, n, lru);
        if (n->count != 0) {
            n->accessed = now;
            TAILQ_INSERT_HEAD(&c->q, n, lru);
            continue;
        }
        if (n->fd >= 0)
            close(n->fd);
        free(n->name);
        free(n);
        c->current--;
    }
    pthread_mutex_unlock(&c->mutex);
}

int main(void)
{
    static ofc_t cache;
    ofc_node_t *n;

    TAILQ_INIT(&cache.q);
    pthread_mutex_init(&cache.mutex, NULL);
    cache.max = 512;
    cache.inactive = 60;
    n = ofc_open(&cache, "/etc/hosts");
    if (n != NULL)
        ofc_close(&cache, n);
    ofc_expire(&cache, 8);
    return 0;
}
