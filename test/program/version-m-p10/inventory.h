#ifndef INVENTORY_H
#define INVENTORY_H
#include "fdb_min.h"
#include <stdbool.h>
#include <stddef.h>

struct stock {
	int64_t on_hand;
	int64_t reserved;
};

size_t stock_key(char *buf, size_t n, const char *sku);
bool stock_get(FDBTransaction *tr, const char *sku, bool snapshot, struct stock *out, fdb_error_t *err);
void stock_set(FDBTransaction *tr, const char *sku, const struct stock *s);
int finish(FDBTransaction *tr, fdb_error_t err);

int inventory_reserve(FDBDatabase *db, const char *sku, int64_t n);
int inventory_ship(FDBDatabase *db, const char *sku, int64_t n);
int inventory_recount(FDBDatabase *db, const char *sku, int64_t counted);
int inventory_view(FDBDatabase *db, const char *sku);
#endif
