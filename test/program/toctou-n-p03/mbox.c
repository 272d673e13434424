/* Mailbox files: inspection, creation and opening. */
#include "mbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int mailbox_like(const struct stat *st, uid_t owner)
{
    return S_ISREG(st->st_mode) && st->st_nlink == 1 && st->st_uid == owner;
}

enum mbox_state mbox_probe(const char *path, uid_t owner)
{
    struct stat st;

    if (lstat(path, &st) != 0)
        return errno == ENOENT ? MBOX_MISSING : MBOX_ERROR;
    return mailbox_like(&st, owner) ? MBOX_OK : MBOX_REFUSED;
}

int mbox_create(const char *path, uid_t owner, gid_t group)
{
    int fd, err;

    /* Created with the owner's identity, so that it is theirs at once. */
    if (setegid(group) != 0)
        return -1;
    if (seteuid(owner) != 0) {
        err = errno;
        if (setegid(0) != 0)
            abort();
        errno = err;
        return -1;
    }
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    err = errno;
    if (seteuid(0) != 0 || setegid(0) != 0)
        abort();
    if (fd < 0) {
        errno = err;
        return err == EEXIST ? 0 : -1;
    }
    return close(fd);
}

FILE *mbox_append_stream(const char *path, uid_t owner)
{
    struct stat st;
    FILE *fp;
    int fd = open(path, O_WRONLY | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

    if (fd < 0)
        return NULL;
    if (fstat(fd, &st) != 0 || !mailbox_like(&st, owner)) {
        close(fd);
        errno = EPERM;
        return NULL;
    }
    fp = fdopen(fd, "a");
    if (!fp)
        close(fd);
    return fp;
}
