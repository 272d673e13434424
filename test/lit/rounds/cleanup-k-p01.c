// RUN: %tocsin %s
// STD: gnu17
/* partsweeper: drops leftovers of chunked uploads from the ingest spool. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define PART_MAX_AGE (6 * 3600)

struct sweep_stats {
    unsigned scanned;
    unsigned dropped;
    unsigned failed;
    long long bytes;
};

static int has_suffix(const char *name, const char *suffix)
{
    size_t n = strlen(name), s = strlen(suffix);
    return n > s && strcmp(name + n - s, suffix) == 0;
}

static int sweep_bucket(int rootfd, const char *bucket, time_t now, struct sweep_stats *out)
{
    int fd = openat(rootfd, bucket, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    DIR *d = fdopendir(fd);
    if (!d) {
        close(fd);
        return -ENOMEM;
    }
    struct dirent *de;
    while ((de = readdir(d)) != NULL) {
        struct stat st;
        if (!has_suffix(de->d_name, ".part"))
            continue;
        if (fstatat(dirfd(d), de->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        out->scanned++;
        if (!S_ISREG(st.st_mode))
            continue;
        if (st.st_mtime > now - PART_MAX_AGE)
            continue;
        if (unlinkat(dirfd(d), de->d_name, 0) != 0) { // EXPECT: timestamp-cleanup
            if (errno != ENOENT)
                out->failed++;
            continue;
        }
        out->dropped++;
        out->bytes += st.st_size;
    }
    closedir(d);
    return 0;
}

int main(int argc, char **argv)
{
    static const char *const buckets[] = { "video", "audio", "stills", "captions" };
    const char *root = argc > 1 ? argv[1] : "/var/spool/ingest";
    struct sweep_stats stats;
    memset(&stats, 0, sizeof stats);
    openlog("partsweeper", LOG_PID, LOG_DAEMON);
    int rootfd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (rootfd < 0) {
        syslog(LOG_ERR, "open %s: %m", root);
        return EXIT_FAILURE;
    }
    time_t now = time(NULL);
    for (size_t i = 0; i < sizeof buckets / sizeof buckets[0]; i++) {
        int rc = sweep_bucket(rootfd, buckets[i], now, &stats);
        if (rc < 0 && rc != -ENOENT)
            syslog(LOG_WARNING, "bucket %s: %s", buckets[i], strerror(-rc));
    }
    syslog(LOG_INFO, "scanned=%u dropped=%u failed=%u bytes=%lld",
           stats.scanned, stats.dropped, stats.failed, stats.bytes);
    close(rootfd);
    return 0;
}
