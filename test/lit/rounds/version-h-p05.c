// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* mailindex: per-mailbox UID allocator and flag counters kept in LMDB.
 * The environment is shared by all delivery processes on the host. */
#include <errno.h>
#include <lmdb.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct mbox_meta {
	uint32_t uidvalidity;
	uint32_t uidnext;
	uint32_t messages;
	uint32_t unseen;
};

struct mailindex {
	MDB_env *env;
	MDB_dbi  meta;
};

static int meta_get(MDB_txn *txn, MDB_dbi dbi, const char *mbox, struct mbox_meta *out)
{
	MDB_val k = { strlen(mbox), (void *)mbox }, v;
	int rc = mdb_get(txn, dbi, &k, &v);

	if (rc)
		return rc;
	if (v.mv_size != sizeof(*out))
		return MDB_CORRUPTED;
	memcpy(out, v.mv_data, sizeof(*out));
	return 0;
}

static int meta_put(MDB_txn *txn, MDB_dbi dbi, const char *mbox, const struct mbox_meta *in)
{
	MDB_val k = { strlen(mbox), (void *)mbox };
	MDB_val v = { sizeof(*in), (void *)in };

	return mdb_put(txn, dbi, &k, &v, 0);
}

int mailindex_stat(struct mailindex *mi, const char *mbox, struct mbox_meta *out)
{
	MDB_txn *txn;
	int rc = mdb_txn_begin(mi->env, NULL, MDB_RDONLY, &txn);

	if (rc)
		return rc;
	rc = meta_get(txn, mi->meta, mbox, out);
	mdb_txn_abort(txn);
	return rc;
}

/* Delivery: reserve the next UID. */
int mailindex_append(struct mailindex *mi, const char *mbox, uint32_t *uid)
{
	struct mbox_meta m;
	MDB_txn *txn;
	int rc = mdb_txn_begin(mi->env, NULL, 0, &txn);

	if (rc)
		return rc;
	rc = meta_get(txn, mi->meta, mbox, &m);
	if (rc)
		goto fail;
	*uid = m.uidnext++;
	m.messages++;
	m.unseen++;
	rc = meta_put(txn, mi->meta, mbox, &m);
	if (rc)
		goto fail;
	return mdb_txn_commit(txn);
fail:
	mdb_txn_abort(txn);
	return rc;
}

/* STORE +FLAGS (\Seen) on n messages. */
int mailindex_mark_seen(struct mailindex *mi, const char *mbox, uint32_t n)
{
	struct mbox_meta m;
	MDB_txn *txn = NULL;
	int rc;

	rc = mdb_txn_begin(mi->env, NULL, MDB_RDONLY, &txn);
	if (rc)
		return rc;
	rc = meta_get(txn, mi->meta, mbox, &m);
	mdb_txn_abort(txn);
	if (rc == MDB_NOTFOUND)
		return 0;
	if (rc)
		return rc;
	if (n == 0 || m.unseen == 0)
		return 0;

	m.unseen = n > m.unseen ? 0 : m.unseen - n;

	rc = mdb_txn_begin(mi->env, NULL, 0, &txn);
	if (rc)
		return rc;
	rc = meta_put(txn, mi->meta, mbox, &m); // EXPECT: unversioned-write
	if (rc) {
		mdb_txn_abort(txn);
		fprintf(stderr, "mailindex: %s: %s\n", mbox, mdb_strerror(rc));
		return rc;
	}
	return mdb_txn_commit(txn);
}
