// RUN: %tocsin %s
// STD: gnu17
/* nightly backup: copies regular files of a user's tree into the archive stream */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct arc {
    FILE *out;
    uint64_t members;
    uint64_t skipped;
};

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static int emit_header(struct arc *a, const char *name, const struct stat *st)
{
    return fprintf(a->out, "%s %o %lld\n", name, (unsigned)(st->st_mode & 07777),
                   (long long)st->st_size) < 0 ? -1 : 0;
}

static int emit_body(struct arc *a, int fd, off_t size)
{
    char buf[65536];

    while (size > 0) {
        size_t want = size > (off_t)sizeof buf ? sizeof buf : (size_t)size;
        ssize_t n = read(fd, buf, want);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0) {               /* shrank: pad, the header is out already */
            memset(buf, 0, want);
            n = (ssize_t)want;
        }
        if (fwrite(buf, 1, (size_t)n, a->out) != (size_t)n)
            return -1;
        size -= n;
    }
    return 0;
}

static int add_regular(struct arc *a, const char *path)
{
    struct stat before, now;
    int fd, rc = -1;

    if (lstat(path, &before) != 0)
        return -1;
    if (!S_ISREG(before.st_mode)) {
        a->skipped++;
        return 0;
    }
    fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (fstat(fd, &now) != 0 || !same_file(&before, &now)) {
        fprintf(stderr, "%s: changed while being archived, left out\n", path);
        a->skipped++;
        close(fd);
        return 0;
    }
    if (emit_header(a, path, &now) == 0 && emit_body(a, fd, now.st_size) == 0) {
        a->members++;
        rc = 0;
    }
    close(fd);
    return rc;
}

int main(void)
{
    struct arc a = { stdout, 0, 0 };
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    int rc = 0;

    while ((n = getline(&line, &cap, stdin)) > 0) {
        if (line[n - 1] == '\n')
            line[n - 1] = '\0';
        if (add_regular(&a, line) != 0)
            rc = 1;
    }
    free(line);
    fprintf(stderr, "%llu members, %llu skipped\n", (unsigned long long)a.members,
            (unsigned long long)a.skipped);
    return rc;
}
