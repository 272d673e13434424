// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Regression: retention of render jobs in SQLite and Redis; workers on other hosts may hold a job. */
#include <hiredis/hiredis.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int run_before(sqlite3 *db, const char *sql, int64_t before) {
    sqlite3_stmt *st;
    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_int64(st, 1, before);
    int rc = sqlite3_step(st);
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? sqlite3_changes(db) : -1;
}

int jobs_by_age(sqlite3 *db, int64_t before) {
    return run_before(db, "DELETE FROM jobs WHERE created_at < ?1", before); // EXPECT: timestamp-cleanup
}

int jobs_by_age_and_state(sqlite3 *db, int64_t before) {
    return run_before(db, "DELETE FROM jobs WHERE created_at < ?1 AND state IN ('done','failed')", before);
}

int jobs_by_age_or_state(sqlite3 *db, int64_t before) {
    return run_before(db, "DELETE FROM jobs WHERE state = 'done' OR created_at < ?1", before); // EXPECT: timestamp-cleanup
}

int jobs_by_age_unowned(sqlite3 *db, int64_t before) {
    return run_before(db, "DELETE FROM jobs WHERE created_at < ?1 AND lease_owner IS NULL", before);
}

int jobs_by_age_unreferenced(sqlite3 *db, int64_t before) {
    return run_before(db,
                      "DELETE FROM jobs WHERE created_at < ?1"
                      " AND NOT EXISTS (SELECT 1 FROM claims WHERE claims.job_id = jobs.id)",
                      before);
}

int jobs_by_age_formatted(sqlite3 *db, const char *queue, long long before) {
    char *sql = sqlite3_mprintf("DELETE FROM jobs WHERE queue = %Q AND created_at < %lld", queue, before);
    int rc = sql ? sqlite3_exec(db, sql, NULL, NULL, NULL) : SQLITE_NOMEM; // EXPECT: timestamp-cleanup
    sqlite3_free(sql);
    return rc;
}

int jobs_one_by_one(sqlite3 *db, int64_t before) {
    sqlite3_stmt *sel = NULL, *del = NULL;
    int rc = sqlite3_prepare_v2(db, "SELECT id FROM jobs WHERE created_at < ?1 AND state = 'done'", -1, &sel, NULL);
    rc = rc ? rc : sqlite3_prepare_v2(db, "DELETE FROM jobs WHERE id = ?1 AND state = 'done'", -1, &del, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_bind_int64(sel, 1, before);
        while (sqlite3_step(sel) == SQLITE_ROW) {
            sqlite3_reset(del);
            sqlite3_bind_int64(del, 1, sqlite3_column_int64(sel, 0));
            if (sqlite3_step(del) != SQLITE_DONE || sqlite3_changes(db) == 0)
                continue;
            printf("dropped %lld\n", (long long)sqlite3_column_int64(sel, 0));
        }
    }
    sqlite3_finalize(sel);
    sqlite3_finalize(del);
    return rc;
}

/* --- Redis: job:<id> is a hash with fields seen, holders, payload --- */

static long long hash_number(redisContext *c, const char *id, const char *field, long long missing) {
    redisReply *r = redisCommand(c, "HGET job:%s %s", id, field);
    long long n = r && r->type == REDIS_REPLY_STRING ? atoll(r->str) : missing;
    if (r)
        freeReplyObject(r);
    return n;
}

static bool integer_reply(redisReply *r, long long want) {
    bool same = r && r->type == REDIS_REPLY_INTEGER && r->integer == want;
    if (r)
        freeReplyObject(r);
    return same;
}

bool cached_by_age(redisContext *c, const char *id, long long now, long long keep) {
    long long seen = hash_number(c, id, "seen", now);
    if (now - seen < keep)
        return false;
    return integer_reply(redisCommand(c, "DEL job:%s", id), 1); // EXPECT: timestamp-cleanup
}

bool cached_by_age_watched(redisContext *c, const char *id, long long now, long long keep) {
    redisReply *r = redisCommand(c, "WATCH job:%s", id);
    if (r)
        freeReplyObject(r);
    if (!r || now - hash_number(c, id, "seen", now) < keep || hash_number(c, id, "holders", 1) != 0) {
        if ((r = redisCommand(c, "UNWATCH")))
            freeReplyObject(r);
        return false;
    }
    if ((r = redisCommand(c, "MULTI")))
        freeReplyObject(r);
    if ((r = redisCommand(c, "DEL job:%s", id)))
        freeReplyObject(r);
    r = redisCommand(c, "EXEC");
    bool gone = r && r->type == REDIS_REPLY_ARRAY;
    if (r)
        freeReplyObject(r);
    return gone;
}

bool cached_by_age_in_script(redisContext *c, const char *id, long long cutoff) {
    static const char script[] =
        "if tonumber(redis.call('HGET', KEYS[1], 'seen')) < tonumber(ARGV[1]) "
        "and redis.call('HGET', KEYS[1], 'holders') == '0' then return redis.call('DEL', KEYS[1]) end return 0";
    return integer_reply(redisCommand(c, "EVAL %s 1 job:%s %lld", script, id, cutoff), 1);
}

bool cached_marked(redisContext *c, const char *id, long long now, long long keep) {
    if (now - hash_number(c, id, "seen", now) < keep)
        return false;
    return integer_reply(redisCommand(c, "HINCRBY job:%s stale 1", id), 1);
}
