// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* leasedb - DHCP leases and counters in a TDB shared by the worker processes */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <tdb.h>
#include <time.h>

struct lease {
    uint32_t addr;
    uint32_t renewals;
    int64_t expires;
};

struct leasedb {
    struct tdb_context *tdb;
};

static TDB_DATA mkkey(const uint8_t mac[6])
{
    TDB_DATA k = { (unsigned char *)mac, 6 };
    return k;
}

static int lease_lock(struct leasedb *db, TDB_DATA k)
{
    return tdb_chainlock(db->tdb, k) == 0 ? 0 : -EDEADLK;
}

static void lease_unlock(struct leasedb *db, TDB_DATA k)
{
    tdb_chainunlock(db->tdb, k);
}

static int lease_load(struct leasedb *db, TDB_DATA k, struct lease *l)
{
    TDB_DATA d = tdb_fetch(db->tdb, k);

    if (d.dptr == NULL)
        return -ENOENT;
    if (d.dsize != sizeof(*l)) {
        free(d.dptr);
        return -EBADMSG;
    }
    memcpy(l, d.dptr, sizeof(*l));
    free(d.dptr);
    return 0;
}

int leasedb_open(struct leasedb *db, const char *path)
{
    db->tdb = tdb_open(path, 0, TDB_DEFAULT, O_RDWR | O_CREAT, 0600);
    return db->tdb ? 0 : -errno;
}

int leasedb_renew(struct leasedb *db, const uint8_t mac[6], int secs)
{
    TDB_DATA k = mkkey(mac), d;
    struct lease l;
    int rc;

    if ((rc = lease_lock(db, k)) != 0)
        return rc;
    rc = lease_load(db, k, &l);
    if (rc != 0)
        goto out;
    l.renewals++;
    l.expires = (l.expires > time(NULL) ? l.expires : time(NULL)) + secs;
    d.dptr = (unsigned char *)&l;
    d.dsize = sizeof(l);
    if (tdb_store(db->tdb, k, d, TDB_REPLACE) != 0)
        rc = -EIO;
out:
    lease_unlock(db, k);
    return rc;
}

/* First request of a client: another worker may offer to it at the same time. */
int leasedb_offer(struct leasedb *db, const uint8_t mac[6], uint32_t addr, int secs)
{
    TDB_DATA k = mkkey(mac), d;
    struct lease l;

    if (lease_load(db, k, &l) == 0)
        return -EEXIST;
    memset(&l, 0, sizeof(l));
    l.addr = addr;
    l.expires = time(NULL) + secs;
    d.dptr = (unsigned char *)&l;
    d.dsize = sizeof(l);
    if (tdb_store(db->tdb, k, d, TDB_INSERT) != 0)
        return tdb_error(db->tdb) == TDB_ERR_EXISTS ? -EEXIST : -EIO;
    return 0;
}

/* Pool totals, changed with the leases as one unit. */
int leasedb_retire(struct leasedb *db, const uint8_t mac[6])
{
    TDB_DATA k = mkkey(mac), ck = { (unsigned char *)"retired", 7 }, d;
    uint32_t n = 0;

    if (tdb_transaction_start(db->tdb) != 0)
        return -EIO;
    d = tdb_fetch(db->tdb, ck);
    if (d.dptr != NULL && d.dsize == sizeof(n))
        memcpy(&n, d.dptr, sizeof(n));
    free(d.dptr);
    n++;
    d.dptr = (unsigned char *)&n;
    d.dsize = sizeof(n);
    if (tdb_delete(db->tdb, k) != 0 || tdb_store(db->tdb, ck, d, TDB_REPLACE) != 0) {
        tdb_transaction_cancel(db->tdb);
        return -EIO;
    }
    return tdb_transaction_commit(db->tdb) == 0 ? 0 : -EIO;
}
