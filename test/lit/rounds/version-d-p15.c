// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Mail queue of the relay on SQLite, used by several delivery processes. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

struct queue {
    sqlite3 *db;
    long     node;
};

static int run(sqlite3 *db, const char *sql)
{
    char *err = NULL;
    int rc = sqlite3_exec(db, sql, NULL, NULL, &err);

    if (rc != SQLITE_OK)
        fprintf(stderr, "relay: %s\n", err ? err : sqlite3_errstr(rc));
    sqlite3_free(err);
    return rc;
}

static int get_i64(sqlite3 *db, const char *sql, sqlite3_int64 key, sqlite3_int64 *a, sqlite3_int64 *b)
{
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v2(db, sql, -1, &st, NULL);

    if (rc != SQLITE_OK)
        return -1;
    sqlite3_bind_int64(st, 1, key);
    rc = sqlite3_step(st);
    if (rc == SQLITE_ROW) {
        *a = sqlite3_column_int64(st, 0);
        if (b)
            *b = sqlite3_column_int64(st, 1);
    }
    sqlite3_finalize(st);
    return rc == SQLITE_ROW ? 0 : -1;
}

/* Exponential back-off: doubles the stored delay. */
int queue_defer(struct queue *q, sqlite3_int64 msg)
{
    sqlite3_int64 delay = 0;
    char sql[200];

    if (run(q->db, "BEGIN IMMEDIATE") != SQLITE_OK)
        return -1;
    if (get_i64(q->db, "SELECT delay FROM msg WHERE id = ?1", msg, &delay, NULL) != 0)
        goto undo;
    delay = delay < 3600 ? delay * 2 : 3600;
    snprintf(sql, sizeof(sql), "UPDATE msg SET delay = %lld, due = %lld WHERE id = %lld",
             (long long)delay, (long long)time(NULL) + delay, (long long)msg);
    if (run(q->db, sql) != SQLITE_OK)
        goto undo;
    return run(q->db, "COMMIT") == SQLITE_OK ? 0 : -1;
undo:
    run(q->db, "ROLLBACK");
    return -1;
}

/* Take a message for delivery; 1 = taken, 0 = another process has it. */
int queue_take(struct queue *q, sqlite3_int64 msg)
{
    sqlite3_int64 state = 0, attempt = 0;
    char sql[200];

    if (get_i64(q->db, "SELECT state, attempt FROM msg WHERE id = ?1", msg, &state, &attempt) != 0)
        return -1;
    if (state != 0)
        return 0;
    snprintf(sql, sizeof(sql),
             "UPDATE msg SET state = %ld, attempt = %lld WHERE id = %lld AND state = 0 AND attempt = %lld",
             q->node, (long long)attempt + 1, (long long)msg, (long long)attempt);
    if (run(q->db, sql) != SQLITE_OK)
        return -1;
    return sqlite3_changes(q->db) == 1;
}

int queue_count_bounce(struct queue *q, sqlite3_int64 domain)
{
    sqlite3_int64 n = 0;
    char sql[160];

    if (get_i64(q->db, "SELECT bounces FROM domain WHERE id = ?1", domain, &n, NULL) == 0 && n > 1000)
        fprintf(stderr, "relay: domain %lld bounces a lot\n", (long long)domain);
    snprintf(sql, sizeof(sql),
             "INSERT INTO domain(id, bounces) VALUES (%lld, 1) "
             "ON CONFLICT(id) DO UPDATE SET bounces = bounces + 1", (long long)domain);
    return run(q->db, sql) == SQLITE_OK ? 0 : -1;
}

/* Greylisting: first sight of a triplet. */
int grey_seen(struct queue *q, sqlite3_int64 triplet, sqlite3_int64 now)
{
    sqlite3_int64 first = 0;
    char sql[160];

    if (get_i64(q->db, "SELECT first FROM grey WHERE triplet = ?1", triplet, &first, NULL) == 0)
        return now - first > 300;
    snprintf(sql, sizeof(sql), "INSERT OR IGNORE INTO grey(triplet, first) VALUES (%lld, %lld)",
             (long long)triplet, (long long)now);
    run(q->db, sql);
    return 0;
}

/* Copy the limit of the template domain to a new one. */
int domain_clone_limit(struct queue *q, sqlite3_int64 tmpl, sqlite3_int64 dom)
{
    sqlite3_int64 lim = 0;
    char sql[160];

    if (get_i64(q->db, "SELECT rate FROM domain WHERE id = ?1", tmpl, &lim, NULL) != 0)
        return -1;
    snprintf(sql, sizeof(sql), "UPDATE domain SET rate = %lld WHERE id = %lld",
             (long long)lim, (long long)dom);
    return run(q->db, sql) == SQLITE_OK ? 0 : -1;
}
