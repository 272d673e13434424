// RUN: %tocsin %s
// STD: gnu17
/* Regression: descents through a tree, and renames whose other end was looked at first. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static uid_t g_owner;

/* --- descents --- */

int give_tree(const char *path, uid_t uid, gid_t gid) {
    struct stat st;
    char child[PATH_MAX];
    struct dirent *de;
    if (lstat(path, &st) != 0 || S_ISLNK(st.st_mode))
        return 0;
    if (chown(path, uid, gid) != 0) // EXPECT: file-toctou
        return -errno;
    if (!S_ISDIR(st.st_mode))
        return 0;
    DIR *d = opendir(path); // EXPECT: file-toctou
    if (!d)
        return -errno;
    while ((de = readdir(d)) != NULL) {
        if (!strcmp(de->d_name, ".") || !strcmp(de->d_name, ".."))
            continue;
        snprintf(child, sizeof child, "%s/%s", path, de->d_name);
        give_tree(child, uid, gid);
    }
    closedir(d);
    return 0;
}

int give_tree_at(int parent, const char *name, uid_t uid, gid_t gid) {
    struct stat st;
    struct dirent *de;
    int fd = openat(parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return errno == ELOOP ? 0 : -errno;
    if (fstat(fd, &st) != 0 || fchown(fd, uid, gid) != 0 || !S_ISDIR(st.st_mode)) {
        close(fd);
        return 0;
    }
    DIR *d = fdopendir(fd);
    if (!d) {
        close(fd);
        return -ENOMEM;
    }
    while ((de = readdir(d)) != NULL)
        if (strcmp(de->d_name, ".") && strcmp(de->d_name, ".."))
            give_tree_at(dirfd(d), de->d_name, uid, gid);
    closedir(d);
    return 0;
}

static int tighten_name(const char *path, const struct stat *st, int type, struct FTW *w) {
    (void)w;
    if (type == FTW_F && st->st_uid == g_owner)
        return chmod(path, 0600); // EXPECT: file-toctou
    return 0;
}

static int tighten_descriptor(const char *path, const struct stat *st, int type, struct FTW *w) {
    (void)w, (void)st;
    struct stat now;
    if (type != FTW_F)
        return 0;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return 0;
    if (fstat(fd, &now) == 0 && S_ISREG(now.st_mode) && now.st_uid == g_owner)
        fchmod(fd, 0600);
    close(fd);
    return 0;
}

int tighten_tree(const char *top, int by_name) {
    return nftw(top, by_name ? tighten_name : tighten_descriptor, 16, FTW_PHYS);
}

/* --- rename pairs --- */

int publish_if_absent(const char *draft, const char *final) {
    if (access(final, F_OK) == 0)
        return -EEXIST;
    return rename(draft, final); // EXPECT: file-toctou
}

int publish_noreplace(const char *draft, const char *final) {
    if (access(final, F_OK) == 0)
        return -EEXIST;
    return renameat2(AT_FDCWD, draft, AT_FDCWD, final, RENAME_NOREPLACE);
}

int publish_by_link(const char *draft, const char *final) {
    struct stat st;
    if (stat(final, &st) == 0)
        return -EEXIST;
    if (link(draft, final) != 0)
        return -errno;
    return unlink(draft);
}

int switch_release(const char *current, const char *old, const char *next) {
    char seen[PATH_MAX];
    ssize_t n = readlink(current, seen, sizeof seen - 1);
    if (n < 0)
        return -errno;
    seen[n] = '\0';
    if (strcmp(seen, old) != 0)
        return -EBUSY;
    unlink(current); // EXPECT: file-toctou
    return symlink(next, current);
}

int switch_release_over(const char *current, const char *next, const char *scratch) {
    if (symlink(next, scratch) != 0)
        return -errno;
    return rename(scratch, current);
}
