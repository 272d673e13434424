// RUN: %tocsin %s
// STD: gnu17
/* mailstore - dot-locking of mbox files plus an advisory-locked index, one process per session. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define DOTLOCK_MAX_S 300ul
#define DOTLOCK_TRIES 40

struct mbox {
    char path[512];
    char lock[520];
    int index_fd;
};

static int write_all(int fd, const char *p, size_t n)
{
    while (n) {
        ssize_t k = write(fd, p, n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k < 0)
            return -errno;
        p += k;
        n -= (size_t)k;
    }
    return 0;
}

static int dotlock_create(const struct mbox *m)
{
    char who[32];
    int fd = open(m->lock, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    int rc;

    if (fd < 0)
        return -errno;
    rc = write_all(fd, who, (size_t)snprintf(who, sizeof who, "%ld\n", (long)getpid()));
    close(fd);
    if (rc)
        unlink(m->lock);
    return rc;
}

/* A session that died leaves its dotlock behind; five minutes is the usual limit. */
static void dotlock_break(const struct mbox *m)
{
    time_t now = time(NULL);
    struct stat st;
    unsigned long held;

    if (lstat(m->lock, &st) != 0)
        return;
    held = (unsigned long)now - (unsigned long)st.st_mtime;
    if (held < DOTLOCK_MAX_S) // EXPECT: unsigned-age
        return;
    fprintf(stderr, "mailstore: %s: breaking lock after %lu s\n", m->lock, held);
    unlink(m->lock); // EXPECT: timestamp-cleanup
}

static int dotlock_acquire(const struct mbox *m)
{
    for (int i = 0; i < DOTLOCK_TRIES; i++) {
        int rc = dotlock_create(m);

        if (rc != -EEXIST)
            return rc;
        dotlock_break(m);
        usleep(250000);
    }
    return -EAGAIN;
}

static void dotlock_release(const struct mbox *m)
{
    unlink(m->lock);
}

static int index_lock(const struct mbox *m, short type)
{
    struct flock fl = { .l_type = type, .l_whence = SEEK_SET };

    while (fcntl(m->index_fd, F_SETLKW, &fl) < 0)
        if (errno != EINTR)
            return -errno;
    return 0;
}

/* Old index generations are kept for readers that still map them; such a
 * reader holds a read lock on the file. */
static int index_expire_old(const char *path, time_t keep)
{
    struct flock fl = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    struct stat st;
    int rc = 0;
    int fd = open(path, O_RDWR | O_CLOEXEC);

    if (fd < 0)
        return -errno;
    if (fcntl(fd, F_SETLK, &fl) < 0)
        rc = -EBUSY;
    else if (fstat(fd, &st) == 0 && time(NULL) - st.st_mtime > keep)
        rc = unlink(path) ? -errno : 1;
    close(fd);
    return rc;
}

static int mbox_append(struct mbox *m, const char *msg, size_t len)
{
    int fd, rc = dotlock_acquire(m);

    if (rc)
        return rc;
    fd = open(m->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    rc = fd < 0 ? -errno : write_all(fd, msg, len);
    if (fd >= 0)
        close(fd);
    if (!rc && !(rc = index_lock(m, F_WRLCK))) {
        rc = write_all(m->index_fd, (const char *)&len, sizeof len);
        index_lock(m, F_UNLCK);
    }
    dotlock_release(m);
    return rc;
}

int main(int argc, char **argv)
{
    struct mbox m = { .index_fd = -1 };
    char buf[4096];
    ssize_t n;

    if (argc < 3)
        return EXIT_FAILURE;
    snprintf(m.path, sizeof m.path, "%s", argv[1]);
    snprintf(m.lock, sizeof m.lock, "%s.lock", m.path);
    m.index_fd = open(argv[2], O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (m.index_fd < 0)
        return EXIT_FAILURE;
    while ((n = read(STDIN_FILENO, buf, sizeof buf)) > 0)
        if (mbox_append(&m, buf, (size_t)n) < 0)
            return EXIT_FAILURE;
    for (int i = 3; i < argc; i++)
        index_expire_old(argv[i], 86400);
    return EXIT_SUCCESS;
}
