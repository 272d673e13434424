// STD: gnu17
#define _GNU_SOURCE
#include "rootfs.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static int do_mount(const struct ct_config *cfg, const struct ct_mount *m)
{
    char target[PATH_MAX];
    int rc = rootfs_resolve(cfg->rootfs, m->dest, target);

    if (rc < 0) {
        fprintf(stderr, "mount target %s: %s\n", m->dest, strerror(-rc));
        return rc;
    }
    if (mount(m->source, target, m->fstype, m->flags, m->data) < 0) // EXPECT: file-toctou
        return -errno;
    return 0;
}

static int make_device(const struct ct_config *cfg, const struct ct_device *d)
{
    char node[PATH_MAX];

    if (snprintf(node, sizeof node, "%s%s", cfg->rootfs, d->path) >= (int)sizeof node)
        return -ENAMETOOLONG;
    if (mknod(node, d->mode, makedev(d->major, d->minor)) < 0)
        return -errno;
    if (chmod(node, d->mode & 07777) < 0) // EXPECT: create-then-name
        return -errno;
    if (chown(node, d->uid, d->gid) < 0) // EXPECT: create-then-name
        return -errno;
    return 0;
}

static int mount_secrets(const struct ct_config *cfg, int rootfd)
{
    char procname[64];
    int fd = rootfs_open(rootfd, "run/secrets", O_PATH | O_DIRECTORY);

    if (fd < 0)
        return fd == -ENOENT ? 0 : fd;
    snprintf(procname, sizeof procname, "/proc/self/fd/%d", fd);
    int rc = mount(cfg->secrets_dir, procname, NULL, MS_BIND | MS_RDONLY, NULL) < 0 ? -errno : 0;
    close(fd);
    return rc;
}

int ct_prepare_rootfs(const struct ct_config *cfg)
{
    int rc = 0;
    int rootfd = open(cfg->rootfs, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (rootfd < 0)
        return -errno;
    for (size_t i = 0; !rc && i < cfg->nmounts; i++)
        rc = do_mount(cfg, &cfg->mounts[i]);
    for (size_t i = 0; !rc && i < cfg->ndevices; i++)
        rc = make_device(cfg, &cfg->devices[i]);
    if (!rc && cfg->secrets_dir)
        rc = mount_secrets(cfg, rootfd);
    close(rootfd);
    return rc;
}
