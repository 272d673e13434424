// RUN: %tocsin %s
// STD: gnu17
/* snapkeep: retains the newest N table snapshots of the time-series store */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct snap {
    char   *path;
    time_t  mtime;
    off_t   size;
};

struct snap_list {
    struct snap *v;
    size_t n, cap;
};

static int snap_push(struct snap_list *l, const char *dir, const char *name)
{
    struct stat st;
    char *p;
    size_t len = strlen(dir) + strlen(name) + 2;

    if (l->n == l->cap) {
        size_t cap = l->cap ? l->cap * 2 : 16;
        struct snap *v = realloc(l->v, cap * sizeof *v);
        if (!v)
            return -ENOMEM;
        l->v = v;
        l->cap = cap;
    }
    if (!(p = malloc(len)))
        return -ENOMEM;
    snprintf(p, len, "%s/%s", dir, name);
    if (stat(p, &st) < 0) {
        free(p);
        return -errno;
    }
    l->v[l->n].path = p;
    l->v[l->n].mtime = st.st_mtime;
    l->v[l->n].size = st.st_size;
    l->n++;
    return 0;
}

static int newer_first(const void *a, const void *b)
{
    const struct snap *x = a, *y = b;

    if (x->mtime != y->mtime)
        return x->mtime < y->mtime ? 1 : -1;
    return strcmp(y->path, x->path);
}

static int has_suffix(const char *s, const char *suf)
{
    size_t a = strlen(s), b = strlen(suf);
    return a > b && strcmp(s + a - b, suf) == 0;
}

static int load(const char *dir, struct snap_list *l)
{
    DIR *d = opendir(dir);
    struct dirent *e;

    if (!d)
        return -errno;
    while ((e = readdir(d)))
        if (has_suffix(e->d_name, ".snap"))
            snap_push(l, dir, e->d_name);
    closedir(d);
    qsort(l->v, l->n, sizeof *l->v, newer_first);
    return 0;
}

static void release(struct snap_list *l)
{
    size_t i;
    for (i = 0; i < l->n; i++)
        free(l->v[i].path);
    free(l->v);
    memset(l, 0, sizeof *l);
}

/* Called after each successful snapshot; replicas stream snapshot files from
 * the same directory over the fetch port. */
int snap_retain(const char *dir, size_t keep, long long *freed)
{
    struct snap_list l = { 0 };
    size_t i;
    int rc = load(dir, &l), failed = 0;

    *freed = 0;
    if (rc < 0)
        return rc;
    for (i = keep; i < l.n; i++) {
        if (unlink(l.v[i].path) < 0) { // EXPECT: timestamp-cleanup
            if (errno != ENOENT) {
                fprintf(stderr, "snapkeep: %s: %s\n", l.v[i].path, strerror(errno));
                failed++;
            }
            continue;
        }
        *freed += l.v[i].size;
    }
    release(&l);
    return failed ? -EIO : 0;
}

int main(int argc, char **argv)
{
    long long freed;
    size_t keep = argc > 2 ? strtoul(argv[2], NULL, 10) : 8;

    if (argc < 2)
        return 2;
    if (snap_retain(argv[1], keep, &freed) < 0)
        return 1;
    printf("%lld bytes freed\n", freed);
    return 0;
}
