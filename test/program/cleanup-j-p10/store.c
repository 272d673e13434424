// STD: gnu17
#include "snapshot.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int snap_store_load(struct snap_store *st, const char *dir)
{
    DIR *d = opendir(dir);
    struct dirent *de;
    int n = 0;

    if (!d)
        return -errno;
    st->head = NULL;
    st->dir = dir;
    while ((de = readdir(d)) != NULL) {
        struct snapshot *s;
        struct stat sb;

        if (strlen(de->d_name) != 36)
            continue;
        s = calloc(1, sizeof *s);
        if (!s)
            break;
        snprintf(s->uuid, sizeof s->uuid, "%.36s", de->d_name);
        snprintf(s->path, sizeof s->path, "%.200s/%.36s", dir, de->d_name);
        if (stat(s->path, &sb) == 0)
            s->created = sb.st_mtime;
        s->next = st->head;
        st->head = s;
        n++;
    }
    closedir(d);
    return n;
}

int snapshot_drop_files(const struct snapshot *s)
{
    char meta[300];

    snprintf(meta, sizeof meta, "%s/meta.json", s->path);
    if (unlink(meta) < 0 && errno != ENOENT)
        return -errno;
    snprintf(meta, sizeof meta, "%s/overlay.qcow2", s->path);
    if (unlink(meta) < 0)
        return -errno;
    return rmdir(s->path) < 0 ? -errno : 0;
}

int snap_store_prune(struct snap_store *st)
{
    struct snapshot **pp = &st->head;
    time_t now = time(NULL);
    int dropped = 0;

    while (*pp) {
        struct snapshot *s = *pp;

        if (!snapshot_past_retention(s, now)) {
            pp = &s->next;
            continue;
        }
        if (snapshot_drop_files(s) < 0) { // EXPECT: timestamp-cleanup
            fprintf(stderr, "prune %s failed\n", s->uuid);
            pp = &s->next;
            continue;
        }
        *pp = s->next;
        dropped++;
    }
    return dropped;
}
