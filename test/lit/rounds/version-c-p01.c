// RUN: %tocsin %s
// STD: gnu17
/*
 * couponsvc: redemption side of the promotion service.  Several couponsvc
 * processes run behind the load balancer against one PostgreSQL primary.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <postgresql/libpq-fe.h>

enum coupon_rc { COUPON_DONE = 0, COUPON_USED = 1, COUPON_NONE_LEFT = 2, COUPON_DBERR = -1 };

static const char schema_sql[] =
    "CREATE TABLE IF NOT EXISTS redemptions ("
    " id bigserial PRIMARY KEY, coupon_id bigint NOT NULL,"
    " user_id bigint NOT NULL, redeemed_at timestamptz DEFAULT now());"
    "CREATE TABLE IF NOT EXISTS coupons ("
    " id bigint PRIMARY KEY, state text NOT NULL, remaining int NOT NULL,"
    " version int NOT NULL DEFAULT 0);";

static const char sel_redemption[] =
    "SELECT id FROM redemptions WHERE coupon_id = $1 AND user_id = $2";
static const char ins_redemption[] =
    "INSERT INTO redemptions (coupon_id, user_id) VALUES ($1, $2)";
static const char void_coupon[] =
    "UPDATE coupons SET state = 'void', version = version + 1 "
    "WHERE id = $1 AND version = $2";
static const char take_one[] =
    "UPDATE coupons SET remaining = remaining - 1 "
    "WHERE id = $1 AND remaining > 0 AND state = 'open'";

static void log_pg(PGconn *c, const char *what)
{
    fprintf(stderr, "couponsvc: %s: %s", what, PQerrorMessage(c));
}

int coupon_schema(PGconn *c)
{
    PGresult *r = PQexec(c, schema_sql);
    int good = PQresultStatus(r) == PGRES_COMMAND_OK;
    PQclear(r);
    return good ? 0 : -1;
}

/* One coupon per customer. */
enum coupon_rc coupon_redeem(PGconn *c, const char *coupon, const char *user)
{
    const char *args[2] = { coupon, user };
    PGresult *r;
    int n;

    r = PQexecParams(c, sel_redemption, 2, NULL, args, NULL, NULL, 0);
    if (PQresultStatus(r) != PGRES_TUPLES_OK) {
        log_pg(c, "select redemption");
        PQclear(r);
        return COUPON_DBERR;
    }
    n = PQntuples(r);
    PQclear(r);
    if (n > 0)
        return COUPON_USED;

    r = PQexecParams(c, ins_redemption, 2, NULL, args, NULL, NULL, 0); // EXPECT: sql-lost-update
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        log_pg(c, "insert redemption");
        PQclear(r);
        return COUPON_DBERR;
    }
    PQclear(r);
    return COUPON_DONE;
}

/* Operator console: withdraw the coupon the operator was looking at. */
int coupon_withdraw(PGconn *c, const char *coupon, const char *seen_version)
{
    const char *args[2] = { coupon, seen_version };
    PGresult *r = PQexecParams(c, void_coupon, 2, NULL, args, NULL, NULL, 0); // EXPECT: ignored-conflict
    int failed = PQresultStatus(r) != PGRES_COMMAND_OK;

    if (failed)
        log_pg(c, "void coupon");
    PQclear(r);
    return failed ? -1 : 0;
}

enum coupon_rc coupon_take(PGconn *c, const char *coupon)
{
    const char *args[1] = { coupon };
    PGresult *r = PQexecParams(c, take_one, 1, NULL, args, NULL, NULL, 0);
    enum coupon_rc rc = COUPON_DBERR;

    if (PQresultStatus(r) == PGRES_COMMAND_OK)
        rc = strcmp(PQcmdTuples(r), "1") == 0 ? COUPON_DONE : COUPON_NONE_LEFT;
    else
        log_pg(c, "take coupon");
    PQclear(r);
    return rc;
}

int main(int argc, char **argv)
{
    PGconn *c;
    int rc;

    if (argc < 4)
        return 2;
    c = PQconnectdb(argv[1]);
    if (PQstatus(c) != CONNECTION_OK || coupon_schema(c) != 0) {
        log_pg(c, "connect");
        PQfinish(c);
        return 1;
    }
    if (argc > 4)
        rc = coupon_withdraw(c, argv[2], argv[4]);
    else {
        rc = coupon_redeem(c, argv[2], argv[3]);
        if (rc == COUPON_DONE)
            rc = coupon_take(c, argv[2]);
    }
    PQfinish(c);
    return rc < 0 ? 1 : 0;
}
