// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Open-file table of the share daemon: each connection has its own process. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/stat.h>
#include <signal.h>
#include <tdb.h>
#include <unistd.h>

struct share_rec {
    uint64_t seqno;
    uint32_t opens;
    uint32_t deny_mode;
};

struct share_db {
    struct tdb_context *tdb;
};

static TDB_DATA share_key(char *buf, size_t cap, uint64_t dev, uint64_t ino)
{
    int n = snprintf(buf, cap, "%llx:%llx", (unsigned long long)dev, (unsigned long long)ino);

    return (TDB_DATA){ .dptr = (unsigned char *)buf, .dsize = (size_t)n };
}

static int share_read(struct share_db *db, TDB_DATA key, struct share_rec *r)
{
    TDB_DATA v = tdb_fetch(db->tdb, key);
    int rc = 0;

    if (!v.dptr)
        return tdb_error(db->tdb) == TDB_ERR_NOEXIST ? -ENOENT : -EIO;
    if (v.dsize == sizeof *r)
        memcpy(r, v.dptr, sizeof *r);
    else
        rc = -EBADMSG;
    free(v.dptr);
    return rc;
}

static int share_write(struct share_db *db, TDB_DATA key, struct share_rec *r)
{
    TDB_DATA v = { .dptr = (unsigned char *)r, .dsize = sizeof *r };

    r->seqno++;
    return tdb_store(db->tdb, key, v, TDB_REPLACE) == 0 ? 0 : -EIO;
}

int share_open(struct share_db *db, uint64_t dev, uint64_t ino, uint32_t deny)
{
    char buf[48];
    TDB_DATA key = share_key(buf, sizeof buf, dev, ino);
    struct share_rec r = { 0 };
    int rc;

    if (tdb_chainlock(db->tdb, key) != 0)
        return -EDEADLK;
    rc = share_read(db, key, &r);
    if (rc == -ENOENT)
        rc = 0;
    if (rc == 0 && r.opens > 0 && (r.deny_mode & deny) != 0)
        rc = -EBUSY;
    if (rc == 0) {
        r.opens++;
        r.deny_mode |= deny;
        rc = share_write(db, key, &r);
    }
    tdb_chainunlock(db->tdb, key);
    return rc;
}

int share_close(struct share_db *db, uint64_t dev, uint64_t ino)
{
    char buf[48];
    TDB_DATA key = share_key(buf, sizeof buf, dev, ino);
    struct share_rec r;
    int rc;

    if (tdb_chainlock(db->tdb, key) != 0)
        return -EDEADLK;
    rc = share_read(db, key, &r);
    if (rc != 0)
        goto out;
    if (r.opens <= 1) {
        rc = tdb_delete(db->tdb, key) == 0 ? 0 : -EIO;
    } else {
        r.opens--;
        rc = share_write(db, key, &r);
    }
out:
    tdb_chainunlock(db->tdb, key);
    return rc;
}

/* A rename moves the record; both keys change or neither does. */
int share_move(struct share_db *db, uint64_t dev, uint64_t from, uint64_t to)
{
    char b1[48], b2[48];
    TDB_DATA src = share_key(b1, sizeof b1, dev, from);
    TDB_DATA dst = share_key(b2, sizeof b2, dev, to);
    struct share_rec r, other;
    int rc;

    if (tdb_transaction_start(db->tdb) != 0)
        return -EAGAIN;
    rc = share_read(db, src, &r);
    if (rc == 0 && share_read(db, dst, &other) == 0) {
        r.opens += other.opens;
        r.deny_mode |= other.deny_mode;
    }
    if (rc == 0)
        rc = share_write(db, dst, &r);
    if (rc == 0 && tdb_delete(db->tdb, src) != 0)
        rc = -EIO;
    if (rc != 0) {
        tdb_transaction_cancel(db->tdb);
        return rc;
    }
    return tdb_transaction_commit(db->tdb) == 0 ? 0 : -EIO;
}

/* First daemon after a boot stamps the file. */
int share_stamp(struct share_db *db)
{
    char name[] = "INSTANCE";
    pid_t pid = getpid();
    TDB_DATA key = { .dptr = (unsigned char *)name, .dsize = sizeof name - 1 };
    TDB_DATA val = { .dptr = (unsigned char *)&pid, .dsize = sizeof pid };

    if (tdb_store(db->tdb, key, val, TDB_INSERT) == 0)
        return 0;
    return tdb_error(db->tdb) == TDB_ERR_EXISTS ? 0 : -EIO;
}
