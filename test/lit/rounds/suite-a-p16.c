// RUN: %tocsin %s
// STD: gnu17
/* "Only if it is not there yet": pid files, locks, first-run files. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

int first_01(const char *pidfile)
{
    FILE *f;
    if (access(pidfile, F_OK) == 0) {
        fputs("already running\n", stderr);
        return -1;
    }
    f = fopen(pidfile, "w"); // EXPECT: file-toctou
    if (!f)
        return -1;
    fprintf(f, "%ld\n", (long)getpid());
    return fclose(f);
}

int first_02(const char *lock)
{
    struct stat st;
    int fd;
    if (stat(lock, &st) == 0)
        return -1;
    fd = open(lock, O_WRONLY | O_CREAT, 0644); // EXPECT: file-toctou
    if (fd < 0)
        return -1;
    return close(fd);
}

int first_03(const char *name)
{
    FILE *probe = fopen(name, "r");
    FILE *f;
    if (probe) {
        fclose(probe);
        return 1;
    }
    f = fopen(name, "w"); // EXPECT: file-toctou
    if (!f)
        return -1;
    fputs("defaults\n", f);
    return fclose(f);
}

int first_04(const char *tmp, const char *final)
{
    struct stat st;
    if (lstat(final, &st) != 0 && errno == ENOENT)
        return rename(tmp, final); // EXPECT: file-toctou
    return -1;
}

int first_05(const char *name)
{
    int fd, n;
    char cand[256];
    for (n = 0; n < 100; n++) {
        snprintf(cand, sizeof cand, "%s.%d", name, n);
        if (access(cand, F_OK) != 0) {
            fd = creat(cand, 0600); // EXPECT: file-toctou
            return fd;
        }
    }
    return -1;
}

int first_06(const char *pidfile)
{
    int fd = open(pidfile, O_WRONLY | O_CREAT | O_EXCL, 0644);
    if (fd < 0)
        return errno == EEXIST ? 1 : -1;
    dprintf(fd, "%ld\n", (long)getpid());
    return close(fd);
}

int first_07(const char *pidfile)
{
    FILE *f;
    if (access(pidfile, F_OK) == 0)
        return 1;
    f = fopen(pidfile, "wx");
    if (!f)
        return -1;
    fprintf(f, "%ld\n", (long)getpid());
    return fclose(f);
}

int first_08(const char *tmp, const char *final)
{
    struct stat st;
    if (lstat(final, &st) == 0)
        return 1;
    if (link(tmp, final) != 0)
        return -1;
    return unlink(tmp);
}

int first_09(const char *name)
{
    int fd = open(name, O_RDWR | O_CREAT, 0600);
    if (fd < 0)
        return -1;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

int first_10(const char *name)
{
    int fd, n;
    char cand[256];
    for (n = 0; n < 100; n++) {
        snprintf(cand, sizeof cand, "%s.%d", name, n);
        if (access(cand, F_OK) == 0)
            continue;
        fd = open(cand, O_WRONLY | O_CREAT | O_EXCL, 0600);
        if (fd >= 0)
            return fd;
    }
    return -1;
}
