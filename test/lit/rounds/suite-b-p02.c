// RUN: %tocsin %s
// STD: gnu17
/* p02: one statement pair (look at the owner, open for writing); what surrounds it varies. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static int put(int fd, const void *data, size_t len)
{
    ssize_t n = write(fd, data, len);

    close(fd);
    return n == (ssize_t)len ? 0 : -1;
}

static int same_object(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* device and inode of the descriptor are compared in place */
int around_01(const char *path, const void *data, size_t len)
{
    struct stat named, opened;
    int fd;

    if (lstat(path, &named) != 0 || !S_ISREG(named.st_mode) || named.st_uid != geteuid())
        return -1;
    fd = open(path, O_WRONLY);
    if (fd < 0)
        return -1;
    if (fstat(fd, &opened) != 0 || named.st_ino != opened.st_ino || named.st_dev != opened.st_dev) {
        close(fd);
        return -1;
    }
    return put(fd, data, len);
}

/* the descriptor is asked for its size */
int around_02(const char *path, const void *data, size_t len)
{
    struct stat named, opened;
    int fd;

    if (lstat(path, &named) != 0 || !S_ISREG(named.st_mode) || named.st_uid != geteuid())
        return -1;
    fd = open(path, O_WRONLY); // EXPECT: file-toctou
    if (fd < 0)
        return -1;
    if (fstat(fd, &opened) == 0 && opened.st_size > 1 << 20) {
        close(fd);
        return -1;
    }
    return put(fd, data, len);
}

/* comparison in a function */
int around_03(const char *path, const void *data, size_t len)
{
    struct stat named, opened;
    int fd;

    if (lstat(path, &named) != 0 || !S_ISREG(named.st_mode) || named.st_uid != geteuid())
        return -1;
    fd = open(path, O_WRONLY);
    if (fd < 0)
        return -1;
    if (fstat(fd, &opened) != 0 || !same_object(&named, &opened)) {
        close(fd);
        return -1;
    }
    return put(fd, data, len);
}

/* comparison with a message */
int around_04(const char *path, const void *data, size_t len)
{
    struct stat named, opened;
    int fd;

    if (lstat(path, &named) != 0 || !S_ISREG(named.st_mode) || named.st_uid != geteuid())
        return -1;
    fd = open(path, O_WRONLY); // EXPECT: file-toctou
    if (fd < 0)
        return -1;
    if (fstat(fd, &opened) == 0 && !same_object(&named, &opened))
        fprintf(stderr, "%s: another inode than a moment ago\n", path);
    return put(fd, data, len);
}

/* flag for the last component */
int around_05(const char *path, const void *data, size_t len)
{
    struct stat named;
    int fd;

    if (lstat(path, &named) != 0 || named.st_uid != geteuid() || named.st_nlink != 1)
        return -1;
    fd = open(path, O_WRONLY | O_NOFOLLOW); // EXPECT: file-toctou
    if (fd < 0)
        return -1;
    return put(fd, data, len);
}

/* the owner is asked of the descriptor again */
int around_06(const char *path, const void *data, size_t len)
{
    struct stat sb;
    int fd;

    if (lstat(path, &sb) != 0 || sb.st_uid != geteuid() || sb.st_nlink != 1)
        return -1;
    fd = open(path, O_WRONLY | O_NOFOLLOW);
    if (fd < 0)
        return -1;
    if (fstat(fd, &sb) != 0 || sb.st_uid != geteuid() || sb.st_nlink != 1) {
        close(fd);
        return -1;
    }
    return put(fd, data, len);
}

/* effective id: set back after both */
int around_07(const char *path, const void *data, size_t len)
{
    int fd, ok;
    uid_t saved = geteuid();

    if (seteuid(getuid()) != 0)
        return -1;
    ok = access(path, W_OK) == 0;
    fd = ok ? open(path, O_WRONLY) : -1;
    if (seteuid(saved) != 0)
        abort();
    if (fd < 0)
        return -1;
    return put(fd, data, len);
}

/* effective id: set back in between */
int around_08(const char *path, const void *data, size_t len)
{
    int fd, ok;
    uid_t saved = geteuid();

    if (seteuid(getuid()) != 0)
        return -1;
    ok = access(path, W_OK) == 0;
    if (seteuid(saved) != 0)
        abort();
    fd = ok ? open(path, O_WRONLY) : -1; // EXPECT: file-toctou
    if (fd < 0)
        return -1;
    return put(fd, data, len);
}
/* two names: the one that is looked at is the template */
int around_09(const char *model, const char *path, const void *data, size_t len)
{
    struct stat sb;
    int fd;

    if (stat(model, &sb) != 0 || sb.st_uid != geteuid())
        return -1;
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL, sb.st_mode & 0777);
    if (fd < 0)
        return -1;
    return put(fd, data, len);
}
