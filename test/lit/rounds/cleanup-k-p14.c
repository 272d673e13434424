// RUN: %tocsin %s
// STD: gnu17
/* zkprune.c - prunes nodes left behind by the batch scheduler */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

/* from zookeeper.h */
typedef struct _zhandle zhandle_t;
struct Stat {
    int64_t czxid, mzxid, ctime, mtime;
    int32_t version, cversion, aversion;
    int64_t ephemeralOwner;
    int32_t dataLength, numChildren;
    int64_t pzxid;
};
struct String_vector {
    int32_t count;
    char **data;
};
#define ZOK 0
#define ZBADVERSION (-103)
int zoo_get_children(zhandle_t *, const char *, int, struct String_vector *);
int zoo_exists(zhandle_t *, const char *, int, struct Stat *);
int zoo_delete(zhandle_t *, const char *, int);
int deallocate_String_vector(struct String_vector *);

static int64_t now_ms(void)
{
    struct timeval tv;
    gettimeofday(&tv, NULL);
    return (int64_t)tv.tv_sec * 1000 + tv.tv_usec / 1000;
}

int prune_assignments(zhandle_t *zh, const char *root, int64_t max_ms)
{
    struct String_vector kids;
    int i, n = 0;
    int rc = zoo_get_children(zh, root, 0, &kids);
    if (rc != ZOK)
        return rc;
    for (i = 0; i < kids.count; i++) {
        char path[512];
        struct Stat st;
        snprintf(path, sizeof path, "%s/%s", root, kids.data[i]);
        if (zoo_exists(zh, path, 0, &st) != ZOK)
            continue;
        if (now_ms() - st.ctime < max_ms)
            continue;
        rc = zoo_delete(zh, path, -1); // EXPECT: timestamp-cleanup
        if (rc == ZOK)
            n++;
        else
            fprintf(stderr, "%s: %d\n", path, rc);
    }
    deallocate_String_vector(&kids);
    return n;
}

int prune_results(zhandle_t *zh, const char *root, int64_t max_ms)
{
    struct String_vector kids;
    int i, n = 0;
    if (zoo_get_children(zh, root, 0, &kids) != ZOK)
        return -1;
    for (i = 0; i < kids.count; i++) {
        char path[512];
        struct Stat st;
        snprintf(path, sizeof path, "%s/%s", root, kids.data[i]);
        if (zoo_exists(zh, path, 0, &st) != ZOK)
            continue;
        if (now_ms() - st.mtime < max_ms)
            continue;
        if (zoo_delete(zh, path, st.version) == ZOK)
            n++;
    }
    deallocate_String_vector(&kids);
    return n;
}
