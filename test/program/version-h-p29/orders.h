#ifndef ORDERS_H
#define ORDERS_H

#include "mongoc_client.h"
#include <stdbool.h>
#include <stdint.h>

enum order_rc { ORDER_OK, ORDER_MISSING, ORDER_CHANGED, ORDER_DBERR };

struct order {
	char    id[40];
	char    status[16];
	int64_t total;
	int64_t rev;
};

enum order_rc order_load(mongoc_collection_t *c, const char *id, struct order *o);
enum order_rc order_replace_total(mongoc_collection_t *c, const struct order *o, int64_t total);
enum order_rc order_next_pending(mongoc_collection_t *c, const char *worker, struct order *o);
enum order_rc order_add_note(mongoc_collection_t *c, const char *id, const char *note);
enum order_rc order_discount(mongoc_collection_t *c, const char *id, int percent);

#endif
