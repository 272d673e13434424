// STD: gnu17
#define _GNU_SOURCE
#include "launch.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static int bundle_open(const struct app *a)
{
    struct stat st;
    int dfd = dir_open(a->bundle_dir);

    if (dfd < 0)
        return dfd;
    if (fstat(dfd, &st) < 0 || !node_is_private(&st, a->owner)) {
        close(dfd);
        return -EPERM;
    }
    return dfd;
}

int app_load_policy(const struct app *a, char *buf, size_t cap)
{
    int dfd = bundle_open(a);
    if (dfd < 0)
        return dfd;
    int fd = child_open(dfd, "policy.conf", O_RDONLY, a->owner);
    close(dfd);
    if (fd == -ENOENT) {
        buf[0] = '\0';
        return 0;
    }
    if (fd < 0)
        return fd;
    ssize_t n = read(fd, buf, cap - 1);
    close(fd);
    if (n < 0)
        return -EIO;
    buf[n] = '\0';
    return (int)n;
}

int app_exec(const struct app *a)
{
    int dfd = bundle_open(a);
    if (dfd < 0)
        return dfd;
    int fd = child_open(dfd, a->binary, O_RDONLY, a->owner);
    if (fd < 0) {
        close(dfd);
        return fd;
    }
    if (fchdir(dfd) < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) {
        int e = errno;
        close(fd);
        close(dfd);
        return -e;
    }
    fexecve(fd, a->argv, a->envp);
    int e = errno;
    fprintf(stderr, "%s: %s\n", a->binary, strerror(e));
    close(fd);
    close(dfd);
    return -e;
}
