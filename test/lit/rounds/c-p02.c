// RUN: %tocsin %s
// STD: gnu17
/* spoolreap: throws away print jobs older than the retention time */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    unsigned long removed;
    unsigned long kept;
    unsigned long failed;
} tally_t;

static int looks_like_job(const char *n)
{
    size_t len = strlen(n);

    if (len < 5 || n[0] == '.')
        return 0;
    return strcmp(n + len - 4, ".job") == 0;
}

static int reap(const char *spool, time_t limit, tally_t *t)
{
    char full[PATH_MAX];
    struct dirent *de;
    struct stat sb;
    DIR *d = opendir(spool);

    if (d == NULL) {
        fprintf(stderr, "spoolreap: %s: %s\n", spool, strerror(errno));
        return -1;
    }
    while ((de = readdir(d)) != NULL) {
        int n;

        if (!looks_like_job(de->d_name))
            continue;
        n = snprintf(full, sizeof full, "%s/%s", spool, de->d_name);
        if (n < 0 || (size_t)n >= sizeof full) {
            t->failed++;
            continue;
        }
        if (lstat(full, &sb) != 0) {
            t->failed++;
            continue;
        }
        if (!S_ISREG(sb.st_mode) || sb.st_mtime > limit) {
            t->kept++;
            continue;
        }
        if (unlink(full) == 0) { // EXPECT: file-toctou, timestamp-cleanup
            t->removed++;
        } else {
            fprintf(stderr, "spoolreap: cannot remove %s: %s\n", full, strerror(errno));
            t->failed++;
        }
    }
    closedir(d);
    return 0;
}

int main(int argc, char **argv)
{
    tally_t t = { 0, 0, 0 };
    long days = argc > 2 ? strtol(argv[2], NULL, 10) : 7;

    if (argc < 2 || days <= 0) {
        fputs("usage: spoolreap DIR [DAYS]\n", stderr);
        return 2;
    }
    if (reap(argv[1], time(NULL) - days * 86400L, &t) != 0)
        return 1;
    printf("removed %lu kept %lu failed %lu\n", t.removed, t.kept, t.failed);
    return t.failed ? 1 : 0;
}
