// RUN: %tocsin %s
// STD: gnu17
/* boxmount - set-user-id helper that mounts a user's container image file
 * system (FUSE) and the shared read-only toolbox below the user's own
 * directory. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#define TOOLBOX "/usr/lib/boxmount/toolbox"

struct request {
    const char *image_point;
    const char *tool_point;
    uid_t uid;
    gid_t gid;
    int dev;
};

static int usable_point(const struct stat *st, uid_t uid)
{
    return S_ISDIR(st->st_mode) && st->st_uid == uid && (st->st_mode & S_IWUSR);
}

static int open_device(void)
{
    int fd = open("/dev/fuse", O_RDWR | O_CLOEXEC);

    if (fd < 0)
        fprintf(stderr, "boxmount: /dev/fuse: %s\n", strerror(errno));
    return fd;
}

static int mount_image(const struct request *rq)
{
    char opts[128];
    struct stat st;

    if (lstat(rq->image_point, &st) != 0) {
        fprintf(stderr, "boxmount: %s: %s\n", rq->image_point, strerror(errno));
        return -1;
    }
    if (!usable_point(&st, rq->uid)) {
        fprintf(stderr, "boxmount: %s: not your directory\n", rq->image_point);
        return -1;
    }
    snprintf(opts, sizeof opts, "fd=%d,rootmode=%o,user_id=%u,group_id=%u", rq->dev,
             (unsigned)(st.st_mode & S_IFMT), (unsigned)rq->uid, (unsigned)rq->gid);
    if (mount("boxfs", rq->image_point, "fuse", MS_NOSUID | MS_NODEV, opts) != 0) { // EXPECT: file-toctou
        fprintf(stderr, "boxmount: mount: %s\n", strerror(errno));
        return -1;
    }
    return 0;
}

static int mount_toolbox(const struct request *rq)
{
    char target[64];
    struct stat st;
    int rc = -1;
    int fd = open(rq->tool_point, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0) {
        fprintf(stderr, "boxmount: %s: %s\n", rq->tool_point, strerror(errno));
        return -1;
    }
    if (fstat(fd, &st) != 0 || !usable_point(&st, rq->uid)) {
        fprintf(stderr, "boxmount: %s: not your directory\n", rq->tool_point);
        goto out;
    }
    snprintf(target, sizeof target, "/proc/self/fd/%d", fd);
    if (mount(TOOLBOX, target, NULL, MS_BIND, NULL) != 0) {
        fprintf(stderr, "boxmount: bind: %s\n", strerror(errno));
        goto out;
    }
    rc = 0;
out:
    close(fd);
    return rc;
}

int main(int argc, char **argv)
{
    struct request rq = {0};
    int rc;

    if (argc != 3) {
        fprintf(stderr, "usage: boxmount IMAGE-POINT TOOL-POINT\n");
        return 2;
    }
    clearenv();
    rq.image_point = argv[1];
    rq.tool_point = argv[2];
    rq.uid = getuid();
    rq.gid = getgid();
    rq.dev = open_device();
    if (rq.dev < 0)
        return 1;
    rc = mount_image(&rq);
    if (rc == 0)
        rc = mount_toolbox(&rq);
    close(rq.dev);
    return rc == 0 ? 0 : 1;
}
