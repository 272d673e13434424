// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* relayd: relays keep their state below /relays; the active one also writes
 * the routing table under the epoch it was elected with. */
#define THREADED
#include <zookeeper/zookeeper.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TABLE "/routing/table"
#define EPOCH "/routing/epoch"

struct relay {
    zhandle_t *zh;
    char name[48];
    int epoch_version; /* of EPOCH, since we were elected */
};

/* Our own node, nobody else writes it. */
int relay_report(struct relay *r, int calls, int errors)
{
    char path[96], text[64];

    snprintf(path, sizeof path, "/relays/%s/state", r->name);
    snprintf(text, sizeof text, "calls=%d errors=%d", calls, errors);
    return zoo_set(r->zh, path, text, (int)strlen(text), -1);
}

int relay_elected(struct relay *r)
{
    char buf[64], next[64];
    struct Stat st, out;
    int len, rc;

    do {
        len = sizeof buf - 1;
        rc = zoo_get(r->zh, EPOCH, 0, buf, &len, &st);
        if (rc != ZOK)
            return rc;
        buf[len > 0 ? len : 0] = '\0';
        snprintf(next, sizeof next, "%ld", strtol(buf, NULL, 10) + 1);
        rc = zoo_set2(r->zh, EPOCH, next, (int)strlen(next), st.version, &out);
    } while (rc == ZBADVERSION);
    if (rc == ZOK)
        r->epoch_version = out.version;
    return rc;
}

/* Only the holder of the current epoch changes the table. */
int relay_add_route(struct relay *r, const char *prefix, const char *hop)
{
    static char table[8192], next[8400];
    zoo_op_t ops[2];
    zoo_op_result_t res[2];
    struct Stat st, after;
    int len = sizeof table - 1, rc;

    rc = zoo_get(r->zh, TABLE, 0, table, &len, &st);
    if (rc != ZOK)
        return rc;
    table[len > 0 ? len : 0] = '\0';
    snprintf(next, sizeof next, "%s%s %s\n", table, prefix, hop);
    zoo_check_op_init(&ops[0], EPOCH, r->epoch_version);
    zoo_set_op_init(&ops[1], TABLE, next, (int)strlen(next), -1, &after);
    rc = zoo_multi(r->zh, 2, ops, res);
    if (rc == ZBADVERSION)
        fprintf(stderr, "%s: replaced by a newer relay\n", r->name);
    return rc;
}

int relay_register(struct relay *r, const char *addr)
{
    char path[96];
    struct Stat st;
    int rc;

    snprintf(path, sizeof path, "/relays/%s", r->name);
    rc = zoo_exists(r->zh, path, 0, &st);
    if (rc == ZOK)
        return ZOK;
    if (rc != ZNONODE)
        return rc;
    rc = zoo_create(r->zh, path, addr, (int)strlen(addr), &ZOO_OPEN_ACL_UNSAFE, 0, NULL, 0);
    return rc == ZNODEEXISTS ? ZOK : rc;
}

/* Drops a relay that nobody has touched since we looked. */
int relay_forget(struct relay *r, const char *other)
{
    char path[96], buf[64];
    struct Stat st;
    int len = sizeof buf - 1, rc;

    snprintf(path, sizeof path, "/relays/%s/state", other);
    rc = zoo_get(r->zh, path, 0, buf, &len, &st);
    if (rc != ZOK || len < 4 || memcmp(buf, "gone", 4) != 0)
        return rc;
    return zoo_delete(r->zh, path, st.version);
}

int main(int argc, char **argv)
{
    struct relay r = { 0 };
    int rc;

    if (argc < 4)
        return 2;
    r.zh = zookeeper_init(argv[1], NULL, 8000, NULL, NULL, 0);
    if (!r.zh)
        return 1;
    snprintf(r.name, sizeof r.name, "%s", argv[2]);
    rc = relay_register(&r, argv[3]);
    if (rc == ZOK)
        rc = relay_elected(&r);
    if (rc == ZOK)
        rc = relay_add_route(&r, "10.2.0.0/16", argv[3]);
    if (rc == ZOK)
        rc = relay_report(&r, 0, 0);
    relay_forget(&r, "relay-old");
    zookeeper_close(r.zh);
    return rc != ZOK;
}
