// RUN: %tocsin %s
// STD: gnu17
/* Set-user-id mail helper: delivers to system spools, reads and writes the caller's own files. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

struct caller {
    uid_t ruid, euid;
    const char *home;
};

static int as_caller(const struct caller *c)
{
    return seteuid(c->ruid);
}

static void as_service(const struct caller *c)
{
    if (seteuid(c->euid) != 0)
        abort();
}

static bool unchanged(const struct stat *before, int fd)
{
    struct stat now;

    return fstat(fd, &now) == 0 && now.st_dev == before->st_dev && now.st_ino == before->st_ino
        && S_ISREG(now.st_mode) && now.st_nlink == 1;
}

/* The spool is a sticky, world-writable directory. */
int spool_open(const struct caller *c, const char *user)
{
    char path[256];
    struct stat st;
    int fd;

    snprintf(path, sizeof path, "/var/mail/%s", user);
    if (lstat(path, &st) != 0) {
        if (errno != ENOENT)
            return -errno;
        fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        return fd < 0 ? -errno : fd;
    }
    if (!S_ISREG(st.st_mode) || st.st_uid != c->euid || st.st_nlink != 1)
        return -EPERM;
    fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return -errno;
    if (!unchanged(&st, fd)) {
        close(fd);
        return -EAGAIN;
    }
    return fd;
}

/* Signature file of the caller, with the caller's rights throughout. */
int signature_open(const struct caller *c)
{
    char path[512];
    int fd = -1;
    int e = 0;

    snprintf(path, sizeof path, "%s/.signature", c->home);
    if (as_caller(c) != 0)
        return -errno;
    if (access(path, F_OK) == 0) {
        fd = open(path, O_RDONLY | O_CLOEXEC);
        e = errno;
    } else {
        e = ENOENT;
    }
    as_service(c);
    return fd < 0 ? -e : fd;
}

int draft_open(const struct caller *c, const char *path)
{
    uid_t prev = (uid_t)setfsuid(c->ruid);
    struct stat st;
    int fd;

    if (lstat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
        setfsuid(prev);
        return -EINVAL;
    }
    fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    setfsuid(prev);
    return fd < 0 ? -errno : fd;
}

/* The check on the link only spares the user a puzzling ELOOP. */
int filter_open(const char *path)
{
    struct stat st;
    int fd;

    if (lstat(path, &st) == 0 && S_ISLNK(st.st_mode)) {
        fprintf(stderr, "%s: symbolic links are not accepted here\n", path);
        return -ELOOP;
    }
    fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

/* The editor runs in a child that has given up the service's rights for good. */
int edit(const struct caller *c, const char *editor, const char *file)
{
    int status;
    pid_t pid = fork();

    if (pid < 0)
        return -errno;
    if (pid == 0) {
        if (setresuid(c->ruid, c->ruid, c->ruid) != 0)
            _exit(126);
        if (access(editor, X_OK) != 0)
            editor = "/usr/bin/vi";
        execl(editor, editor, file, (char *)NULL);
        _exit(127);
    }
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -errno;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -EINTR;
}

int main(int argc, char **argv)
{
    struct caller c = { getuid(), geteuid(), getenv("HOME") ? getenv("HOME") : "/" };
    int box, sig;

    if (argc < 2)
        return 2;
    box = spool_open(&c, argv[1]);
    if (box < 0) {
        fprintf(stderr, "%s: %s\n", argv[1], strerror(-box));
        return 1;
    }
    sig = signature_open(&c);
    if (sig >= 0)
        close(sig);
    close(box);
    if (argc > 3 && edit(&c, argv[2], argv[3]) != 0)
        return 1;
    return 0;
}
