// RUN: %tocsin %s
// STD: gnu17
/* mbox_lock.c -- dot locking for mailboxes on network file systems */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define DOT_STALE_SECS  300
#define DOT_RETRIES     20

enum dot_result { DOT_LOCKED, DOT_BUSY, DOT_ERROR };

struct dotlock {
    char path[1024];
    int fd;
    dev_t dev;
    ino_t ino;
};

static int dot_name(struct dotlock *l, const char *mbox)
{
    int n = snprintf(l->path, sizeof(l->path), "%s.lock", mbox);
    return (n < 0 || (size_t)n >= sizeof(l->path)) ? -1 : 0;
}

static void write_owner(int fd)
{
    char host[256], line[320];
    int n;

    if (gethostname(host, sizeof(host)) < 0)
        strcpy(host, "?");
    host[sizeof(host) - 1] = '\0';
    n = snprintf(line, sizeof(line), "%ld %s\n", (long)getpid(), host);
    if (write(fd, line, (size_t)n) != n)
        perror("dotlock");
}

enum dot_result dot_lock(struct dotlock *l, const char *mbox)
{
    struct stat st;
    int i;

    if (dot_name(l, mbox) < 0)
        return DOT_ERROR;
    for (i = 0; i < DOT_RETRIES; i++) {
        l->fd = open(l->path, O_WRONLY | O_CREAT | O_EXCL, 0600);
        if (l->fd >= 0) {
            write_owner(l->fd);
            if (fstat(l->fd, &st) == 0) {
                l->dev = st.st_dev;
                l->ino = st.st_ino;
            }
            return DOT_LOCKED;
        }
        if (errno != EEXIST)
            return DOT_ERROR;
        if (stat(l->path, &st) < 0) {
            if (errno == ENOENT)
                continue;
            return DOT_ERROR;
        }
        if (time(NULL) > st.st_mtime + DOT_STALE_SECS) {
            fprintf(stderr, "%s: overriding old lock\n", l->path);
            if (unlink(l->path) < 0 && errno != ENOENT) // EXPECT: timestamp-cleanup
                return DOT_ERROR;
            continue;
        }
        sleep(1 + (unsigned)(rand() % 3));
    }
    return DOT_BUSY;
}

/* Only take away what is still ours. */
void dot_unlock(struct dotlock *l)
{
    struct stat st;

    if (l->fd < 0)
        return;
    close(l->fd);
    l->fd = -1;
    if (stat(l->path, &st) == 0 && st.st_dev == l->dev && st.st_ino == l->ino)
        unlink(l->path);
}
