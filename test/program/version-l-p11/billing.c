// STD: gnu17
#include "billing.h"
#include <stddef.h>
#include <mariadb/mysqld_error.h>

static long long message_cost(long long tariff, int parts)
{
    static const int cents[] = { 9, 7, 5, 4 };
    return (long long)cents[tariff & 3] * parts;
}

/* Called by the SMPP workers, one connection per worker. */
int bill_message(MYSQL *my, int account, int parts)
{
    long long balance, tariff = 0, cost;

    if (db_row2(my, &balance, &tariff, "SELECT balance, tariff FROM accounts WHERE id = %d", account) != 1)
        return -1;
    cost = message_cost(tariff, parts);
    if (balance < cost)
        return 0;
    balance -= cost;
    if (db_exec(my, "UPDATE accounts SET balance = %lld WHERE id = %d", balance, account) < 0) // EXPECT: sql-lost-update
        return -1;
    return 1;
}

int bill_plain(MYSQL *my, int account, int parts)
{
    long long tariff, cost;

    if (db_row2(my, &tariff, NULL, "SELECT tariff FROM accounts WHERE id = %d", account) != 1)
        return -1;
    cost = message_cost(tariff, parts);
    return (int)db_exec_rows(my, "UPDATE accounts SET balance = balance - %lld WHERE id = %d AND balance >= %lld",
                             cost, account, cost);
}

int bill_open_month(MYSQL *my, int account, int month)
{
    long long n;

    if (db_row2(my, &n, NULL, "SELECT COUNT(*) FROM statements WHERE account_id = %d AND month = %d", account, month) != 1)
        return -1;
    if (n > 0)
        return 0;
    if (db_exec(my, "INSERT INTO statements (account_id, month, state) VALUES (%d, %d, 'open')", account, month) < 0)
        return mysql_errno(my) == ER_DUP_ENTRY ? 0 : -1;
    return 1;
}

int bill_close_month(MYSQL *my, int account, int month)
{
    /* the invoice is printed by whoever closes the statement */
    if (db_exec(my, "UPDATE statements SET state = 'closed' WHERE account_id = %d AND month = %d AND state = 'open'", account, month) != 0) // EXPECT: ignored-conflict
        return -1;
    return db_exec(my, "INSERT INTO print_queue (account_id, month) VALUES (%d, %d)", account, month) == 0 ? 1 : -1;
}

int bill_bonus(MYSQL *my, int account, int percent)
{
    long long balance;

    if (db_exec(my, "START TRANSACTION") < 0)
        return -1;
    if (db_row2(my, &balance, NULL, "SELECT balance FROM accounts WHERE id = %d FOR UPDATE", account) != 1 ||
        db_exec(my, "UPDATE accounts SET balance = %lld WHERE id = %d", balance + balance * percent / 100, account) < 0) {
        mysql_rollback(my);
        return -1;
    }
    return mysql_commit(my) ? -1 : 0;
}
