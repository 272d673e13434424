// RUN: %tocsin %s
// STD: gnu17
/* Cleaner for a world-writable drop box: removes the trees that users left behind. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

struct policy {
    uid_t keep_uid;
    int dry_run;
    unsigned long removed;
};

static int open_subdir(int dfd, const char *name)
{
    return openat(dfd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
}

static int is_dot(const char *n)
{
    return strcmp(n, ".") == 0 || strcmp(n, "..") == 0;
}

/* Takes over dfd. Everything below goes, links are removed, never followed. */
static int empty_dir(int dfd, struct policy *p)
{
    DIR *d = fdopendir(dfd);
    struct dirent *e;
    int left = 0;

    if (!d) {
        close(dfd);
        return -1;
    }
    while ((e = readdir(d)) != NULL) {
        int sub;

        if (is_dot(e->d_name))
            continue;
        if (unlinkat(dirfd(d), e->d_name, 0) == 0) {
            p->removed++;
            continue;
        }
        if (errno == ENOENT)
            continue;
        sub = open_subdir(dirfd(d), e->d_name);
        if (sub < 0) {
            left++;
            continue;
        }
        left += empty_dir(sub, p) != 0;
        if (unlinkat(dirfd(d), e->d_name, AT_REMOVEDIR) == 0)
            p->removed++;
    }
    closedir(d);
    return left;
}

static int foreign(const struct stat *st, const struct policy *p)
{
    return S_ISDIR(st->st_mode) && st->st_uid != p->keep_uid;
}

/* The box is sticky. The owner is taken from the opened directory; rmdir wants it empty. */
static void sweep_one(int top, const char *name, struct policy *p)
{
    struct stat st;
    int fd = open_subdir(top, name);

    if (fd < 0)
        return;
    if (fstat(fd, &st) != 0 || !foreign(&st, p)) {
        close(fd);
        return;
    }
    if (p->dry_run) {
        printf("would remove %s\n", name);
        close(fd);
        return;
    }
    if (empty_dir(fd, p) == 0 && unlinkat(top, name, AT_REMOVEDIR) == 0)
        p->removed++;
}

static void report_space(const char *box)
{
    struct statvfs vfs;

    if (statvfs(box, &vfs) == 0)
        printf("%s: %llu KiB free\n", box,
               (unsigned long long)vfs.f_bavail * vfs.f_frsize / 1024);
}

int main(int argc, char **argv)
{
    struct policy p = { .keep_uid = 0 };
    const char *box = argc > 1 ? argv[1] : "/var/spool/dropbox";
    char resolved[PATH_MAX];
    struct dirent *e;
    int top, walk;
    DIR *d;

    p.dry_run = getenv("DRY_RUN") != NULL;
    report_space(box);
    if (realpath(box, resolved))
        printf("sweeping %s\n", resolved);
    top = open(box, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (top < 0) {
        perror(box);
        return 1;
    }
    walk = dup(top);
    d = walk < 0 ? NULL : fdopendir(walk);
    if (!d) {
        perror(box);
        close(top);
        return 1;
    }
    while ((e = readdir(d)) != NULL)
        if (!is_dot(e->d_name) && (e->d_type == DT_DIR || e->d_type == DT_UNKNOWN))
            sweep_one(top, e->d_name, &p);
    closedir(d);
    close(top);
    printf("%lu entries removed\n", p.removed);
    report_space(box);
    return 0;
}
