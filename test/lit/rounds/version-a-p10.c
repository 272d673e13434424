// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Share usage database (TDB) plus a small alias map (GDBM). */
#include <sys/types.h>
#include <sys/stat.h>
#include <fcntl.h>
#include <gdbm.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tdb.h>

struct usage {
    uint64_t bytes;
    uint32_t files;
    uint32_t serial;
};

static TDB_DATA share_key(const char *name)
{
    TDB_DATA k = { .dptr = (unsigned char *)name, .dsize = strlen(name) + 1 };
    return k;
}

static int usage_fetch(struct tdb_context *db, const char *share, struct usage *u)
{
    TDB_DATA v = tdb_fetch(db, share_key(share));
    memset(u, 0, sizeof(*u));
    if (v.dptr == NULL)
        return 1;
    int rc = -1;
    if (v.dsize == sizeof(*u)) {
        memcpy(u, v.dptr, sizeof(*u));
        rc = 0;
    }
    free(v.dptr);
    return rc;
}

static int usage_put(struct tdb_context *db, const char *share, const struct usage *u)
{
    TDB_DATA v = { .dptr = (unsigned char *)u, .dsize = sizeof(*u) };
    return tdb_store(db, share_key(share), v, TDB_REPLACE);
}

int usage_account(struct tdb_context *db, const char *share, int64_t bytes, int files)
{
    struct usage u;
    if (tdb_chainlock(db, share_key(share)) != 0)
        return -1;
    int rc = usage_fetch(db, share, &u);
    if (rc >= 0) {
        u.bytes += (uint64_t)bytes;
        u.files += (uint32_t)files;
        u.serial++;
        rc = usage_put(db, share, &u);
    }
    tdb_chainunlock(db, share_key(share));
    return rc;
}

int usage_move(struct tdb_context *db, const char *from, const char *to, uint64_t bytes)
{
    struct usage a, b;
    if (tdb_transaction_start(db) != 0)
        return -1;
    if (usage_fetch(db, from, &a) != 0 || usage_fetch(db, to, &b) != 0 || a.bytes < bytes)
        goto cancel;
    a.bytes -= bytes;
    b.bytes += bytes;
    a.serial++;
    b.serial++;
    if (usage_put(db, from, &a) != 0 || usage_put(db, to, &b) != 0)
        goto cancel;
    return tdb_transaction_commit(db);
cancel:
    tdb_transaction_cancel(db);
    return -1;
}

int usage_clear(struct tdb_context *db, const char *share)
{
    struct usage u = { 0, 0, 1 };
    return usage_put(db, share, &u);
}

int usage_init(struct tdb_context *db, const char *share)
{
    struct usage u = { 0, 0, 1 };
    TDB_DATA v = { .dptr = (unsigned char *)&u, .dsize = sizeof(u) };
    if (tdb_store(db, share_key(share), v, TDB_INSERT) == 0)
        return 0;
    return tdb_error(db) == TDB_ERR_EXISTS ? 1 : -1;
}

int usage_log(struct tdb_context *db, const char *share)
{
    struct usage u;
    char line[128];
    if (usage_fetch(db, share, &u) != 0)
        return -1;
    int n = snprintf(line, sizeof(line), "%s %llu;", share, (unsigned long long)u.bytes);
    TDB_DATA v = { .dptr = (unsigned char *)line, .dsize = (size_t)n };
    return tdb_append(db, share_key("history"), v);
}

int alias_define(GDBM_FILE f, char *name, char *target)
{
    datum k = { name, (int)strlen(name) }, v = { target, (int)strlen(target) };
    int rc = gdbm_store(f, k, v, GDBM_INSERT);
    if (rc == 1)
        fprintf(stderr, "alias %s exists\n", name);
    return rc;
}

int alias_redefine(GDBM_FILE f, char *name, char *target)
{
    datum k = { name, (int)strlen(name) }, v = { target, (int)strlen(target) };
    return gdbm_store(f, k, v, GDBM_REPLACE);
}
