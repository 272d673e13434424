// STD: gnu17
#define _GNU_SOURCE
#include "rootfs.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Absolute host path of REL inside ROOT, or a negative errno. */
int rootfs_resolve(const char *root, const char *rel, char out[PATH_MAX])
{
    char joined[PATH_MAX];
    size_t rl = strlen(root);

    if (snprintf(joined, sizeof joined, "%s/%s", root, rel) >= (int)sizeof joined)
        return -ENAMETOOLONG;
    if (!realpath(joined, out))
        return -errno;
    if (strncmp(out, root, rl) != 0 || (out[rl] != '/' && out[rl] != '\0'))
        return -EXDEV;
    return 0;
}

int rootfs_open(int rootfd, const char *rel, int flags)
{
    struct open_how how;

    memset(&how, 0, sizeof how);
    how.flags = (unsigned)flags | O_CLOEXEC;
    how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
    int fd = (int)syscall(SYS_openat2, rootfd, rel, &how, sizeof how);
    return fd < 0 ? -errno : fd;
}
