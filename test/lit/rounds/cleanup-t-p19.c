// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* registry janitor: removes announcements of build agents from the coordination service */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#define THREADED
#include <zookeeper/zookeeper.h>

#define AGENT_ROOT   "/build/agents"
#define REQUEST_ROOT "/build/requests"
#define PATH_LEN     512

struct janitor {
    zhandle_t *zh;
    int64_t    max_age_ms;
    unsigned   removed;
};

typedef int (*node_fn)(struct janitor *j, const char *path);

static int64_t wall_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_REALTIME, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static int for_each_child(struct janitor *j, const char *root, node_fn fn)
{
    struct String_vector kids = {0};
    char path[PATH_LEN];
    int rc = zoo_get_children(j->zh, root, 0, &kids);

    if (rc != ZOK)
        return rc;
    for (int32_t i = 0; i < kids.count; i++) {
        snprintf(path, sizeof path, "%s/%s", root, kids.data[i]);
        rc = fn(j, path);
        if (rc != ZOK && rc != ZNONODE && rc != ZBADVERSION)
            fprintf(stderr, "%s: %s\n", path, zerror(rc));
    }
    deallocate_String_vector(&kids);
    return ZOK;
}

static int visit_agent(struct janitor *j, const char *path)
{
    struct Stat st;
    int rc = zoo_exists(j->zh, path, 0, &st);

    if (rc != ZOK)
        return rc;
    if (wall_ms() - st.ctime < j->max_age_ms)
        return ZOK;
    rc = zoo_delete(j->zh, path, -1); // EXPECT: timestamp-cleanup
    if (rc == ZOK)
        j->removed++;
    return rc;
}

static int visit_request(struct janitor *j, const char *path)
{
    struct Stat st;
    int rc = zoo_exists(j->zh, path, 0, &st);

    if (rc != ZOK)
        return rc;
    if (st.ephemeralOwner != 0 || wall_ms() - st.mtime < j->max_age_ms)
        return ZOK;
    /* a request that an agent touched meanwhile has another version */
    rc = zoo_delete(j->zh, path, st.version);
    if (rc == ZOK)
        j->removed++;
    return rc;
}

static int wait_connected(zhandle_t *zh, int64_t limit_ms)
{
    int64_t until = wall_ms() + limit_ms;

    while (zoo_state(zh) != ZOO_CONNECTED_STATE) {
        if (wall_ms() > until) // EXPECT: wall-clock-interval
            return -1;
        usleep(50 * 1000);
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct janitor j = { NULL, 24LL * 3600 * 1000, 0 };

    if (argc < 2)
        return 2;
    if (argc > 2)
        j.max_age_ms = strtoll(argv[2], NULL, 10) * 1000;
    j.zh = zookeeper_init(argv[1], NULL, 10000, NULL, NULL, 0);
    if (!j.zh)
        return 1;
    if (wait_connected(j.zh, 10000) != 0) {
        fprintf(stderr, "no connection to %s\n", argv[1]);
        zookeeper_close(j.zh);
        return 1;
    }
    for_each_child(&j, AGENT_ROOT, visit_agent);
    for_each_child(&j, REQUEST_ROOT, visit_request);
    printf("%u removed\n", j.removed);
    zookeeper_close(j.zh);
    return 0;
}
