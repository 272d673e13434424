// RUN: %tocsin %s
// STD: gnu17
/* Crash collector, started by the kernel through core_pattern ("|/usr/lib/
 * crashd %p %s %e"): one process per crash, several at a time when a whole
 * worker pool goes down. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define SPOOL "/var/spool/crashd"
#define SLOTS 64

struct crash {
    long pid;
    int sig;
    char comm[32];
};

static int copy_stream(int from, int to)
{
    static char buf[1 << 16];
    ssize_t n;

    while ((n = read(from, buf, sizeof buf)) != 0) {
        char *p = buf;
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return -1;
        }
        while (n > 0) {
            ssize_t w = write(to, p, (size_t)n);
            if (w < 0) {
                if (errno == EINTR)
                    continue;
                return -1;
            }
            p += w;
            n -= w;
        }
    }
    return 0;
}

static int open_core(const struct crash *c, char *name, size_t size)
{
    struct stat st;
    int slot;

    for (slot = 0; slot < SLOTS; slot++) {
        snprintf(name, size, SPOOL "/%s.%d.core", c->comm, slot);
        if (lstat(name, &st) < 0)
            break;
    }
    if (slot == SLOTS) {
        errno = EDQUOT;
        return -1;
    }
    return open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600); // EXPECT: file-toctou
}

static int write_summary(const struct crash *c, const char *core)
{
    char name[PATH_MAX];
    int fd = -1, slot;

    for (slot = 0; slot < SLOTS && fd < 0; slot++) {
        snprintf(name, sizeof name, SPOOL "/%s.%d.txt", c->comm, slot);
        fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
        if (fd < 0 && errno != EEXIST)
            return -1;
    }
    if (fd < 0)
        return -1;
    dprintf(fd, "pid: %ld\nsignal: %d\ntime: %lld\ncore: %s\n", c->pid, c->sig,
            (long long)time(NULL), core);
    return close(fd);
}

int main(int argc, char **argv)
{
    struct crash c;
    char core[PATH_MAX];
    int fd;

    openlog("crashd", LOG_PID, LOG_DAEMON);
    if (argc != 4) {
        syslog(LOG_ERR, "usage: crashd PID SIGNAL COMM");
        return 2;
    }
    c.pid = strtol(argv[1], NULL, 10);
    c.sig = atoi(argv[2]);
    snprintf(c.comm, sizeof c.comm, "%s", argv[3]);
    for (char *p = c.comm; *p; p++)
        if (*p == '/' || *p == '.')
            *p = '_';

    fd = open_core(&c, core, sizeof core);
    if (fd < 0) {
        syslog(LOG_ERR, "no place for core of %s: %s", c.comm, strerror(errno));
        return 1;
    }
    if (copy_stream(STDIN_FILENO, fd) != 0 || fsync(fd) != 0)
        syslog(LOG_WARNING, "%s is incomplete", core);
    close(fd);
    if (write_summary(&c, core) != 0)
        syslog(LOG_WARNING, "no summary for %s", core);
    return 0;
}
