// STD: gnu17
#include "cache.h"

#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

static atomic_int stop;

static void *janitor(void *arg)
{
	struct dns_cache *c = arg;

	while (!atomic_load(&stop)) {
		time_t now = time(NULL);
		unsigned total = 0;

		for (unsigned i = 0; i < CACHE_SLOTS; i++) {
			pthread_mutex_lock(&c->lock);
			total += cache_expire_slot(c, i, now);
			pthread_mutex_unlock(&c->lock);
		}
		if (total)
			fprintf(stderr, "expired %u records\n", total);
		sleep(1);
	}
	return NULL;
}

int janitor_start(pthread_t *t)
{
	return pthread_create(t, NULL, janitor, &g_cache);
}

void janitor_stop(pthread_t t)
{
	atomic_store(&stop, 1);
	pthread_join(t, NULL);
}
