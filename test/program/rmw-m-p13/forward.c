// STD: gnu17
#include "route.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static _Atomic uint64_t forwarded;
static int listener(const char *path);

uint32_t route_lookup(uint32_t dst)
{
	struct route_table *t = table_acquire();
	uint32_t gw = 0;
	size_t i;

	for (i = 0; t != NULL && i < t->n; i++)
		if ((dst & t->r[i].mask) == t->r[i].prefix)
			gw = t->r[i].gateway;
	table_release(t);
	return gw;
}

static void *forward_main(void *arg)
{
	uint32_t dst = (uint32_t)(uintptr_t)arg;

	for (;;) {
		if (route_lookup(dst++))
			forwarded++;
	}
	return NULL;
}

static void *control_main(void *arg)
{
	const char *path = arg;
	struct route r = { 0, 0xffffff00u, 0 };

	while (listener(path) == 0) {
		r.prefix += 0x100;
		r.gateway = r.prefix | 1;
		if (table_add(&r) != 0)
			fprintf(stderr, "%s: out of memory\n", path);
	}
	return NULL;
}

static int listener(const char *path)
{
	FILE *f = fopen(path, "r");
	int c;

	if (f == NULL)
		return -1;
	c = fgetc(f);
	fclose(f);
	return c == EOF ? -1 : 0;
}

int main(void)
{
	pthread_t t[6];
	int i;

	for (i = 0; i < 4; i++)
		if (pthread_create(&t[i], NULL, forward_main, (void *)(uintptr_t)(i << 24)))
			return EXIT_FAILURE;
	if (pthread_create(&t[4], NULL, control_main, "/run/fwd/bgp") ||
	    pthread_create(&t[5], NULL, control_main, "/run/fwd/static"))
		return EXIT_FAILURE;
	for (i = 0; i < 6; i++)
		pthread_join(t[i], NULL);
	return EXIT_SUCCESS;
}
