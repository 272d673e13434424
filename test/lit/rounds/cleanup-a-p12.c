// RUN: %tocsin %s
// STD: gnu17
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LOCK_STALE_SECS 600
#define LOCK_RETRIES 50

struct mbox {
    char path[PATH_MAX - 8];
    char lock[PATH_MAX];
    int fd;
};

static void nap(long ms)
{
    struct timespec ts = {ms / 1000, (ms % 1000) * 1000000L};
    nanosleep(&ts, NULL);
}

static int lock_too_old(const char *lock)
{
    struct stat sb;

    if (stat(lock, &sb) != 0)
        return 0;
    return time(NULL) - sb.st_mtime > LOCK_STALE_SECS;
}

static int mbox_lock(struct mbox *m)
{
    char owner[64];
    int n = snprintf(owner, sizeof owner, "%ld\n", (long)getpid());

    for (int i = 0; i < LOCK_RETRIES; i++) {
        int fd = open(m->lock, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd >= 0) {
            if (write(fd, owner, (size_t)n) != n)
                fprintf(stderr, "%s: short write\n", m->lock);
            close(fd);
            return 0;
        }
        if (errno != EEXIST)
            return -1;
        if (lock_too_old(m->lock)) {
            fprintf(stderr, "removing old lock %s\n", m->lock);
            unlink(m->lock); // EXPECT: timestamp-cleanup
            continue;
        }
        nap(200);
    }
    errno = EAGAIN;
    return -1;
}

static void mbox_unlock(struct mbox *m)
{
    if (unlink(m->lock) != 0)
        perror(m->lock);
}

static int mbox_open(struct mbox *m, const char *path)
{
    if (snprintf(m->path, sizeof m->path, "%s", path) >= (int)sizeof m->path)
        return -1;
    snprintf(m->lock, sizeof m->lock, "%s.lock", m->path);
    if (mbox_lock(m) != 0)
        return -1;
    m->fd = open(m->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (m->fd < 0) {
        mbox_unlock(m);
        return -1;
    }
    return 0;
}

static int mbox_deliver(struct mbox *m, FILE *in)
{
    char buf[8192];
    size_t n;

    while ((n = fread(buf, 1, sizeof buf, in)) > 0) {
        size_t off = 0;
        while (off < n) {
            ssize_t w = write(m->fd, buf + off, n - off);
            if (w < 0)
                return -1;
            off += (size_t)w;
        }
    }
    return fsync(m->fd);
}

int main(int argc, char **argv)
{
    struct mbox m;
    int rc;

    if (argc != 2)
        return 2;
    if (mbox_open(&m, argv[1]) != 0) {
        fprintf(stderr, "%s: %s\n", argv[1], strerror(errno));
        return 75;
    }
    rc = mbox_deliver(&m, stdin);
    close(m.fd);
    mbox_unlock(&m);
    return rc == 0 ? 0 : 75;
}
