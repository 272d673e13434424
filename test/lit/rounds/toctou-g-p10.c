// RUN: %tocsin %s
// STD: gnu17
/* tmpreap: cron job, removes old files below world-writable directories */
#define _GNU_SOURCE
#include <errno.h>
#include <ftw.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static struct {
    time_t cutoff;
    int dry_run;
    unsigned long removed, failed, bytes;
} reap;

static time_t newest(const struct stat *sb)
{
    time_t t = sb->st_mtime;
    if (sb->st_atime > t)
        t = sb->st_atime;
    return t;
}

static int visit(const char *fpath, const struct stat *sb, int typeflag, struct FTW *ftw)
{
    if (ftw->level == 0 || typeflag != FTW_F)
        return FTW_CONTINUE;
    if (!S_ISREG(sb->st_mode) || newest(sb) > reap.cutoff)
        return FTW_CONTINUE;
    if (sb->st_uid == 0)
        return FTW_CONTINUE;
    if (reap.dry_run) {
        printf("would remove %s\n", fpath);
        return FTW_CONTINUE;
    }
    if (unlink(fpath) == 0) { // EXPECT: file-toctou, timestamp-cleanup
        reap.removed++;
        reap.bytes += (unsigned long)sb->st_size;
    } else {
        reap.failed++;
        fprintf(stderr, "tmpreap: %s: %s\n", fpath, strerror(errno));
    }
    return FTW_CONTINUE;
}

static int tally(const char *fpath, const struct stat *sb, int typeflag, struct FTW *ftw)
{
    (void)fpath;
    (void)ftw;
    if (typeflag == FTW_F)
        reap.bytes += (unsigned long)sb->st_size;
    return FTW_CONTINUE;
}

int main(int argc, char **argv)
{
    long days = 10;
    int report_only = 0, c, i;

    while ((c = getopt(argc, argv, "d:nr")) != -1) {
        switch (c) {
        case 'd':
            days = strtol(optarg, NULL, 10);
            break;
        case 'n':
            reap.dry_run = 1;
            break;
        case 'r':
            report_only = 1;
            break;
        default:
            return 64;
        }
    }
    reap.cutoff = time(NULL) - days * 86400;
    if (optind == argc)
        return nftw("/tmp", report_only ? tally : visit, 32, FTW_PHYS | FTW_MOUNT | FTW_ACTIONRETVAL);
    for (i = optind; i < argc; i++)
        if (nftw(argv[i], report_only ? tally : visit, 32, FTW_PHYS | FTW_MOUNT | FTW_ACTIONRETVAL) < 0)
            perror(argv[i]);
    printf("%lu removed, %lu failed, %lu bytes\n", reap.removed, reap.failed, reap.bytes);
    return reap.failed != 0;
}
