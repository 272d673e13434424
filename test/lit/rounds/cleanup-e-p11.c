// RUN: %tocsin %s
// STD: gnu17
/* Mailbox locking for the local delivery agent (dot-lock style). */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define DOTLOCK_STALE   300
#define DOTLOCK_RETRIES 20

struct mbox {
    char path[PATH_MAX];
    char lockname[PATH_MAX + 8];
    int  fd;
    int  locked;
};

static int lock_try(struct mbox *mb)
{
    char pid[32];
    int fd, n;

    fd = open(mb->lockname, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno == EEXIST ? 0 : -1;
    n = snprintf(pid, sizeof pid, "%ld\n", (long)getpid());
    if (write(fd, pid, (size_t)n) != n) {
        close(fd);
        unlink(mb->lockname);
        return -1;
    }
    close(fd);
    mb->locked = 1;
    return 1;
}

int mbox_lock(struct mbox *mb)
{
    struct stat st;
    int i, rc;

    snprintf(mb->lockname, sizeof mb->lockname, "%s.lock", mb->path);
    for (i = 0; i < DOTLOCK_RETRIES; i++) {
        rc = lock_try(mb);
        if (rc != 0)
            return rc > 0 ? 0 : -1;
        if (lstat(mb->lockname, &st) < 0) {
            if (errno == ENOENT)
                continue;
            return -1;
        }
        if (time(NULL) - st.st_mtime > DOTLOCK_STALE) {
            fprintf(stderr, "lda: overriding lock %s\n", mb->lockname);
            if (unlink(mb->lockname) < 0 && errno != ENOENT) // EXPECT: timestamp-cleanup
                return -1;
            continue;
        }
        sleep(3);
    }
    errno = EAGAIN;
    return -1;
}

void mbox_unlock(struct mbox *mb)
{
    if (mb->locked) {
        unlink(mb->lockname);
        mb->locked = 0;
    }
}

int mbox_append(struct mbox *mb, const char *msg, size_t len)
{
    int rc = -1;

    if (mbox_lock(mb) < 0)
        return -1;
    mb->fd = open(mb->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0660);
    if (mb->fd >= 0) {
        rc = write(mb->fd, msg, len) == (ssize_t)len ? 0 : -1;
        close(mb->fd);
    }
    mbox_unlock(mb);
    return rc;
}

int main(int argc, char **argv)
{
    static struct mbox mb;
    static char buf[65536];
    size_t n;

    if (argc != 2)
        return 64;
    snprintf(mb.path, sizeof mb.path, "%s", argv[1]);
    n = fread(buf, 1, sizeof buf, stdin);
    return mbox_append(&mb, buf, n) == 0 ? 0 : 75;
}
