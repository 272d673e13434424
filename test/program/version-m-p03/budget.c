// STD: gnu17
#include "budget.h"
#include <errno.h>
#include <stdio.h>

static int fetch(aerospike *as, const char *campaign, as_key *key, as_record **rec)
{
	as_error err;
	as_status st;

	*rec = NULL;
	as_key_init_str(key, "ads", "budget", campaign);
	st = aerospike_key_get(as, &err, NULL, key, rec);
	if (st == AEROSPIKE_ERR_RECORD_NOT_FOUND)
		return -ENOENT;
	if (st != AEROSPIKE_OK) {
		fprintf(stderr, "budget %s: %s\n", campaign, err.message);
		return -EIO;
	}
	return 0;
}

int budget_spend(aerospike *as, const char *campaign, int64_t micros)
{
	as_policy_write wp;
	as_record *cur, upd;
	as_error err;
	as_key key;
	as_status st;
	int64_t left;
	int rc, tries;

	for (tries = 0; tries < 8; tries++) {
		rc = fetch(as, campaign, &key, &cur);
		if (rc)
			return rc;
		left = as_record_get_int64(cur, "left", 0);
		as_record_init(&upd, 1);
		upd.gen = cur->gen;
		as_record_destroy(cur);
		if (left < micros) {
			as_record_destroy(&upd);
			return -EDQUOT;
		}
		as_record_set_int64(&upd, "left", left - micros);
		as_policy_write_init(&wp);
		wp.gen = AS_POLICY_GEN_EQ;
		st = aerospike_key_put(as, &err, &wp, &key, &upd);
		as_record_destroy(&upd);
		if (st == AEROSPIKE_OK)
			return 0;
		if (st != AEROSPIKE_ERR_RECORD_GENERATION)
			return -EIO;
	}
	return -EAGAIN;
}

int budget_topup(aerospike *as, const char *campaign, int64_t micros)
{
	as_policy_write wp;
	as_record *cur, upd;
	as_error err;
	as_key key;
	as_status st;
	int rc = fetch(as, campaign, &key, &cur);

	if (rc)
		return rc;
	as_record_init(&upd, 1);
	as_record_set_int64(&upd, "left", as_record_get_int64(cur, "left", 0) + micros);
	upd.gen = cur->gen;
	as_policy_write_init(&wp);
	wp.timeout = 50;
	st = aerospike_key_put(as, &err, &wp, &key, &upd); // EXPECT-MISS: unversioned-write
	as_record_destroy(&upd);
	as_record_destroy(cur);
	return st == AEROSPIKE_OK ? 0 : -EIO;
}

int budget_open(aerospike *as, const char *campaign, int64_t micros)
{
	as_policy_write wp;
	as_record rec;
	as_error err;
	as_key key;
	as_status st;

	as_key_init_str(&key, "ads", "budget", campaign);
	as_record_init(&rec, 2);
	as_record_set_int64(&rec, "left", micros);
	as_record_set_int64(&rec, "paused", 0);
	as_policy_write_init(&wp);
	wp.exists = AS_POLICY_EXISTS_CREATE;
	st = aerospike_key_put(as, &err, &wp, &key, &rec);
	as_record_destroy(&rec);
	return st == AEROSPIKE_OK ? 0 : st == AEROSPIKE_ERR_RECORD_EXISTS ? -EEXIST : -EIO;
}
