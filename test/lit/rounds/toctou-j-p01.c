// RUN: %tocsin %s
// STD: gnu17
/* Unpacks payload entries of a package and settles ownership of what is on disk. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum entry_action { ACT_WRITE, ACT_KEEP, ACT_DIR };

struct pkg_entry {
    const char *name;
    enum entry_action action;
    uid_t uid;
    gid_t gid;
    mode_t mode;
    const void *data;
    size_t len;
};

struct pkg_tx {
    const char *root;
    unsigned installed;
    unsigned kept;
    unsigned failed;
};

static int build_path(char *out, size_t cap, const struct pkg_tx *tx, const char *name)
{
    int n = snprintf(out, cap, "%s/%s", tx->root, name);
    return n > 0 && (size_t)n < cap ? 0 : -ENAMETOOLONG;
}

static int write_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t w = write(fd, p, n);
        if (w < 0) {
            if (errno == EINTR)
                continue;
            return -errno;
        }
        p += w;
        n -= (size_t)w;
    }
    return 0;
}

static int install_fresh(struct pkg_tx *tx, const struct pkg_entry *e)
{
    char path[PATH_MAX], part[PATH_MAX + 16];
    int rc = build_path(path, sizeof path, tx, e->name);
    if (rc)
        return rc;
    snprintf(part, sizeof part, "%s;%08x", path, (unsigned)getpid());

    int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return -errno;
    rc = write_all(fd, e->data, e->len);
    if (!rc && fchown(fd, e->uid, e->gid) < 0)
        rc = -errno;
    if (!rc && fchmod(fd, e->mode) < 0)
        rc = -errno;
    close(fd);
    if (!rc && rename(part, path) < 0)
        rc = -errno;
    if (rc)
        unlink(part);
    return rc;
}

/* A file the administrator has edited stays, only its metadata is refreshed. */
static int refresh_kept(struct pkg_tx *tx, const struct pkg_entry *e)
{
    char path[PATH_MAX];
    struct stat st;
    int rc = build_path(path, sizeof path, tx, e->name);
    if (rc)
        return rc;
    if (lstat(path, &st) < 0)
        return errno == ENOENT ? 0 : -errno;     /* removed on purpose */

    bool plain = S_ISREG(st.st_mode) && st.st_nlink == 1;
    if (!plain) {
        fprintf(stderr, "%s: not a plain file, metadata left alone\n", path);
        return 0;
    }
    if (chown(path, e->uid, e->gid) < 0) // EXPECT: file-toctou
        return -errno;
    if (chmod(path, e->mode & 07777) < 0) // EXPECT: file-toctou
        return -errno;
    tx->kept++;
    return 0;
}

static int make_dir(struct pkg_tx *tx, const struct pkg_entry *e)
{
    char path[PATH_MAX];
    struct stat st;
    int rc = build_path(path, sizeof path, tx, e->name);
    if (rc)
        return rc;
    if (mkdir(path, e->mode) == 0)
        return 0;
    if (errno != EEXIST)
        return -errno;
    if (lstat(path, &st) < 0)
        return -errno;
    return S_ISDIR(st.st_mode) ? 0 : -ENOTDIR;
}

int pkg_tx_apply(struct pkg_tx *tx, const struct pkg_entry *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int rc = 0;
        switch (v[i].action) {
        case ACT_WRITE: rc = install_fresh(tx, &v[i]); break;
        case ACT_KEEP:  rc = refresh_kept(tx, &v[i]); break;
        case ACT_DIR:   rc = make_dir(tx, &v[i]); break;
        }
        if (rc) {
            fprintf(stderr, "%s: %s\n", v[i].name, strerror(-rc));
            tx->failed++;
        } else {
            tx->installed++;
        }
    }
    return tx->failed ? -1 : 0;
}
