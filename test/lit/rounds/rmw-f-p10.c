// RUN: %tocsin %s
// STD: gnu17
/* upstream_pool.c - keep-alive connections to one back end */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define POOL_IDLE_MAX 32

struct upstream_pool {
    pthread_mutex_t mu;
    int idle_fd[POOL_IDLE_MAX];
    int nidle;
    int total;
    int limit;
    unsigned long opened;
    unsigned long overflow;
    struct sockaddr_un addr;
};

static int upstream_connect(const struct sockaddr_un *a)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    if (connect(fd, (const struct sockaddr *)a, sizeof(*a)) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

int upstream_acquire(struct upstream_pool *p)
{
    int fd = -1;

    pthread_mutex_lock(&p->mu);
    if (p->nidle > 0) {
        fd = p->idle_fd[--p->nidle];
        pthread_mutex_unlock(&p->mu);
        return fd;
    }
    if (p->total >= p->limit) {
        pthread_mutex_unlock(&p->mu);
        return -1;
    }
    p->total++;
    p->opened++;
    pthread_mutex_unlock(&p->mu);

    fd = upstream_connect(&p->addr);
    if (fd < 0) {
        pthread_mutex_lock(&p->mu);
        p->total--;
        pthread_mutex_unlock(&p->mu);
    }
    return fd;
}

void upstream_release(struct upstream_pool *p, int fd)
{
    if (pthread_mutex_trylock(&p->mu) == 0) {
        if (p->nidle < POOL_IDLE_MAX) {
            p->idle_fd[p->nidle++] = fd;
            fd = -1;
        } else {
            p->total--;
            p->overflow++;
        }
        pthread_mutex_unlock(&p->mu);
    } else {
        /* do not hold up the event loop for a spare connection */
        p->total--; // EXPECT: lost-update
    }
    if (fd >= 0)
        close(fd);
}

static void upstream_trim(struct upstream_pool *p, int keep)
{
    int victims[POOL_IDLE_MAX], n = 0;

    if (pthread_mutex_trylock(&p->mu) != 0)
        return;
    while (p->nidle > keep) {
        victims[n++] = p->idle_fd[--p->nidle];
        p->total--;
    }
    pthread_mutex_unlock(&p->mu);
    while (n > 0)
        close(victims[--n]);
}

static void *request_worker(void *arg)
{
    struct upstream_pool *p = arg;
    char buf[512];

    for (int i = 0; i < 10000; i++) {
        int fd = upstream_acquire(p);
        if (fd < 0)
            continue;
        if (write(fd, "PING\n", 5) == 5)
            (void)!read(fd, buf, sizeof(buf));
        upstream_release(p, fd);
        if (i % 256 == 0)
            upstream_trim(p, 4);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    struct upstream_pool pool = { .mu = PTHREAD_MUTEX_INITIALIZER, .limit = 64 };
    pthread_t t[8];

    pool.addr.sun_family = AF_UNIX;
    snprintf(pool.addr.sun_path, sizeof(pool.addr.sun_path), "%s",
             argc > 1 ? argv[1] : "/run/backend.sock");
    for (int i = 0; i < 8; i++)
        if (pthread_create(&t[i], NULL, request_worker, &pool) != 0)
            return 1;
    for (int i = 0; i < 8; i++)
        pthread_join(t[i], NULL);
    printf("opened %lu overflow %lu open now %d\n", pool.opened, pool.overflow, pool.total);
    return 0;
}
