// RUN: %tocsin %s
// STD: gnu17
/* scand: receives pages from network scanners and keeps the partial uploads in
 * a spool until the OCR stage has picked them up. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define PART_SUFFIX ".part"
#define RESULT_SUFFIX ".ocr"

struct spool_cfg {
    const char *part_dir;
    const char *result_dir;
    time_t part_keep;
    time_t result_keep;
    unsigned interval;
};

static int has_suffix(const char *name, const char *suffix)
{
    size_t n = strlen(name), s = strlen(suffix);
    return n > s && strcmp(name + n - s, suffix) == 0;
}

int spool_open_part(const struct spool_cfg *cfg, const char *job)
{
    char path[512];

    snprintf(path, sizeof path, "%s/%s" PART_SUFFIX, cfg->part_dir, job);
    return open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0640);
}

static int sweep_parts(const struct spool_cfg *cfg)
{
    DIR *d = opendir(cfg->part_dir);
    struct dirent *de;
    time_t now = time(NULL);
    int removed = 0;

    if (!d) {
        syslog(LOG_ERR, "scand: %s: %s", cfg->part_dir, strerror(errno));
        return -1;
    }
    while ((de = readdir(d)) != NULL) {
        struct stat st;

        if (!has_suffix(de->d_name, PART_SUFFIX))
            continue;
        if (fstatat(dirfd(d), de->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (!S_ISREG(st.st_mode))
            continue;
        if (now - st.st_mtime < cfg->part_keep)
            continue;
        if (unlinkat(dirfd(d), de->d_name, 0) == 0) { // EXPECT: timestamp-cleanup
            removed++;
            syslog(LOG_INFO, "scand: dropped %s", de->d_name);
        }
    }
    closedir(d);
    return removed;
}

static int sweep_results(const struct spool_cfg *cfg)
{
    DIR *d = opendir(cfg->result_dir);
    struct dirent *de;
    time_t now = time(NULL);
    int removed = 0;

    if (!d)
        return -1;
    while ((de = readdir(d)) != NULL) {
        struct stat st;
        int fd;

        if (!has_suffix(de->d_name, RESULT_SUFFIX))
            continue;
        fd = openat(dirfd(d), de->d_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
        if (fd < 0)
            continue;
        if (fstat(fd, &st) != 0 || now - st.st_mtime < cfg->result_keep) {
            close(fd);
            continue;
        }
        /* the delivery process keeps a shared lock while it copies */
        if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
            close(fd);
            continue;
        }
        if (unlinkat(dirfd(d), de->d_name, 0) == 0)
            removed++;
        close(fd);
    }
    closedir(d);
    return removed;
}

static void *sweeper(void *arg)
{
    const struct spool_cfg *cfg = arg;

    for (;;) {
        int a = sweep_parts(cfg);
        int b = sweep_results(cfg);
        syslog(LOG_DEBUG, "scand: swept parts=%d results=%d", a, b);
        sleep(cfg->interval);
    }
    return NULL;
}

int spool_start(struct spool_cfg *cfg, pthread_t *tid)
{
    if (cfg->interval == 0)
        cfg->interval = 600;
    return pthread_create(tid, NULL, sweeper, cfg);
}
