// RUN: %tocsin %s
// STD: gnu17
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* One rotated segment, e.g. access.20240309T101500. */
struct segment {
    char name[256];
    struct timespec stamp;
    off_t size;
};

struct segment_list {
    struct segment *v;
    size_t n;
    size_t cap;
};

static int list_push(struct segment_list *l, const char *name, const struct stat *sb)
{
    if (l->n == l->cap) {
        size_t cap = l->cap ? l->cap * 2 : 32;
        struct segment *v = realloc(l->v, cap * sizeof *v);
        if (!v)
            return -1;
        l->v = v;
        l->cap = cap;
    }
    snprintf(l->v[l->n].name, sizeof l->v[l->n].name, "%s", name);
    l->v[l->n].stamp = sb->st_mtim;
    l->v[l->n].size = sb->st_size;
    l->n++;
    return 0;
}

static int newest_first(const void *a, const void *b)
{
    const struct segment *x = a, *y = b;

    if (x->stamp.tv_sec != y->stamp.tv_sec)
        return x->stamp.tv_sec < y->stamp.tv_sec ? 1 : -1;
    if (x->stamp.tv_nsec != y->stamp.tv_nsec)
        return x->stamp.tv_nsec < y->stamp.tv_nsec ? 1 : -1;
    return strcmp(x->name, y->name);
}

static int collect_segments(DIR *d, const char *prefix, struct segment_list *l)
{
    struct dirent *de;
    struct stat sb;
    size_t plen = strlen(prefix);

    while ((de = readdir(d)) != NULL) {
        if (strncmp(de->d_name, prefix, plen) != 0 || de->d_name[plen] != '.')
            continue;
        if (fstatat(dirfd(d), de->d_name, &sb, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (S_ISREG(sb.st_mode) && list_push(l, de->d_name, &sb) != 0)
            return -1;
    }
    return 0;
}

static int rotate_current(int dfd, const char *prefix)
{
    char to[256];
    struct timespec ts;
    struct tm tm;

    clock_gettime(CLOCK_REALTIME, &ts);
    gmtime_r(&ts.tv_sec, &tm);
    snprintf(to, sizeof to, "%s.%04d%02d%02dT%02d%02d%02d", prefix, tm.tm_year + 1900,
             tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
    return renameat(dfd, prefix, dfd, to);
}

static off_t trim_segments(DIR *d, const char *prefix, size_t keep)
{
    struct segment_list l = {NULL, 0, 0};
    off_t reclaimed = 0;

    if (collect_segments(d, prefix, &l) == 0 && l.n > keep) {
        qsort(l.v, l.n, sizeof *l.v, newest_first);
        for (size_t i = keep; i < l.n; i++) {
            if (unlinkat(dirfd(d), l.v[i].name, 0) == 0) // EXPECT: timestamp-cleanup
                reclaimed += l.v[i].size;
            else
                fprintf(stderr, "%s: %s\n", l.v[i].name, strerror(errno));
        }
    }
    free(l.v);
    return reclaimed;
}

int main(int argc, char **argv)
{
    DIR *d;

    if (argc != 4) {
        fprintf(stderr, "usage: %s dir prefix keep\n", argv[0]);
        return 2;
    }
    d = opendir(argv[1]);
    if (!d) {
        perror(argv[1]);
        return 1;
    }
    if (rotate_current(dirfd(d), argv[2]) != 0 && errno != ENOENT)
        perror("rotate");
    printf("%lld bytes\n", (long long)trim_segments(d, argv[2], strtoul(argv[3], NULL, 10)));
    closedir(d);
    return 0;
}
