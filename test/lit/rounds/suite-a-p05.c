// RUN: %tocsin %s
// STD: gnu17
/* Who asks and who acts: the caller, a helper, both. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_plain(const char *p)
{
    struct stat st;
    return lstat(p, &st) == 0 && S_ISREG(st.st_mode);
}

static int query(const char *p, struct stat *st)
{
    return lstat(p, st);
}

static int may_write(const char *p)
{
    if (access(p, W_OK) != 0)
        return 0;
    return 1;
}

static int refuse(const char *p)
{
    struct stat st;
    if (lstat(p, &st) != 0)
        return 1;
    return st.st_uid != getuid();
}

static FILE *start_over(const char *p)
{
    return fopen(p, "w");
}

static const char *identity(const char *p) { return p; }

int split_01(const char *p)
{
    int fd;
    if (!is_plain(p))
        return -1;
    fd = open(p, O_WRONLY | O_TRUNC); // EXPECT: file-toctou
    return fd;
}

int split_02(const char *p)
{
    struct stat st;
    if (query(p, &st) != 0 || st.st_uid != getuid())
        return -1;
    return open(p, O_RDWR); // EXPECT: file-toctou
}

FILE *split_03(const char *p)
{
    if (may_write(p))
        return start_over(p); // EXPECT: file-toctou
    return NULL;
}

FILE *split_04(const char *p)
{
    if (access(p, W_OK) == -1)
        return NULL;
    return start_over(p); // EXPECT: file-toctou
}

int split_05(const char *p)
{
    if (refuse(p))
        return -1;
    return chmod(p, 0640); // EXPECT: file-toctou
}

int split_06(const char *p)
{
    bool (*test)(const char *) = is_plain;
    if (!test(p))
        return -1;
    return truncate(p, 0); // EXPECT: file-toctou
}

int split_07(const char *p)
{
    const char *same = identity(p);
    if (access(p, W_OK) != 0)
        return -1;
    return truncate(same, 0); // EXPECT: file-toctou
}

static int fd_plain(int fd)
{
    struct stat st;
    return fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == getuid();
}

int split_08(const char *p)
{
    int fd = open(p, O_WRONLY | O_NOFOLLOW);
    if (fd < 0)
        return -1;
    if (!fd_plain(fd) || ftruncate(fd, 0) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

int split_09(const char *p)
{
    struct stat a, b;
    int fd;
    if (query(p, &a) != 0 || a.st_uid != getuid())
        return -1;
    fd = open(p, O_RDWR);
    if (fd < 0)
        return -1;
    if (fstat(fd, &b) != 0 || !same_file(&a, &b)) {
        close(fd);
        return -1;
    }
    return fd;
}
