// RUN: %tocsin %s
// STD: gnu17
/* pkg-trigger: queue file triggers for installed packages */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *admindir = "/var/lib/minipkg";

static int valid_name(const char *s)
{
    if (!*s)
        return 0;
    for (; *s; s++)
        if (!((*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9') || *s == '-' || *s == '+'))
            return 0;
    return 1;
}

static int build(char *out, size_t len, const char *pkg, const char *suffix)
{
    int n = snprintf(out, len, "%s/info/%s%s", admindir, pkg, suffix);
    if (n < 0 || (size_t)n >= len) {
        errno = ENAMETOOLONG;
        return -1;
    }
    return 0;
}

static int queue_trigger(const char *pkg, const char *trigger)
{
    char path[PATH_MAX];
    struct stat st;
    FILE *fp;

    if (build(path, sizeof path, pkg, ".list") < 0)
        return -1;
    if (stat(path, &st) < 0) {
        fprintf(stderr, "%s: package is not installed\n", pkg);
        return -1;
    }
    if (!S_ISREG(st.st_mode) || st.st_size == 0) {
        fprintf(stderr, "%s: file list is damaged\n", pkg);
        return -1;
    }

    if (build(path, sizeof path, pkg, ".pending") < 0)
        return -1;
    fp = fopen(path, "a");
    if (fp == NULL) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return -1;
    }
    fprintf(fp, "%s\n", trigger);
    if (fclose(fp) != 0) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return -1;
    }
    return 0;
}

/* The status file is replaced at the next run; drop the oldest generation. */
static void drop_old_generation(void)
{
    char name[PATH_MAX];
    struct stat st;

    snprintf(name, sizeof name - 8, "%s/status", admindir);
    if (stat(name, &st) < 0 || st.st_size < 65536)
        return;
    strcat(name, ".old");
    if (unlink(name) < 0 && errno != ENOENT)
        fprintf(stderr, "warning: %s: %s\n", name, strerror(errno));
}

int main(int argc, char **argv)
{
    int i, failed = 0;

    if (argc < 3) {
        fprintf(stderr, "usage: %s trigger package...\n", argv[0]);
        return 2;
    }
    for (i = 2; i < argc; i++) {
        if (!valid_name(argv[i])) {
            fprintf(stderr, "%s: bad package name\n", argv[i]);
            failed++;
            continue;
        }
        if (queue_trigger(argv[i], argv[1]) < 0)
            failed++;
    }
    if (!failed)
        drop_old_generation();
    return failed ? 1 : 0;
}
