// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* warehouse stock service, libpq backend */
#include <postgresql/libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

enum stock_rc { STOCK_DONE, STOCK_SHORT, STOCK_NOSKU, STOCK_DBERR };

static enum stock_rc db_fail(PGconn *db, PGresult *r, const char *what)
{
    syslog(LOG_ERR, "%s: %s", what, PQerrorMessage(db));
    if (r)
        PQclear(r);
    return STOCK_DBERR;
}

static int run(PGconn *db, const char *sql)
{
    PGresult *r = PQexec(db, sql);
    int good = PQresultStatus(r) == PGRES_COMMAND_OK;

    if (!good)
        syslog(LOG_ERR, "%s: %s", sql, PQerrorMessage(db));
    PQclear(r);
    return good ? 0 : -1;
}

enum stock_rc stock_reserve(PGconn *db, const char *sku, int qty)
{
    const char *par[2];
    char left[16];
    PGresult *r;
    int on_hand;

    par[0] = sku;
    r = PQexecParams(db, "SELECT on_hand, label FROM stock WHERE sku = $1",
                     1, NULL, par, NULL, NULL, 0);
    if (PQresultStatus(r) != PGRES_TUPLES_OK)
        return db_fail(db, r, "select stock");
    if (PQntuples(r) == 0) {
        PQclear(r);
        return STOCK_NOSKU;
    }
    on_hand = atoi(PQgetvalue(r, 0, 0));
    PQclear(r);

    if (on_hand < qty)
        return STOCK_SHORT;

    snprintf(left, sizeof(left), "%d", on_hand - qty);
    par[0] = left;
    par[1] = sku;
    r = PQexecParams(db, "UPDATE stock SET on_hand = $1 WHERE sku = $2", 2, NULL, par, NULL, NULL, 0); // EXPECT: sql-lost-update
    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        return db_fail(db, r, "update stock");
    PQclear(r);
    return STOCK_DONE;
}

enum stock_rc stock_transfer(PGconn *db, const char *sku, const char *bin, int qty)
{
    const char *par[3];
    char num[16];
    PGresult *r;
    int cur;

    if (run(db, "BEGIN") < 0)
        return STOCK_DBERR;
    par[0] = sku;
    par[1] = bin;
    r = PQexecParams(db, "SELECT qty FROM bin_stock WHERE sku = $1 AND bin = $2 FOR UPDATE",
                     2, NULL, par, NULL, NULL, 0);
    if (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) != 1) {
        PQclear(r);
        run(db, "ROLLBACK");
        return STOCK_NOSKU;
    }
    cur = atoi(PQgetvalue(r, 0, 0));
    PQclear(r);
    snprintf(num, sizeof(num), "%d", cur + qty > 0 ? cur + qty : 0);
    par[0] = num;
    par[1] = sku;
    par[2] = bin;
    r = PQexecParams(db, "UPDATE bin_stock SET qty = $1 WHERE sku = $2 AND bin = $3",
                     3, NULL, par, NULL, NULL, 0);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        PQclear(r);
        run(db, "ROLLBACK");
        return STOCK_DBERR;
    }
    PQclear(r);
    return run(db, "COMMIT") < 0 ? STOCK_DBERR : STOCK_DONE;
}

enum stock_rc stock_return(PGconn *db, const char *sku, int qty)
{
    const char *par[2];
    char num[16];
    PGresult *r;

    snprintf(num, sizeof(num), "%d", qty);
    par[0] = num;
    par[1] = sku;
    r = PQexecParams(db, "UPDATE stock SET on_hand = on_hand + $1::int WHERE sku = $2",
                     2, NULL, par, NULL, NULL, 0);
    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        return db_fail(db, r, "return stock");
    if (strcmp(PQcmdTuples(r), "1") != 0) {
        PQclear(r);
        return STOCK_NOSKU;
    }
    PQclear(r);
    return STOCK_DONE;
}
