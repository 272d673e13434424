// RUN: %tocsin %s
// STD: gnu17
/* webmail-gc: removes idle session files; the CGI takes a shared flock while it works on one */
#include <sys/file.h>
#include <sys/stat.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SESS_MAX_IDLE (20 * 60)

static int same_file(int fd, int dirfd, const char *name)
{
    struct stat a, b;
    if (fstat(fd, &a) < 0 || fstatat(dirfd, name, &b, AT_SYMLINK_NOFOLLOW) < 0)
        return 0;
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

int session_attach(int dirfd, const char *name)
{
    for (;;) {
        int fd = openat(dirfd, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (fd < 0)
            return -1;
        if (flock(fd, LOCK_SH) < 0) {
            close(fd);
            return -1;
        }
        if (same_file(fd, dirfd, name)) {
            futimens(fd, NULL);
            return fd;
        }
        close(fd);
    }
}

static int reap_session(int dirfd, const char *name, time_t now)
{
    struct stat st;
    int fd, removed = 0;

    fd = openat(dirfd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return 0;
    if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
        close(fd);
        return 0;
    }
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_mtime < now - SESS_MAX_IDLE &&
        same_file(fd, dirfd, name))
        removed = unlinkat(dirfd, name, 0) == 0;
    close(fd);
    return removed;
}

static int sweep(const char *root)
{
    struct dirent *de;
    int n = 0;
    DIR *d = opendir(root);

    if (!d) {
        fprintf(stderr, "%s: %s\n", root, strerror(errno));
        return -1;
    }
    while ((de = readdir(d)) != NULL) {
        if (strncmp(de->d_name, "sess_", 5) != 0)
            continue;
        n += reap_session(dirfd(d), de->d_name, time(NULL));
    }
    closedir(d);
    return n;
}

int main(int argc, char **argv)
{
    const char *root = argc > 1 ? argv[1] : "/var/lib/webmail/sessions";
    if (argc > 2) {
        int dfd = open(root, O_RDONLY | O_DIRECTORY);
        int fd = dfd < 0 ? -1 : session_attach(dfd, argv[2]);
        return fd < 0;
    }
    int n = sweep(root);
    if (n > 0)
        printf("%d sessions removed\n", n);
    return n < 0;
}
