// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Work order table of the warehouse controller (PostgreSQL). */
#include <postgresql/libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct order {
    char id[24];
    long qty;
    char version[24];
};

static int exec_affected(PGconn *c, const char *sql, int n, const char *const *v)
{
    PGresult *r = PQexecParams(c, sql, n, NULL, v, NULL, NULL, 0);
    int rows = -1;

    if (PQresultStatus(r) == PGRES_COMMAND_OK)
        rows = atoi(PQcmdTuples(r));
    else
        fprintf(stderr, "wh: %s", PQerrorMessage(c));
    PQclear(r);
    return rows;
}

static int simple(PGconn *c, const char *sql)
{
    PGresult *r = PQexec(c, sql);
    int ok = PQresultStatus(r) == PGRES_COMMAND_OK;

    PQclear(r);
    return ok ? 0 : -1;
}

static int order_load(PGconn *c, const char *id, struct order *o)
{
    const char *v[1] = { id };
    PGresult *r = PQexecParams(c, "SELECT qty, version FROM work_order WHERE id = $1",
                               1, NULL, v, NULL, NULL, 0);
    int rv = -1;

    if (PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) == 1) {
        snprintf(o->id, sizeof(o->id), "%s", id);
        o->qty = atol(PQgetvalue(r, 0, 0));
        snprintf(o->version, sizeof(o->version), "%s", PQgetvalue(r, 0, 1));
        rv = 0;
    }
    PQclear(r);
    return rv;
}

int order_pick(PGconn *c, const char *id, long n)
{
    int tries;

    for (tries = 0; tries < 4; tries++) {
        struct order o;
        char qty[24];
        const char *v[3];
        int rows;

        if (order_load(c, id, &o) != 0 || o.qty < n)
            return -1;
        snprintf(qty, sizeof(qty), "%ld", o.qty - n);
        v[0] = qty; v[1] = o.id; v[2] = o.version;
        rows = exec_affected(c, "UPDATE work_order SET qty = $1, version = version + 1 "
                                "WHERE id = $2 AND version = $3", 3, v);
        if (rows < 0)
            return -1;
        if (rows == 1)
            return 0;
    }
    return -1;
}

/* Move quantity between bins; both rows stay locked until COMMIT. */
int bin_shift(PGconn *c, const char *bin, long n)
{
    const char *v[1] = { bin }, *w[2];
    char qty[24];
    PGresult *r;
    long have;

    if (simple(c, "BEGIN") != 0)
        return -1;
    r = PQexecParams(c, "SELECT qty FROM bin WHERE code = $1 FOR UPDATE", 1, NULL, v, NULL, NULL, 0);
    if (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) != 1) {
        PQclear(r);
        simple(c, "ROLLBACK");
        return -1;
    }
    have = atol(PQgetvalue(r, 0, 0));
    PQclear(r);
    snprintf(qty, sizeof(qty), "%ld", have + n < 0 ? 0 : have + n);
    w[0] = qty; w[1] = bin;
    if (exec_affected(c, "UPDATE bin SET qty = $1 WHERE code = $2", 2, w) != 1) {
        simple(c, "ROLLBACK");
        return -1;
    }
    return simple(c, "COMMIT");
}

/* Register a scanner; losing the insert race means somebody else did it. */
int scanner_register(PGconn *c, const char *serial)
{
    const char *v[1] = { serial };
    PGresult *r = PQexecParams(c, "SELECT 1 FROM scanner WHERE serial = $1", 1, NULL, v, NULL, NULL, 0);
    const char *state;
    int known = PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) > 0, rv = 0;

    PQclear(r);
    if (known)
        return 0;
    r = PQexecParams(c, "INSERT INTO scanner (serial) VALUES ($1)", 1, NULL, v, NULL, NULL, 0);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
        rv = state && strcmp(state, "23505") == 0 ? 0 : -1;
    }
    PQclear(r);
    return rv;
}

/* Claim one order; an empty result set means nothing was left to claim. */
int order_claim(PGconn *c, const char *worker, char *id, size_t cap)
{
    const char *v[1] = { worker };
    PGresult *r = PQexecParams(c,
        "UPDATE work_order SET state = 'picked', owner = $1 WHERE id = "
        "(SELECT id FROM work_order WHERE state = 'queued' LIMIT 1 FOR UPDATE SKIP LOCKED) "
        "RETURNING id", 1, NULL, v, NULL, NULL, 0);
    int rv = PQresultStatus(r) == PGRES_TUPLES_OK ? PQntuples(r) : -1;

    if (rv == 1)
        snprintf(id, cap, "%s", PQgetvalue(r, 0, 0));
    PQclear(r);
    return rv;
}
