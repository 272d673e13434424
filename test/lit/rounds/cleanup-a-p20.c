// RUN: %tocsin %s
// STD: gnu17
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_CONNS 256
#define CONN_MAX_SECS 900

struct conn {
    int fd;
    time_t accepted;
    unsigned long served;
};

struct server {
    pthread_mutex_t lock;
    struct conn conn[MAX_CONNS];
    int listen_fd;
};

static struct server srv = {.lock = PTHREAD_MUTEX_INITIALIZER, .listen_fd = -1};

static struct conn *conn_register(int fd)
{
    struct conn *c = NULL;

    pthread_mutex_lock(&srv.lock);
    for (int i = 0; i < MAX_CONNS; i++) {
        if (srv.conn[i].fd < 0) {
            c = &srv.conn[i];
            c->fd = fd;
            c->served = 0;
            c->accepted = time(NULL);
            break;
        }
    }
    pthread_mutex_unlock(&srv.lock);
    return c;
}

static void conn_finish(struct conn *c)
{
    pthread_mutex_lock(&srv.lock);
    if (c->fd >= 0)
        close(c->fd);
    c->fd = -1;
    pthread_mutex_unlock(&srv.lock);
}

static void *handle(void *arg)
{
    struct conn *c = arg;
    char buf[2048];
    ssize_t n;

    while ((n = recv(c->fd, buf, sizeof buf, 0)) > 0) {
        if (send(c->fd, buf, (size_t)n, MSG_NOSIGNAL) != n)
            break;
        c->served++;
    }
    conn_finish(c);
    return NULL;
}

static void *reap(void *arg)
{
    (void)arg;
    for (;;) {
        sleep(5);
        pthread_mutex_lock(&srv.lock);
        for (int i = 0; i < MAX_CONNS; i++) {
            struct conn *c = &srv.conn[i];
            if (c->fd < 0)
                continue;
            if (time(NULL) - c->accepted > CONN_MAX_SECS) { // EXPECT: wall-clock-interval
                close(c->fd); // EXPECT: timestamp-cleanup
                c->fd = -1;
            }
        }
        pthread_mutex_unlock(&srv.lock);
    }
    return NULL;
}

static int listen_on(unsigned short port)
{
    struct sockaddr_in sa;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    memset(&sa, 0, sizeof sa);
    sa.sin_family = AF_INET;
    sa.sin_port = htons(port);
    if (fd < 0)
        return -1;
    if (bind(fd, (struct sockaddr *)&sa, sizeof sa) != 0 || listen(fd, 64) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

int main(void)
{
    pthread_t t;

    for (int i = 0; i < MAX_CONNS; i++)
        srv.conn[i].fd = -1;
    srv.listen_fd = listen_on(7007);
    if (srv.listen_fd < 0 || pthread_create(&t, NULL, reap, NULL) != 0)
        return 1;
    for (;;) {
        int fd = accept4(srv.listen_fd, NULL, NULL, SOCK_CLOEXEC);
        struct conn *c;

        if (fd < 0)
            continue;
        c = conn_register(fd);
        if (!c) {
            close(fd);
        } else if (pthread_create(&t, NULL, handle, c) == 0) {
            pthread_detach(t);
        } else {
            conn_finish(c);
        }
    }
}
