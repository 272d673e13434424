// RUN: %tocsin %s
// STD: gnu17
/* p01: properties of a name are looked at, then one call consumes the name.
 * The consuming call varies: attributes, times, links, spawn, root, unmount, connect. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/xattr.h>
#include <unistd.h>

extern char **environ;

/* extended attribute */
int tag_name(const char *path, const char *value)
{
    struct stat sb;

    if (lstat(path, &sb) != 0)
        return -1;
    if (!S_ISREG(sb.st_mode) || sb.st_uid != getuid())
        return -1;
    return setxattr(path, "user.origin", value, strlen(value), 0); // EXPECT: file-toctou
}

int tag_handle(const char *path, const char *value)
{
    struct stat sb;
    int rc = -1;
    int fd = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return -1;
    if (fstat(fd, &sb) == 0 && S_ISREG(sb.st_mode) && sb.st_uid == getuid())
        rc = fsetxattr(fd, "user.origin", value, strlen(value), 0);
    close(fd);
    return rc;
}

/* moving an accepted upload */
int accept_name(const char *incoming, const char *accepted)
{
    struct stat sb;

    if (lstat(incoming, &sb) == -1)
        return -1;
    if (sb.st_uid != 1000 || (sb.st_mode & (S_ISUID | S_ISGID)))
        return -1;
    return rename(incoming, accepted); // EXPECT: file-toctou
}

int accept_handle(const char *incoming, int accepted_dir, const char *leaf)
{
    struct stat sb;
    int rc = -1;
    int fd = open(incoming, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return -1;
    if (fstat(fd, &sb) == 0 && sb.st_uid == 1000 && !(sb.st_mode & (S_ISUID | S_ISGID)))
        rc = linkat(fd, "", accepted_dir, leaf, AT_EMPTY_PATH);
    close(fd);
    return rc;
}

/* starting a helper program */
int spawn_name(const char *tool, char *const argv[], pid_t *pid)
{
    struct stat sb;

    if (stat(tool, &sb) != 0)
        return errno;
    if (sb.st_uid != 0)
        return EPERM;
    if (sb.st_mode & (S_IWGRP | S_IWOTH))
        return EPERM;
    return posix_spawn(pid, tool, NULL, NULL, argv, environ); // EXPECT: file-toctou
}

int exec_handle(const char *tool, char *const argv[])
{
    struct stat sb;
    int fd = open(tool, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return errno;
    if (fstat(fd, &sb) != 0 || sb.st_uid != 0 || (sb.st_mode & (S_IWGRP | S_IWOTH))) {
        close(fd);
        return EPERM;
    }
    fexecve(fd, argv, environ);
    return errno;
}

/* changing the root */
int jail_name(const char *dir)
{
    struct stat sb;

    if (lstat(dir, &sb) != 0 || !S_ISDIR(sb.st_mode) || sb.st_uid != 0)
        return -1;
    if (chroot(dir) != 0) // EXPECT: file-toctou
        return -1;
    return chdir("/");
}

int jail_handle(const char *dir)
{
    struct stat sb;
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int rc = -1;

    if (fd < 0)
        return -1;
    if (fstat(fd, &sb) == 0 && sb.st_uid == 0 && fchdir(fd) == 0)
        rc = chroot(".");
    close(fd);
    return rc;
}
/* talking to a peer socket */
int dial_name(const char *path)
{
    struct stat sb;
    struct sockaddr_un sa;
    int s;

    if (strlen(path) >= sizeof sa.sun_path)
        return -1;
    memset(&sa, 0, sizeof sa);
    sa.sun_family = AF_UNIX;
    strcpy(sa.sun_path, path);
    if (lstat(sa.sun_path, &sb) != 0 || !S_ISSOCK(sb.st_mode) || sb.st_uid != 0)
        return -1;
    s = socket(AF_UNIX, SOCK_STREAM, 0);
    if (s < 0)
        return -1;
    if (connect(s, (struct sockaddr *)&sa, sizeof sa) != 0) { // EXPECT: file-toctou
        close(s);
        return -1;
    }
    return s;
}
