// RUN: %tocsin %s
// STD: gnu17
/* control socket of a telephony server */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <syslog.h>
#include <unistd.h>

typedef struct ctl {
    int fd;
    struct sockaddr_un sa;
    unsigned accepted;
} ctl_t;

int ctl_open(ctl_t *c, const char *sockname, unsigned mode, gid_t group)
{
    size_t len = strlen(sockname);

    memset(c, 0, sizeof *c);
    c->fd = -1;
    if (len >= sizeof c->sa.sun_path) {
        syslog(LOG_ERR, "control socket name too long");
        return -1;
    }
    c->sa.sun_family = AF_UNIX;
    memcpy(c->sa.sun_path, sockname, len + 1);

    c->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (c->fd < 0)
        goto bad;
    if (bind(c->fd, (struct sockaddr *)&c->sa, sizeof c->sa) < 0) {
        if (errno == EADDRINUSE)
            syslog(LOG_ERR, "%s is taken", sockname);
        goto bad;
    }
    if (listen(c->fd, 8) < 0)
        goto bad;
    if (mode != 0 && chmod(sockname, (mode_t)mode) < 0) { // EXPECT: create-then-name
        syslog(LOG_ERR, "mode of %s: %m", sockname);
        goto bad;
    }
    if (group != (gid_t)-1) {
        if (chown(c->sa.sun_path, (uid_t)-1, group) < 0) // EXPECT: create-then-name
            goto bad;
    }
    return 0;
bad:
    if (c->fd >= 0)
        close(c->fd);
    c->fd = -1;
    return -1;
}

int ctl_serve_one(ctl_t *c)
{
    static const char banner[] = "telephony control 1.4\r\n";
    int s = accept4(c->fd, NULL, NULL, SOCK_CLOEXEC);

    if (s < 0)
        return errno == EINTR ? 0 : -1;
    c->accepted++;
    if (send(s, banner, sizeof banner - 1, MSG_NOSIGNAL) < 0)
        syslog(LOG_DEBUG, "client left early");
    close(s);
    return 1;
}
