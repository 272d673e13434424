#ifndef WATCHDOG_H
#define WATCHDOG_H
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#define WD_MAX 8

enum wd_state { WD_OK, WD_SUSPECT, WD_DEAD };

struct wd_slot {
    _Atomic unsigned long beats; /* stored by the owning worker only */
    _Atomic int state;
    unsigned long last_seen; /* monitor thread only */
};

struct watchdog {
    pthread_mutex_t mu;
    pthread_cond_t wake;
    bool stop;  /* mu */
    int nslots; /* mu */
    unsigned rounds; /* mu */
    struct wd_slot slot[WD_MAX];
};

int wd_register(struct watchdog *wd);
void wd_beat(struct watchdog *wd, int id);
bool wd_retire(struct watchdog *wd, int id);
void *wd_monitor(void *arg);
void wd_stop(struct watchdog *wd);
#endif
