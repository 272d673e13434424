// STD: gnu17
#include "depot.h"

#include <stdlib.h>
#include <unistd.h>

static void drain(struct magazine *m)
{
	unsigned i;

	for (i = 0; i < m->rounds; i++)
		free(m->round[i]);
}

static void *reaper_main(void *arg)
{
	struct depot *d = arg;

	for (;;) {
		struct magazine *m = NULL;

		sleep(15);
		DEPOT_LOCK(d);
		if (d->nfull > 8)
			m = depot_pop_full(d);
		DEPOT_UNLOCK(d);
		if (m == NULL)
			continue;
		drain(m);
		depot_push_empty(d, m); // EXPECT: lost-update
	}
	return NULL;
}

int reaper_start(struct depot *d, pthread_t *tid)
{
	return pthread_create(tid, NULL, reaper_main, d);
}
