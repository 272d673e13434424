// RUN: %tocsin %s
// STD: gnu17
/* volumes.c: attaching host volumes to the root of a running pod */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#ifndef UMOUNT_NOFOLLOW
#define UMOUNT_NOFOLLOW 8
#endif

struct pod {
    char rootfs[PATH_MAX];
    size_t root_len;
    unsigned attached;
};

static int make_parents(const char *path, size_t skip)
{
    char part[PATH_MAX];
    size_t i, n = strlen(path);

    if (n >= sizeof part)
        return -ENAMETOOLONG;
    memcpy(part, path, n + 1);
    for (i = skip + 1; i <= n; i++) {
        if (part[i] != '/' && part[i] != '\0')
            continue;
        part[i] = '\0';
        if (mkdir(part, 0755) != 0 && errno != EEXIST)
            return -errno;
        part[i] = i < n ? '/' : '\0';
    }
    return 0;
}

int pod_attach(struct pod *p, const char *source, const char *rel)
{
    char want[PATH_MAX * 2], where[PATH_MAX];
    const unsigned long flags = MS_BIND | MS_REC | MS_NOSUID;
    int rc;

    snprintf(want, sizeof want, "%s/%s", p->rootfs, rel);
    rc = make_parents(want, p->root_len);
    if (rc != 0)
        return rc;
    if (realpath(want, where) == NULL)
        return -errno;
    if (strncmp(where, p->rootfs, p->root_len) != 0 || where[p->root_len] != '/') {
        fprintf(stderr, "pod: %s leaves the root\n", rel);
        return -EXDEV;
    }
    if (mount(source, where, NULL, flags, NULL) != 0) // EXPECT: file-toctou
        return -errno;
    p->attached++;
    return 0;
}

/* Volumes below the pod's own tmp may be set up by the workload itself. */
int pod_detach(struct pod *p, const char *rel)
{
    char target[PATH_MAX * 2];
    struct stat st;

    snprintf(target, sizeof target, "%s/tmp/%s", p->rootfs, rel);
    if (lstat(target, &st) != 0)
        return errno == ENOENT ? 0 : -errno;
    if (S_ISLNK(st.st_mode))
        return -ELOOP;
    if (umount2(target, MNT_DETACH) != 0) // EXPECT: file-toctou
        return -errno;
    p->attached--;
    return 0;
}

int pod_detach_device(struct pod *p, const char *rel)
{
    char target[PATH_MAX * 2];
    struct stat st;

    snprintf(target, sizeof target, "%s/dev/%s", p->rootfs, rel);
    if (lstat(target, &st) != 0 || S_ISLNK(st.st_mode))
        return -EINVAL;
    if (umount2(target, MNT_DETACH | UMOUNT_NOFOLLOW) != 0)
        return -errno;
    p->attached--;
    return 0;
}

int main(int argc, char **argv)
{
    struct pod p = {0};
    int rc;

    if (argc < 4 || strlen(argv[1]) >= sizeof p.rootfs)
        return 2;
    strcpy(p.rootfs, argv[1]);
    p.root_len = strlen(p.rootfs);
    rc = pod_attach(&p, argv[2], argv[3]);
    if (rc != 0) {
        fprintf(stderr, "pod: attach %s: %s\n", argv[3], strerror(-rc));
        return 1;
    }
    if (argc > 4)
        rc = pod_detach(&p, argv[4]);
    if (rc == 0 && argc > 5)
        rc = pod_detach_device(&p, argv[5]);
    return rc != 0;
}
