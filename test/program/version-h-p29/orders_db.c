// STD: gnu17
#include "orders.h"

#include <stdio.h>
#include <string.h>

static void decode(const bson_t *doc, struct order *o)
{
	bson_iter_t it;

	memset(o, 0, sizeof(*o));
	if (bson_iter_init_find(&it, doc, "_id") && BSON_ITER_HOLDS_UTF8(&it))
		snprintf(o->id, sizeof(o->id), "%s", bson_iter_utf8(&it, NULL));
	if (bson_iter_init_find(&it, doc, "status") && BSON_ITER_HOLDS_UTF8(&it))
		snprintf(o->status, sizeof(o->status), "%s", bson_iter_utf8(&it, NULL));
	if (bson_iter_init_find(&it, doc, "total"))
		o->total = bson_iter_as_int64(&it);
	if (bson_iter_init_find(&it, doc, "rev"))
		o->rev = bson_iter_as_int64(&it);
}

static int64_t matched(const bson_t *reply)
{
	bson_iter_t it;

	return bson_iter_init_find(&it, reply, "matchedCount") ? bson_iter_as_int64(&it) : 0;
}

enum order_rc order_load(mongoc_collection_t *c, const char *id, struct order *o)
{
	bson_t *filter = BCON_NEW("_id", BCON_UTF8(id));
	mongoc_cursor_t *cur = mongoc_collection_find_with_opts(c, filter, NULL, NULL);
	const bson_t *doc;
	enum order_rc rc = ORDER_MISSING;

	if (mongoc_cursor_next(cur, &doc)) {
		decode(doc, o);
		rc = ORDER_OK;
	} else if (mongoc_cursor_error(cur, NULL)) {
		rc = ORDER_DBERR;
	}
	mongoc_cursor_destroy(cur);
	bson_destroy(filter);
	return rc;
}

enum order_rc order_replace_total(mongoc_collection_t *c, const struct order *o, int64_t total)
{
	bson_t *filter = BCON_NEW("_id", BCON_UTF8(o->id), "rev", BCON_INT64(o->rev));
	bson_t *update = BCON_NEW("$set", "{", "total", BCON_INT64(total), "}",
				  "$inc", "{", "rev", BCON_INT64(1), "}");
	bson_t reply;
	bson_error_t err;
	enum order_rc rc;

	if (!mongoc_collection_update_one(c, filter, update, NULL, &reply, &err)) {
		fprintf(stderr, "orders: %s\n", err.message);
		rc = ORDER_DBERR;
	} else {
		rc = matched(&reply) == 1 ? ORDER_OK : ORDER_CHANGED;
	}
	bson_destroy(&reply);
	bson_destroy(filter);
	bson_destroy(update);
	return rc;
}

enum order_rc order_next_pending(mongoc_collection_t *c, const char *worker, struct order *o)
{
	bson_t *filter = BCON_NEW("status", BCON_UTF8("pending"));
	bson_t *update = BCON_NEW("$set", "{", "status", BCON_UTF8("packing"),
				  "worker", BCON_UTF8(worker), "}");
	mongoc_find_and_modify_opts_t *opts = mongoc_find_and_modify_opts_new();
	bson_t reply, value;
	bson_iter_t it;
	bson_error_t err;
	enum order_rc rc = ORDER_MISSING;
	const uint8_t *data;
	uint32_t len;

	mongoc_find_and_modify_opts_set_update(opts, update);
	if (!mongoc_collection_find_and_modify_with_opts(c, filter, opts, &reply, &err)) {
		rc = ORDER_DBERR;
	} else if (bson_iter_init_find(&it, &reply, "value") && BSON_ITER_HOLDS_DOCUMENT(&it)) {
		bson_iter_document(&it, &len, &data);
		if (bson_init_static(&value, data, len)) {
			decode(&value, o);
			rc = ORDER_OK;
		}
	}
	bson_destroy(&reply);
	mongoc_find_and_modify_opts_destroy(opts);
	bson_destroy(filter);
	bson_destroy(update);
	return rc;
}

enum order_rc order_add_note(mongoc_collection_t *c, const char *id, const char *note)
{
	bson_t *filter = BCON_NEW("_id", BCON_UTF8(id));
	bson_t *update = BCON_NEW("$push", "{", "notes", BCON_UTF8(note), "}");
	bson_error_t err;
	bool ok = mongoc_collection_update_one(c, filter, update, NULL, NULL, &err);

	bson_destroy(filter);
	bson_destroy(update);
	return ok ? ORDER_OK : ORDER_DBERR;
}
