#ifndef VOLUME_H
#define VOLUME_H
#include <pthread.h>
#include <stdint.h>

enum vol_state { VOL_READY, VOL_DELETING, VOL_GONE };

struct volume {
    struct volume *next;
    unsigned id;
    char backing[256];
    enum vol_state state;
    int attached;
    int64_t last_detach;        /* seconds, monotonic */
};

struct volmgr {
    pthread_mutex_t mu;
    struct volume *list;
    int64_t retention;
};

int64_t vol_now(void);
struct volume *volmgr_find_locked(struct volmgr *m, unsigned id);
int volume_attach(struct volmgr *m, unsigned id);
int volume_detach(struct volmgr *m, unsigned id);

int gc_start(struct volmgr *m);
void gc_scan(struct volmgr *m);
#endif
