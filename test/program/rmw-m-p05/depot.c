// STD: gnu17
#include "depot.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int depot_init(struct depot *d, size_t objsize)
{
	memset(d, 0, sizeof(*d));
	d->objsize = objsize;
	return pthread_mutex_init(&d->mtx, NULL);
}

struct magazine *depot_pop_full(struct depot *d)
{
	struct magazine *m = d->full;

	if (m == NULL)
		return NULL;
	d->full = m->next;
	d->nfull--;
	m->next = NULL;
	return m;
}

void depot_push_empty(struct depot *d, struct magazine *m)
{
	m->rounds = 0;
	m->next = d->empty;
	d->empty = m;
	d->nempty++;
}

int depot_grow(struct depot *d)
{
	struct magazine *m = calloc(1, sizeof(*m));

	if (m == NULL)
		return -ENOMEM;
	while (m->rounds < MAG_ROUNDS) {
		void *obj = malloc(d->objsize);

		if (obj == NULL)
			break;
		m->round[m->rounds++] = obj;
	}
	if (m->rounds == 0) {
		free(m);
		return -ENOMEM;
	}
	DEPOT_LOCK(d);
	m->next = d->full;
	d->full = m;
	d->nfull++;
	d->total_mags++;
	DEPOT_UNLOCK(d);
	return 0;
}

struct magazine *depot_exchange(struct depot *d, struct magazine *empty)
{
	struct magazine *m;

	DEPOT_LOCK(d);
	m = depot_pop_full(d);
	if (m != NULL && empty != NULL)
		depot_push_empty(d, empty);
	DEPOT_UNLOCK(d);
	return m;
}
