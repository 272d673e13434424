// RUN: %tocsin %s
// STD: gnu17
/* Route table with lock-free readers. A replaced table stays on the retire list
 * until no reader slot shows an epoch from before its replacement. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_READERS 32
#define IDLE_EPOCH UINT64_MAX

struct route_table {
	struct route_table *next_retired;
	uint64_t retired_epoch;
	unsigned n;
	uint32_t prefix[256];
	uint16_t port[256];
};

static _Atomic(struct route_table *) current;
static _Atomic uint64_t global_epoch = 1;
static struct {
	_Alignas(64) _Atomic uint64_t epoch;
} slots[MAX_READERS];

static pthread_mutex_t writer_mu = PTHREAD_MUTEX_INITIALIZER;
static struct route_table *retired;

void routes_init(void)
{
	for (int i = 0; i < MAX_READERS; i++)
		atomic_store(&slots[i].epoch, IDLE_EPOCH);
	atomic_store(&current, calloc(1, sizeof(struct route_table)));
}

int route_lookup(int slot, uint32_t addr)
{
	struct route_table *t;
	int port = -1;

	atomic_store(&slots[slot].epoch, atomic_load(&global_epoch));
	t = atomic_load(&current);
	for (unsigned i = 0; t && i < t->n; i++) {
		if (t->prefix[i] == (addr & 0xffffff00u)) {
			port = t->port[i];
			break;
		}
	}
	atomic_store(&slots[slot].epoch, IDLE_EPOCH);
	return port;
}

static uint64_t oldest_epoch(void)
{
	uint64_t min = IDLE_EPOCH;

	for (int i = 0; i < MAX_READERS; i++) {
		uint64_t e = atomic_load(&slots[i].epoch);

		if (e < min)
			min = e;
	}
	return min;
}

static void reclaim_locked(void)
{
	uint64_t min = oldest_epoch();
	struct route_table **pp = &retired;

	while (*pp) {
		struct route_table *t = *pp;

		if (t->retired_epoch < min) {
			*pp = t->next_retired;
			free(t);
		} else {
			pp = &t->next_retired;
		}
	}
}

int route_add(uint32_t prefix, uint16_t port)
{
	struct route_table *old, *new = malloc(sizeof(*new));

	if (!new)
		return -1;
	pthread_mutex_lock(&writer_mu);
	old = atomic_load(&current);
	memcpy(new, old, sizeof(*new));
	new->next_retired = NULL;
	if (new->n == 256) {
		pthread_mutex_unlock(&writer_mu);
		free(new);
		return -1;
	}
	new->prefix[new->n] = prefix & 0xffffff00u;
	new->port[new->n++] = port;
	atomic_store(&current, new);
	old->retired_epoch = atomic_fetch_add(&global_epoch, 1);
	old->next_retired = retired;
	retired = old;
	reclaim_locked();
	pthread_mutex_unlock(&writer_mu);
	return 0;
}
