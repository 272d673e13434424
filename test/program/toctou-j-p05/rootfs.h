#ifndef ROOTFS_H
#define ROOTFS_H
#include <limits.h>
#include <sys/types.h>

struct ct_mount {
    const char *source;
    const char *dest;
    const char *fstype;
    unsigned long flags;
    const char *data;
};

struct ct_device {
    const char *path;
    mode_t mode;
    unsigned major, minor;
    uid_t uid;
    gid_t gid;
};

struct ct_config {
    const char *rootfs;
    const struct ct_mount *mounts;
    size_t nmounts;
    const struct ct_device *devices;
    size_t ndevices;
    const char *secrets_dir;
};

int rootfs_resolve(const char *root, const char *rel, char out[PATH_MAX]);
int rootfs_open(int rootfd, const char *rel, int flags);
int ct_prepare_rootfs(const struct ct_config *cfg);
#endif
