// RUN: %tocsin %s
// STD: gnu17
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define MAX_WORKERS 32
#define SURPLUS_SECS 300

struct worker {
    int fd;
    pid_t pid;
    time_t last_job;
    int told;
};

static struct worker workers[MAX_WORKERS];
static int nworkers;

static void enroll(int fd)
{
    struct ucred cr;
    socklen_t len = sizeof cr;
    if (nworkers == MAX_WORKERS || getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &cr, &len) != 0) {
        close(fd);
        return;
    }
    workers[nworkers].fd = fd;
    workers[nworkers].pid = cr.pid;
    workers[nworkers].last_job = time(NULL);
    workers[nworkers].told = 0;
    nworkers++;
}

static int dispatch(const char *line)
{
    static int turn;
    if (nworkers == 0)
        return -1;
    struct worker *w = &workers[turn++ % nworkers];
    for (int i = 0; w->told && i < nworkers; i++)
        w = &workers[turn++ % nworkers];
    w->last_job = time(NULL);
    return send(w->fd, line, strlen(line), MSG_NOSIGNAL) < 0 ? -1 : 0;
}

static void cull(int floor)
{
    time_t now = time(NULL);
    int active = 0;
    for (int i = 0; i < nworkers; i++)
        active += !workers[i].told;
    for (int i = 0; i < nworkers && active > floor; i++) {
        struct worker *w = &workers[i];
        if (w->told)
            continue;
        if (now - w->last_job < SURPLUS_SECS) // EXPECT: wall-clock-interval
            continue;
        if (kill(w->pid, SIGTERM) != 0 && errno != ESRCH) // EXPECT: timestamp-cleanup
            perror("kill");
        w->told = 1;
        active--;
    }
}

static void hangups(void)
{
    char c;
    for (int i = nworkers - 1; i >= 0; i--) {
        if (recv(workers[i].fd, &c, 1, MSG_PEEK | MSG_DONTWAIT) != 0)
            continue;
        close(workers[i].fd);
        workers[i] = workers[--nworkers];
    }
}

int main(void)
{
    struct sockaddr_un sa = { .sun_family = AF_UNIX };
    char line[512];
    int ls = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    snprintf(sa.sun_path, sizeof sa.sun_path, "/run/rasterd.sock");
    if (ls < 0 || bind(ls, (struct sockaddr *)&sa, sizeof sa) != 0 || listen(ls, 16) != 0) {
        perror("rasterd");
        return 1;
    }
    struct pollfd p[2] = { { .fd = ls, .events = POLLIN }, { .fd = 0, .events = POLLIN } };
    for (;;) {
        int r = poll(p, 2, 5000);
        if (r > 0 && (p[0].revents & POLLIN)) {
            int fd = accept(ls, NULL, NULL);
            if (fd >= 0)
                enroll(fd);
        }
        if (r > 0 && (p[1].revents & POLLIN) && fgets(line, sizeof line, stdin))
            dispatch(line);
        hangups();
        cull(2);
    }
}
