// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* leasedb: DHCP leases and per-subnet counters in a TDB file that the server
 * processes and the admin tool map at the same time. */
#include <sys/types.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <time.h>
#include <tdb.h>

struct subnet_rec {
    uint32_t total;
    uint32_t in_use;
    uint64_t changed;
};

static TDB_DATA key_of(const char *s)
{
    TDB_DATA k = { (unsigned char *)s, strlen(s) + 1 };
    return k;
}

static int subnet_load(struct tdb_context *db, TDB_DATA key, struct subnet_rec *out)
{
    TDB_DATA d = tdb_fetch(db, key);

    if (d.dptr == NULL || d.dsize != sizeof *out) {
        free(d.dptr);
        return -1;
    }
    memcpy(out, d.dptr, sizeof *out);
    free(d.dptr);
    return 0;
}

static int subnet_store(struct tdb_context *db, TDB_DATA key, const struct subnet_rec *rec)
{
    TDB_DATA d = { (unsigned char *)rec, sizeof *rec };
    return tdb_store(db, key, d, TDB_REPLACE);
}

/* Accounts for one more address; -1 if the subnet is full. */
int subnet_take(struct tdb_context *db, const char *subnet)
{
    TDB_DATA key = key_of(subnet);
    struct subnet_rec rec;
    int rc = -1;

    if (tdb_chainlock(db, key) != 0)
        return -1;
    if (subnet_load(db, key, &rec) == 0 && rec.in_use < rec.total) {
        rec.in_use++;
        rec.changed = (uint64_t)time(NULL);
        rc = subnet_store(db, key, &rec);
    }
    tdb_chainunlock(db, key);
    return rc;
}

/* Moves `n` addresses from one subnet to another. */
int subnet_shift(struct tdb_context *db, const char *from, const char *to, uint32_t n)
{
    TDB_DATA kf = key_of(from), kt = key_of(to);
    struct subnet_rec a, b;

    if (tdb_transaction_start(db) != 0)
        return -1;
    if (subnet_load(db, kf, &a) != 0 || subnet_load(db, kt, &b) != 0 || a.total - a.in_use < n)
        goto cancel;
    a.total -= n;
    b.total += n;
    if (subnet_store(db, kf, &a) != 0 || subnet_store(db, kt, &b) != 0)
        goto cancel;
    return tdb_transaction_commit(db);
cancel:
    tdb_transaction_cancel(db);
    return -1;
}

/* Creates the record of a new subnet, keeps the one that is there. */
int subnet_define(struct tdb_context *db, const char *subnet, uint32_t total)
{
    TDB_DATA key = key_of(subnet);
    struct subnet_rec rec;
    TDB_DATA d = { (unsigned char *)&rec, sizeof rec };

    if (tdb_exists(db, key))
        return 0;
    memset(&rec, 0, sizeof rec);
    rec.total = total;
    if (tdb_store(db, key, d, TDB_INSERT) != 0)
        return tdb_error(db) == TDB_ERR_EXISTS ? 0 : -1;
    return 0;
}

/* The lease text comes from the client's request as a whole. */
int lease_set(struct tdb_context *db, const char *mac, const char *text)
{
    TDB_DATA key = key_of(mac);
    TDB_DATA old = tdb_fetch(db, key);
    TDB_DATA d = { (unsigned char *)text, strlen(text) + 1 };

    if (old.dptr)
        fprintf(stderr, "lease %s: was %s\n", mac, (char *)old.dptr);
    free(old.dptr);
    return tdb_store(db, key, d, TDB_REPLACE);
}

int main(int argc, char **argv)
{
    struct tdb_context *db;
    int rc;

    if (argc < 4)
        return 2;
    db = tdb_open(argv[1], 0, TDB_DEFAULT, O_RDWR | O_CREAT, 0600);
    if (!db)
        return 1;
    rc = subnet_define(db, argv[2], 250);
    if (rc == 0)
        rc = subnet_take(db, argv[2]);
    if (rc == 0)
        rc = lease_set(db, argv[3], "10.1.0.17 ttl=3600");
    subnet_shift(db, argv[2], "guest", 10);
    tdb_close(db);
    return rc != 0;
}
