// RUN: %tocsin %s
// STD: gnu17
/* mailbox locking for the local delivery agent (dot locking) */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define LOCK_TRIES  40
#define LOCK_STALE  300

static char *lockname(const char *mbox)
{
    char *p = malloc(strlen(mbox) + 6);

    if (p != NULL) {
        strcpy(p, mbox);
        strcat(p, ".lock");
    }
    return p;
}

static int write_pid(int fd)
{
    char buf[32];
    int n = snprintf(buf, sizeof buf, "%ld\n", (long)getpid());

    return write(fd, buf, (size_t)n) == n ? 0 : -1;
}

int mbox_lock(const char *mbox)
{
    char *lock = lockname(mbox);
    int i, fd, rc = -1;

    if (lock == NULL)
        return -1;

    for (i = 0; i < LOCK_TRIES; i++) {
        struct stat st;

        fd = open(lock, O_WRONLY | O_CREAT | O_EXCL, 0444);
        if (fd >= 0) {
            if (write_pid(fd) == 0)
                rc = 0;
            close(fd);
            break;
        }
        if (errno != EEXIST)
            break;
        if (stat(lock, &st) == 0) {
            unsigned long age = (unsigned long)time(NULL) - (unsigned long)st.st_mtime;

            if (age > LOCK_STALE) { // EXPECT: unsigned-age
                fprintf(stderr, "lda: breaking lock %s, %lu s\n", lock, age);
                unlink(lock); // EXPECT: timestamp-cleanup
                continue;
            }
        }
        sleep(3);
    }
    free(lock);
    return rc;
}

void mbox_unlock(const char *mbox)
{
    char *lock = lockname(mbox);

    if (lock != NULL) {
        unlink(lock);
        free(lock);
    }
}

int deliver(const char *mbox, FILE *msg)
{
    char buf[8192];
    size_t n;
    int fd, rc = 0;

    if (mbox_lock(mbox) != 0)
        return 75;
    fd = open(mbox, O_WRONLY | O_APPEND | O_CREAT, 0600);
    if (fd < 0) {
        mbox_unlock(mbox);
        return 73;
    }
    while ((n = fread(buf, 1, sizeof buf, msg)) > 0) {
        if (write(fd, buf, n) != (ssize_t)n) {
            rc = 74;
            break;
        }
    }
    if (fsync(fd) != 0)
        rc = 74;
    close(fd);
    mbox_unlock(mbox);
    return rc;
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 64;
    return deliver(argv[1], stdin);
}
