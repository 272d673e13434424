#ifndef SVC_REGISTRY_H
#define SVC_REGISTRY_H

#ifndef THREADED
#define THREADED
#endif
#include <zookeeper/zookeeper.h>

#define TASKS_ROOT   "/scheduler/tasks"
#define BARRIER_ROOT "/scheduler/barriers"

struct registry {
    zhandle_t *zh;
    long long  task_ttl_ms;
    long long  barrier_ttl_ms;
};

long long registry_now_ms(void);
int registry_join(char *out, size_t len, const char *root, const char *name);
int registry_sweep_tasks(struct registry *r);
int registry_sweep_barriers(struct registry *r);

#endif
