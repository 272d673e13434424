// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/*
 * Asynchronous ring membership updates. The ring is one znode with a list of
 * "host:port" entries; every node of the ring runs this code.
 */
#define THREADED
#include <zookeeper/zookeeper.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RING_PATH  "/cluster/ring"
#define EPOCH_PATH "/cluster/epoch"

struct ring_req {
    zhandle_t *zh;
    char       member[64];
    void     (*done)(struct ring_req *, int rc);
    int        tries;
};

static void on_set(int rc, const struct Stat *st, const void *data)
{
    struct ring_req *rq = (struct ring_req *)(uintptr_t)data;

    (void)st;
    rq->done(rq, rc);
}

static void on_ring_for_join(int rc, const char *value, int len, const struct Stat *st, const void *data)
{
    struct ring_req *rq = (struct ring_req *)(uintptr_t)data;
    char *next;
    int n;

    if (rc != ZOK || len < 0) {
        rq->done(rq, rc);
        return;
    }
    next = malloc((size_t)len + sizeof rq->member + 2);
    if (!next) {
        rq->done(rq, ZSYSTEMERROR);
        return;
    }
    n = sprintf(next, "%.*s\n%s", len, value, rq->member);
    fprintf(stderr, "ring v%d: join %s\n", st->version, rq->member);
    rc = zoo_aset(rq->zh, RING_PATH, next, n, -1, on_set, rq); // EXPECT: unversioned-write
    free(next);
    if (rc != ZOK)
        rq->done(rq, rc);
}

static void on_ring_for_leave(int rc, const char *value, int len, const struct Stat *st, const void *data);

static void on_leave_set(int rc, const struct Stat *st, const void *data)
{
    struct ring_req *rq = (struct ring_req *)(uintptr_t)data;

    (void)st;
    if (rc == ZBADVERSION && rq->tries-- > 0) {
        rc = zoo_aget(rq->zh, RING_PATH, 0, on_ring_for_leave, rq);
        if (rc == ZOK)
            return;
    }
    rq->done(rq, rc);
}

static void on_ring_for_leave(int rc, const char *value, int len, const struct Stat *st, const void *data)
{
    struct ring_req *rq = (struct ring_req *)(uintptr_t)data;
    char *copy, *hit;

    if (rc != ZOK || len < 0 || !(copy = malloc((size_t)len + 1))) {
        rq->done(rq, rc);
        return;
    }
    memcpy(copy, value, (size_t)len);
    copy[len] = '\0';
    hit = strstr(copy, rq->member);
    if (hit) {
        size_t tail = strlen(hit + strlen(rq->member)) + 1;
        memmove(hit, hit + strlen(rq->member), tail);
        rc = zoo_aset(rq->zh, RING_PATH, copy, (int)strlen(copy), st->version, on_leave_set, rq);
    }
    free(copy);
    if (!hit || rc != ZOK)
        rq->done(rq, rc);
}

int ring_join(struct ring_req *rq)
{
    return zoo_aget(rq->zh, RING_PATH, 0, on_ring_for_join, rq);
}

int ring_leave(struct ring_req *rq)
{
    rq->tries = 5;
    return zoo_aget(rq->zh, RING_PATH, 0, on_ring_for_leave, rq);
}

/* Starts a new ring generation: epoch + 1, guarded by the epoch's version. */
long ring_new_epoch(zhandle_t *zh, const char *ring, int ring_len)
{
    char buf[32];
    int len = sizeof buf - 1;
    struct Stat st, out[2];
    zoo_op_t ops[2];
    zoo_op_result_t res[2];
    long epoch;

    if (zoo_get(zh, EPOCH_PATH, 0, buf, &len, &st) != ZOK || len < 0)
        return -1;
    buf[len] = '\0';
    epoch = strtol(buf, NULL, 10) + 1;
    len = snprintf(buf, sizeof buf, "%ld", epoch);

    zoo_set_op_init(&ops[0], EPOCH_PATH, buf, len, st.version, &out[0]);
    zoo_set_op_init(&ops[1], RING_PATH, ring, ring_len, -1, &out[1]);
    zoo_multi(zh, 2, ops, res); // EXPECT: ignored-conflict
    return epoch;
}
