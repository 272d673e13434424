// RUN: %tocsin %s
// STD: gnu17
/* sessgc - garbage collector for the web tier's session files.
 * Request handlers hold an exclusive flock while a request is being served. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct gc_opts {
    const char *dir;
    long maxlife;
    int verbose;
};

int session_open(int dfd, const char *sid)
{
    char name[80];
    struct stat a, b;
    snprintf(name, sizeof name, "sess_%s", sid);
    for (;;) {
        int fd = openat(dfd, name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (fd < 0)
            return -1;
        if (flock(fd, LOCK_EX) != 0) {
            close(fd);
            return -1;
        }
        if (fstat(fd, &a) == 0 && fstatat(dfd, name, &b, 0) == 0 && a.st_ino == b.st_ino) {
            futimens(fd, NULL);
            return fd;
        }
        close(fd);
    }
}

static int gc_one(int dfd, const char *name, const struct gc_opts *o)
{
    struct stat st;
    int fd = openat(dfd, name, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return 0;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        return 0;
    }
    if (fstat(fd, &st) != 0 || st.st_mtime + o->maxlife >= time(NULL)) {
        close(fd);
        return 0;
    }
    int rc = unlinkat(dfd, name, 0);
    close(fd);
    return rc == 0;
}

int session_gc(const struct gc_opts *o)
{
    int n = 0;
    DIR *d = opendir(o->dir);
    if (!d)
        return -errno;
    for (struct dirent *de; (de = readdir(d)) != NULL;) {
        if (strncmp(de->d_name, "sess_", 5) != 0)
            continue;
        if (gc_one(dirfd(d), de->d_name, o)) {
            n++;
            if (o->verbose)
                printf("gc %s\n", de->d_name);
        }
    }
    closedir(d);
    return n;
}
