// RUN: %tocsin %s
// STD: gnu17
/* sigmail: appends the caller's signature to a message in the protected queue (setuid) */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define QUEUE "/var/spool/sigmail/out"

static uid_t queue_uid;

static void become_caller(void)
{
    if (seteuid(getuid()) != 0) {
        perror("seteuid");
        _exit(70);
    }
}

static void become_queue(void)
{
    if (seteuid(queue_uid) != 0) {
        perror("seteuid");
        _exit(70);
    }
}

static ssize_t slurp(int fd, char *buf, size_t cap)
{
    size_t got = 0;

    while (got < cap) {
        ssize_t n = read(fd, buf + got, cap - got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0)
            break;
        got += (size_t)n;
    }
    return (ssize_t)got;
}

static ssize_t load_signature(const char *file, char *buf, size_t cap)
{
    ssize_t n;
    int fd;

    if (access(file, R_OK) != 0) {
        fprintf(stderr, "sigmail: no signature (%s)\n", strerror(errno));
        return 0;
    }
    become_caller();
    fd = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    become_queue();
    if (fd < 0)
        return -1;
    n = slurp(fd, buf, cap);
    close(fd);
    return n;
}

static int append_queue(const char *buf, size_t len)
{
    int fd = open(QUEUE, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC);
    int rc;

    if (fd < 0)
        return -1;
    rc = write(fd, buf, len) == (ssize_t)len ? 0 : -1;
    return close(fd) == 0 ? rc : -1;
}

int main(int argc, char **argv)
{
    static char sig[4096];
    ssize_t n;

    queue_uid = geteuid();
    if (argc != 2)
        return 64;
    n = load_signature(argv[1], sig, sizeof sig);
    if (n < 0) {
        perror(argv[1]);
        return 66;
    }
    if (n > 0 && append_queue(sig, (size_t)n) != 0) {
        perror(QUEUE);
        return 74;
    }
    return 0;
}
