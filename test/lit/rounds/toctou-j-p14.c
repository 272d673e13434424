// RUN: %tocsin %s
// STD: gnu17
/* devd: by-id links and node attributes; several workers handle uevents in parallel. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

struct device {
    const char *devnode;    /* below the device root */
    dev_t devnum;
    int is_block;
    int link_priority;
    uid_t uid;
    gid_t gid;
    mode_t mode;
};

struct link_db {
    int (*priority_of)(void *ctx, const char *devnode);
    void *ctx;
};

static void log_dev(const struct device *d, const char *fmt, ...)
{
    va_list ap;

    fprintf(stderr, "devd[%d] %s: ", (int)getpid(), d->devnode);
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
}

static int current_target(const char *slink, char *buf, size_t cap)
{
    ssize_t n = readlink(slink, buf, cap - 1);

    if (n < 0)
        return -errno;
    buf[n] = '\0';
    return 0;
}

static int link_claim(const struct link_db *db, const struct device *d, const char *slink)
{
    char owner[PATH_MAX], tmp[PATH_MAX];
    int rc = current_target(slink, owner, sizeof owner);

    if (rc == 0) {
        if (strcmp(owner, d->devnode) == 0)
            return 0;
        if (db->priority_of(db->ctx, owner) >= d->link_priority) {
            log_dev(d, "%s stays with %s", slink, owner);
            return 0;
        }
    } else if (rc != -ENOENT) {
        return rc;
    }

    snprintf(tmp, sizeof tmp, "%s.tmp-%u:%u", slink, major(d->devnum), minor(d->devnum));
    unlink(tmp);
    if (symlink(d->devnode, tmp) < 0)
        return -errno;
    if (rename(tmp, slink) < 0) { // EXPECT: file-toctou
        rc = -errno;
        unlink(tmp);
        return rc;
    }
    return 0;
}

static int link_release(const struct device *d, const char *slink)
{
    char owner[PATH_MAX];
    ssize_t n = readlink(slink, owner, sizeof owner - 1);

    if (n < 0)
        return errno == ENOENT ? 0 : -errno;
    owner[n] = '\0';
    if (strcmp(owner, d->devnode) != 0)
        return 0;
    if (unlink(slink) < 0 && errno != ENOENT) // EXPECT: file-toctou
        return -errno;
    return 0;
}

static int node_attrs(const struct device *d)
{
    struct stat st;
    char proc[64];
    int rc = 0;
    int fd = open(d->devnode, O_PATH | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return errno == ENOENT ? 0 : -errno;
    if (fstat(fd, &st) < 0) {
        rc = -errno;
    } else if ((d->is_block ? S_ISBLK(st.st_mode) : S_ISCHR(st.st_mode)) && st.st_rdev == d->devnum) {
        snprintf(proc, sizeof proc, "/proc/self/fd/%d", fd);
        if (chmod(proc, d->mode) < 0 || fchownat(fd, "", d->uid, d->gid, AT_EMPTY_PATH) < 0)
            rc = -errno;
    } else {
        log_dev(d, "node has another device number");
    }
    close(fd);
    return rc;
}

int devd_handle(const struct link_db *db, const struct device *d, int added,
                const char *const *links, size_t nlinks)
{
    int rc = added ? node_attrs(d) : 0;

    for (size_t i = 0; i < nlinks; i++) {
        int r = added ? link_claim(db, d, links[i]) : link_release(d, links[i]);
        if (r < 0)
            log_dev(d, "%s: %s", links[i], strerror(-r));
        rc = rc ? rc : r;
    }
    return rc;
}
