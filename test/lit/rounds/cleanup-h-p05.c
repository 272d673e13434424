// RUN: %tocsin %s
// STD: gnu17
/* Upstream connection pool for the query router. */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

typedef struct upstream_conn {
    struct upstream_conn *next;
    int fd;
    bool busy;
    uint64_t last_used_ms;
    uint64_t queries;
} upstream_conn;

typedef struct {
    pthread_mutex_t lock;
    upstream_conn *head;
    unsigned total;
    unsigned closed_idle;
    uint64_t idle_limit_ms;
    int (*dial)(void *ctx);
    void *dial_ctx;
} conn_pool;

static uint64_t mono_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void pool_enter(conn_pool *p) { pthread_mutex_lock(&p->lock); }
static void pool_leave(conn_pool *p) { pthread_mutex_unlock(&p->lock); }

upstream_conn *pool_checkout(conn_pool *p)
{
    upstream_conn *c;
    int fd;

    pool_enter(p);
    for (c = p->head; c; c = c->next) {
        if (!c->busy) {
            c->busy = true;
            pool_leave(p);
            return c;
        }
    }
    pool_leave(p);

    fd = p->dial(p->dial_ctx);
    if (fd < 0)
        return NULL;
    c = calloc(1, sizeof *c);
    if (!c) {
        close(fd);
        return NULL;
    }
    c->fd = fd;
    c->busy = true;
    pool_enter(p);
    c->next = p->head;
    p->head = c; // EXPECT-NOISE: check-then-act
    p->total++;
    pool_leave(p);
    return c;
}

void pool_checkin(conn_pool *p, upstream_conn *c)
{
    pool_enter(p);
    c->busy = false;
    c->queries++;
    c->last_used_ms = mono_ms();
    pool_leave(p);
}

unsigned pool_trim(conn_pool *p)
{
    uint64_t now = mono_ms();
    upstream_conn **pp, *c;
    unsigned n = 0;

    pool_enter(p);
    pp = &p->head;
    while ((c = *pp) != NULL) {
        if (c->busy) {
            pp = &c->next;
            continue;
        }
        if (now - c->last_used_ms > p->idle_limit_ms) { // EXPECT: unsigned-age
            *pp = c->next;
            shutdown(c->fd, SHUT_RDWR);
            close(c->fd);
            free(c);
            p->total--;
            n++;
        } else {
            pp = &c->next;
        }
    }
    p->closed_idle += n;
    pool_leave(p);
    return n;
}

void *pool_housekeeper(void *arg)
{
    conn_pool *p = arg;

    for (;;) {
        sleep(5);
        pool_trim(p);
    }
    return NULL;
}
