// STD: gnu17
#include "mbox.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

static int put_message(int fd, const char *msg, size_t len)
{
    off_t start;

    if (flock(fd, LOCK_EX) < 0)
        return -1;
    start = lseek(fd, 0, SEEK_END);
    while (len > 0) {
        ssize_t n = write(fd, msg, len);
        if (n < 0) {
            if (errno == EINTR)
                continue;
            if (ftruncate(fd, start) < 0)
                syslog(LOG_ERR, "cannot cut partial message");
            return -1;
        }
        msg += n;
        len -= (size_t)n;
    }
    return fsync(fd);
}

int mbox_append(const char *path, uid_t owner, gid_t group, const char *msg, size_t len)
{
    int fd = -1;
    int rc;

    switch (mbox_examine(path, owner)) {
    case MBOX_ABSENT:
        fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL, 0600);
        if (fd >= 0 && fchown(fd, owner, group) < 0) {
            close(fd);
            return -1;
        }
        break;
    case MBOX_GOOD:
        fd = open(path, O_WRONLY | O_APPEND); // EXPECT: file-toctou
        break;
    case MBOX_REFUSED:
        return -1;
    }
    if (fd < 0) {
        syslog(LOG_ERR, "%s: %s", path, strerror(errno));
        return -1;
    }
    rc = put_message(fd, msg, len);
    close(fd);
    return rc;
}
