#ifndef DEPOT_H
#define DEPOT_H

#include <pthread.h>
#include <stddef.h>

#define MAG_ROUNDS 32

struct magazine {
	struct magazine *next;
	unsigned rounds;
	void *round[MAG_ROUNDS];
};

struct depot {
	pthread_mutex_t mtx;
	struct magazine *full;
	struct magazine *empty;
	size_t nfull;
	size_t nempty;
	size_t total_mags;
	size_t objsize;
};

#define DEPOT_LOCK(d)   pthread_mutex_lock(&(d)->mtx)
#define DEPOT_UNLOCK(d) pthread_mutex_unlock(&(d)->mtx)

int depot_init(struct depot *d, size_t objsize);
struct magazine *depot_pop_full(struct depot *d);
void depot_push_empty(struct depot *d, struct magazine *m);
int depot_grow(struct depot *d);
struct magazine *depot_exchange(struct depot *d, struct magazine *empty);

int reaper_start(struct depot *d, pthread_t *tid);

#endif
