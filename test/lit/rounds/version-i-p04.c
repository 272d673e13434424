// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Warehouse stock book: handheld terminals share one SQLite file on the depot server. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

enum { STK_OK = 0, STK_DB = -1, STK_NONE = -2, STK_SHORT = -3, STK_MOVED = -4 };

struct slot {
    sqlite3_int64 id;
    int on_hand;
    int rev;
    char label[64];
};

static int fetch_slot(sqlite3 *db, sqlite3_int64 id, struct slot *s)
{
    sqlite3_stmt *st = NULL;
    int rc = STK_DB;

    if (sqlite3_prepare_v2(db, "SELECT on_hand, rev, label FROM slot WHERE id = ?1", -1, &st, NULL) != SQLITE_OK)
        return STK_DB;
    sqlite3_bind_int64(st, 1, id);
    switch (sqlite3_step(st)) {
    case SQLITE_ROW:
        s->id = id;
        s->on_hand = sqlite3_column_int(st, 0);
        s->rev = sqlite3_column_int(st, 1);
        snprintf(s->label, sizeof(s->label), "%s", (const char *)sqlite3_column_text(st, 2));
        rc = STK_OK;
        break;
    case SQLITE_DONE:
        rc = STK_NONE;
        break;
    }
    sqlite3_finalize(st);
    return rc;
}

int stock_pick(sqlite3 *db, sqlite3_int64 id, int qty)
{
    struct slot s;
    sqlite3_stmt *st = NULL;
    int rc = fetch_slot(db, id, &s);

    if (rc != STK_OK)
        return rc;
    if (s.on_hand < qty)
        return STK_SHORT;
    s.on_hand -= qty;

    if (sqlite3_prepare_v2(db, "UPDATE slot SET on_hand = ?1 WHERE id = ?2", -1, &st, NULL) != SQLITE_OK)
        return STK_DB;
    sqlite3_bind_int(st, 1, s.on_hand);
    sqlite3_bind_int64(st, 2, id);
    rc = sqlite3_step(st) == SQLITE_DONE ? STK_OK : STK_DB; // EXPECT: sql-lost-update
    sqlite3_finalize(st);
    return rc;
}

int stock_recount(sqlite3 *db, const struct slot *seen, int counted)
{
    sqlite3_stmt *st = NULL;
    int rc;

    if (sqlite3_prepare_v2(db,
                           "UPDATE slot SET on_hand = ?1, rev = rev + 1 "
                           "WHERE id = ?2 AND rev = ?3", -1, &st, NULL) != SQLITE_OK)
        return STK_DB;
    sqlite3_bind_int(st, 1, counted);
    sqlite3_bind_int64(st, 2, seen->id);
    sqlite3_bind_int(st, 3, seen->rev);
    rc = sqlite3_step(st); // EXPECT: ignored-conflict
    sqlite3_finalize(st);
    if (rc != SQLITE_DONE) {
        fprintf(stderr, "recount %lld: %s\n", (long long)seen->id, sqlite3_errmsg(db));
        return STK_DB;
    }
    return STK_OK;
}

int stock_relabel(sqlite3 *db, const struct slot *seen, const char *label)
{
    sqlite3_stmt *st = NULL;
    int rc;

    if (sqlite3_prepare_v2(db, "UPDATE slot SET label = ?1, rev = rev + 1 WHERE id = ?2 AND rev = ?3",
                           -1, &st, NULL) != SQLITE_OK)
        return STK_DB;
    sqlite3_bind_text(st, 1, label, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(st, 2, seen->id);
    sqlite3_bind_int(st, 3, seen->rev);
    rc = sqlite3_step(st);
    sqlite3_finalize(st);
    if (rc != SQLITE_DONE)
        return STK_DB;
    return sqlite3_changes(db) == 1 ? STK_OK : STK_MOVED;
}

int stock_receive(sqlite3 *db, sqlite3_int64 id, int qty)
{
    sqlite3_stmt *st = NULL;
    struct slot s;
    int rc = fetch_slot(db, id, &s);

    if (rc != STK_OK)
        return rc;
    printf("receiving %d into %s (had %d)\n", qty, s.label, s.on_hand);
    if (sqlite3_prepare_v2(db, "UPDATE slot SET on_hand = on_hand + ?1, rev = rev + 1 WHERE id = ?2", -1, &st, NULL) != SQLITE_OK)
        return STK_DB;
    sqlite3_bind_int(st, 1, qty);
    sqlite3_bind_int64(st, 2, id);
    rc = sqlite3_step(st) == SQLITE_DONE ? STK_OK : STK_DB;
    sqlite3_finalize(st);
    return rc;
}
