// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Rows. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int take_long(void *out, int n, char **v, char **names)
{
    (void)names;
    if (n > 0 && v[0])
        *(long *)out = strtol(v[0], NULL, 10);
    return 0;
}

int d01(sqlite3 *db, int id, long n)
{
    char q[200];
    long have = 0;
    snprintf(q, sizeof q, "SELECT amount FROM account WHERE id = %d", id);
    if (sqlite3_exec(db, q, take_long, &have, NULL) != SQLITE_OK)
        return -1;
    have += n;
    snprintf(q, sizeof q, "UPDATE account SET amount = %ld WHERE id = %d", have, id);
    return sqlite3_exec(db, q, NULL, NULL, NULL); // EXPECT: sql-lost-update
}

int d02(sqlite3 *db, int id, long n)
{
    char q[200];
    long have = 0;
    snprintf(q, sizeof q, "SELECT stock FROM item WHERE id = %d", id);
    if (sqlite3_exec(db, q, take_long, &have, NULL) != SQLITE_OK)
        return -1;
    if (have < n)
        return 1;
    snprintf(q, sizeof q, "UPDATE item SET stock = %ld WHERE id = %d", have - n, id);
    if (sqlite3_exec(db, q, NULL, NULL, NULL) != SQLITE_OK) // EXPECT: sql-lost-update
        return -1;
    return 0;
}

int d03(sqlite3 *db, const char *user)
{
    char *q = sqlite3_mprintf("SELECT COUNT(*) FROM member WHERE login = %Q", user);
    long n = 0;
    int rc = sqlite3_exec(db, q, take_long, &n, NULL);
    sqlite3_free(q);
    if (rc != SQLITE_OK || n > 0)
        return 1;
    q = sqlite3_mprintf("INSERT INTO member(login) VALUES(%Q)", user);
    sqlite3_exec(db, q, NULL, NULL, NULL); // EXPECT: sql-lost-update
    sqlite3_free(q);
    return 0;
}

int d04(sqlite3 *db, int id, int ver, const char *text)
{
    char *q = sqlite3_mprintf("UPDATE page SET body = %Q, version = version + 1 WHERE id = %d AND version = %d", text, id, ver);
    int rc = sqlite3_exec(db, q, NULL, NULL, NULL); // EXPECT: ignored-conflict
    sqlite3_free(q);
    return rc == SQLITE_OK ? 0 : -1;
}

int d05(sqlite3 *db, int id, long n)
{
    char q[200];
    snprintf(q, sizeof q, "UPDATE account SET amount = amount + %ld WHERE id = %d", n, id);
    return sqlite3_exec(db, q, NULL, NULL, NULL);
}

int d06(sqlite3 *db, int id, long n)
{
    char q[200];
    long have = 0;
    int rc = -1;
    if (sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
        return -1;
    snprintf(q, sizeof q, "SELECT amount FROM account WHERE id = %d", id);
    if (sqlite3_exec(db, q, take_long, &have, NULL) == SQLITE_OK) {
        snprintf(q, sizeof q, "UPDATE account SET amount = %ld WHERE id = %d", have + n, id);
        rc = sqlite3_exec(db, q, NULL, NULL, NULL);
    }
    sqlite3_exec(db, rc == SQLITE_OK ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

int d07(sqlite3 *db, int id, int ver, const char *text)
{
    char *q = sqlite3_mprintf("UPDATE page SET body = %Q, version = version + 1 WHERE id = %d AND version = %d", text, id, ver);
    int rc = sqlite3_exec(db, q, NULL, NULL, NULL);
    sqlite3_free(q);
    if (rc != SQLITE_OK)
        return -1;
    return sqlite3_changes(db) == 1 ? 0 : 1;
}

int d08(sqlite3 *db, const char *user)
{
    char *q = sqlite3_mprintf("INSERT OR IGNORE INTO member(login) VALUES(%Q)", user);
    int rc = sqlite3_exec(db, q, NULL, NULL, NULL);
    sqlite3_free(q);
    if (rc != SQLITE_OK)
        return -1;
    return sqlite3_changes(db) > 0;
}

int d09(sqlite3 *db, int id, int other)
{
    char q[200];
    long have = 0;
    snprintf(q, sizeof q, "SELECT amount FROM account WHERE id = %d", id);
    if (sqlite3_exec(db, q, take_long, &have, NULL) != SQLITE_OK)
        return -1;
    snprintf(q, sizeof q, "UPDATE history SET last = %ld WHERE id = %d", have, other);
    return sqlite3_exec(db, q, NULL, NULL, NULL);
}

int d10(sqlite3 *db, int id, long n)
{
    char q[200];
    long have = 0;
    snprintf(q, sizeof q, "SELECT amount FROM account WHERE id = %d", id);
    if (sqlite3_exec(db, q, take_long, &have, NULL) != SQLITE_OK)
        return -1;
    snprintf(q, sizeof q, "UPDATE account SET amount = %ld WHERE id = %d AND amount = %ld", have + n, id, have);
    if (sqlite3_exec(db, q, NULL, NULL, NULL) != SQLITE_OK)
        return -1;
    return sqlite3_changes(db) == 1 ? 0 : 1;
}
