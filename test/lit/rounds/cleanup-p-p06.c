// RUN: %tocsin %s
// STD: gnu17
/* snapmand - rotates the read-only snapshots of a btrfs pool.
 *
 * Layout: <pool>/<class>/<name>, class being "hourly" or "daily".  A backup or
 * clone that reads a snapshot leaves a file <pool>/holds/<name> while it runs;
 * holds are taken and dropped under an flock of <pool>/lock. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/btrfs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct pool {
    int root, holds, lock;
};

struct snap {
    char name[128];
    struct timespec created;
};

static int pool_open(struct pool *p, const char *path)
{
    p->root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (p->root < 0)
        return -errno;
    p->holds = openat(p->root, "holds", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    p->lock = openat(p->root, "lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    return p->holds < 0 || p->lock < 0 ? -errno : 0;
}

/* Called by the backup runner (a process of its own) before it mounts a snapshot. */
int snapshot_hold(struct pool *p, const char *klass, const char *name)
{
    char rel[300];
    int fd = -1, rc = 0;

    snprintf(rel, sizeof rel, "%s/%s", klass, name);
    flock(p->lock, LOCK_EX);
    if (faccessat(p->root, rel, F_OK, 0) != 0 ||
        (fd = openat(p->holds, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) < 0)
        rc = -errno;
    flock(p->lock, LOCK_UN);
    if (fd >= 0)
        close(fd);
    return rc;
}

static int newest_first(const void *a, const void *b)
{
    const struct snap *x = a, *y = b;
    if (x->created.tv_sec != y->created.tv_sec)
        return x->created.tv_sec < y->created.tv_sec ? 1 : -1;
    return (x->created.tv_nsec < y->created.tv_nsec) - (x->created.tv_nsec > y->created.tv_nsec);
}

static size_t list_class(struct pool *p, const char *klass, struct snap **out)
{
    int fd = openat(p->root, klass, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
    size_t n = 0, cap = 0;
    struct dirent *de;

    *out = NULL;
    while (d && (de = readdir(d)) != NULL) {
        struct stat st;
        if (de->d_name[0] == '.' || fstatat(fd, de->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (n == cap) {
            struct snap *grown = realloc(*out, (cap = cap ? cap * 2 : 16) * sizeof **out);
            if (!grown)
                break;
            *out = grown;
        }
        snprintf((*out)[n].name, sizeof (*out)[n].name, "%.127s", de->d_name);
        (*out)[n++].created = st.st_ctim;
    }
    if (d)
        closedir(d);
    if (n)
        qsort(*out, n, sizeof **out, newest_first);
    return n;
}

static int snapshot_destroy(struct pool *p, const char *klass, const char *name)
{
    struct btrfs_ioctl_vol_args args = { 0 };
    int dir = openat(p->root, klass, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int rc;

    if (dir < 0)
        return -errno;
    snprintf(args.name, sizeof args.name, "%s", name);
    rc = ioctl(dir, BTRFS_IOC_SNAP_DESTROY, &args) == 0 ? 0 : -errno;
    close(dir);
    return rc;
}

static int rotate_daily(struct pool *p, size_t keep)
{
    struct snap *v;
    int failed = 0;

    flock(p->lock, LOCK_EX);
    size_t n = list_class(p, "daily", &v);
    for (size_t i = keep; i < n; i++) {
        if (faccessat(p->holds, v[i].name, F_OK, 0) == 0 || errno != ENOENT)
            continue;
        failed += snapshot_destroy(p, "daily", v[i].name) != 0;
    }
    flock(p->lock, LOCK_UN);
    free(v);
    return failed;
}

static int rotate_hourly(struct pool *p, size_t keep)
{
    struct snap *v;
    int failed = 0;

    flock(p->lock, LOCK_EX);
    size_t n = list_class(p, "hourly", &v);
    while (n > keep)
        failed += snapshot_destroy(p, "hourly", v[--n].name) != 0; // EXPECT: timestamp-cleanup
    flock(p->lock, LOCK_UN);
    free(v);
    return failed;
}

int main(int argc, char **argv)
{
    struct pool p;
    if (argc < 2 || pool_open(&p, argv[1]) != 0)
        return 2;
    return rotate_hourly(&p, 24) + rotate_daily(&p, 14) ? 1 : 0;
}
