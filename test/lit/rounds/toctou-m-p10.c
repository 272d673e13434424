// RUN: %tocsin %s
// STD: gnu17
/* Cleaner of shared scratch trees; runs for all users from the system timer. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct totals {
    unsigned long files;
    unsigned long dirs;
    unsigned long failed;
};

static bool dot_entry(const char *n)
{
    return strcmp(n, ".") == 0 || strcmp(n, "..") == 0;
}

/* Empties an open directory; `path` is its name. */
static void wipe_tree(DIR *d, const char *path, struct totals *t)
{
    struct dirent *e;
    while ((e = readdir(d)) != NULL) {
        char child[PATH_MAX];
        struct stat st;
        if (dot_entry(e->d_name))
            continue;
        if (snprintf(child, sizeof child, "%s/%s", path, e->d_name) >= (int)sizeof child) {
            t->failed++;
            continue;
        }
        if (unlink(child) == 0) {
            t->files++;
            continue;
        }
        if (lstat(child, &st) != 0 || !S_ISDIR(st.st_mode)) {
            t->failed++;
            continue;
        }
        DIR *sub = opendir(child); // EXPECT: file-toctou
        if (!sub) {
            t->failed++;
            continue;
        }
        wipe_tree(sub, child, t);
        closedir(sub);
        if (rmdir(child) == 0)
            t->dirs++;
        else
            t->failed++;
    }
}

static void wipe_at(int dfd, struct totals *t)
{
    DIR *d = fdopendir(dfd);
    struct dirent *e;
    if (!d) {
        close(dfd);
        return;
    }
    while ((e = readdir(d)) != NULL) {
        if (dot_entry(e->d_name))
            continue;
        if (unlinkat(dirfd(d), e->d_name, 0) == 0) {
            t->files++;
            continue;
        }
        int sub = openat(dirfd(d), e->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (sub < 0) {
            t->failed++;
            continue;
        }
        wipe_at(sub, t);
        if (unlinkat(dirfd(d), e->d_name, AT_REMOVEDIR) == 0)
            t->dirs++;
        else
            t->failed++;
    }
    closedir(d);
}

int clean_scratch(const char *root, struct totals *t)
{
    DIR *d = opendir(root);
    if (!d)
        return -1;
    wipe_tree(d, root, t);
    closedir(d);
    return 0;
}

int clean_uploads(const char *root, struct totals *t)
{
    int fd = open(root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -1;
    wipe_at(fd, t);
    return 0;
}

/* Moves a user's file to the shared quarantine; never replaces one that is there. */
int quarantine(const char *src, const char *qdir, const char *name)
{
    char dst[PATH_MAX];
    snprintf(dst, sizeof dst, "%s/%s", qdir, name);
    int there = faccessat(AT_FDCWD, dst, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
    if (there) {
        errno = EEXIST;
        return -1;
    }
    return rename(src, dst); // EXPECT: file-toctou
}

int quarantine_dir(const char *src, const char *qdir, const char *name)
{
    char dst[PATH_MAX];
    snprintf(dst, sizeof dst, "%s/%s.d", qdir, name);
    if (faccessat(AT_FDCWD, dst, F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = EEXIST;
        return -1;
    }
    return renameat2(AT_FDCWD, src, AT_FDCWD, dst, RENAME_NOREPLACE);
}

int main(int argc, char **argv)
{
    struct totals t = {0, 0, 0};
    for (int i = 1; i < argc; i++)
        if (clean_scratch(argv[i], &t) != 0 && clean_uploads(argv[i], &t) != 0)
            perror(argv[i]);
    printf("%lu files, %lu directories, %lu failed\n", t.files, t.dirs, t.failed);
    return t.failed != 0;
}
