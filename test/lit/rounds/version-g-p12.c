// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* player registration of the lobby server, MariaDB */
#include <mariadb/mysql.h>
#include <mariadb/mysqld_error.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REG_TAKEN 1
#define REG_FAIL (-1)

static long long query_ll(MYSQL *db, const char *sql, int *found)
{
    MYSQL_RES *res;
    MYSQL_ROW row;
    long long v = 0;

    *found = 0;
    if (mysql_query(db, sql) || !(res = mysql_store_result(db)))
        return -1;
    row = mysql_fetch_row(res);
    if (row && row[0]) {
        v = atoll(row[0]);
        *found = 1;
    }
    mysql_free_result(res);
    return v;
}

int player_register(MYSQL *db, const char *nick, const char *pwhash)
{
    char esc[130], sql[512];
    int found;

    mysql_real_escape_string(db, esc, nick, strlen(nick) > 64 ? 64 : strlen(nick));
    snprintf(sql, sizeof(sql), "SELECT COUNT(*) FROM players WHERE nick = '%s'", esc);
    if (query_ll(db, sql, &found) > 0)
        return REG_TAKEN;
    snprintf(sql, sizeof(sql), "INSERT INTO players (nick, pw, coins) VALUES ('%s', '%s', 100)",
             esc, pwhash);
    if (mysql_query(db, sql)) // EXPECT: sql-lost-update
        return REG_FAIL;
    return 0;
}

int clan_found(MYSQL *db, const char *tag, long long owner)
{
    char esc[34], sql[256];
    int found;

    mysql_real_escape_string(db, esc, tag, strlen(tag) > 16 ? 16 : strlen(tag));
    snprintf(sql, sizeof(sql), "SELECT id FROM clans WHERE tag = '%s'", esc);
    query_ll(db, sql, &found);
    if (found)
        return REG_TAKEN;
    snprintf(sql, sizeof(sql), "INSERT INTO clans (tag, owner) VALUES ('%s', %lld)", esc, owner);
    if (mysql_query(db, sql)) {
        if (mysql_errno(db) == ER_DUP_ENTRY)
            return REG_TAKEN;
        return REG_FAIL;
    }
    return 0;
}

int player_spend(MYSQL *db, long long id, long long coins)
{
    char sql[192];
    long long have;
    int found;

    snprintf(sql, sizeof(sql), "SELECT coins FROM players WHERE id = %lld", id);
    have = query_ll(db, sql, &found);
    if (!found || have < coins)
        return REG_FAIL;
    have -= coins;
    snprintf(sql, sizeof(sql), "UPDATE players SET coins = %lld WHERE id = %lld", have, id);
    if (mysql_query(db, sql)) // EXPECT: sql-lost-update
        return REG_FAIL;
    return 0;
}

int player_gift(MYSQL *db, long long id, long long coins)
{
    char sql[192];

    snprintf(sql, sizeof(sql), "UPDATE players SET coins = coins + %lld WHERE id = %lld", coins, id);
    if (mysql_query(db, sql))
        return REG_FAIL;
    return mysql_affected_rows(db) == 1 ? 0 : REG_FAIL;
}

int player_buy(MYSQL *db, long long id, long long price)
{
    char sql[192];
    long long have;
    int found;

    snprintf(sql, sizeof(sql), "SELECT coins FROM players WHERE id = %lld", id);
    have = query_ll(db, sql, &found);
    if (!found || have < price)
        return REG_FAIL;
    snprintf(sql, sizeof(sql), "UPDATE players SET coins = %lld WHERE id = %lld AND coins = %lld",
             have - price, id, have);
    if (mysql_query(db, sql))
        return REG_FAIL;
    if (mysql_affected_rows(db) == 0)
        return REG_TAKEN;
    return 0;
}
