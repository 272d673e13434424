// RUN: %tocsin %s
// STD: gnu17
/* objcache-sweep: housekeeping for the shared object cache of the build farm */
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct sweep_report {
    unsigned long seen;
    unsigned long dropped;
    unsigned long long bytes;
};

struct cache_roots {
    char *objects;
    char *logs;
    char *cores;
};

/* Compilers on every node read artefacts through this entry point. */
static ssize_t cache_fetch(const char *path, void *buf, size_t cap)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    if (flock(fd, LOCK_SH) != 0) {
        int e = errno;
        close(fd);
        return -e;
    }
    ssize_t n = read(fd, buf, cap);
    int e = errno;
    close(fd);
    return n < 0 ? -e : n;
}

static FTS *walk(char *root)
{
    char *const roots[] = {root, NULL};
    FTS *f = fts_open(roots, FTS_PHYSICAL | FTS_XDEV | FTS_NOCHDIR, NULL);
    if (!f)
        fprintf(stderr, "objcache: %s: %s\n", root, strerror(errno));
    return f;
}

static int claim(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return -1;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static void account(struct sweep_report *r, const struct stat *st)
{
    r->dropped++;
    r->bytes += (unsigned long long)st->st_size;
}

static void sweep_objects(char *root, time_t retention, struct sweep_report *r)
{
    const time_t cutoff = time(NULL) - retention;
    FTS *f = walk(root);
    if (!f)
        return;
    for (FTSENT *e; (e = fts_read(f)) != NULL;) {
        if (e->fts_info != FTS_F)
            continue;
        r->seen++;
        if (e->fts_statp->st_mtime >= cutoff)
            continue;
        if (unlink(e->fts_path) == 0) // EXPECT: timestamp-cleanup
            account(r, e->fts_statp);
    }
    fts_close(f);
}

static void sweep_logs(char *root, time_t retention, struct sweep_report *r)
{
    const time_t cutoff = time(NULL) - retention;
    FTS *f = walk(root);
    if (!f)
        return;
    for (FTSENT *e; (e = fts_read(f)) != NULL;) {
        if (e->fts_info != FTS_F)
            continue;
        r->seen++;
        if (e->fts_statp->st_mtime >= cutoff)
            continue;
        int fd = claim(e->fts_path);
        if (fd < 0)
            continue;
        if (unlink(e->fts_path) == 0)
            account(r, e->fts_statp);
        close(fd);
    }
    fts_close(f);
}

static void sweep_cores(char *root, uint64_t max_age, struct sweep_report *r)
{
    const uint64_t now = (uint64_t)time(NULL);
    FTS *f = walk(root);
    if (!f)
        return;
    for (FTSENT *e; (e = fts_read(f)) != NULL;) {
        if (e->fts_info != FTS_F)
            continue;
        r->seen++;
        uint64_t age = now - (uint64_t)e->fts_statp->st_mtime;
        if (age <= max_age) // EXPECT: unsigned-age
            continue;
        int fd = claim(e->fts_path);
        if (fd < 0)
            continue;
        if (unlink(e->fts_path) == 0)
            account(r, e->fts_statp);
        close(fd);
    }
    fts_close(f);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: %s OBJECTS LOGS CORES [PROBE]\n", argv[0]);
        return 2;
    }
    struct cache_roots roots = {argv[1], argv[2], argv[3]};
    struct sweep_report r = {0};
    char head[64];

    if (argc > 4 && cache_fetch(argv[4], head, sizeof head) < 0)
        fprintf(stderr, "objcache: probe failed\n");
    sweep_objects(roots.objects, 14 * 86400, &r);
    sweep_logs(roots.logs, 30 * 86400, &r);
    sweep_cores(roots.cores, 7 * 86400, &r);
    printf("seen %lu dropped %lu bytes %llu\n", r.seen, r.dropped, r.bytes);
    return 0;
}
