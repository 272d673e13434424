// RUN: %tocsin %s
// STD: gnu17
/* radio daemon: control socket */
#include <errno.h>
#include <grp.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

struct ctrl_cfg {
    const char *path;
    const char *group;
    mode_t mode;
};

static void logmsg(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
}

static gid_t group_id(const char *name)
{
    struct group *g = name ? getgrnam(name) : NULL;
    return g ? g->gr_gid : (gid_t)-1;
}

int ctrl_listen(const struct ctrl_cfg *cfg)
{
    struct sockaddr_un addr;
    int fd;

    memset(&addr, 0, sizeof addr);
    addr.sun_family = AF_UNIX;
    if (strlen(cfg->path) >= sizeof addr.sun_path) {
        logmsg("control path too long: %s", cfg->path);
        return -1;
    }
    strcpy(addr.sun_path, cfg->path);

    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;

    unlink(cfg->path);
    if (bind(fd, (struct sockaddr *)&addr, sizeof addr) < 0) {
        logmsg("bind %s: %s", cfg->path, strerror(errno));
        goto fail;
    }
    if (chown(cfg->path, (uid_t)-1, group_id(cfg->group)) < 0) { // EXPECT: create-then-name
        logmsg("chown %s: %s", cfg->path, strerror(errno));
        goto fail;
    }
    if (chmod(cfg->path, cfg->mode) < 0) { // EXPECT: create-then-name
        logmsg("chmod %s: %s", cfg->path, strerror(errno));
        goto fail;
    }
    if (listen(fd, 8) < 0)
        goto fail;
    return fd;
fail:
    close(fd);
    return -1;
}

/* the statistics socket is for the daemon's own user only */
int stats_listen(const char *path)
{
    struct sockaddr_un addr = { .sun_family = AF_UNIX };
    mode_t old;
    int fd, rc;

    snprintf(addr.sun_path, sizeof addr.sun_path, "%s", path);
    fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    old = umask(0177);
    rc = bind(fd, (struct sockaddr *)&addr, sizeof addr);
    umask(old);
    if (rc < 0 || listen(fd, 2) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

int main(int argc, char **argv)
{
    struct ctrl_cfg cfg = { argc > 1 ? argv[1] : "/tmp/radiod.ctl", "audio", 0660 };
    struct pollfd p[2];

    p[0].fd = ctrl_listen(&cfg);
    p[1].fd = stats_listen("/run/radiod/stats");
    if (p[0].fd < 0)
        return 1;
    p[0].events = p[1].events = POLLIN;
    while (poll(p, 2, -1) > 0) {
        int c = accept(p[0].revents ? p[0].fd : p[1].fd, NULL, NULL);
        if (c >= 0) {
            dprintf(c, "radiod 2.1\n");
            close(c);
        }
    }
    return 0;
}
