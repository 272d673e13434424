// RUN: %tocsin %s
// STD: gnu17
/* Spool maintenance for the crash collector.  Client processes stream a dump
 * into spool/<host>/<id>.dmp; the uploader reads it afterwards and holds an
 * flock on the file while it sends. */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

struct spool_policy {
    time_t keep_dumps;
    time_t keep_reports;
    bool dry_run;
};

static struct {
    time_t dump_cutoff;
    time_t report_cutoff;
    bool dry_run;
    unsigned long removed;
    uint64_t bytes;
} walk;

static bool has_suffix(const char *name, const char *suffix)
{
    size_t n = strlen(name), m = strlen(suffix);
    return n > m && strcmp(name + n - m, suffix) == 0;
}

static void account(const char *path, const struct stat *st)
{
    walk.removed++;
    walk.bytes += (uint64_t)st->st_size;
    syslog(LOG_INFO, "spool: removed %s (%lld bytes)", path, (long long)st->st_size);
}

static int visit_dump(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)ftw;
    if (type != FTW_F || !has_suffix(path, ".dmp"))
        return 0;
    if (st->st_mtime >= walk.dump_cutoff)
        return 0;
    if (walk.dry_run) {
        printf("would remove %s\n", path);
        return 0;
    }
    if (unlink(path) == -1) { // EXPECT: timestamp-cleanup
        if (errno != ENOENT)
            syslog(LOG_WARNING, "spool: %s: %m", path);
        return 0;
    }
    account(path, st);
    return 0;
}

static int visit_report(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    struct stat cur;
    int fd;

    (void)ftw;
    if (type != FTW_F || !has_suffix(path, ".rpt"))
        return 0;
    if (st->st_mtime >= walk.report_cutoff)
        return 0;
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd == -1)
        return 0;
    if (flock(fd, LOCK_EX | LOCK_NB) == -1) {
        close(fd);
        return 0;
    }
    if (fstat(fd, &cur) == -1 || cur.st_ino != st->st_ino ||
        cur.st_mtime >= walk.report_cutoff) {
        close(fd);
        return 0;
    }
    if (!walk.dry_run && unlink(path) == 0)
        account(path, &cur);
    close(fd);
    return 0;
}

int spool_trim(const char *root, const struct spool_policy *policy)
{
    time_t now = time(NULL);

    walk.dump_cutoff = now - policy->keep_dumps;
    walk.report_cutoff = now - policy->keep_reports;
    walk.dry_run = policy->dry_run;
    walk.removed = 0;
    walk.bytes = 0;

    if (nftw(root, visit_dump, 16, FTW_PHYS | FTW_MOUNT) == -1)
        return -errno;
    if (nftw(root, visit_report, 16, FTW_PHYS | FTW_MOUNT) == -1)
        return -errno;
    syslog(LOG_NOTICE, "spool: %lu files, %llu bytes freed", walk.removed,
           (unsigned long long)walk.bytes);
    return 0;
}

int main(int argc, char **argv)
{
    struct spool_policy policy = { .keep_dumps = 3 * 86400, .keep_reports = 14 * 86400 };

    if (argc < 2) {
        fprintf(stderr, "usage: %s SPOOL [-n]\n", argv[0]);
        return EXIT_FAILURE;
    }
    policy.dry_run = argc > 2 && strcmp(argv[2], "-n") == 0;
    return spool_trim(argv[1], &policy) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
