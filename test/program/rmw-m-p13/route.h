#ifndef ROUTE_H
#define ROUTE_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

struct route {
	uint32_t prefix;
	uint32_t mask;
	uint32_t gateway;
};

struct route_table {
	atomic_int refs;
	uint32_t generation;
	size_t n;
	struct route r[];
};

extern _Atomic(struct route_table *) current_table;

struct route_table *table_alloc(size_t n);
struct route_table *table_acquire(void);
void table_release(struct route_table *t);
int table_add(const struct route *r);
int table_replace(const struct route *r, size_t n);
uint32_t route_lookup(uint32_t dst);

#endif
