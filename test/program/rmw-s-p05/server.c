// STD: gnu17
/* Static file server: worker threads answer requests from a shared descriptor cache. */
#include "fdcache.h"
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static struct fdcache files;
static struct quota traffic = {PTHREAD_MUTEX_INITIALIZER, 0, 1u << 30};

static ssize_t copy_out(const struct fdent *e, int out)
{
    char block[8192];
    ssize_t n = pread(e->fd, block, sizeof block, 0);
    return n > 0 ? write(out, block, (size_t)n) : n;
}

static int serve_asset(const char *path, int out)
{
    struct fdent *e = fdcache_lookup(&files, path);
    if (!e) {
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd < 0)
            return 404;
        e = fdcache_insert(&files, path, fd); // EXPECT: check-then-act
        if (!e) {
            close(fd);
            return 500;
        }
    }
    ssize_t n = copy_out(e, out);
    fdcache_release(&files, e);
    if (n > 0)
        quota_assign(&traffic, quota_used(&traffic) + (uint64_t)n); // EXPECT: lost-update
    return n >= 0 ? 200 : 500;
}

static int serve_page(const char *path, int out)
{
    struct fdent *e = fdcache_open(&files, path);
    if (!e)
        return 404;
    if (!quota_charge(&traffic, 8192)) {
        fdcache_release(&files, e);
        return 503;
    }
    ssize_t n = copy_out(e, out);
    fdcache_release(&files, e);
    return n >= 0 ? 200 : 500;
}

static void *worker_main(void *arg)
{
    int out = *(const int *)arg;
    static const char *const assets[] = {"site.css", "site.js", "logo.svg"};
    for (int i = 0; i < 300; i++) {
        serve_asset(assets[i % 3], out);
        serve_page("index.html", out);
    }
    return NULL;
}

int main(void)
{
    pthread_t th[4];
    int out = STDOUT_FILENO;
    fdcache_init(&files);
    for (int i = 0; i < 4; i++)
        if (pthread_create(&th[i], NULL, worker_main, &out) != 0)
            return 1;
    for (int i = 0; i < 4; i++)
        pthread_join(th[i], NULL);
    fprintf(stderr, "%u files, %llu bytes\n", files.entries, (unsigned long long)traffic.used);
    return 0;
}
