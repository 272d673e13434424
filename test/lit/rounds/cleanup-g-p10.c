// RUN: %tocsin %s
// STD: gnu17
/* scratchd: reclaims job scratch directories on compute nodes */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SCRATCH "/scratch"

static int opt_dry_run;

static int rm_entry(const char *path, const struct stat *sb, int type,
                    struct FTW *ftw)
{
    (void)sb;
    (void)type;
    (void)ftw;
    if (opt_dry_run) {
        puts(path);
        return 0;
    }
    return remove(path);
}

static int rm_tree(const char *path)
{
    return nftw(path, rm_entry, 32, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

/* Job wrappers hold a shared flock on the directory for the whole run. */
static int claim_dir(int root, const char *name)
{
    int fd = openat(root, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return -1;
    if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
        int e = errno;
        close(fd);
        errno = e;
        return -1;
    }
    return fd;
}

static int newest_stamp(int fd, time_t *out)
{
    struct statx sx;

    if (statx(fd, "", AT_EMPTY_PATH, STATX_MTIME | STATX_ATIME, &sx) < 0)
        return -1;
    *out = sx.stx_mtime.tv_sec > sx.stx_atime.tv_sec ? sx.stx_mtime.tv_sec
                                                     : sx.stx_atime.tv_sec;
    return 0;
}

static int reclaim(long max_age)
{
    DIR *d = opendir(SCRATCH);
    struct dirent *de;
    time_t cutoff = time(NULL) - max_age, stamp;
    int count = 0;

    if (!d) {
        perror(SCRATCH);
        return -1;
    }
    while ((de = readdir(d)) != NULL) {
        char path[512];
        int fd;

        if (strncmp(de->d_name, "job.", 4) != 0)
            continue;
        fd = claim_dir(dirfd(d), de->d_name);
        if (fd < 0) {
            if (errno != EWOULDBLOCK)
                fprintf(stderr, "scratchd: %s: %s\n", de->d_name, strerror(errno));
            continue;
        }
        if (newest_stamp(fd, &stamp) == 0 && stamp < cutoff) {
            snprintf(path, sizeof path, "%s/%s", SCRATCH, de->d_name);
            if (rm_tree(path) == 0)
                count++;
        }
        close(fd);
    }
    closedir(d);
    return count;
}

int main(int argc, char **argv)
{
    long days = 10;
    int c, n;

    while ((c = getopt(argc, argv, "nd:")) != -1) {
        switch (c) {
        case 'n': opt_dry_run = 1; break;
        case 'd': days = strtol(optarg, NULL, 10); break;
        default: return 2;
        }
    }
    n = reclaim(days * 86400L);
    if (n < 0)
        return 1;
    printf("%d directories reclaimed\n", n);
    return 0;
}
