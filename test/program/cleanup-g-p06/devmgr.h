#ifndef DEVMGR_H
#define DEVMGR_H
#include <pthread.h>
#include <time.h>

enum dev_kind { DEV_SCANNER, DEV_PRINTER, DEV_SCALE };

struct device {
    struct device *next;
    unsigned id;
    enum dev_kind kind;
    int fd;
    int users;
    time_t attached_at;     /* CLOCK_MONOTONIC seconds */
    time_t last_report;
    char path[96];
};

struct devmgr {
    pthread_mutex_t lock;
    struct device *devices;
    unsigned next_id;
    time_t silent_limit;
};

time_t dm_clock(void);
int  dm_init(struct devmgr *m, time_t silent_limit);
struct device *dm_open(struct devmgr *m, unsigned id);
void dm_close(struct devmgr *m, struct device *d);
int  dm_attach(struct devmgr *m, enum dev_kind kind, const char *path);
struct device *dm_detach_locked(struct devmgr *m, unsigned id);
void dm_destroy_device(struct device *d);
int  dm_sweep_silent(struct devmgr *m);
int  dm_sweep_kind(struct devmgr *m, enum dev_kind kind, time_t max_age);
#endif
