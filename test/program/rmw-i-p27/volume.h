#ifndef VOLUME_H
#define VOLUME_H

#include <pthread.h>
#include <stdint.h>

#define MAX_EXT 512

struct extent { uint64_t start, len; };

struct volume {
	pthread_mutex_t vlock;
	struct extent freelist[MAX_EXT];
	unsigned nfree;
	uint64_t free_bytes;
	uint64_t allocs, merges;
	uint64_t journal_seq;
	int dirty;
	int mounted;
};

/* volume.c */
int vol_mount(struct volume *v, uint64_t size);
int vol_alloc(struct volume *v, uint64_t len, uint64_t *at);
void vol_free(struct volume *v, uint64_t at, uint64_t len);
int vol_sync(struct volume *v);

/* extents.c: extent bookkeeping shared by the entry points above */
int ext_carve(struct volume *v, uint64_t len, uint64_t *at);
void ext_give_back(struct volume *v, uint64_t at, uint64_t len);
void ext_reset(struct volume *v, uint64_t size);

#endif
