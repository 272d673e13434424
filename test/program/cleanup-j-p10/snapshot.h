#ifndef VMD_SNAPSHOT_H
#define VMD_SNAPSHOT_H

#include <stdbool.h>
#include <time.h>

struct snapshot {
    struct snapshot *next;
    char             uuid[37];
    char             path[256];
    time_t           created;
    long             retention;
    unsigned         backups;      /* backup streams reading the overlay */
};

struct snap_store {
    struct snapshot *head;
    const char      *dir;
};

int  snap_store_load(struct snap_store *st, const char *dir);
bool snapshot_past_retention(const struct snapshot *s, time_t now);
int  snapshot_drop_files(const struct snapshot *s);
int  snap_store_prune(struct snap_store *st);
int  backup_begin(struct snapshot *s);
void backup_end(struct snapshot *s, int fd);

#endif
