// STD: gnu17
#include "cache.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t ask_upstream(const char *name)
{
	uint32_t a = 0x0a000000u;

	while (*name)
		a += (unsigned char)*name++;
	return a;
}

static int resolve(const char *name, int bypass, uint32_t *addr)
{
	if (bypass)
		cache_note_miss();
	else if (cache_lookup(name, addr))
		return 0;
	*addr = ask_upstream(name);
	return cache_store(name, *addr, 30);
}

static void *serve(void *arg)
{
	const char *prefix = arg;
	char name[64];
	uint32_t addr;

	for (int i = 0; i < 20000; i++) {
		snprintf(name, sizeof(name), "%s%d.example.net", prefix, i % 300);
		if (resolve(name, i % 50 == 0, &addr))
			break;
	}
	return NULL;
}

int main(void)
{
	static char *prefixes[] = { "www", "mail", "cdn" };
	pthread_t t[3], j;

	cache_init();
	if (janitor_start(&j))
		return 1;
	for (int i = 0; i < 3; i++)
		pthread_create(&t[i], NULL, serve, prefixes[i]);
	for (int i = 0; i < 3; i++)
		pthread_join(t[i], NULL);
	janitor_stop(j);
	printf("%zu entries, %llu misses\n", g_cache.entries, (unsigned long long)g_cache.misses);
	return 0;
}
