// RUN: %tocsin %s
// STD: gnu17
/* Upstream peers and the keep-alive cache of a small reverse proxy. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define KEEPALIVE_MAX 32

struct peer {
    char addr[64];
    unsigned short port;
    int weight;
    int conns;
    int fails;
    int down;
    time_t down_since;
};

struct upstream {
    const char *name;
    pthread_mutex_t lock;
    struct peer *peers;
    size_t npeers;
    int max_fails;
    int idle[KEEPALIVE_MAX];
    unsigned nidle;
};

static void access_log(const struct upstream *u, const struct peer *p, int err)
{
    fprintf(stderr, "[%s] %s:%u failed: %s\n", u->name, p->addr,
            (unsigned)p->port, strerror(err));
}

static int socket_alive(int fd)
{
    char c;
    ssize_t n = recv(fd, &c, 1, MSG_PEEK | MSG_DONTWAIT);

    return n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

static struct peer *upstream_pick(struct upstream *u)
{
    struct peer *best = NULL;
    size_t i;

    pthread_mutex_lock(&u->lock);
    for (i = 0; i < u->npeers; i++) {
        struct peer *p = &u->peers[i];

        if (p->down && time(NULL) - p->down_since < 10) // EXPECT-NOISE: wall-clock-interval
            continue;
        if (!best || p->conns * best->weight < best->conns * p->weight)
            best = p;
    }
    if (best)
        best->conns++;
    pthread_mutex_unlock(&u->lock);
    return best;
}

static void upstream_done(struct upstream *u, struct peer *p, int err)
{
    pthread_mutex_lock(&u->lock);
    p->conns--;
    if (err == 0) {
        p->fails = 0;
        p->down = 0;
        goto out;
    }
    pthread_mutex_unlock(&u->lock);

    access_log(u, p, err);
    p->fails++; // EXPECT: lost-update

    pthread_mutex_lock(&u->lock);
    if (p->fails >= u->max_fails) {
        p->down = 1;
        p->down_since = time(NULL);
    }
out:
    pthread_mutex_unlock(&u->lock);
}

static int keepalive_get(struct upstream *u)
{
    int fd;

    pthread_mutex_lock(&u->lock);
    while (u->nidle > 0) {
        fd = u->idle[--u->nidle];
        pthread_mutex_unlock(&u->lock);
        if (socket_alive(fd))
            return fd;
        close(fd);
        pthread_mutex_lock(&u->lock);
    }
    pthread_mutex_unlock(&u->lock);
    return -1;
}

static void keepalive_put(struct upstream *u, int fd)
{
    struct timeval tv = { 60, 0 };
    int full;

    pthread_mutex_lock(&u->lock);
    full = u->nidle >= KEEPALIVE_MAX;
    pthread_mutex_unlock(&u->lock);
    if (full || setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv) != 0) {
        close(fd);
        return;
    }
    pthread_mutex_lock(&u->lock);
    u->idle[u->nidle++] = fd; // EXPECT: check-then-act
    pthread_mutex_unlock(&u->lock);
}

int peer_connect(const struct peer *p);
int relay(int client, int server);
int next_client(void);

static void *worker(void *arg)
{
    struct upstream *u = arg;
    int client;

    while ((client = next_client()) >= 0) {
        struct peer *p = upstream_pick(u);
        int fd = keepalive_get(u), err = 0;

        if (p && fd < 0 && (fd = peer_connect(p)) < 0)
            err = errno;
        if (fd >= 0 && relay(client, fd) != 0)
            err = ECONNRESET;
        if (p)
            upstream_done(u, p, err);
        if (fd >= 0)
            keepalive_put(u, fd);
        close(client);
    }
    return NULL;
}

int proxy_run(struct upstream *u, int nworkers)
{
    int i;

    for (i = 0; i < nworkers; i++) {
        pthread_t t;

        if (pthread_create(&t, NULL, worker, u) != 0)
            return -1;
        pthread_detach(t);
    }
    return 0;
}
