// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/*
 * winbind-like id cache: counters of failed logins per SID are kept in a TDB
 * file that all worker processes of the daemon open.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/stat.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <tdb.h>

#define LOCKOUT_LIMIT 5

struct login_rec {
    uint32_t bad_count;
    uint32_t flags;
    int64_t  last_bad;
};

static TDB_DATA key_of(const char *sid)
{
    TDB_DATA k;
    k.dptr = (unsigned char *)(uintptr_t)sid;
    k.dsize = strlen(sid) + 1;
    return k;
}

static int rec_fetch(struct tdb_context *tdb, TDB_DATA k, struct login_rec *r)
{
    TDB_DATA d = tdb_fetch(tdb, k);

    memset(r, 0, sizeof *r);
    if (d.dptr == NULL)
        return 0;
    if (d.dsize != sizeof *r) {
        free(d.dptr);
        return -1;
    }
    memcpy(r, d.dptr, sizeof *r);
    free(d.dptr);
    return 1;
}

static int rec_store(struct tdb_context *tdb, TDB_DATA k, const struct login_rec *r)
{
    TDB_DATA d;
    d.dptr = (unsigned char *)(uintptr_t)r;
    d.dsize = sizeof *r;
    return tdb_store(tdb, k, d, TDB_REPLACE);
}

/* returns 1 when the account is locked out after this attempt */
int login_note_failure(struct tdb_context *tdb, const char *sid)
{
    TDB_DATA k = key_of(sid);
    struct login_rec r;
    int locked = -1;

    if (tdb_chainlock(tdb, k) != 0)
        return -1;
    if (rec_fetch(tdb, k, &r) < 0)
        goto out;
    r.bad_count++;
    r.last_bad = (int64_t)time(NULL);
    if (r.bad_count >= LOCKOUT_LIMIT)
        r.flags |= 1u;
    if (rec_store(tdb, k, &r) != 0)
        goto out;
    locked = (r.flags & 1u) != 0;
out:
    tdb_chainunlock(tdb, k);
    return locked;
}

int login_note_success(struct tdb_context *tdb, const char *sid)
{
    TDB_DATA k = key_of(sid);
    struct login_rec r;
    int rc = 0;

    if (tdb_transaction_start(tdb) != 0)
        return -1;
    if (rec_fetch(tdb, k, &r) == 1 && r.bad_count != 0) {
        r.bad_count = 0;
        rc = rec_store(tdb, k, &r);
    }
    if (rc != 0) {
        tdb_transaction_cancel(tdb);
        return -1;
    }
    return tdb_transaction_commit(tdb);
}

int main(int argc, char **argv)
{
    struct tdb_context *tdb;
    int rc;

    if (argc != 3)
        return 2;
    tdb = tdb_open("/var/lib/idcache/logins.tdb", 0, TDB_DEFAULT, O_RDWR | O_CREAT, 0600);
    if (tdb == NULL) {
        perror("tdb_open");
        return 1;
    }
    rc = strcmp(argv[1], "fail") == 0 ? login_note_failure(tdb, argv[2])
                                      : login_note_success(tdb, argv[2]);
    tdb_close(tdb);
    return rc < 0;
}
