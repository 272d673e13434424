// RUN: %tocsin %s
// STD: gnu17
/* key loader of a VPN daemon */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#define KEYLEN 32

static int same_object(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static int key_from_file(const char *path, unsigned char key[KEYLEN])
{
    struct stat before, now;
    size_t have = 0;
    int fd;

    if (lstat(path, &before) < 0) {
        syslog(LOG_ERR, "%s: %m", path);
        return -1;
    }
    if (!S_ISREG(before.st_mode) || before.st_uid != geteuid() ||
        (before.st_mode & 077) != 0) {
        syslog(LOG_ERR, "%s: key file must be private", path);
        return -1;
    }
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        syslog(LOG_ERR, "open %s: %m", path);
        return -1;
    }
    if (fstat(fd, &now) < 0 || !same_object(&before, &now)) {
        syslog(LOG_ALERT, "%s changed under us", path);
        close(fd);
        return -1;
    }
    while (have < KEYLEN) {
        ssize_t n = read(fd, key + have, KEYLEN - have);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        have += (size_t)n;
    }
    close(fd);
    return have == KEYLEN ? 0 : -1;
}

int main(int argc, char **argv)
{
    unsigned char key[KEYLEN];
    int rc;

    openlog("vpnkey", LOG_PERROR, LOG_DAEMON);
    rc = key_from_file(argc > 1 ? argv[1] : "/etc/vpn/key", key);
    explicit_bzero(key, sizeof key);
    return rc < 0;
}
