// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/*
 * ctlplane.c - controller of the stream processors.  All znodes that
 * describe the plan are written under the protection of /ctl/epoch.
 */
#define THREADED
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <zookeeper/zookeeper.h>

struct ctl {
    zhandle_t *zh;
    int32_t epoch_version;      /* of /ctl/epoch when we became controller */
    char node[64];
};

#define PLAN "/ctl/plan"
#define EPOCH "/ctl/epoch"

/* Become controller: the epoch node is bumped against its own version. */
int ctl_elect(struct ctl *c)
{
    char buf[64];
    int len = sizeof(buf) - 1, rc;
    struct Stat st;
    unsigned long epoch;

    rc = zoo_get(c->zh, EPOCH, 0, buf, &len, &st);
    if (rc != ZOK)
        return rc;
    buf[len < 0 ? 0 : len] = '\0';
    epoch = strtoul(buf, NULL, 10) + 1;
    len = snprintf(buf, sizeof(buf), "%lu", epoch);
    rc = zoo_set2(c->zh, EPOCH, buf, len, st.version, &st);
    if (rc == ZOK)
        c->epoch_version = st.version;
    return rc;
}

/* Add an operator to the plan. */
int ctl_plan_add(struct ctl *c, const char *operator_spec)
{
    char buf[8192];
    int len = sizeof(buf), n, rc;
    struct Stat st, out;
    zoo_op_t ops[2];
    zoo_op_result_t results[2];

    rc = zoo_get(c->zh, PLAN, 0, buf, &len, &st);
    if (rc != ZOK)
        return rc;
    if (len < 0)
        len = 0;
    n = snprintf(buf + len, sizeof(buf) - (size_t)len, "%s\n", operator_spec);
    if (n < 0 || len + n >= (int)sizeof(buf))
        return ZBADARGUMENTS;
    zoo_check_op_init(&ops[0], EPOCH, c->epoch_version);
    zoo_set_op_init(&ops[1], PLAN, buf, len + n, -1, &out);
    rc = zoo_multi(c->zh, 2, ops, results);
    if (rc == ZBADVERSION)
        fprintf(stderr, "lost controllership\n");
    return rc;
}

/* Periodic status of this process: nobody else writes the node. */
int ctl_heartbeat(struct ctl *c, int queue_depth)
{
    char path[128], buf[128];
    int n;

    snprintf(path, sizeof(path), "/ctl/nodes/%s", c->node);
    n = snprintf(buf, sizeof(buf), "%ld %d", (long)time(NULL), queue_depth);
    return zoo_set(c->zh, path, buf, n, -1);
}

/* Remove a command once it has been carried out. */
int ctl_consume(struct ctl *c, const char *cmd, int (*apply)(const char *, int))
{
    char path[128], buf[1024];
    int len = sizeof(buf), rc;
    struct Stat st;

    snprintf(path, sizeof(path), "/ctl/commands/%s", cmd);
    rc = zoo_get(c->zh, path, 0, buf, &len, &st);
    if (rc != ZOK)
        return rc;
    if (apply(buf, len) != 0)
        return ZSYSTEMERROR;
    rc = zoo_delete(c->zh, path, st.version);
    return rc == ZNONODE ? ZOK : rc;
}

int ctl_register(struct ctl *c)
{
    char path[128];
    struct Stat st;
    int rc;

    snprintf(path, sizeof(path), "/ctl/nodes/%s", c->node);
    if (zoo_exists(c->zh, path, 0, &st) == ZOK)
        return ZOK;
    rc = zoo_create(c->zh, path, "", 0, &ZOO_OPEN_ACL_UNSAFE, ZOO_EPHEMERAL, NULL, 0);
    return rc == ZNODEEXISTS ? ZOK : rc;
}
