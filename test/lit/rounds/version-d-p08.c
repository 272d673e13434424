// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Share-mode database of the file server: one TDB file, many smbd-like processes. */
#include <sys/types.h>
#include <sys/stat.h>
#include <signal.h>
#include <stdint.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <tdb.h>

struct share_rec {
    uint32_t openers;
    uint32_t writers;
    uint64_t seqno;
};

static TDB_DATA key_of(const uint64_t *ino)
{
    TDB_DATA k;
    k.dptr = (unsigned char *)ino;
    k.dsize = sizeof(*ino);
    return k;
}

static int rec_read(struct tdb_context *t, TDB_DATA k, struct share_rec *r)
{
    TDB_DATA d = tdb_fetch(t, k);

    memset(r, 0, sizeof(*r));
    if (!d.dptr)
        return -1;
    if (d.dsize == sizeof(*r))
        memcpy(r, d.dptr, sizeof(*r));
    free(d.dptr);
    return 0;
}

static int rec_write(struct tdb_context *t, TDB_DATA k, const struct share_rec *r)
{
    TDB_DATA d;

    d.dptr = (unsigned char *)r;
    d.dsize = sizeof(*r);
    return tdb_store(t, k, d, TDB_REPLACE);
}

int share_open(struct tdb_context *t, uint64_t ino, bool for_write)
{
    TDB_DATA k = key_of(&ino);
    struct share_rec r;
    int rc;

    if (tdb_chainlock(t, k) != 0)
        return -1;
    (void)rec_read(t, k, &r);
    r.openers++;
    r.writers += for_write ? 1 : 0;
    r.seqno++;
    rc = rec_write(t, k, &r);
    tdb_chainunlock(t, k);
    return rc;
}

int share_close(struct tdb_context *t, uint64_t ino, bool for_write)
{
    TDB_DATA k = key_of(&ino);
    struct share_rec r;
    int rc = -1;

    if (tdb_chainlock(t, k) != 0)
        return -1;
    if (rec_read(t, k, &r) == 0 && r.openers > 0) {
        r.openers--;
        if (for_write && r.writers > 0)
            r.writers--;
        r.seqno++;
        rc = r.openers == 0 ? tdb_delete(t, k) : rec_write(t, k, &r);
    }
    tdb_chainunlock(t, k);
    return rc;
}

/* Server id node: the first process to come up chooses the value. */
int server_guid(struct tdb_context *t, uint64_t *guid)
{
    uint64_t slot = 0, fresh = ((uint64_t)rand() << 32) | (uint64_t)rand();
    TDB_DATA k = key_of(&slot), d = tdb_fetch(t, k);

    if (!d.dptr) {
        d.dptr = (unsigned char *)&fresh;
        d.dsize = sizeof(fresh);
        if (tdb_store(t, k, d, TDB_INSERT) == 0) {
            *guid = fresh;
            return 0;
        }
        if (tdb_error(t) != TDB_ERR_EXISTS)
            return -1;
        d = tdb_fetch(t, k);
        if (!d.dptr)
            return -1;
    }
    memcpy(guid, d.dptr, sizeof(*guid));
    free(d.dptr);
    return 0;
}

/* Move an entry after a rename; both keys in one transaction. */
int share_rename(struct tdb_context *t, uint64_t from, uint64_t to)
{
    TDB_DATA kf = key_of(&from), kt = key_of(&to);
    struct share_rec a, b;

    if (tdb_transaction_start(t) != 0)
        return -1;
    if (rec_read(t, kf, &a) != 0)
        goto fail;
    (void)rec_read(t, kt, &b);
    b.openers += a.openers;
    b.writers += a.writers;
    b.seqno++;
    if (rec_write(t, kt, &b) != 0 || tdb_delete(t, kf) != 0)
        goto fail;
    return tdb_transaction_commit(t);
fail:
    tdb_transaction_cancel(t);
    return -1;
}

int share_stat(struct tdb_context *t, uint64_t ino, FILE *out)
{
    struct share_rec r;

    if (rec_read(t, key_of(&ino), &r) != 0)
        return -1;
    fprintf(out, "%llu %u/%u\n", (unsigned long long)ino, r.openers, r.writers);
    return 0;
}
