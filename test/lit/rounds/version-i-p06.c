// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Connection accounting of the file server; smb-style children share one TDB. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include <tdb.h>

struct share_usage {
    uint32_t version;      /* on-disk layout, currently 2 */
    uint32_t connections;
    uint64_t bytes_in;
    uint64_t bytes_out;
};

struct usage_db {
    struct tdb_context *tdb;
};

typedef int (*usage_fn)(struct share_usage *u, void *arg);

static TDB_DATA mk_key(const char *share)
{
    TDB_DATA k = { (unsigned char *)share, strlen(share) + 1 };
    return k;
}

static int usage_enter(struct usage_db *db, TDB_DATA key)
{
    return tdb_chainlock(db->tdb, key) == 0 ? 0 : -EIO;
}

static void usage_leave(struct usage_db *db, TDB_DATA key)
{
    tdb_chainunlock(db->tdb, key);
}

static int usage_load(struct usage_db *db, TDB_DATA key, struct share_usage *u)
{
    TDB_DATA d = tdb_fetch(db->tdb, key);

    memset(u, 0, sizeof(*u));
    u->version = 2;
    if (!d.dptr)
        return 0;
    if (d.dsize != sizeof(*u)) {
        free(d.dptr);
        return -EINVAL;
    }
    memcpy(u, d.dptr, sizeof(*u));
    free(d.dptr);
    return u->version == 2 ? 0 : -EPROTO;
}

static int usage_store(struct usage_db *db, TDB_DATA key, struct share_usage *u)
{
    TDB_DATA d = { (unsigned char *)u, sizeof(*u) };
    return tdb_store(db->tdb, key, d, TDB_REPLACE) == 0 ? 0 : -EIO;
}

int usage_modify(struct usage_db *db, const char *share, usage_fn fn, void *arg)
{
    TDB_DATA key = mk_key(share);
    struct share_usage u;
    int rc = usage_enter(db, key);

    if (rc)
        return rc;
    rc = usage_load(db, key, &u);
    if (rc == 0)
        rc = fn(&u, arg);
    if (rc == 0)
        rc = usage_store(db, key, &u);
    usage_leave(db, key);
    return rc;
}

struct io_delta { uint64_t in, out; };

static int add_io(struct share_usage *u, void *arg)
{
    struct io_delta *d = arg;
    u->bytes_in += d->in;
    u->bytes_out += d->out;
    return 0;
}

static int add_conn(struct share_usage *u, void *arg)
{
    u->connections += *(int *)arg;
    return 0;
}

int usage_on_io(struct usage_db *db, const char *share, uint64_t in, uint64_t out)
{
    struct io_delta d = { in, out };
    return usage_modify(db, share, add_io, &d);
}

int usage_on_connect(struct usage_db *db, const char *share)
{
    int one = 1;
    return usage_modify(db, share, add_conn, &one);
}

int usage_reset_all(struct usage_db *db, const char *const *shares, size_t n)
{
    if (tdb_transaction_start(db->tdb) != 0)
        return -EIO;
    for (size_t i = 0; i < n; i++) {
        struct share_usage u;
        TDB_DATA key = mk_key(shares[i]);
        if (usage_load(db, key, &u) < 0)
            continue;
        u.bytes_in = u.bytes_out = 0;
        if (usage_store(db, key, &u) < 0) {
            tdb_transaction_cancel(db->tdb);
            return -EIO;
        }
    }
    return tdb_transaction_commit(db->tdb) == 0 ? 0 : -EIO;
}
