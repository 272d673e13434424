// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
#include <postgresql/libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct zone_rec {
    char name[128];
    char data[256];
    char serial[16];
};

static int cmd_ok(PGresult *r, int *rows)
{
    int ok = PQresultStatus(r) == PGRES_COMMAND_OK;
    if (rows)
        *rows = ok ? atoi(PQcmdTuples(r)) : 0;
    PQclear(r);
    return ok ? 0 : -1;
}

int zone_load(PGconn *c, const char *name, struct zone_rec *z)
{
    const char *args[1] = { name };
    PGresult *r = PQexecParams(c, "SELECT data, serial FROM zone_records WHERE name = $1",
                               1, NULL, args, NULL, NULL, 0);
    int ret = -1;
    if (PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) == 1) {
        snprintf(z->name, sizeof z->name, "%s", name);
        snprintf(z->data, sizeof z->data, "%s", PQgetvalue(r, 0, 0));
        snprintf(z->serial, sizeof z->serial, "%s", PQgetvalue(r, 0, 1));
        ret = 0;
    }
    PQclear(r);
    return ret;
}

int zone_append_target(PGconn *c, const char *name, const char *target)
{
    for (int tries = 0; tries < 3; tries++) {
        struct zone_rec z;
        char data[512];
        int rows;
        if (zone_load(c, name, &z) != 0)
            return -1;
        snprintf(data, sizeof data, "%s,%s", z.data, target);
        const char *args[3] = { data, name, z.serial };
        PGresult *r = PQexecParams(c,
                                   "UPDATE zone_records SET data = $1, serial = serial + 1 "
                                   "WHERE name = $2 AND serial = $3",
                                   3, NULL, args, NULL, NULL, 0);
        if (cmd_ok(r, &rows) != 0)
            return -1;
        if (rows == 1)
            return 0;
    }
    return 1;
}

int zone_add(PGconn *c, const char *name, const char *data)
{
    const char *args[2] = { name, data };
    PGresult *r = PQexecParams(c,
                               "INSERT INTO zone_records(name, data, serial) VALUES ($1, $2, 1) "
                               "ON CONFLICT (name) DO NOTHING",
                               2, NULL, args, NULL, NULL, 0);
    int rows;
    if (cmd_ok(r, &rows) != 0)
        return -1;
    return rows == 1 ? 0 : 1;
}

int zone_bump_ttl(PGconn *c, const char *name, int factor)
{
    const char *args[2] = { name, NULL };
    char ttl[16];
    int ret = -1;

    if (cmd_ok(PQexec(c, "BEGIN"), NULL) != 0)
        return -1;
    PGresult *r = PQexecParams(c, "SELECT ttl FROM zone_records WHERE name = $1 FOR UPDATE",
                               1, NULL, args, NULL, NULL, 0);
    if (PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) == 1) {
        snprintf(ttl, sizeof ttl, "%d", atoi(PQgetvalue(r, 0, 0)) * factor);
        args[1] = ttl;
        ret = cmd_ok(PQexecParams(c, "UPDATE zone_records SET ttl = $2 WHERE name = $1",
                                  2, NULL, args, NULL, NULL, 0), NULL);
    }
    PQclear(r);
    if (cmd_ok(PQexec(c, ret == 0 ? "COMMIT" : "ROLLBACK"), NULL) != 0)
        return -1;
    return ret;
}
