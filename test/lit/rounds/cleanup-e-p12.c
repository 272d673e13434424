// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Hourly maintenance of the ticket shop's reservation database. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define CART_MAX_AGE  1800
#define BATCH_MAX_AGE (3 * 86400)

static int run(sqlite3 *db, const char *sql)
{
    char *err = NULL;
    int rc = sqlite3_exec(db, sql, NULL, NULL, &err);

    if (rc != SQLITE_OK) {
        fprintf(stderr, "maint: %s: %s\n", sql, err ? err : "?");
        sqlite3_free(err);
        return -1;
    }
    return sqlite3_changes(db);
}

static int open_db(const char *file, sqlite3 **db)
{
    if (sqlite3_open_v2(file, db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
        fprintf(stderr, "maint: %s\n", sqlite3_errmsg(*db));
        sqlite3_close(*db);
        return -1;
    }
    sqlite3_busy_timeout(*db, 5000);
    return run(*db, "PRAGMA foreign_keys = ON") < 0 ? -1 : 0;
}

/* Carts are filled by the web front-end and turned into orders by the
 * payment call-back. */
static int expire_carts(sqlite3 *db)
{
    char sql[128];
    char *err = NULL;

    snprintf(sql, sizeof sql, "DELETE FROM carts WHERE created_at < %lld",
             (long long)time(NULL) - CART_MAX_AGE);
    if (sqlite3_exec(db, sql, NULL, NULL, &err) != SQLITE_OK) { // EXPECT: timestamp-cleanup
        fprintf(stderr, "maint: carts: %s\n", err ? err : "?");
        sqlite3_free(err);
        return -1;
    }
    return sqlite3_changes(db);
}

static int drop_finished_batches(sqlite3 *db)
{
    char sql[256];

    snprintf(sql, sizeof sql,
             "DELETE FROM mail_batch WHERE queued_at < %lld "
             "AND state IN ('sent', 'bounced')",
             (long long)time(NULL) - BATCH_MAX_AGE);
    return run(db, sql);
}

static int count_late_orders(sqlite3 *db)
{
    sqlite3_stmt *st = NULL;
    int n = 0;

    if (sqlite3_prepare_v2(db,
            "SELECT count(*) FROM orders WHERE created_at < strftime('%s','now') - 900",
            -1, &st, NULL) != SQLITE_OK)
        return -1;
    if (sqlite3_step(st) == SQLITE_ROW)
        n = sqlite3_column_int(st, 0);
    sqlite3_finalize(st);
    return n;
}

int main(int argc, char **argv)
{
    sqlite3 *db;
    int carts, batches;

    if (open_db(argc > 1 ? argv[1] : "/var/lib/shop/shop.db", &db) < 0)
        return EXIT_FAILURE;
    carts = expire_carts(db);
    batches = drop_finished_batches(db);
    printf("carts=%d batches=%d late=%d\n", carts, batches, count_late_orders(db));
    sqlite3_close(db);
    return carts < 0 || batches < 0;
}
