// RUN: %tocsin %s
// STD: gnu17
/* control channel of the scanner daemon */
#include <errno.h>
#include <grp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <syslog.h>
#include <unistd.h>

#define CTL_DEFAULT "/tmp/.scand-ctl"

struct ctl {
    int fd;
    char path[sizeof(((struct sockaddr_un *)0)->sun_path)];
};

static int ctl_open(struct ctl *c, const char *path, const char *group)
{
    struct sockaddr_un sa;
    struct group *gr;

    memset(&sa, 0, sizeof sa);
    sa.sun_family = AF_UNIX;
    if (strlen(path) >= sizeof sa.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(sa.sun_path, path);
    strcpy(c->path, path);

    c->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (c->fd < 0)
        return -1;
    if (unlink(path) < 0 && errno != ENOENT)
        goto fail;
    if (bind(c->fd, (struct sockaddr *)&sa, sizeof sa) < 0)
        goto fail;
    gr = getgrnam(group);
    if (gr != NULL && chown(path, (uid_t)-1, gr->gr_gid) < 0) // EXPECT: create-then-name
        goto fail;
    if (chmod(path, 0660) < 0) // EXPECT: create-then-name
        goto fail;
    if (listen(c->fd, 8) < 0)
        goto fail;
    return 0;
fail:
    syslog(LOG_ERR, "control socket %s: %s", path, strerror(errno));
    close(c->fd);
    c->fd = -1;
    return -1;
}

static void ctl_close(struct ctl *c)
{
    if (c->fd >= 0) {
        close(c->fd);
        unlink(c->path);
        c->fd = -1;
    }
}

static int serve_one(int fd)
{
    char req[64];
    ssize_t n = recv(fd, req, sizeof req - 1, 0);

    if (n <= 0)
        return 0;
    req[n] = '\0';
    if (strncmp(req, "quit", 4) == 0)
        return 1;
    if (send(fd, "idle\n", 5, MSG_NOSIGNAL) < 0)
        return 0;
    return 0;
}

int main(int argc, char **argv)
{
    struct ctl c;
    int stop = 0;

    openlog("scand", LOG_PID, LOG_DAEMON);
    if (ctl_open(&c, argc > 1 ? argv[1] : CTL_DEFAULT, "scanner") != 0)
        return 1;
    while (!stop) {
        int cl = accept(c.fd, NULL, NULL);
        if (cl < 0) {
            if (errno == EINTR)
                continue;
            break;
        }
        stop = serve_one(cl);
        close(cl);
    }
    ctl_close(&c);
    return 0;
}
