// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* fleetd - keeps tenant quotas and placement records in ZooKeeper; one daemon per rack. */
#define THREADED
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zookeeper/zookeeper.h>

static zhandle_t *zk;

static int rc_to_errno(int rc)
{
    switch (rc) {
    case ZOK: return 0;
    case ZNONODE: return -ENOENT;
    case ZNODEEXISTS: return -EEXIST;
    case ZBADVERSION: return -EAGAIN;
    default: return -EIO;
    }
}

static int quota_take(const char *tenant, long units)
{
    char path[128], buf[32];
    struct Stat st;
    int rc;

    snprintf(path, sizeof path, "/fleet/quota/%s", tenant);
    do {
        int len = sizeof buf - 1;
        long left;

        rc = zoo_get(zk, path, 0, buf, &len, &st);
        if (rc != ZOK)
            return rc_to_errno(rc);
        buf[len > 0 ? len : 0] = '\0';
        left = strtol(buf, NULL, 10) - units;
        if (left < 0)
            return -ENOSPC;
        len = snprintf(buf, sizeof buf, "%ld", left);
        rc = zoo_set(zk, path, buf, len, st.version);
    } while (rc == ZBADVERSION);
    return rc_to_errno(rc);
}

/* The rack's own status node has this daemon as its only writer. */
static int report_load(const char *rack, double load)
{
    char path[128], buf[64];
    int len;

    snprintf(path, sizeof path, "/fleet/racks/%s/load", rack);
    len = snprintf(buf, sizeof buf, "%.2f", load);
    return rc_to_errno(zoo_set(zk, path, buf, len, -1));
}

static int become_planner(const char *rack, int *epoch_version)
{
    struct Stat st;
    char prev[64];
    int len = sizeof prev - 1;
    int rc = zoo_create(zk, "/fleet/planner", rack, (int)strlen(rack), &ZOO_OPEN_ACL_UNSAFE, ZOO_EPHEMERAL, NULL, 0);

    if (rc == ZNODEEXISTS)
        return 0;
    if (rc != ZOK)
        return rc_to_errno(rc);
    rc = zoo_get(zk, "/fleet/epoch", 0, prev, &len, &st);
    if (rc == ZOK)
        rc = zoo_set2(zk, "/fleet/epoch", rack, (int)strlen(rack), st.version, &st);
    if (rc != ZOK)
        return rc_to_errno(rc);
    *epoch_version = st.version;
    return 1;
}

/* Only the planner writes placements, and only while nobody has moved the epoch. */
static int place(int epoch_version, const char *vm, const char *rack)
{
    zoo_op_t ops[2];
    zoo_op_result_t res[2];
    char path[128], buf[96];
    int len = sizeof buf - 1;
    int rc;

    snprintf(path, sizeof path, "/fleet/vms/%s", vm);
    rc = zoo_get(zk, path, 0, buf, &len, NULL);
    if (rc != ZOK)
        return rc_to_errno(rc);
    buf[len > 0 ? len : 0] = '\0';
    if (strlen(buf) + strlen(rack) + 2 > sizeof buf)
        return -EMSGSIZE;
    strcat(buf, ">");
    strcat(buf, rack);
    zoo_check_op_init(&ops[0], "/fleet/epoch", epoch_version);
    zoo_set_op_init(&ops[1], path, buf, (int)strlen(buf), -1, NULL);
    rc = zoo_multi(zk, 2, ops, res);
    return rc_to_errno(rc);
}

static int drop_if_empty(const char *tenant)
{
    char path[128], buf[32];
    struct Stat st;
    int len = sizeof buf, rc;

    snprintf(path, sizeof path, "/fleet/quota/%s", tenant);
    rc = zoo_get(zk, path, 0, buf, &len, &st);
    if (rc != ZOK)
        return rc_to_errno(rc);
    if (len != 1 || buf[0] != '0')
        return -EBUSY;
    return rc_to_errno(zoo_delete(zk, path, st.version));
}

static void *load_main(void *rack)
{
    for (;;) {
        double avg = 0;

        if (getloadavg(&avg, 1) == 1 && report_load(rack, avg) < 0)
            fprintf(stderr, "fleetd: load report failed\n");
        sleep(10);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t tid;
    int epoch_version = -1, lead;

    if (argc < 4)
        return EXIT_FAILURE;
    zk = zookeeper_init(argv[1], NULL, 10000, NULL, NULL, 0);
    if (!zk || pthread_create(&tid, NULL, load_main, argv[2]))
        return EXIT_FAILURE;
    lead = become_planner(argv[2], &epoch_version);
    if (lead < 0 || quota_take(argv[3], 4) < 0)
        return EXIT_FAILURE;
    if (lead == 1 && place(epoch_version, argv[3], argv[2]) == -EAGAIN)
        fprintf(stderr, "fleetd: another planner took over\n");
    return drop_if_empty(argv[3]) == -EIO ? EXIT_FAILURE : EXIT_SUCCESS;
}
