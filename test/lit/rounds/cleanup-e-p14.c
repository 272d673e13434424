// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Removes task nodes that nobody cleaned up, and old result nodes. */
#define THREADED
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#include <zookeeper/zookeeper.h>

#define TASK_ROOT   "/render/tasks"
#define RESULT_ROOT "/render/results"

static int64_t now_ms(void)
{
    struct timeval tv;

    gettimeofday(&tv, NULL);
    return (int64_t)tv.tv_sec * 1000 + tv.tv_usec / 1000;
}

static int join_path(char *out, size_t len, const char *root, const char *name)
{
    int n = snprintf(out, len, "%s/%s", root, name);

    return n > 0 && (size_t)n < len ? 0 : -1;
}

static int reap_tasks(zhandle_t *zh, int64_t max_age_ms)
{
    struct String_vector kids = {0, NULL};
    struct Stat st;
    char path[256];
    int i, rc, removed = 0;

    rc = zoo_get_children(zh, TASK_ROOT, 0, &kids);
    if (rc != ZOK) {
        fprintf(stderr, "zk: %s: %s\n", TASK_ROOT, zerror(rc));
        return -1;
    }
    for (i = 0; i < kids.count; i++) {
        if (join_path(path, sizeof path, TASK_ROOT, kids.data[i]) != 0)
            continue;
        if (zoo_exists(zh, path, 0, &st) != ZOK)
            continue;
        if (now_ms() - st.ctime > max_age_ms) {
            rc = zoo_delete(zh, path, -1); // EXPECT: timestamp-cleanup
            if (rc == ZOK)
                removed++;
            else if (rc != ZNONODE)
                fprintf(stderr, "zk: %s: %s\n", path, zerror(rc));
        }
    }
    deallocate_String_vector(&kids);
    return removed;
}

/* Collectors rewrite the node when they start to fetch a result. */
static int reap_results(zhandle_t *zh, int64_t max_age_ms)
{
    struct String_vector kids = {0, NULL};
    struct Stat st;
    char path[256];
    int i, removed = 0;

    if (zoo_get_children(zh, RESULT_ROOT, 0, &kids) != ZOK)
        return -1;
    for (i = 0; i < kids.count; i++) {
        if (join_path(path, sizeof path, RESULT_ROOT, kids.data[i]) != 0)
            continue;
        if (zoo_exists(zh, path, 0, &st) != ZOK)
            continue;
        if (st.mtime + max_age_ms > now_ms())
            continue;
        if (zoo_delete(zh, path, st.version) == ZOK)
            removed++;
    }
    deallocate_String_vector(&kids);
    return removed;
}

int main(int argc, char **argv)
{
    zhandle_t *zh;

    zoo_set_debug_level(ZOO_LOG_LEVEL_WARN);
    zh = zookeeper_init(argc > 1 ? argv[1] : "localhost:2181", NULL, 15000, NULL, NULL, 0);
    if (zh == NULL)
        return EXIT_FAILURE;
    printf("tasks %d, results %d\n", reap_tasks(zh, 3600 * 1000LL),
           reap_results(zh, 24 * 3600 * 1000LL));
    zookeeper_close(zh);
    return 0;
}
