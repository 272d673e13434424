// STD: gnu17
/* Open-file table of the file server; one process per client. */
#include "lockdb.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int share_open(struct lockdb *db, const char *path, uint32_t pid)
{
    struct lockdb_record *rec = lockdb_fetch_locked(db, path);
    uint32_t *pids;
    size_t n;
    int rc = -1;

    if (rec == NULL)
        return -1;
    n = rec->value.dsize / sizeof *pids;
    pids = malloc((n + 1) * sizeof *pids);
    if (pids != NULL) {
        if (n > 0)
            memcpy(pids, rec->value.dptr, n * sizeof *pids);
        pids[n] = pid;
        rc = lockdb_store(rec, pids, (n + 1) * sizeof *pids);
        free(pids);
    }
    lockdb_release(rec);
    return rc;
}

int share_close(struct lockdb *db, const char *path, uint32_t pid)
{
    struct lockdb_record *rec = lockdb_fetch_locked(db, path);
    uint32_t *pids;
    size_t n, i, keep = 0;
    int rc;

    if (rec == NULL)
        return -1;
    pids = (uint32_t *)rec->value.dptr;
    n = rec->value.dsize / sizeof *pids;
    for (i = 0; i < n; i++)
        if (pids[i] != pid)
            pids[keep++] = pids[i];
    if (keep == 0)
        rc = lockdb_remove(rec);
    else
        rc = lockdb_store(rec, pids, keep * sizeof *pids);
    lockdb_release(rec);
    return rc;
}

int session_count(struct lockdb *db, const char *user, int32_t delta)
{
    char name[128];
    TDB_DATA key, old, val;
    int32_t count = 0;
    int rc;

    key.dsize = (size_t)snprintf(name, sizeof name, "SESSIONS/%s", user);
    key.dptr = (unsigned char *)name;
    if (tdb_transaction_start(db->tdb) != 0)
        return -1;
    old = tdb_fetch(db->tdb, key);
    if (old.dptr != NULL && old.dsize == sizeof count)
        memcpy(&count, old.dptr, sizeof count);
    free(old.dptr);
    count += delta;
    val.dptr = (unsigned char *)&count;
    val.dsize = sizeof count;
    rc = tdb_store(db->tdb, key, val, TDB_REPLACE);
    if (rc != 0) {
        tdb_transaction_cancel(db->tdb);
        return -1;
    }
    return tdb_transaction_commit(db->tdb);
}

/* Every process writes only the record of its own pid. */
int session_announce(struct lockdb *db, uint32_t pid, const char *info)
{
    char name[32];
    TDB_DATA key, val;

    key.dsize = (size_t)snprintf(name, sizeof name, "PID/%u", pid);
    key.dptr = (unsigned char *)name;
    val.dptr = (unsigned char *)info;
    val.dsize = strlen(info);
    return tdb_store(db->tdb, key, val, TDB_REPLACE);
}
