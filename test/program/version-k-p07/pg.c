// STD: gnu17
#include "pg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char schema_sql[] =
    "CREATE TABLE IF NOT EXISTS stock ("
    " sku text PRIMARY KEY, on_hand integer NOT NULL, bin text);"
    "CREATE TABLE IF NOT EXISTS voucher ("
    " id bigserial PRIMARY KEY, code text NOT NULL, order_id bigint NOT NULL);";

int wh_open(wh_db *db, const char *conninfo)
{
    memset(db, 0, sizeof *db);
    db->conn = PQconnectdb(conninfo);
    if (PQstatus(db->conn) != CONNECTION_OK) {
        snprintf(db->last_error, sizeof db->last_error, "%s", PQerrorMessage(db->conn));
        PQfinish(db->conn);
        db->conn = NULL;
        return -1;
    }
    return 0;
}

void wh_close(wh_db *db)
{
    if (db->conn)
        PQfinish(db->conn);
    db->conn = NULL;
}

int wh_check(wh_db *db, PGresult *res)
{
    ExecStatusType st = PQresultStatus(res);
    if (st == PGRES_COMMAND_OK || st == PGRES_TUPLES_OK)
        return 0;
    snprintf(db->last_error, sizeof db->last_error, "%s", PQresultErrorMessage(res));
    PQclear(res);
    return -1;
}

int wh_simple(wh_db *db, const char *sql)
{
    PGresult *res = PQexec(db->conn, sql);
    if (wh_check(db, res) != 0)
        return -1;
    PQclear(res);
    return 0;
}

int wh_schema(wh_db *db)
{
    return wh_simple(db, schema_sql);
}

int wh_scalar(wh_db *db, const char *sql, const char *key, long *out)
{
    const char *values[1] = { key };
    PGresult *res = PQexecParams(db->conn, sql, 1, NULL, values, NULL, NULL, 0);
    int found;

    if (wh_check(db, res) != 0)
        return -1;
    found = PQntuples(res) > 0;
    if (found)
        *out = strtol(PQgetvalue(res, 0, 0), NULL, 10);
    PQclear(res);
    return found;
}
