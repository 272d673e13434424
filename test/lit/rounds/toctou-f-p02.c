// RUN: %tocsin %s
// STD: gnu17
/* thumbd: eviction and lookup in the per-user thumbnail cache */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct thumb_cache {
    int dfd;
    time_t max_age;
    unsigned long evicted;
};

static int valid_key(const char *key)
{
    size_t n = strlen(key);
    return n > 4 && n < 64 && strchr(key, '/') == NULL && key[0] != '.';
}

int thumb_cache_open(struct thumb_cache *tc, const char *dir, time_t max_age)
{
    struct stat st;

    tc->dfd = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (tc->dfd < 0)
        return -errno;
    if (fstat(tc->dfd, &st) != 0 || st.st_uid != geteuid() || (st.st_mode & 077) != 0) {
        close(tc->dfd);
        tc->dfd = -1;
        return -EPERM;
    }
    tc->max_age = max_age;
    tc->evicted = 0;
    return 0;
}

int thumb_cache_evict(struct thumb_cache *tc, time_t now)
{
    struct dirent *de;
    struct stat st;
    DIR *d;
    int scan = dup(tc->dfd);

    if (scan < 0)
        return -errno;
    d = fdopendir(scan);
    if (d == NULL) {
        close(scan);
        return -errno;
    }
    rewinddir(d);
    while ((de = readdir(d)) != NULL) {
        if (!valid_key(de->d_name))
            continue;
        if (fstatat(tc->dfd, de->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (!S_ISREG(st.st_mode) || now - st.st_mtime < tc->max_age)
            continue;
        if (unlinkat(tc->dfd, de->d_name, 0) == 0) // EXPECT: timestamp-cleanup
            tc->evicted++;
        else if (errno != ENOENT)
            fprintf(stderr, "thumbd: %s: %s\n", de->d_name, strerror(errno));
    }
    closedir(d);
    return 0;
}

/* Returns a descriptor or -errno; the size is that of the returned file. */
int thumb_cache_get(struct thumb_cache *tc, const char *key, off_t *size)
{
    struct stat st;
    int fd;

    if (!valid_key(key))
        return -EINVAL;
    if (fstatat(tc->dfd, key, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return -errno;
    if (!S_ISREG(st.st_mode) || st.st_nlink != 1)
        return -EINVAL;
    fd = openat(tc->dfd, key, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_nlink != 1) {
        close(fd);
        return -EINVAL;
    }
    *size = st.st_size;
    return fd;
}

int main(int argc, char **argv)
{
    struct thumb_cache tc;
    off_t size;
    int fd, rc;

    if (argc < 3)
        return 2;
    rc = thumb_cache_open(&tc, argv[1], 14 * 86400);
    if (rc != 0) {
        fprintf(stderr, "thumbd: %s: %s\n", argv[1], strerror(-rc));
        return 1;
    }
    thumb_cache_evict(&tc, time(NULL));
    fd = thumb_cache_get(&tc, argv[2], &size);
    if (fd >= 0) {
        printf("%s: %lld bytes\n", argv[2], (long long)size);
        close(fd);
    }
    close(tc.dfd);
    return fd < 0;
}
