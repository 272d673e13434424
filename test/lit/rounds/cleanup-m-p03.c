// RUN: %tocsin %s
// STD: gnu17
/* dbpool.c - upstream connection pool of the billing front end */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define POOL_MIN_IDLE 2

struct pconn {
    struct pconn *next;
    int fd;
    int lent;
    int64_t idle_since;
    unsigned queries;
};

struct pool {
    pthread_mutex_t mu;
    struct pconn *all;
    int total;
    int64_t max_idle_ms;
    char sock[108];
};

static int64_t mono_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static int dial(const char *path)
{
    struct sockaddr_un sa;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0)
        return -1;
    memset(&sa, 0, sizeof(sa));
    sa.sun_family = AF_UNIX;
    snprintf(sa.sun_path, sizeof(sa.sun_path), "%s", path);
    if (connect(fd, (struct sockaddr *)&sa, sizeof(sa)) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

struct pconn *pool_borrow(struct pool *p)
{
    struct pconn *c;

    pthread_mutex_lock(&p->mu);
    for (c = p->all; c; c = c->next) {
        if (!c->lent) {
            c->lent = 1;
            pthread_mutex_unlock(&p->mu);
            return c;
        }
    }
    pthread_mutex_unlock(&p->mu);

    c = calloc(1, sizeof(*c));
    if (!c)
        return NULL;
    c->fd = dial(p->sock);
    if (c->fd < 0) {
        free(c);
        return NULL;
    }
    c->lent = 1;
    pthread_mutex_lock(&p->mu);
    c->next = p->all;
    p->all = c; // EXPECT-NOISE: check-then-act
    p->total++;
    pthread_mutex_unlock(&p->mu);
    return c;
}

void pool_return(struct pool *p, struct pconn *c)
{
    pthread_mutex_lock(&p->mu);
    c->queries++;
    c->idle_since = mono_ms();
    c->lent = 0;
    pthread_mutex_unlock(&p->mu);
}

/* Shrink the pool; sockets are closed after the lock is given back. */
int pool_shrink(struct pool *p)
{
    struct pconn *victims = NULL, *c, **pp;
    int64_t now;
    int n = 0;

    pthread_mutex_lock(&p->mu);
    now = mono_ms();
    pp = &p->all;
    while ((c = *pp) != NULL) {
        if (p->total <= POOL_MIN_IDLE)
            break;
        if (c->lent || now - c->idle_since < p->max_idle_ms) {
            pp = &c->next;
            continue;
        }
        *pp = c->next;
        p->total--;
        c->next = victims;
        victims = c;
    }
    pthread_mutex_unlock(&p->mu);

    while ((c = victims) != NULL) {
        victims = c->next;
        shutdown(c->fd, SHUT_RDWR);
        close(c->fd);
        free(c);
        n++;
    }
    return n;
}

static void *shrink_main(void *arg)
{
    struct pool *p = arg;

    for (;;) {
        sleep(15);
        pool_shrink(p);
    }
    return NULL;
}

int pool_start(struct pool *p, const char *sock)
{
    pthread_t t;

    memset(p, 0, sizeof(*p));
    pthread_mutex_init(&p->mu, NULL);
    snprintf(p->sock, sizeof(p->sock), "%s", sock);
    p->max_idle_ms = 60000;
    return pthread_create(&t, NULL, shrink_main, p);
}
