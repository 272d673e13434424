// RUN: %tocsin %s
// STD: gnu17
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define NEW_KEEP_SECS (5L * 86400)
#define TMP_KEEP_SECS (36L * 3600)

static int deliver(const char *spool, const char *id, const void *msg, size_t len)
{
    char path[512];
    snprintf(path, sizeof path, "%s/tmp/%s", spool, id);
    int fd = open(path, O_RDWR | O_CREAT, 0600);
    if (fd < 0)
        return -1;
    if (flock(fd, LOCK_EX) != 0 || write(fd, msg, len) != (ssize_t)len) {
        close(fd);
        return -1;
    }
    char dst[512];
    snprintf(dst, sizeof dst, "%s/new/%s", spool, id);
    int rc = rename(path, dst);
    close(fd);
    return rc;
}

static int sweep_tmp(const char *spool)
{
    char dir[256], path[600];
    struct dirent *de;
    struct stat st;
    int n = 0;
    snprintf(dir, sizeof dir, "%s/tmp", spool);
    DIR *d = opendir(dir);
    if (!d)
        return -1;
    while ((de = readdir(d)) != NULL) {
        if (de->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", dir, de->d_name);
        int fd = open(path, O_RDONLY);
        if (fd < 0)
            continue;
        if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &st) == 0 &&
            time(NULL) - st.st_mtime > TMP_KEEP_SECS) {
            if (unlink(path) == 0)
                n++;
        }
        close(fd);
    }
    closedir(d);
    return n;
}

static int sweep_new(const char *spool)
{
    char dir[256], path[600];
    struct dirent *de;
    struct stat st;
    int n = 0;
    snprintf(dir, sizeof dir, "%s/new", spool);
    DIR *d = opendir(dir);
    if (!d)
        return -1;
    time_t oldest = time(NULL) - NEW_KEEP_SECS;
    while ((de = readdir(d)) != NULL) {
        if (de->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", dir, de->d_name);
        if (lstat(path, &st) != 0 || !S_ISREG(st.st_mode))
            continue;
        if (st.st_mtime < oldest) {
            if (unlink(path) != 0 && errno != ENOENT) // EXPECT: file-toctou, timestamp-cleanup
                fprintf(stderr, "spool: %s: %s\n", path, strerror(errno));
            else
                n++;
        }
    }
    closedir(d);
    return n;
}

int main(int argc, char **argv)
{
    const char *spool = argc > 1 ? argv[1] : "/var/spool/relay";
    if (argc > 2)
        return deliver(spool, argv[2], "hello\n", 6) ? 1 : 0;
    int a = sweep_tmp(spool), b = sweep_new(spool);
    printf("tmp %d new %d\n", a, b);
    return a < 0 || b < 0;
}
