// RUN: %tocsin %s
// STD: gnu17
/* advisory lock files for the job scheduler */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct lockfile {
    int fd;
    char *name;
};

static bool still_named(int fd, const char *name)
{
    struct stat by_fd, by_name;

    if (fstat(fd, &by_fd) < 0)
        return false;
    if (stat(name, &by_name) < 0)
        return false;
    return by_fd.st_dev == by_name.st_dev && by_fd.st_ino == by_name.st_ino;
}

int lockfile_acquire(struct lockfile *lf, const char *name)
{
    char pid[24];
    int fd, n;

    for (;;) {
        fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
        if (fd < 0)
            return -errno;
        if (flock(fd, LOCK_EX) < 0) {
            int e = errno;
            close(fd);
            if (e == EINTR)
                continue;
            return -e;
        }
        if (still_named(fd, name))
            break;
        close(fd);
    }

    n = snprintf(pid, sizeof pid, "%ld\n", (long)getpid());
    if (ftruncate(fd, 0) < 0 || write(fd, pid, n) != n) {
        int e = errno;
        close(fd);
        return -e;
    }
    lf->fd = fd;
    lf->name = strdup(name);
    return 0;
}

void lockfile_release(struct lockfile *lf)
{
    if (lf->fd < 0)
        return;
    if (still_named(lf->fd, lf->name))
        unlink(lf->name);
    close(lf->fd);
    free(lf->name);
    lf->fd = -1;
    lf->name = NULL;
}

int main(int argc, char **argv)
{
    struct lockfile lf = { -1, NULL };
    int rc;

    if (argc < 3)
        return 64;
    rc = lockfile_acquire(&lf, argv[1]);
    if (rc < 0) {
        fprintf(stderr, "%s: %s\n", argv[1], strerror(-rc));
        return 1;
    }
    rc = system(argv[2]);
    lockfile_release(&lf);
    return rc == 0 ? 0 : 1;
}
