// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Seat allocation for the box office; terminals open the same database file. */
#include <sqlite3.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>

struct office {
    sqlite3 *db;
    int terminal;
};

static int run_sql(sqlite3 *db, const char *sql)
{
    char *msg = NULL;
    int rc = sqlite3_exec(db, sql, NULL, NULL, &msg);

    if (rc != SQLITE_OK) {
        fprintf(stderr, "office: %s: %s\n", sql, msg ? msg : sqlite3_errstr(rc));
        sqlite3_free(msg);
    }
    return rc == SQLITE_OK ? 0 : (rc == SQLITE_BUSY ? -EAGAIN : -EIO);
}

static int read_free(sqlite3 *db, int show, int *free_seats, int *version)
{
    sqlite3_stmt *st;
    int rc = -EIO;

    if (sqlite3_prepare_v2(db, "SELECT free_seats, version FROM shows WHERE id = ?1", -1, &st,
                           NULL) != SQLITE_OK)
        return -EIO;
    sqlite3_bind_int(st, 1, show);
    switch (sqlite3_step(st)) {
    case SQLITE_ROW:
        *free_seats = sqlite3_column_int(st, 0);
        *version = sqlite3_column_int(st, 1);
        rc = 0;
        break;
    case SQLITE_DONE:
        rc = -ENOENT;
        break;
    }
    sqlite3_finalize(st);
    return rc;
}

static int write_free(sqlite3 *db, int show, int free_seats)
{
    sqlite3_stmt *st;
    int rc;

    if (sqlite3_prepare_v2(db, "UPDATE shows SET free_seats = ?2, version = version + 1 "
                               "WHERE id = ?1", -1, &st, NULL) != SQLITE_OK)
        return -EIO;
    sqlite3_bind_int(st, 1, show);
    sqlite3_bind_int(st, 2, free_seats);
    rc = sqlite3_step(st) == SQLITE_DONE ? 0 : -EIO;
    sqlite3_finalize(st);
    return rc;
}

static int take_seats(sqlite3 *db, int show, int want)
{
    int have, version;
    int rc = read_free(db, show, &have, &version);

    if (rc != 0)
        return rc;
    if (have < want)
        return -ENOSPC;
    return write_free(db, show, have - want);
}

/* Runs fn as one unit; the whole unit is undone when it fails. */
static int in_unit(struct office *o, int (*fn)(sqlite3 *, int, int), int show, int arg)
{
    int rc = run_sql(o->db, "BEGIN IMMEDIATE");

    if (rc != 0)
        return rc;
    rc = fn(o->db, show, arg);
    if (rc == 0)
        rc = run_sql(o->db, "COMMIT");
    if (rc != 0)
        run_sql(o->db, "ROLLBACK");
    return rc;
}

int office_sell(struct office *o, int show, int want)
{
    return in_unit(o, take_seats, show, want);
}

/* Returned tickets only ever add seats. */
int office_return(struct office *o, int show, int count)
{
    char sql[160];

    snprintf(sql, sizeof sql,
             "UPDATE shows SET free_seats = free_seats + %d, version = version + 1 WHERE id = %d",
             count, show);
    return run_sql(o->db, sql);
}

/* Capacity change proposed from a screen that showed the given counters. */
int office_rescale(struct office *o, int show, int old_cap, int new_cap)
{
    sqlite3_stmt *st;
    int have, version, rc = read_free(o->db, show, &have, &version);

    if (rc != 0)
        return rc;
    if (have + new_cap - old_cap < 0)
        return -ENOSPC;
    if (sqlite3_prepare_v2(o->db, "UPDATE shows SET free_seats = ?, version = version + 1 "
                                  "WHERE id = ? AND version = ?", -1, &st, NULL) != SQLITE_OK)
        return -EIO;
    sqlite3_bind_int(st, 1, have + new_cap - old_cap);
    sqlite3_bind_int(st, 2, show);
    sqlite3_bind_int(st, 3, version);
    rc = sqlite3_step(st) == SQLITE_DONE ? 0 : -EIO;
    sqlite3_finalize(st);
    if (rc != 0)
        return rc;
    return sqlite3_changes(o->db) == 1 ? 0 : -ESTALE;
}

int main(int argc, char **argv)
{
    struct office o = { .terminal = 1 };
    int rc;

    if (argc < 2 || sqlite3_open(argv[1], &o.db) != SQLITE_OK)
        return 1;
    sqlite3_busy_timeout(o.db, 2000);
    rc = office_sell(&o, 7, 2);
    sqlite3_close(o.db);
    return rc == 0 ? 0 : 1;
}
