// STD: gnu17
#include "inventory.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

int inventory_reserve(FDBDatabase *db, const char *sku, int64_t n)
{
	FDBTransaction *tr;
	struct stock s;
	fdb_error_t err;
	int rc;

	if (fdb_database_create_transaction(db, &tr))
		return -EIO;
	do {
		stock_get(tr, sku, false, &s, &err);
		if (!err && s.on_hand - s.reserved < n) {
			rc = -ENOSPC;
			break;
		}
		if (!err) {
			s.reserved += n;
			stock_set(tr, sku, &s);
		}
		rc = finish(tr, err);
	} while (rc == 1);
	fdb_transaction_destroy(tr);
	return rc;
}

int inventory_recount(FDBDatabase *db, const char *sku, int64_t counted)
{
	char key[96];
	int klen = (int)stock_key(key, sizeof key, sku);
	FDBTransaction *tr;
	FDBFuture *f;
	const uint8_t *v;
	fdb_bool_t present;
	struct stock s;
	fdb_error_t err;
	int vlen, rc;

	if (fdb_database_create_transaction(db, &tr))
		return -EIO;
	do {
		memset(&s, 0, sizeof s);
		f = fdb_transaction_get(tr, (const uint8_t *)key, klen, 1);
		err = fdb_future_block_until_ready(f);
		if (!err)
			err = fdb_future_get_value(f, &present, &v, &vlen);
		if (!err && present && vlen == (int)sizeof s)
			memcpy(&s, v, sizeof s);
		fdb_future_destroy(f);
		if (!err) {
			s.on_hand = counted > s.reserved ? counted : s.reserved;
			fdb_transaction_set(tr, (const uint8_t *)key, klen, (const uint8_t *)&s, (int)sizeof s); // EXPECT: unversioned-write
		}
		rc = finish(tr, err);
	} while (rc == 1);
	fdb_transaction_destroy(tr);
	return rc;
}

int inventory_ship(FDBDatabase *db, const char *sku, int64_t n)
{
	FDBTransaction *tr;
	FDBFuture *f;
	struct stock s;
	fdb_error_t err;

	if (fdb_database_create_transaction(db, &tr))
		return -EIO;
	if (!stock_get(tr, sku, false, &s, &err)) {
		fdb_transaction_destroy(tr);
		return err ? -EIO : -ENOENT;
	}
	s.on_hand -= n;
	s.reserved -= n;
	stock_set(tr, sku, &s);
	f = fdb_transaction_commit(tr); // EXPECT: ignored-conflict
	fdb_future_block_until_ready(f);
	fdb_future_destroy(f);
	fdb_transaction_destroy(tr);
	printf("shipped %lld of %s\n", (long long)n, sku);
	return 0;
}

/* page counter */
int inventory_view(FDBDatabase *db, const char *sku)
{
	static const int64_t one = 1;
	FDBTransaction *tr;
	char key[96];
	int klen = snprintf(key, sizeof key, "views/%s", sku), rc;

	if (fdb_database_create_transaction(db, &tr))
		return -EIO;
	do {
		fdb_transaction_atomic_op(tr, (const uint8_t *)key, klen, (const uint8_t *)&one, sizeof one,
					  FDB_MUTATION_TYPE_ADD);
		rc = finish(tr, 0);
	} while (rc == 1);
	fdb_transaction_destroy(tr);
	return rc;
}
