// RUN: %tocsin %s
// STD: gnu17
/* Regression: the *at family. A directory descriptor helps only where it pins the name. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int reset_cwd_relative(const char *path) {
    struct stat st;
    if (fstatat(AT_FDCWD, path, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode))
        return -EINVAL;
    return openat(AT_FDCWD, path, O_WRONLY | O_TRUNC | O_CLOEXEC); // EXPECT: file-toctou
}

int reset_then_look(const char *path) {
    struct stat st;
    int fd = openat(AT_FDCWD, path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    if (fstatat(fd, "", &st, AT_EMPTY_PATH) != 0 || !S_ISREG(st.st_mode) || ftruncate(fd, 0) != 0) {
        close(fd);
        return -EINVAL;
    }
    return fd;
}

int reset_nested_name(int spool, uid_t user) {
    struct stat st;
    if (fstatat(spool, "inbox/current", &st, 0) != 0)
        return -errno;
    if (st.st_uid != user)
        return -EACCES;
    return openat(spool, "inbox/current", O_WRONLY | O_TRUNC | O_CLOEXEC); // EXPECT: file-toctou
}

int reset_private_child(void) {
    char dir[] = "/var/tmp/rebuild.XXXXXX";
    struct stat st;
    if (!mkdtemp(dir))
        return -errno;
    int dfd = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (dfd < 0)
        return -errno;
    int old = fstatat(dfd, "state", &st, AT_SYMLINK_NOFOLLOW) == 0 && st.st_size > 4096;
    int fd = openat(dfd, "state", O_RDWR | O_CREAT | O_CLOEXEC | (old ? O_TRUNC : 0), 0600);
    close(dfd);
    return fd;
}

int append_if_permitted(const char *path) {
    if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0)
        return -errno;
    return openat(AT_FDCWD, path, O_WRONLY | O_APPEND | O_CLOEXEC); // EXPECT: file-toctou
}

int append_as_user(const char *path) {
    if (seteuid(getuid()) != 0)
        return -errno;
    int fd = -EACCES;
    if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0)
        fd = openat(AT_FDCWD, path, O_WRONLY | O_APPEND | O_CLOEXEC);
    if (seteuid(0) != 0)
        abort();
    return fd;
}

int discard_owned(const char *path, uid_t user) {
    struct stat st;
    if (fstatat(AT_FDCWD, path, &st, AT_SYMLINK_NOFOLLOW) == 0 && st.st_uid == user)
        return unlinkat(AT_FDCWD, path, 0); // EXPECT: file-toctou
    return -EACCES;
}

int rename_into_gap(int from, const char *name, const char *target) {
    if (faccessat(AT_FDCWD, target, F_OK, 0) == 0)
        return -EEXIST;
    return renameat(from, name, AT_FDCWD, target); // EXPECT: file-toctou
}

int rename_into_gap_noreplace(int from, const char *name, const char *target) {
    if (faccessat(AT_FDCWD, target, F_OK, 0) == 0)
        return -EEXIST;
    return renameat2(from, name, AT_FDCWD, target, RENAME_NOREPLACE);
}

int create_in_gap(const char *path) {
    if (faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
        return -EEXIST;
    return openat(AT_FDCWD, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
}

int hand_over_by_name(const char *path, uid_t user, gid_t group) {
    int fd = openat(AT_FDCWD, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    if (fd < 0)
        return -errno;
    close(fd);
    return fchownat(AT_FDCWD, path, user, group, 0); // EXPECT: create-then-name
}

int hand_over_by_descriptor(const char *path, uid_t user, gid_t group) {
    int fd = openat(AT_FDCWD, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    if (fd < 0)
        return -errno;
    int rc = fchownat(fd, "", user, group, AT_EMPTY_PATH);
    close(fd);
    return rc;
}
