#include "pg.h"
#include <stdio.h>
#include <stdlib.h>

int pg_run(PGconn *db, const char *sql, int n, const char *const *vals)
{
    PGresult *res = PQexecParams(db, sql, n, NULL, vals, NULL, NULL, 0);
    int ok = PQresultStatus(res) == PGRES_COMMAND_OK;
    if (!ok)
        fprintf(stderr, "pg: %s", PQerrorMessage(db));
    PQclear(res);
    return ok ? 0 : -1;
}

int pg_run_count(PGconn *db, const char *sql, int n, const char *const *vals)
{
    PGresult *res = PQexecParams(db, sql, n, NULL, vals, NULL, NULL, 0);
    int rows = -1;
    if (PQresultStatus(res) == PGRES_COMMAND_OK)
        rows = atoi(PQcmdTuples(res));
    else
        fprintf(stderr, "pg: %s", PQerrorMessage(db));
    PQclear(res);
    return rows;
}

int pg_fetch_long(PGconn *db, const char *sql, const char *key, long *out)
{
    const char *vals[1] = { key };
    PGresult *res = PQexecParams(db, sql, 1, NULL, vals, NULL, NULL, 0);
    int rc = -1;
    if (PQresultStatus(res) == PGRES_TUPLES_OK && PQntuples(res) == 1) {
        *out = strtol(PQgetvalue(res, 0, 0), NULL, 10);
        rc = 0;
    }
    PQclear(res);
    return rc;
}
