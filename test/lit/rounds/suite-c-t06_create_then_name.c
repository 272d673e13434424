// RUN: %tocsin %s
// STD: gnu17
/* An object is made, then its mode or owner is set; by name or by descriptor. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

int dir_chown(const char *dir, uid_t uid, gid_t gid)
{
    if (mkdir(dir, 0700) != 0)
        return -1;
    return chown(dir, uid, gid); // EXPECT: create-then-name
}

int dir_fchown(const char *dir, uid_t uid, gid_t gid)
{
    if (mkdir(dir, 0700) != 0)
        return -1;
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -1;
    struct stat st;
    int rc = -1;
    if (fstat(fd, &st) == 0 && st.st_uid == geteuid())
        rc = fchown(fd, uid, gid);
    close(fd);
    return rc;
}

int file_close_chmod(const char *path, const void *key, size_t n)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (fd < 0)
        return -1;
    ssize_t w = write(fd, key, n);
    close(fd);
    if (w != (ssize_t)n)
        return -1;
    return chmod(path, 0600); // EXPECT: create-then-name
}

int file_fchmod(const char *path, const void *key, size_t n)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return -1;
    int rc = fchmod(fd, 0440);
    if (rc == 0 && write(fd, key, n) != (ssize_t)n)
        rc = -1;
    close(fd);
    return rc;
}

int stream_chown(const char *path, uid_t uid, const char *line)
{
    FILE *f = fopen(path, "w");
    if (!f)
        return -1;
    fputs(line, f);
    if (chown(path, uid, (gid_t)-1) != 0) { // EXPECT: create-then-name
        fclose(f);
        return -1;
    }
    return fclose(f);
}

int stream_fchown(const char *path, uid_t uid, const char *line)
{
    FILE *f = fopen(path, "w");
    if (!f)
        return -1;
    fputs(line, f);
    if (fchown(fileno(f), uid, (gid_t)-1) != 0) {
        fclose(f);
        return -1;
    }
    return fclose(f);
}

int fifo_chmod(const char *path)
{
    if (mkfifo(path, 0600) != 0)
        return -1;
    return chmod(path, 0622); // EXPECT: create-then-name
}

int node_chown(const char *path, dev_t dev, gid_t gid)
{
    if (mknod(path, S_IFCHR | 0660, dev) != 0)
        return -1;
    return chown(path, 0, gid); // EXPECT: create-then-name
}

int socket_chmod(const char *path)
{
    struct sockaddr_un sa = { .sun_family = AF_UNIX };
    int s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (s < 0)
        return -1;
    snprintf(sa.sun_path, sizeof sa.sun_path, "%s", path);
    if (bind(s, (struct sockaddr *)&sa, sizeof sa) != 0 ||
        chmod(path, 0660) != 0) { // EXPECT: create-then-name
        close(s);
        return -1;
    }
    return s;
}

int socket_umask(const char *path)
{
    struct sockaddr_un sa = { .sun_family = AF_UNIX };
    int s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (s < 0)
        return -1;
    snprintf(sa.sun_path, sizeof sa.sun_path, "%s", path);
    mode_t old = umask(0117);
    int rc = bind(s, (struct sockaddr *)&sa, sizeof sa);
    umask(old);
    if (rc != 0) {
        close(s);
        return -1;
    }
    return s;
}

/* below a directory nobody else can enter yet */
int private_child(char *dir, gid_t gid)
{
    char name[4096];
    if (!mkdtemp(dir))
        return -1;
    snprintf(name, sizeof name, "%s/state", dir);
    if (mkdir(name, 0700) != 0)
        return -1;
    return chown(name, (uid_t)-1, gid);
}

/* one file made, another one adjusted */
int other_object(const char *made, const char *log)
{
    int fd = open(made, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return -1;
    close(fd);
    return chmod(log, 0640);
}
