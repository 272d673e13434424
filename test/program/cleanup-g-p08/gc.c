// STD: gnu17
#include "registry.h"
#include <stdio.h>

static int gc_task(struct registry *r, const char *path, const struct Stat *st)
{
    int64_t age = reg_now_ms() - st->ctime;
    int rc;

    if (age < r->task_ttl_ms)
        return 0;
    rc = zoo_delete(r->zh, path, -1); // EXPECT: timestamp-cleanup
    if (rc != ZOK && rc != ZNONODE) {
        fprintf(stderr, "gc: %s: %s\n", path, zerror(rc));
        return -1;
    }
    return 1;
}

/* Render nodes rewrite their record on every state change. */
static int gc_node(struct registry *r, const char *path, const struct Stat *st)
{
    int rc;

    if (reg_now_ms() - st->mtime < r->node_ttl_ms)
        return 0;
    rc = zoo_delete(r->zh, path, st->version);
    if (rc == ZBADVERSION)
        return 0;
    return rc == ZOK ? 1 : -1;
}

static int gc_lock(struct registry *r, const char *path, const struct Stat *st)
{
    if (st->numChildren > 0 || st->ephemeralOwner != 0)
        return 0;
    if (reg_now_ms() - st->mtime < 60000)
        return 0;
    return zoo_delete(r->zh, path, st->version) == ZOK ? 1 : 0;
}

int reg_gc(struct registry *r)
{
    int a = reg_each(r, REG_TASKS, gc_task);
    int b = reg_each(r, REG_NODES, gc_node);
    int c = reg_each(r, REG_LOCKS, gc_lock);

    if (a < 0 || b < 0 || c < 0)
        return -1;
    return a + b + c;
}
