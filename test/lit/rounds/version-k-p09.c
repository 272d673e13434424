// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Transcoder worker: takes jobs from the shared job table. Many hosts run this loop. */
#include <mariadb/mysql.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct job {
    unsigned long id;
    unsigned long asset;
    int attempts;
} job_t;

extern int transcode_asset(unsigned long asset);

static int fetch_queued(MYSQL *m, job_t *j)
{
    MYSQL_RES *res;
    MYSQL_ROW row;
    int got = 0;

    if (mysql_query(m, "SELECT id, asset, attempts FROM job WHERE state = 'queued' ORDER BY id LIMIT 1") != 0)
        return -1;
    res = mysql_store_result(m);
    if (res == NULL)
        return -1;
    row = mysql_fetch_row(res);
    if (row != NULL) {
        j->id = strtoul(row[0], NULL, 10);
        j->asset = strtoul(row[1], NULL, 10);
        j->attempts = atoi(row[2]);
        got = 1;
    }
    mysql_free_result(res);
    return got;
}

static int claim_job(MYSQL *m, const job_t *j, const char *worker)
{
    char sql[256];
    int n = snprintf(sql, sizeof sql,
                     "UPDATE job SET state = 'running', worker = '%s' "
                     "WHERE id = %lu AND state = 'queued'",
                     worker, j->id);
    if (mysql_real_query(m, sql, (unsigned long)n) != 0) { // EXPECT: ignored-conflict
        fprintf(stderr, "claim %lu: %s\n", j->id, mysql_error(m));
        return -1;
    }
    return 0;
}

static int finish_job(MYSQL *m, const job_t *j, const char *worker, const char *state)
{
    char sql[256];
    snprintf(sql, sizeof sql,
             "UPDATE job SET state = '%s' WHERE id = %lu AND state = 'running' AND worker = '%s'",
             state, j->id, worker);
    if (mysql_query(m, sql) != 0)
        return -1;
    if (mysql_affected_rows(m) != 1) {
        fprintf(stderr, "job %lu was taken away from %s\n", j->id, worker);
        return 1;
    }
    return 0;
}

static int requeue_job(MYSQL *m, const job_t *j)
{
    char sql[192];
    snprintf(sql, sizeof sql, "UPDATE job SET state = 'queued', attempts = attempts + 1 WHERE id = %lu", j->id);
    return mysql_query(m, sql) ? -1 : 0;
}

int worker_loop(MYSQL *m, const char *worker)
{
    for (;;) {
        job_t j;
        int got = fetch_queued(m, &j);

        if (got < 0)
            return -1;
        if (got == 0) {
            sleep(2);
            continue;
        }
        if (claim_job(m, &j, worker) != 0)
            continue;
        if (transcode_asset(j.asset) == 0) {
            if (finish_job(m, &j, worker, "done") < 0)
                return -1;
        } else if (j.attempts < 3) {
            if (requeue_job(m, &j) != 0)
                return -1;
        } else if (finish_job(m, &j, worker, "failed") < 0) {
            return -1;
        }
    }
}
