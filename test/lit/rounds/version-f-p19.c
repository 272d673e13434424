// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* cgi back end of the volunteer computing project: hosts and credit. Each web
 * server process has its own connection, autocommit. */
#include <mysql/mysql.h>
#include <mysql/mysqld_error.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct dbconn {
    MYSQL *my;
    char   err[256];
};

static int db_exec(struct dbconn *db, const char *sql)
{
    if (mysql_query(db->my, sql) == 0)
        return 0;
    snprintf(db->err, sizeof db->err, "%s", mysql_error(db->my));
    return -1;
}

static int db_get_double(struct dbconn *db, const char *sql, double *out)
{
    MYSQL_RES *res;
    MYSQL_ROW row;
    int found = 0;

    if (mysql_query(db->my, sql) != 0)
        return -1;
    res = mysql_store_result(db->my);
    if (!res)
        return -1;
    row = mysql_fetch_row(res);
    if (row && row[0]) {
        *out = atof(row[0]);
        found = 1;
    }
    mysql_free_result(res);
    return found;
}

int host_grant_credit(struct dbconn *db, unsigned long host_id, double credit)
{
    char query[256];
    double total;

    snprintf(query, sizeof query, "SELECT total_credit FROM host WHERE id = %lu", host_id);
    if (db_get_double(db, query, &total) != 1)
        return -1;
    total += credit;
    snprintf(query, sizeof query, "UPDATE host SET total_credit = %.15e WHERE id = %lu", total, host_id);
    return db_exec(db, query); // EXPECT: sql-lost-update
}

int team_grant_credit(struct dbconn *db, unsigned long team_id, double credit)
{
    char query[256];

    snprintf(query, sizeof query,
             "UPDATE team SET total_credit = total_credit + %.15e WHERE id = %lu", credit, team_id);
    return db_exec(db, query);
}

int team_join(struct dbconn *db, unsigned long team_id, unsigned long user_id)
{
    char query[256];
    MYSQL_RES *res;
    my_ulonglong rows;

    snprintf(query, sizeof query,
             "SELECT user_id FROM membership WHERE team_id = %lu AND user_id = %lu", team_id, user_id);
    if (mysql_query(db->my, query) != 0)
        return -1;
    res = mysql_store_result(db->my);
    if (!res)
        return -1;
    rows = mysql_num_rows(res);
    mysql_free_result(res);
    if (rows > 0)
        return 0;

    snprintf(query, sizeof query,
             "INSERT INTO membership (team_id, user_id, joined) VALUES (%lu, %lu, UNIX_TIMESTAMP())",
             team_id, user_id);
    if (mysql_query(db->my, query) != 0) // EXPECT: sql-lost-update
        return -1;
    return 1;
}

int forum_subscribe(struct dbconn *db, unsigned long thread_id, unsigned long user_id)
{
    char query[256];
    double one;

    snprintf(query, sizeof query,
             "SELECT 1 FROM subscription WHERE thread_id = %lu AND user_id = %lu", thread_id, user_id);
    if (db_get_double(db, query, &one) == 1)
        return 0;
    snprintf(query, sizeof query,
             "INSERT INTO subscription (thread_id, user_id) VALUES (%lu, %lu)", thread_id, user_id);
    if (mysql_query(db->my, query) == 0)
        return 1;
    return mysql_errno(db->my) == ER_DUP_ENTRY ? 0 : -1;
}
