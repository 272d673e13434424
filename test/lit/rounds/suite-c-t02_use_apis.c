// RUN: %tocsin %s
// STD: gnu17
/* One examination, owned_plain_file(); what varies is the act that follows. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static bool owned_plain_file(const char *path, uid_t uid)
{
    struct stat st;
    return lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == uid &&
           st.st_nlink == 1;
}

int act_chmod(const char *path, uid_t uid)
{
    if (!owned_plain_file(path, uid))
        return -1;
    return chmod(path, 0640); // EXPECT: file-toctou
}

int act_chown(const char *path, uid_t uid, gid_t gid)
{
    if (!owned_plain_file(path, uid))
        return -1;
    return chown(path, uid, gid); // EXPECT: file-toctou
}

int act_truncate(const char *path, uid_t uid)
{
    if (!owned_plain_file(path, uid))
        return -1;
    return truncate(path, 0); // EXPECT: file-toctou
}

int act_exec(const char *path, uid_t uid, char *const argv[])
{
    if (!owned_plain_file(path, uid))
        return -1;
    return execv(path, argv); // EXPECT: file-toctou
}

int act_fexec(const char *path, uid_t uid, char *const argv[], char *const envp[])
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_uid != uid) {
        close(fd);
        return -1;
    }
    return fexecve(fd, argv, envp);
}

FILE *act_fopen_append(const char *path, uid_t uid)
{
    if (!owned_plain_file(path, uid))
        return NULL;
    return fopen(path, "a"); // EXPECT: file-toctou
}

int act_fchmod(const char *path, uid_t uid)
{
    struct stat st;
    int rc = -1, fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == uid && st.st_nlink == 1)
        rc = fchmod(fd, 0640);
    close(fd);
    return rc;
}

/* the name must be free for the move */
int act_rename_onto(const char *src, const char *dst)
{
    if (access(dst, F_OK) == 0) {
        errno = EEXIST;
        return -1;
    }
    return rename(src, dst); // EXPECT: file-toctou
}

int act_rename_noreplace(const char *src, const char *dst)
{
    if (access(dst, F_OK) == 0) {
        errno = EEXIST;
        return -1;
    }
    return renameat2(AT_FDCWD, src, AT_FDCWD, dst, RENAME_NOREPLACE);
}

int act_link_onto(const char *src, const char *dst)
{
    if (access(dst, F_OK) == 0) {
        errno = EEXIST;
        return -1;
    }
    return link(src, dst);
}

int act_lchown(const char *path, gid_t gid)
{
    struct stat st;
    if (lstat(path, &st) != 0 || S_ISLNK(st.st_mode))
        return -1;
    return lchown(path, (uid_t)-1, gid);
}

int act_chroot(const char *dir)
{
    struct stat st;
    if (stat(dir, &st) != 0 || !S_ISDIR(st.st_mode) || st.st_uid != 0 ||
        (st.st_mode & (S_IWGRP | S_IWOTH)))
        return -1;
    if (chroot(dir) != 0) // EXPECT: file-toctou
        return -1;
    return chdir("/");
}

int act_fchdir_chroot(const char *dir)
{
    struct stat st;
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (fstat(fd, &st) != 0 || st.st_uid != 0 || (st.st_mode & (S_IWGRP | S_IWOTH)) ||
        fchdir(fd) != 0 || chroot(".") != 0) {
        close(fd);
        return -1;
    }
    close(fd);
    return chdir("/");
}
