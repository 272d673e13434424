// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Dispatch desk: orders and courier jobs in MariaDB. Every dispatcher has a
 * client like this one. */
#include <mysql/mysql.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct order {
    unsigned long id;
    unsigned long row_version;
    char address[128];
    char status[16];
};

static int fail(MYSQL *db, const char *what)
{
    fprintf(stderr, "%s: %s\n", what, mysql_error(db));
    return -1;
}

int order_load(MYSQL *db, unsigned long id, struct order *o)
{
    char sql[160];
    MYSQL_RES *res;
    MYSQL_ROW row;
    int rc = -1;

    snprintf(sql, sizeof sql, "SELECT row_version, address, status FROM orders WHERE id = %lu", id);
    if (mysql_query(db, sql) != 0 || (res = mysql_store_result(db)) == NULL)
        return fail(db, "load");
    if ((row = mysql_fetch_row(res)) != NULL) {
        o->id = id;
        o->row_version = strtoul(row[0], NULL, 10);
        snprintf(o->address, sizeof o->address, "%s", row[1] ? row[1] : "");
        snprintf(o->status, sizeof o->status, "%s", row[2]);
        rc = 0;
    }
    mysql_free_result(res);
    return rc;
}

/* Saves an order after the dispatcher closed the edit form. */
int order_save_address(MYSQL *db, const struct order *o)
{
    char esc[2 * sizeof o->address + 1], sql[512];

    mysql_real_escape_string(db, esc, o->address, strlen(o->address));
    snprintf(sql, sizeof sql,
             "UPDATE orders SET address = '%s', row_version = row_version + 1 "
             "WHERE id = %lu AND row_version = %lu",
             esc, o->id, o->row_version);
    if (mysql_query(db, sql) != 0) // EXPECT: ignored-conflict
        return fail(db, "save");
    return 0;
}

int order_ship(MYSQL *db, const struct order *o)
{
    char sql[256];

    snprintf(sql, sizeof sql,
             "UPDATE orders SET status = 'shipped', row_version = row_version + 1 "
             "WHERE id = %lu AND row_version = %lu",
             o->id, o->row_version);
    if (mysql_query(db, sql) != 0)
        return fail(db, "ship");
    if (mysql_affected_rows(db) != 1) {
        fprintf(stderr, "order %lu was edited by someone else\n", o->id);
        return 1;
    }
    return 0;
}

/* A courier takes a job; returns 0 when the job is his. */
int job_accept(MYSQL *db, unsigned long job, unsigned long courier)
{
    char sql[256];

    snprintf(sql, sizeof sql,
             "UPDATE job SET state = 'accepted', courier_id = %lu WHERE id = %lu AND state = 'offered'", courier, job);
    if (mysql_real_query(db, sql, strlen(sql)) != 0) // EXPECT: ignored-conflict
        return fail(db, "accept");
    printf("job %lu goes to courier %lu\n", job, courier);
    return 0;
}

void job_sweep(MYSQL *db)
{
    if (mysql_query(db, "UPDATE job SET state = 'expired' WHERE state = 'offered' AND offered_at < NOW() - INTERVAL 5 MINUTE") != 0)
        fail(db, "sweep");
}

int main(int argc, char **argv)
{
    MYSQL *db = mysql_init(NULL);
    struct order o;

    if (argc < 4 || !mysql_real_connect(db, argv[1], "desk", getenv("DESK_PW"), "dispatch", 0, NULL, 0))
        return 1;
    job_sweep(db);
    if (order_load(db, strtoul(argv[2], NULL, 10), &o) == 0) {
        snprintf(o.address, sizeof o.address, "%s", argv[3]);
        if (order_save_address(db, &o) == 0 && order_load(db, o.id, &o) == 0)
            order_ship(db, &o);
        job_accept(db, o.id, 7);
    }
    mysql_close(db);
    return 0;
}
