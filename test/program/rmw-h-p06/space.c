// STD: gnu17
#include <stdlib.h>
#include "store.h"

static struct entry *oldest(struct store *s)
{
	struct entry *best = NULL;
	for (int i = 0; i < STORE_SLOTS; i++) {
		struct entry *e = &s->slot[i];
		if (e->data && (!best || e->gen < best->gen))
			best = e;
	}
	return best;
}

static void evict_one(struct store *s)
{
	struct entry *e = oldest(s);
	if (!e)
		return;
	space_release(s, e);
	s->evictions++;
}

int space_reserve(struct store *s, uint32_t len)
{
	if (len > s->limit_bytes)
		return -1;
	while (s->used_bytes + len > s->limit_bytes)
		evict_one(s);
	s->used_bytes += len;
	return 0;
}

void space_release(struct store *s, struct entry *e)
{
	s->used_bytes -= e->len;
	s->live--;
	free(e->data);
	e->data = NULL;
	e->len = 0;
}

struct entry *space_slot(struct store *s, uint64_t key)
{
	uint32_t at = (uint32_t)(key * 2654435761u) % STORE_SLOTS;
	for (int i = 0; i < STORE_SLOTS; i++) {
		struct entry *e = &s->slot[(at + i) % STORE_SLOTS];
		if (!e->data || e->key == key)
			return e;
	}
	return NULL;
}
