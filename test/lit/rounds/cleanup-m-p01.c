// RUN: %tocsin %s
// STD: gnu17
/*
 * lpspool - housekeeping for the line printer spool area.
 *
 * cfXXXX  control file, one per job, locked by the filter that prints it
 * dfXXXX  data file, written by lpr and read by the filters
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define DF_KEEP (36L * 3600L)
#define CF_KEEP (7L * 86400L)

struct spool {
    int dfd;
    const char *queue;
    unsigned long removed;
};

static int
sp_open(struct spool *sp, const char *dir, const char *queue)
{
    sp->dfd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (sp->dfd < 0) {
        syslog(LOG_ERR, "%s: %s: %m", queue, dir);
        return -1;
    }
    sp->queue = queue;
    sp->removed = 0;
    return 0;
}

static DIR *
sp_scan(struct spool *sp)
{
    int fd = openat(sp->dfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    return fd < 0 ? NULL : fdopendir(fd);
}

static int
past_keep(const struct stat *st, time_t now, long keep)
{
    return st->st_mtime + keep < now;
}

/* Data files whose job never came through. */
static void
sweep_data(struct spool *sp, time_t now)
{
    DIR *d = sp_scan(sp);
    struct dirent *de;
    struct stat st;

    if (d == NULL)
        return;
    while ((de = readdir(d)) != NULL) {
        if (strncmp(de->d_name, "df", 2) != 0)
            continue;
        if (fstatat(sp->dfd, de->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
            continue;
        if (!S_ISREG(st.st_mode) || !past_keep(&st, now, DF_KEEP))
            continue;
        if (unlinkat(sp->dfd, de->d_name, 0) == 0) // EXPECT: timestamp-cleanup
            sp->removed++;
        else if (errno != ENOENT)
            syslog(LOG_WARNING, "%s: unlink %s: %m", sp->queue, de->d_name);
    }
    closedir(d);
}

/* Control files: the filter keeps an exclusive flock for as long as it prints. */
static void
sweep_control(struct spool *sp, time_t now)
{
    DIR *d = sp_scan(sp);
    struct dirent *de;
    struct stat st;
    int fd;

    if (d == NULL)
        return;
    while ((de = readdir(d)) != NULL) {
        if (strncmp(de->d_name, "cf", 2) != 0)
            continue;
        fd = openat(sp->dfd, de->d_name, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
        if (fd < 0)
            continue;
        if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
            close(fd);
            continue;
        }
        if (fstat(fd, &st) == 0 && st.st_nlink == 1 && past_keep(&st, now, CF_KEEP)) {
            if (unlinkat(sp->dfd, de->d_name, 0) == 0)
                sp->removed++;
        }
        close(fd);
    }
    closedir(d);
}

int
main(int argc, char **argv)
{
    struct spool sp;
    time_t now = time(NULL);

    openlog("lpspool", LOG_PID, LOG_LPR);
    if (argc != 3) {
        fprintf(stderr, "usage: lpspool dir queue\n");
        return 2;
    }
    if (sp_open(&sp, argv[1], argv[2]) < 0)
        return 1;
    sweep_data(&sp, now);
    sweep_control(&sp, now);
    syslog(LOG_INFO, "%s: %lu files removed", sp.queue, sp.removed);
    close(sp.dfd);
    return 0;
}
