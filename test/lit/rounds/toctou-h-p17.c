// RUN: %tocsin %s
// STD: gnu17
/* Rotates the event journals.  Several writers and the hourly cron job may call this
 * at once, so every rotation happens below the journal's lock. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct journal {
    char path[PATH_MAX - 16];
    off_t limit;
    int keep;
    int lockfd;
};

static int journal_lock(struct journal *j)
{
    char name[PATH_MAX];

    snprintf(name, sizeof name, "%s.lock", j->path);
    for (;;) {
        struct stat held, named;
        int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0640);

        if (fd < 0)
            return -1;
        if (flock(fd, LOCK_EX) < 0) {
            close(fd);
            return -1;
        }
        if (fstat(fd, &held) == 0 && stat(name, &named) == 0 && held.st_dev == named.st_dev &&
            held.st_ino == named.st_ino) {
            j->lockfd = fd;
            return 0;
        }
        close(fd); /* replaced while we slept, take the new one */
    }
}

static void journal_unlock(struct journal *j)
{
    flock(j->lockfd, LOCK_UN);
    close(j->lockfd);
    j->lockfd = -1;
}

static int generation(const struct journal *j, int n, char *out, size_t cap)
{
    int len = snprintf(out, cap, "%s.%d", j->path, n);

    return len > 0 && (size_t)len < cap ? 0 : -1;
}

static int shift_generations(const struct journal *j)
{
    char from[PATH_MAX], to[PATH_MAX];
    int n;

    for (n = j->keep - 1; n >= 0; n--) {
        if (n == 0)
            snprintf(from, sizeof from, "%s", j->path);
        else if (generation(j, n, from, sizeof from) < 0)
            return -1;
        if (generation(j, n + 1, to, sizeof to) < 0)
            return -1;
        if (access(from, F_OK) == 0 && rename(from, to) < 0)
            return -1;
    }
    return 0;
}

static int journal_rotate(struct journal *j)
{
    struct stat st;
    int fd, rc = 0;

    if (journal_lock(j) < 0)
        return -1;
    if (stat(j->path, &st) < 0) {
        rc = errno == ENOENT ? 0 : -1;
        goto out;
    }
    if (st.st_size < j->limit)
        goto out;
    if ((rc = shift_generations(j)) < 0)
        goto out;
    if (access(j->path, F_OK) < 0) {
        fd = open(j->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
        if (fd < 0)
            rc = -1;
        else if (fchmod(fd, st.st_mode & 07777) < 0 || close(fd) < 0)
            rc = -1;
    }
out:
    journal_unlock(j);
    return rc;
}

int main(int argc, char **argv)
{
    struct journal j = { .limit = 8 << 20, .keep = 5, .lockfd = -1 };
    int i, rc = 0;

    for (i = 1; i < argc; i++) {
        if (strlen(argv[i]) >= sizeof j.path) {
            rc = 1;
            continue;
        }
        strcpy(j.path, argv[i]);
        if (journal_rotate(&j) < 0) {
            perror(argv[i]);
            rc = 1;
        }
    }
    return rc;
}
