// RUN: %tocsin %s
// STD: gnu17
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct outbox {
    sqlite3 *db;
    long keep_secs;
};

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS messages("
    " id INTEGER PRIMARY KEY, body BLOB, state TEXT NOT NULL,"
    " lease_owner TEXT, version INTEGER NOT NULL DEFAULT 0,"
    " created_at INTEGER NOT NULL);"
    "CREATE INDEX IF NOT EXISTS messages_created ON messages(created_at);";

static int outbox_open(struct outbox *o, const char *file, long keep_secs)
{
    char *err = NULL;

    o->keep_secs = keep_secs;
    if (sqlite3_open(file, &o->db) != SQLITE_OK)
        return -1;
    sqlite3_busy_timeout(o->db, 1000);
    if (sqlite3_exec(o->db, schema, NULL, NULL, &err) != SQLITE_OK) {
        fprintf(stderr, "schema: %s\n", err ? err : "?");
        sqlite3_free(err);
        return -1;
    }
    return 0;
}

static int outbox_lease(struct outbox *o, sqlite3_int64 id, const char *owner)
{
    sqlite3_stmt *st;
    int rc;

    if (sqlite3_prepare_v2(o->db,
                           "UPDATE messages SET state='sending', lease_owner=?2, version=version+1"
                           " WHERE id=?1 AND state='ready' AND lease_owner IS NULL",
                           -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_int64(st, 1, id);
    sqlite3_bind_text(st, 2, owner, -1, SQLITE_TRANSIENT);
    rc = sqlite3_step(st);
    sqlite3_finalize(st);
    return rc == SQLITE_DONE && sqlite3_changes(o->db) == 1 ? 0 : -1;
}

static int outbox_trim_sent(struct outbox *o)
{
    char sql[256];
    char *err = NULL;

    snprintf(sql, sizeof sql,
             "DELETE FROM messages WHERE created_at < %lld"
             " AND state IN ('sent', 'rejected') AND lease_owner IS NULL",
             (long long)time(NULL) - o->keep_secs);
    if (sqlite3_exec(o->db, sql, NULL, NULL, &err) != SQLITE_OK) {
        fprintf(stderr, "trim: %s\n", err ? err : "?");
        sqlite3_free(err);
        return -1;
    }
    return sqlite3_changes(o->db);
}

/* Undeliverable messages are dropped one at a time, after a copy to the audit log. */
static int outbox_drop(struct outbox *o, sqlite3_int64 id, sqlite3_int64 version)
{
    sqlite3_stmt *st;
    int rc;

    if (sqlite3_prepare_v2(o->db,
                           "DELETE FROM messages WHERE id = ?1 AND version = ?2 AND lease_owner IS NULL",
                           -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_int64(st, 1, id);
    sqlite3_bind_int64(st, 2, version);
    rc = sqlite3_step(st);
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? sqlite3_changes(o->db) : -1;
}

int main(int argc, char **argv)
{
    struct outbox o;
    int n;

    if (outbox_open(&o, argc > 1 ? argv[1] : "outbox.db", 3 * 86400L) != 0) {
        fprintf(stderr, "cannot open\n");
        return 1;
    }
    if (argc > 3)
        outbox_drop(&o, atoll(argv[2]), atoll(argv[3]));
    else if (argc > 2)
        outbox_lease(&o, atoll(argv[2]), "cli");
    n = outbox_trim_sent(&o);
    printf("trimmed %d\n", n);
    sqlite3_close(o.db);
    return n < 0;
}
