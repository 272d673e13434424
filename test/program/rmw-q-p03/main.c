// STD: gnu17
#include <stdlib.h>
#include <unistd.h>

#include "balance.h"

#define NPEERS 3
#define NWORKERS 8

static struct peer peers[NPEERS];

static enum outcome forward(struct peer *p, unsigned req)
{
    (void)p;
    usleep(1000 + req % 700);
    return req % 31 == 0 ? OUT_TIMEOUT : req % 977 == 0 ? OUT_REFUSED : OUT_OK;
}

static void *worker(void *arg)
{
    unsigned req = (unsigned)(size_t)arg;
    for (;;) {
        req = req * 1103515245u + 12345u;
        struct peer *p = balance_pick(peers, NPEERS, req);
        if (!p)
            continue;
        balance_report(p, forward(p, req));
    }
    return NULL;
}

static void *admin(void *arg)
{
    int fd = *(int *)arg;
    unsigned char cmd[2];
    while (read(fd, cmd, 2) == 2) {
        struct peer *p = &peers[cmd[1] % NPEERS];
        if (cmd[0] == 'd')
            balance_drain(p);
        else if (cmd[0] == 'r')
            balance_restore(p);
    }
    return NULL;
}

int main(void)
{
    int fd = STDIN_FILENO;
    pthread_t ctl, w[NWORKERS];
    peer_init(&peers[0], "10.0.0.11:8080", 64);
    peer_init(&peers[1], "10.0.0.12:8080", 64);
    peer_init(&peers[2], "10.0.0.13:8080", 32);
    if (pthread_create(&ctl, NULL, admin, &fd) != 0)
        return EXIT_FAILURE;
    for (size_t i = 0; i < NWORKERS; i++)
        if (pthread_create(&w[i], NULL, worker, (void *)(i + 1)) != 0)
            return EXIT_FAILURE;
    for (size_t i = 0; i < NWORKERS; i++)
        pthread_join(w[i], NULL);
    return EXIT_SUCCESS;
}
