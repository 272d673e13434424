// STD: gnu17
#define _GNU_SOURCE
#include "mbox.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

static int copy_message(int from, int to)
{
    char buf[8192];
    ssize_t n;

    while ((n = read(from, buf, sizeof buf)) > 0) {
        char *p = buf;
        while (n > 0) {
            ssize_t w = write(to, p, (size_t)n);
            if (w < 0)
                return -1;
            p += w;
            n -= w;
        }
    }
    return n < 0 ? -1 : 0;
}

static int create_mbox(const char *path, const struct recipient *rcpt)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0660);

    if (fd < 0)
        return -1;
    if (fchown(fd, rcpt->uid, rcpt->mailgid) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

int mbox_deliver(const struct recipient *rcpt, int msgfd)
{
    char path[PATH_MAX];
    enum mbox_verdict verdict;
    char stamp[64];
    time_t now = time(NULL);
    int fd, rc;

    if (mbox_path(path, sizeof path, rcpt) < 0) {
        errno = ENAMETOOLONG;
        return -1;
    }

    verdict = mbox_examine(path, rcpt->uid);
    switch (verdict) {
    case MBOX_MISSING:
        fd = create_mbox(path, rcpt);
        break;
    case MBOX_FINE:
        fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC); // EXPECT: file-toctou
        break;
    default:
        syslog(LOG_WARNING, "%s: refusing, %s", path, mbox_strverdict(verdict));
        errno = EPERM;
        return -1;
    }
    if (fd < 0) {
        syslog(LOG_ERR, "%s: %m", path);
        return -1;
    }

    if (flock(fd, LOCK_EX) < 0) {
        close(fd);
        return -1;
    }
    strftime(stamp, sizeof stamp, "%a %b %e %H:%M:%S %Y", gmtime(&now));
    dprintf(fd, "From MAILER-DAEMON %s\n", stamp);
    rc = copy_message(msgfd, fd);
    dprintf(fd, "\n");
    if (fsync(fd) < 0)
        rc = -1;
    close(fd);
    return rc;
}
