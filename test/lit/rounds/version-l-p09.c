// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Warehouse stock service: PostgreSQL access layer. */
#include <postgresql/libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum stock_rc { STOCK_OK, STOCK_SHORT, STOCK_CONFLICT, STOCK_DUP, STOCK_DB };

static int run(PGconn *c, const char *sql)
{
    PGresult *r = PQexec(c, sql);
    int ok = PQresultStatus(r) == PGRES_COMMAND_OK;
    if (!ok)
        fprintf(stderr, "pg: %s: %s", sql, PQerrorMessage(c));
    PQclear(r);
    return ok;
}

/* Executes a statement and tells how many rows it touched, -1 on failure. */
static long touch(PGconn *c, const char *sql, int n, const char *const *v)
{
    PGresult *r = PQexecParams(c, sql, n, NULL, v, NULL, NULL, 0);
    long rows = -1;
    if (PQresultStatus(r) == PGRES_COMMAND_OK)
        rows = strtol(PQcmdTuples(r), NULL, 10);
    PQclear(r);
    return rows;
}

enum stock_rc stock_pick(PGconn *c, const char *sku, long qty)
{
    const char *sel[1] = { sku };
    const char *upd[2];
    char left[32];
    long have;
    PGresult *r;

    if (!run(c, "BEGIN"))
        return STOCK_DB;
    r = PQexecParams(c, "SELECT on_hand FROM stock WHERE sku = $1 FOR UPDATE", 1, NULL, sel, NULL, NULL, 0);
    if (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) != 1) {
        PQclear(r);
        run(c, "ROLLBACK");
        return STOCK_DB;
    }
    have = strtol(PQgetvalue(r, 0, 0), NULL, 10);
    PQclear(r);
    if (have < qty) {
        run(c, "ROLLBACK");
        return STOCK_SHORT;
    }
    snprintf(left, sizeof left, "%ld", have - qty);
    upd[0] = left;
    upd[1] = sku;
    if (touch(c, "UPDATE stock SET on_hand = $1 WHERE sku = $2", 2, upd) != 1) {
        run(c, "ROLLBACK");
        return STOCK_DB;
    }
    return run(c, "COMMIT") ? STOCK_OK : STOCK_DB;
}

enum stock_rc stock_move_bin(PGconn *c, const char *sku, const char *(*choose)(const char *bin, long load))
{
    const char *sel[1] = { sku };
    const char *upd[3];
    char bin[32], rev[24];
    long rows;
    PGresult *r = PQexecParams(c, "SELECT bin, bin_load, row_rev FROM stock WHERE sku = $1", 1, NULL, sel, NULL, NULL, 0);

    if (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) != 1) {
        PQclear(r);
        return STOCK_DB;
    }
    snprintf(bin, sizeof bin, "%s", choose(PQgetvalue(r, 0, 0), strtol(PQgetvalue(r, 0, 1), NULL, 10)));
    snprintf(rev, sizeof rev, "%s", PQgetvalue(r, 0, 2));
    PQclear(r);

    upd[0] = bin;
    upd[1] = sku;
    upd[2] = rev;
    rows = touch(c, "UPDATE stock SET bin = $1, row_rev = row_rev + 1 "
                    "WHERE sku = $2 AND row_rev = $3", 3, upd);
    if (rows < 0)
        return STOCK_DB;
    return rows == 1 ? STOCK_OK : STOCK_CONFLICT;
}

enum stock_rc stock_register(PGconn *c, const char *sku, const char *title)
{
    const char *v[2] = { sku, title };
    enum stock_rc rc = STOCK_OK;
    const char *state;
    PGresult *r = PQexecParams(c, "SELECT 1 FROM stock WHERE sku = $1", 1, NULL, v, NULL, NULL, 0);
    int known = PQntuples(r);

    PQclear(r);
    if (known)
        return STOCK_DUP;
    r = PQexecParams(c, "INSERT INTO stock (sku, title, on_hand, row_rev) VALUES ($1, $2, 0, 1)", 2, NULL, v, NULL, NULL, 0);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
        rc = state && strcmp(state, "23505") == 0 ? STOCK_DUP : STOCK_DB;
    }
    PQclear(r);
    return rc;
}

enum stock_rc stock_note_low(PGconn *c, const char *sku)
{
    const char *v[2] = { sku, NULL };
    char msg[96];
    PGresult *r = PQexecParams(c, "SELECT on_hand FROM stock WHERE sku = $1", 1, NULL, v, NULL, NULL, 0);

    if (PQntuples(r) == 1 && strtol(PQgetvalue(r, 0, 0), NULL, 10) < 10) {
        snprintf(msg, sizeof msg, "low: %s left", PQgetvalue(r, 0, 0));
        v[1] = msg;
        PQclear(r);
        return touch(c, "INSERT INTO reorder_log (sku, message) VALUES ($1, $2)", 2, v) == 1 ? STOCK_OK : STOCK_DB;
    }
    PQclear(r);
    return STOCK_OK;
}
