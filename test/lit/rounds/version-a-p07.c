// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Ticket counter shared by several front-end processes through one SQLite file. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static const char *schema =
    "CREATE TABLE IF NOT EXISTS events(id INTEGER PRIMARY KEY, remaining INTEGER, title TEXT);"
    "CREATE TABLE IF NOT EXISTS holders(event INTEGER, email TEXT, seats INTEGER);";

static int fetch_int(sqlite3 *db, const char *sql, int key, int *out)
{
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v2(db, sql, -1, &st, NULL);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_bind_int(st, 1, key);
    rc = sqlite3_step(st);
    if (rc == SQLITE_ROW)
        *out = sqlite3_column_int(st, 0);
    sqlite3_finalize(st);
    return rc == SQLITE_ROW ? SQLITE_OK : SQLITE_NOTFOUND;
}

static int exec_ints(sqlite3 *db, const char *sql, int a, int b)
{
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v2(db, sql, -1, &st, NULL);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_bind_int(st, 1, a);
    sqlite3_bind_int(st, 2, b);
    rc = sqlite3_step(st);
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

int tickets_open(const char *file, sqlite3 **db)
{
    if (sqlite3_open(file, db) != SQLITE_OK)
        return -1;
    sqlite3_busy_timeout(*db, 2000);
    return sqlite3_exec(*db, schema, NULL, NULL, NULL) == SQLITE_OK ? 0 : -1;
}

int tickets_take(sqlite3 *db, int event, int seats)
{
    int remaining = 0;
    if (fetch_int(db, "SELECT remaining FROM events WHERE id = ?", event, &remaining) != SQLITE_OK)
        return -1;
    if (remaining < seats)
        return 1;
    int rc = exec_ints(db, "UPDATE events SET remaining = ? WHERE id = ?", remaining - seats, event); // EXPECT: sql-lost-update
    return rc == SQLITE_OK ? 0 : -1;
}

int tickets_give_back(sqlite3 *db, int event, int seats)
{
    int rc = exec_ints(db, "UPDATE events SET remaining = remaining + ? WHERE id = ?", seats, event);
    return rc == SQLITE_OK ? 0 : -1;
}

int tickets_shrink(sqlite3 *db, int event, int percent)
{
    int remaining = 0;
    if (sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
        return -1;
    if (fetch_int(db, "SELECT remaining FROM events WHERE id = ?", event, &remaining) != SQLITE_OK)
        goto fail;
    if (exec_ints(db, "UPDATE events SET remaining = ? WHERE id = ?", remaining * percent / 100, event) != SQLITE_OK)
        goto fail;
    return sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK ? 0 : -1;
fail:
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return -1;
}

static int on_count(void *arg, int cols, char **vals, char **names)
{
    (void)names;
    if (cols > 0 && vals[0])
        *(int *)arg = atoi(vals[0]);
    return 0;
}

int holder_register(sqlite3 *db, int event, const char *email)
{
    int count = 0;
    char *sql = sqlite3_mprintf("SELECT COUNT(*) FROM holders WHERE event = %d AND email = %Q", event, email);
    int rc = sqlite3_exec(db, sql, on_count, &count, NULL);
    sqlite3_free(sql);
    if (rc != SQLITE_OK)
        return -1;
    if (count > 0)
        return 1;
    sql = sqlite3_mprintf("INSERT INTO holders(event, email, seats) VALUES(%d, %Q, 0)", event, email);
    rc = sqlite3_exec(db, sql, NULL, NULL, NULL); // EXPECT: sql-lost-update
    sqlite3_free(sql);
    return rc == SQLITE_OK ? 0 : -1;
}
