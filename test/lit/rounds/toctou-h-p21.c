// RUN: %tocsin %s
// STD: gnu17
/* umnt-helper: lets a desktop user attach a disk image below a directory he owns. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#define ISOFS_MAGIC 0x9660

struct request {
    const char *device;
    const char *dir;
    const char *fstype;
    bool detach;
};

static const char *const allowed_types[] = { "iso9660", "udf", "vfat", NULL };

static bool type_allowed(const char *t)
{
    const char *const *p;

    for (p = allowed_types; *p; p++)
        if (strcmp(*p, t) == 0)
            return true;
    return false;
}

static int check_mountpoint(const char *dir)
{
    struct stat st;

    if (lstat(dir, &st) < 0)
        return -errno;
    if (!S_ISDIR(st.st_mode))
        return -ENOTDIR;
    if (getuid() != 0 && st.st_uid != getuid())
        return -EPERM;
    return 0;
}

static int attach(const struct request *rq)
{
    unsigned long flags = MS_NOSUID | MS_NODEV | MS_RDONLY;
    int err = check_mountpoint(rq->dir);

    if (err < 0)
        return err;
    if (!type_allowed(rq->fstype))
        return -EINVAL;
    if (mount(rq->device, rq->dir, rq->fstype, flags, NULL) < 0) // EXPECT: file-toctou
        return -errno;
    return 0;
}

static int detach(const struct request *rq)
{
    char real[PATH_MAX];
    struct statfs fs;
    char prefix[64];

    snprintf(prefix, sizeof prefix, "/media/%u/", (unsigned)getuid());
    if (!realpath(rq->dir, real))
        return -errno;
    if (strncmp(real, prefix, strlen(prefix)) != 0)
        return -EPERM;
    if (statfs(real, &fs) == 0 && fs.f_type == ISOFS_MAGIC)
        puts("ejecting disc image");
    if (umount2(rq->dir, 0) < 0) // EXPECT: file-toctou
        return -errno;
    return 0;
}

static void usage(void)
{
    fputs("usage: umnt-helper DEVICE DIR TYPE\n       umnt-helper -u DIR\n", stderr);
    exit(2);
}

int main(int argc, char **argv)
{
    struct request rq = { 0 };
    int rc;

    if (geteuid() != 0) {
        fputs("umnt-helper: must be installed set-uid root\n", stderr);
        return 1;
    }
    if (argc == 3 && strcmp(argv[1], "-u") == 0) {
        rq.detach = true;
        rq.dir = argv[2];
    } else if (argc == 4) {
        rq.device = argv[1];
        rq.dir = argv[2];
        rq.fstype = argv[3];
    } else {
        usage();
    }

    rc = rq.detach ? detach(&rq) : attach(&rq);
    if (rc < 0)
        fprintf(stderr, "umnt-helper: %s: %s\n", rq.dir, strerror(-rc));
    return rc < 0;
}
