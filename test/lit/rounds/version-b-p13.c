// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
#include <mysql/mysql.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct rollout {
    int percent;
    int revision;
};

static int run(MYSQL *my, const char *sql)
{
    if (mysql_query(my, sql) != 0) {
        fprintf(stderr, "sql: %s\n", mysql_error(my));
        return -1;
    }
    return 0;
}

static int rollout_load(MYSQL *my, unsigned long id, struct rollout *r)
{
    char sql[256];
    snprintf(sql, sizeof sql, "SELECT percent, revision FROM rollouts WHERE id = %lu", id);
    if (run(my, sql) != 0)
        return -1;
    MYSQL_RES *res = mysql_store_result(my);
    if (!res)
        return -1;
    MYSQL_ROW row = mysql_fetch_row(res);
    int ok = row != NULL;
    if (ok) {
        r->percent = atoi(row[0]);
        r->revision = atoi(row[1]);
    }
    mysql_free_result(res);
    return ok ? 0 : -1;
}

int rollout_advance(MYSQL *my, unsigned long id, int step)
{
    struct rollout r;
    char sql[256];

    for (int i = 0; i < 4; i++) {
        if (rollout_load(my, id, &r) != 0)
            return -1;
        int next = r.percent + step > 100 ? 100 : r.percent + step;
        snprintf(sql, sizeof sql,
                 "UPDATE rollouts SET percent = %d, revision = revision + 1 WHERE id = %lu AND revision = %d",
                 next, id, r.revision);
        if (run(my, sql) != 0)
            return -1;
        if (mysql_affected_rows(my) == 1)
            return 0;
    }
    return 1;
}

int rollout_halve(MYSQL *my, unsigned long id)
{
    char sql[256];
    int percent = -1;

    if (run(my, "START TRANSACTION") != 0)
        return -1;
    snprintf(sql, sizeof sql, "SELECT percent FROM rollouts WHERE id = %lu FOR UPDATE", id);
    if (run(my, sql) != 0)
        goto fail;
    MYSQL_RES *res = mysql_store_result(my);
    if (!res)
        goto fail;
    MYSQL_ROW row = mysql_fetch_row(res);
    if (row)
        percent = atoi(row[0]);
    mysql_free_result(res);
    if (percent < 0)
        goto fail;
    snprintf(sql, sizeof sql, "UPDATE rollouts SET percent = %d, revision = revision + 1 WHERE id = %lu",
             percent / 2, id);
    if (run(my, sql) != 0)
        goto fail;
    return run(my, "COMMIT");
fail:
    mysql_rollback(my);
    return -1;
}

int rollout_register(MYSQL *my, unsigned long id)
{
    char sql[256];
    snprintf(sql, sizeof sql,
             "INSERT INTO rollouts (id, percent, revision) VALUES (%lu, 0, 1) ON DUPLICATE KEY UPDATE id = id", id);
    return run(my, sql);
}

int rollout_count_exposure(MYSQL *my, unsigned long id)
{
    char sql[256];
    snprintf(sql, sizeof sql, "UPDATE rollouts SET exposures = exposures + 1 WHERE id = %lu", id);
    return run(my, sql);
}
