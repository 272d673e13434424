// RUN: %tocsin %s
// STD: gnu17
/* jobdb.c - retention of the print-job queue database */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* subset of sqlite3.h */
typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
#define SQLITE_OK 0
#define SQLITE_DONE 101
int sqlite3_open(const char *, sqlite3 **);
int sqlite3_close(sqlite3 *);
int sqlite3_exec(sqlite3 *, const char *, int (*)(void *, int, char **, char **), void *, char **);
int sqlite3_prepare_v2(sqlite3 *, const char *, int, sqlite3_stmt **, const char **);
int sqlite3_bind_int64(sqlite3_stmt *, int, long long);
int sqlite3_step(sqlite3_stmt *);
int sqlite3_finalize(sqlite3_stmt *);
int sqlite3_changes(sqlite3 *);
void sqlite3_free(void *);
const char *sqlite3_errmsg(sqlite3 *);

struct retention {
    long job_days;
    long spool_days;
    long log_days;
};

int purge_jobs(sqlite3 *db, const struct retention *r)
{
    char sql[256];
    char *err = NULL;
    long long cutoff = (long long)time(NULL) - r->job_days * 86400LL;

    snprintf(sql, sizeof sql, "DELETE FROM print_jobs WHERE submitted_at < %lld", cutoff);
    if (sqlite3_exec(db, sql, NULL, NULL, &err) != SQLITE_OK) { // EXPECT: timestamp-cleanup
        fprintf(stderr, "purge_jobs: %s\n", err ? err : "?");
        sqlite3_free(err);
        return -1;
    }
    return sqlite3_changes(db);
}

int purge_spool(sqlite3 *db, const struct retention *r)
{
    sqlite3_stmt *st = NULL;
    int rc;

    rc = sqlite3_prepare_v2(db,
        "DELETE FROM spool_files WHERE created_at < ?1 "
        "AND state IN ('done','cancelled') AND printer_lease IS NULL", -1, &st, NULL);
    if (rc != SQLITE_OK) {
        fprintf(stderr, "purge_spool: %s\n", sqlite3_errmsg(db));
        return -1;
    }
    sqlite3_bind_int64(st, 1, (long long)time(NULL) - r->spool_days * 86400LL);
    rc = sqlite3_step(st);
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? sqlite3_changes(db) : -1;
}

int main(int argc, char **argv)
{
    struct retention r = { 7, 2, 30 };
    sqlite3 *db = NULL;
    int jobs, files;

    if (argc < 2 || sqlite3_open(argv[1], &db) != SQLITE_OK)
        return EXIT_FAILURE;
    jobs = purge_jobs(db, &r);
    files = purge_spool(db, &r);
    printf("jobs=%d files=%d\n", jobs, files);
    sqlite3_close(db);
    return jobs < 0 || files < 0;
}
