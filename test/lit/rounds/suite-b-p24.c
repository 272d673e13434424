// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* p24: records, nodes, keys and segments that are kept for a while; store and condition vary. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <hiredis/hiredis.h>
#include <postgresql/libpq-fe.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* the part of the ZooKeeper client that is needed */
typedef struct _zhandle zhandle_t;
struct Stat {
    int64_t czxid, mzxid, ctime, mtime;
    int32_t version, cversion, aversion;
    int64_t ephemeralOwner;
    int32_t dataLength, numChildren;
    int64_t pzxid;
};
int zoo_exists(zhandle_t *zh, const char *path, int watch, struct Stat *stat);
int zoo_delete(zhandle_t *zh, const char *path, int version);

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS build (id INTEGER PRIMARY KEY, state TEXT, worker TEXT, started_at INTEGER)";

int prepare_builds(sqlite3 *db)
{
    return sqlite3_exec(db, schema, NULL, NULL, NULL);
}

/* who takes a build */
int take_build(sqlite3 *db)
{
    return sqlite3_exec(db,
        "UPDATE build SET state = 'running', worker = hex(randomblob(8)) "
        "WHERE id = (SELECT min(id) FROM build WHERE state = 'queued') AND state = 'queued'",
        NULL, NULL, NULL) == SQLITE_OK && sqlite3_changes(db) == 1;
}

int purge_01(sqlite3 *db)
{
    return sqlite3_exec(db, "DELETE FROM build WHERE started_at < strftime('%s','now') - 86400", NULL, NULL, NULL); // EXPECT: timestamp-cleanup
}

int purge_02(sqlite3 *db)
{
    return sqlite3_exec(db,
        "DELETE FROM build WHERE started_at < strftime('%s','now') - 86400 AND state IN ('done', 'failed')",
        NULL, NULL, NULL);
}

/* uploads in PostgreSQL, other servers append to them */
int purge_03(PGconn *db, const char *hours)
{
    char text[200];
    PGresult *r;
    int ok;

    snprintf(text, sizeof text, "DELETE FROM upload WHERE created_at < now() - interval '%d hours'", atoi(hours));
    r = PQexec(db, text); // EXPECT: timestamp-cleanup
    ok = PQresultStatus(r) == PGRES_COMMAND_OK;
    PQclear(r);
    return ok;
}

int purge_04(PGconn *db, const char *before)
{
    PGresult *r = PQexecParams(db, "DELETE FROM upload WHERE created_at < $1 AND lease_owner IS NULL",
                               1, NULL, &before, NULL, NULL, 0);
    int ok = PQresultStatus(r) == PGRES_COMMAND_OK;

    PQclear(r);
    return ok;
}

/* nodes of a coordination service */
int purge_05(zhandle_t *zh, const char *path)
{
    struct Stat st;

    if (zoo_exists(zh, path, 0, &st) != 0)
        return -1;
    if ((int64_t)time(NULL) * 1000 - st.mtime < 3600 * 1000)
        return 0;
    return zoo_delete(zh, path, -1); // EXPECT: timestamp-cleanup
}

int purge_06(zhandle_t *zh, const char *path)
{
    struct Stat st;

    if (zoo_exists(zh, path, 0, &st) != 0)
        return -1;
    if ((int64_t)time(NULL) * 1000 - st.mtime < 3600 * 1000)
        return 0;
    return zoo_delete(zh, path, st.version);
}

/* carts in Redis */
int purge_07(redisContext *c, const char *id)
{
    redisReply *r = redisCommand(c, "HGET cart:%s created", id);
    long long created = r && r->type == REDIS_REPLY_STRING ? atoll(r->str) : 0;
    int ok;

    if (r)
        freeReplyObject(r);
    if ((long long)time(NULL) - created < 7 * 86400)
        return 0;
    r = redisCommand(c, "DEL cart:%s", id); // EXPECT: timestamp-cleanup
    ok = r && r->type == REDIS_REPLY_INTEGER;
    if (r)
        freeReplyObject(r);
    return ok;
}

/* shared memory */
int purge_08(int id)
{
    struct shmid_ds ds;

    if (shmctl(id, IPC_STAT, &ds) != 0)
        return -1;
    if (time(NULL) - ds.shm_ctime < 3600 || ds.shm_nattch != 0)
        return 0;
    return shmctl(id, IPC_RMID, NULL);
}

int purge_09(const char *name)
{
    struct stat sb;
    int fd = shm_open(name, O_RDWR, 0);
    int rc = -1;

    if (fd < 0)
        return -1;
    if (fstat(fd, &sb) == 0 && time(NULL) - sb.st_ctime >= 3600)
        rc = shm_unlink(name); // EXPECT: timestamp-cleanup
    close(fd);
    return rc;
}
