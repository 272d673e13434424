#ifndef STORE_H
#define STORE_H
#include <pthread.h>
#include <stdint.h>

#define STORE_SLOTS 1024

struct entry {
	uint64_t key;
	uint32_t len;
	uint32_t gen;
	unsigned char *data;
};

struct store {
	pthread_mutex_t mtx;
	struct entry slot[STORE_SLOTS];
	uint64_t used_bytes;
	uint64_t limit_bytes;
	uint32_t live;
	uint32_t gen;
	uint64_t evictions;
};

void store_enter(struct store *s);
void store_leave(struct store *s);

int store_put(struct store *s, uint64_t key, const void *p, uint32_t len);
int store_drop(struct store *s, uint64_t key);
void store_compact(struct store *s);

/* space.c */
int space_reserve(struct store *s, uint32_t len);
void space_release(struct store *s, struct entry *e);
struct entry *space_slot(struct store *s, uint64_t key);
#endif
