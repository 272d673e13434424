// RUN: %tocsin %s
// STD: gnu17
/* mbox delivery agent: appends one message to a user's spool file. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

struct recipient {
    const char *mailbox;
    uid_t uid;
    gid_t gid;
};

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static int create_mailbox(const struct recipient *r)
{
    int fd = open(r->mailbox, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return -1;
    if (fchown(fd, r->uid, r->gid) < 0) {
        int e = errno;
        close(fd);
        errno = e;
        return -1;
    }
    return fd;
}

static int open_mailbox(const struct recipient *r)
{
    struct stat before, now;

    for (int attempt = 0; attempt < 5; attempt++) {
        if (lstat(r->mailbox, &before) < 0) {
            if (errno != ENOENT)
                return -1;
            int fd = create_mailbox(r);
            if (fd >= 0 || errno != EEXIST)
                return fd;
            continue;
        }
        if (!S_ISREG(before.st_mode) || before.st_nlink != 1 || before.st_uid != r->uid) {
            errno = EPERM;
            return -1;
        }
        int fd = open(r->mailbox, O_RDWR | O_APPEND | O_CLOEXEC);
        if (fd < 0)
            return -1;
        if (fstat(fd, &now) < 0 || !same_file(&before, &now) || now.st_nlink != 1) {
            close(fd);
            continue;
        }
        return fd;
    }
    errno = EAGAIN;
    return -1;
}

static int lock_mailbox(int fd)
{
    struct flock fl = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    while (fcntl(fd, F_SETLKW, &fl) < 0)
        if (errno != EINTR)
            return -1;
    return 0;
}

static int append_message(int fd, const char *from, const char *body, size_t len)
{
    char head[512];
    time_t now = time(NULL);
    char stamp[32];
    off_t start = lseek(fd, 0, SEEK_END);

    if (start < 0 || !ctime_r(&now, stamp))
        return EX_OSERR;
    int n = snprintf(head, sizeof head, "From %s %s", from, stamp);
    if (n < 0 || (size_t)n >= sizeof head)
        return EX_DATAERR;
    if (write(fd, head, (size_t)n) != n || write(fd, body, len) != (ssize_t)len
        || write(fd, "\n", 1) != 1 || fsync(fd) < 0) {
        if (ftruncate(fd, start) < 0)
            perror("ftruncate");
        return EX_TEMPFAIL;
    }
    return EX_OK;
}

int deliver(const struct recipient *r, const char *from, const char *body, size_t len)
{
    int fd = open_mailbox(r);
    if (fd < 0) {
        fprintf(stderr, "%s: %s\n", r->mailbox, strerror(errno));
        return errno == EPERM ? EX_CANTCREAT : EX_TEMPFAIL;
    }
    int rc = lock_mailbox(fd) < 0 ? EX_TEMPFAIL : append_message(fd, from, body, len);
    close(fd);
    return rc;
}
