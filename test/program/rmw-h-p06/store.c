// STD: gnu17
#include <stdlib.h>
#include <string.h>
#include "store.h"

void store_enter(struct store *s)
{
	if (pthread_mutex_lock(&s->mtx) != 0)
		abort();
}

void store_leave(struct store *s)
{
	if (pthread_mutex_unlock(&s->mtx) != 0)
		abort();
}

static int put_locked(struct store *s, uint64_t key, const void *p, uint32_t len)
{
	unsigned char *copy = malloc(len ? len : 1);
	struct entry *e;

	if (!copy)
		return -1;
	memcpy(copy, p, len);
	e = space_slot(s, key);
	if (e && e->data)
		space_release(s, e);
	if (space_reserve(s, len) < 0 || !(e = space_slot(s, key))) {
		free(copy);
		return -1;
	}
	e->key = key;
	e->len = len;
	e->data = copy;
	e->gen = ++s->gen;
	s->live++;
	return 0;
}

int store_put(struct store *s, uint64_t key, const void *p, uint32_t len)
{
	store_enter(s);
	int rc = put_locked(s, key, p, len);
	store_leave(s);
	return rc;
}

int store_drop(struct store *s, uint64_t key)
{
	int rc = -1;
	store_enter(s);
	struct entry *e = space_slot(s, key);
	if (e && e->data) {
		space_release(s, e);
		rc = 0;
	}
	store_leave(s);
	return rc;
}

void store_compact(struct store *s)
{
	store_enter(s);
	for (int i = 0; i < STORE_SLOTS; i++) {
		struct entry *e = &s->slot[i];
		if (e->data && e->gen + 10000 < s->gen)
			space_release(s, e);
	}
	store_leave(s);
}
