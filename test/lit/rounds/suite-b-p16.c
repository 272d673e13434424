// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* p16: PostgreSQL through libpq; the statement that writes varies, the reading one does not. */
#include <postgresql/libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

static int done(PGresult *r)
{
    int ok = PQresultStatus(r) == PGRES_COMMAND_OK;

    PQclear(r);
    return ok;
}

static int rows(PGresult *r)
{
    int n = PQresultStatus(r) == PGRES_COMMAND_OK ? atoi(PQcmdTuples(r)) : -1;

    PQclear(r);
    return n;
}

/* key only */
int draw_01(PGconn *db, const char *item, int units)
{
    const char *p[2];
    char left[32];
    PGresult *r;

    p[0] = item;
    r = PQexecParams(db, "SELECT units FROM stock WHERE item = $1", 1, NULL, p, NULL, NULL, 0);
    if (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) != 1) {
        PQclear(r);
        return -1;
    }
    snprintf(left, sizeof left, "%d", atoi(PQgetvalue(r, 0, 0)) - units);
    PQclear(r);
    p[1] = left;
    return done(PQexecParams(db, "UPDATE stock SET units = $2 WHERE item = $1", 2, NULL, p, NULL, NULL, 0)) ? 0 : -1; // EXPECT: sql-lost-update
}

/* key and the value that was read */
int draw_02(PGconn *db, const char *item, int units)
{
    const char *p[3];
    char had[32], left[32];
    PGresult *r;

    p[0] = item;
    r = PQexecParams(db, "SELECT units FROM stock WHERE item = $1", 1, NULL, p, NULL, NULL, 0);
    if (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) != 1) {
        PQclear(r);
        return -1;
    }
    snprintf(had, sizeof had, "%s", PQgetvalue(r, 0, 0));
    PQclear(r);
    snprintf(left, sizeof left, "%d", atoi(had) - units);
    p[1] = left;
    p[2] = had;
    r = PQexecParams(db, "UPDATE stock SET units = $2 WHERE item = $1 AND units = $3", 3, NULL, p, NULL, NULL, 0);
    return rows(r) == 1 ? 0 : -1;
}

/* key and revision */
int draw_03(PGconn *db, const char *item, int units)
{
    const char *p[3];
    char rev[32], left[32];
    PGresult *r;

    p[0] = item;
    r = PQexecParams(db, "SELECT units, rev FROM stock WHERE item = $1", 1, NULL, p, NULL, NULL, 0);
    if (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) != 1) {
        PQclear(r);
        return -1;
    }
    snprintf(left, sizeof left, "%d", atoi(PQgetvalue(r, 0, 0)) - units);
    snprintf(rev, sizeof rev, "%s", PQgetvalue(r, 0, 1));
    PQclear(r);
    p[1] = left;
    p[2] = rev;
    r = PQexecParams(db, "UPDATE stock SET units = $2, rev = rev + 1 WHERE item = $1 AND rev = $3", 3, NULL, p, NULL, NULL, 0); // EXPECT: ignored-conflict
    return done(r) ? 0 : -1;
}

/* arithmetic in the server */
int draw_04(PGconn *db, const char *item, const char *units)
{
    const char *p[2] = {item, units};

    return rows(PQexecParams(db, "UPDATE stock SET units = units - $2 WHERE item = $1 AND units >= $2", 2, NULL, p, NULL, NULL, 0)) == 1 ? 0 : -1;
}

/* row lock in a transaction */
int draw_05(PGconn *db, const char *item, int units)
{
    const char *p[2];
    char left[32];
    PGresult *r;

    if (!done(PQexec(db, "BEGIN")))
        return -1;
    p[0] = item;
    r = PQexecParams(db, "SELECT units FROM stock WHERE item = $1 FOR UPDATE", 1, NULL, p, NULL, NULL, 0);
    if (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) != 1) {
        PQclear(r);
        done(PQexec(db, "ROLLBACK"));
        return -1;
    }
    snprintf(left, sizeof left, "%d", atoi(PQgetvalue(r, 0, 0)) - units);
    PQclear(r);
    p[1] = left;
    if (!done(PQexecParams(db, "UPDATE stock SET units = $2 WHERE item = $1", 2, NULL, p, NULL, NULL, 0))) {
        done(PQexec(db, "ROLLBACK"));
        return -1;
    }
    return done(PQexec(db, "COMMIT")) ? 0 : -1;
}

/* the text is put together with snprintf */
int draw_06(PGconn *db, int item, int units)
{
    char text[160];
    PGresult *r;
    int have;

    snprintf(text, sizeof text, "SELECT units FROM stock WHERE item = %d", item);
    r = PQexec(db, text);
    if (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) != 1) {
        PQclear(r);
        return -1;
    }
    have = atoi(PQgetvalue(r, 0, 0));
    PQclear(r);
    if (have < units)
        return 1;
    snprintf(text, sizeof text, "UPDATE stock SET units = %d WHERE item = %d", have - units, item);
    return done(PQexec(db, text)) ? 0 : -1; // EXPECT: sql-lost-update
}

/* read for a message, written from the request */
int rename_07(PGconn *db, const char *item, const char *title)
{
    const char *p[2] = {item, title};
    PGresult *r = PQexecParams(db, "SELECT title FROM stock WHERE item = $1", 1, NULL, p, NULL, NULL, 0);

    if (PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) == 1)
        printf("was called %s\n", PQgetvalue(r, 0, 0));
    PQclear(r);
    return done(PQexecParams(db, "UPDATE stock SET title = $2 WHERE item = $1", 2, NULL, p, NULL, NULL, 0)) ? 0 : -1;
}
