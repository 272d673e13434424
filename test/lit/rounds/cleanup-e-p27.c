// RUN: %tocsin %s
// STD: gnu17
/* vmmon: removes run-time directories of virtual machines that went away.
 * Each directory carries the pid of its monitor in "pid". */
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glob.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define RUN_GLOB   "/run/vmmon/vm-*"
#define SETTLE_SEC 120

static pid_t read_pid(const char *dir)
{
    char path[PATH_MAX], buf[32];
    ssize_t n;
    int fd;

    snprintf(path, sizeof path, "%s/pid", dir);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    n = read(fd, buf, sizeof buf - 1);
    close(fd);
    if (n <= 0)
        return -1;
    buf[n] = '\0';
    return isdigit((unsigned char)buf[0]) ? (pid_t)strtol(buf, NULL, 10) : -1;
}

static int monitor_gone(pid_t pid)
{
    if (pid <= 1)
        return 0;
    return kill(pid, 0) != 0 && errno == ESRCH;
}

static int rm_entry(const char *path, const struct stat *st, int flag, struct FTW *f)
{
    (void)st;
    (void)flag;
    (void)f;
    return remove(path);
}

static int reclaim(const char *dir, time_t now)
{
    struct stat st;

    if (lstat(dir, &st) != 0 || !S_ISDIR(st.st_mode))
        return 0;
    if (now - st.st_mtime < SETTLE_SEC)
        return 0;
    if (!monitor_gone(read_pid(dir)))
        return 0;
    if (nftw(dir, rm_entry, 16, FTW_DEPTH | FTW_PHYS) != 0) {
        fprintf(stderr, "vmmon: %s: %s\n", dir, strerror(errno));
        return 0;
    }
    return 1;
}

int main(int argc, char **argv)
{
    int once = argc > 1 && strcmp(argv[1], "-1") == 0;

    for (;;) {
        glob_t g;
        size_t i;
        int n = 0;

        if (glob(RUN_GLOB, GLOB_ONLYDIR, NULL, &g) == 0) {
            for (i = 0; i < g.gl_pathc; i++)
                n += reclaim(g.gl_pathv[i], time(NULL));
            globfree(&g);
        }
        if (n)
            printf("%d reclaimed\n", n);
        if (once)
            return 0;
        sleep(30);
    }
}
