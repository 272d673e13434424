// RUN: %tocsin %s
// STD: gnu17
/* control socket of a media server */
#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

typedef struct {
    int fd;
    struct sockaddr_un addr;
} ctl_t;

static int ctl_listen(ctl_t *c, const char *where, gid_t group)
{
    memset(&c->addr, 0, sizeof c->addr);
    c->addr.sun_family = AF_UNIX;
    if (strlen(where) >= sizeof c->addr.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(c->addr.sun_path, where);
    c->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (c->fd < 0)
        return -1;
    if (bind(c->fd, (struct sockaddr *)&c->addr, sizeof c->addr) < 0)
        goto fail;
    if (chown(c->addr.sun_path, (uid_t)-1, group) < 0) // EXPECT: create-then-name
        goto fail;
    if (chmod(c->addr.sun_path, 0660) < 0) // EXPECT: create-then-name
        goto fail;
    if (listen(c->fd, 8) < 0)
        goto fail;
    return 0;
fail:
    close(c->fd);
    c->fd = -1;
    return -1;
}

int main(void)
{
    ctl_t c;
    struct group *gr = getgrnam("audio");
    if (!gr || ctl_listen(&c, "/tmp/mediasrv.ctl", gr->gr_gid) < 0) {
        perror("control socket");
        return 1;
    }
    for (;;) {
        int s = accept(c.fd, NULL, NULL);
        if (s < 0)
            break;
        if (write(s, "READY\n", 6) != 6)
            perror("write");
        close(s);
    }
    return 0;
}
