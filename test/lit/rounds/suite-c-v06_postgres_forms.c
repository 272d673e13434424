// RUN: %tocsin %s
// STD: gnu17
/* stock.qty through libpq: locking clauses, brackets, predicates, row counts. */
#include <postgresql/libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static PGresult *q(PGconn *c, const char *sql, int n, const char *const *v)
{
    return PQexecParams(c, sql, n, NULL, v, NULL, NULL, 0);
}

static int cmd(PGconn *c, const char *sql)
{
    PGresult *r = PQexec(c, sql);
    int ok = PQresultStatus(r) == PGRES_COMMAND_OK;
    PQclear(r);
    return ok ? 0 : -1;
}

static int number(PGresult *r, long *n)
{
    int ok = PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) == 1;
    if (ok)
        *n = strtol(PQgetvalue(r, 0, 0), NULL, 10);
    PQclear(r);
    return ok ? 0 : -1;
}

static int done(PGresult *r)
{
    int ok = PQresultStatus(r) == PGRES_COMMAND_OK;
    PQclear(r);
    return ok ? 0 : -1;
}

int two_statements(PGconn *c, const char *sku, long by)
{
    long n;
    char qty[24];
    if (number(q(c, "SELECT qty FROM stock WHERE sku = $1", 1, &sku), &n) || n < by)
        return -1;
    snprintf(qty, sizeof qty, "%ld", n - by);
    const char *v[] = { qty, sku };
    return done(q(c, "UPDATE stock SET qty = $1 WHERE sku = $2", 2, v)); // EXPECT: sql-lost-update
}

int for_update(PGconn *c, const char *sku, long by)
{
    long n;
    char qty[24];
    if (cmd(c, "BEGIN"))
        return -1;
    if (number(q(c, "SELECT qty FROM stock WHERE sku = $1 FOR UPDATE", 1, &sku), &n) || n < by) {
        cmd(c, "ROLLBACK");
        return -1;
    }
    snprintf(qty, sizeof qty, "%ld", n - by);
    const char *v[] = { qty, sku };
    if (done(q(c, "UPDATE stock SET qty = $1 WHERE sku = $2", 2, v))) {
        cmd(c, "ROLLBACK");
        return -1;
    }
    return cmd(c, "COMMIT");
}

int serializable(PGconn *c, const char *sku, long by)
{
    long n;
    char qty[24];
    if (cmd(c, "BEGIN ISOLATION LEVEL SERIALIZABLE"))
        return -1;
    if (number(q(c, "SELECT qty FROM stock WHERE sku = $1", 1, &sku), &n) || n < by) {
        cmd(c, "ROLLBACK");
        return -1;
    }
    snprintf(qty, sizeof qty, "%ld", n - by);
    const char *v[] = { qty, sku };
    if (done(q(c, "UPDATE stock SET qty = $1 WHERE sku = $2", 2, v))) {
        cmd(c, "ROLLBACK");
        return -1;
    }
    return cmd(c, "COMMIT");
}

int committed_between(PGconn *c, const char *sku, long by)
{
    long n;
    char qty[24];
    if (cmd(c, "BEGIN") || number(q(c, "SELECT qty FROM stock WHERE sku = $1 FOR UPDATE", 1, &sku), &n) ||
        cmd(c, "COMMIT"))
        return -1;
    snprintf(qty, sizeof qty, "%ld", n - by);
    const char *v[] = { qty, sku };
    return done(q(c, "UPDATE stock SET qty = $1 WHERE sku = $2", 2, v)); // EXPECT-MISS: sql-lost-update
}

int arithmetic_in_statement(PGconn *c, const char *sku, const char *by)
{
    const char *v[] = { by, sku };
    return done(q(c, "UPDATE stock SET qty = qty - $1 WHERE sku = $2 AND qty >= $1", 2, v));
}

int old_value(PGconn *c, const char *sku, long by)
{
    long n;
    char qty[24], old[24];
    if (number(q(c, "SELECT qty FROM stock WHERE sku = $1", 1, &sku), &n) || n < by)
        return -1;
    snprintf(qty, sizeof qty, "%ld", n - by);
    snprintf(old, sizeof old, "%ld", n);
    const char *v[] = { qty, sku, old };
    PGresult *r = q(c, "UPDATE stock SET qty = $1 WHERE sku = $2 AND qty = $3", 3, v);
    int ok = PQresultStatus(r) == PGRES_COMMAND_OK && strcmp(PQcmdTuples(r), "1") == 0;
    PQclear(r);
    return ok ? 0 : -1;
}

int old_value_uncounted(PGconn *c, const char *sku, long by)
{
    long n;
    char qty[24], old[24];
    if (number(q(c, "SELECT qty FROM stock WHERE sku = $1", 1, &sku), &n) || n < by)
        return -1;
    snprintf(qty, sizeof qty, "%ld", n - by);
    snprintf(old, sizeof old, "%ld", n);
    const char *v[] = { qty, sku, old };
    return done(q(c, "UPDATE stock SET qty = $1 WHERE sku = $2 AND qty = $3", 3, v)); // EXPECT: ignored-conflict
}

int insert_upsert(PGconn *c, const char *sku, long first)
{
    long n;
    char qty[24];
    if (number(q(c, "SELECT qty FROM stock WHERE sku = $1", 1, &sku), &n) == 0)
        return 0;
    snprintf(qty, sizeof qty, "%ld", first);
    const char *v[] = { sku, qty };
    return done(q(c, "INSERT INTO stock(sku, qty) VALUES($1, $2) ON CONFLICT DO NOTHING", 2, v));
}
