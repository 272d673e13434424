// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Print queue over SQLite: every spooler process on the host opens the same file. */
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_BUSY 10

static int run(sqlite3 *db, const char *sql)
{
    int rc;
    for (int i = 0; i < MAX_BUSY; i++) {
        rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
        if (rc != SQLITE_BUSY)
            return rc;
        sqlite3_sleep(20);
    }
    return rc;
}

static int step_done(sqlite3_stmt *st)
{
    int rc = sqlite3_step(st);
    int fin = sqlite3_finalize(st);
    return rc == SQLITE_DONE || rc == SQLITE_ROW ? SQLITE_OK : fin;
}

static int account_pages(sqlite3 *db, const char *user, int64_t *pages)
{
    sqlite3_stmt *st;
    int rc = sqlite3_prepare_v2(db, "SELECT pages FROM accounts WHERE user = ?1", -1, &st, NULL);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_bind_text(st, 1, user, -1, SQLITE_TRANSIENT);
    rc = sqlite3_step(st);
    if (rc == SQLITE_ROW)
        *pages = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return rc == SQLITE_ROW ? SQLITE_OK : rc == SQLITE_DONE ? SQLITE_NOTFOUND : rc;
}

static int account_store(sqlite3 *db, const char *user, int64_t pages)
{
    sqlite3_stmt *st;
    int rc = sqlite3_prepare_v2(db, "UPDATE accounts SET pages = ?1 WHERE user = ?2", -1, &st, NULL);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_bind_int64(st, 1, pages);
    sqlite3_bind_text(st, 2, user, -1, SQLITE_TRANSIENT);
    return step_done(st);
}

int charge_duplex(sqlite3 *db, const char *user, int64_t sheets)
{
    int64_t pages = 0;
    int rc = run(db, "BEGIN IMMEDIATE");
    if (rc != SQLITE_OK)
        return rc;
    rc = account_pages(db, user, &pages);
    if (rc == SQLITE_OK) {
        int64_t due = sheets * 2 - sheets / 10;
        rc = pages < due ? SQLITE_FULL : account_store(db, user, pages - due);
    }
    if (rc != SQLITE_OK) {
        run(db, "ROLLBACK");
        return rc;
    }
    return run(db, "COMMIT");
}

/* Takes the oldest waiting job; 1 with *job set, 0 when there is none, -1 on error. */
int job_claim(sqlite3 *db, const char *printer, int64_t *job)
{
    for (;;) {
        sqlite3_stmt *st;
        int64_t id = 0;
        int attempts = 0;
        if (sqlite3_prepare_v2(db,
                               "SELECT id, attempts FROM jobs WHERE printer = ?1 AND state = 'waiting'"
                               " ORDER BY id LIMIT 1", -1, &st, NULL) != SQLITE_OK)
            return -1;
        sqlite3_bind_text(st, 1, printer, -1, SQLITE_TRANSIENT);
        int rc = sqlite3_step(st);
        if (rc == SQLITE_ROW) {
            id = sqlite3_column_int64(st, 0);
            attempts = sqlite3_column_int(st, 1);
        }
        sqlite3_finalize(st);
        if (rc != SQLITE_ROW)
            return rc == SQLITE_DONE ? 0 : -1;

        if (sqlite3_prepare_v2(db,
                               "UPDATE jobs SET state = 'printing', attempts = ?1"
                               " WHERE id = ?2 AND state = 'waiting' AND attempts = ?3", -1, &st, NULL) != SQLITE_OK)
            return -1;
        sqlite3_bind_int(st, 1, attempts + 1);
        sqlite3_bind_int64(st, 2, id);
        sqlite3_bind_int(st, 3, attempts);
        if (step_done(st) != SQLITE_OK)
            return -1;
        if (sqlite3_changes(db) == 1) {
            *job = id;
            return 1;
        }
    }
}

int account_open(sqlite3 *db, const char *user)
{
    int64_t pages;
    int rc = account_pages(db, user, &pages);
    if (rc != SQLITE_NOTFOUND)
        return rc;
    char *sql = sqlite3_mprintf("INSERT OR IGNORE INTO accounts(user, pages) VALUES (%Q, 100)", user);
    if (!sql)
        return SQLITE_NOMEM;
    rc = run(db, sql);
    sqlite3_free(sql);
    return rc;
}

int account_grant(sqlite3 *db, const char *user, int64_t more)
{
    int64_t pages;
    int rc = account_pages(db, user, &pages);
    if (rc != SQLITE_OK)
        return rc;
    printf("%s had %lld pages\n", user, (long long)pages);
    char *sql = sqlite3_mprintf("UPDATE accounts SET pages = pages + %lld WHERE user = %Q",
                                (long long)more, user);
    if (!sql)
        return SQLITE_NOMEM;
    rc = run(db, sql);
    sqlite3_free(sql);
    return rc;
}
