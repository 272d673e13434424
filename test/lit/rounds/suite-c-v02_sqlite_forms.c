// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* account.balance is read and written back; the statement text varies. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

typedef sqlite3_int64 i64;

static int query1(sqlite3 *db, const char *sql, i64 key, i64 *a, i64 *b)
{
    sqlite3_stmt *st;
    int rc = sqlite3_prepare_v2(db, sql, -1, &st, NULL);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_bind_int64(st, 1, key);
    rc = sqlite3_step(st);
    if (rc == SQLITE_ROW) {
        *a = sqlite3_column_int64(st, 0);
        if (b)
            *b = sqlite3_column_int64(st, 1);
    }
    sqlite3_finalize(st);
    return rc;
}

static int run(sqlite3 *db, const char *sql, i64 x, i64 key, i64 y)
{
    sqlite3_stmt *st;
    int rc = sqlite3_prepare_v2(db, sql, -1, &st, NULL);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_bind_int64(st, 1, x);
    sqlite3_bind_int64(st, 2, key);
    if (sqlite3_bind_parameter_count(st) > 2)
        sqlite3_bind_int64(st, 3, y);
    rc = sqlite3_step(st);
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

int bound(sqlite3 *db, i64 id, i64 amount)
{
    i64 bal;
    if (query1(db, "SELECT balance FROM account WHERE id = ?", id, &bal, NULL) != SQLITE_ROW)
        return -1;
    return run(db, "UPDATE account SET balance = ? WHERE id = ?", bal + amount, id, 0); // EXPECT: sql-lost-update
}

int formatted(sqlite3 *db, i64 id, i64 amount)
{
    char sql[128];
    i64 bal;
    if (query1(db, "SELECT balance FROM account WHERE id = ?1", id, &bal, NULL) != SQLITE_ROW)
        return -1;
    snprintf(sql, sizeof sql, "UPDATE account SET balance = %lld WHERE id = %lld",
             (long long)(bal - amount), (long long)id);
    return sqlite3_exec(db, sql, NULL, NULL, NULL); // EXPECT: sql-lost-update
}

int mprintf_form(sqlite3 *db, i64 id, i64 amount)
{
    i64 bal;
    if (query1(db, "SELECT balance FROM account WHERE id=?", id, &bal, NULL) != SQLITE_ROW || bal < amount)
        return -1;
    bal -= amount;
    char *sql = sqlite3_mprintf("UPDATE account SET balance=%lld WHERE id=%lld", bal, id);
    int rc = sqlite3_exec(db, sql, NULL, NULL, NULL); // EXPECT: sql-lost-update
    sqlite3_free(sql);
    return rc;
}

int in_statement(sqlite3 *db, i64 id, i64 amount)
{
    i64 bal;
    if (query1(db, "SELECT balance FROM account WHERE id = ?", id, &bal, NULL) == SQLITE_ROW)
        printf("before: %lld\n", (long long)bal);
    return run(db, "UPDATE account SET balance = balance + ? WHERE id = ?", amount, id, 0);
}

int in_transaction(sqlite3 *db, i64 id, i64 amount)
{
    i64 bal;
    int rc = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (rc != SQLITE_OK)
        return rc;
    if (query1(db, "SELECT balance FROM account WHERE id = ?", id, &bal, NULL) != SQLITE_ROW ||
        (rc = run(db, "UPDATE account SET balance = ? WHERE id = ?", bal + amount, id, 0)) != SQLITE_OK) {
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
        return -1;
    }
    return sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
}

int read_before_begin(sqlite3 *db, i64 id, i64 amount)
{
    i64 bal;
    int rc;
    if (query1(db, "SELECT balance FROM account WHERE id = ?", id, &bal, NULL) != SQLITE_ROW)
        return -1;
    if ((rc = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL)) != SQLITE_OK)
        return rc;
    rc = run(db, "UPDATE account SET balance = ? WHERE id = ?", bal + amount, id, 0); // EXPECT: sql-lost-update
    if (rc == SQLITE_OK)
        return sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

int old_value_counted(sqlite3 *db, i64 id, i64 amount)
{
    i64 bal;
    if (query1(db, "SELECT balance FROM account WHERE id = ?", id, &bal, NULL) != SQLITE_ROW)
        return -1;
    int rc = run(db, "UPDATE account SET balance = ? WHERE id = ? AND balance = ?", bal + amount, id, bal);
    if (rc == SQLITE_OK && sqlite3_changes(db) != 1)
        rc = SQLITE_BUSY;
    return rc;
}

int version_not_counted(sqlite3 *db, i64 id, i64 amount)
{
    i64 bal, ver;
    if (query1(db, "SELECT balance, version FROM account WHERE id = ?", id, &bal, &ver) != SQLITE_ROW)
        return -1;
    return run(db, "UPDATE account SET balance = ?, version = version + 1 WHERE id = ? AND version = ?", bal + amount, id, ver); // EXPECT: ignored-conflict
}

int other_row(sqlite3 *db, i64 from, i64 to)
{
    i64 bal;
    if (query1(db, "SELECT balance FROM account WHERE id = ?", from, &bal, NULL) != SQLITE_ROW)
        return -1;
    return run(db, "UPDATE snapshot SET balance = ? WHERE account = ?", bal, to, 0);
}

int insert_unless_there(sqlite3 *db, i64 id)
{
    i64 n;
    if (query1(db, "SELECT id FROM account WHERE id = ?", id, &n, NULL) == SQLITE_ROW)
        return SQLITE_OK;
    return run(db, "INSERT INTO account(balance, id) VALUES(?, ?) ON CONFLICT(id) DO NOTHING", 0, id, 0);
}
