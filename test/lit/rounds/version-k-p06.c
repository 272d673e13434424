// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Loyalty card points; the till program and the nightly importer open the same file. */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define LOYALTY_BUSY_MS 2000

static int scalar_i64(sqlite3 *db, const char *sql, sqlite3_int64 id, sqlite3_int64 *out)
{
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v2(db, sql, -1, &st, NULL);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_bind_int64(st, 1, id);
    rc = sqlite3_step(st);
    if (rc == SQLITE_ROW) {
        *out = sqlite3_column_int64(st, 0);
        rc = SQLITE_OK;
    } else if (rc == SQLITE_DONE) {
        rc = SQLITE_NOTFOUND;
    }
    sqlite3_finalize(st);
    return rc;
}

static sqlite3_int64 points_for(sqlite3_int64 cents, int tier)
{
    return cents / 100 * (tier > 1 ? 3 : 1);
}

sqlite3 *loyalty_open(const char *file)
{
    sqlite3 *db = NULL;
    if (sqlite3_open_v2(file, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX, NULL) != SQLITE_OK) {
        sqlite3_close(db);
        return NULL;
    }
    sqlite3_busy_timeout(db, LOYALTY_BUSY_MS);
    return db;
}

int loyalty_accrue(sqlite3 *db, sqlite3_int64 card, sqlite3_int64 cents, int tier)
{
    sqlite3_int64 points = 0;
    char *sql, *err = NULL;
    int rc = scalar_i64(db, "SELECT points FROM card WHERE id = ?", card, &points);

    if (rc != SQLITE_OK)
        return rc;
    points += points_for(cents, tier);
    sql = sqlite3_mprintf("UPDATE card SET points = %lld WHERE id = %lld", points, card);
    if (sql == NULL)
        return SQLITE_NOMEM;
    rc = sqlite3_exec(db, sql, NULL, NULL, &err); // EXPECT: sql-lost-update
    if (rc != SQLITE_OK)
        fprintf(stderr, "card %lld: %s\n", (long long)card, err ? err : "?");
    sqlite3_free(err);
    sqlite3_free(sql);
    return rc;
}

int loyalty_halve_stale(sqlite3 *db, sqlite3_int64 card)
{
    sqlite3_stmt *rd = NULL, *wr = NULL;
    sqlite3_int64 left;
    int rc = sqlite3_prepare_v2(db, "SELECT points, tier FROM card WHERE id = ?1", -1, &rd, NULL);

    if (rc != SQLITE_OK)
        return rc;
    sqlite3_bind_int64(rd, 1, card);
    if (sqlite3_step(rd) != SQLITE_ROW) {
        sqlite3_finalize(rd);
        return SQLITE_NOTFOUND;
    }
    left = sqlite3_column_int64(rd, 0) / (sqlite3_column_int(rd, 1) > 1 ? 1 : 2);
    sqlite3_finalize(rd);

    rc = sqlite3_prepare_v2(db, "UPDATE card SET points = ?2 WHERE id = ?1", -1, &wr, NULL);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_bind_int64(wr, 1, card);
    sqlite3_bind_int64(wr, 2, left);
    rc = sqlite3_step(wr); // EXPECT: sql-lost-update
    sqlite3_finalize(wr);
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

int loyalty_redeem(sqlite3 *db, sqlite3_int64 card, sqlite3_int64 cost)
{
    sqlite3_int64 points = 0;
    char *sql;
    int rc = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);

    if (rc != SQLITE_OK)
        return rc;
    rc = scalar_i64(db, "SELECT points FROM card WHERE id = ?", card, &points);
    if (rc == SQLITE_OK && points < cost)
        rc = SQLITE_CONSTRAINT;
    if (rc == SQLITE_OK) {
        sql = sqlite3_mprintf("UPDATE card SET points = %lld WHERE id = %lld", points - cost, card);
        rc = sql ? sqlite3_exec(db, sql, NULL, NULL, NULL) : SQLITE_NOMEM;
        sqlite3_free(sql);
    }
    if (rc == SQLITE_OK)
        return sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

int loyalty_bonus(sqlite3 *db, sqlite3_int64 card, int bonus)
{
    sqlite3_int64 tier = 0;
    char *sql;
    int rc = scalar_i64(db, "SELECT tier FROM card WHERE id = ?", card, &tier);

    if (rc != SQLITE_OK)
        return rc;
    sql = sqlite3_mprintf("UPDATE card SET points = points + %lld WHERE id = %lld", tier * (sqlite3_int64)bonus, card);
    rc = sql ? sqlite3_exec(db, sql, NULL, NULL, NULL) : SQLITE_NOMEM;
    sqlite3_free(sql);
    return rc;
}
