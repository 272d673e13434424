// RUN: %tocsin %s
// STD: gnu17
/* build sandbox work directories under /var/lib/sandboxd */
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

struct sandbox {
    int  dfd;
    char name[256];
};

static int same_inode(int rootfd, const char *name, int dfd)
{
    struct stat a, b;
    if (fstatat(rootfd, name, &a, AT_SYMLINK_NOFOLLOW) < 0 || fstat(dfd, &b) < 0)
        return 0;
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* keeps a shared lock on the directory for as long as the build lasts */
int sandbox_enter(int rootfd, const char *name, struct sandbox *sb)
{
    for (;;) {
        if (mkdirat(rootfd, name, 0700) < 0 && errno != EEXIST)
            return -errno;
        int fd = openat(rootfd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0) {
            if (errno == ENOENT)
                continue;
            return -errno;
        }
        if (flock(fd, LOCK_SH) < 0) {
            int e = errno;
            close(fd);
            return -e;
        }
        if (same_inode(rootfd, name, fd)) {
            sb->dfd = fd;
            snprintf(sb->name, sizeof sb->name, "%s", name);
            return 0;
        }
        close(fd);
    }
}

void sandbox_leave(struct sandbox *sb)
{
    close(sb->dfd);
    sb->dfd = -1;
}

static void empty_dir(int dfd)
{
    int dup = openat(dfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = dup < 0 ? NULL : fdopendir(dup);
    struct dirent *de;
    if (!d) {
        if (dup >= 0)
            close(dup);
        return;
    }
    while ((de = readdir(d)))
        if (strcmp(de->d_name, ".") && strcmp(de->d_name, ".."))
            unlinkat(dfd, de->d_name, 0);
    closedir(d);
}

static int collect_one(int rootfd, const char *name, time_t cutoff)
{
    struct stat st;
    int removed = 0;
    int fd = openat(rootfd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return 0;
    if (flock(fd, LOCK_EX | LOCK_NB) < 0)
        goto out;
    if (!same_inode(rootfd, name, fd) || fstat(fd, &st) < 0 || st.st_mtime >= cutoff)
        goto out;
    empty_dir(fd);
    removed = unlinkat(rootfd, name, AT_REMOVEDIR) == 0;
out:
    close(fd);
    return removed;
}

int sandbox_collect(const char *root, time_t max_age)
{
    DIR *d = opendir(root);
    struct dirent *de;
    int n = 0;
    time_t cutoff = time(NULL) - max_age;

    if (!d)
        return -errno;
    while ((de = readdir(d))) {
        if (de->d_name[0] == '.')
            continue;
        n += collect_one(dirfd(d), de->d_name, cutoff);
    }
    closedir(d);
    return n;
}
