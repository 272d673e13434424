// RUN: %tocsin %s
// STD: gnu17
/* tmpclean: ageing of per-service runtime directories */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define USEC_PER_SEC 1000000LL

typedef long long usec_t;

struct item {
    const char *path;
    usec_t      age;
    bool        keep_first_level;
};

static usec_t timespec_load(const struct timespec *ts)
{
    return (usec_t)ts->tv_sec * USEC_PER_SEC + ts->tv_nsec / 1000;
}

static usec_t newest(const struct stat *st)
{
    usec_t m = timespec_load(&st->st_mtim), a = timespec_load(&st->st_atim), c = timespec_load(&st->st_ctim);
    usec_t x = m > a ? m : a;

    return x > c ? x : c;
}

/* Services hold a shared BSD lock on whatever they want to keep. */
static int open_locked(int dfd, const char *name, int flags)
{
    int fd = openat(dfd, name, flags | O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOATIME);

    if (fd < 0)
        return -errno;
    if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
        int r = -errno;
        close(fd);
        return r;
    }
    return fd;
}

static int dir_cleanup(const struct item *it, int dfd, usec_t cutoff, int depth)
{
    DIR *d;
    struct dirent *de;
    int r = 0;

    d = fdopendir(dfd);
    if (!d) {
        close(dfd);
        return -errno;
    }
    while ((de = readdir(d))) {
        struct stat st;
        int fd, k;

        if (!strcmp(de->d_name, ".") || !strcmp(de->d_name, ".."))
            continue;
        if (fstatat(dirfd(d), de->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
            continue;
        if (st.st_mode & S_ISVTX)
            continue;
        if (it->keep_first_level && depth == 0)
            continue;

        if (S_ISDIR(st.st_mode)) {
            fd = open_locked(dirfd(d), de->d_name, O_DIRECTORY);
            if (fd < 0)
                continue;
            int sub = dup(fd);
            if (sub >= 0 && (k = dir_cleanup(it, sub, cutoff, depth + 1)) < 0)
                r = k;
            if (newest(&st) < cutoff && unlinkat(dirfd(d), de->d_name, AT_REMOVEDIR) < 0 && errno != ENOTEMPTY)
                r = -errno;
            close(fd);
            continue;
        }

        if (!S_ISREG(st.st_mode) || newest(&st) >= cutoff)
            continue;
        fd = open_locked(dirfd(d), de->d_name, 0);
        if (fd < 0) {
            if (fd == -EWOULDBLOCK)
                fprintf(stderr, "%s is locked, skipping\n", de->d_name);
            continue;
        }
        if (unlinkat(dirfd(d), de->d_name, 0) < 0)
            r = -errno;
        close(fd);
    }
    closedir(d);
    return r;
}

int main(int argc, char **argv)
{
    struct item it = { argc > 1 ? argv[1] : "/run/services", 10LL * 86400 * USEC_PER_SEC, true };
    struct timespec now;
    int fd, r;

    clock_gettime(CLOCK_REALTIME, &now);
    fd = open_locked(AT_FDCWD, it.path, O_DIRECTORY);
    if (fd < 0) {
        fprintf(stderr, "%s: %s\n", it.path, strerror(-fd));
        return 1;
    }
    r = dir_cleanup(&it, fd, timespec_load(&now) - it.age, 0);
    return r < 0 ? 1 : 0;
}
