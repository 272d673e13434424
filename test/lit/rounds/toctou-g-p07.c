// RUN: %tocsin %s
// STD: gnu17
/* X authority forwarding for a session launcher running as root */
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#define COOKIE_MAX 4096

static int same_object(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static int open_checked(const char *path, uid_t owner)
{
    struct stat before, after;
    int fd;

    if (lstat(path, &before) < 0) {
        syslog(LOG_DEBUG, "%s: %m", path);
        return -1;
    }
    if (!S_ISREG(before.st_mode) || before.st_uid != owner) {
        syslog(LOG_ERR, "%s: unsuitable file", path);
        return -1;
    }
    fd = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return -1;
    if (fstat(fd, &after) < 0 || !same_object(&before, &after)) {
        syslog(LOG_ALERT, "%s: file changed while opening", path);
        close(fd);
        errno = EAGAIN;
        return -1;
    }
    return fd;
}

static ssize_t read_cookie(const struct passwd *pw, char *buf, size_t cap)
{
    char path[512];
    ssize_t got;
    int fd;

    snprintf(path, sizeof path, "%s/.Xauthority", pw->pw_dir);
    fd = open_checked(path, pw->pw_uid);
    if (fd < 0)
        return -1;
    got = read(fd, buf, cap);
    close(fd);
    return got;
}

/* append-only session log; the link test is repeated by the kernel */
static int open_session_log(const char *path)
{
    struct stat sb;

    if (lstat(path, &sb) == 0 && S_ISLNK(sb.st_mode)) {
        syslog(LOG_ERR, "%s is a symbolic link", path);
        return -1;
    }
    return open(path, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC);
}

int main(int argc, char **argv)
{
    char cookie[COOKIE_MAX];
    struct passwd *pw;
    ssize_t n;
    int log;

    if (argc < 2 || (pw = getpwnam(argv[1])) == NULL)
        return 64;
    openlog("sesslaunch", LOG_PID, LOG_AUTH);
    log = open_session_log("/var/log/sesslaunch.log");
    n = read_cookie(pw, cookie, sizeof cookie);
    if (log >= 0) {
        dprintf(log, "%s: %zd bytes of authority\n", pw->pw_name, n);
        close(log);
    }
    return n > 0 ? 0 : 1;
}
