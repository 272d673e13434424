// RUN: %tocsin %s
// STD: gnu17
/* scratchd - sweeps abandoned scratch directories of the build farm */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SCRATCH_PREFIX "job-"
#define SCRATCH_MAX_AGE (24 * 3600)

/* Builders hold the returned descriptor, and with it the lock, until they end. */
int scratch_enter(int root, const char *name)
{
    struct stat a, b;
    int fd;

    if (mkdirat(root, name, 0700) < 0 && errno != EEXIST)
        return -1;
    fd = openat(root, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (flock(fd, LOCK_SH) < 0 || fstat(fd, &a) < 0 ||
        fstatat(root, name, &b, AT_SYMLINK_NOFOLLOW) < 0 || a.st_ino != b.st_ino) {
        close(fd);
        errno = EAGAIN;
        return -1;
    }
    return fd;
}

static int empty_dir(int fd)
{
    int dup_fd = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct dirent *de;
    int rc = 0;
    DIR *d;

    if (dup_fd < 0)
        return -1;
    d = fdopendir(dup_fd);
    if (!d) {
        close(dup_fd);
        return -1;
    }
    while ((de = readdir(d)) != NULL) {
        if (!strcmp(de->d_name, ".") || !strcmp(de->d_name, ".."))
            continue;
        if (unlinkat(fd, de->d_name, 0) < 0)
            rc = -1;
    }
    closedir(d);
    return rc;
}

static int sweep_one(int root, const char *name, time_t now)
{
    struct stat st;
    int fd, rc = 0;

    fd = openat(root, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return 0;
    if (flock(fd, LOCK_EX | LOCK_NB) < 0)
        goto out;
    if (fstat(fd, &st) < 0 || now - st.st_mtime < SCRATCH_MAX_AGE)
        goto out;
    if (empty_dir(fd) == 0 && unlinkat(root, name, AT_REMOVEDIR) == 0)
        rc = 1;
out:
    close(fd);
    return rc;
}

int main(int argc, char **argv)
{
    int root = open(argc > 1 ? argv[1] : "/scratch", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct dirent *de;
    int n = 0;
    DIR *d;

    if (root < 0 || !(d = fdopendir(dup(root)))) {
        perror("scratchd");
        return 1;
    }
    while ((de = readdir(d)) != NULL)
        if (!strncmp(de->d_name, SCRATCH_PREFIX, strlen(SCRATCH_PREFIX)))
            n += sweep_one(root, de->d_name, time(NULL));
    closedir(d);
    close(root);
    printf("%d directories swept\n", n);
    return 0;
}
