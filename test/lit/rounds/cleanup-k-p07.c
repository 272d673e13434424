// RUN: %tocsin %s
// STD: gnu17
/* mailbox dot-locking for the local delivery agent */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define LOCK_TIMEOUT 300
#define LOCK_RETRIES 30

static int lock_name(char *buf, size_t len, const char *mbox)
{
    int n;
    n = snprintf(buf, len, "%s.lock", mbox);
    return (n < 0 || (size_t)n >= len) ? -1 : 0;
}

static int write_pid(int fd)
{
    char pid[32];
    int n;
    n = snprintf(pid, sizeof pid, "%ld\n", (long)getpid());
    if (write(fd, pid, n) != n)
        return -1;
    return 0;
}

int mbox_lock(const char *mbox)
{
    char path[1024];
    struct stat st;
    time_t now;
    int fd, tries;

    if (lock_name(path, sizeof path, mbox) < 0)
        return -1;
    for (tries = 0; tries < LOCK_RETRIES; tries++) {
        fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0644);
        if (fd >= 0) {
            if (write_pid(fd) < 0) {
                close(fd);
                unlink(path);
                return -1;
            }
            close(fd);
            return 0;
        }
        if (errno != EEXIST)
            return -1;
        if (stat(path, &st) == 0) {
            now = time(NULL);
            if (now - st.st_mtime > LOCK_TIMEOUT) {
                fprintf(stderr, "taking over %s\n", path);
                unlink(path); // EXPECT: timestamp-cleanup
                continue;
            }
        }
        sleep(2);
    }
    errno = ETIMEDOUT;
    return -1;
}

void mbox_unlock(const char *mbox)
{
    char path[1024];
    if (lock_name(path, sizeof path, mbox) == 0)
        unlink(path);
}

int deliver(const char *mbox, const char *msg, size_t len)
{
    int fd, rc = -1;
    if (mbox_lock(mbox) < 0)
        return -1;
    fd = open(mbox, O_WRONLY | O_APPEND | O_CREAT, 0600);
    if (fd >= 0) {
        rc = write(fd, msg, len) == (ssize_t)len ? 0 : -1;
        close(fd);
    }
    mbox_unlock(mbox);
    return rc;
}
