// RUN: %tocsin %s
// STD: gnu17
/* Route table of a user-space router. Updates are serialised by a mutex, lookups run
 * without it and check the sequence number. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUTES 512

struct route_slot {
	_Atomic uint32_t prefix;
	_Atomic uint32_t mask;
	_Atomic uint32_t nexthop;
};

struct route_table {
	pthread_mutex_t update_mu;
	atomic_uint seq;
	atomic_uint used;
	atomic_uint updates;
	struct route_slot slot[ROUTES];
};

static void seq_begin(struct route_table *rt)
{
	unsigned s = atomic_load_explicit(&rt->seq, memory_order_relaxed);
	atomic_store_explicit(&rt->seq, s + 1, memory_order_relaxed);
	atomic_thread_fence(memory_order_release);
}

static void seq_end(struct route_table *rt)
{
	unsigned s = atomic_load_explicit(&rt->seq, memory_order_relaxed);
	atomic_store_explicit(&rt->seq, s + 1, memory_order_release);
	unsigned u = atomic_load_explicit(&rt->updates, memory_order_relaxed);
	atomic_store_explicit(&rt->updates, u + 1, memory_order_relaxed);
}

int route_add(struct route_table *rt, uint32_t prefix, uint32_t mask, uint32_t nh)
{
	unsigned n;
	int rc = -1;

	pthread_mutex_lock(&rt->update_mu);
	n = atomic_load_explicit(&rt->used, memory_order_relaxed);
	for (unsigned i = 0; i < n; i++) {
		if (atomic_load(&rt->slot[i].prefix) == prefix && atomic_load(&rt->slot[i].mask) == mask) {
			seq_begin(rt);
			atomic_store_explicit(&rt->slot[i].nexthop, nh, memory_order_relaxed);
			seq_end(rt);
			rc = 0;
			goto out;
		}
	}
	if (n == ROUTES)
		goto out;
	seq_begin(rt);
	atomic_store_explicit(&rt->slot[n].prefix, prefix, memory_order_relaxed);
	atomic_store_explicit(&rt->slot[n].mask, mask, memory_order_relaxed);
	atomic_store_explicit(&rt->slot[n].nexthop, nh, memory_order_relaxed);
	atomic_store_explicit(&rt->used, n + 1, memory_order_relaxed);
	seq_end(rt);
	rc = 0;
out:
	pthread_mutex_unlock(&rt->update_mu);
	return rc;
}

bool route_lookup(struct route_table *rt, uint32_t dst, uint32_t *nh)
{
	unsigned s0, s1;
	uint32_t best_mask, best_nh;
	bool hit;

	do {
		s0 = atomic_load_explicit(&rt->seq, memory_order_acquire);
		hit = false;
		best_mask = best_nh = 0;
		unsigned n = atomic_load_explicit(&rt->used, memory_order_relaxed);
		for (unsigned i = 0; i < n; i++) {
			uint32_t m = atomic_load_explicit(&rt->slot[i].mask, memory_order_relaxed);
			uint32_t p = atomic_load_explicit(&rt->slot[i].prefix, memory_order_relaxed);
			if ((dst & m) == p && (!hit || m > best_mask)) {
				best_mask = m;
				best_nh = atomic_load_explicit(&rt->slot[i].nexthop, memory_order_relaxed);
				hit = true;
			}
		}
		atomic_thread_fence(memory_order_acquire);
		s1 = atomic_load_explicit(&rt->seq, memory_order_relaxed);
	} while ((s0 & 1) || s0 != s1);
	if (hit)
		*nh = best_nh;
	return hit;
}

static struct route_table table = { .update_mu = PTHREAD_MUTEX_INITIALIZER };

static void *updater(void *arg)
{
	uint32_t base = (uint32_t)(uintptr_t)arg;
	for (uint32_t i = 0; i < 100; i++)
		if (route_add(&table, (base + i) << 16, 0xffff0000u, base) < 0)
			fprintf(stderr, "table full\n");
	return NULL;
}

static void *forwarder(void *arg)
{
	unsigned long *misses = arg;
	uint32_t nh;
	for (uint32_t d = 0; d < 1000000; d++)
		if (!route_lookup(&table, d * 4099u, &nh))
			(*misses)++;
	return NULL;
}

int main(void)
{
	pthread_t up[3], fw[2];
	unsigned long misses[2] = { 0, 0 };
	for (int i = 0; i < 3; i++)
		if (pthread_create(&up[i], NULL, updater, (void *)(uintptr_t)(i * 100)))
			abort();
	for (int i = 0; i < 2; i++)
		if (pthread_create(&fw[i], NULL, forwarder, &misses[i]))
			abort();
	for (int i = 0; i < 3; i++)
		pthread_join(up[i], NULL);
	for (int i = 0; i < 2; i++)
		pthread_join(fw[i], NULL);
	printf("%u routes, %lu misses\n", atomic_load(&table.used), misses[0] + misses[1]);
	return 0;
}
