// STD: gnu17
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "store.h"

static void *client(void *arg)
{
	struct store *s = arg;
	unsigned seed = (unsigned)getpid();
	unsigned char buf[200] = { 0 };
	for (int i = 0; i < 100000; i++) {
		uint64_t k = (uint64_t)rand_r(&seed) % 5000;
		if (rand_r(&seed) % 5 == 0)
			store_drop(s, k);
		else
			store_put(s, k, buf, 1 + (uint32_t)rand_r(&seed) % 199);
	}
	return NULL;
}

static void *compactor(void *arg)
{
	for (int i = 0; i < 60; i++) {
		sleep(1);
		store_compact(arg);
	}
	return NULL;
}

int main(void)
{
	static struct store s;
	pthread_t t[5];

	pthread_mutex_init(&s.mtx, NULL);
	s.limit_bytes = 64 * 1024;
	s.gen = 1;
	for (int i = 0; i < 4; i++)
		if (pthread_create(&t[i], NULL, client, &s))
			return 1;
	if (pthread_create(&t[4], NULL, compactor, &s))
		return 1;
	for (int i = 0; i < 5; i++)
		pthread_join(t[i], NULL);
	printf("live %u, evicted %llu\n", s.live, (unsigned long long)s.evictions);
	return 0;
}
