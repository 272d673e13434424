// RUN: %tocsin %s
// STD: gnu17
/* upstream pool of the SIP proxy: persistent TCP connections to the registrars */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define POOL_BUCKETS 64

typedef struct upconn {
    struct upconn *next;
    char           peer[48];
    int            fd;
    double         last_used;
    unsigned       sent;
} upconn_t;

typedef struct uppool {
    pthread_rwlock_t lock;
    upconn_t        *bucket[POOL_BUCKETS];
    double           idle_timeout;
    int            (*dial)(const char *peer);
    pthread_t        reaper;
    volatile int     stop;
} uppool_t;

static double mono(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static unsigned hash_peer(const char *s)
{
    unsigned h = 5381;
    while (*s)
        h = h * 33 + (unsigned char)*s++;
    return h % POOL_BUCKETS;
}

upconn_t *uppool_get(uppool_t *p, const char *peer)
{
    unsigned b = hash_peer(peer);
    upconn_t *c;

    pthread_rwlock_wrlock(&p->lock);
    for (c = p->bucket[b]; c; c = c->next)
        if (strcmp(c->peer, peer) == 0)
            break;
    if (!c && (c = calloc(1, sizeof *c)) != NULL) {
        strncpy(c->peer, peer, sizeof c->peer - 1);
        c->fd = p->dial(peer);
        c->next = p->bucket[b];
        p->bucket[b] = c;
    }
    if (c)
        c->last_used = mono();
    pthread_rwlock_unlock(&p->lock);
    return c;
}

/* Transaction threads; a slow registrar can block here for minutes. */
int uppool_send(upconn_t *c, const void *msg, size_t len)
{
    const char *p = msg;
    while (len) {
        ssize_t n = send(c->fd, p, len, MSG_NOSIGNAL);
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return -1;
        }
        p += n;
        len -= (size_t)n;
    }
    c->sent++;
    return 0;
}

static void upconn_close(upconn_t **link)
{
    upconn_t *c = *link;
    *link = c->next;
    if (c->fd >= 0)
        close(c->fd);
    free(c);
}

static void *reaper_main(void *arg)
{
    uppool_t *p = arg;

    while (!p->stop) {
        sleep(10);
        pthread_rwlock_wrlock(&p->lock);
        double oldest = mono() - p->idle_timeout;
        for (int i = 0; i < POOL_BUCKETS; i++) {
            upconn_t **link = &p->bucket[i];
            while (*link) {
                if ((*link)->last_used < oldest)
                    upconn_close(link); // EXPECT: timestamp-cleanup
                else
                    link = &(*link)->next;
            }
        }
        pthread_rwlock_unlock(&p->lock);
    }
    return NULL;
}

int uppool_start(uppool_t *p, int (*dial)(const char *), double idle)
{
    memset(p, 0, sizeof *p);
    p->dial = dial;
    p->idle_timeout = idle;
    if (pthread_rwlock_init(&p->lock, NULL) != 0)
        return -1;
    return pthread_create(&p->reaper, NULL, reaper_main, p);
}
