// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Voucher redemption for the ticket shop (PostgreSQL). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <postgresql/libpq-fe.h>

struct shop {
    PGconn *db;
    FILE *audit;
};

static long single_long(PGresult *res, long dflt)
{
    if (PQresultStatus(res) != PGRES_TUPLES_OK || PQntuples(res) == 0 || PQgetisnull(res, 0, 0))
        return dflt;
    return strtol(PQgetvalue(res, 0, 0), NULL, 10);
}

static int voucher_used(struct shop *s, long voucher, long account)
{
    char sql[256];
    snprintf(sql, sizeof(sql),
             "SELECT count(*) FROM redemption WHERE voucher_id = %ld AND account_id = %ld", voucher, account);
    PGresult *res = PQexec(s->db, sql);
    long n = single_long(res, -1);
    PQclear(res);
    return n < 0 ? -1 : n > 0;
}

/* 0 = redeemed, 1 = the account had it already, -1 = database trouble */
int voucher_redeem(struct shop *s, long voucher, long account, long cents)
{
    char sql[320];
    int used = voucher_used(s, voucher, account);

    if (used < 0)
        return -1;
    if (used)
        return 1;

    snprintf(sql, sizeof(sql),
             "INSERT INTO redemption (voucher_id, account_id, cents, at) VALUES (%ld, %ld, %ld, now())",
             voucher, account, cents);
    PGresult *res = PQexec(s->db, sql); // EXPECT: sql-lost-update
    int rc = PQresultStatus(res) == PGRES_COMMAND_OK ? 0 : -1;
    PQclear(res);
    if (rc == 0)
        fprintf(s->audit, "redeem voucher=%ld account=%ld\n", voucher, account);
    return rc;
}

int voucher_bind_device(struct shop *s, long voucher, const char *device)
{
    char id[24];
    const char *argv[2] = { id, device };

    snprintf(id, sizeof(id), "%ld", voucher);
    PGresult *res = PQexecParams(s->db,
                                 "INSERT INTO voucher_device (voucher_id, device) VALUES ($1, $2) "
                                 "ON CONFLICT (voucher_id) DO NOTHING",
                                 2, NULL, argv, NULL, NULL, 0);
    int rc = -1;
    if (PQresultStatus(res) == PGRES_COMMAND_OK)
        rc = strcmp(PQcmdTuples(res), "1") == 0 ? 0 : 1;
    PQclear(res);
    return rc;
}

/* Extend a campaign's spend: the limit itself is checked in the statement. */
int campaign_spend(struct shop *s, long campaign, long cents)
{
    char a[24], b[24];
    const char *argv[2] = { a, b };

    snprintf(a, sizeof(a), "%ld", campaign);
    snprintf(b, sizeof(b), "%ld", cents);

    PGresult *res = PQexecParams(s->db, "SELECT spent FROM campaign WHERE id = $1", 1, NULL, argv, NULL, NULL, 0);
    fprintf(s->audit, "campaign=%ld before=%ld\n", campaign, single_long(res, 0));
    PQclear(res);

    res = PQexecParams(s->db,
                       "UPDATE campaign SET spent = spent + $2::bigint WHERE id = $1 AND spent + $2::bigint <= cap",
                       2, NULL, argv, NULL, NULL, 0);
    int rc = -1;
    if (PQresultStatus(res) == PGRES_COMMAND_OK)
        rc = atoi(PQcmdTuples(res)) == 1 ? 0 : 1;
    PQclear(res);
    return rc;
}
