// RUN: %tocsin %s
// STD: gnu17
/* thumbnails: HTTP workers render and serve previews, two timers look after the disk */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PREVIEW_KEEP  (3 * 86400)
#define PRESSURE_KEEP (3600)

struct thumbs {
    char            root[PATH_MAX];
    pthread_mutex_t sweep_lock;
};

static struct thumbs th = { .sweep_lock = PTHREAD_MUTEX_INITIALIZER };

/* nftw() has no user argument: under sweep_lock */
static time_t   cutoff;
static unsigned swept;

int thumbs_serve(int sock, const char *name)
{
    char path[PATH_MAX + 256];
    struct stat st;
    off_t off = 0;
    int fd, rc = 0;

    snprintf(path, sizeof path, "%s/previews/%s", th.root, name);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    if (fstat(fd, &st) != 0 || sendfile(sock, fd, &off, (size_t)st.st_size) < 0)
        rc = -errno;
    close(fd);
    return rc;
}

/* the renderer appends to a work file for as long as it has LOCK_EX on it */
int thumbs_open_work(const char *name)
{
    char path[PATH_MAX + 256];

    snprintf(path, sizeof path, "%s/scratch/%s", th.root, name);
    for (;;) {
        struct stat st;
        int fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0640);

        if (fd < 0)
            return -1;
        if (flock(fd, LOCK_EX) != 0 || fstat(fd, &st) != 0) {
            close(fd);
            return -1;
        }
        if (st.st_nlink > 0)
            return fd;
        close(fd);
    }
}

static int preview_cb(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)ftw;
    if (type != FTW_F)
        return 0;
    if (st->st_mtime > cutoff)
        return 0;
    if (unlink(path) == 0) // EXPECT: timestamp-cleanup
        swept++;
    return 0;
}

static int work_cb(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    struct stat now;
    int fd;

    (void)ftw;
    if (type != FTW_F || st->st_mtime > cutoff)
        return 0;
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &now) == 0 && now.st_mtime <= cutoff &&
        unlink(path) == 0)
        swept++;
    close(fd);
    return 0;
}

static unsigned sweep(time_t keep)
{
    char dir[PATH_MAX + 16];
    unsigned n;

    pthread_mutex_lock(&th.sweep_lock);
    cutoff = time(NULL) - keep;
    swept = 0;
    snprintf(dir, sizeof dir, "%s/previews", th.root);
    nftw(dir, preview_cb, 16, FTW_PHYS | FTW_MOUNT);
    snprintf(dir, sizeof dir, "%s/work", th.root);
    nftw(dir, work_cb, 16, FTW_PHYS | FTW_MOUNT);
    n = swept;
    pthread_mutex_unlock(&th.sweep_lock);
    return n;
}

unsigned thumbs_daily(void)
{
    return sweep(PREVIEW_KEEP);
}

unsigned thumbs_disk_pressure(void)
{
    return sweep(PRESSURE_KEEP);
}
