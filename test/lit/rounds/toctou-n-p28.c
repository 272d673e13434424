// RUN: %tocsin %s
// STD: gnu17
/* Per-user socket and scratch directory of the terminal multiplexer,
 * /tmp/tmux-like: created on first use, shared by all sessions of the user. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct rundir {
    char path[128];
    int fd;
};

static int rundir_verify(const struct stat *st, uid_t uid)
{
    if (!S_ISDIR(st->st_mode)) {
        errno = ENOTDIR;
        return -1;
    }
    if (st->st_uid != uid || (st->st_mode & 077)) {
        errno = EPERM;
        return -1;
    }
    return 0;
}

static int rundir_open(struct rundir *rd)
{
    uid_t uid = getuid();
    struct stat st;

    snprintf(rd->path, sizeof rd->path, "/tmp/muxterm-%u", (unsigned)uid);
    if (mkdir(rd->path, 0700) != 0) {
        if (errno != EEXIST)
            return -1;
        if (lstat(rd->path, &st) != 0)
            return -1;
        if (S_ISLNK(st.st_mode)) {
            fprintf(stderr, "muxterm: %s is a symbolic link\n", rd->path);
            errno = ELOOP;
            return -1;
        }
    }
    rd->fd = open(rd->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (rd->fd < 0)
        return -1;
    if (fstat(rd->fd, &st) != 0 || rundir_verify(&st, uid) != 0) {
        int err = errno;
        close(rd->fd);
        rd->fd = -1;
        errno = err;
        return -1;
    }
    return 0;
}

static int layout_save(const struct rundir *rd, const char *session, const char *layout)
{
    char tmp[96], final[96];
    size_t len = strlen(layout);
    int fd, rc = -1;

    snprintf(tmp, sizeof tmp, "%.64s.%ld.new", session, (long)getpid());
    snprintf(final, sizeof final, "%.64s.layout", session);
    fd = openat(rd->fd, tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return -1;
    if (write(fd, layout, len) == (ssize_t)len && fsync(fd) == 0)
        rc = renameat(rd->fd, tmp, rd->fd, final);
    close(fd);
    if (rc != 0)
        unlinkat(rd->fd, tmp, 0);
    return rc;
}

static int layout_show(const struct rundir *rd, const char *session)
{
    char name[96], buf[512];
    ssize_t n;
    int fd;

    snprintf(name, sizeof name, "%.64s.layout", session);
    fd = openat(rd->fd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -1;
    while ((n = read(fd, buf, sizeof buf)) > 0)
        fwrite(buf, 1, (size_t)n, stdout);
    close(fd);
    return n < 0 ? -1 : 0;
}

int main(int argc, char **argv)
{
    struct rundir rd = {.fd = -1};
    int rc;

    if (argc < 2 || strchr(argv[1], '/')) {
        fprintf(stderr, "usage: muxlayout SESSION [LAYOUT]\n");
        return 2;
    }
    if (rundir_open(&rd) != 0) {
        fprintf(stderr, "muxlayout: %s: %s\n", rd.path, strerror(errno));
        return 1;
    }
    rc = argc > 2 ? layout_save(&rd, argv[1], argv[2]) : layout_show(&rd, argv[1]);
    if (rc != 0)
        perror("muxlayout");
    close(rd.fd);
    return rc != 0;
}
