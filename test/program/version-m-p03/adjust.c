// STD: gnu17
#include "budget.h"
#include <errno.h>
#include <stddef.h>

/* an operator's decision: it does not depend on what is stored */
int budget_pause(aerospike *as, const char *campaign)
{
	as_record rec;
	as_error err;
	as_key key;
	as_status st;

	as_key_init_str(&key, "ads", "budget", campaign);
	as_record_init(&rec, 1);
	as_record_set_int64(&rec, "paused", 1);
	st = aerospike_key_put(as, &err, NULL, &key, &rec);
	as_record_destroy(&rec);
	return st == AEROSPIKE_OK ? 0 : -EIO;
}

int budget_rebate(aerospike *as, const char *campaign, int64_t micros)
{
	as_record *cur = NULL, upd;
	as_policy_write wp;
	as_error err;
	as_key key;
	as_status st;

	as_key_init_str(&key, "ads", "budget", campaign);
	if (aerospike_key_get(as, &err, NULL, &key, &cur) != AEROSPIKE_OK)
		return -EIO;
	as_record_init(&upd, 2);
	as_record_set_int64(&upd, "left", as_record_get_int64(cur, "left", 0) + micros);
	as_record_set_int64(&upd, "rebates", as_record_get_int64(cur, "rebates", 0) + 1);
	upd.gen = cur->gen;
	as_record_destroy(cur);
	as_policy_write_init(&wp);
	wp.gen = AS_POLICY_GEN_EQ;
	st = aerospike_key_put(as, &err, &wp, &key, &upd);
	if (st == AEROSPIKE_ERR_RECORD_GENERATION) {
		wp.gen = AS_POLICY_GEN_IGNORE;
		st = aerospike_key_put(as, &err, &wp, &key, &upd); // EXPECT: unversioned-write
	}
	as_record_destroy(&upd);
	return st == AEROSPIKE_OK ? 0 : -EIO;
}
