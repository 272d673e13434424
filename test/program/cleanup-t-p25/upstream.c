// STD: gnu17
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include "upstream.h"

msec_t up_now(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (msec_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int up_init(struct upstream *u, const struct sockaddr_in *addr)
{
    memset(u, 0, sizeof *u);
    for (int i = 0; i < UP_CONNS; i++)
        u->conn[i].fd = -1;
    u->addr = *addr;
    u->idle_limit = 30 * 1000;
    u->life_limit = 600 * 1000;
    return pthread_mutex_init(&u->lock, NULL);
}

static int up_dial(const struct upstream *u)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd >= 0 && connect(fd, (const struct sockaddr *)&u->addr, sizeof u->addr) != 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

struct up_conn *up_checkout(struct upstream *u)
{
    struct up_conn *found = NULL, *spare = NULL;

    pthread_mutex_lock(&u->lock);
    for (int i = 0; i < UP_CONNS && !found; i++) {
        struct up_conn *c = &u->conn[i];

        if (c->busy)
            continue;
        if (c->fd >= 0)
            found = c;
        else if (!spare)
            spare = c;
    }
    if (!found)
        found = spare;
    if (found && found->fd < 0 && time(NULL) < u->dial_after) // EXPECT: wall-clock-interval
        found = NULL;
    if (found)
        found->busy = true;
    if (found && found->fd < 0) {
        found->fd = up_dial(u);
        found->served = 0;
        found->opened = up_now();
        if (found->fd < 0) {
            u->dial_after = time(NULL) + 5;
            found->busy = false;
            found = NULL;
        }
    }
    if (found)
        found->last_active = up_now();
    pthread_mutex_unlock(&u->lock);
    return found;
}

void up_checkin(struct upstream *u, struct up_conn *c, bool ok)
{
    pthread_mutex_lock(&u->lock);
    if (!ok && c->fd >= 0) {
        close(c->fd);
        c->fd = -1;
    }
    c->served++;
    c->last_active = up_now();
    c->busy = false;
    pthread_mutex_unlock(&u->lock);
}

long up_exchange(struct upstream *u, const void *req, unsigned long n, void *rsp, unsigned long cap)
{
    struct up_conn *c = up_checkout(u);
    long got = -1;

    if (!c)
        return -1;
    if (send(c->fd, req, n, MSG_NOSIGNAL) == (ssize_t)n)
        got = recv(c->fd, rsp, cap, 0);
    up_checkin(u, c, got > 0);
    return got;
}
