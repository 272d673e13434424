// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* mailspool index: message numbers and folder counters in an LMDB file that
 * the delivery agent, the IMAP processes and the expiry job all open. */
#include <lmdb.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>

struct folder_rec {
    uint64_t next_uid;
    uint32_t messages;
    uint32_t unseen;
};

struct spool {
    MDB_env *env;
    MDB_dbi folders;
};

int spool_open(struct spool *sp, const char *dir)
{
    MDB_txn *txn;
    int rc;

    if ((rc = mdb_env_create(&sp->env)) != 0)
        return rc;
    mdb_env_set_maxdbs(sp->env, 4);
    mdb_env_set_mapsize(sp->env, (size_t)1 << 28);
    if ((rc = mdb_env_open(sp->env, dir, 0, 0640)) != 0)
        return rc;
    if ((rc = mdb_txn_begin(sp->env, NULL, 0, &txn)) != 0)
        return rc;
    if ((rc = mdb_dbi_open(txn, "folders", MDB_CREATE, &sp->folders)) != 0) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

static int folder_read(struct spool *sp, MDB_val *key, struct folder_rec *out)
{
    MDB_txn *txn;
    MDB_val v;
    int rc = mdb_txn_begin(sp->env, NULL, MDB_RDONLY, &txn);

    if (rc)
        return rc;
    rc = mdb_get(txn, sp->folders, key, &v);
    if (rc == 0)
        memcpy(out, v.mv_data, sizeof *out);
    mdb_txn_abort(txn);
    return rc;
}

/* Marks `n` messages as read. */
int folder_mark_seen(struct spool *sp, const char *name, uint32_t n)
{
    MDB_val key = { strlen(name), (void *)name };
    MDB_val val;
    struct folder_rec rec;
    MDB_txn *txn;
    int rc = folder_read(sp, &key, &rec);

    if (rc)
        return rc;
    if (rec.unseen == 0)
        return 0;
    rec.unseen = rec.unseen > n ? rec.unseen - n : 0;

    if ((rc = mdb_txn_begin(sp->env, NULL, 0, &txn)) != 0)
        return rc;
    val.mv_size = sizeof rec;
    val.mv_data = &rec;
    rc = mdb_put(txn, sp->folders, &key, &val, 0); // EXPECT: unversioned-write
    if (rc) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

/* Delivery: reserves the next uid of the folder. */
int folder_deliver(struct spool *sp, const char *name, uint64_t *uid)
{
    MDB_val key = { strlen(name), (void *)name };
    MDB_val val;
    struct folder_rec rec = { 1, 0, 0 };
    MDB_txn *txn;
    int rc;

    if ((rc = mdb_txn_begin(sp->env, NULL, 0, &txn)) != 0)
        return rc;
    rc = mdb_get(txn, sp->folders, &key, &val);
    if (rc == 0)
        memcpy(&rec, val.mv_data, sizeof rec);
    else if (rc != MDB_NOTFOUND)
        goto fail;
    *uid = rec.next_uid++;
    rec.messages++;
    rec.unseen++;
    val.mv_size = sizeof rec;
    val.mv_data = &rec;
    if ((rc = mdb_put(txn, sp->folders, &key, &val, 0)) != 0)
        goto fail;
    return mdb_txn_commit(txn);
fail:
    mdb_txn_abort(txn);
    return rc;
}

int main(int argc, char **argv)
{
    struct spool sp;
    uint64_t uid;

    if (argc < 3 || spool_open(&sp, argv[1]) != 0)
        return 1;
    if (folder_deliver(&sp, argv[2], &uid) == 0)
        printf("%llu\n", (unsigned long long)uid);
    return folder_mark_seen(&sp, argv[2], 1) != 0;
}
