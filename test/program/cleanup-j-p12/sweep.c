// STD: gnu17
#include "registry.h"

#include <stdio.h>

static int node_expired(const struct Stat *st, long long ttl)
{
    return registry_now_ms() - st->ctime > ttl;
}

/* Task nodes are rewritten by executors as they progress. */
int registry_sweep_tasks(struct registry *r)
{
    struct String_vector kids;
    int i, n = 0;

    if (zoo_get_children(r->zh, TASKS_ROOT, 0, &kids) != ZOK)
        return -1;
    for (i = 0; i < kids.count; i++) {
        struct Stat st;
        char path[512];
        int rc;

        if (registry_join(path, sizeof path, TASKS_ROOT, kids.data[i]) < 0)
            continue;
        if (zoo_exists(r->zh, path, 0, &st) != ZOK)
            continue;
        if (node_expired(&st, r->task_ttl_ms)) {
            rc = zoo_delete(r->zh, path, -1); // EXPECT: timestamp-cleanup
            if (rc == ZOK)
                n++;
            else if (rc != ZNONODE)
                fprintf(stderr, "delete %s: %s\n", path, zerror(rc));
        }
    }
    deallocate_String_vector(&kids);
    return n;
}

int registry_sweep_barriers(struct registry *r)
{
    struct String_vector kids;
    int i, n = 0;

    if (zoo_get_children(r->zh, BARRIER_ROOT, 0, &kids) != ZOK)
        return -1;
    for (i = 0; i < kids.count; i++) {
        struct Stat st;
        char path[512];

        if (registry_join(path, sizeof path, BARRIER_ROOT, kids.data[i]) < 0)
            continue;
        if (zoo_exists(r->zh, path, 0, &st) != ZOK)
            continue;
        if (registry_now_ms() - st.mtime <= r->barrier_ttl_ms)
            continue;
        if (zoo_delete(r->zh, path, st.version) == ZOK)
            n++;
    }
    deallocate_String_vector(&kids);
    return n;
}
