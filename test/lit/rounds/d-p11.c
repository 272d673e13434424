// RUN: %tocsin %s
// STD: gnu17
/* maildrop: delivers into an mbox, identity verified on the descriptor */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int same_object(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static int open_mbox(const char *mbox, uid_t owner)
{
    struct stat before, after;
    int fd;

    if (lstat(mbox, &before) < 0)
        return -1;
    if (!S_ISREG(before.st_mode) || before.st_uid != owner || before.st_nlink > 1) {
        errno = EPERM;
        return -1;
    }
    fd = open(mbox, O_WRONLY | O_APPEND | O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (fstat(fd, &after) < 0 || !same_object(&before, &after) || after.st_nlink > 1) {
        close(fd);
        errno = EAGAIN;
        return -1;
    }
    return fd;
}

int main(int argc, char **argv)
{
    char buf[8192];
    ssize_t n;
    int fd;

    if (argc != 2)
        return 64;
    fd = open_mbox(argv[1], getuid());
    if (fd < 0) {
        fprintf(stderr, "%s: %s\n", argv[1], strerror(errno));
        return 75;
    }
    while ((n = read(0, buf, sizeof buf)) > 0)
        if (write(fd, buf, (size_t)n) != n)
            return 75;
    return close(fd) == 0 ? 0 : 75;
}
