// RUN: %tocsin %s
// STD: gnu17
/* Lock files and state files of the job scheduler. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct lockfile {
    char path[200];
    int fd;
};

static bool same_object(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* The holder unlinks the file on release, so a waiter may have locked a name that is gone. */
int lock_take(struct lockfile *l, const char *path)
{
    struct stat byfd, byname;
    snprintf(l->path, sizeof l->path, "%s", path);
    for (;;) {
        l->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (l->fd < 0)
            return -1;
        while (flock(l->fd, LOCK_EX) != 0) {
            if (errno != EINTR) {
                close(l->fd);
                return -1;
            }
        }
        if (fstat(l->fd, &byfd) == 0 && stat(path, &byname) == 0 && same_object(&byfd, &byname))
            return 0;
        close(l->fd);
    }
}

void lock_drop(struct lockfile *l)
{
    unlink(l->path);
    close(l->fd);
    l->fd = -1;
}

/* State files are only touched between lock_take() and lock_drop() of the queue's lock. */
int state_expire(const char *queue, time_t older)
{
    struct lockfile l;
    struct stat st;
    char lock[200], state[200];
    int rc = 0;
    snprintf(lock, sizeof lock, "%s/.lock", queue);
    snprintf(state, sizeof state, "%s/state", queue);
    if (lock_take(&l, lock) != 0)
        return -1;
    if (stat(state, &st) == 0 && st.st_mtime < older)
        rc = unlink(state);
    lock_drop(&l);
    return rc;
}

int state_init(const char *queue, const char *text)
{
    struct lockfile l;
    char lock[200], state[200];
    int rc = -1;
    snprintf(lock, sizeof lock, "%s/.lock", queue);
    snprintf(state, sizeof state, "%s/state", queue);
    if (lock_take(&l, lock) != 0)
        return -1;
    if (access(state, F_OK) == 0) {
        rc = 1;
    } else {
        FILE *f = fopen(state, "we");
        if (f) {
            fputs(text, f);
            rc = fclose(f);
        }
    }
    lock_drop(&l);
    return rc;
}

/* Follows a log over rotations: reopens when the name leads elsewhere. */
int log_follow(const char *path, int fd)
{
    struct stat now, cur;
    if (stat(path, &now) != 0 || fstat(fd, &cur) != 0)
        return fd;
    if (same_object(&now, &cur))
        return fd;
    int next = open(path, O_RDONLY | O_CLOEXEC);
    if (next < 0)
        return fd;
    if (fstat(next, &now) != 0 || !S_ISREG(now.st_mode)) {
        close(next);
        return fd;
    }
    close(fd);
    return next;
}

int queue_dir(const char *path)
{
    struct stat st;
    if (mkdir(path, 0750) == 0)
        return 0;
    if (errno != EEXIST)
        return -1;
    if (lstat(path, &st) != 0)
        return -1;
    return S_ISDIR(st.st_mode) ? 0 : -1;
}

/* Opens a user's crontab for reading: the name is looked at first because opening a tape or a pipe may hang. */
FILE *crontab_open(const char *path, uid_t owner)
{
    struct stat pre, post;
    if (lstat(path, &pre) != 0 || !S_ISREG(pre.st_mode) || pre.st_uid != owner)
        return NULL;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    if (fstat(fd, &post) != 0 || !same_object(&pre, &post) || post.st_uid != owner) {
        fprintf(stderr, "%s: replaced while opening\n", path);
        close(fd);
        return NULL;
    }
    FILE *f = fdopen(fd, "r");
    if (!f)
        close(fd);
    return f;
}
