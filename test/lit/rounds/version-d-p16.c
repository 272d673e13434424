// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Game account back end on MariaDB.
 *
 *   CREATE TABLE player  (id BIGINT AUTO_INCREMENT PRIMARY KEY, nick VARCHAR(32),
 *                         points BIGINT, rev INT, KEY nick_idx (nick));
 *   CREATE TABLE grants  (req VARCHAR(40), player BIGINT, amount BIGINT, KEY req_idx (req));
 *   CREATE TABLE friends (a BIGINT, b BIGINT, PRIMARY KEY (a, b));
 */
#include <mysql/mysql.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int one_row(MYSQL *my, const char *sql, long long *a, long long *b)
{
    MYSQL_RES *res;
    MYSQL_ROW row;
    int found = 0;

    if (mysql_query(my, sql) != 0 || !(res = mysql_store_result(my)))
        return -1;
    if ((row = mysql_fetch_row(res)) != NULL && row[0]) {
        *a = atoll(row[0]);
        if (b && mysql_num_fields(res) > 1 && row[1])
            *b = atoll(row[1]);
        found = 1;
    }
    mysql_free_result(res);
    return found;
}

static void quote(MYSQL *my, char *dst, const char *src)
{
    mysql_real_escape_string(my, dst, src, (unsigned long)strlen(src));
}

/* Nicknames belong to one player. */
int player_create(MYSQL *my, const char *nick)
{
    char esc[80], sql[256];
    long long id;

    if (strlen(nick) > 32)
        return -1;
    quote(my, esc, nick);
    snprintf(sql, sizeof(sql), "SELECT id FROM player WHERE nick = '%s'", esc);
    if (one_row(my, sql, &id, NULL) != 0)
        return -1;
    snprintf(sql, sizeof(sql), "INSERT INTO player (nick, points, rev) VALUES ('%s', 0, 0)", esc);
    if (mysql_query(my, sql) != 0) // EXPECT: sql-lost-update
        return -1;
    return 0;
}

int player_add_points(MYSQL *my, long long id, long long n, int multiplier)
{
    char sql[256];
    long long points = 0;

    snprintf(sql, sizeof(sql), "SELECT points FROM player WHERE id = %lld", id);
    if (one_row(my, sql, &points, NULL) != 1)
        return -1;
    points += n * multiplier;
    if (points > 1000000)
        points = 1000000;
    snprintf(sql, sizeof(sql), "UPDATE player SET points = %lld WHERE id = %lld", points, id);
    return mysql_query(my, sql) == 0 ? 0 : -1; // EXPECT: sql-lost-update
}

int player_spend(MYSQL *my, long long id, long long n)
{
    char sql[256];
    long long points = 0, rev = 0;

    for (;;) {
        snprintf(sql, sizeof(sql), "SELECT points, rev FROM player WHERE id = %lld", id);
        if (one_row(my, sql, &points, &rev) != 1 || points < n)
            return -1;
        snprintf(sql, sizeof(sql),
                 "UPDATE player SET points = %lld, rev = rev + 1 WHERE id = %lld AND rev = %lld",
                 points - n, id, rev);
        if (mysql_query(my, sql) != 0)
            return -1;
        if (mysql_affected_rows(my) == 1)
            return 0;
    }
}

/* Purchases arrive from the shop with a request id; the shop repeats requests. */
int grant_apply(MYSQL *my, const char *req, long long player, long long amount)
{
    char esc[96], sql[256];
    long long seen = 0;

    if (strlen(req) > 40)
        return -1;
    quote(my, esc, req);
    snprintf(sql, sizeof(sql), "SELECT COUNT(*) FROM grants WHERE req = '%s'", esc);
    if (one_row(my, sql, &seen, NULL) != 1)
        return -1;
    if (seen > 0)
        return 0;
    snprintf(sql, sizeof(sql), "INSERT INTO grants (req, player, amount) VALUES ('%s', %lld, %lld)", esc, player, amount);
    if (mysql_query(my, sql) != 0) // EXPECT: sql-lost-update
        return -1;
    snprintf(sql, sizeof(sql), "UPDATE player SET points = points + %lld WHERE id = %lld", amount, player);
    return mysql_query(my, sql) == 0 ? 0 : -1;
}

int friend_add(MYSQL *my, long long a, long long b)
{
    char sql[256];
    long long have = 0;

    snprintf(sql, sizeof(sql), "SELECT COUNT(*) FROM friends WHERE a = %lld AND b = %lld", a, b);
    if (one_row(my, sql, &have, NULL) == 1 && have > 0)
        return 0;
    snprintf(sql, sizeof(sql), "INSERT IGNORE INTO friends (a, b) VALUES (%lld, %lld)", a, b);
    return mysql_query(my, sql) == 0 ? 0 : -1;
}
