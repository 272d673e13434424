// RUN: %tocsin %s
// STD: gnu17
/* Directories, directory descriptors and entries. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int tree_01(const char *root)
{
    struct stat st;
    struct dirent *e;
    char full[1024];
    DIR *d = opendir(root);
    if (!d)
        return -1;
    while ((e = readdir(d)) != NULL) {
        snprintf(full, sizeof full, "%s/%s", root, e->d_name);
        if (lstat(full, &st) != 0)
            continue;
        if (S_ISREG(st.st_mode) && st.st_size == 0)
            unlink(full); // EXPECT: file-toctou
    }
    closedir(d);
    return 0;
}

int tree_02(const char *root)
{
    struct stat st;
    DIR *d;
    if (lstat(root, &st) != 0 || !S_ISDIR(st.st_mode) || st.st_uid != getuid())
        return -1;
    if (chdir(root) != 0) // EXPECT: file-toctou
        return -1;
    d = opendir(".");
    if (!d)
        return -1;
    closedir(d);
    return 0;
}

int tree_03(const char *rel)
{
    struct stat st;
    if (fstatat(AT_FDCWD, rel, &st, AT_SYMLINK_NOFOLLOW) != 0 || st.st_uid != getuid())
        return -1;
    return fchmodat(AT_FDCWD, rel, 0600, 0); // EXPECT: file-toctou
}

int tree_04(int base, const char *sub)
{
    struct stat st;
    if (fstatat(base, sub, &st, 0) != 0 && errno == ENOENT) {
        if (mkdirat(base, sub, 0700) != 0) // EXPECT: file-toctou
            abort();
    }
    return 0;
}

int tree_05(const char *dir)
{
    DIR *d = opendir(dir);
    if (d == NULL) {
        if (mkdir(dir, 0700) < 0) { // EXPECT: file-toctou
            fprintf(stderr, "cannot make %s\n", dir);
            return -1;
        }
    } else {
        closedir(d);
    }
    return 0;
}

int tree_06(const char *link, uid_t u)
{
    struct stat st;
    if (fstatat(AT_FDCWD, link, &st, 0) != 0)
        return -1;
    if (st.st_mode & S_ISUID)
        return -1;
    return fchownat(AT_FDCWD, link, u, (gid_t)-1, 0); // EXPECT: file-toctou
}

int tree_07(const char *root)
{
    struct stat st;
    int n = 0, dfd = open(root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    DIR *d;
    struct dirent *e;
    if (dfd < 0)
        return -1;
    d = fdopendir(dfd);
    if (!d) {
        close(dfd);
        return -1;
    }
    while ((e = readdir(d)) != NULL) {
        if (fstatat(dfd, e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0)
            n += st.st_size > 0;
    }
    closedir(d);
    return n;
}

int tree_08(const char *dir)
{
    if (mkdir(dir, 0700) != 0 && errno != EEXIST)
        return -1;
    return open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
}

int tree_09(const char *root)
{
    struct stat st;
    int fd = open(root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    if (fd < 0)
        return -1;
    if (fstat(fd, &st) != 0 || st.st_uid != getuid() || fchdir(fd) != 0) {
        close(fd);
        return -1;
    }
    return close(fd);
}

int tree_10(const char *sub)
{
    struct stat st;
    if (stat(sub, &st) != 0) {
        if (mkdir(sub, 0700) != 0 && errno != EEXIST)
            return -1;
    }
    return 0;
}
