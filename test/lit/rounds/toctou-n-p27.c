// RUN: %tocsin %s
// STD: gnu17
/* Control and status sockets of the job scheduler. The control socket takes
 * commands without further authentication, so only the scheduler's own user
 * may connect to it. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <syslog.h>
#include <unistd.h>

struct endpoint {
    const char *role;
    struct sockaddr_un sa;
    int fd;
};

static int detach(void)
{
    switch (fork()) {
    case -1:
        return -1;
    case 0:
        break;
    default:
        _exit(0);
    }
    if (setsid() < 0)
        return -1;
    umask(0);
    return chdir("/");
}

static int endpoint_init(struct endpoint *ep, const char *role, const char *dir)
{
    int n;

    memset(ep, 0, sizeof *ep);
    ep->role = role;
    ep->sa.sun_family = AF_UNIX;
    n = snprintf(ep->sa.sun_path, sizeof ep->sa.sun_path, "%s/%s.sock", dir, role);
    if (n < 0 || (size_t)n >= sizeof ep->sa.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    ep->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return ep->fd < 0 ? -1 : 0;
}

static int listen_control(struct endpoint *ep)
{
    if (bind(ep->fd, (struct sockaddr *)&ep->sa, sizeof ep->sa) != 0)
        return -1;
    if (listen(ep->fd, 8) != 0)
        return -1;
    if (chmod(ep->sa.sun_path, 0600) != 0) // EXPECT: create-then-name
        return -1;
    return 0;
}

static int listen_status(struct endpoint *ep)
{
    mode_t old = umask(0117);
    int rc = bind(ep->fd, (struct sockaddr *)&ep->sa, sizeof ep->sa);
    int err = errno;

    umask(old);
    if (rc != 0) {
        errno = err;
        return -1;
    }
    return listen(ep->fd, 32);
}

static void answer(const struct endpoint *ep)
{
    char cmd[128];
    ssize_t n;
    int c = accept4(ep->fd, NULL, NULL, SOCK_CLOEXEC);

    if (c < 0)
        return;
    n = read(c, cmd, sizeof cmd - 1);
    if (n > 0) {
        cmd[n] = '\0';
        syslog(LOG_INFO, "%s: %s", ep->role, cmd);
        dprintf(c, "ok\n");
    }
    close(c);
}

int main(int argc, char **argv)
{
    const char *dir = argc > 1 ? argv[1] : "/var/tmp/jobsched";
    struct endpoint ep[2];
    struct pollfd pfd[2];

    openlog("jobsched", LOG_PID, LOG_DAEMON);
    if (detach() != 0)
        return 1;
    if (endpoint_init(&ep[0], "control", dir) != 0 || listen_control(&ep[0]) != 0 ||
        endpoint_init(&ep[1], "status", dir) != 0 || listen_status(&ep[1]) != 0) {
        syslog(LOG_ERR, "cannot listen in %s: %s", dir, strerror(errno));
        return 1;
    }
    for (;;) {
        for (int i = 0; i < 2; i++)
            pfd[i] = (struct pollfd){.fd = ep[i].fd, .events = POLLIN};
        if (poll(pfd, 2, -1) < 0 && errno != EINTR)
            return 1;
        for (int i = 0; i < 2; i++)
            if (pfd[i].revents & POLLIN)
                answer(&ep[i]);
    }
}
