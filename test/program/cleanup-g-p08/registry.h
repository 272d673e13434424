#ifndef REGISTRY_H
#define REGISTRY_H
#include "zookeeper.h"
#define REG_TASKS "/render/tasks"
#define REG_NODES "/render/nodes"
#define REG_LOCKS "/render/locks"

struct registry {
    zhandle_t *zh;
    int64_t task_ttl_ms;
    int64_t node_ttl_ms;
};
typedef int (*reg_visit)(struct registry *r, const char *path, const struct Stat *st);
int reg_each(struct registry *r, const char *parent, reg_visit fn);
int64_t reg_now_ms(void);
int reg_gc(struct registry *r);
#endif
