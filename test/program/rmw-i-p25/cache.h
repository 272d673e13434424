#ifndef DNS_CACHE_H
#define DNS_CACHE_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#define CACHE_SLOTS 1024
#define NAME_MAX_LEN 256

struct rr {
	char name[NAME_MAX_LEN];
	uint32_t addr;
	time_t expires;
	struct rr *next;
};

struct dns_cache {
	pthread_mutex_t lock;
	struct rr *slot[CACHE_SLOTS];
	size_t entries;
	size_t mem_used;
	uint64_t hits, misses, evicted;
};

extern struct dns_cache g_cache;

void cache_init(void);
int cache_lookup(const char *name, uint32_t *addr);
int cache_store(const char *name, uint32_t addr, unsigned ttl);
/* drops every record of the slot that is past its time, returns the number */
unsigned cache_expire_slot(struct dns_cache *c, unsigned slot, time_t now);
void cache_note_miss(void);

int janitor_start(pthread_t *t);
void janitor_stop(pthread_t t);

#endif
