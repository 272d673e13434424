// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* coupons.c - voucher redemption for the web shop (MariaDB) */
#include <mysql/mysql.h>
#include <mysql/mysqld_error.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CPN_OK          0
#define CPN_ERR        -1
#define CPN_UNKNOWN    -2
#define CPN_EXHAUSTED  -3
#define CPN_TWICE      -4

static int fail(MYSQL *db, const char *where)
{
    fprintf(stderr, "coupons: %s: %s\n", where, mysql_error(db));
    return CPN_ERR;
}

static int has_redeemed(MYSQL *db, const char *code, unsigned long user)
{
    char sql[256];
    MYSQL_RES *res;
    MYSQL_ROW row;
    int n;

    snprintf(sql, sizeof sql,
             "SELECT COUNT(*) FROM redemption WHERE code = '%s' AND user_id = %lu", code, user);
    if (mysql_query(db, sql))
        return fail(db, "count");
    if (!(res = mysql_store_result(db)))
        return fail(db, "count");
    row = mysql_fetch_row(res);
    n = row ? atoi(row[0]) : 0;
    mysql_free_result(res);
    return n > 0;
}

/* `code` has been checked against [A-Z0-9]+ by the caller. */
int coupon_redeem(MYSQL *db, const char *code, unsigned long user)
{
    char sql[256];
    MYSQL_RES *res;
    MYSQL_ROW row;
    long used, limit;
    int rc;

    rc = has_redeemed(db, code, user);
    if (rc < 0)
        return rc;
    if (rc > 0)
        return CPN_TWICE;

    snprintf(sql, sizeof sql, "SELECT used, max_use FROM coupon WHERE code = '%s'", code);
    if (mysql_query(db, sql) || !(res = mysql_store_result(db)))
        return fail(db, "select");
    if (!(row = mysql_fetch_row(res))) {
        mysql_free_result(res);
        return CPN_UNKNOWN;
    }
    used = atol(row[0]);
    limit = atol(row[1]);
    mysql_free_result(res);
    if (used >= limit)
        return CPN_EXHAUSTED;

    snprintf(sql, sizeof sql, "INSERT INTO redemption (code, user_id) VALUES ('%s', %lu)", code, user);
    if (mysql_query(db, sql)) // EXPECT: sql-lost-update
        return fail(db, "insert");
    snprintf(sql, sizeof sql, "UPDATE coupon SET used = %ld WHERE code = '%s'", used + 1, code);
    if (mysql_query(db, sql)) // EXPECT: sql-lost-update
        return fail(db, "update");
    return CPN_OK;
}

/* Free shipping can be claimed once per customer. */
int coupon_claim_shipping(MYSQL *db, unsigned long user)
{
    char sql[160];
    int rc = has_redeemed(db, "FREESHIP", user);

    if (rc < 0)
        return rc;
    if (rc > 0)
        return CPN_TWICE;
    snprintf(sql, sizeof sql,
             "INSERT INTO redemption (code, user_id) VALUES ('FREESHIP', %lu)", user);
    if (mysql_query(db, sql)) {
        if (mysql_errno(db) == ER_DUP_ENTRY)
            return CPN_TWICE;
        return fail(db, "claim");
    }
    return CPN_OK;
}

/* Counts down the contingent of a campaign. */
int coupon_take_contingent(MYSQL *db, const char *campaign)
{
    char sql[200];

    snprintf(sql, sizeof sql,
             "UPDATE campaign SET remaining = remaining - 1 WHERE name = '%s' AND remaining > 0",
             campaign);
    if (mysql_query(db, sql))
        return fail(db, "contingent");
    return mysql_affected_rows(db) == 1 ? CPN_OK : CPN_EXHAUSTED;
}
