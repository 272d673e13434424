// RUN: %tocsin %s
// STD: gnu17
/* ctl.c: control socket of the radio streaming daemon */
#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/un.h>
#include <unistd.h>

struct ctl {
    struct sockaddr_un addr;
    int fd;
    gid_t group;
};

static int ctl_fail(struct ctl *c, const char *what)
{
    int err = errno;

    fprintf(stderr, "streamd: %s %s: %s\n", what, c->addr.sun_path, strerror(err));
    if (c->fd >= 0)
        close(c->fd);
    c->fd = -1;
    return -err;
}

static int ctl_clear_old(struct ctl *c)
{
    struct stat st;

    if (lstat(c->addr.sun_path, &st) != 0)
        return errno == ENOENT ? 0 : -errno;
    if (!S_ISSOCK(st.st_mode)) {
        fprintf(stderr, "streamd: %s is not a socket\n", c->addr.sun_path);
        return -EEXIST;
    }
    if (unlink(c->addr.sun_path) != 0) // EXPECT: file-toctou
        return -errno;
    return 0;
}

int ctl_listen(struct ctl *c, const char *path)
{
    int rc;

    memset(&c->addr, 0, sizeof c->addr);
    c->fd = -1;
    c->addr.sun_family = AF_UNIX;
    if (strlen(path) >= sizeof c->addr.sun_path)
        return -ENAMETOOLONG;
    strcpy(c->addr.sun_path, path);
    rc = ctl_clear_old(c);
    if (rc != 0)
        return rc;

    c->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (c->fd < 0)
        return ctl_fail(c, "socket");
    if (bind(c->fd, (struct sockaddr *)&c->addr, sizeof c->addr) != 0)
        return ctl_fail(c, "bind");
    if (chown(c->addr.sun_path, (uid_t)-1, c->group) != 0) // EXPECT: create-then-name
        return ctl_fail(c, "chown");
    if (chmod(c->addr.sun_path, 0660) != 0) // EXPECT: create-then-name
        return ctl_fail(c, "chmod");
    if (listen(c->fd, 8) != 0)
        return ctl_fail(c, "listen");
    return 0;
}

int ctl_serve(struct ctl *c, int (*handle)(int fd, const char *line))
{
    char line[256];
    ssize_t n;
    int conn, rc = 0;

    while (rc == 0 && (conn = accept(c->fd, NULL, NULL)) >= 0) {
        n = read(conn, line, sizeof line - 1);
        if (n > 0) {
            line[n] = '\0';
            rc = handle(conn, line);
        }
        close(conn);
    }
    return rc;
}

static int on_line(int fd, const char *line)
{
    if (strncmp(line, "quit", 4) == 0)
        return 1;
    dprintf(fd, "playing\n");
    return 0;
}

int main(int argc, char **argv)
{
    struct ctl c;
    struct group *gr = getgrnam("audio");

    c.group = gr != NULL ? gr->gr_gid : (gid_t)-1;
    if (ctl_listen(&c, argc > 1 ? argv[1] : "/tmp/streamd.ctl") != 0)
        return 1;
    ctl_serve(&c, on_line);
    close(c.fd);
    return 0;
}
