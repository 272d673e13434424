// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
#include <sqlite3.h>
#include <stdio.h>

struct ledger {
    sqlite3 *db;
};

static int read_balance(sqlite3 *db, long long account, long long *cents, int *version)
{
    sqlite3_stmt *st;
    int found = 0;
    if (sqlite3_prepare_v2(db, "SELECT balance, version FROM accounts WHERE id = ?1", -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_int64(st, 1, account);
    if (sqlite3_step(st) == SQLITE_ROW) {
        *cents = sqlite3_column_int64(st, 0);
        *version = sqlite3_column_int(st, 1);
        found = 1;
    }
    sqlite3_finalize(st);
    return found ? 0 : -1;
}

int ledger_debit(struct ledger *l, long long account, long long cents)
{
    long long balance;
    int version;
    sqlite3_stmt *st;

    if (read_balance(l->db, account, &balance, &version) != 0)
        return -1;
    if (balance < cents)
        return 1;
    if (sqlite3_prepare_v2(l->db, "UPDATE accounts SET balance = ?1 WHERE id = ?2", -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_int64(st, 1, balance - cents);
    sqlite3_bind_int64(st, 2, account);
    int rc = sqlite3_step(st); // EXPECT: sql-lost-update
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? 0 : -1;
}

int ledger_credit(struct ledger *l, long long account, long long cents)
{
    sqlite3_stmt *st;
    if (sqlite3_prepare_v2(l->db, "UPDATE accounts SET balance = balance + ?1, version = version + 1 WHERE id = ?2",
                           -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_int64(st, 1, cents);
    sqlite3_bind_int64(st, 2, account);
    int rc = sqlite3_step(st);
    sqlite3_finalize(st);
    return rc == SQLITE_DONE && sqlite3_changes(l->db) == 1 ? 0 : -1;
}

static int write_versioned(sqlite3 *db, long long account, long long cents, int version)
{
    sqlite3_stmt *st;
    if (sqlite3_prepare_v2(db,
                           "UPDATE accounts SET balance = ?1, version = version + 1 "
                           "WHERE id = ?2 AND version = ?3",
                           -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_int64(st, 1, cents);
    sqlite3_bind_int64(st, 2, account);
    sqlite3_bind_int(st, 3, version);
    int rc = sqlite3_step(st); // EXPECT: ignored-conflict
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? 0 : -1;
}

int ledger_apply_interest(struct ledger *l, long long account, int basis_points)
{
    long long balance;
    int version;
    if (read_balance(l->db, account, &balance, &version) != 0)
        return -1;
    balance += balance * basis_points / 10000;
    return write_versioned(l->db, account, balance, version);
}
