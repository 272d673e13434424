// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/*
 * validator: grants credit to volunteer hosts.
 * Several validators (one per application) run at once.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <mysql/mysql.h>

#define QBUF 1024

struct host_credit {
    int    id;
    double total;
    double expavg;
    int    nresults;
};

static int db_fail(MYSQL *db, const char *query)
{
    fprintf(stderr, "validator: %s\n  query: %s\n", mysql_error(db), query);
    return -1;
}

static int host_lookup(MYSQL *db, int id, struct host_credit *h)
{
    char query[QBUF];
    MYSQL_RES *res;
    MYSQL_ROW row;

    sprintf(query, "select total_credit, expavg_credit from host where id=%d", id);
    if (mysql_query(db, query))
        return db_fail(db, query);
    res = mysql_store_result(db);
    if (!res)
        return db_fail(db, query);
    row = mysql_fetch_row(res);
    if (!row) {
        mysql_free_result(res);
        return -1;
    }
    h->id = id;
    h->total = atof(row[0]);
    h->expavg = atof(row[1]);
    mysql_free_result(res);
    return 0;
}

static double decay(double avg, double credit)
{
    return avg * 0.93 + credit * 0.07;
}

int grant_host_credit(MYSQL *db, int host_id, double credit)
{
    struct host_credit h;
    char query[QBUF];
    int retval;

    retval = host_lookup(db, host_id, &h);
    if (retval)
        return retval;
    h.total += credit;
    h.expavg = decay(h.expavg, credit);
    snprintf(query, sizeof(query),
        "update host set total_credit=%.15e, expavg_credit=%.15e where id=%d",
        h.total, h.expavg, h.id);
    retval = mysql_query(db, query); // EXPECT: sql-lost-update
    if (retval)
        return db_fail(db, query);
    return 0;
}

int count_host_result(MYSQL *db, int host_id)
{
    char query[QBUF];

    snprintf(query, sizeof(query),
        "update host set nresults=nresults+1 where id=%d", host_id);
    return mysql_query(db, query) ? db_fail(db, query) : 0;
}

int grant_team_credit(MYSQL *db, int team_id, double credit)
{
    char query[QBUF];
    MYSQL_RES *res;
    MYSQL_ROW row;
    double total;
    int retval = -1;

    if (mysql_query(db, "start transaction"))
        return -1;
    snprintf(query, sizeof(query),
        "select total_credit from team where id=%d for update", team_id);
    if (mysql_query(db, query) || !(res = mysql_store_result(db)))
        goto out;
    row = mysql_fetch_row(res);
    total = row ? atof(row[0]) + credit : -1;
    mysql_free_result(res);
    if (total < 0)
        goto out;
    snprintf(query, sizeof(query),
        "update team set total_credit=%.15e where id=%d", total, team_id);
    retval = mysql_query(db, query);
out:
    if (retval) {
        db_fail(db, query);
        mysql_query(db, "rollback");
        return retval;
    }
    return mysql_query(db, "commit");
}

int main(int argc, char **argv)
{
    MYSQL *db = mysql_init(NULL);
    int host, team, rc;

    if (argc < 4 || !mysql_real_connect(db, NULL, "boinc", NULL, argv[1], 0, NULL, 0))
        return 1;
    host = atoi(argv[2]);
    team = atoi(argv[3]);
    rc = grant_host_credit(db, host, 12.5);
    if (!rc)
        rc = count_host_result(db, host);
    if (!rc)
        rc = grant_team_credit(db, team, 12.5);
    mysql_close(db);
    return rc != 0;
}
