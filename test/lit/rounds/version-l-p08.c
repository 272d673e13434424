// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Media server: library database shared by the scanner, the UPnP front end and the transcoder. */
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIB_OK = 0, LIB_NOENT = -1, LIB_DB = -2, LIB_TAKEN = -3 };

static pthread_mutex_t db_lock = PTHREAD_MUTEX_INITIALIZER;

static int prep(sqlite3 *db, const char *sql, sqlite3_stmt **st)
{
    int rc = sqlite3_prepare_v2(db, sql, -1, st, NULL);
    if (rc != SQLITE_OK)
        fprintf(stderr, "library: %s (%s)\n", sqlite3_errmsg(db), sql);
    return rc;
}

int lib_mark_played(sqlite3 *db, sqlite3_int64 track, int seconds)
{
    sqlite3_stmt *st;
    sqlite3_int64 plays, total;
    int rc = LIB_DB;

    pthread_mutex_lock(&db_lock);
    if (prep(db, "SELECT plays, total_secs FROM tracks WHERE id = ?1", &st) != SQLITE_OK)
        goto out;
    sqlite3_bind_int64(st, 1, track);
    if (sqlite3_step(st) != SQLITE_ROW) {
        sqlite3_finalize(st);
        rc = LIB_NOENT;
        goto out;
    }
    plays = sqlite3_column_int64(st, 0);
    total = sqlite3_column_int64(st, 1);
    sqlite3_finalize(st);

    if (prep(db, "UPDATE tracks SET plays = ?1, total_secs = ?2 WHERE id = ?3", &st) != SQLITE_OK)
        goto out;
    sqlite3_bind_int64(st, 1, plays + 1);
    sqlite3_bind_int64(st, 2, total + seconds);
    sqlite3_bind_int64(st, 3, track);
    rc = sqlite3_step(st) == SQLITE_DONE ? LIB_OK : LIB_DB; // EXPECT: sql-lost-update
    sqlite3_finalize(st);
out:
    pthread_mutex_unlock(&db_lock);
    return rc;
}

int lib_add_rating(sqlite3 *db, sqlite3_int64 track, int stars)
{
    char *sql = sqlite3_mprintf("UPDATE tracks SET stars = stars + %d, votes = votes + 1 WHERE id = %lld",
                                stars, (long long)track);
    int rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
    sqlite3_free(sql);
    return rc == SQLITE_OK ? LIB_OK : LIB_DB;
}

/* Several transcoder processes look for work. */
int lib_claim_transcode(sqlite3 *db, sqlite3_int64 job, const char *worker)
{
    char *err = NULL;
    char *sql = sqlite3_mprintf("UPDATE transcode SET state = 'running', worker = %Q "
                                "WHERE id = %lld AND state = 'queued'", worker, (long long)job);
    int rc = sqlite3_exec(db, sql, NULL, NULL, &err); // EXPECT: ignored-conflict
    sqlite3_free(sql);
    if (rc != SQLITE_OK) {
        fprintf(stderr, "claim: %s\n", err ? err : "?");
        sqlite3_free(err);
        return LIB_DB;
    }
    return LIB_OK;
}

int lib_finish_transcode(sqlite3 *db, sqlite3_int64 job, const char *worker, const char *path)
{
    char *sql = sqlite3_mprintf("UPDATE transcode SET state = 'done', path = %Q "
                                "WHERE id = %lld AND state = 'running' AND worker = %Q",
                                path, (long long)job, worker);
    int rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
    sqlite3_free(sql);
    if (rc != SQLITE_OK)
        return LIB_DB;
    return sqlite3_changes(db) == 1 ? LIB_OK : LIB_TAKEN;
}

int lib_append_tag(sqlite3 *db, sqlite3_int64 track, const char *tag)
{
    sqlite3_stmt *st;
    char tags[512] = "";
    int rc;

    if (sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
        return LIB_DB;
    if (prep(db, "SELECT tags FROM tracks WHERE id = ?", &st) != SQLITE_OK)
        goto fail;
    sqlite3_bind_int64(st, 1, track);
    if (sqlite3_step(st) == SQLITE_ROW)
        snprintf(tags, sizeof tags, "%s,", (const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
    strncat(tags, tag, sizeof tags - strlen(tags) - 1);

    if (prep(db, "UPDATE tracks SET tags = ? WHERE id = ?", &st) != SQLITE_OK)
        goto fail;
    sqlite3_bind_text(st, 1, tags, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(st, 2, track);
    rc = sqlite3_step(st);
    sqlite3_finalize(st);
    if (rc != SQLITE_DONE)
        goto fail;
    return sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK ? LIB_OK : LIB_DB;
fail:
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return LIB_DB;
}
