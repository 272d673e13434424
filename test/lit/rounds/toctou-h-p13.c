// RUN: %tocsin %s
// STD: gnu17
/* snapd-lite: reads candidate files into the nightly snapshot stream. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct snapshot {
    FILE *out;
    uint64_t bytes;
    unsigned files;
    unsigned changed;
};

static bool same_object(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
           (a->st_mode & S_IFMT) == (b->st_mode & S_IFMT);
}

static int open_verified(const char *path, const struct stat *before, struct stat *after)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

    if (fd < 0)
        return -1;
    if (fstat(fd, after) < 0 || !same_object(before, after)) {
        close(fd);
        errno = ESTALE;
        return -1;
    }
    return fd;
}

static int stream_body(struct snapshot *s, int fd)
{
    char chunk[65536];
    ssize_t n;

    for (;;) {
        n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        if (fprintf(s->out, "%zx\n", (size_t)n) < 0 || fwrite(chunk, 1, (size_t)n, s->out) != (size_t)n)
            return -1;
        s->bytes += (uint64_t)n;
    }
    fputs("0\n", s->out);
    return n < 0 ? -1 : 0;
}

static int snapshot_path(struct snapshot *s, const char *path)
{
    struct stat link_st, file_st;
    int fd, rc;

    if (lstat(path, &link_st) < 0) {
        fprintf(stderr, "snap: %s: %s\n", path, strerror(errno));
        return -1;
    }
    if (!S_ISREG(link_st.st_mode))
        return 0;
    if (link_st.st_uid != geteuid() && geteuid() != 0)
        return 0;

    fd = open_verified(path, &link_st, &file_st);
    if (fd < 0) {
        s->changed++;
        fprintf(stderr, "snap: %s: %s\n", path, strerror(errno));
        return -1;
    }
    fprintf(s->out, "F %s %o %jd\n", path, (unsigned)(file_st.st_mode & 07777), (intmax_t)file_st.st_mtime);
    rc = stream_body(s, fd);
    close(fd);
    s->files++;
    return rc;
}

int main(void)
{
    struct snapshot s = { .out = stdout };
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;
    int rc = 0;

    while ((len = getline(&line, &cap, stdin)) > 0) {
        if (line[len - 1] == '\n')
            line[len - 1] = '\0';
        if (snapshot_path(&s, line) < 0)
            rc = 1;
    }
    free(line);
    fprintf(stderr, "snap: %u files, %" PRIu64 " bytes, %u changed\n", s.files, s.bytes, s.changed);
    return rc;
}
