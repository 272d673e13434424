// RUN: %tocsin %s
// STD: gnu17
/* hwreport - set-user-id root: reads device registers (which needs root) and
 * appends a report to a file of the calling user. */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SENSORS "/sys/class/hwmon/hwmon*/temp*_input"

struct reading {
    char source[128];
    long milli;
};

static void as_caller(void)
{
    if (setegid(getgid()) != 0 || seteuid(getuid()) != 0) {
        perror("hwreport: seteuid");
        exit(1);
    }
}

static void as_root(void)
{
    if (seteuid(0) != 0 || setegid(0) != 0) {
        perror("hwreport: seteuid");
        exit(1);
    }
}

static int caller_may_append(const char *path)
{
    int fd;

    as_caller();
    fd = open(path, O_WRONLY | O_APPEND | O_NONBLOCK | O_CLOEXEC);
    as_root();
    if (fd < 0)
        return 0;
    close(fd);
    return 1;
}

static int open_for_caller(const char *path)
{
    int fd;

    as_caller();
    fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOCTTY | O_CLOEXEC, 0600);
    as_root();
    return fd;
}

static size_t collect(struct reading *r, size_t max)
{
    glob_t g;
    size_t n = 0;

    if (glob(SENSORS, 0, NULL, &g) != 0)
        return 0;
    for (size_t i = 0; i < g.gl_pathc && n < max; i++) {
        FILE *f = fopen(g.gl_pathv[i], "re");
        if (!f)
            continue;
        if (fscanf(f, "%ld", &r[n].milli) == 1) {
            snprintf(r[n].source, sizeof r[n].source, "%s", g.gl_pathv[i]);
            n++;
        }
        fclose(f);
    }
    globfree(&g);
    return n;
}

static int write_report(const char *path, const struct reading *r, size_t n)
{
    FILE *out = fopen(path, "ae"); // EXPECT-MISS: file-toctou

    if (!out)
        return -1;
    for (size_t i = 0; i < n; i++)
        fprintf(out, "%s %ld.%03ld\n", r[i].source, r[i].milli / 1000, labs(r[i].milli % 1000));
    return fclose(out);
}

static int write_summary(const char *path, size_t n)
{
    int fd = open_for_caller(path);

    if (fd < 0)
        return -1;
    dprintf(fd, "%lld %zu sensors\n", (long long)time(NULL), n);
    return close(fd);
}

int main(int argc, char **argv)
{
    static struct reading readings[256];
    size_t n;

    if (argc < 2) {
        fprintf(stderr, "usage: hwreport FILE [SUMMARY]\n");
        return 2;
    }
    if (!caller_may_append(argv[1])) {
        fprintf(stderr, "hwreport: %s: no permission to append\n", argv[1]);
        return 1;
    }
    n = collect(readings, sizeof readings / sizeof readings[0]);
    if (write_report(argv[1], readings, n) != 0) {
        fprintf(stderr, "hwreport: %s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    if (argc > 2 && write_summary(argv[2], n) != 0)
        fprintf(stderr, "hwreport: %s: %s\n", argv[2], strerror(errno));
    return 0;
}
