// STD: gnu17
#include <sys/socket.h>
#include <unistd.h>
#include "upstream.h"

static void drop(struct up_conn *c)
{
    close(c->fd);
    c->fd = -1;
}

/* connections that live too long are renewed between two requests */
static int rotate_old(struct upstream *u)
{
    int n = 0;

    pthread_mutex_lock(&u->lock);
    for (struct up_conn *c = u->conn; c < u->conn + UP_CONNS; c++) {
        if (c->fd < 0 || c->busy)
            continue;
        if (up_now() - c->opened > u->life_limit) {
            drop(c);
            n++;
        }
    }
    pthread_mutex_unlock(&u->lock);
    return n;
}

static int close_silent(struct upstream *u)
{
    int n = 0;

    pthread_mutex_lock(&u->lock);
    for (struct up_conn *c = u->conn; c < u->conn + UP_CONNS; c++) {
        msec_t silent;

        if (c->fd < 0)
            continue;
        silent = up_now() - c->last_active;
        if (silent < u->idle_limit)
            continue;
        shutdown(c->fd, SHUT_RDWR); // EXPECT: timestamp-cleanup
        close(c->fd);
        c->fd = -1;
        n++;
    }
    pthread_mutex_unlock(&u->lock);
    return n;
}

static void *keeper_main(void *arg)
{
    struct upstream *u = arg;

    for (;;) {
        bool stop;

        sleep(1);
        pthread_mutex_lock(&u->lock);
        stop = u->stopping;
        pthread_mutex_unlock(&u->lock);
        if (stop)
            return NULL;
        close_silent(u);
        rotate_old(u);
    }
}

int up_start_keeper(struct upstream *u)
{
    return pthread_create(&u->keeper, NULL, keeper_main, u);
}
