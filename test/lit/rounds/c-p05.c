// RUN: %tocsin %s
// STD: gnu17
/* putfile - second stage of the package installer */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct member {
    const char *dest;
    const unsigned char *data;
    size_t len;
    mode_t mode;
    uid_t uid;
    gid_t gid;
};

static int write_all(int fd, const unsigned char *p, size_t n)
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

static int put_member(const struct member *m)
{
    int rc;
    int fd = open(m->dest, O_WRONLY | O_CREAT | O_TRUNC, 0666);

    if (fd < 0)
        return -errno;
    rc = write_all(fd, m->data, m->len);
    if (close(fd) < 0 && rc == 0)
        rc = -errno;
    if (rc < 0)
        goto fail;

    if (m->uid != (uid_t)-1 &&
        chown(m->dest, m->uid, m->gid) < 0) { // EXPECT: create-then-name
        rc = -errno;
        goto fail;
    }
    if (chmod(m->dest, m->mode & 07777) < 0) { // EXPECT: create-then-name
        rc = -errno;
        goto fail;
    }
    return 0;
fail:
    fprintf(stderr, "putfile: %s: %s\n", m->dest, strerror(-rc));
    return rc;
}

int install_members(const struct member *list, size_t count)
{
    size_t i;
    int first = 0;

    for (i = 0; i < count; i++) {
        int rc = put_member(&list[i]);
        if (rc < 0 && first == 0)
            first = rc;
    }
    return first;
}
