// RUN: %tocsin %s
// STD: gnu17
/* Scratch space of the sort workers: /var/tmp/xsort/<pid>.<serial>.run
 * A worker removes its own runs at exit; what a crash has left is removed by
 * the next worker that starts. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define XS_DIR      "/var/tmp/xsort"
#define XS_LINGER   600

static unsigned xs_serial;

static int xs_name(char *buf, size_t len, pid_t pid, unsigned serial)
{
    int n = snprintf(buf, len, XS_DIR "/%ld.%u.run", (long)pid, serial);
    return n > 0 && (size_t)n < len ? 0 : -1;
}

int xs_run_create(void)
{
    char path[128];

    if (xs_name(path, sizeof path, getpid(), xs_serial++) < 0)
        return -1;
    return open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
}

/* At exit: our own runs, whatever their age. */
void xs_run_cleanup(void)
{
    char path[128];

    for (unsigned i = 0; i < xs_serial; i++)
        if (xs_name(path, sizeof path, getpid(), i) == 0 && unlink(path) < 0 && errno != ENOENT)
            perror(path);
}

static int owner_alive(pid_t pid)
{
    if (pid <= 0)
        return 1;
    return kill(pid, 0) == 0 || errno != ESRCH;
}

static int parse_owner(const char *name, pid_t *pid)
{
    char *end;
    long v = strtol(name, &end, 10);

    if (end == name || *end != '.' || !strstr(end, ".run"))
        return -1;
    *pid = (pid_t)v;
    return 0;
}

int xs_collect(void)
{
    DIR *d = opendir(XS_DIR);
    struct dirent *e;
    struct statx sx;
    time_t now = time(NULL);
    pid_t owner;
    int n = 0;

    if (!d)
        return errno == ENOENT ? 0 : -1;
    while ((e = readdir(d))) {
        if (parse_owner(e->d_name, &owner) < 0)
            continue;
        if (statx(dirfd(d), e->d_name, AT_SYMLINK_NOFOLLOW, STATX_MTIME, &sx) < 0)
            continue;
        /* keep fresh ones for the post-mortem script */
        if (now - (time_t)sx.stx_mtime.tv_sec < XS_LINGER)
            continue;
        if (owner_alive(owner))
            continue;
        if (unlinkat(dirfd(d), e->d_name, 0) == 0)
            n++;
    }
    closedir(d);
    return n;
}
