// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* loyalty.c - points ledger of the shop terminal, shared by till and back office */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum loy_rc { LOY_OK = 0, LOY_NOTFOUND, LOY_CONFLICT, LOY_LOW, LOY_DB };

struct member {
    int64_t id;
    int64_t points;
    int tier;
    int64_t version;
};

static int run(sqlite3 *db, const char *sql)
{
    char *err = NULL;
    int rc = sqlite3_exec(db, sql, NULL, NULL, &err);
    if (rc != SQLITE_OK) {
        fprintf(stderr, "loyalty: %s: %s\n", sql, err ? err : "?");
        sqlite3_free(err);
    }
    return rc;
}

static enum loy_rc fetch(sqlite3 *db, int64_t id, struct member *m)
{
    static const char sql[] =
        "SELECT points, tier, version FROM member WHERE id = ?1";
    sqlite3_stmt *st;
    enum loy_rc out = LOY_DB;

    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
        return LOY_DB;
    sqlite3_bind_int64(st, 1, id);
    switch (sqlite3_step(st)) {
    case SQLITE_ROW:
        m->id = id;
        m->points = sqlite3_column_int64(st, 0);
        m->tier = sqlite3_column_int(st, 1);
        m->version = sqlite3_column_int64(st, 2);
        out = LOY_OK;
        break;
    case SQLITE_DONE:
        out = LOY_NOTFOUND;
        break;
    }
    sqlite3_finalize(st);
    return out;
}

static int store_points(sqlite3 *db, const struct member *m)
{
    sqlite3_stmt *st;
    int rc;

    if (sqlite3_prepare_v2(db, "UPDATE member SET points = ?, tier = ? WHERE id = ?",
                           -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_int64(st, 1, m->points);
    sqlite3_bind_int(st, 2, m->tier);
    sqlite3_bind_int64(st, 3, m->id);
    rc = sqlite3_step(st);
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? 0 : -1;
}

/* Redeem points for a voucher. */
enum loy_rc loyalty_redeem(sqlite3 *db, int64_t id, int64_t cost)
{
    struct member m;
    enum loy_rc rc;

    if (run(db, "BEGIN IMMEDIATE") != SQLITE_OK)
        return LOY_DB;
    rc = fetch(db, id, &m);
    if (rc != LOY_OK)
        goto fail;
    if (m.points < cost) {
        rc = LOY_LOW;
        goto fail;
    }
    m.points -= cost;
    if (m.points < 1000)
        m.tier = 0;
    if (store_points(db, &m) != 0) {
        rc = LOY_DB;
        goto fail;
    }
    return run(db, "COMMIT") == SQLITE_OK ? LOY_OK : LOY_DB;
fail:
    run(db, "ROLLBACK");
    return rc;
}

/* Tier recalculation done by the nightly job, without holding the file. */
enum loy_rc loyalty_retier(sqlite3 *db, int64_t id)
{
    struct member m;
    sqlite3_stmt *st;
    enum loy_rc rc = fetch(db, id, &m);
    int tier, step;

    if (rc != LOY_OK)
        return rc;
    tier = m.points > 10000 ? 3 : m.points > 5000 ? 2 : m.points > 1000;
    if (tier == m.tier)
        return LOY_OK;
    if (sqlite3_prepare_v2(db,
            "UPDATE member SET tier = ?1, version = version + 1 "
            "WHERE id = ?2 AND version = ?3", -1, &st, NULL) != SQLITE_OK)
        return LOY_DB;
    sqlite3_bind_int(st, 1, tier);
    sqlite3_bind_int64(st, 2, id);
    sqlite3_bind_int64(st, 3, m.version);
    step = sqlite3_step(st);
    sqlite3_finalize(st);
    if (step != SQLITE_DONE)
        return LOY_DB;
    return sqlite3_changes(db) == 1 ? LOY_OK : LOY_CONFLICT;
}

/* Enrol on first purchase: most customers are known, so look first. */
enum loy_rc loyalty_enrol(sqlite3 *db, int64_t id)
{
    struct member m;
    sqlite3_stmt *st;
    int step;

    if (fetch(db, id, &m) == LOY_OK)
        return LOY_OK;
    if (sqlite3_prepare_v2(db,
            "INSERT INTO member(id, points, tier, version) VALUES(?, 0, 0, 1) "
            "ON CONFLICT(id) DO NOTHING", -1, &st, NULL) != SQLITE_OK)
        return LOY_DB;
    sqlite3_bind_int64(st, 1, id);
    step = sqlite3_step(st);
    sqlite3_finalize(st);
    return step == SQLITE_DONE ? LOY_OK : LOY_DB;
}
