// STD: gnu17
#include "volume.h"

#include <string.h>

static void touch(struct volume *v)
{
	v->dirty = 1;
	v->journal_seq++;
}

static void remove_at(struct volume *v, unsigned i)
{
	memmove(&v->freelist[i], &v->freelist[i + 1], (v->nfree - i - 1) * sizeof(v->freelist[0]));
	v->nfree--;
}

static int try_merge(struct volume *v, uint64_t at, uint64_t len)
{
	for (unsigned i = 0; i < v->nfree; i++) {
		struct extent *e = &v->freelist[i];

		if (e->start + e->len == at) {
			e->len += len;
			v->merges++;
			return 1;
		}
		if (at + len == e->start) {
			e->start = at;
			e->len += len;
			v->merges++;
			return 1;
		}
	}
	return 0;
}

void ext_reset(struct volume *v, uint64_t size)
{
	v->freelist[0].start = 0;
	v->freelist[0].len = size;
	v->nfree = 1;
	v->free_bytes = size;
	v->journal_seq++;
}

int ext_carve(struct volume *v, uint64_t len, uint64_t *at)
{
	for (unsigned i = 0; i < v->nfree; i++) {
		struct extent *e = &v->freelist[i];

		if (e->len < len)
			continue;
		*at = e->start;
		e->start += len;
		e->len -= len;
		if (e->len == 0)
			remove_at(v, i);
		v->free_bytes -= len;
		v->allocs++;
		touch(v);
		return 0;
	}
	return -1;
}

void ext_give_back(struct volume *v, uint64_t at, uint64_t len)
{
	if (!try_merge(v, at, len) && v->nfree < MAX_EXT) {
		v->freelist[v->nfree].start = at;
		v->freelist[v->nfree].len = len;
		v->nfree++;
	}
	v->free_bytes += len;
	touch(v);
}
