// STD: gnu17
#include "tree.h"
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Removes archives that have not been touched since CUTOFF. */
int purge_snapshots(const char *dir, time_t cutoff, int dry_run)
{
    DIR *d = opendir(dir);
    struct dirent *e;
    int removed = 0;

    if (!d)
        return -errno;
    while ((e = readdir(d)) != NULL) {
        char path[PATH_MAX];
        struct stat st;
        size_t len = strlen(e->d_name);

        if (len < 5 || strcmp(e->d_name + len - 4, ".bak") != 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        if (stat(path, &st) < 0)
            continue;
        if (!S_ISREG(st.st_mode) || st.st_mtime >= cutoff)
            continue;
        if (dry_run) {
            printf("would remove %s\n", path);
            continue;
        }
        if (unlink(path) < 0) // EXPECT: timestamp-cleanup
            fprintf(stderr, "%s: %s\n", path, strerror(errno));
        else
            removed++;
    }
    closedir(d);
    return removed;
}

int snapshot_mkdir(const char *dir, const char *label)
{
    char path[PATH_MAX];

    for (int n = 0; n < 100; n++) {
        snprintf(path, sizeof path, "%s/%s.%02d", dir, label, n);
        if (node_kind(path) != NODE_NONE)
            continue;
        if (mkdir(path, 0700) == 0)
            return n;
        if (errno != EEXIST)
            return -errno;
    }
    return -EEXIST;
}
