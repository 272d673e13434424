// RUN: %tocsin %s
// STD: gnu17
/* smtp-relay: admission control and traffic quota for the inbound listener */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define RELAY_ACCEPTORS 4

struct relay {
    pthread_mutex_t lock;
    unsigned active;        /* connections currently open */
    unsigned max_active;
    unsigned penalty;       /* drives the tarpit delay */
    uint64_t quota_left;    /* bytes the tenant may still send */
    int listen_fd;
    int stopping;
};

static int relay_admit(struct relay *r)
{
    pthread_mutex_lock(&r->lock);
    if (r->active >= r->max_active) {
        pthread_mutex_unlock(&r->lock);
        r->penalty += 2; // EXPECT: lost-update
        return -EAGAIN;
    }
    r->active++;
    if (r->penalty > 0)
        r->penalty--;
    pthread_mutex_unlock(&r->lock);
    return 0;
}

static void relay_done(struct relay *r, uint64_t bytes)
{
    pthread_mutex_lock(&r->lock);
    r->active--;
    pthread_mutex_unlock(&r->lock);

    if (bytes == 0)
        return;
    r->quota_left -= bytes; // EXPECT: lost-update
}

static int relay_topup(struct relay *r, uint64_t bytes)
{
    int rc = 0;

    pthread_mutex_lock(&r->lock);
    if (r->quota_left + bytes < r->quota_left) {
        rc = -EOVERFLOW;
        goto out;
    }
    r->quota_left += bytes;
out:
    pthread_mutex_unlock(&r->lock);
    return rc;
}

static unsigned relay_delay_ms(struct relay *r)
{
    unsigned d;

    pthread_mutex_lock(&r->lock);
    d = r->penalty * 50;
    pthread_mutex_unlock(&r->lock);
    return d > 5000 ? 5000 : d;
}

static uint64_t relay_pump(int fd)
{
    char buf[4096];
    uint64_t total = 0;
    ssize_t n;

    while ((n = read(fd, buf, sizeof(buf))) > 0)
        total += (uint64_t)n;
    return total;
}

static void *acceptor_main(void *arg)
{
    struct relay *r = arg;

    for (;;) {
        int fd = accept(r->listen_fd, NULL, NULL);
        if (fd < 0) {
            if (errno == EINTR)
                continue;
            break;
        }
        if (relay_admit(r) != 0) {
            usleep(relay_delay_ms(r) * 1000);
            close(fd);
            continue;
        }
        relay_done(r, relay_pump(fd));
        close(fd);
    }
    return NULL;
}

int relay_run(int listen_fd, uint64_t quota)
{
    struct relay r;
    pthread_t tid[RELAY_ACCEPTORS];
    int i, started = 0;

    memset(&r, 0, sizeof(r));
    pthread_mutex_init(&r.lock, NULL);
    r.listen_fd = listen_fd;
    r.max_active = 256;
    r.quota_left = quota;

    for (i = 0; i < RELAY_ACCEPTORS; i++) {
        if (pthread_create(&tid[i], NULL, acceptor_main, &r) != 0)
            break;
        started++;
    }
    relay_topup(&r, 1 << 20);
    for (i = 0; i < started; i++)
        pthread_join(tid[i], NULL);
    pthread_mutex_destroy(&r.lock);
    return started ? 0 : -1;
}
