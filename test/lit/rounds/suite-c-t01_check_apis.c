// RUN: %tocsin %s
// STD: gnu17
/* One act, open for writing; what varies is the call that examined the name.
   The tool is installed set-user-ID and writes on behalf of the caller. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#define WFLAGS (O_WRONLY | O_TRUNC | O_CLOEXEC)

int via_access(const char *path)
{
    if (access(path, W_OK) != 0)
        return -1;
    return open(path, WFLAGS); // EXPECT: file-toctou
}

int via_faccessat(const char *path)
{
    if (faccessat(AT_FDCWD, path, W_OK, 0) != 0)
        return -1;
    return open(path, WFLAGS); // EXPECT: file-toctou
}

int via_stat_owner(const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0 || st.st_uid != getuid())
        return -1;
    return open(path, WFLAGS); // EXPECT: file-toctou
}

int via_lstat_type(const char *path)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        return -1;
    if (S_ISLNK(st.st_mode)) {
        errno = ELOOP;
        return -1;
    }
    return open(path, WFLAGS); // EXPECT: file-toctou
}

int via_lstat_type_nofollow(const char *path)
{
    struct stat st;
    if (lstat(path, &st) != 0 || S_ISLNK(st.st_mode))
        return -1;
    return open(path, WFLAGS | O_NOFOLLOW);
}

int via_fstatat_cwd(const char *path)
{
    struct stat st;
    if (fstatat(AT_FDCWD, path, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return -1;
    if (!S_ISREG(st.st_mode) || st.st_nlink != 1 || st.st_uid != getuid())
        return -1;
    return openat(AT_FDCWD, path, WFLAGS); // EXPECT: file-toctou
}

int via_statx_mode(const char *path)
{
    struct statx sx;
    if (statx(AT_FDCWD, path, 0, STATX_MODE | STATX_UID, &sx) != 0)
        return -1;
    if (sx.stx_uid != getuid() || (sx.stx_mode & S_IWOTH))
        return -1;
    return open(path, WFLAGS); // EXPECT: file-toctou
}

int via_getxattr(const char *path)
{
    char tag[32];
    ssize_t n = getxattr(path, "user.relay.class", tag, sizeof tag - 1);
    if (n < 0)
        return -1;
    tag[n] = '\0';
    if (strcmp(tag, "public") != 0)
        return -1;
    return open(path, WFLAGS); // EXPECT: file-toctou
}

int via_fgetxattr(const char *path)
{
    char tag[32];
    int fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -1;
    ssize_t n = fgetxattr(fd, "user.relay.class", tag, sizeof tag - 1);
    if (n != 6 || memcmp(tag, "public", 6) != 0 || ftruncate(fd, 0) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

int via_fstat_owner(const char *path)
{
    struct stat st;
    int fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (fstat(fd, &st) != 0 || st.st_uid != getuid() || st.st_nlink != 1) {
        close(fd);
        return -1;
    }
    return fd;
}

int via_both(const char *path)
{
    struct stat before, after;
    if (lstat(path, &before) != 0 || !S_ISREG(before.st_mode) || before.st_uid != getuid())
        return -1;
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (fstat(fd, &after) != 0 || after.st_dev != before.st_dev ||
        after.st_ino != before.st_ino) {
        close(fd);
        errno = EAGAIN;
        return -1;
    }
    return fd;
}

int main(int argc, char **argv)
{
    if (argc < 2 || seteuid(0) != 0)
        return 2;
    int (*const ways[])(const char *) = {
        via_access, via_faccessat, via_stat_owner, via_lstat_type,
        via_lstat_type_nofollow, via_fstatat_cwd, via_statx_mode,
        via_getxattr, via_fgetxattr, via_fstat_owner, via_both,
    };
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        int fd = ways[i](argv[1]);
        printf("%zu: %s\n", i, fd < 0 ? strerror(errno) : "ok");
        if (fd >= 0)
            close(fd);
    }
    return 0;
}
