// RUN: %tocsin %s
// STD: gnu17
/* Generations of the metrics journal: journal.1, journal.2, ... A record is
 * appended to the newest one; when that is full the next one is begun and the
 * oldest is dropped. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LIMIT (4L << 20)
#define KEEP 8u

struct journal {
    char dir[PATH_MAX - 64];
    unsigned gen;
    int fd;
    char name[PATH_MAX];
};

static const char *gen_name(struct journal *j, unsigned gen)
{
    snprintf(j->name, sizeof j->name, "%s/journal.%u", j->dir, gen);
    return j->name;
}

static int attach(struct journal *j)
{
    int fd = open(j->name, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);

    if (fd < 0)
        return -1;
    if (j->fd >= 0)
        close(j->fd);
    j->fd = fd;
    return 0;
}

static int advance_if_full(struct journal *j)
{
    struct stat st;

    gen_name(j, j->gen);
    if (stat(j->name, &st) != 0 || st.st_size < LIMIT)
        return 0;

    gen_name(j, j->gen + 1);
    if (attach(j) != 0)
        return -1;
    j->gen++;

    if (j->gen > KEEP) {
        gen_name(j, j->gen - KEEP);
        if (unlink(j->name) != 0 && errno != ENOENT)
            return -1;
    }
    return 0;
}

static int drop_legacy(const struct journal *j)
{
    char path[PATH_MAX];
    size_t base;

    base = (size_t)snprintf(path, sizeof path, "%s/", j->dir);
    snprintf(path + base, sizeof path - base, "journal.1");
    if (access(path, F_OK) != 0)
        return 0;
    /* A numbered journal supersedes the single-file one of version 1. */
    snprintf(path + base, sizeof path - base, "metrics.log");
    if (unlink(path) != 0 && errno != ENOENT)
        return -1;
    return 0;
}

static int record(struct journal *j, const char *key, double value)
{
    char line[256];
    int n;

    if (advance_if_full(j) != 0)
        return -1;
    n = snprintf(line, sizeof line, "%lld %s %.17g\n", (long long)time(NULL), key, value);
    return write(j->fd, line, (size_t)n) == n ? 0 : -1;
}

int main(int argc, char **argv)
{
    struct journal j = {.gen = 1, .fd = -1};
    char key[64];
    double value;

    snprintf(j.dir, sizeof j.dir, "%s", argc > 1 ? argv[1] : "/var/lib/metricsd");
    if (argc > 2)
        j.gen = (unsigned)strtoul(argv[2], NULL, 10);
    gen_name(&j, j.gen);
    if (attach(&j) != 0 || drop_legacy(&j) != 0) {
        perror(j.name);
        return 1;
    }
    while (scanf("%63s %lf", key, &value) == 2)
        if (record(&j, key, value) != 0)
            fprintf(stderr, "metricsd: %s: %s\n", j.name, strerror(errno));
    close(j.fd);
    return 0;
}
