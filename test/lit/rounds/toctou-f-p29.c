// RUN: %tocsin %s
// STD: gnu17
/* fixattr.c: brings files of the build cache to the wanted mode and owner */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct want {
    uid_t owner;
    mode_t mode;
};

static int pin(const char *path, struct stat *st)
{
    int fd = open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return -errno;
    if (fstat(fd, st) != 0) {
        int err = errno;
        close(fd);
        return -err;
    }
    return fd;
}

int fix_mode(const char *path, const struct want *w)
{
    char self[64];
    struct stat st;
    int rc = 0;
    int fd = pin(path, &st);

    if (fd < 0)
        return fd;
    if (!S_ISREG(st.st_mode) || st.st_uid != w->owner) {
        close(fd);
        return -EPERM;
    }
    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    if ((st.st_mode & 07777) != w->mode && chmod(self, w->mode) != 0)
        rc = -errno;
    close(fd);
    return rc;
}

int take_over(const char *path, const struct want *w)
{
    struct stat st;
    int rc = 0;
    int fd = pin(path, &st);

    if (fd < 0)
        return fd;
    if (S_ISLNK(st.st_mode) || st.st_nlink > 1)
        rc = -EPERM;
    else if (fchownat(fd, "", w->owner, (gid_t)-1, AT_EMPTY_PATH) != 0)
        rc = -errno;
    close(fd);
    return rc;
}

int ensure_bucket(const char *dir)
{
    struct stat st;

    if (mkdir(dir, 0750) == 0)
        return 0;
    if (errno != EEXIST)
        return -errno;
    if (stat(dir, &st) != 0)
        return -errno;
    return S_ISDIR(st.st_mode) ? 0 : -ENOTDIR;
}

int put_object(const char *tmp, const char *dst)
{
    if (access(dst, F_OK) == 0)
        return -EEXIST;
    if (renameat2(AT_FDCWD, tmp, AT_FDCWD, dst, RENAME_NOREPLACE) != 0)
        return -errno;
    return 0;
}

int write_stamp(const char *path, const struct want *w)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    int rc = 0;

    if (fd < 0)
        return -errno;
    if (dprintf(fd, "%u\n", (unsigned)w->owner) < 0 || fchmod(fd, w->mode) != 0 ||
        fchown(fd, w->owner, (gid_t)-1) != 0)
        rc = -errno;
    if (close(fd) != 0 && rc == 0)
        rc = -errno;
    return rc;
}

int main(int argc, char **argv)
{
    struct want w = {.owner = geteuid(), .mode = 0640};
    int rc = 0;

    if (argc < 5)
        return 2;
    if (strcmp(argv[1], "mode") == 0)
        rc = fix_mode(argv[2], &w);
    else if (strcmp(argv[1], "own") == 0)
        rc = take_over(argv[2], &w);
    else if (strcmp(argv[1], "put") == 0)
        rc = put_object(argv[2], argv[3]);
    else if (strcmp(argv[1], "bucket") == 0)
        rc = ensure_bucket(argv[2]);
    if (rc == 0)
        rc = write_stamp(argv[4], &w);
    if (rc != 0)
        fprintf(stderr, "fixattr: %s: %s\n", argv[2], strerror(-rc));
    return rc != 0;
}
