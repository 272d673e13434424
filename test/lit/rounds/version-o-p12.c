// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Job spool of a print farm: every worker process opens the same SQLite file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sqlite3.h>

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS jobs(id INTEGER PRIMARY KEY, state TEXT, worker TEXT,"
    " attempts INTEGER DEFAULT 0, pages INTEGER DEFAULT 0);"
    "CREATE TABLE IF NOT EXISTS workers(id INTEGER PRIMARY KEY, name TEXT, seen INTEGER);"
    "CREATE TABLE IF NOT EXISTS printers(name TEXT PRIMARY KEY, pages INTEGER DEFAULT 0);";

struct spool {
    sqlite3 *db;
    const char *worker;
};

int spool_open(struct spool *s, const char *path, const char *worker)
{
    s->worker = worker;
    if (sqlite3_open(path, &s->db) != SQLITE_OK)
        return -1;
    sqlite3_busy_timeout(s->db, 5000);
    return sqlite3_exec(s->db, schema, NULL, NULL, NULL) == SQLITE_OK ? 0 : -1;
}

static int run(sqlite3 *db, char *sql)
{
    int rc = sql ? sqlite3_exec(db, sql, NULL, NULL, NULL) : SQLITE_NOMEM;

    sqlite3_free(sql);
    return rc == SQLITE_OK ? 0 : -1;
}

static int collect_int(void *out, int n, char **cols, char **names)
{
    (void)n;
    (void)names;
    *(long *)out = cols[0] ? atol(cols[0]) : 0;
    return 0;
}

static long query_long(sqlite3 *db, char *sql, long dflt)
{
    long v = dflt;

    if (sql)
        sqlite3_exec(db, sql, collect_int, &v, NULL);
    sqlite3_free(sql);
    return v;
}

/* Takes the oldest queued job for this worker. Returns its id, 0 if there is none. */
long spool_claim(struct spool *s)
{
    long id = query_long(s->db, sqlite3_mprintf(
        "SELECT id FROM jobs WHERE state = 'queued' ORDER BY id LIMIT 1"), 0);

    if (id == 0)
        return 0;
    if (run(s->db, sqlite3_mprintf( // EXPECT: sql-lost-update
            "UPDATE jobs SET state = 'running', worker = %Q WHERE id = %ld", s->worker, id)) != 0)
        return 0;
    return id;
}

/* Takes over a job whose worker has died. */
long spool_adopt(struct spool *s, const char *dead)
{
    long id = query_long(s->db, sqlite3_mprintf(
        "SELECT id FROM jobs WHERE state = 'running' AND worker = %Q LIMIT 1", dead), 0);

    if (id == 0)
        return 0;
    if (run(s->db, sqlite3_mprintf(
            "UPDATE jobs SET worker = %Q WHERE id = %ld AND state = 'running' AND worker = %Q",
            s->worker, id, dead)) != 0)
        return 0;
    return sqlite3_changes(s->db) == 1 ? id : 0;
}

/* Adds printed pages to the job; the figure may not exceed the paid quota. */
int spool_account(struct spool *s, long id, long pages, long quota)
{
    sqlite3_stmt *st = NULL;
    long total = -1;
    int rc = -1;

    if (sqlite3_prepare_v2(s->db, "SELECT pages FROM jobs WHERE id = ?", -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_int64(st, 1, id);
    if (sqlite3_step(st) == SQLITE_ROW)
        total = sqlite3_column_int64(st, 0) + pages;
    sqlite3_finalize(st);
    if (total < 0)
        return -1;
    if (total > quota)
        total = quota;
    if (sqlite3_prepare_v2(s->db, "UPDATE jobs SET pages = ?1 WHERE id = ?2", -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_int64(st, 1, total);
    sqlite3_bind_int64(st, 2, id);
    if (sqlite3_step(st) == SQLITE_DONE) // EXPECT: sql-lost-update
        rc = 0;
    sqlite3_finalize(st);
    return rc;
}

int spool_retry(struct spool *s, long id)
{
    return run(s->db, sqlite3_mprintf("UPDATE jobs SET attempts = attempts + 1 WHERE id = %ld", id));
}

/* Same accounting for the device, under the write lock of the file. */
int printer_account(struct spool *s, const char *name, long pages, long quota)
{
    long total;

    if (sqlite3_exec(s->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
        return -1;
    total = query_long(s->db, sqlite3_mprintf("SELECT pages FROM printers WHERE name = %Q", name), -1);
    if (total < 0)
        goto rollback;
    total = total + pages > quota ? quota : total + pages;
    if (run(s->db, sqlite3_mprintf("UPDATE printers SET pages = %ld WHERE name = %Q", total, name)) != 0)
        goto rollback;
    if (sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK)
        return 0;
rollback:
    sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return -1;
}

int worker_register(struct spool *s, long now)
{
    long known = query_long(s->db, sqlite3_mprintf(
        "SELECT COUNT(*) FROM workers WHERE name = %Q", s->worker), 0);

    if (known > 0)
        return 0;
    return run(s->db, sqlite3_mprintf("INSERT INTO workers(name, seen) VALUES(%Q, %ld)", s->worker, now)); // EXPECT: sql-lost-update
}

int printer_register(struct spool *s, const char *name)
{
    long known = query_long(s->db, sqlite3_mprintf(
        "SELECT COUNT(*) FROM printers WHERE name = %Q", name), 0);

    if (known > 0)
        return 0;
    return run(s->db, sqlite3_mprintf("INSERT OR IGNORE INTO printers(name) VALUES(%Q)", name));
}
