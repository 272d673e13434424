// RUN: %tocsin %s
// STD: gnu17
/* Packet buffer pool and device state word of a userspace NIC driver. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define NBUF     4096
#define NIL      0xffffffffu

enum dev_state { DEV_DOWN, DEV_STARTING, DEV_UP, DEV_STOPPING };

struct pool {
	_Atomic uint64_t head;            /* tag << 32 | index */
	_Atomic uint32_t next[NBUF];
	_Atomic uint32_t low_water;
	_Atomic uint32_t avail;
};

struct nic {
	_Atomic int      state;
	_Atomic uint32_t features;
	_Atomic(pthread_t *) owner;
	_Atomic uint64_t last_error_ns;
	struct pool      rx;
};

static inline uint64_t pack(uint64_t tag, uint32_t idx) { return tag << 32 | idx; }

void pool_init(struct pool *p)
{
	for (uint32_t i = 0; i < NBUF; i++)
		atomic_init(&p->next[i], i + 1 < NBUF ? i + 1 : NIL);
	atomic_init(&p->head, pack(0, 0));
	atomic_init(&p->low_water, NBUF);
	atomic_init(&p->avail, NBUF);
}

static void note_low_water(struct pool *p, uint32_t avail)
{
	uint32_t low = atomic_load_explicit(&p->low_water, memory_order_relaxed);

	while (avail < low &&
	       !atomic_compare_exchange_weak_explicit(&p->low_water, &low, avail,
						      memory_order_relaxed, memory_order_relaxed))
		;
}

uint32_t pool_get(struct pool *p)
{
	uint64_t head = atomic_load(&p->head), want;
	uint32_t idx;

	do {
		idx = (uint32_t)head;
		if (idx == NIL)
			return NIL;
		want = pack((head >> 32) + 1, atomic_load(&p->next[idx]));
	} while (!atomic_compare_exchange_weak(&p->head, &head, want));
	note_low_water(p, atomic_fetch_sub(&p->avail, 1) - 1);
	return idx;
}

void pool_put(struct pool *p, uint32_t idx)
{
	uint64_t head = atomic_load(&p->head), want;

	do {
		atomic_store(&p->next[idx], (uint32_t)head);
		want = pack((head >> 32) + 1, idx);
	} while (!atomic_compare_exchange_weak(&p->head, &head, want));
	atomic_fetch_add(&p->avail, 1);
}

/* interrupt thread: the link went away, whoever stops the device is welcome */
void nic_link_lost(struct nic *n)
{
	int st = DEV_UP;

	atomic_compare_exchange_strong(&n->state, &st, DEV_STOPPING);
}

bool nic_start(struct nic *n)
{
	int st = DEV_DOWN;

	if (!atomic_compare_exchange_strong(&n->state, &st, DEV_STARTING))
		return st == DEV_UP;
	atomic_store(&n->state, DEV_UP);
	return true;
}

uint32_t nic_enable(struct nic *n, uint32_t bits)
{
	uint32_t have = atomic_load(&n->features);

	for (;;) {
		uint32_t next = have | bits;

		if (next == have)
			return have;
		if (atomic_compare_exchange_strong(&n->features, &have, next))
			return next;
	}
}

/* first caller wins, everybody sees the winner's object */
pthread_t *nic_owner(struct nic *n)
{
	pthread_t *cur = atomic_load(&n->owner), *mine;

	if (cur != NULL)
		return cur;
	mine = malloc(sizeof(*mine));
	if (mine == NULL)
		return NULL;
	*mine = pthread_self();
	if (!atomic_compare_exchange_strong(&n->owner, &cur, mine)) {
		free(mine);
		return cur;
	}
	return mine;
}
