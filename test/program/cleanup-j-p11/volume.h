#ifndef EPHV_VOLUME_H
#define EPHV_VOLUME_H

#include <pthread.h>
#include <stdbool.h>
#include <time.h>

struct volume {
    struct volume *next;
    char           name[64];
    char           mountpoint[256];
    time_t         created_at;
    int            attached;
};

struct volume_db {
    pthread_mutex_t mu;
    struct volume  *list;
};

bool volume_is_stale(const struct volume *v, time_t now, long max_age);
int  volume_reclaim(struct volume_db *db, struct volume *v);
int  volume_attach(struct volume_db *db, const char *name);
void volume_detach(struct volume_db *db, const char *name);
int  volume_gc(struct volume_db *db, long max_age);

#endif
