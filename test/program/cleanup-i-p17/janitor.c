// STD: gnu17
#include "shards.h"
#include <stdio.h>
#include <time.h>

static int64_t wall_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_REALTIME, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static int silent_for(const struct Stat *st, int64_t ms)
{
    return wall_ms() - st->mtime > ms;
}

int shard_janitor(zhandle_t *zh, int64_t silent_ms)
{
    struct String_vector kids = { 0, NULL };
    struct Stat st;
    char path[256];
    int i, rc, n = 0;

    if ((rc = zoo_get_children(zh, SHARD_ROOT, 0, &kids)) != ZOK)
        return rc;
    for (i = 0; i < kids.count; i++) {
        shard_path(path, sizeof path, SHARD_ROOT, kids.data[i]);
        if (zoo_exists(zh, path, 0, &st) != ZOK || !silent_for(&st, silent_ms))
            continue;
        rc = zoo_delete(zh, path, -1); // EXPECT: timestamp-cleanup
        if (rc == ZOK)
            n++;
        else if (rc != ZNONODE)
            fprintf(stderr, "%s: %s\n", path, zerror(rc));
    }
    deallocate_String_vector(&kids);
    return n;
}

int hint_janitor(zhandle_t *zh, int64_t silent_ms)
{
    struct String_vector kids = { 0, NULL };
    struct Stat st;
    char path[256];
    int i, rc, n = 0;

    if ((rc = zoo_get_children(zh, HINT_ROOT, 0, &kids)) != ZOK)
        return rc;
    for (i = 0; i < kids.count; i++) {
        shard_path(path, sizeof path, HINT_ROOT, kids.data[i]);
        if (zoo_exists(zh, path, 0, &st) != ZOK || st.ephemeralOwner != 0)
            continue;
        if (!silent_for(&st, silent_ms))
            continue;
        rc = zoo_delete(zh, path, st.version);
        if (rc == ZOK)
            n++;
        else if (rc != ZNONODE && rc != ZBADVERSION)
            fprintf(stderr, "%s: %s\n", path, zerror(rc));
    }
    deallocate_String_vector(&kids);
    return n;
}
