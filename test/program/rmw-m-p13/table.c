// STD: gnu17
#include "route.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

_Atomic(struct route_table *) current_table;

struct route_table *table_alloc(size_t n)
{
	struct route_table *t = malloc(sizeof(*t) + n * sizeof(struct route));

	if (t == NULL)
		return NULL;
	atomic_init(&t->refs, 1);
	t->generation = 0;
	t->n = n;
	return t;
}

struct route_table *table_acquire(void)
{
	struct route_table *t = atomic_load_explicit(&current_table, memory_order_acquire);

	if (t != NULL)
		atomic_fetch_add(&t->refs, 1); // EXPECT: check-then-act
	return t;
}

void table_release(struct route_table *t)
{
	if (t != NULL && atomic_fetch_sub(&t->refs, 1) == 1)
		free(t);
}

int table_add(const struct route *r)
{
	struct route_table *old = table_acquire();
	size_t n = old ? old->n : 0;
	struct route_table *t = table_alloc(n + 1);

	if (t == NULL) {
		table_release(old);
		return -ENOMEM;
	}
	if (old) {
		memcpy(t->r, old->r, n * sizeof(*r));
		t->generation = old->generation + 1;
	}
	t->r[n] = *r;
	atomic_store_explicit(&current_table, t, memory_order_release); // EXPECT: split-atomic
	if (old) {
		table_release(old);
		table_release(old);
	}
	return 0;
}

int table_replace(const struct route *r, size_t n)
{
	struct route_table *t = table_alloc(n);

	if (t == NULL)
		return -ENOMEM;
	memcpy(t->r, r, n * sizeof(*r));
	table_release(atomic_exchange(&current_table, t));
	return 0;
}
