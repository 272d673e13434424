// RUN: %tocsin %s
// STD: gnu17
/* edgeproxy: single event loop, idle upstream and client connections */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct conn {
    TAILQ_ENTRY(conn) idle_link;
    int fd;
    int64_t last_active;
    size_t inlen;
    char in[4096];
};

TAILQ_HEAD(conn_list, conn);

struct loop {
    int ep;
    int listener;
    int64_t now;
    int64_t idle_ms;
    struct conn_list conns;      /* oldest activity first */
};

static int64_t clock_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void conn_active(struct loop *l, struct conn *c)
{
    c->last_active = l->now;
    TAILQ_REMOVE(&l->conns, c, idle_link);
    TAILQ_INSERT_TAIL(&l->conns, c, idle_link);
}

static void conn_close(struct loop *l, struct conn *c)
{
    epoll_ctl(l->ep, EPOLL_CTL_DEL, c->fd, NULL);
    close(c->fd);
    TAILQ_REMOVE(&l->conns, c, idle_link);
    free(c);
}

static void on_accept(struct loop *l)
{
    int fd = accept4(l->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    struct epoll_event ev = { .events = EPOLLIN };
    struct conn *c;

    if (fd < 0)
        return;
    if (!(c = calloc(1, sizeof *c))) {
        close(fd);
        return;
    }
    c->fd = fd;
    c->last_active = l->now;
    TAILQ_INSERT_TAIL(&l->conns, c, idle_link);
    ev.data.ptr = c;
    if (epoll_ctl(l->ep, EPOLL_CTL_ADD, fd, &ev) < 0)
        conn_close(l, c);
}

static void on_readable(struct loop *l, struct conn *c)
{
    ssize_t n = read(c->fd, c->in + c->inlen, sizeof c->in - c->inlen);

    if (n == 0 || (n < 0 && errno != EAGAIN)) {
        conn_close(l, c);
        return;
    }
    if (n > 0) {
        c->inlen += (size_t)n;
        conn_active(l, c);
        if (c->inlen == sizeof c->in)
            c->inlen = 0;
    }
}

static void drop_idle(struct loop *l)
{
    struct conn *c;

    while ((c = TAILQ_FIRST(&l->conns)) != NULL &&
           l->now - c->last_active > l->idle_ms)
        conn_close(l, c);
}

int loop_run(struct loop *l)
{
    struct epoll_event evs[128];
    int i, n;

    TAILQ_INIT(&l->conns);
    for (;;) {
        n = epoll_wait(l->ep, evs, 128, 1000);
        if (n < 0 && errno != EINTR)
            return -errno;
        l->now = clock_ms();
        for (i = 0; i < n; i++) {
            if (evs[i].data.ptr == NULL)
                on_accept(l);
            else
                on_readable(l, evs[i].data.ptr);
        }
        drop_idle(l);
    }
}
