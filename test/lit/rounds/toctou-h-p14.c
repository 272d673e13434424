// RUN: %tocsin %s
// STD: gnu17
/* tapeback: saves and restores single members of a tape catalogue */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct member {
    uint32_t mode, uid, gid;
    int64_t mtime;
    uint64_t size;
    char path[512];
};

static int full_write(int fd, const void *data, size_t len)
{
    const char *p = data;

    while (len) {
        ssize_t n = write(fd, p, len);
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return -1;
        }
        p += n;
        len -= (size_t)n;
    }
    return 0;
}

static int save_regular(int tape, struct member *m)
{
    char *body = malloc(m->size ? m->size : 1);
    ssize_t got = -1;
    int fd;

    if (!body)
        return -1;
    fd = openat(AT_FDCWD, m->path, O_RDONLY | O_CLOEXEC); // EXPECT: file-toctou
    if (fd >= 0) {
        got = read(fd, body, m->size);
        close(fd);
    }
    if (got < 0) {
        free(body);
        return -1;
    }
    m->size = (uint64_t)got;
    if (full_write(tape, m, sizeof *m) < 0 || full_write(tape, body, m->size) < 0)
        got = -1;
    free(body);
    return got < 0 ? -1 : 0;
}

static int save(int tape, const char *path)
{
    struct member m = { 0 };
    struct stat st;

    if (strlen(path) >= sizeof m.path)
        return -1;
    if (fstatat(AT_FDCWD, path, &st, AT_SYMLINK_NOFOLLOW) < 0)
        return -1;
    strcpy(m.path, path);
    m.mode = st.st_mode;
    m.uid = st.st_uid;
    m.gid = st.st_gid;
    m.mtime = st.st_mtime;
    switch (st.st_mode & S_IFMT) {
    case S_IFREG:
        m.size = (uint64_t)st.st_size;
        return save_regular(tape, &m);
    case S_IFDIR:
        return full_write(tape, &m, sizeof m);
    default:
        fprintf(stderr, "tapeback: %s: type not supported\n", path);
        return 0;
    }
}

static int restore_one(int tape)
{
    struct member m;
    char buf[16384];
    uint64_t left;
    int fd;

    if (read(tape, &m, sizeof m) != (ssize_t)sizeof m)
        return 1;
    m.path[sizeof m.path - 1] = '\0';
    if (S_ISDIR(m.mode))
        return mkdir(m.path, m.mode & 07777) < 0 && errno != EEXIST ? -1 : 0;

    fd = open(m.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return -1;
    for (left = m.size; left > 0;) {
        ssize_t n = read(tape, buf, left < sizeof buf ? left : sizeof buf);
        if (n <= 0 || full_write(fd, buf, (size_t)n) < 0) {
            close(fd);
            return -1;
        }
        left -= (uint64_t)n;
    }
    if (close(fd) < 0)
        return -1;
    if (chown(m.path, m.uid, m.gid) < 0) // EXPECT: create-then-name
        fprintf(stderr, "tapeback: %s: %s\n", m.path, strerror(errno));
    return chmod(m.path, m.mode & 07777); // EXPECT: create-then-name
}

int main(int argc, char **argv)
{
    int i, rc = 0;

    if (argc > 1 && strcmp(argv[1], "-x") == 0) {
        while ((rc = restore_one(STDIN_FILENO)) == 0)
            ;
        return rc < 0;
    }
    for (i = 1; i < argc; i++)
        if (save(STDOUT_FILENO, argv[i]) < 0) {
            perror(argv[i]);
            rc = 1;
        }
    return rc;
}
