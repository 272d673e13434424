#include "pg.h"
#include <stdio.h>
#include <string.h>

int ledger_withdraw(PGconn *db, const char *account, long cents)
{
    long balance = 0;
    char text[32];
    if (pg_fetch_long(db, "SELECT balance FROM accounts WHERE id = $1", account, &balance) != 0)
        return -1;
    if (balance < cents)
        return 1;
    snprintf(text, sizeof(text), "%ld", balance - cents);
    const char *vals[2] = { text, account };
    return pg_run(db, "UPDATE accounts SET balance = $1 WHERE id = $2", 2, vals); // EXPECT: sql-lost-update
}

int ledger_deposit(PGconn *db, const char *account, long cents)
{
    char text[32];
    snprintf(text, sizeof(text), "%ld", cents);
    const char *vals[2] = { text, account };
    return pg_run(db, "UPDATE accounts SET balance = balance + $1 WHERE id = $2", 2, vals);
}

int ledger_rename(PGconn *db, const char *account, const char *title, long version)
{
    char text[32];
    snprintf(text, sizeof(text), "%ld", version);
    const char *vals[3] = { title, account, text };
    const char *sql = "UPDATE accounts SET title = $1, version = version + 1 "
                      "WHERE id = $2 AND version = $3";
    if (pg_run(db, sql, 3, vals) != 0) // EXPECT: ignored-conflict
        return -1;
    printf("account %s renamed\n", account);
    return 0;
}

int ledger_set_limit(PGconn *db, const char *account, long limit, long version)
{
    char lim[32], ver[32];
    snprintf(lim, sizeof(lim), "%ld", limit);
    snprintf(ver, sizeof(ver), "%ld", version);
    const char *vals[3] = { lim, account, ver };
    const char *sql = "UPDATE accounts SET credit_limit = $1, version = version + 1 "
                      "WHERE id = $2 AND version = $3";
    int rows = pg_run_count(db, sql, 3, vals);
    if (rows < 0)
        return -1;
    return rows == 1 ? 0 : 1;
}

int ledger_charge_fee(PGconn *db, const char *account, long percent)
{
    long balance = 0;
    char text[32];
    if (pg_run(db, "BEGIN", 0, NULL) != 0)
        return -1;
    if (pg_fetch_long(db, "SELECT balance FROM accounts WHERE id = $1 FOR UPDATE", account, &balance) != 0) {
        pg_run(db, "ROLLBACK", 0, NULL);
        return -1;
    }
    snprintf(text, sizeof(text), "%ld", balance - balance * percent / 100);
    const char *vals[2] = { text, account };
    if (pg_run(db, "UPDATE accounts SET balance = $1 WHERE id = $2", 2, vals) != 0) {
        pg_run(db, "ROLLBACK", 0, NULL);
        return -1;
    }
    return pg_run(db, "COMMIT", 0, NULL);
}
