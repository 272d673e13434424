// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Batch scheduler backend: results and credit book-keeping in MariaDB. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <mariadb/mysql.h>

enum result_state { RS_UNSENT = 2, RS_SENT = 4, RS_OVER = 5 };

struct db {
    MYSQL *my;
};

struct result_row {
    unsigned long id;
    int state;
    double credit;
    unsigned long host;
};

static int db_exec(struct db *d, const char *sql)
{
    if (mysql_query(d->my, sql)) {
        fprintf(stderr, "%s: %s\n", sql, mysql_error(d->my));
        return -EIO;
    }
    return 0;
}

static int result_lookup(struct db *d, unsigned long id, struct result_row *r)
{
    char sql[256];
    snprintf(sql, sizeof(sql), "select id, server_state, granted_credit, hostid from result where id=%lu", id);
    if (db_exec(d, sql))
        return -EIO;
    MYSQL_RES *res = mysql_store_result(d->my);
    if (!res)
        return -EIO;
    MYSQL_ROW row = mysql_fetch_row(res);
    int rc = row ? 0 : -ENOENT;
    if (row) {
        r->id = strtoul(row[0], NULL, 10);
        r->state = atoi(row[1]);
        r->credit = row[2] ? atof(row[2]) : 0;
        r->host = strtoul(row[3], NULL, 10);
    }
    mysql_free_result(res);
    return rc;
}

/* Hand an unsent result to a host. Other schedulers compete for it. */
int result_send(struct db *d, unsigned long id, unsigned long host)
{
    char sql[256];
    struct result_row r;
    int rc = result_lookup(d, id, &r);

    if (rc)
        return rc;
    if (r.state != RS_UNSENT)
        return -EBUSY;
    snprintf(sql, sizeof(sql),
             "update result set server_state=%d, hostid=%lu, sent_time=unix_timestamp() "
             "where id=%lu and server_state=%d",
             RS_SENT, host, id, r.state);
    if (db_exec(d, sql))
        return -EIO;
    if (mysql_affected_rows(d->my) != 1)
        return -EBUSY;
    return 0;
}

static double host_total_for_update(struct db *d, unsigned long host)
{
    char sql[160];
    double total = -1;

    snprintf(sql, sizeof(sql), "select total_credit from host where id=%lu for update", host);
    if (db_exec(d, sql))
        return -1;
    MYSQL_RES *res = mysql_store_result(d->my);
    MYSQL_ROW row = res ? mysql_fetch_row(res) : NULL;
    if (row && row[0])
        total = atof(row[0]);
    if (res)
        mysql_free_result(res);
    return total;
}

int host_grant(struct db *d, unsigned long host, double credit, double decay)
{
    char sql[256];
    double total;

    if (db_exec(d, "start transaction"))
        return -EIO;
    total = host_total_for_update(d, host);
    if (total < 0)
        goto fail;
    total = total * decay + credit;
    snprintf(sql, sizeof(sql), "update host set total_credit=%.15e where id=%lu", total, host);
    if (db_exec(d, sql))
        goto fail;
    return db_exec(d, "commit");
fail:
    db_exec(d, "rollback");
    return -EIO;
}

int team_join(struct db *d, unsigned long user, unsigned long team)
{
    char sql[200];

    snprintf(sql, sizeof(sql), "insert ignore into membership (userid, teamid) values (%lu, %lu)", user, team);
    if (db_exec(d, sql))
        return -EIO;
    if (mysql_affected_rows(d->my) == 0)
        return 1;
    snprintf(sql, sizeof(sql), "update team set nusers = nusers + 1 where id=%lu", team);
    return db_exec(d, sql);
}

int host_seen(struct db *d, unsigned long result_id, const char *addr)
{
    struct result_row r;
    char sql[256], esc[130];

    if (strlen(addr) > 64 || result_lookup(d, result_id, &r))
        return -ENOENT;
    mysql_real_escape_string(d->my, esc, addr, strlen(addr));
    snprintf(sql, sizeof(sql), "update host set last_ip='%s', rpc_time=unix_timestamp() where id=%lu", esc, r.host);
    return db_exec(d, sql);
}
