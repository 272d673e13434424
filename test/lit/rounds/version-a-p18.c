// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Shift scheduler on PostgreSQL. */
#include <postgresql/libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int cmd(PGconn *db, const char *sql)
{
    PGresult *r = PQexec(db, sql);
    int ok = PQresultStatus(r) == PGRES_COMMAND_OK;
    PQclear(r);
    return ok ? 0 : -1;
}

static int affected(PGconn *db, const char *sql, int n, const char *const *vals)
{
    PGresult *r = PQexecParams(db, sql, n, NULL, vals, NULL, NULL, 0);
    int rows = PQresultStatus(r) == PGRES_COMMAND_OK ? atoi(PQcmdTuples(r)) : -1;
    PQclear(r);
    return rows;
}

int shift_book(PGconn *db, const char *shift, const char *worker)
{
    const char *key[1] = { shift };
    char left[16];
    if (cmd(db, "BEGIN") != 0)
        return -1;
    PGresult *r = PQexecParams(db, "SELECT open_slots FROM shifts WHERE id = $1 FOR UPDATE", 1, NULL, key, NULL, NULL, 0);
    if (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) != 1) {
        PQclear(r);
        goto rollback;
    }
    int open = atoi(PQgetvalue(r, 0, 0));
    PQclear(r);
    if (open <= 0)
        goto rollback;
    snprintf(left, sizeof(left), "%d", open - 1);
    const char *upd[2] = { left, shift };
    if (affected(db, "UPDATE shifts SET open_slots = $1 WHERE id = $2", 2, upd) != 1)
        goto rollback;
    const char *ins[2] = { shift, worker };
    if (affected(db, "INSERT INTO bookings(shift, worker) VALUES($1, $2) ON CONFLICT DO NOTHING", 2, ins) != 1)
        goto rollback;
    return cmd(db, "COMMIT");
rollback:
    cmd(db, "ROLLBACK");
    return -1;
}

int shift_extend(PGconn *db, const char *shift, int minutes)
{
    const char *key[1] = { shift };
    char mins[16], version[24];
    for (int i = 0; i < 5; i++) {
        PGresult *r = PQexecParams(db, "SELECT minutes, version FROM shifts WHERE id = $1", 1, NULL, key, NULL, NULL, 0);
        if (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) != 1) {
            PQclear(r);
            return -1;
        }
        snprintf(mins, sizeof(mins), "%d", atoi(PQgetvalue(r, 0, 0)) + minutes);
        snprintf(version, sizeof(version), "%s", PQgetvalue(r, 0, 1));
        PQclear(r);
        const char *vals[3] = { mins, shift, version };
        int rows = affected(db, "UPDATE shifts SET minutes = $1, version = version + 1 WHERE id = $2 AND version = $3", 3, vals);
        if (rows < 0)
            return -1;
        if (rows == 1)
            return 0;
    }
    return 1;
}

int shift_claim_next(PGconn *db, const char *worker, char *id, size_t cap)
{
    const char *vals[1] = { worker };
    PGresult *r = PQexecParams(db,
        "UPDATE shifts SET owner = $1 WHERE id = (SELECT id FROM shifts WHERE owner IS NULL "
        "ORDER BY starts LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id",
        1, NULL, vals, NULL, NULL, 0);
    int rc = -1;
    if (PQresultStatus(r) == PGRES_TUPLES_OK) {
        rc = PQntuples(r) == 1 ? 0 : 1;
        if (rc == 0)
            snprintf(id, cap, "%s", PQgetvalue(r, 0, 0));
    }
    PQclear(r);
    return rc;
}

int shift_add_slots(PGconn *db, const char *shift, const char *extra)
{
    const char *vals[2] = { extra, shift };
    return affected(db, "UPDATE shifts SET open_slots = open_slots + $1 WHERE id = $2", 2, vals) == 1 ? 0 : -1;
}

int worker_register(PGconn *db, const char *email, const char *name)
{
    const char *vals[2] = { email, name };
    PGresult *r = PQexecParams(db, "SELECT 1 FROM workers WHERE email = $1", 1, NULL, vals, NULL, NULL, 0);
    int known = PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) > 0;
    PQclear(r);
    if (known)
        return 1;
    r = PQexecParams(db, "INSERT INTO workers(email, name) VALUES($1, $2)", 2, NULL, vals, NULL, NULL, 0);
    int rc = PQresultStatus(r) == PGRES_COMMAND_OK ? 0 : -1;
    if (rc != 0) {
        const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
        if (state && strcmp(state, "23505") == 0)
            rc = 1;
    }
    PQclear(r);
    return rc;
}
