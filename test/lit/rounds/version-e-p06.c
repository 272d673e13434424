// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* quotad: mailbox usage kept in LMDB; lmtp, imap and quotad map the same file */
#include <errno.h>
#include <lmdb.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct usage {
    uint64_t bytes;
    uint32_t messages;
    uint32_t flags;
};

#define USAGE_WARNED 0x1u

struct quota_db {
    MDB_env *env;
    MDB_dbi dbi;
};

static void key_of(const char *mailbox, MDB_val *k)
{
    k->mv_data = (void *)mailbox;
    k->mv_size = strlen(mailbox);
}

int quota_get(struct quota_db *q, const char *mailbox, struct usage *u)
{
    MDB_txn *txn;
    MDB_val k, v;
    int rc = mdb_txn_begin(q->env, NULL, MDB_RDONLY, &txn);

    if (rc)
        return rc;
    key_of(mailbox, &k);
    rc = mdb_get(txn, q->dbi, &k, &v);
    if (rc == 0) {
        if (v.mv_size == sizeof(*u))
            memcpy(u, v.mv_data, sizeof(*u));
        else
            rc = EBADMSG;
    } else if (rc == MDB_NOTFOUND) {
        memset(u, 0, sizeof(*u));
        rc = 0;
    }
    mdb_txn_abort(txn);
    return rc;
}

/* A message of `size` bytes was stored. */
int quota_charge(struct quota_db *q, const char *mailbox, uint64_t size)
{
    struct usage u;
    MDB_txn *txn;
    MDB_val k, v;
    int rc = quota_get(q, mailbox, &u);

    if (rc)
        return rc;
    u.bytes += size;
    u.messages++;

    rc = mdb_txn_begin(q->env, NULL, 0, &txn);
    if (rc)
        return rc;
    key_of(mailbox, &k);
    v.mv_data = &u;
    v.mv_size = sizeof(u);
    rc = mdb_put(txn, q->dbi, &k, &v, 0); // EXPECT: unversioned-write
    if (rc) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

/* Messages were expunged. */
int quota_release(struct quota_db *q, const char *mailbox, uint64_t size, uint32_t n)
{
    struct usage u;
    MDB_txn *txn;
    MDB_val k, v;
    int rc = mdb_txn_begin(q->env, NULL, 0, &txn);

    if (rc)
        return rc;
    key_of(mailbox, &k);
    rc = mdb_get(txn, q->dbi, &k, &v);
    if (rc || v.mv_size != sizeof(u)) {
        mdb_txn_abort(txn);
        return rc ? rc : EBADMSG;
    }
    memcpy(&u, v.mv_data, sizeof(u));
    u.bytes = u.bytes > size ? u.bytes - size : 0;
    u.messages = u.messages > n ? u.messages - n : 0;
    u.flags &= ~USAGE_WARNED;
    v.mv_data = &u;
    v.mv_size = sizeof(u);
    rc = mdb_put(txn, q->dbi, &k, &v, 0);
    if (rc) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

/* Full recount by the maintenance tool: the figures come from the file system. */
int quota_reset(struct quota_db *q, const char *mailbox, const struct usage *counted)
{
    MDB_txn *txn;
    MDB_val k, v = { sizeof(*counted), (void *)counted };
    struct usage old;
    int rc;

    if (quota_get(q, mailbox, &old) == 0 && old.bytes != counted->bytes)
        fprintf(stderr, "quota %s: %llu -> %llu\n", mailbox,
                (unsigned long long)old.bytes, (unsigned long long)counted->bytes);
    rc = mdb_txn_begin(q->env, NULL, 0, &txn);
    if (rc)
        return rc;
    key_of(mailbox, &k);
    rc = mdb_put(txn, q->dbi, &k, &v, 0);
    if (rc) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}
