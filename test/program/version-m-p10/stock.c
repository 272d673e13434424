// STD: gnu17
#include "inventory.h"
#include <stdio.h>
#include <string.h>

size_t stock_key(char *buf, size_t n, const char *sku)
{
	return (size_t)snprintf(buf, n, "stock/%s", sku);
}

bool stock_get(FDBTransaction *tr, const char *sku, bool snapshot, struct stock *out, fdb_error_t *err)
{
	char key[96];
	int klen = (int)stock_key(key, sizeof key, sku);
	FDBFuture *f = fdb_transaction_get(tr, (const uint8_t *)key, klen, snapshot);
	const uint8_t *v;
	fdb_bool_t present = 0;
	int vlen = 0;

	memset(out, 0, sizeof *out);
	*err = fdb_future_block_until_ready(f);
	if (!*err)
		*err = fdb_future_get_value(f, &present, &v, &vlen);
	if (!*err && present && vlen == (int)sizeof *out)
		memcpy(out, v, sizeof *out);
	fdb_future_destroy(f);
	return !*err && present;
}

void stock_set(FDBTransaction *tr, const char *sku, const struct stock *s)
{
	char key[96];
	int klen = (int)stock_key(key, sizeof key, sku);

	fdb_transaction_set(tr, (const uint8_t *)key, klen, (const uint8_t *)s, (int)sizeof *s);
}

/* commits unless err is set; 1 means that the caller runs its body again */
int finish(FDBTransaction *tr, fdb_error_t err)
{
	FDBFuture *f;
	int rc = 0;

	if (!err) {
		f = fdb_transaction_commit(tr);
		err = fdb_future_block_until_ready(f);
		if (!err)
			err = fdb_future_get_error(f);
		fdb_future_destroy(f);
	}
	if (err) {
		f = fdb_transaction_on_error(tr, err);
		rc = fdb_future_block_until_ready(f) || fdb_future_get_error(f) ? -1 : 1;
		fdb_future_destroy(f);
	}
	return rc;
}
