// STD: gnu17
#include "cache.h"

#include <stdlib.h>
#include <string.h>

struct dns_cache g_cache;

void cache_init(void)
{
	memset(&g_cache, 0, sizeof(g_cache));
	pthread_mutex_init(&g_cache.lock, NULL);
	g_cache.mem_used = sizeof(g_cache);
}

static unsigned hash_name(const char *s)
{
	unsigned h = 5381;

	while (*s)
		h = h * 33u ^ (unsigned char)*s++;
	return h % CACHE_SLOTS;
}

unsigned cache_expire_slot(struct dns_cache *c, unsigned slot, time_t now)
{
	struct rr **pp = &c->slot[slot], *r;
	unsigned n = 0;

	while ((r = *pp) != NULL) {
		if (r->expires > now) {
			pp = &r->next;
			continue;
		}
		*pp = r->next;
		c->mem_used -= sizeof(*r);
		c->entries--;
		c->evicted++;
		free(r);
		n++;
	}
	return n;
}

void cache_note_miss(void)
{
	g_cache.misses++; // EXPECT: lost-update
}

int cache_lookup(const char *name, uint32_t *addr)
{
	unsigned h = hash_name(name);
	struct rr *r;
	int found = 0;

	pthread_mutex_lock(&g_cache.lock);
	cache_expire_slot(&g_cache, h, time(NULL));
	for (r = g_cache.slot[h]; r; r = r->next) {
		if (strcmp(r->name, name) == 0) {
			*addr = r->addr;
			g_cache.hits++;
			found = 1;
			break;
		}
	}
	if (!found)
		cache_note_miss();
	pthread_mutex_unlock(&g_cache.lock);
	return found;
}

int cache_store(const char *name, uint32_t addr, unsigned ttl)
{
	unsigned h = hash_name(name);
	struct rr *r = calloc(1, sizeof(*r));

	if (!r)
		return -1;
	strncpy(r->name, name, sizeof(r->name) - 1);
	r->addr = addr;
	r->expires = time(NULL) + ttl;
	pthread_mutex_lock(&g_cache.lock);
	r->next = g_cache.slot[h];
	g_cache.slot[h] = r;
	g_cache.entries++;
	g_cache.mem_used += sizeof(*r);
	pthread_mutex_unlock(&g_cache.lock);
	return 0;
}
