// RUN: %tocsin %s
// STD: gnu17
/* uidmove - hand over files after an account was renumbered. Reads a list of
 * path names (one a line) from standard input and runs as root while the
 * account may still be logged in. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct job {
    uid_t from;
    uid_t to;
    bool include_special;
    unsigned moved, left;
};

enum action { ACT_SKIP, ACT_MOVE, ACT_PIN, ACT_FAIL };

static enum action classify(const struct job *job, const char *path, struct statx *sx)
{
    if (statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT,
              STATX_TYPE | STATX_UID | STATX_NLINK | STATX_MODE, sx) != 0)
        return ACT_FAIL;
    if (sx->stx_uid != job->from)
        return ACT_SKIP;
    switch (sx->stx_mode & S_IFMT) {
    case S_IFREG:
        return sx->stx_nlink == 1 ? ACT_MOVE : ACT_SKIP;
    case S_IFDIR:
        return ACT_PIN;
    case S_IFSOCK:
    case S_IFIFO:
        return job->include_special ? ACT_PIN : ACT_SKIP;
    default:
        return ACT_SKIP;
    }
}

static int move_pinned(const struct job *job, const char *path)
{
    struct statx sx;
    int rc = -1;
    int fd = open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC); // EXPECT-NOISE: file-toctou

    if (fd < 0)
        return -1;
    if (statx(fd, "", AT_EMPTY_PATH, STATX_UID | STATX_TYPE, &sx) == 0) {
        if (sx.stx_uid == job->from && !S_ISREG(sx.stx_mode))
            rc = fchownat(fd, "", job->to, (gid_t)-1, AT_EMPTY_PATH);
        else
            errno = ESTALE;
    }
    close(fd);
    return rc;
}

static int handle(struct job *job, const char *path)
{
    struct statx sx;
    int rc;

    switch (classify(job, path, &sx)) {
    case ACT_MOVE:
        rc = fchownat(AT_FDCWD, path, job->to, (gid_t)-1, 0); // EXPECT: file-toctou
        break;
    case ACT_PIN:
        rc = move_pinned(job, path);
        break;
    case ACT_SKIP:
        job->left++;
        return 0;
    default:
        rc = -1;
    }
    if (rc == 0)
        job->moved++;
    else
        fprintf(stderr, "uidmove: %s: %s\n", path, strerror(errno));
    return rc;
}

int main(int argc, char **argv)
{
    struct job job = {0};
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    int status = 0;

    if (argc < 3) {
        fprintf(stderr, "usage: uidmove FROM TO [--special] < list\n");
        return 2;
    }
    job.from = (uid_t)strtoul(argv[1], NULL, 10);
    job.to = (uid_t)strtoul(argv[2], NULL, 10);
    job.include_special = argc > 3 && !strcmp(argv[3], "--special");
    while ((n = getline(&line, &cap, stdin)) > 0) {
        if (line[n - 1] == '\n')
            line[n - 1] = '\0';
        if (*line && handle(&job, line) != 0)
            status = 1;
    }
    free(line);
    printf("%u moved, %u left alone\n", job.moved, job.left);
    return status;
}
