// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* points.cgi - loyalty points.  Started by the web server once per request;
 * all instances share /var/lib/points/points.db. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POINTS_PER_EURO 3

static int db_error(sqlite3 *db, const char *where)
{
    fprintf(stderr, "points: %s: %s\n", where, sqlite3_errmsg(db));
    return -1;
}

static int load_points(sqlite3 *db, const char *card, int *points, int *tier)
{
    sqlite3_stmt *st = NULL;
    int found = 0;

    if (sqlite3_prepare_v2(db, "SELECT points, tier FROM card WHERE card_no = ?1", -1, &st, NULL) != SQLITE_OK)
        return db_error(db, "prepare");
    sqlite3_bind_text(st, 1, card, -1, SQLITE_STATIC);
    if (sqlite3_step(st) == SQLITE_ROW) {
        *points = sqlite3_column_int(st, 0);
        *tier = sqlite3_column_int(st, 1);
        found = 1;
    }
    sqlite3_finalize(st);
    return found;
}

static int earn(sqlite3 *db, const char *card, int euros)
{
    sqlite3_stmt *st = NULL;
    int points = 0, tier = 0, rc;

    if (load_points(db, card, &points, &tier) != 1)
        return -1;
    points += euros * POINTS_PER_EURO * (tier > 1 ? 2 : 1);

    if (sqlite3_prepare_v2(db, "UPDATE card SET points = ?1 WHERE card_no = ?2", -1, &st, NULL) != SQLITE_OK)
        return db_error(db, "prepare");
    sqlite3_bind_int(st, 1, points);
    sqlite3_bind_text(st, 2, card, -1, SQLITE_STATIC);
    rc = sqlite3_step(st); // EXPECT: sql-lost-update
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? points : db_error(db, "update");
}

static int expire(sqlite3 *db, const char *card, int amount)
{
    sqlite3_stmt *st = NULL;
    int rc;

    if (sqlite3_prepare_v2(db, "UPDATE card SET points = max(0, points - ?1) WHERE card_no = ?2",
                           -1, &st, NULL) != SQLITE_OK)
        return db_error(db, "prepare");
    sqlite3_bind_int(st, 1, amount);
    sqlite3_bind_text(st, 2, card, -1, SQLITE_STATIC);
    rc = sqlite3_step(st);
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? 0 : db_error(db, "expire");
}

static int enroll(sqlite3 *db, const char *card)
{
    int points, tier, rc;
    char *sql, *err = NULL;

    if (load_points(db, card, &points, &tier) == 1)
        return 0;
    sql = sqlite3_mprintf("INSERT OR IGNORE INTO card(card_no, points, tier) VALUES(%Q, 0, 1)", card);
    rc = sqlite3_exec(db, sql, NULL, NULL, &err);
    sqlite3_free(sql);
    if (rc != SQLITE_OK) {
        fprintf(stderr, "points: enroll: %s\n", err ? err : "?");
        sqlite3_free(err);
        return -1;
    }
    return 0;
}

int main(void)
{
    const char *q = getenv("QUERY_STRING");
    char card[33] = "", op[12] = "";
    int n = 0, rc = -1;
    sqlite3 *db;

    if (!q || sscanf(q, "op=%11[a-z]&card=%32[0-9]&n=%d", op, card, &n) < 2)
        return 1;
    if (sqlite3_open("/var/lib/points/points.db", &db) != SQLITE_OK)
        return 1;
    sqlite3_busy_timeout(db, 2000);
    if (!strcmp(op, "earn"))
        rc = earn(db, card, n);
    else if (!strcmp(op, "expire"))
        rc = expire(db, card, n);
    else if (!strcmp(op, "enroll"))
        rc = enroll(db, card);
    printf("Content-Type: text/plain\r\n\r\n%d\n", rc);
    sqlite3_close(db);
    return 0;
}
